"""What pages and papers of this area read: the 71 numbers, the progress lines, the alerts."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import NamedTuple

from duzhi.areas.reports.rules import alerts as structure
from duzhi.areas.reports.rules.alerts import CHECKS, PARAMETERS, YEAR_END, Alert
from duzhi.areas.reports.rules.items import BY_ID, ITEMS, PARTS, Item
from duzhi.areas.reports.rules.progress import Line, Verdict, judge
from duzhi.figures import api as figures
from duzhi.kernel.law import LawValue
from duzhi.kernel.period import month
from duzhi.kernel.wording import trimmed
from duzhi.office import api as office
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


@dataclass(frozen=True, slots=True)
class Material:
    """A number that is owed: its id in the report, the duty with its filing, the value now."""

    id: str
    owed: figures.Owed
    value: figures.Value

    @property
    def filed(self) -> figures.Number | None:
        """What the newest filing says; None for a draft without value and 本期不适用."""
        row = self.owed.filing
        return figures.number(row.exact) if row and row.exact else None

    @property
    def computed(self) -> figures.Number | None:
        """What an area computes beside it."""
        return self.value.exact if self.value.source == figures.COMPUTED else None

    @property
    def gap(self) -> figures.Number | None:
        """Computed minus filed, exact."""
        computed, filed = self.computed, self.filed
        return None if computed is None or filed is None else computed - filed


class Bound(NamedTuple):
    """A parameter of the warnings in words: title, value, since when, basis, evidence."""

    title: str
    value: str
    start: date
    basis: str
    mark: str


class OfficeState(NamedTuple):
    """How far an office is with what it owes; counts of numbers."""

    name: str
    total: int
    accepted: int
    waiting: int
    returned: int
    owed: int
    late: int
    reminders: int
    reminded_at: datetime | None
    due: date


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


def asked() -> tuple[Item, ...]:
    """The numbers that an office files: no area computes them, and no formula."""
    codes = {item.code: item for item in (*ITEMS, *PARTS)}
    return tuple(item for code, item in codes.items() if not figures.figure(code).is_computed)


def default_due(on: date) -> date:
    """The day of the next month by which the monthly reports are due, too."""
    day = registry.number("monthly_report_day", on)
    return month(on).end.replace(day=day)


def materials(on: date, region: str, owner: str = "") -> list[Material]:
    """What is owed for a day, by office and number, with the value that counts now."""
    ask = figures.Evaluator(on, region)
    names = {item.code: item.id for item in (*PARTS, *reversed(ITEMS))}
    rows = figures.owed(on, region, owner)
    found = [Material(names.get(row.duty.code, ""), row, ask.value(row.duty.code)) for row in rows]
    return sorted(found, key=lambda one: (one.owed.duty.office, one.id, one.owed.duty.code))


def material(code: str, on: date, region: str) -> Material | None:
    """One number that is owed; None when nobody asked for it.

    Raises:
        LookupError: no such figure.
    """
    value = figures.value(code, on, region)
    row = figures.owed_one(code, on, region)
    names = {item.code: item.id for item in (*PARTS, *reversed(ITEMS))}
    return Material(names.get(code, ""), row, value) if row else None


def trail(one: Material) -> list[office.Trail]:
    """What was done about a number, the newest first."""
    rows = office.Trail.objects.filter(ref__in=figures.refs(one.owed))
    return list(rows.order_by("-at", "-pk"))


def by_office(rows: Sequence[Material], today: date) -> list[OfficeState]:
    """How far every office is."""
    grouped: dict[str, list[Material]] = defaultdict(list)
    for row in rows:
        grouped[row.owed.duty.office].append(row)
    return [_office_state(name, mine, today) for name, mine in sorted(grouped.items())]


def _office_state(name: str, rows: Sequence[Material], today: date) -> OfficeState:
    states = Counter(row.owed.state for row in rows)
    reminded = [row.owed.duty.reminded_at for row in rows if row.owed.duty.reminded_at]
    return OfficeState(
        name,
        len(rows),
        states[figures.ACCEPTED],
        states[figures.WAITING],
        states[figures.RETURNED],
        sum(not row.owed.settled for row in rows),
        sum(row.owed.late(today) for row in rows),
        max(row.owed.duty.reminders for row in rows),
        max(reminded, default=None),
        min(row.owed.duty.due for row in rows),
    )


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


def bounds(on: date) -> list[Bound]:
    """The parameters of the structural warnings as they hold on a day."""
    return [_bound(code, on) for code in PARAMETERS]


def _bound(code: str, on: date) -> Bound:
    rule, value = registry.law(code), registry.law_at(code, on)
    parts = value.value if isinstance(value.value, tuple) else (value.value,)
    printed = "、".join(_bound_text(part, code) for part in parts)
    mark = structure.UNVERIFIED.get(value.evidence, "法律法规")
    return Bound(rule.title, printed, value.start, value.basis, mark)


def _bound_text(part: object, code: str) -> str:
    assert isinstance(part, Fraction), code
    if code == "treasury_bands":
        return trimmed(part)
    return f"{trimmed(part * 100)}%"


def law(code: str, on: date) -> LawValue:
    """A parameter with its basis and evidence mark."""
    return registry.law_at(code, on)


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
