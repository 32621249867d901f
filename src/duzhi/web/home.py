"""Pages of the frame itself: where the reader starts, 大写 while typing, exports that are ready."""

from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase

from duzhi.kernel.money import parse_fen
from duzhi.office import api as office
from duzhi.web.answers import done, download, render
from duzhi.web.forms import in_words
from duzhi.web.frame import Frame
from duzhi.web.listing.export import EXPORT
from duzhi.web.pages import FREE, Page, has_page, page
from duzhi.web.screen import Screen

_STARTS = ("reports.morning", "office.todos", "office.users", "office.profile")
_LEADERS = {"leader", "vice_mayor", "director", "deputy_director"}


def home(screen: Screen) -> HttpResponseBase:
    """Leaders start with the morning page, the others with what they have to do."""
    leads = bool(_LEADERS & set(office.roles_of(screen.user, screen.today)))
    starts = _STARTS if leads else (*_STARTS[1:2], *_STARTS[:1], *_STARTS[2:])
    for name in starts:
        if has_page(name) and screen.opens(page(name)):
            return done(screen, screen.link(name))
    return render(screen, "web/home.html", groups=Frame(screen).groups)


def words(screen: Screen) -> HttpResponseBase:
    """An amount in 大写, a fragment for the money field."""
    asked = screen.request.GET
    try:
        fen = parse_fen(asked.get("amount", "")[:30], asked.get("of", "元"))
    except (ValueError, KeyError):
        return HttpResponse("")
    return HttpResponse("" if fen is None or abs(fen) > 10**17 else in_words(fen))


def export_ready(screen: Screen, job: int) -> HttpResponseBase:
    """The workbook a job has written; for the one who asked for it."""
    row = office.Job.objects.filter(pk=job, kind=EXPORT, by=screen.by).first()
    result = row.result if row and isinstance(row.result, dict) else {}
    path = Path(settings.HOME) / "exports" / Path(str(result.get("file", "-"))).name
    if not path.is_file():
        raise Http404
    return download(path, str(result["name"]))


PAGES = (
    Page("home", "", home, "首页", verb="", reach=FREE, dated=False),
    Page("web.words", "words/", words, "大写金额", verb="", reach=FREE, dated=False),
    Page(
        "web.export", "exports/<int:job>/", export_ready, "导出", verb="", reach=FREE, dated=False
    ),
)
