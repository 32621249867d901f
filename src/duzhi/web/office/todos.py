"""待办: what waits for the reader, by day; handing over and closing with a word."""

from datetime import date, timedelta
from functools import partial
from typing import Any, NamedTuple

from django import forms
from django.http.response import HttpResponseBase

from duzhi.kernel.entry import Ref
from duzhi.office import api as office
from duzhi.registry import api as registry
from duzhi.web import pages, people, refs
from duzhi.web.answers import done, render, submit
from duzhi.web.forms import ChoiceField, ReasonField
from duzhi.web.office import scope_words
from duzhi.web.screen import Screen
from duzhi.web.stamp import kept

_MOST = 300
_WEEK = timedelta(days=7)


class Item(NamedTuple):
    """A to-do with the page of its document and who asked for it."""

    row: office.Todo
    url: str
    asked_by: str
    for_whom: str


class Waits(NamedTuple):
    """Work in a list of its own: how much, in words, and where."""

    number: int
    words: str
    url: str


class Group(NamedTuple):
    """To-dos of one stretch of days."""

    title: str
    level: str
    items: list[Item]


def todos(screen: Screen) -> HttpResponseBase:
    """Everything that waits, the overdue first."""
    rows = list(office.todos_of(screen.user, screen.today)[:_MOST])
    items = [_item(screen, row) for row in rows]
    groups = [group for group in _groups(items, screen.today) if group.items]
    counts = office.waiting(screen.user, screen.today)
    return render(screen, "office/todos.html", groups=groups, counts=counts, desks=_desks(screen))


class CloseForm(forms.Form):
    """What was done."""

    note = ReasonField(label="办理情况")


class HandForm(forms.Form):
    """To whom, and why."""

    user = ChoiceField(label="转给人员", required=False)
    office = ChoiceField(label="或转给股室", required=False)
    note = ReasonField(label="说明")

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        data = super().clean() or {}
        if bool(data.get("user")) == bool(data.get("office")):
            self.add_error("user", "请选择一个人或一个股室，二者选一")
        return data


def todo(screen: Screen, number: int) -> HttpResponseBase:
    """One to-do with what was done to its document."""
    row = _own(screen, number)
    return render(
        screen,
        "office/todo.html",
        item=_item(screen, row),
        overdue=row.due is not None and row.due < screen.today,
    )


def close(screen: Screen, number: int) -> HttpResponseBase:
    """Close a to-do."""
    row = _own(screen, number)

    def act(data: dict[str, Any]) -> HttpResponseBase:
        office.close_todo(todo_id=number, note=data["note"], by=screen.by, at=screen.now)
        return done(screen, screen.link("office.todos"), f"已办结：{row.title}")

    form = CloseForm(screen.request.POST or None)
    return submit(screen, form, act, "office/todo_close.html", item=_item(screen, row))


def hand(screen: Screen, number: int) -> HttpResponseBase:
    """Give a to-do to somebody else."""
    row = _own(screen, number)
    form = HandForm(screen.request.POST or None)
    names = office.User.objects.filter(is_active=True).exclude(username=office.SYSTEM)
    people = [(one.username, f"{one.name}（{one.office or one.username}）") for one in names]
    offices = [(one.name, one.name) for one in registry.offices()]
    form.fields["user"].choices = [("", "不选"), *people]  # type: ignore[attr-defined]
    form.fields["office"].choices = [("", "不选"), *offices]  # type: ignore[attr-defined]

    def act(data: dict[str, Any]) -> HttpResponseBase:
        office.hand_over(todo_id=number, **data, by=screen.by, at=screen.now)
        whom = dict(people).get(data["user"], data["office"])
        return done(screen, screen.link("office.todos"), f"已转交{whom}：{row.title}")

    return submit(screen, form, act, "office/todo_hand.html", item=_item(screen, row))


def _desks(screen: Screen) -> list[Waits]:
    """Lists with work for the reader; each is counted once until something changes."""
    found = []
    for desk in pages.desks():
        if screen.opens(pages.page(desk.page)):
            place = ("desk", desk.page, screen.by, screen.today)
            count = kept(place, screen.stamp, partial(desk.count, screen))
            if count:
                found.append(Waits(count, desk.words, screen.link(desk.page)))
    return found


def _own(screen: Screen, number: int) -> office.Todo:
    """An open to-do that is the reader's, or that the reader asked for.

    Raises:
        LookupError: it is not, or it is closed.
    """
    row = office.todos_of(screen.user, screen.today).filter(pk=number).first()
    row = row or office.open_todos().filter(pk=number, by=screen.by).first()
    if row is None:
        raise LookupError("这件待办已经办结，或不由您办理")
    return row


def _item(screen: Screen, row: office.Todo) -> Item:
    names = people.names(screen)
    role = scope_words.role_name(row.role) if row.role else ""
    whom = names.get(row.user, row.user) or row.office or role
    place = scope_words.scope_words(screen, row.region, "", row.agency)
    where = f"（{place}）" if row.region or row.agency else ""
    return Item(row, _target(screen, row.ref), names.get(row.by, row.by), whom + where)


def _target(screen: Screen, text: str) -> str:
    try:
        return refs.target(screen, Ref.parse(text))
    except ValueError:
        return ""


def _groups(items: list[Item], today: date) -> list[Group]:
    week = today + _WEEK
    stretches = (
        ("逾期", "red", lambda due: due is not None and due < today),
        ("今日到期", "orange", lambda due: due == today),
        ("七日内", "yellow", lambda due: due is not None and today < due <= week),
        ("以后", "", lambda due: due is not None and due > week),
        ("没有期限", "", lambda due: due is None),
    )
    return [
        Group(title, level, [item for item in items if falls(item.row.due)])
        for title, level, falls in stretches
    ]
