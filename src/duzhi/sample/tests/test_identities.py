"""The files agree with each other day by day."""

from collections import Counter
from datetime import date

import pytest

from duzhi.sample.cash import INFLOWS, OUTFLOWS, PURSES
from duzhi.sample.facts import months as all_months
from duzhi.sample.regions import COUNTY_TREASURY, TOWNSHIPS
from duzhi.sample.tests.reading import budget, counted, day_of, fen, lines, table, valid

TREASURY = {town.name: town.treasury for town in TOWNSHIPS}


def reports(folder, year, month):
    return table(folder / "国库" / f"{year}年{month:02d}月预算收入日报.xlsx")


def treasury_of(row):
    return TREASURY[row["街道乡镇"]] if row["预算级次"] == "5" else COUNTY_TREASURY


@pytest.mark.parametrize("year", [2021, 2022, 2023])
def test_receipts_less_refunds_are_what_the_treasury_books(folder, year):
    booked, made = Counter(), Counter()
    for when, month in all_months(2021):
        if when != year:
            continue
        for row in reports(folder, year, month):
            if valid(row) and str(row["科目代码"]).startswith("101"):
                key = (row["报表日期"], row["科目代码"][:7], row["预算级次"], row["国库代码"])
                booked[key] += fen(row["日累计"])
        for row in lines(folder / "税务" / f"{year}年{month:02d}月入库明细.csv"):
            key = (row["入库日期"], row["科目代码"][:7], row["预算级次"], treasury_of(row))
            made[key] += fen(row["实缴金额(元)"])
    for row in table(folder / "国库" / f"{year}年收入退库清册.xlsx"):
        key = (row["退库日期"], row["科目代码"][:7], row["预算级次"], row["国库代码"])
        made[key] -= fen(row["退库金额"])
    assert +booked == +made
    assert -booked == -made
    assert any(amount < 0 for amount in booked.values())


@pytest.mark.parametrize(("year", "month"), all_months(2021)[::4])
def test_slips_paid_in_are_what_the_treasury_books(folder, year, month):
    booked, made = Counter(), Counter()
    for row in reports(folder, year, month):
        if valid(row) and str(row["科目代码"]).startswith("103"):
            booked[(row["报表日期"], row["科目代码"])] += fen(row["日累计"])
    for row in lines(folder / "非税" / f"{year}年{month:02d}月一般缴款书.csv"):
        assert row["资金性质"][:2] == budget(row["科目代码"])
        if row["状态"] == "已缴库":
            made[(row["缴库日期"], row["科目代码"])] += fen(row["金额(元)"])
    assert booked == made


@pytest.mark.parametrize(("year", "month"), all_months(2021))
def test_every_day_of_cash_closes_and_never_falls_below_zero(folder, year, month):
    rows = table(folder / "库款" / f"{year}年{month:02d}月库款日报.xlsx")[:-1]
    before = None
    for row in rows:
        opening, closing = fen(row["期初余额"]), fen(row["期末余额"])
        inflow, outflow = (sum(fen(row[n]) for n in names) for names in (INFLOWS, OUTFLOWS))
        assert (inflow, outflow) == (fen(row["流入合计"]), fen(row["流出合计"]))
        assert opening + inflow - outflow == closing
        assert before in (None, opening)
        assert min(fen(row[name]) for name in PURSES) >= 0
        assert sum(fen(row[name]) for name in PURSES) <= closing
        before = closing


@pytest.mark.parametrize(("year", "month"), all_months(2021)[2::5])
def test_cash_shows_the_days_revenue_and_payments(folder, year, month):
    income, paid = Counter(), Counter()
    for row in reports(folder, year, month):
        if valid(row) and row["预算级次"] in ("4", "5"):
            income[(row["报表日期"], budget(row["科目代码"]))] += fen(row["日累计"])
    for row in lines(folder / "支付" / f"{year}年{month:02d}月支付明细.csv"):
        paid[(row["实际支付日期"], row["资金性质"][:2])] += counted(row)
    for row in table(folder / "库款" / f"{year}年{month:02d}月库款日报.xlsx")[:-1]:
        day = str(row["日期"])[:10]
        for at, kind in enumerate(("11", "12", "13")):
            assert fen(row[INFLOWS[at]]) == income[(day, kind)]
            assert fen(row[OUTFLOWS[at]]) == paid[(day, kind)]


def test_cash_of_the_half_year_opens_and_closes_as_given(folder):
    first = table(folder / "库款" / "2023年01月库款日报.xlsx")[0]
    last = table(folder / "库款" / "2023年06月库款日报.xlsx")[-2]
    shown = [fen(row) // 1_000_000 for row in (first["期初余额"], last["期末余额"])]
    assert shown == [38_600, 14_500]
    assert [fen(last[name]) / 1_000_000 for name in PURSES] == [5_400, 2_940, 1_270]
    moved = Counter()
    for month in range(1, 7):
        for row in table(folder / "库款" / f"2023年{month:02d}月库款日报.xlsx")[:-1]:
            moved.update({name: fen(row[name]) for name in (*INFLOWS, *OUTFLOWS)})
    wan = {name: amount // 1_000_000 for name, amount in moved.items()}
    assert [wan[name] for name in INFLOWS] == [
        117_402, 6_390, 680, 145_000, 8_200, 72_200, 2_300,
    ]  # fmt: skip
    assert [wan[name] for name in OUTFLOWS] == [
        234_360, 89_120, 210, 9_300, 7_400, 10_400, 18_400, 4_900, 2_182,
    ]  # fmt: skip


def test_the_treasurys_running_totals_are_its_own_days_added_up(folder):
    sums = Counter()
    for year, month in all_months(2021)[:15]:
        for row in reports(folder, year, month):
            if row["科目名称"] == "合计" or row["调整期标志"] == "1":
                continue
            day = day_of(row["报表日期"])
            key = tuple(row[name] for name in list(row)[1:9])
            for period, name in _periods(day):
                sums[(key, period)] += fen(row["日累计"])
                assert sums[(key, period)] == fen(row[name])


def test_adding_every_layer_counts_double(folder):
    rows = reports(folder, 2023, 1)
    own = sum(fen(row["日累计"]) for row in rows if valid(row))
    assert sum(fen(row["日累计"]) for row in rows) > 3 * own
    kinds = {row["报表种类"] for row in rows} - {""}
    assert kinds == {"1", "2", "5", "6"}


def test_the_adjustment_period_moves_money_of_last_year_and_nets_to_zero(folder):
    moved = [row for row in reports(folder, 2023, 1) if row["调整期标志"] == "1"]
    assert sum(fen(row["日累计"]) for row in moved) == 0
    assert all(fen(row["年累计"]) > 100 * 1_000_000 for row in moved)


def _periods(day: date):
    tenth = min((day.day - 1) // 10, 2)
    return (
        ((day.year, day.month, tenth), "旬累计"),
        ((day.year, day.month), "月累计"),
        ((day.year, "季", (day.month - 1) // 3), "季累计"),
        ((day.year,), "年累计"),
    )
