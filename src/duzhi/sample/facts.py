"""The base amounts of 青岚市 in 万元, typed once: what the generated files must add up to.

2022 and the first half of 2023 are given; 2021, the halves of 2022 not named there, and the months
are this county's own plausible choice. General budget, fund budget and treasury cash close in every
year, so the opening of 2021 follows from the balance sheet of 2022-12-31.
Sharing with the centre is 50:50 for VAT and 60:40 for income taxes; the province takes nothing
here (a province's own share would be one more level beside `CENTRAL_PER_LOCAL`).
"""

from fractions import Fraction

WAN = 1_000_000
"""Fen in one 万元."""

COUNTY = "青岚市"
REGION = "990181"
LAST = (2023, 6)
FIRST_YEARS = (2021, 2022)

Half = tuple[int, int]
HALVES: tuple[Half, ...] = ((2021, 1), (2021, 2), (2022, 1), (2022, 2), (2023, 1))

# --- general revenue by 款, per half-year ---------------------------------------------------------
TAX_ITEMS = (
    "10101", "10104", "10106", "10107", "10109", "10110", "10111",
    "10112", "10113", "10114", "10118", "10119", "10121",
)  # fmt: skip
TAX: dict[Half, tuple[int, ...]] = {
    (2021, 1): (
        18_600, 6_050, 1_330, 1_700, 3_000, 2_210, 1_120, 2_760, 7_900, 1_290, 4_300, 8_550, 90,
    ),
    (2021, 2): (
        15_900, 5_400, 1_240, 1_690, 2_760, 2_080, 1_020, 2_500, 6_300, 1_230, 3_050, 6_445, 85,
    ),
    (2022, 1): (
        12_900, 6_150, 1_420, 1_980, 3_050, 2_360, 1_180, 2_890, 8_620, 1_365, 4_780, 8_490, 100,
    ),
    (2022, 2): (
        14_300, 5_240, 1_270, 1_830, 2_700, 2_120, 1_010, 2_480, 4_900, 1_280, 2_450, 5_550, 85,
    ),
    (2023, 1): (
        17_260, 5_010, 1_180, 1_790, 2_960, 2_480, 1_090, 2_930, 4_870, 1_410, 3_420, 6_290, 78,
    ),
}  # fmt: skip
NONTAX_ITEMS = ("10302", "10304", "10305", "10307", "10309", "10399")
NONTAX: dict[Half, tuple[int, ...]] = {
    (2021, 1): (3_900, 5_100, 8_900, 39_100, 2_400, 1_700),
    (2021, 2): (3_500, 4_300, 6_600, 16_500, 1_300, 1_100),
    (2022, 1): (4_120, 5_260, 9_870, 66_289, 2_900, 1_900),
    (2022, 2): (3_000, 3_300, 4_200, 5_961, 900, 700),
    (2023, 1): (3_640, 4_910, 9_260, 44_924, 2_200, 1_700),
}
VAT_REFUND: dict[int, tuple[int, ...]] = {
    2021: (100, 120, 150, 130, 150, 150, 110, 110, 120, 120, 120, 120),
    2022: (100, 100, 150, 2_200, 2_050, 1_300, 600, 300, 200, 150, 130, 120),
    2023: (120, 130, 160, 150, 160, 180),
}
"""Local part of 增值税留抵退税 per month; `TAX` is net of it."""

CENTRAL_PER_LOCAL = {"10101": Fraction(1), "10104": Fraction(3, 2), "10106": Fraction(3, 2)}
"""Fen for the centre per fen kept locally (level 4 or 5)."""

TOWNSHIP_SHARE = {
    "10101": 28, "10104": 22, "10106": 26, "10107": 45, "10109": 29, "10110": 30, "10111": 28,
    "10112": 38, "10113": 25, "10114": 34, "10118": 36, "10119": 30, "10121": 40,
}  # fmt: skip
"""Percent of each local tax that belongs to the 20 townships (level 5), refunds aside."""
TOWNSHIP_REFUND_PERCENT = 20

TAX_MONTHS = {1: (18, 11, 14, 20, 16, 21), 2: (19, 14, 14, 18, 15, 20)}
NONTAX_MONTHS = {1: (12, 8, 19, 14, 17, 30), 2: (14, 12, 18, 14, 16, 26)}
SPENDING_MONTHS = {1: (15, 13, 18, 16, 17, 21), 2: (14, 14, 16, 15, 17, 24)}

