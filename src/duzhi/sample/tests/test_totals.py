"""The files add up to the base amounts of the county, to the fen."""

from fractions import Fraction

import pytest

from duzhi.kernel.money import decimal
from duzhi.sample.tests.reading import fen, revenue, spending, table

WAN = 1_000_000
LIVELIHOOD = ("205", "207", "208", "210", "211", "213", "221")
WIDE = (*LIVELIHOOD, "206", "212", "214", "216", "220", "222", "224")
BASE = {
    "税收": {"2022": 100_500, "2022H1": 55_285, "2023H1": 50_768},
    "非税": {"2022": 108_400, "2022H1": 90_339, "2023H1": 66_634},
    "收入合计": {"2022": 208_900, "2022H1": 145_624, "2023H1": 117_402},
    "支出": {"2022": 550_020, "2022H1": 232_063, "2023H1": 234_360},
    "民生": {"2023H1": 149_451},
    "民生（宽口径）": {"2023H1": 185_661},
    "基金收入": {"2022": 71_500, "2022H1": 12_449, "2023H1": 6_390},
    "基金支出": {"2022": 187_600, "2022H1": 152_134, "2023H1": 89_120},
    "国资收入": {"2023H1": 680},
    "国资支出": {"2023H1": 210},
}
CASES = [(name, period, wan) for name, row in BASE.items() for period, wan in row.items()]
TAX = [
    "10101", "10104", "10106", "10107", "10109", "10110", "10111", "10112", "10113", "10114",
    "10118", "10119", "10121",
]  # fmt: skip
TAX_2022 = [12900, 6150, 1420, 1980, 3050, 2360, 1180, 2890, 8620, 1365, 4780, 8490, 100]
TAX_2023 = [17260, 5010, 1180, 1790, 2960, 2480, 1090, 2930, 4870, 1410, 3420, 6290, 78]
NONTAX = ["10302", "10304", "10305", "10307", "10309", "10399"]
NONTAX_2022 = [4120, 5260, 9870, 66289, 2900, 1900]
NONTAX_2023 = [3640, 4910, 9260, 44924, 2200, 1700]
CLASSES_2023 = {
    "201": 29840, "203": 190, "204": 11360, "205": 50900, "206": 5240, "207": 2560, "208": 38640,
    "210": 25310, "211": 4180, "212": 19870, "213": 20950, "214": 5130, "215": 2260, "216": 640,
    "220": 1980, "221": 6911, "222": 1120, "224": 2230, "229": 1050, "232": 3960, "233": 39,
}  # fmt: skip


@pytest.fixture(scope="module")
def totals(folder):
    found = {}
    for period, year, last in (("2022", 2022, 12), ("2022H1", 2022, 6), ("2023H1", 2023, 6)):
        income, paid = revenue(folder, year, last), spending(folder, year, last)
        general = {code: each for (kind, code), each in paid.items() if kind == "11"}
        tax = sum(v for (kind, code), v in income.items() if kind == "11" and code < "102")
        own = sum(v for (kind, _), v in income.items() if kind == "11")
        found[period] = {
            "税收": tax,
            "非税": own - tax,
            "收入合计": own,
            "支出": sum(general.values()),
            "民生": sum(general[code] for code in LIVELIHOOD),
            "民生（宽口径）": sum(general[code] for code in WIDE),
            "基金收入": sum(v for (kind, _), v in income.items() if kind == "12"),
            "基金支出": sum(v for (kind, _), v in paid.items() if kind == "12"),
            "国资收入": sum(v for (kind, _), v in income.items() if kind == "13"),
            "国资支出": sum(v for (kind, _), v in paid.items() if kind == "13"),
        }
    return found


@pytest.mark.parametrize(("name", "period", "wan"), CASES)
def test_every_base_amount_is_hit_to_the_fen(totals, name, period, wan):
    assert totals[period][name] == wan * WAN


@pytest.mark.parametrize(
    ("year", "tax", "nontax"), [(2022, TAX_2022, NONTAX_2022), (2023, TAX_2023, NONTAX_2023)]
)
def test_every_revenue_item_of_the_half_year_is_hit(folder, year, tax, nontax):
    found = revenue(folder, year, 6)
    expected = dict(zip([*TAX, *NONTAX], [*tax, *nontax], strict=True))
    general = {code: each for (kind, code), each in found.items() if kind == "11"}
    assert general == {code: wan * WAN for code, wan in expected.items()}


def test_every_spending_class_of_2023_is_hit(folder):
    found = spending(folder, 2023, 6)
    general = {code: each for (kind, code), each in found.items() if kind == "11"}
    assert general == {code: wan * WAN for code, wan in CLASSES_2023.items()}


def test_the_printed_percentages_of_the_report_come_out(totals):
    now, before = totals["2023H1"], totals["2022H1"]

    def grows(name):
        return decimal(Fraction(100 * (now[name] - before[name]), before[name]), 2)

    def reaches(name, wan):
        return decimal(Fraction(100 * now[name], wan * WAN), 2)

    assert [grows(name) for name in ("收入合计", "税收", "非税")] == ["-19.38", "-8.17", "-26.24"]
    assert [grows(name) for name in ("支出", "基金收入", "基金支出")] == [
        "0.99",
        "-48.67",
        "-41.42",
    ]
    assert reaches("收入合计", 200_000) == "58.70"
    assert [reaches("税收", 104_400), reaches("非税", 95_600)] == ["48.63", "69.70"]
    assert [reaches("支出", 620_000), reaches("基金收入", 100_000)] == ["37.80", "6.39"]
    assert reaches("基金支出", 160_000) == "55.70"
    assert decimal(Fraction(100 * now["税收"], now["收入合计"]), 2) == "43.24"
    assert decimal(Fraction(100 * now["民生"], now["支出"]), 2) == "63.77"


def test_the_refunded_vat_makes_the_comparable_change(folder, totals):
    back = {}
    for year in (2022, 2023):
        back[year] = sum(
            fen(row["退库金额"])
            for row in table(folder / "国库" / f"{year}年收入退库清册.xlsx")
            if row["退库原因"] == "留抵退税"
            and row["预算级次"] in ("4", "5")
            and str(row["退库日期"])[5:7] <= "06"
        )
    assert back == {2022: 5_900 * WAN, 2023: 900 * WAN}
    before, now = (
        totals["2022H1"]["收入合计"] + back[2022],
        totals["2023H1"]["收入合计"] + back[2023],
    )
    assert decimal(Fraction(100 * (now - before), before), 2) == "-21.93"


def test_townships_hold_their_part_of_the_taxes_and_no_other_revenue(folder):
    below = above = 0
    for month in range(1, 7):
        for row in table(folder / "国库" / f"2023年{month:02d}月预算收入日报.xlsx"):
            if row["辖属标志"] == "0" and row["报表种类"] == "1" and row["预算级次"] == "5":
                assert str(row["科目代码"]).startswith("101")
                assert str(row["国库代码"]) != "9901810000"
                below += fen(row["日累计"])
            elif row["辖属标志"] == "0" and row["预算级次"] == "4" and row["报表种类"] == "1":
                above += fen(row["日累计"])
    assert Fraction(25, 100) < Fraction(below, 50_768 * WAN) < Fraction(35, 100)
    assert above
