"""Townships by how much of their target has come in, and why one of them is behind."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from duzhi.kernel.codes import GENERAL as GENERAL_BUDGET
from duzhi.kernel.codes import UNCLASSIFIED, home, within
from duzhi.kernel.money import growth, rate
from duzhi.kernel.period import Span, day, month, same_day_last_year, time_progress, year_to_date
from duzhi.ledger import api as ledger
from duzhi.money.receipts.models import RevenueTarget
from duzhi.money.receipts.postings import REVENUE
from duzhi.money.receipts.queries import targets as target_rows
from duzhi.money.receipts.queries.days import OURS
from duzhi.money.receipts.queries.statements import TAX as TAX_CODE
from duzhi.money.receipts.queries.statements import Sums
from duzhi.money.receipts.rules.targets import TAX, Part, due, main_cause, reason
from duzhi.registry import api as registry

_ITEM = 5
Items = dict[str, Sums]
"""款 of general revenue → what came in."""


class Township(NamedTuple):
    """A row of the ranking; amounts in fen of the measure, ratios of one."""

    no: int
    """Rank among the townships; 0 for 市直 and sums."""
    code: str
    name: str
    leader: str
    target_fen: int | None
    month_fen: int
    year_fen: int
    last_fen: int
    general_fen: int
    tax_fen: int
    completion: Fraction | None
    ahead: Fraction | None
    """Completion less time progress."""
    growth: Fraction | None
    tax_share: Fraction | None
    """Tax as a part of the place's general revenue."""
    cause: Part | None
    """The tax that explains most of being behind or ahead."""

    @property
    def reason(self) -> str:
        """The same as half a sentence."""
        return reason(self.cause)

    @property
    def change_fen(self) -> int:
        """This year less last year's same period."""
        return self.year_fen - self.last_fen

    @property
    def left_fen(self) -> int | None:
        """What is still to come to reach the target."""
        return None if self.target_fen is None else self.target_fen - self.year_fen


class Ranking(NamedTuple):
    """Every township by rank, then the county's own part and the sums."""

    measure: str
    time: Fraction
    rows: list[Township]
    towns: Township
    own: Township
    whole: Township

    @property
    def past_half(self) -> int:
        """How many townships have reached half of their target."""
        return sum(1 for row in self.rows if row.completion is not None and 2 * row.completion >= 1)

    @property
    def has_targets(self) -> bool:
        """Whether any township has one."""
        return any(row.target_fen is not None for row in self.rows)


class Reasons(NamedTuple):
    """Why a place stands where it does: every 款 beside last year and what was due by now."""

    row: Township
    target: RevenueTarget | None
    items: list[Part]
    """The one that falls short most comes first; short_fen adds up to the gap of the place."""

    @property
    def expected_fen(self) -> int:
        """What was due by now."""
        return sum(part.expected_fen for part in self.items)

    @property
    def ahead_fen(self) -> int:
        """What came in less what was due; negative where the place is behind."""
        return sum(part.ahead_fen for part in self.items)


def ranking(region: str, on: date, measure: str = TAX) -> Ranking:
    """Townships of a county by completion of the year's target (by amount where nobody has one)."""
    regions = registry.subtree(region[:6])
    sums = _sums(regions, on)
    found = {one.region: one for one in target_rows.targets(regions, on.year, measure)}
    names = dict(registry.regions().values_list("code", "name"))
    time = time_progress(on, registry.choice("time_progress_basis", on))
    own = home(region[:6])
    rows = [
        _row(code, names.get(code, code), sums[code], found.get(code), (measure, time, on))
        for code in regions
    ]
    below = sorted((row for row in rows if row.code != own), key=_standing)
    ranked = [row._replace(no=no) for no, row in enumerate(below, 1)]
    mine = next(row for row in rows if row.code == own)
    county = names.get(own, own)
    towns = _plus("", "乡镇小计", below, time)
    whole = _plus(region[:6], registry.region_name(region[:6]) or county, rows, time)
    return Ranking(measure, time, ranked, towns, mine._replace(name="市直"), whole)


def reasons(
    region: str, on: date, measure: str = TAX, *, found: Ranking | None = None
) -> Reasons | None:
    """One township (or 市直) with the decomposition of its gap; None where it is not known.

    `found` is the ranking of its county where the caller has it.
    """
    found = found or ranking(region, on, measure)
    rows = {row.code: row for row in (*found.rows, found.own)}
    if region not in rows:
        return None
    row = rows[region]
    target = target_rows.targets((region,), on.year, measure).first()
    parts = _parts(_sums((region,), on)[region], row.target_fen, measure, found.time, on)
    return Reasons(row, target, sorted(parts, key=lambda part: (-part.short_fen, part.code)))