# --- general spending by 类, per half-year --------------------------------------------------------
CLASSES = (
    "201", "203", "204", "205", "206", "207", "208", "210", "211", "212", "213",
    "214", "215", "216", "220", "221", "222", "224", "229", "232", "233",
)  # fmt: skip
SPENDING: dict[Half, tuple[int, ...]] = {
    (2021, 1): (
        28_900, 180, 10_900, 49_100, 6_100, 2_450, 37_300, 25_600, 4_380, 19_500, 20_200,
        4_900, 2_110, 580, 1_900, 7_060, 970, 2_010, 1_320, 3_500, 40,
    ),
    (2021, 2): (
        37_300, 250, 14_000, 63_700, 9_400, 3_930, 45_300, 33_300, 8_250, 23_900, 37_000,
        8_060, 3_450, 1_010, 2_780, 5_370, 1_530, 2_970, 0, 3_455, 45,
    ),
    (2022, 1): (
        29_350, 180, 11_050, 49_800, 6_180, 2_480, 37_900, 26_900, 4_420, 19_750, 20_380,
        4_960, 2_140, 590, 1_930, 6_490, 980, 2_040, 900, 3_600, 43,
    ),
    (2022, 2): (
        38_900, 260, 14_600, 66_400, 9_800, 4_100, 47_200, 34_700, 8_600, 24_900, 38_000,
        8_400, 3_600, 1_050, 2_900, 5_600, 1_600, 3_100, 500, 3_700, 47,
    ),
    (2023, 1): (
        29_840, 190, 11_360, 50_900, 5_240, 2_560, 38_640, 25_310, 4_180, 19_870, 20_950,
        5_130, 2_260, 640, 1_980, 6_911, 1_120, 2_230, 1_050, 3_960, 39,
    ),
}  # fmt: skip

# --- fund and capital budgets, per month ----------------------------------------------------------
FUND_REVENUE: dict[int, tuple[int, ...]] = {
    2021: (
        6_000, 3_000, 5_000, 5_500, 6_500, 5_000, 7_000, 9_000, 10_000, 11_000, 18_000, 18_000,
    ),
    2022: (
        2_600, 1_500, 2_200, 1_900, 2_549, 1_700, 3_000, 4_200, 6_500, 7_351, 22_000, 16_000,
    ),
    2023: (1_300, 800, 900, 1_100, 1_090, 1_200),
}  # fmt: skip
FUND_SPENDING_BONDS: dict[int, tuple[int, ...]] = {
    2021: (3_000, 2_000, 4_000, 4_000, 6_000, 11_000, 9_000, 8_000, 12_000, 9_000, 8_000, 6_000),
    2022: (18_000, 24_000, 14_000, 27_000, 14_000, 30_000, 400, 400, 400, 400, 400, 400),
    2023: (9_000, 7_000, 17_000, 14_000, 20_000, 12_200),
}
"""Fund spending out of special bonds (the payment carries the bond's code)."""
FUND_SPENDING_OTHER: dict[int, tuple[int, ...]] = {
    2021: (5_000, 5_000, 6_000, 5_500, 5_500, 7_000, 5_500, 6_500, 8_000, 9_000, 9_000, 14_000),
    2022: (4_200, 3_000, 6_000, 4_000, 4_500, 3_434, 1_400, 2_800, 2_000, 5_000, 7_000, 14_866),
    2023: (700, 900, 3_400, 1_800, 1_500, 1_620),
}
CAPITAL_REVENUE: dict[int, tuple[int, ...]] = {
    2021: (100, 60, 100, 120, 120, 120, 80, 100, 200, 300, 400, 500),
    2022: (0, 100, 90, 150, 100, 150, 60, 50, 100, 200, 600, 3_000),
    2023: (0, 120, 0, 200, 160, 200),
}
CAPITAL_SPENDING: dict[int, tuple[int, ...]] = {
    2021: (0, 40, 40, 60, 60, 60, 80, 80, 100, 100, 120, 160),
    2022: (0, 30, 40, 50, 60, 60, 60, 60, 80, 80, 80, 100),
    2023: (0, 40, 0, 60, 50, 60),
}


def fen(wan: int) -> int:
    """Fen of a 万元 amount."""
    return wan * WAN


def half(month: int) -> int:
    """1 for January to June, 2 for the rest."""
    return 1 if month <= 6 else 2  # noqa: PLR2004 June ends the first half


def months(start_year: int) -> list[tuple[int, int]]:
    """Every (year, month) from January of the start year to the last month there is."""
    all_months = [
        (year, month) for year in range(start_year, LAST[0] + 1) for month in range(1, 13)
    ]
    return [each for each in all_months if each <= LAST]


def year_total(table: dict[Half, tuple[int, ...]], year: int) -> int:
    """万元 of a full year over the two halves."""
    return sum(table[(year, 1)]) + sum(table.get((year, 2), ()))
