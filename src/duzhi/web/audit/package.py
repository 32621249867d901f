"""审计数据包: entries, sources, trail and figures of some months in one zip that proves itself."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from duzhi.figures import api as figures
from duzhi.intake import api as intake
from duzhi.kernel.entry import Ref
from duzhi.kernel.finding import Refused
from duzhi.ledger import api as ledger
from duzhi.office import api as office
from duzhi.web.audit.readme import README
from duzhi.web.audit.sheets import Packed, Table, add_file, add_text

KIND = "audit.package"
VERB = "audit.export"
MANIFEST, GUIDE = "清单.json", "校验说明.txt"
FORMAT = 1
ORIGIN_COLUMNS = ("source", "file", "sheet", "row", "amount_fen", "text")
FILE_COLUMNS = (
    *("file", "layout", "name", "region", "year", "period", "unit", "size", "rows", "scopes"),
    *("status", "by", "at", "sha256", "path", "masked", "note"),
)
TRAIL_COLUMNS = ("at", "by", "verb", "ref", "origin", "note", "before", "after")
FIGURE_COLUMNS = ("code", "name", "unit", "value", "exact", "source", "definition", "basis", "note")


@dataclass(slots=True)
class _Making:
    """A package under way."""

    package: ZipFile
    wanted: ledger.export.Extract
    progress: office.Progress
    total: int
    done: int = 0
    packed: list[Packed] = field(default_factory=list)
    behind: set[int] = field(default_factory=set)
    """Import files that stand behind an entry."""
    first: int = 0
    last: int = 0

    def step(self, count: int) -> None:
        self.done += count
        self.progress(self.done, self.total)


def place_of(token: str) -> Path:
    """Where a package lies."""
    path: Path = settings.HOME / "audit" / f"{token}.zip"
    return path


def make(
    progress: office.Progress, *, token: str, region: str, start: str, end: str, by: str
) -> dict[str, object]:
    """Body of the job: write the package anew, complete or not at all; a second run is harmless."""
    now = timezone.now()
    office.require(by, VERB, on=timezone.localdate(now), region=region)
    target = place_of(token)
    target.parent.mkdir(parents=True, exist_ok=True)
    half = target.with_suffix(".part")
    wanted = ledger.export.extract(region, date.fromisoformat(start), date.fromisoformat(end))
    with ZipFile(half, "w", ZIP_DEFLATED) as package:
        making = _Making(package, wanted, progress, 2 * ledger.export.count(wanted))
        for part in (_entries, _origins, _seals, _sources, _trail, _figures):
            part(making)
        making.packed.append(add_text(package, GUIDE, README))
        manifest = add_text(package, MANIFEST, _manifest(making, by, now))
    half.replace(target)
    result = _result(target, making.packed, manifest)
    office.log(Ref(KIND, token), "生成审计数据包", by=by, at=now, after=result)
    return result


BODIES: dict[str, Callable[..., object]] = {KIND: make}


def _entries(making: _Making) -> None:
    with Table(making.package, "entries.csv", ledger.export.ENTRY_COLUMNS) as heads:
        for chunk in ledger.export.entries(making.wanted):
            heads.add(map(ledger.export.entry_row, chunk))
            making.first, making.last = making.first or chunk[0].id, chunk[-1].id
    with Table(making.package, "lines.csv", ledger.export.LINE_COLUMNS) as lines:
        for chunk in ledger.export.entries(making.wanted):
            for one in chunk:
                lines.add(ledger.export.line_rows(one))
            making.step(len(chunk))
    making.packed += [heads.packed, lines.packed]


def _origins(making: _Making) -> None:
    """Which row of which file stands behind each document."""
    with Table(making.package, "origins.csv", ORIGIN_COLUMNS) as table:
        for chunk in ledger.export.entries(making.wanted):
            asked = {(one.entry.source, line.key) for one in chunk for line in one.entry.lines}
            told = dict.fromkeys(
                (str(source), row.file_id, row.sheet, row.row, row.amount_fen, row.text)
                for (source, _), rows in intake.origins(sorted(asked)).items()
                for row in rows
            )
            table.add(told)
            making.behind.update(row[1] for row in told)
            making.step(len(chunk))
    making.packed.append(table.packed)


def _seals(making: _Making) -> None:
    seals = ledger.export.seal_rows(making.first, making.last)
    with Table(making.package, "seals.csv", ledger.export.SEAL_COLUMNS) as table:
        table.add(seals)
    with Table(making.package, "digests.csv", ledger.export.DIGEST_COLUMNS) as digests:
        digests.add(ledger.export.digest_rows(seals))
    making.packed += [table.packed, digests.packed]


def _sources(making: _Making) -> None:
    """Every import file of the months, with its original or a masked transcript of it."""
    rows = []
    for file in _files(making):
        making.progress(making.done, making.total)
        path, masked, note = "", "", ""
        try:
            copy = intake.transcript(file)
            packed = _copy(making, file, copy)
            making.packed.append(packed)
            path, masked = packed.path, "、".join(copy.titles)
        except Refused as no:
            note = str(no)
        rows.append(_file_row(file, path, masked, note))
    with Table(making.package, "sources.csv", FILE_COLUMNS) as table:
        table.add(rows)
    making.packed.append(table.packed)


def _files(making: _Making) -> list[intake.ImportFile]:
    wanted = making.wanted
    named = {one.pk for one in intake.of_months(wanted.region, wanted.start, wanted.end)}
    return list(intake.files().filter(pk__in=named | making.behind).order_by("id"))


def _copy(making: _Making, file: intake.ImportFile, copy: intake.Transcript) -> Packed:
    name = f"{file.pk:05}_{file.name}"
    if not copy.titles:
        return add_file(making.package, f"originals/{name}", copy.path)
    path = f"masked/{name}.csv"
    with Table(making.package, path, ("sheet", "row", "cells")) as table:
        table.add(copy.rows())
    return table.packed


def _file_row(file: intake.ImportFile, path: str, masked: str, note: str) -> tuple[object, ...]:
    return (
        *(file.pk, file.layout, file.name, file.region, file.year or "", file.period),
        *(file.unit, file.size, file.rows, "；".join(file.scopes), file.status),
        *(file.by, timezone.localtime(file.at).isoformat(), file.sha256, path, masked, note),
    )


def _trail(making: _Making) -> None:
    """What was done in the months, and to the files of the package at any time."""
    zone = timezone.get_current_timezone()
    start, end = (
        datetime.combine(day, datetime.min.time(), zone)
        for day in (making.wanted.start, making.wanted.end)
    )
    refs = [str(Ref("intake.file", str(file.pk))) for file in _files(making)]
    found = office.Trail.objects.filter(Q(at__gte=start, at__lt=end) | Q(ref__in=refs))
    with Table(making.package, "trail.csv", TRAIL_COLUMNS) as table:
        table.add(map(_trail_row, found.order_by("at", "id").iterator()))
    making.packed.append(table.packed)


def _trail_row(one: office.Trail) -> tuple[object, ...]:
    before, after = (
        json.dumps(value, ensure_ascii=False) if value is not None else ""
        for value in (one.before, one.after)
    )
    at = timezone.localtime(one.at).isoformat()
    return at, one.by, one.verb, one.ref, one.origin, one.note, before, after


def _figures(making: _Making) -> None:
    """Every figure on the last day of the months."""
    ask = figures.Evaluator(making.wanted.end - timedelta(days=1), making.wanted.region)
    with Table(making.package, "figures.csv", FIGURE_COLUMNS) as table:
        for figure in figures.figures():
            value = ask.value(figure.code)
            table.add([_figure_row(value)])
            making.progress(making.done, making.total)
    making.packed.append(table.packed)


def _figure_row(value: figures.Value) -> tuple[object, ...]:
    one = value.figure
    exact = "" if value.exact is None else str(value.exact)
    head = (one.code, one.name, one.unit, value.display or "", exact, value.source or "缺")
    return (*head, one.definition, one.basis, value.note)


def _manifest(making: _Making, by: str, now: datetime) -> str:
    wanted = making.wanted
    said = {
        "format": FORMAT,
        "region": wanted.region,
        "start": wanted.start.isoformat(),
        "end": wanted.end.isoformat(),
        "entries": [making.first, making.last],
        "made_at": timezone.localtime(now).isoformat(),
        "made_by": by,
        "files": [asdict(one) for one in making.packed],
    }
    return json.dumps(said, ensure_ascii=False, indent=1)


def _result(target: Path, packed: list[Packed], manifest: Packed) -> dict[str, object]:
    rows = {one.path: one.rows for one in packed}
    entries, files = rows["entries.csv"] or 0, rows["sources.csv"] or 0
    proof = f"清单指纹 {manifest.sha256[:16]}"
    return {
        "file": target.name,
        "bytes": target.stat().st_size,
        "sha256": _digest(target),
        "manifest": manifest.sha256,
        "entries": entries,
        "files": files,
        "sentence": f"已打包分录 {entries:,} 笔、来源文件 {files} 份，{proof}",
    }


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
