"""Classification codes as text: a subject's ancestors are its prefixes (类 3, 款 5, 项 7, 目 9).

Sources: domain.md §1.2, §3.6; 区划 and 预算级次 §0.3.
"""

from collections.abc import Iterable

SUBJECT_LENGTHS = (3, 5, 7, 9, 11)
UNCLASSIFIED = "?"
"""A subject that is not in the year's list is booked as `?` + what the file said (待归类)."""

GENERAL, FUND, CAPITAL, INSURANCE = "11", "12", "13", "14"
"""The four budgets: the first two digits of 资金性质 (code_tables.csv `fund_type_code`)."""

BUDGET_NAMES = {
    GENERAL: "一般公共预算",
    FUND: "政府性基金预算",
    CAPITAL: "国有资本经营预算",
    INSURANCE: "社会保险基金预算",
}
CENTRAL, PROVINCE, PREFECTURE, COUNTY, TOWNSHIP = "1", "2", "3", "4", "5"
LEVEL_NAMES = {
    CENTRAL: "中央",
    PROVINCE: "省",
    PREFECTURE: "市",
    COUNTY: "县",
    TOWNSHIP: "乡",
}


def ancestors(code: str) -> list[str]:
    """Codes above, widest first.

    >>> ancestors("1010101")
    ['101', '10101']
    """
    return [code[:length] for length in SUBJECT_LENGTHS if length < len(code)]


def level(code: str) -> int:
    """1 类, 2 款, 3 项, 4 目.

    Raises:
        ValueError: the length is none of 3, 5, 7, 9, 11.
    """
    return SUBJECT_LENGTHS.index(len(code)) + 1


def within(code: str, prefixes: Iterable[str]) -> bool:
    """Whether a code lies under one of the prefixes."""
    return code.startswith(tuple(prefixes))


def unclassified(raw: str) -> str:
    """The subject under which an unknown code is booked until somebody clears it."""
    return UNCLASSIFIED + raw


def budget_of(fund_type: str) -> str:
    """The budget of a 资金性质: two digits are national, further ones provincial."""
    return fund_type[:2]


def home(region: str) -> str:
    """The 9-digit 财政区划 of a 6- or 9-digit code; six digits mean the level's own budget."""
    return region + "000" if len(region) == 6 else region  # noqa: PLR2004 GB/T 2260 codes have six digits
