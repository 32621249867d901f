"""Answering a request: a page, a redirect with a message, a form that is handled once, a file."""

import mimetypes
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.contrib import messages
from django.db import IntegrityError, transaction
from django.forms import Form
from django.http import FileResponse, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render as render_template

from duzhi.kernel.finding import Refused
from duzhi.web import charts
from duzhi.web.forms import dressed
from duzhi.web.frame import Frame
from duzhi.web.models import Submission
from duzhi.web.screen import Screen

FILLING = "_once"
"""The hidden field that names one filling of one form."""
Act = Callable[[dict[str, Any]], str | HttpResponseBase]
"""Does what the form asks; answers the address to go to, or a whole response."""


def render(
    screen: Screen,
    template: str,
    *,
    status: int = 200,
    **context: Any,  # noqa: ANN401 whatever the template shows
) -> HttpResponse:
    """A page; a partial request gets it without the frame, `?chart=1` its first chart as .xlsx."""
    bare = bool(screen.request.headers.get("HX-Request"))
    base = "web/bare.html" if bare else "web/frame.html"
    whole: dict[str, object] = {**context, "screen": screen, "base": base}
    if not bare:
        whole["frame"] = Frame(screen)
    answer = render_template(screen.request, template, whole, status=status)
    if charts.asked(screen):
        return charts.taken(screen)
    answer["Vary"] = "HX-Request"
    return answer


def done(screen: Screen, target: str, told: str = "") -> HttpResponseBase:
    """Go on to another page and say there what was done."""
    if told:
        messages.success(screen.request, told)
    if screen.request.headers.get("HX-Request"):
        answer = HttpResponse(status=204)
        answer["HX-Redirect"] = target
        return answer
    return HttpResponseRedirect(target)


def submit(
    screen: Screen,
    form: Form,
    act: Act,
    template: str,
    *,
    long: bool = False,
    **context: Any,  # noqa: ANN401 whatever the template shows
) -> HttpResponseBase:
    """Handle a posted form, or show it.

    What is wrong, and what the house refuses, comes back on the form with everything that was
    typed. The same filling sent twice is acted on once and answered alike. `long` work is done
    without holding the database; its act saves what it made in one transaction of its own.
    """
    token = screen.request.POST.get(FILLING, "") or secrets.token_urlsafe(18)
    whole = {**context, "form": dressed(form), "token": token}
    if screen.request.method != "POST":
        return render(screen, template, **whole)
    if not form.is_valid():
        return render(screen, template, status=422, **whole)
    try:
        answer = (_apart if long else _together)(screen, token, act, form.cleaned_data)
    except Refused as refused:
        return render(screen, template, status=422, **whole, findings=refused.findings)
    return done(screen, answer) if isinstance(answer, str) else answer


def download(path: Path, name: str = "") -> HttpResponseBase:
    """A file to keep."""
    kind = mimetypes.guess_type(name or path.name)[0] or "application/octet-stream"
    return FileResponse(
        path.open("rb"), as_attachment=True, filename=name or path.name, content_type=kind
    )


def _together(screen: Screen, token: str, act: Act, data: dict[str, Any]) -> str | HttpResponseBase:
    """The claim and the act stand or fall together."""
    with transaction.atomic():
        if answered := _claim(screen, token):
            return HttpResponseRedirect(answered)
        return _kept(token, act(data))


def _apart(screen: Screen, token: str, act: Act, data: dict[str, Any]) -> str | HttpResponseBase:
    """The claim is made first, and given back when the act comes to nothing."""
    if answered := _claim(screen, token):
        return HttpResponseRedirect(answered)
    try:
        return _kept(token, act(data))
    except BaseException:
        Submission.objects.filter(token=token[:40]).delete()
        raise


def _kept(token: str, answer: str | HttpResponseBase) -> str | HttpResponseBase:
    """Remember where a filling led."""
    if isinstance(answer, str):
        Submission.objects.filter(token=token[:40]).update(answer=answer)
    return answer


def _claim(screen: Screen, token: str) -> str:
    """The answer this filling already got; else it is ours to answer (a twin waits here)."""
    try:
        with transaction.atomic():
            Submission.objects.create(token=token[:40], by=screen.by, at=screen.now)
    except IntegrityError:
        row = Submission.objects.get(token=token[:40])
        return row.answer or screen.request.path
    return ""
