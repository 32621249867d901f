"""What is filtered, as a workbook: at once for a short list, by a job for a long one."""

import secrets
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http.response import HttpResponseBase
from django.test import RequestFactory
from django.utils import timezone

from duzhi.documents import api as documents
from duzhi.kernel.finding import refuse
from duzhi.office import api as office
from duzhi.web.answers import done, download
from duzhi.web.listing.columns import CODE, DAY, MOMENT, STATE, Column, raw, text_of
from duzhi.web.screen import Screen

if TYPE_CHECKING:
    from duzhi.web.listing.lists import Listing

EXPORT = "web.export"
AT_ONCE = 10_000
_TEXTS = (CODE, DAY, MOMENT, STATE)


def answer(screen: Screen, listing: "Listing") -> HttpResponseBase:
    """The workbook, or the job that writes it."""
    target = getattr(screen.request, "export_to", None)
    totals = listing.totals or listing.all_totals()
    if target is None and totals.rows > AT_ONCE:
        return _later(screen, totals.rows)
    path = target or _folder() / f"{secrets.token_hex(8)}.xlsx"
    _write(path, screen, listing)
    sent = download(path, f"{screen.page.title}-{screen.on}.xlsx")
    if target is None:
        path.unlink()  # the open file is still sent
    return sent


def write_later(progress: office.Progress, *, page: str, address: str, by: str) -> object:
    """The job: the same page, asked once more in the reader's name, its workbook kept."""
    from duzhi.web import door  # noqa: PLC0415 the door opens pages that have lists
    from duzhi.web.pages import page as find  # noqa: PLC0415 as above

    user = office.operator(by)
    request = RequestFactory().get(address)
    request.user = user
    path = _folder() / f"{secrets.token_hex(8)}.xlsx"
    request.export_to = path  # type: ignore[attr-defined]
    request.progress = progress  # type: ignore[attr-defined]
    one = find(page)
    screen = door.enter(request, one, user)
    if not isinstance(screen, Screen):
        raise refuse("web.export_address", "导出的地址不完整；请回到列表重新导出")
    arguments = request.resolver_match.kwargs if request.resolver_match else {}
    one.view(screen, **arguments).close()
    return {"file": path.name, "name": f"{one.title}-{screen.on}.xlsx"}


BODIES = {EXPORT: write_later}
"""For the worker."""


def _later(screen: Screen, count: int) -> HttpResponseBase:
    args = {"page": screen.page.name, "address": screen.here(), "by": screen.by}
    title = f"导出 {screen.page.title}，{count:,} 行"
    job = office.enqueue(EXPORT, args, title=title, by=screen.by, at=timezone.now())
    told = f"共 {count:,} 行，正在后台导出；完成后在这里下载，可以离开本页"
    return done(screen, screen.link("office.job", job.pk), told)


def _write(path: Path, screen: Screen, listing: "Listing") -> None:
    table = documents.Table(
        title=screen.page.title,
        period=f"{screen.region_name}　截至{screen.on}",
        unit=screen.unit,
        columns=tuple(_column(one) for one in listing.declared.columns),
        rows=(),
    )
    documents.write_list(
        path,
        table,
        _rows(listing, getattr(screen.request, "progress", None)),
        prepared=screen.today,
        mark=documents.notice(screen.region),
    )


def _column(one: Column) -> documents.Column:
    return documents.Column(one.title, documents.TEXT if one.kind in _TEXTS else one.kind)


def _rows(listing: "Listing", progress: office.Progress | None) -> Iterator[documents.Row]:
    columns, unit = listing.declared.columns, listing.screen.unit
    for number, row in enumerate(listing.everything(), 1):
        if progress and number % 1_000 == 0:
            progress(number)
        yield documents.Row(tuple(_plain(raw(row, one), one, unit) for one in columns))


def _plain(value: Any, column: Column, unit: str) -> documents.Cell:  # noqa: ANN401 rows hold anything
    if column.kind in _TEXTS:
        return "" if value is None else text_of(value, column.kind, unit)
    if value is None or isinstance(value, int | Fraction):
        return value
    return str(value)


def _folder() -> Path:
    folder = Path(settings.HOME) / "exports"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
