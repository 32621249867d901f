"""填报数: figures that an office files, with evidence, and somebody else reviews."""

from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from django.db import transaction
from django.db.models import QuerySet

from duzhi.figures import duties
from duzhi.figures.catalogue import PERCENT, POINTS, Figure, figure
from duzhi.figures.flow import ACCEPT, ACCEPTED, FLOW, OPEN, REPLACE, SEND_BACK, WAITING
from duzhi.figures.formula import Number
from duzhi.figures.models import Reported
from duzhi.kernel.finding import refuse
from duzhi.kernel.money import to_fen
from duzhi.office import api as office


@dataclass(frozen=True, slots=True)
class Filed:
    """A reviewed 填报数."""

    exact: Number
    scope: str
    office: str
    filler: str
    reviewer: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Filing:
    """What an office files: the value as written, in the unit it names."""

    code: str
    value: Fraction
    unit: str
    scope: str
    office: str
    evidence: str
    due: date | None = None


Row = tuple[str, str, str, str, str, str]
"""A reviewed value as stored: exact, then the texts of `Filed`."""


def accepted(on: date, region: str) -> dict[str, Row]:
    """The reviewed values of exactly this day and region, by figure code."""
    rows = (
        _standing(on, region)
        .filter(applies=True)
        .values_list("code", "exact", "scope", "office", "filler", "reviewer", "evidence")
    )
    return {row[0]: row[1:] for row in rows}


def not_applicable(on: date, region: str) -> dict[str, str]:
    """The reviewed reason, by code, of figures that do not apply in the period."""
    rows = _standing(on, region).filter(applies=False)
    return dict(rows.values_list("code", "reason"))


def filed(row: Row) -> Filed:
    """One of them."""
    return Filed(number(row[0]), *row[1:])


@transaction.atomic
def file_figure(filing: Filing, *, on: date, region: str, by: str, at: datetime) -> int:
    """Put a value up for review; an earlier one of the same figure and day is superseded by it.

    The same value filed again changes nothing. Returns the number of the filing.

    Raises:
        Refused: no evidence, or a unit that the figure does not have.
    """
    one = figure(filing.code)
    exact = _exact(one, filing)
    last = duties.filings(one.code, on, region).first()
    if last and last.state in (WAITING, ACCEPTED) and last.exact == str(exact):
        return last.pk
    replace_open(one.code, on, region, by=by, at=at)
    row = Reported.objects.create(
        code=one.code,
        on=on,
        region=region,
        exact=str(exact),
        scope=filing.scope,
        office=filing.office,
        evidence=filing.evidence,
        due=filing.due,
        filler=by,
        state=FLOW.start,
        filed_at=at,
    )
    after = {"value": str(exact), "unit": one.unit}
    office.log(duties.filing_ref(row), "填报", by=by, at=at, after=after)
    return row.pk


@transaction.atomic
def review_figure(number: int, *, by: str, at: datetime) -> None:
    """Accept a filing; the reviewer is nobody who wrote at it.

    Raises:
        Refused: the reviewer had a hand in it, or it is not waiting for review.
    """
    row = Reported.objects.select_for_update().get(pk=number)
    if row.state == ACCEPTED:
        return
    for maker in _hands(row):
        office.separate(maker, by, f"填报数{figure(row.code).name}")
    state = FLOW.after(row.state, ACCEPT)
    replaced = _standing(row.on, row.region).filter(code=row.code)
    replaced.update(state=FLOW.after(ACCEPTED, REPLACE))
    row.state, row.reviewer, row.reviewed_at = state, by, at
    row.save()
    office.log(duties.filing_ref(row), ACCEPT, by=by, at=at)
    duties.acted(row, by=by, at=at)


@transaction.atomic
def return_figure(number: int, *, reason: str, by: str, at: datetime) -> None:
    """Send a filing back with a reason; whoever filled it is asked to mend it.

    Raises:
        Refused: no reason, or it is not waiting for review.
    """
    if not reason.strip():
        raise refuse("figures.no_reason", "退回须写明原因，填报人才知道改什么；请补上")
    row = Reported.objects.select_for_update().get(pk=number)
    row.state = FLOW.after(row.state, SEND_BACK)
    row.note = reason
    row.save()
    office.log(duties.filing_ref(row), SEND_BACK, by=by, at=at, note=reason)
    duties.acted(row, by=by, at=at)
    duties.ask_mending(row, by=by, at=at)


def replace_open(code: str, on: date, region: str, *, by: str, at: datetime) -> None:
    """What is still open for a figure gives way to what is filed now; it stays in the history."""
    for row in duties.filings(code, on, region).filter(state__in=OPEN):
        row.state = FLOW.after(row.state, REPLACE)
        row.save()
        office.log(duties.filing_ref(row), REPLACE, by=by, at=at)
        office.done(duties.filing_ref(row), by=by, at=at)


def exact_of(one: Figure, value: Fraction, unit: str) -> Number:
    """What is stored for a value written in a unit: fen, a plain ratio or a count.

    Raises:
        Refused: the figure does not have that unit, or an amount has parts of a fen.
    """
    same_kind = one.is_money if unit.endswith("元") else unit == one.unit
    if not same_kind:
        raise refuse(
            "figures.wrong_unit",
            f"{one.name}：计量单位应为{one.unit}，填报的是{unit}，请改正后再报",
        )
    if one.is_money:
        return _fen(one, value, unit)
    return number(str(value / 100 if one.unit in (PERCENT, POINTS) else value))


def _fen(one: Figure, value: Fraction, unit: str) -> int:
    try:
        return to_fen(value, unit)
    except ValueError as error:
        raise refuse("figures.bad_amount", f"{one.name}：{error}；请核对后再填") from None


def number(text: str) -> Number:
    """Back from its text: an int where it is whole."""
    exact = Fraction(text)
    return exact.numerator if exact.denominator == 1 else exact


def _standing(on: date, region: str) -> QuerySet[Reported]:
    return Reported.objects.filter(on=on, region=region, state=ACCEPTED)


def _hands(row: Reported) -> list[str]:
    """Everybody who wrote at a filing."""
    wrote = office.trail(duties.filing_ref(row)).exclude(verb__in=(SEND_BACK, ACCEPT))
    return [row.filler, *sorted(set(wrote.values_list("by", flat=True)) - {row.filler})]


def _exact(one: Figure, filing: Filing) -> Number:
    if not filing.evidence:
        raise refuse("figures.no_evidence", f"{one.name}：填报数须附依据材料，请补充后再报")
    return exact_of(one, filing.value, filing.unit)
