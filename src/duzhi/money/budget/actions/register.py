"""IN-07: the provincial register of quotas; its facts always stand, a breach is a 差异."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime

from django.db import transaction

from duzhi.intake import api as intake
from duzhi.kernel.entry import Entry, Ref
from duzhi.kernel.finding import WARNING, Finding
from duzhi.kernel.money import show
from duzhi.kernel.period import MONTHS, Fiscal, month
from duzhi.ledger import api as ledger
from duzhi.money.budget import postings
from duzhi.money.budget.models import Quota, QuotaReading
from duzhi.money.budget.queries import register as queries
from duzhi.money.budget.queries.register import Standing
from duzhi.money.budget.rules import quotas as rules
from duzhi.money.budget.rules import register
from duzhi.money.budget.rules.quotas import QuotaView
from duzhi.money.budget.rules.register import RegisterRow
from duzhi.office import api as office

_BATCH = 500
_NAMED = 3
_FIELDS = (
    *("title", "doc_no", "upper_doc", "issued_on", "level", "agency", "office", "fund_type"),
    *(
        "subject",
        "gov_econ",
        "dep_econ",
        "project",
        "since",
        "kind",
        "origin",
        "executable",
        "guarantee",
    ),
    *("item", "direct", "bond", "procurement", "frugal", "payroll"),
)
Place = tuple[str, str]
"""区划 and 指标编号."""


@transaction.atomic
def import_register(
    *,
    rows: Sequence[RegisterRow],
    file: intake.FileRef,
    declared: intake.Declared,
    by: str,
    now: datetime,
) -> intake.Outcome:
    """Make every listed quota what the register says on the last day of its month.

    Quotas that the file does not list stay as they are and are named. What is paid beyond a quota,
    or allotted beyond a 上级文号, is booked, becomes a 差异 and a to-do of the 预算股.
    """
    year, on = declared.year, _day(declared)
    listed = {(row.region, row.number): row for row in rows}
    regions = sorted({row.region for row in rows})
    standing = queries.standing(regions, year)
    digests = {_text(place): register.digest(row) for place, row in listed.items()}
    changes = intake.difference(
        {_text(place): one.digest for place, one in standing.items()}, digests
    )
    moved = {*changes.added, *changes.changed}
    fresh = {place: row for place, row in listed.items() if _text(place) in moved}
    numbers = _put_quotas(fresh, standing, year, by, now)
    revisions = _put_readings(fresh, numbers, standing, digests, on, file)
    counts = {"added": len(changes.added), "changed": len(changes.changed)}
    office.log(Ref("intake.file", str(file.id)), "导入指标台账", by=by, at=now, after=counts)
    entries = _entries(fresh, standing, revisions, year, on)
    ledger.post_many(entries, by=by, at=now, fact=True)
    return intake.Outcome(
        added=len(changes.added),
        changed=len(changes.changed),
        same=len(changes.same),
        total_fen=sum(row.current_fen for row in rows),
        findings=(*_left(changes.gone), *_breaches(fresh.values(), year, by, now)),
        superseded=tuple(f"{region}/{year}" for region in regions),
    )


def _day(declared: intake.Declared) -> date:
    """The last day of the month the register was taken in."""
    year, number = map(int, declared.period.split("-"))
    return month(date(year, number, 1)).last


def _put_quotas(
    fresh: Mapping[Place, RegisterRow],
    standing: Mapping[Place, Standing],
    year: int,
    by: str,
    now: datetime,
) -> dict[Place, int]:
    """Rows of new quotas and new words of known ones; internal numbers by place."""
    made, known = [], []
    for place, row in fresh.items():
        view = register.view(row, year)
        values = {name: getattr(view, name) for name in _FIELDS}
        money = {"amount": row.amount_fen, "current": row.current_fen}
        if place in standing:
            known.append(Quota(pk=standing[place].view.id, **money, **values))
        else:
            own = {"region": row.region, "year": year, "number": row.number}
            state = {"state": rules.ISSUED, "maker": by, "made_at": now}
            made.append(Quota(**money, **own, **state, **values))
    Quota.objects.bulk_create(made, batch_size=_BATCH)
    Quota.objects.bulk_update(known, ["amount", "current", *_FIELDS], batch_size=_BATCH)
    numbers = queries.numbers(sorted({row.region for row in fresh.values()}), year)
    _join_parents(fresh, numbers)
    return {place: numbers[place] for place in fresh}


def _join_parents(fresh: Mapping[Place, RegisterRow], numbers: Mapping[Place, int]) -> None:
    """源指标 of those that name one which is known."""
    children = [
        Quota(pk=numbers[place], parent_id=numbers.get((row.region, row.parent)))
        for place, row in fresh.items()
        if row.parent
    ]
    Quota.objects.bulk_update(children, ["parent"], batch_size=_BATCH)


def _put_readings(
    fresh: Mapping[Place, RegisterRow],
    numbers: Mapping[Place, int],
    standing: Mapping[Place, Standing],
    digests: Mapping[str, str],
    on: date,
    file: intake.FileRef,
) -> dict[Place, int]:
    """A revision of each; returns its number by place."""
    old = [standing[place].reading for place in fresh if place in standing]
    for start in range(0, len(old), _BATCH):
        some = [one for one in old[start : start + _BATCH] if one]
        QuotaReading.objects.filter(pk__in=some).update(standing=False)
    revisions = {
        place: (standing[place].revision if place in standing else 0) + 1 for place in fresh
    }
    QuotaReading.objects.bulk_create(
        (
            QuotaReading(
                quota_id=numbers[place],
                revision=revisions[place],
                on=on,
                current=row.current_fen,
                paid=row.paid_fen,
                added=row.added_fen,
                cut=row.cut_fen,
                batch=row.batch,
                digest=digests[_text(place)],
                file=file.id,
                file_name=file.name,
                sheet=row.sheet,
                row=row.row,
            )
            for place, row in fresh.items()
        ),
        batch_size=_BATCH,
    )
    return revisions


def _entries(
    fresh: Mapping[Place, RegisterRow],
    standing: Mapping[Place, Standing],
    revisions: Mapping[Place, int],
    year: int,
    on: date,
) -> Iterator[Entry]:
    """What the register says beyond what stands, under the classifications that it names.

    A new quota is granted on its day of issue, what was paid counts on the day of the register.
    """
    closed = {region: ledger.closed(region) for region in {one for one, _ in fresh}}
    for place, row in fresh.items():
        view = register.view(row, year)
        source = Ref(rules.READING, f"{row.region}/{year}/{row.number}", revisions[place])
        shut = closed[row.region]
        if place not in standing:
            parts = (
                postings.registered(source, "台账下达", [(view, row.current_fen, 0)],
                                    _open(row.issued_on, shut)),
                postings.registered(source, "台账支付", [(view, 0, row.paid_fen)], _open(on, shut)),
            )  # fmt: skip
            yield from filter(None, parts)
        elif entry := postings.registered(
            source, "台账", _changed(standing[place].view, view, row), _open(on, shut)
        ):
            yield entry


def _changed(
    before: QuotaView, view: QuotaView, row: RegisterRow
) -> list[tuple[QuotaView, int, int]]:
    if postings.key(before) == postings.key(view):
        return [(view, row.current_fen - before.current_fen, row.paid_fen - before.paid_fen)]
    return [
        (before, -before.current_fen, -before.paid_fen),
        (view, row.current_fen, row.paid_fen),
    ]


def _open(day: date, closed: Sequence[Fiscal]) -> date:
    """The day, or the first one after everything that is closed where its month is."""
    if Fiscal.of(day) not in closed:
        return day
    last = [one for one in closed if one.no <= MONTHS][-1]
    return month(date(last.year, last.no, 1)).end


def _breaches(fresh: Iterable[RegisterRow], year: int, by: str, now: datetime) -> Iterator[Finding]:
    """Quotas and 上级文号 that the facts overdrew: a to-do each, and a sentence here."""
    places = {
        rules.control(row.region, year, row.number): Ref(
            rules.QUOTA, f"{row.region}/{year}/{row.number}"
        )
        for row in fresh
    }
    places |= {
        rules.grant_control(row.region, row.upper_doc): Ref(
            rules.GRANT, f"{row.region}/{year}/{row.upper_doc}"
        )
        for row in fresh
        if row.upper_doc
    }
    left = ledger.limits_of((postings.AVAILABLE, postings.GRANT_LEFT), places)
    for control, ref in sorted(places.items()):
        beyond = -min(left.get(control, {}).values(), default=0)
        if beyond > 0:
            text = f"{control} 超出 {show(beyond, '元')} 元；请核对台账与原始文件，并说明原因"
            office.todo(ref, "核对指标超支", office="预算股", by=by, at=now)
            yield Finding("register.beyond", text, "", WARNING)


def _left(gone: Sequence[str]) -> list[Finding]:
    if not gone:
        return []
    some = "、".join(one.partition("/")[2] for one in gone[:_NAMED])
    text = (
        f"台账不再列示 {len(gone)} 条指标（{some}{'等' if len(gone) > _NAMED else ''}），"
        "未作改动；如已注销请在指标页办理，如为部分导出请导出全部"
    )
    return [Finding("register.left", text, "", WARNING)]


def _text(place: Place) -> str:
    return "/".join(place)
