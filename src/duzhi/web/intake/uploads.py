"""Files on their way in: choose, look, bring in or give up."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone

from duzhi.intake import api as intake
from duzhi.kernel.finding import Finding, Refused, refuse
from duzhi.office import api as office
from duzhi.web.answers import download, submit
from duzhi.web.intake import looked, standing
from duzhi.web.intake.forms import ChooseFiles, Declaration
from duzhi.web.screen import Screen

IMPORTS = ".import"
"""How the verbs of importing end."""
_PIECE = 1 << 20


def may_import(screen: Screen) -> bool:
    """Whether the reader may bring in any file of this region."""
    return any(verb.endswith(IMPORTS) and screen.may(verb) for verb in screen.scopes)


def waiting(screen: Screen) -> QuerySet[intake.Upload]:
    """The reader's own files that still wait for a decision, newest first."""
    return intake.uploads(screen.by).exclude(state__in=(intake.TAKEN, intake.GIVEN_UP))


def new(screen: Screen) -> HttpResponseBase:
    """Choose files; each is received, recognised and looked at."""
    if not may_import(screen):
        verbs = [verb for verb in office.VERBS if verb.endswith(IMPORTS)]
        who = "、".join(dict.fromkeys(name for verb in verbs for name in office.who_may(verb)[:1]))
        raise refuse("office.not_allowed", f"{screen.user.name}没有导入文件的权限；请由{who}导入")

    def act(data: dict[str, Any]) -> str:
        rows, faults = _receive(screen, data["chosen"], data.get("previous"))
        if not rows:
            raise Refused(faults)
        if len(rows) == 1 and not faults:
            return screen.link("intake.upload", rows[0].pk)
        return screen.link("intake.new", refused="；".join(map(str, faults))[:600])

    form = ChooseFiles(screen.request.POST or None, _files_of(screen))
    if screen.request.method == "POST" and not screen.request.POST:
        form = ChooseFiles({}, _files_of(screen))
    return submit(
        screen,
        form,
        act,
        "intake/new.html",
        waiting=[looked.Line(screen, row) for row in waiting(screen)[:50]],
        layouts=[one for one in intake.layouts() if screen.may(one.verb)],
        refused=screen.request.GET.get("refused", ""),
    )


def one(screen: Screen, number: int) -> HttpResponseBase:
    """One file: what it is, what is wrong, and the verbs that its state allows."""
    row = upload(screen, number)
    if _polled(screen) and intake.upload_state(row) not in intake.BUSY:
        answer = HttpResponse(status=204)
        answer["HX-Refresh"] = "true"
        return answer
    verb = screen.request.POST.get("do", "")
    acts = {
        "declare": lambda data: _declare(screen, row, data),
        "check": lambda _: _look(screen, row),
        "bring_in": lambda _: _bring_in(screen, row),
        "give_up": lambda _: _give_up(screen, row),
        "cancel": lambda _: _cancel(screen, row),
    }
    if screen.request.method == "POST" and verb not in acts:
        raise refuse("web.unknown_act", "不认识这个操作；请刷新页面后再试")
    act = acts.get(verb, acts["check"])
    posted = screen.request.POST if verb == "declare" else None
    said = {"layout": row.layout, "region": row.region, "year": row.year or None, "unit": row.unit}
    form: forms.Form = Declaration(posted, initial=said)
    if verb and verb != "declare":
        form = forms.Form(screen.request.POST)
    shown = looked.Look(screen, row)
    return submit(
        screen,
        form,
        act,
        "intake/upload.html",
        look=shown,
        row=row,
        declaration=form if isinstance(form, Declaration) else Declaration(initial=said),
        choose=ChooseFiles(initial={"previous": row.pk}),
        now_and_before=standing.table(screen, row),
    )


