"""What people do with a received file: receive, declare, check, bring in, give up."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from datetime import datetime, timedelta
from pathlib import Path
from types import TracebackType

from django.conf import settings
from django.db import transaction

from duzhi.intake import flow, inbox, queries
from duzhi.intake.columns import Codes
from duzhi.intake.flow import UPLOAD
from duzhi.intake.layout import Declared, Permit, layout
from duzhi.intake.models import Upload
from duzhi.intake.opinions import RETURN, opinions
from duzhi.intake.pace import Progress
from duzhi.intake.preview import Preview, preview
from duzhi.intake.result import IMPORTED, REJECTED, SAME, Result
from duzhi.intake.run import run
from duzhi.intake.subjects import registry_codes
from duzhi.kernel.entry import Ref
from duzhi.kernel.finding import Refused, refuse
from duzhi.office import api as office

CHECK, BRING_IN = "intake.check", "intake.upload"
"""Kinds of jobs."""
SMALL_BYTES = 2 * 1024 * 1024
"""Up to this size a file is looked at while its sender waits."""
_MOVES = {IMPORTED: flow.PASS, SAME: flow.STAND, REJECTED: flow.RETURN}


def receive(
    *,
    name: str,
    chunks: Iterable[bytes],
    by: str,
    at: datetime,
    region: str = "",
    before: Mapping[str, object] | None = None,
    previous: int | None = None,
) -> Upload:
    """Keep a file for a decision.

    `region` is where its sender works, `before` what the caller notes of the books at this moment.

    Raises:
        Refused: it is no safe table or too large; nothing is kept.
    """
    kept = inbox.store(name, chunks)
    with transaction.atomic():
        row = Upload.objects.create(
            name=kept.name,
            sha256=kept.sha256,
            size=kept.size,
            stored_path=kept.place,
            by=by,
            at=at,
            region=region,
            before=dict(before or {}),
            previous_id=previous,
        )
        office.log(ref(row), "上传文件", by=by, at=at, after={"name": row.name, "size": row.size})
    return row


@transaction.atomic
def declare(
    *,
    upload: int,
    layout_code: str = "",
    region: str = "",
    year: int = 0,
    unit: str = "",
    by: str,
    at: datetime,
) -> Upload:
    """Say what the file is where it does not say so itself; it must be checked again."""
    row = _locked(upload)
    if layout_code:
        layout(layout_code)
    said = {"layout": layout_code, "region": region, "year": year, "unit": unit}
    for field, value in said.items():
        setattr(row, field, value)
    row.preview = None
    _move(row, flow.DECLARE, "")
    office.log(ref(row), flow.DECLARE, by=by, at=at, after=said)
    return row


@transaction.atomic
def give_up(*, upload: int, by: str, at: datetime) -> Upload:
    """Leave a file where it is; it is removed with the others when its time is over."""
    row = _locked(upload)
    _move(row, flow.GIVE_UP, f"{row.name} 已放弃，未改动任何数据")
    office.log(ref(row), flow.GIVE_UP, by=by, at=at)
    return row


def is_small(row: Upload) -> bool:
    """Whether it is looked at at once."""
    return row.size <= SMALL_BYTES


@transaction.atomic
def check_later(*, upload: int, by: str, at: datetime) -> Upload:
    """Queue the look at a large file."""
    return _queue(_locked(upload), flow.CHECK, CHECK, by, at)


@transaction.atomic
def bring_in(*, upload: int, by: str, at: datetime) -> Upload:
    """Queue the import of a file nothing speaks against; a second click changes nothing."""
    row = _locked(upload)
    if row.state in {flow.IMPORTING, flow.IMPORTED}:
        return row
    if (row.preview or {}).get("status") != IMPORTED:
        raise refuse("intake.not_checked", f"{row.name} 还没有通过预检；请先预检，改正后再入账")
    return _queue(row, flow.BRING_IN, BRING_IN, by, at)


def check(
    *,
    upload: int,
    by: str,
    clock: Callable[[], datetime],
    permit: Permit | None = None,
    progress: Progress | None = None,
    codes: Codes = registry_codes,
) -> Upload:
    """Look at a file and note what importing it would do.

    Raises:
        Refused: the file is no longer there.
    """
    row = _begun(upload, flow.CHECK)
    start = clock()
    with _Unless(row):
        seen = preview(
            _path(row),
            layout_code=row.layout,
            declared=_declared(row),
            by=by,
            now=start,
            progress=progress,
            codes=codes,
            permit=permit,
        )
    return _checked(row, seen, clock() - start)


def take(
    *,
    upload: int,
    by: str,
    at: datetime,
    permit: Permit | None = None,
    progress: Progress | None = None,
    codes: Codes = registry_codes,
) -> Upload:
    """Import a file; again after a kill it finds that the file stands and says so."""
    row = _begun(upload, flow.BRING_IN)
    if row.state == flow.IMPORTED:
        return row
    with _Unless(row):
        result = run(
            _path(row),
            layout_code=row.layout or _recognised(row),
            declared=_declared(row),
            by=by,
            now=at,
            progress=progress,
            codes=codes,
            permit=permit,
        )
    return _taken(row, result)


def ref(row: Upload) -> Ref:
    """The upload as the trail names it."""
    return Ref("intake.upload", str(row.pk))


class _Unless:
    """Whatever stops the work leaves the file as 失败, except the end of the process itself."""

    def __init__(self, row: Upload) -> None:
        self._row = row

    def __enter__(self) -> None:
        return None

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if isinstance(fault, Exception):
            why = str(fault) if isinstance(fault, Refused) else "已中断，未改动任何数据；可以重试"
            with transaction.atomic():
                _move(self._row, flow.FAIL, why)


def _checked(row: Upload, seen: Preview, took: timedelta) -> Upload:
    plain = seen.plain() | {"seconds": round(took.total_seconds(), 1)}
    plain["standing"] = queries.standing_counts(seen.layout) if seen.layout else {}
    row.preview = plain
    row.marked = seen.marked
    row.file_id = seen.same_as
    with transaction.atomic():
        _move(row, _MOVES[seen.status], seen.sentence)
    return row


def _taken(row: Upload, result: Result) -> Upload:
    said = opinions(result.findings, {})
    row.result = {
        "status": result.status,
        "sentence": result.sentence,
        "rows": result.rows,
        "outcome": _counts(result),
        "opinions": [asdict(one) for one in said],
    }
    if result.marked:
        row.marked = str(result.marked)
    row.file_id = result.file_id
    move = flow.RETURN if result.status == REJECTED else flow.STAND
    if result.status == REJECTED and row.preview:
        row.preview = _returned(row.preview, row.result["opinions"])
    with transaction.atomic():
        _move(row, move, result.sentence)
    return row


def _returned(seen: dict[str, object], said: list[dict[str, object]]) -> dict[str, object]:
    """What the import itself objects to takes the place of the earlier look's opinions."""
    faults = sum(one["group"] == RETURN for one in said)
    return seen | {"status": REJECTED, "opinions": said, "errors": faults}


