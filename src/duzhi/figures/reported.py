"""填报数: figures that an office files, with evidence, and somebody else reviews."""

from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from django.db import transaction

from duzhi.figures.catalogue import PERCENT, POINTS, Figure, figure
from duzhi.figures.formula import Number
from duzhi.figures.models import Reported
from duzhi.kernel.entry import Ref
from duzhi.kernel.finding import refuse
from duzhi.kernel.flow import Flow
from duzhi.kernel.money import to_fen
from duzhi.office import api as office

FLOW = Flow(
    "填报数",
    "待审",
    {"待审": {"审核": "已审", "退回": "退回"}, "已审": {"替换": "作废"}, "退回": {"替换": "作废"}},
)


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
    rows = Reported.objects.filter(on=on, region=region, state="已审").values_list(
        "code", "exact", "scope", "office", "filler", "reviewer", "evidence"
    )
    return {row[0]: row[1:] for row in rows}


def filed(row: Row) -> Filed:
    """One of them."""
    return Filed(_number(row[0]), *row[1:])


@transaction.atomic
def file_figure(filing: Filing, *, on: date, region: str, by: str, at: datetime) -> int:
    """Put a value up for review; an earlier one of the same figure and day is superseded by it.

    The same value filed again changes nothing. Returns the number of the filing.

    Raises:
        Refused: no evidence, or a unit that the figure does not have.
    """
    one = figure(filing.code)
    exact = _exact(one, filing)
    last = Reported.objects.filter(code=one.code, on=on, region=region).order_by("-pk").first()
    if last and last.state != "退回" and last.exact == str(exact):
        return last.pk
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
    office.log(_ref(row), "填报", by=by, at=at, after={"value": str(exact), "unit": one.unit})
    return row.pk


@transaction.atomic
def review_figure(number: int, *, by: str, at: datetime) -> None:
    """Accept a filing; the reviewer is somebody else than the filler.

    Raises:
        Refused: filler = reviewer, or it is not waiting for review.
    """
    row = Reported.objects.select_for_update().get(pk=number)
    if row.state == "已审":
        return
    office.separate(row.filler, by, f"填报数{row.code}")
    state = FLOW.after(row.state, "审核")
    replaced = Reported.objects.filter(code=row.code, on=row.on, region=row.region, state="已审")
    replaced.update(state=FLOW.after("已审", "替换"))
    row.state, row.reviewer, row.reviewed_at = state, by, at
    row.save()
    office.log(_ref(row), "审核", by=by, at=at)


@transaction.atomic
def return_figure(number: int, *, reason: str, by: str, at: datetime) -> None:
    """Send a filing back with a reason.

    Raises:
        Refused: it is not waiting for review.
    """
    row = Reported.objects.select_for_update().get(pk=number)
    row.state = FLOW.after(row.state, "退回")
    row.note = reason
    row.save()
    office.log(_ref(row), "退回", by=by, at=at, note=reason)


def _exact(one: Figure, filing: Filing) -> Number:
    if not filing.evidence:
        raise refuse("figures.no_evidence", f"{one.name}：填报数须附依据材料，请补充后再报")
    same_kind = one.is_money if filing.unit.endswith("元") else filing.unit == one.unit
    if not same_kind:
        raise refuse(
            "figures.wrong_unit",
            f"{one.name}：计量单位应为{one.unit}，填报的是{filing.unit}，请改正后再报",
        )
    if one.is_money:
        return to_fen(filing.value, filing.unit)
    exact = filing.value / 100 if one.unit in (PERCENT, POINTS) else filing.value
    return _number(str(exact))


def _number(text: str) -> Number:
    exact = Fraction(text)
    return exact.numerator if exact.denominator == 1 else exact


def _ref(row: Reported) -> Ref:
    return Ref("figures.reported", f"{row.region}/{row.on}/{row.code}", row.pk)
