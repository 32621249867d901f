"""What pages and papers of this area read: the 71 numbers, the progress lines, the alerts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from duzhi.areas.reports.rules import alerts as structure
from duzhi.areas.reports.rules.alerts import CHECKS, PARAMETERS, YEAR_END, Alert
from duzhi.areas.reports.rules.items import BY_ID, ITEMS
from duzhi.areas.reports.rules.progress import Line, Verdict, judge
from duzhi.figures import api as figures
from duzhi.kernel.law import LawValue
from duzhi.registry import api as registry

TIME = "time.progress"


@dataclass(frozen=True, slots=True)
class ItemValue:
    """One of the 71 with its value; `office` is the 股室 that owes it."""

    id: str
    value: figures.Value
    office: str


@dataclass(frozen=True, slots=True)
class Progress:
    """A line of the progress table with the figures it came from; `indent` for 其中 rows."""

    line: Line
    amount: figures.Value
    done: figures.Value
    growth: figures.Value
    verdict: Verdict
    indent: int = 0


def items(on: date, region: str) -> list[ItemValue]:
    """All 71 numbers in their order, F01 to F71."""
    evaluator = figures.Evaluator(on, region)
    return [ItemValue(item.id, evaluator.value(item.code), item.office) for item in ITEMS]


def missing(on: date, region: str) -> list[ItemValue]:
    """Those that are neither computed nor reported."""
    return [one for one in items(on, region) if one.value.exact is None]


def code_of(name: str) -> str:
    """The figure behind an id (`F03`), or the code itself when it is one already."""
    item = BY_ID.get(name.upper())
    return item.code if item else name


def time_share(ask: figures.Evaluator) -> Fraction:
    """序时进度 of the day."""
    share = ask.value(TIME).exact
    assert share is not None, "the calendar always answers"
    return Fraction(share)


def progress(ask: figures.Evaluator, on: date) -> list[Progress]:
    """The six lines of revenue and expenditure against the time."""
    time, bands = time_share(ask), registry.ratios("schedule_lag_bands", on)
    return [_progress(ask, row, time, bands) for row in _LINES]


def alerts(ask: figures.Evaluator, on: date, region: str) -> list[Alert]:
    """The structural warnings of a day and region, the gravest first."""
    return structure.alerts(structure.Facts(_values(ask, on, region), _law(on)))


def _progress(
    ask: figures.Evaluator,
    row: tuple[str, str, int, str, str, str],
    time: Fraction,
    bands: tuple[Fraction, ...],
) -> Progress:
    name, short, indent, *codes = row
    amount, done, growth = ask.values(codes)
    line = Line(
        name,
        short,
        None if amount.exact is None else int(amount.exact),
        _share(done),
        _share(growth),
    )
    return Progress(line, amount, done, growth, judge(line.done, time, bands), indent)


def _share(value: figures.Value) -> Fraction | None:
    return None if value.exact is None else Fraction(value.exact)


def _values(ask: figures.Evaluator, on: date, region: str) -> dict[str, figures.Number | None]:
    """Every figure the checks name; those of 年末 are read on the last day of the year before."""
    before = figures.Evaluator(date(on.year - 1, 12, 31), region)
    codes = {code for check in CHECKS for code in (*check.figures, *check.beside)}
    return {
        code: (before if code.endswith(YEAR_END) else ask).value(code.removesuffix(YEAR_END)).exact
        for code in sorted(codes)
    }


def _revenue(what: str, stem: str) -> tuple[str, str, str]:
    return f"receipts.{what}", f"receipts.{stem}_completion", f"receipts.{stem}_growth"


def _spending(stem: str) -> tuple[str, str, str]:
    stem = f"payments.{stem}"
    return f"{stem}_spending", f"{stem}_completion", f"{stem}_spending_growth"


def _law(on: date) -> Mapping[str, LawValue]:
    return {code: registry.law_at(code, on) for code in PARAMETERS}


_LINES = (
    ("一般公共预算收入", "总量", 0, *_revenue("general_revenue", "general")),
    ("税收", "税收", 1, *_revenue("tax", "tax")),
    ("非税", "非税", 2, *_revenue("nontax", "nontax")),
    ("一般公共预算支出", "支出", 0, *_spending("general")),
    ("政府性基金收入", "基金收入", 0, *_revenue("fund_revenue", "fund")),
    ("政府性基金支出", "基金支出", 0, *_spending("fund")),
)
"""Name, short name, indent, and the figures 累计, 完成％, 同比 of each line."""
