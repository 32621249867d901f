"""Taking a file in: its record, its original, its rows through the action, all or nothing."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from duzhi.intake import originals
from duzhi.intake.examine import Examination
from duzhi.intake.layout import Declared, FileRef, Layout, Outcome
from duzhi.intake.models import ImportFile, Unclassified
from duzhi.intake.result import imported_sentence
from duzhi.intake.rows import Parsed
from duzhi.kernel.entry import Ref
from duzhi.kernel.finding import Place, refuse
from duzhi.office import api as office

_LISTED_ROWS = 200
_COUNTS = ("added", "changed", "withdrawn", "same", "total_fen")


@transaction.atomic
def take_in(
    *, exam: Examination, layout: Layout, by: str, now: datetime
) -> tuple[ImportFile, Outcome]:
    """Record the file, run the layout's action on its rows, keep the original.

    Raises:
        Refused: the action says no, or the same file is being imported at this moment.
    """
    row, outcome, _ = _through(exam, layout, by, now)
    row.stored_path = originals.keep(exam.path, exam.sha256, exam.form)
    row.scopes = list(outcome.superseded)
    row.counts = {name: asdict(outcome)[name] for name in _COUNTS}
    row.sentence = imported_sentence(layout, row.name, row.rows, outcome)
    row.save()
    ref = Ref("intake.file", str(row.pk))
    office.log(
        ref, "导入", by=by, at=now, after={"name": row.name, **row.counts}, note=row.sentence
    )
    return row, outcome


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What taking a file in would do."""

    outcome: Outcome
    replaced: tuple[ImportFile, ...]
    """Files that would no longer stand."""


def rehearse(*, exam: Examination, layout: Layout, by: str, now: datetime) -> Rehearsal:
    """Take the file in and roll everything back: the action's own rules are asked too.

    Raises:
        Refused: the action says no.
    """
    with transaction.atomic():
        _, outcome, gone = _through(exam, layout, by, now)
        replaced = tuple(ImportFile.objects.filter(pk__in=gone).order_by("pk"))
        transaction.set_rollback(True)
    return Rehearsal(outcome, replaced)


def _through(
    exam: Examination, layout: Layout, by: str, now: datetime
) -> tuple[ImportFile, Outcome, list[int]]:
    row = _record(exam, layout, by, now)
    besides = {} if layout.hears is None else {"besides": exam.parsed.besides}
    outcome = layout.action(
        rows=exam.parsed.rows,
        **besides,
        file=FileRef(row.pk, row.name),
        declared=exam.declared,
        by=by,
        now=now,
    )
    gone = _supersede(row, outcome)
    _note_unclassified(row, exam.parsed)
    return row, outcome, gone


def _record(exam: Examination, layout: Layout, by: str, now: datetime) -> ImportFile:
    declared: Declared = exam.declared
    try:
        with transaction.atomic():
            return ImportFile.objects.create(
                sha256=exam.sha256,
                name=exam.name,
                layout=layout.code,
                **asdict(declared),
                size=exam.path.stat().st_size,
                rows=len(exam.parsed.rows),
                dropped=_dropped(exam.parsed),
                by=by,
                at=now,
            )
    except IntegrityError:
        text = "同一份文件刚刚由他人导入，未重复入账；请到导入记录中查看"
        raise refuse("intake.raced", text) from None


def _dropped(parsed: Parsed) -> dict[str, dict[str, object]]:
    return {
        reason: {"count": len(places), "rows": [_short(one) for one in places[:_LISTED_ROWS]]}
        for reason, places in parsed.dropped.items()
    }


def _short(place: Place) -> str:
    return f"{place.sheet}!{place.row}" if place.sheet else str(place.row)


def _supersede(row: ImportFile, outcome: Outcome) -> list[int]:
    """Earlier files that this one answers for from now on no longer stand.

    An action that names no scopes is taken at its counts: if it changed or withdrew anything,
    earlier files declared for the same region, year and month may be imported again.
    """
    earlier = ImportFile.objects.filter(layout=row.layout, status=ImportFile.STANDING)
    earlier = earlier.exclude(pk=row.pk).order_by("pk")
    if outcome.superseded:
        scopes = set(outcome.superseded)
        gone = [file.pk for file in earlier if scopes.intersection(file.scopes)]
    elif outcome.changed or outcome.withdrawn:
        alike = earlier.filter(region=row.region, year=row.year, period=row.period)
        gone = [file.pk for file in alike if not file.scopes]
    else:
        return []
    ImportFile.objects.filter(pk__in=gone).update(status=ImportFile.SUPERSEDED)
    return gone


def _note_unclassified(row: ImportFile, parsed: Parsed) -> None:
    Unclassified.objects.bulk_create(
        Unclassified(
            file=row,
            layout=row.layout,
            lists=",".join(unknown.lists),
            raw=unknown.raw,
            name=unknown.name,
            rows=len(unknown.places),
            amount_fen=unknown.amount_fen,
        )
        for unknown in parsed.unknown.values()
    )
