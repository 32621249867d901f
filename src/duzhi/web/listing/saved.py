"""Saved views: the query of a list that a reader keeps under a name."""

from typing import NamedTuple

from django.http.response import HttpResponseBase

from duzhi.kernel.finding import refuse
from duzhi.web.answers import done
from duzhi.web.models import SavedView
from duzhi.web.screen import Screen

_MOST = 30
_NOT_KEPT = ("region", "on", "page", "part", "export")
_QUERY = 1000


class View(NamedTuple):
    """A saved view with its address."""

    id: int
    name: str
    url: str


def views(screen: Screen) -> list[View]:
    """The reader's own views of this page."""
    rows = SavedView.objects.filter(user=screen.by, page=screen.page.name)
    path = screen.request.path
    carried = f"region={screen.region}&on={screen.on}"
    return [View(row.pk, row.name, f"{path}?{carried}&{row.query}") for row in rows]


def change(screen: Screen) -> HttpResponseBase:
    """Keep the query on screen under a name, or drop one that was kept.

    Raises:
        Refused: no name, or too many views.
    """
    given = screen.request.POST
    own = SavedView.objects.filter(user=screen.by, page=screen.page.name)
    if gone := given.get("drop", ""):
        own.filter(pk=int(gone) if gone.isdigit() else 0).delete()
        return done(screen, screen.here(), "已删除常用筛选")
    name = given.get("saved_view", "").strip()[:40]
    if not name or own.count() >= _MOST:
        text = f"请给常用筛选起一个名称；每页最多保存{_MOST}个"
        raise refuse("web.saved_view", text)
    query = screen.request.GET.copy()
    for key in _NOT_KEPT:
        query.pop(key, None)
    own.update_or_create(
        user=screen.by,
        page=screen.page.name,
        name=name,
        defaults={"query": query.urlencode()[:_QUERY]},
    )
    return done(screen, screen.here(), f"已保存常用筛选“{name}”")
