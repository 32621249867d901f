"""操作记录: searching the audit trail, and one line of it with before and after."""

from datetime import timedelta
from functools import partial

from django.http.response import HttpResponseBase

from duzhi.office import api as office
from duzhi.web import people, refs
from duzhi.web.answers import render
from duzhi.web.listing.columns import CODE, MOMENT, STATE, Column
from duzhi.web.listing.filters import BEGINS, Choice, Days, Search
from duzhi.web.listing.lists import List, list_page
from duzhi.web.office import scope_words, trail_words
from duzhi.web.screen import Screen

_LATELY = 31
_VERBS_OF = 366
_NARROWING = ("at_from", "at_to", "ref", "by", "verb")


def _verbs(screen: Screen) -> list[tuple[str, str]]:
    return [(verb, verb) for verb in office.trail_verbs(_VERBS_OF, screen.now)]


def _people(screen: Screen) -> list[tuple[str, str]]:
    names = people.names(screen)
    return [(username, f"{name}（{username}）") for username, name in sorted(names.items())]


def _list(screen: Screen) -> List:
    names = people.names(screen)
    return List(
        columns=(
            Column("at", "时间", MOMENT, sort=True, lead=lambda row: ("office.trail_line", row.pk)),
            Column("by", "操作人", STATE, show=lambda row: names.get(row.by, row.by)),
            Column("verb", "动作", STATE),
            Column(
                "ref",
                "对象",
                show=lambda row: trail_words.document(row.ref),
                lead=partial(_document, screen),
            ),
            Column("after", "更改", show=trail_words.told, wide=True),
            Column("note", "说明", wide=True),
            Column("origin", "来自", CODE, wide=True),
        ),
        filters=(
            Days("at", "时间", moment=True),
            Choice("verb", "动作", _verbs),
            Choice("by", "操作人", _people),
            Search("ref", "对象（开头）", ("ref",), how=BEGINS),
            Search("words", "说明中的字", ("note", "ref")),
        ),
        order="-at",
        empty="没有符合条件的操作记录；请放宽时间或其他条件",
    )


def trail(screen: Screen) -> HttpResponseBase:
    """Who did what when; the last month unless other days, a document or a person is asked for."""
    asked = any(screen.request.GET.get(name) for name in _NARROWING)
    rows = office.search_trail(
        scope=screen.scope("office.read_trail"),
        start=None if asked else screen.today - timedelta(days=_LATELY),
    )
    return list_page(screen, _list(screen), rows, "office/trail.html")


def line(screen: Screen, number: int) -> HttpResponseBase:
    """One act: before and after side by side, and what else was done to the document."""
    rows = office.search_trail(scope=screen.scope("office.read_trail"))
    row = rows.filter(pk=number).first()
    if row is None:
        raise LookupError(f"没有编号为{number}的操作记录，或不在您的数据范围内")
    return render(
        screen,
        "office/trail_line.html",
        line=row,
        who=people.names(screen).get(row.by, row.by),
        changes=trail_words.changes(row),
        before_after=row.before is not None and row.after is not None,
        target=_target(screen, row.ref),
        document=trail_words.document(row.ref),
        others=scope_words.named(screen, office.trail(row.ref).exclude(pk=number).reverse()[:20]),
    )


def _document(screen: Screen, row: office.Trail) -> tuple[object, ...] | None:
    """The page of a document, where one shows it."""
    ref = trail_words.parsed(row.ref)
    return refs.page_of(screen, ref) if ref else None


def _target(screen: Screen, text: str) -> str:
    ref = trail_words.parsed(text)
    return refs.target(screen, ref) if ref else ""
