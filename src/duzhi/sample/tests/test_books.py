"""Trial balances, budgets and filed figures hold together."""

import pytest

from duzhi.sample.tests.reading import fen, revenue, spending, table

WAN = 1_000_000


def book(folder, year, month):
    rows = table(folder / "总会计" / f"{year}年{month:02d}月科目余额表.xlsx")
    return {row["科目编码"]: row for row in rows[:-1]}, rows[-1]


def test_the_balance_sheet_of_2022_is_the_given_one(folder):
    rows, _ = book(folder, 2022, 12)
    wan = {code: fen(row["期末余额"]) // WAN for code, row in rows.items() if code[0] in "123"}
    assert wan == {
        "1001": 38_600, "1004": 6_200, "1036": 71_300, "2012": 18_400, "2017": 3_160,
        "3001": 61_540, "3002": 22_000, "3003": 500, "3031": 9_700, "3033": 800,
    }  # fmt: skip


def test_the_opening_of_2021_balances(folder):
    rows, _ = book(folder, 2020, 12)
    sides = [0, 0]
    for code, row in rows.items():
        sides[code[0] != "1"] += fen(row["期末余额"])
    assert sides[0] == sides[1]


def test_cash_of_the_books_is_cash_of_the_treasury(folder):
    for year, month in ((2020, 12), (2022, 12), *((2023, month) for month in range(1, 7))):
        after = (year + month // 12, month % 12 + 1)
        rows, _ = book(folder, year, month)
        if after <= (2023, 6):
            path = folder / "库款" / f"{after[0]}年{after[1]:02d}月库款日报.xlsx"
            assert fen(rows["1001"]["期末余额"]) == fen(table(path)[0]["期初余额"])


@pytest.mark.parametrize(("year", "month"), [(2022, 12), *((2023, m) for m in range(1, 7))])
def test_debits_equal_credits_and_every_account_rolls_forward(folder, year, month):
    rows, total = book(folder, year, month)
    assert sum(fen(row["本期借方"]) for row in rows.values()) == fen(total["本期借方"])
    assert fen(total["本期借方"]) == fen(total["本期贷方"])
    for row in rows.values():
        change = fen(row["本期借方"]) - fen(row["本期贷方"])
        assert fen(row["期末余额"]) - fen(row["期初余额"]) in (change, -change)


def test_months_of_2023_follow_each_other(folder):
    before = {}
    for month in range(1, 7):
        rows, _ = book(folder, 2023, month)
        for code, held in before.items():
            assert fen(rows[code]["期初余额"]) == held
        before = {code: fen(row["期末余额"]) for code, row in rows.items()}


def test_the_books_of_june_show_the_half_years_revenue_and_spending(folder):
    rows, _ = book(folder, 2023, 6)
    shown = {code: fen(rows[code]["期末余额"]) for code in ("6001", "6002", "6003", "7001", "7002")}
    assert shown == {
        "6001": 117_402 * WAN, "6002": 6_390 * WAN, "6003": 680 * WAN,
        "7001": 234_360 * WAN, "7002": 89_120 * WAN,
    }  # fmt: skip
    assert fen(rows["2021"]["期末余额"]) == 0
    assert fen(rows["4001"]["期末余额"]) == 50_768 * WAN
    costs = sum(fen(row["期末余额"]) for code, row in rows.items() if "5001" <= code <= "5011")
    assert costs == (234_360 + 89_120 + 210) * WAN
    assert fen(rows["804101"]["期末余额"]) == fen(rows["1001"]["期末余额"]) == 14_500 * WAN


def budget_rows(folder, year):
    rows = table(folder / "预算" / f"{year}年预算表.xlsx")
    return [row for row in rows if row["科目编码"]]


def wan(row, name):
    return fen(row[name], WAN) // WAN


@pytest.mark.parametrize(
    ("year", "version", "kind", "total"),
    [
        (2022, "年初预算", "11", 552_760), (2022, "变动预算", "11", 650_660),
        (2022, "决算数", "11", 651_560), (2022, "年初预算", "12", 211_800),
        (2022, "变动预算", "12", 239_700), (2022, "决算数", "12", 239_200),
        (2022, "决算数", "13", 5_200), (2023, "年初预算", "11", 573_500),
        (2023, "变动预算", "11", 657_500), (2023, "年初预算", "12", 200_000),
        (2023, "年初预算", "13", 7_800),
    ],
)  # fmt: skip
def test_sources_equal_uses_in_every_version(folder, year, version, kind, total):
    sides = {"收入": 0, "支出": 0}
    for row in budget_rows(folder, year):
        if row["资金性质"] == kind:
            sides[row["收支方向"]] += wan(row, version)
    assert sides == {"收入": total, "支出": total}


def test_the_budget_of_2023_is_the_given_one(folder):
    rows = budget_rows(folder, 2023)
    first = {"101": 0, "103": 0, "2": 0}
    changed = 0
    for row in rows:
        code = str(row["科目编码"])
        if row["资金性质"] != "11" or code.startswith(("110", "230", "231")):
            continue
        first[code[:3] if row["收支方向"] == "收入" else "2"] += wan(row, "年初预算")
        changed += wan(row, "变动预算") if row["收支方向"] == "支出" else 0
    assert first == {"101": 104_400, "103": 95_600, "2": 536_000}
    assert changed == 620_000
    assert all(row["决算数"] == "" for row in rows)


def test_the_final_accounts_of_2022_are_what_was_received_and_paid(folder):
    rows = {
        (row["资金性质"], str(row["科目编码"])): wan(row, "决算数")
        for row in budget_rows(folder, 2022)
    }
    for (kind, code), amount in revenue(folder, 2022, 12).items():
        if kind == "11":
            assert rows[(kind, code)] * WAN == amount
    paid = spending(folder, 2022, 12)
    for (kind, code), amount in paid.items():
        if kind == "11":
            own = sum(v for (k, each), v in rows.items() if k == kind and each.startswith(code))
            assert own * WAN == amount


def test_no_class_of_the_general_budget_spends_more_than_its_changed_budget(folder):
    room = {}
    for row in budget_rows(folder, 2023):
        if (row["资金性质"], row["收支方向"]) == ("11", "支出"):
            code = str(row["科目编码"])[:3]
            room[code] = room.get(code, 0) + wan(row, "变动预算")
    for (kind, code), amount in spending(folder, 2023, 6).items():
        assert kind != "11" or amount < room[code] * WAN


def test_filed_figures_are_reviewed_by_another_and_keep_their_identities(folder):
    rows = table(folder / "填报" / "2023年上半年材料报送.xlsx")
    value = {row["指标编号"]: float(row["数值"]) for row in rows}
    assert all(row["填报人"] != row["审核人"] for row in rows)
    assert not {"F45", "F46", "F70", "F71", "F42", "F50", "F65"} & set(value)
    assert value["F66"] == value["F67"] + value["F68"] == 80_400
    assert value["F62"] <= value["F58"]
    assert value["F63"] <= value["F61"] <= value["F60"] <= value["F59"]
    assert round(100 * value["F41"] / value["F42S"], 2) == 99.54
    assert round(100 * (value["F48"] - value["F49"]) / value["F48"], 1) == 7.6
    assert round(value["F63"] / value["F64"], 2) == 2.83
    assert value["F52"] >= value["F51"]


def test_history_accumulates(folder):
    rows = table(folder / "历史" / "2018-2020年月度数.xlsx")
    assert len(rows) == 3 * 12 * 5
    so_far = {}
    for row in rows:
        key = (row["年度"], row["资金性质"], row["收支方向"], row["科目编码"])
        so_far[key] = so_far.get(key, 0) + fen(row["当月"])
        assert so_far[key] == fen(row["累计"])