def marked(screen: Screen, number: int) -> HttpResponseBase:
    """The marked copy of a file that goes back to its sender."""
    row = upload(screen, number)
    path = Path(row.marked)
    inside = row.marked and path.is_relative_to(Path(settings.HOME) / "rejected")
    if not inside or not path.is_file():
        raise LookupError("标注后的文件已按期清除；请重新上传后再下载")
    stem = row.name.rpartition(".")[0] or row.name
    return download(path, f"{stem}-标注.xlsx")


def upload(screen: Screen, number: int) -> intake.Upload:
    """A received file that the reader may see: their own, or of a layout they may bring in.

    Raises:
        LookupError: there is none.
        Refused: it is somebody else's business.
    """
    row = intake.uploads().filter(pk=number).first()
    if row is None:
        raise LookupError(f"没有第 {number} 号上传文件；它可能不存在，请从导入记录查找")
    if row.by != screen.by:
        code = row.layout or str((row.preview or {}).get("layout", ""))
        known = {one.code: one.verb for one in intake.layouts()}
        if code not in known or not screen.may(known[code]):
            raise refuse(
                "office.not_allowed", f"这份文件由 {row.by} 上传，不在您的职责内；请向上传人了解"
            )
    return row


def _receive(
    screen: Screen, files: list[UploadedFile[Any]], previous: int | None
) -> tuple[list[intake.Upload], list[Finding]]:
    """Every file for itself: what one is refused for does not stop the others."""
    rows: list[intake.Upload] = []
    faults: list[Finding] = []
    before = standing.facts(screen)
    earlier = _earlier(screen, previous)
    for file in files:
        try:
            row = intake.receive(
                name=file.name or "",
                chunks=_pieces(file),
                by=screen.by,
                at=timezone.now(),
                region=screen.region,
                before=before,
                previous=earlier,
            )
            _look(screen, row)
            rows.append(row)
        except Refused as no:
            faults += no.findings
    return rows, faults


def _earlier(screen: Screen, previous: int | None) -> int | None:
    return previous if previous and intake.uploads(screen.by).filter(pk=previous) else None


def _pieces(file: UploadedFile[Any]) -> Iterator[bytes]:
    for piece in file.chunks(_PIECE):
        yield piece if isinstance(piece, bytes) else bytes(piece)


def _look(screen: Screen, row: intake.Upload) -> str:
    """At once when it is small, by a job when it is not."""
    if intake.is_small(row):
        permit = intake.permit_of(screen.by, screen.today)
        intake.check(upload=row.pk, by=screen.by, clock=timezone.now, permit=permit)
    else:
        intake.check_later(upload=row.pk, by=screen.by, at=screen.now)
    return screen.link("intake.upload", row.pk)


def _declare(screen: Screen, row: intake.Upload, data: Mapping[str, Any]) -> str:
    intake.declare(
        upload=row.pk,
        layout_code=data["layout"],
        region=data["region"],
        year=data["year"] or 0,
        unit=data["unit"],
        by=screen.by,
        at=screen.now,
    )
    return _look(screen, row)


def _bring_in(screen: Screen, row: intake.Upload) -> str:
    code = str((row.preview or {}).get("layout", ""))
    if code:
        one = intake.layout(code)
        office.require(
            screen.user,
            one.verb,
            on=screen.today,
            region=str((row.preview or {}).get("region", "")) or screen.region,
        )
    intake.bring_in(upload=row.pk, by=screen.by, at=screen.now)
    return screen.link("intake.upload", row.pk)


def _give_up(screen: Screen, row: intake.Upload) -> str:
    intake.give_up(upload=row.pk, by=screen.by, at=screen.now)
    return screen.link("intake.files")


def _cancel(screen: Screen, row: intake.Upload) -> str:
    if row.job_id:
        office.cancel(row.job_id, by=screen.by, at=screen.now)
    return screen.link("intake.upload", row.pk)


def _files_of(screen: Screen) -> Any:  # noqa: ANN401 Django's own
    return screen.request.FILES if screen.request.method == "POST" else None


def _polled(screen: Screen) -> bool:
    return bool(screen.request.headers.get("HX-Request") and screen.request.GET.get("poll"))
