"""材料报送: which figures an office owes by when, asking for them, and the to-dos of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.timezone import localdate

from duzhi.figures.catalogue import figure
from duzhi.figures.flow import ACCEPTED, VOID, WAITING
from duzhi.figures.models import Duty, Reported
from duzhi.kernel.entry import Ref
from duzhi.kernel.finding import refuse
from duzhi.office import api as office

OWED = "未报"
_DONE = (WAITING, ACCEPTED)
_HEAD = "director"


@dataclass(frozen=True, slots=True)
class Owed:
    """A duty with what was filed for it last; `state` is 未报 or that of the filing."""

    duty: Duty
    filing: Reported | None

    @property
    def state(self) -> str:
        """Where it stands."""
        return self.filing.state if self.filing else OWED

    @property
    def settled(self) -> bool:
        """Whether its office has done its part."""
        return self.state in _DONE

    def late(self, today: date) -> bool:
        """Whether its day has passed and the office still owes it."""
        return not self.settled and today > self.duty.due


@transaction.atomic
def call_for(
    owed: Iterable[tuple[str, str]], *, on: date, region: str, due: date, by: str, at: datetime
) -> int:
    """Ask offices for figures, given as (code, office); a to-do for each office that owes any.

    Asking again adds what is new, moves the day of all, and changes nothing else. Returns how many
    duties are new.

    Raises:
        LookupError: no such figure.
        Refused: nothing is asked for, or the day to file is before the day of the figures.
    """
    asked = {figure(code).code: who for code, who in owed}
    if not asked:
        raise refuse("figures.nothing_owed", f"截至{on}没有需要股室填报的指标；请核对指标表")
    if due < on:
        raise refuse(
            "figures.due_too_early", f"报送期限{due}早于截至日期{on}；请改为{on}之后的日期"
        )
    there = set(_duties(on, region).values_list("code", flat=True))
    fresh = [
        Duty(code=code, on=on, region=region, office=who, due=due, by=by, at=at)
        for code, who in asked.items()
        if code not in there
    ]
    Duty.objects.bulk_create(fresh)
    moved = _duties(on, region).filter(code__in=there & asked.keys()).exclude(due=due)
    changed = moved.update(due=due)
    if fresh or changed:
        note = f"新增{len(fresh)}项，改期{changed}项，期限{due}"
        office.log(_calling(region, on), "下达报送任务", by=by, at=at, note=note)
    for who in sorted(set(asked.values())):
        settle(on=on, region=region, owner=who, by=by, at=at)
    return len(fresh)


@transaction.atomic
def remind(*, on: date, region: str, owner: str = "", by: str, at: datetime) -> int:
    """催报: count one more reminder on every duty still owed, of one office or of all.

    An office is reminded at most once a day. Returns how many duties were reminded of.
    """
    waiting = [one.duty for one in owed(on, region, owner) if not one.settled]
    due = [duty for duty in waiting if not _same_day(duty.reminded_at, at)]
    for duty in due:
        duty.reminders += 1
        duty.reminded_at = at
        office.log(_duty_ref(duty), "催报", by=by, at=at, note=f"第{duty.reminders}次")
    Duty.objects.bulk_update(due, ("reminders", "reminded_at"))
    for who in sorted({duty.office for duty in due}):
        settle(on=on, region=region, owner=who, by=by, at=at)
    return len(due)


def owed(on: date, region: str, owner: str = "") -> list[Owed]:
    """Duties of a day and region with their filings, of one office or all, in order of office."""
    rows = _duties(on, region)
    rows = rows.filter(office=owner) if owner else rows
    last = _last_filings(on, region)
    return [Owed(duty, last.get(duty.code)) for duty in rows]


def owed_one(code: str, on: date, region: str) -> Owed | None:
    """One duty; None when nobody asked for that figure."""
    duty = _duties(on, region).filter(code=code).first()
    if duty is None:
        return None
    return Owed(duty, filings(code, on, region).exclude(state=VOID).order_by("-pk").first())


def filings(code: str, on: date, region: str) -> QuerySet[Reported]:
    """Everything that was ever filed for a figure and day, the newest first."""
    return Reported.objects.filter(code=code, on=on, region=region).order_by("-pk")


def accepted_before(code: str, on: date, region: str, most: int = 4) -> list[Reported]:
    """What was reviewed for the same figure on earlier days, the newest first."""
    rows = Reported.objects.filter(code=code, region=region, state=ACCEPTED, on__lt=on)
    return list(rows.order_by("-on")[:most])


def refs(one: Owed) -> tuple[str, ...]:
    """The documents whose trail tells the story of a duty."""
    duty = one.duty
    found = filings(duty.code, duty.on, duty.region)
    asked = (_calling(duty.region, duty.on), _duty_ref(duty))
    return (*map(str, asked), *(str(filing_ref(row)) for row in found))


def settle(*, on: date, region: str, owner: str, by: str, at: datetime) -> None:
    """Open or close an office's to-do by what it still owes."""
    mine = owed(on, region, owner)
    open_ = [one for one in mine if not one.settled]
    ref = _call_ref(region, on, owner)
    if not open_:
        office.done(ref, by=by, at=at)
        return
    due = min(one.duty.due for one in open_)
    here = office.Reach(region=region)
    title = f"填报材料（截至{on}）"
    office.todo(ref, title, office=owner, within=here, due=due, by=by, at=at)


def ask_review(row: Reported, *, by: str, at: datetime) -> None:
    """A to-do for somebody else of the office; for 局长 where the office has nobody else."""
    others = office.User.objects.filter(office=row.office, is_active=True)
    alone = not others.exclude(username=row.filler).exists()
    office.todo(
        filing_ref(row),
        f"审核填报数：{figure(row.code).name}",
        office="" if alone else row.office,
        role=_HEAD if alone else "",
        within=office.Reach(region=row.region),
        due=row.due,
        by=by,
        at=at,
    )


def ask_mending(row: Reported, *, by: str, at: datetime) -> None:
    """A to-do for the person whose filing came back."""
    title = f"补正填报数：{figure(row.code).name}"
    office.todo(filing_ref(row), title, user=row.filler, due=row.due, by=by, at=at)


def acted(row: Reported, *, by: str, at: datetime) -> None:
    """Close what was asked about a figure's filings, and see what its office still owes."""
    for one in filings(row.code, row.on, row.region):
        office.done(filing_ref(one), by=by, at=at)
    duty = _duties(row.on, row.region).filter(code=row.code).first()
    if duty:
        settle(on=row.on, region=row.region, owner=duty.office, by=by, at=at)


def filing_ref(row: Reported) -> Ref:
    """The document of one filing."""
    return Ref("figures.reported", f"{row.region}/{row.on}/{row.code}", row.pk)


def _duties(on: date, region: str) -> QuerySet[Duty]:
    return Duty.objects.filter(on=on, region=region).order_by("office", "pk")


def _last_filings(on: date, region: str) -> dict[str, Reported]:
    rows = Reported.objects.filter(on=on, region=region).order_by("pk")
    return {row.code: row for row in rows if row.state != VOID}


def _same_day(before: datetime | None, at: datetime) -> bool:
    return before is not None and localdate(before) == localdate(at)


def _calling(region: str, on: date) -> Ref:
    return Ref("figures.call", f"{region}/{on}")


def _call_ref(region: str, on: date, owner: str) -> Ref:
    return Ref("figures.call", f"{region}/{on}/{owner}")


def _duty_ref(duty: Duty) -> Ref:
    return Ref("figures.duty", f"{duty.region}/{duty.on}/{duty.code}")
