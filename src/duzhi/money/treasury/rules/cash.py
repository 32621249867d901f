"""Treasury cash day by day: what each column means, what can be wrong, and the 保障水平.

Sources: domain.md §3.9 (identity, 库款保障水平), Appendix G X4; Appendix D (boundaries inclusive).
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

from duzhi.kernel.codes import CAPITAL, FUND, GENERAL
from duzhi.kernel.finding import INFO, WARNING, Finding, Place
from duzhi.kernel.money import rate, show
from duzhi.kernel.period import MONTHS, month

DAY, OPENING = "treasury.day", "treasury.opening"
"""Documents: a flow of a day (`区划/日期/flow`), and the opening balances (`区划/年`)."""
IN, OUT = "流入", "流出"
THIS_YEAR, TWELVE_MONTHS = "this_year", "twelve_months"
"""Bases of the average monthly outflow (parameter treasury_outflow_base)."""
LEVELS = ("预警", "偏低", "正常", "闲置")
_BASIS = "期初余额＋流入－流出＝期末余额（库款日报）"


class Flow(NamedTuple):
    """One column of the daily report.

    One event, one poster: what `feed` names is posted from that file and only reconciled here,
    the rest is posted from the daily report.
    """

    field: str
    title: str
    way: str
    account: str
    fund_type: str
    feed: str = ""
    """The layout that posts it, empty for what is posted from here."""
    subject: str = ""
    carried: str = ""
    """Takes what belongs to budgets of earlier years; cash moves with it too."""

    @property
    def posted(self) -> bool:
        """Whether the daily report posts it."""
        return not self.feed


FLOWS = (
    Flow("general_revenue", "一般公共预算收入", IN, "revenue.general", GENERAL, "IN-01"),
    Flow("fund_revenue", "政府性基金收入", IN, "revenue.fund", FUND, "IN-01"),
    Flow("capital_revenue", "国有资本经营收入", IN, "revenue.capital", CAPITAL, "IN-01"),
    Flow("dispatch", "上级调度款", IN, "upper", GENERAL),
    Flow("general_bonds", "一般债券转贷", IN, "bonds.on_lent", GENERAL, subject="1101101"),
    Flow("special_bonds", "专项债券转贷", IN, "bonds.on_lent", FUND, subject="1101102"),
    Flow("advances_back", "收回暂付款", IN, "advances", GENERAL),
    Flow(
        "general_spending", "一般公共预算支出", OUT, "spending.general", GENERAL, "IN-09",
        carried="carried.general",
    ),
    Flow(
        "fund_spending", "政府性基金支出", OUT, "spending.fund", FUND, "IN-09",
        carried="carried.fund",
    ),
    Flow(
        "capital_spending", "国有资本经营支出", OUT, "spending.capital", CAPITAL, "IN-09",
        carried="carried.capital",
    ),
    Flow("general_repaid", "一般债券还本", OUT, "debt.repaid", GENERAL, subject="23103"),
    Flow("special_repaid", "专项债券还本", OUT, "debt.repaid", FUND, subject="23104"),
    Flow("remitted", "上解扣款", OUT, "remitted", GENERAL, subject="23006"),
    Flow("dispatch_returned", "归还调度款", OUT, "upper", GENERAL),
    Flow("advances_new", "新增暂付款", OUT, "advances", GENERAL),
    Flow("custody_paid", "代管资金支付", OUT, "custody", GENERAL),
)  # fmt: skip
"""Every flow of the daily report in the order of its columns."""
INFLOWS = tuple(flow for flow in FLOWS if flow.way == IN)
OUTFLOWS = tuple(flow for flow in FLOWS if flow.way == OUT)
POSTED = tuple(flow for flow in FLOWS if flow.posted)
RECONCILED = tuple(flow for flow in FLOWS if not flow.posted)
RESTRICTED = {
    "restricted_bonds": "专项债券资金",
    "restricted_special": "专款及直达资金",
    "restricted_fund": "政府性基金",
}
"""Purses inside the closing balance that may not be used for anything else (Appendix J1)."""


class DayRow(NamedTuple):
    """A row of the daily report, fen; an empty flow is None."""

    sheet: str
    row: int
    on: date
    opening: int
    general_revenue: int | None
    fund_revenue: int | None
    capital_revenue: int | None
    dispatch: int | None
    general_bonds: int | None
    special_bonds: int | None
    advances_back: int | None
    inflow: int
    general_spending: int | None
    fund_spending: int | None
    capital_spending: int | None
    general_repaid: int | None
    special_repaid: int | None
    remitted: int | None
    dispatch_returned: int | None
    advances_new: int | None
    custody_paid: int | None
    outflow: int
    closing: int
    restricted_bonds: int | None
    restricted_special: int | None
    restricted_fund: int | None

    def fen(self, field: str) -> int:
        """An amount by field, zero where the cell is empty."""
        return getattr(self, field) or 0


class Coverage(NamedTuple):
    """库款保障水平 and its level."""

    k: Fraction
    level: str


def check(rows: Sequence[DayRow], period: str = "") -> list[Finding]:
    """Everything wrong inside one file; `period` is the month its caption or the user names."""
    ordered = sorted(rows, key=lambda row: row.on)
    found = [finding for row in ordered for finding in _check_day(row)]
    found += _check_month(ordered, period)
    for before, after in pairwise(ordered):
        found += _check_next(before, after)
    return found


def check_start(first: DayRow, before: date, closing_fen: int) -> list[Finding]:
    """The first day of a file against the closing balance that stands from earlier files."""
    if first.opening == closing_fen:
        return []
    text = (
        f"期初余额 {_yuan(first.opening)} 元与已导入的 {before} 期末余额 {_yuan(closing_fen)} 元"
        f"相差 {_yuan(first.opening - closing_fen)} 元；请核对上一份日报是否需要更正"
    )
    return [_at(first, "start", "期初余额", text, WARNING)]


def check_booked(
    flow: Flow, reported: Mapping[date, int], booked: Mapping[date, int] | None
) -> list[Finding]:
    """A reconciled column against what its own file posted; None when nothing was posted yet."""
    total = sum(reported.values())
    if booked is None:
        if not total:
            return []
        text = f"{flow.title} {_yuan(total)} 元尚未核对：这些日子的 {flow.feed} 还没有导入"
        return [Finding("treasury.not_yet_booked", text, _BASIS, INFO)]
    off = [day for day in sorted(reported) if reported[day] != booked.get(day, 0)]
    if not off:
        return []
    sums = sum(booked.get(day, 0) for day in reported)
    first = off[0]
    text = (
        f"{flow.title}有 {len(off)} 天与 {flow.feed} 不符：日报合计 {_yuan(total)} 元，"
        f"入账 {_yuan(sums)} 元，差 {_yuan(total - sums)} 元；首日 {first} 日报 "
        f"{_yuan(reported[first])} 元、入账 {_yuan(booked.get(first, 0))} 元，请逐日核对"
    )
    return [Finding("treasury.booked_differs", text, _BASIS, WARNING)]


def base_months(on: date, base: str) -> list[tuple[int, int]]:
    """(year, month) of the whole months whose outflow is averaged.

    This year's whole months, or the last twelve; in January last year's (domain.md §3.9).

    Raises:
        ValueError: the base is neither this_year nor twelve_months.
    """
    if base not in (THIS_YEAR, TWELVE_MONTHS):
        raise ValueError(f"库款流出口径只有 this_year 和 twelve_months，没有 {base}")
    whole = on.month if on == month(on).last else on.month - 1
    if base == TWELVE_MONTHS:
        return [_counted(on.year * MONTHS + whole - back) for back in range(MONTHS, 0, -1)]
    if on.month == 1:
        return [(on.year - 1, number) for number in range(1, MONTHS + 1)]
    return [(on.year, number) for number in range(1, whole + 1)]


def coverage(closing_fen: int, outflow_fen: int, months: int) -> Fraction | None:
    """库款保障水平: closing balance ÷ average monthly outflow; None without outflow."""
    return rate(closing_fen * months, outflow_fen)


def level(k: Fraction, bands: Sequence[Fraction]) -> str:
    """预警, 偏低, 正常 or 闲置; a boundary belongs to 正常, the lowest one to 偏低.

    >>> bands = (Fraction(1, 10), Fraction(3, 10), Fraction(8, 10))
    >>> level(Fraction(30, 100), bands), level(Fraction(599_999, 2_000_000), bands)
    ('正常', '偏低')
    """
    low, fair, high = bands
    if k < low:
        return LEVELS[0]
    if k < fair:
        return LEVELS[1]
    return LEVELS[2] if k <= high else LEVELS[3]


def _counted(months: int) -> tuple[int, int]:
    year, rest = divmod(months, MONTHS)
    return year, rest + 1


def _check_day(row: DayRow) -> Iterator[Finding]:
    inflow = sum(row.fen(flow.field) for flow in INFLOWS)
    outflow = sum(row.fen(flow.field) for flow in OUTFLOWS)
    for way, parts, total in ((IN, inflow, row.inflow), (OUT, outflow, row.outflow)):
        if parts != total:
            text = (
                f"{way}各项相加 {_yuan(parts)} 元，{way}合计 {_yuan(total)} 元，"
                f"差 {_yuan(total - parts)} 元；请核对"
            )
            yield _at(row, "total", f"{way}合计", text)
    closing = row.opening + inflow - outflow
    if closing != row.closing:
        text = (
            f"期初＋流入－流出＝{_yuan(closing)} 元，期末余额 {_yuan(row.closing)} 元，"
            f"差 {_yuan(row.closing - closing)} 元；请核对"
        )
        yield _at(row, "identity", "期末余额", text)
    if row.closing < 0:
        yield _at(row, "negative", "期末余额", f"库款余额 {_yuan(row.closing)} 元为负；请核对")
    if (held := sum(row.fen(field) for field in RESTRICTED)) > max(row.closing, 0):
        text = (
            f"受限资金合计 {_yuan(held)} 元，大于库款余额 {_yuan(row.closing)} 元，"
            "专项资金可能被占用；请核对并说明"
        )
        yield _at(row, "restricted", "期末余额", text, WARNING)


def _check_month(ordered: Sequence[DayRow], period: str) -> Iterator[Finding]:
    for row in ordered if period else ():
        if f"{row.on:%Y-%m}" != period:
            text = f"日期 {row.on} 不在 {period} 内；请核对日期或标题中的月份"
            yield _at(row, "other_month", "日期", text)


def _check_next(before: DayRow, after: DayRow) -> Iterator[Finding]:
    if after.opening != before.closing:
        text = (
            f"期初余额 {_yuan(after.opening)} 元与 {before.on} 期末余额 {_yuan(before.closing)} 元"
            f"相差 {_yuan(after.opening - before.closing)} 元；请核对"
        )
        yield _at(after, "gap", "期初余额", text)
    if after.on - before.on > timedelta(days=1):
        text = f"{before.on} 与 {after.on} 之间缺少日报；请补齐（无收支的日子也列一行）"
        yield _at(after, "days_missing", "日期", text, WARNING)


def _at(row: DayRow, code: str, column: str, text: str, severity: str = "error") -> Finding:
    place = Place("", row.sheet, row.row, column)
    return Finding(f"treasury.{code}", text, _BASIS, severity, place)


def _yuan(fen: int) -> str:
    return show(fen, thousands=True)
