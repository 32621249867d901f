"""Treasury cash of 青岚市 in 万元 a month: flows beside revenue and spending, and the purses.

调度款 of a month is what keeps the general purse near its month-end target; its year totals are
fixed, so 2022-12-31 closes at 38,600 and 2023-06-30 at 14,500.
"""

from duzhi.sample.facts import WAN

Months = dict[int, tuple[int, ...]]

DISPATCH_GENERAL = {2021: 329_560, 2022: 335_860, 2023: 142_400}
"""上级调度款 for the general budget; with `DISPATCH_FUND` 333,460, 340,160 and 145,000."""
DISPATCH_FUND: Months = {
    2021: (0, 0, 2_000, 0, 0, 0, 0, 0, 1_900, 0, 0, 0),
    2022: (0, 4_300, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0),
    2023: (0, 2_600, 0, 0, 0, 0),
}
GENERAL_BONDS: Months = {
    2021: (0, 0, 0, 0, 7_200, 0, 0, 9_800, 0, 0, 0, 0),
    2022: (0, 0, 0, 0, 0, 0, 18_500, 0, 0, 0, 0, 0),
    2023: (0, 0, 0, 8_200, 0, 0),
}
SPECIAL_BONDS_NEW: Months = {
    2021: (0, 0, 0, 0, 30_000, 0, 0, 36_000, 0, 20_000, 0, 0),
    2022: (38_000, 0, 36_000, 0, 30_000, 20_000, 0, 0, 0, 0, 0, 0),
    2023: (0, 36_000, 0, 30_000, 0, 0),
}
SPECIAL_BONDS_REFINANCED: Months = {
    2021: (0, 0, 0, 0, 0, 0, 0, 6_400, 0, 0, 0, 0),
    2022: (0, 0, 0, 7_800, 0, 0, 0, 0, 0, 0, 0, 0),
    2023: (0, 0, 0, 0, 6_200, 0),
}
ADVANCE_RECOVERED: Months = {
    2021: (0, 0, 0, 0, 0, 2_600, 0, 0, 0, 0, 2_000, 3_000),
    2022: (0, 0, 0, 0, 0, 2_000, 0, 0, 0, 0, 0, 4_800),
    2023: (0, 0, 900, 0, 0, 1_400),
}
GENERAL_REPAID: Months = {
    2021: (0, 0, 0, 0, 0, 0, 0, 9_800, 0, 0, 1_200, 0),
    2022: (0, 0, 0, 0, 0, 0, 12_500, 0, 0, 1_600, 0, 0),
    2023: (0, 0, 1_100, 8_200, 0, 0),
}
SPECIAL_REPAID: Months = {
    2021: (0, 0, 0, 1_500, 0, 0, 0, 6_400, 0, 0, 0, 0),
    2022: (0, 0, 0, 0, 3_600, 1_600, 0, 0, 2_400, 0, 2_000, 0),
    2023: (0, 0, 1_200, 0, 6_200, 0),
}
REMITTED: Months = {
    2021: (1_600, 1_600, 1_600, 1_600, 1_600, 1_700, 1_700, 1_700, 1_700, 1_700, 1_700, 1_700),
    2022: (1_700, 1_700, 1_700, 1_700, 1_700, 1_700, 1_750, 1_750, 1_750, 1_750, 1_750, 1_750),
    2023: (1_700, 1_700, 1_700, 1_700, 1_800, 1_800),
}
"""上解扣款."""
DISPATCH_RETURNED: Months = {
    2021: (0, 0, 2_600, 0, 2_000, 0, 0, 0, 0, 0, 0, 0),
    2022: (0, 0, 3_000, 0, 2_000, 0, 0, 0, 0, 0, 0, 0),
    2023: (4_000, 2_400, 4_000, 3_000, 3_000, 2_000),
}
"""归还超调度款: lowers 与上级往来."""
ADVANCE_NEW: Months = {
    2021: (1_500, 0, 0, 0, 1_800, 0, 0, 0, 1_600, 1_200, 0, 0),
    2022: (0, 1_200, 0, 0, 1_400, 0, 0, 0, 1_400, 0, 1_200, 0),
    2023: (800, 600, 900, 1_000, 800, 800),
}
ENTRUSTED_PAID: Months = {
    2021: (160, 160, 160, 160, 160, 160, 160, 160, 160, 160, 160, 180),
    2022: (200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200, 200),
    2023: (360, 360, 360, 360, 360, 382),
}
"""代管资金支付."""
FUND_TO_GENERAL: dict[int, tuple[int, int]] = {2021: (8_000, 12_800), 2022: (7_000, 13_000)}
"""调出 from the fund purse on the first and the last business day of December; no cash moves."""
CAPITAL_TO_GENERAL = {2021: 1_200, 2022: 4_000}

GENERAL_PURSE_TARGET: Months = {
    2021: (
        15_000, 12_500, 14_000, 13_000, 14_500, 13_500, 12_000, 13_000, 14_500, 13_000, 15_000,
        20_060,
    ),
    2022: (
        16_000, 13_500, 14_500, 13_000, 13_500, 17_000, 12_500, 12_000, 13_500, 11_500, 14_500,
        16_600,
    ),
    2023: (14_000, 12_000, 11_500, 10_500, 9_500, 7_830),
}  # fmt: skip
"""Month-end cash outside the fund budget (general and state capital), 专款 included."""

# --- stocks at the end of a year ------------------------------------------------------------------
BOND_PURSE = {2020: 20_000, 2021: 24_000, 2022: 18_600}
"""Special-bond money not yet spent."""
FUND_PURSE = {2020: 28_000, 2021: 31_600, 2022: 22_000}
"""Fund budget in cash, special-bond money included; equals its 结转."""
CASH = {2020: 46_340, 2021: 51_660, 2022: 38_600}
OTHER_DEPOSITS = 6_200
ADVANCES = {2020: 74_400, 2021: 72_900, 2022: 71_300}
UPPER_LEVEL = {2020: 28_000, 2021: 23_400, 2022: 18_400}
ENTRUSTED = {2020: 7_500, 2021: 5_560, 2022: 3_160}
GENERAL_CARRY = {2020: 54_140, 2021: 58_300, 2022: 61_540}
CAPITAL_CARRY = {2020: 500, 2021: 600, 2022: 500}
STABILISATION = {2020: 8_000, 2021: 10_500, 2022: 9_700}
STABILISATION_USED = {2021: 4_000, 2022: 6_000}
STABILISATION_ADDED = {2021: 6_500, 2022: 5_200}
REVOLVING = 800
DEBT = {2022: (236_400, 388_600)}
"""一般, 专项 debt at the year's end."""
SPECIAL_MONEY = (2_940, 7_830)
"""专款及直达 as a share of the general purse: 2,940 of 7,830 on 2023-06-30."""


def monthly(table: Months, year: int, month: int) -> int:
    """Fen of one month."""
    return table[year][month - 1] * WAN


def yearly(table: Months, year: int) -> int:
    """万元 of the year (of its first half in 2023)."""
    return sum(table[year])