def _counts(result: Result) -> dict[str, int]:
    names = ("added", "changed", "withdrawn", "same", "total_fen")
    return {name: getattr(result.outcome, name) for name in names} if result.outcome else {}


def _queue(row: Upload, verb: str, kind: str, by: str, at: datetime) -> Upload:
    title = f"{'预检' if kind == CHECK else '导入'} {row.name}"
    row.job = office.enqueue(kind, {"upload": row.pk, "by": by}, title=title, by=by, at=at)
    _move(row, verb, "")
    office.log(ref(row), verb, by=by, at=at, note=f"任务{row.job.pk}")
    return row


@transaction.atomic
def _begun(upload: int, verb: str) -> Upload:
    """The file in the state of being worked on; a job has put it there already."""
    row = _locked(upload)
    busy = {flow.CHECK: flow.CHECKING, flow.BRING_IN: flow.IMPORTING}[verb]
    if row.state in {flow.IMPORTED, busy}:
        return row
    row.job = None
    return _move(row, verb, "")


@transaction.atomic
def _locked(upload: int) -> Upload:
    """The row for this act alone; a file whose job has died may be taken up again."""
    row = Upload.objects.select_for_update().get(pk=upload)
    row.state = queries.upload_state(row)
    return row


def _move(row: Upload, verb: str, sentence: str) -> Upload:
    row.state = UPLOAD.after(row.state, verb)
    row.sentence = sentence
    row.save()
    return row


def _path(row: Upload) -> Path:
    path: Path = settings.HOME / row.stored_path
    if not path.is_file():
        text = f"{row.name} 的原件已按期清除或被移走；请重新上传"
        raise refuse("intake.upload_gone", text)
    return path


def _declared(row: Upload) -> Declared:
    return Declared(region=row.region, year=row.year, unit=row.unit)


def _recognised(row: Upload) -> str:
    return str((row.preview or {}).get("layout", ""))