def _row(
    code: str,
    name: str,
    items: Items,
    target: RevenueTarget | None,
    asked: tuple[str, Fraction, date],
) -> Township:
    measure, time, on = asked
    whole, tax = _total(items), _total(_of(items, TAX))
    mine = tax if measure == TAX else whole
    amount = target.amount if target else None
    done = None if amount is None else rate(mine.year_fen, amount)
    ahead = None if done is None else done - time
    parts = _parts(items, amount, measure, time, on)
    behind = ahead < 0 if ahead is not None else mine.year_fen < mine.last_fen
    return Township(
        no=0,
        code=code,
        name=name,
        leader=target.leader if target else "",
        target_fen=amount,
        month_fen=mine.month_fen,
        year_fen=mine.year_fen,
        last_fen=mine.last_fen,
        general_fen=whole.year_fen,
        tax_fen=tax.year_fen,
        completion=done,
        ahead=ahead,
        growth=growth(mine.year_fen, mine.last_fen),
        tax_share=rate(tax.year_fen, whole.year_fen),
        cause=main_cause(parts, behind=behind),
    )


def _parts(
    items: Items, target_fen: int | None, measure: str, time: Fraction, on: date
) -> list[Part]:
    """Items with what was due; without a target last year's same period was due."""
    chosen = {code: one for code, one in _of(items, measure).items() if one != Sums()}
    last = [one.last_fen for one in chosen.values()]
    owed = last if target_fen is None else due(target_fen, time, last)
    return [
        Part(
            code,
            registry.name_of(code, GENERAL_BUDGET, registry.REVENUE, on.year),
            one.year_fen,
            one.last_fen,
            fen,
        )
        for (code, one), fen in zip(chosen.items(), owed, strict=True)
    ]


def _of(items: Items, measure: str) -> Items:
    if measure != TAX:
        return items
    return {code: one for code, one in items.items() if _is_tax(code)}


def _is_tax(code: str) -> bool:
    return within(code.removeprefix(UNCLASSIFIED), (TAX_CODE,))


def _standing(row: Township) -> tuple[Fraction, int, str]:
    done = Fraction(-1) if row.completion is None else row.completion
    return -done, -row.year_fen, row.code


def _plus(code: str, name: str, rows: Sequence[Township], time: Fraction) -> Township:
    targets = [row.target_fen for row in rows if row.target_fen is not None]
    year, last = sum(row.year_fen for row in rows), sum(row.last_fen for row in rows)
    target = sum(targets) if targets and len(targets) == len(rows) else None
    done = None if target is None else rate(year, target)
    general = sum(row.general_fen for row in rows)
    tax = sum(row.tax_fen for row in rows)
    return Township(
        no=0,
        code=code,
        name=name,
        leader="",
        target_fen=target,
        month_fen=sum(row.month_fen for row in rows),
        year_fen=year,
        last_fen=last,
        general_fen=general,
        tax_fen=tax,
        completion=done,
        ahead=None if done is None else done - time,
        growth=growth(year, last),
        tax_share=rate(tax, general),
        cause=None,
    )


def _total(items: Mapping[str, Sums]) -> Sums:
    total = Sums()
    for one in items.values():
        total = total.plus(one)
    return total


def _sums(regions: Sequence[str], on: date) -> dict[str, Items]:
    """款 of every region: the month, the year so far, last year on this year's subjects."""
    moves = registry.restated(budget=GENERAL_BUDGET, direction=registry.REVENUE, year=on.year)
    this_month = Span(month(on).start, day(on).end)
    year, last = year_to_date(on), year_to_date(same_day_last_year(on))
    parts = [
        _grouped(regions, span, changed)
        for span, changed in ((this_month, {}), (year, {}), (last, moves))
    ]
    found: dict[str, Items] = {code: {} for code in regions}
    for region, item in sorted(set().union(*parts)):
        amounts = (part.get((region, item), 0) for part in parts)
        found.setdefault(region, {})[item] = Sums(*amounts)
    return found


def _grouped(
    regions: Iterable[str], span: Span, moves: Mapping[str, str]
) -> dict[tuple[str, str], int]:
    chosen = ledger.Selection(
        (REVENUE[GENERAL_BUDGET],), regions=tuple(regions), fund=GENERAL_BUDGET, levels=OURS
    )
    found: dict[tuple[str, str], int] = {}
    for (region, subject), fen in ledger.grouped(chosen, span, by=("region", "subject")).items():
        moved = next((new for old, new in moves.items() if within(subject, (old,))), subject)
        item = moved if moved.startswith(UNCLASSIFIED) else moved[:_ITEM]
        found[region, item] = found.get((region, item), 0) + fen
    return found
