"""Writing in the studio: one paragraph at a time, in place or on a page of its own."""

from typing import Any

from django.http.response import HttpResponseBase

from duzhi.documents import api as documents
from duzhi.kernel.finding import Refused, refuse
from duzhi.web import api as web
from duzhi.web.documents import desk
from duzhi.web.documents.studio import DRAFT, at_home, back, found

NEW = "new"
"""The name in the address of a paragraph that does not exist yet."""


def paragraph(screen: web.Screen, document: int, name: str) -> HttpResponseBase:
    """A paragraph with its tokens, the template's beside it, and the figures to put in."""
    row = found(screen, document, DRAFT)
    if screen.request.method == "POST":
        return _save(screen, row, name)
    if turned := at_home(screen, row):
        return turned
    text = _text(row, name)
    return _form(screen, row, name, typed=text, base=row.version)


def act(screen: web.Screen, document: int) -> HttpResponseBase:
    """Delete, move, restore a paragraph, or take over the words a finding offers."""
    row = found(screen, document, DRAFT)
    if screen.request.method != "POST":
        return web.done(screen, back(screen, row))
    asked = screen.request.POST
    name, verb = asked.get("paragraph", ""), asked.get("act", "")
    change, base = _change(row, name, verb), _base(row, asked)
    made = documents.edit_paragraphs(
        document=row.pk, base=base, changes=[change], by=screen.by, at=screen.now
    )
    if made.conflicts:
        return _conflict(screen, row, base, made.conflicts[0])
    return web.done(screen, back(screen, row, name), _told(made))


def _save(screen: web.Screen, row: documents.Document, name: str) -> HttpResponseBase:
    """Save what was typed; refused or in conflict, it stands in the form again."""
    asked = screen.request.POST
    typed, base = _joined(asked.get("text", "")), _base(row, asked)
    change = documents.Change(documents.EDIT, name, typed)
    if name == NEW:
        change = documents.Change(documents.INSERT, text=typed, after=asked.get("after", ""))
    try:
        made = documents.edit_paragraphs(
            document=row.pk, base=base, changes=[change], by=screen.by, at=screen.now
        )
    except Refused as no:
        findings = no.findings
        return _form(screen, row, name, typed=typed, base=base, findings=findings, status=422)
    if made.conflicts:
        return _conflict(screen, row, base, made.conflicts[0])
    return web.done(screen, back(screen, row, "" if name == NEW else name), _told(made))


def _told(made: documents.Edited) -> str:
    hints = "；".join(one.finding.text for one in made.remarks)
    return f"已存为第 {made.version.no} 版" + (f"。请留意：{hints}" if hints else "")


def _change(row: documents.Document, name: str, verb: str) -> documents.Change:
    """One act on the text that stands.

    Raises:
        Refused: no such act, or no such paragraph.
    """
    names = [one.id for one in documents.text_of(documents.newest(row))]
    if name not in names and verb != documents.RESTORE:
        raise refuse("documents.no_paragraph", "这一段已被他人删除；请刷新后再改")
    if verb == "adopt":
        offered = [one for one in documents.remarks_of(row) if one.paragraph == name]
        right = next((one.suggestion for one in offered if one.suggestion), "")
        return documents.Change(documents.EDIT, name, right or _text(row, name))
    if verb in ("up", "down"):
        return documents.Change(documents.MOVE, name, after=_neighbour(names, name, verb))
    if verb in (documents.DELETE, documents.RESTORE):
        return documents.Change(verb, name)
    raise refuse("documents.unknown_act", "不认识的操作；请用页面上的按钮")


def _neighbour(names: list[str], name: str, verb: str) -> str:
    """Behind which paragraph one comes when it goes up or down by one."""
    spot = names.index(name)
    after = spot - 2 if verb == "up" else spot + 1
    # The title stays first and signature and day stay last: nothing moves over them.
    return names[max(0, min(after, len(names) - 3))] if len(names) > _LEAST else name


_LEAST = 3


def _text(row: documents.Document, name: str) -> str:
    """The tokens and words of a paragraph as it stands.

    Raises:
        LookupError: there is no such paragraph.
    """
    if name == NEW:
        return ""
    for one in documents.text_of(documents.newest(row)):
        if one.id == name:
            return one.text
    raise LookupError("没有这一段，可能已被他人删除；请回到报告工作台刷新")


def _form(
    screen: web.Screen,
    row: documents.Document,
    name: str,
    *,
    typed: str,
    base: int,
    status: int = 200,
    **more: Any,  # noqa: ANN401 whatever the template shows
) -> HttpResponseBase:
    asked = screen.request.POST or screen.request.GET
    template = {one.id: one.text for one in documents.template_text(row)}
    return web.render(
        screen,
        "documents/paragraph.html",
        status=status,
        row=row,
        name=name,
        typed=typed,
        edition=base,
        after=asked.get("after", ""),
        original=template.get(name, ""),
        chips=documents.chips(row),
        facts=documents.standing_content(row).facts,
        back=back(screen, row, "" if name == NEW else name),
        **more,
    )


def _conflict(
    screen: web.Screen, row: documents.Document, base: int, conflict: documents.Conflict
) -> HttpResponseBase:
    """Both texts and the words between them; what was typed stands in the form."""
    row.refresh_from_db()
    last, chips = documents.newest(row), documents.chips(row)
    return web.render(
        screen,
        "documents/conflict.html",
        status=409,
        row=row,
        name=conflict.id,
        conflict=conflict,
        neighbour=_before(row, base, conflict.id),
        last=last,
        person=desk.people([last.by])[last.by],
        chips=chips,
        theirs=desk.readable(conflict.theirs, chips),
        mine=desk.readable(conflict.mine, chips),
        former=desk.readable(conflict.base, chips),
        spans=desk.stretches(conflict.spans, chips, chips),
        back=back(screen, row, conflict.id),
    )


def _before(row: documents.Document, base: int, name: str) -> str:
    """Behind which paragraph a deleted one stood."""
    names = [one.id for one in documents.text_of(documents.version(row, base))]
    return names[max(names.index(name) - 1, 0)]


def _base(row: documents.Document, asked: Any) -> int:  # noqa: ANN401 a QueryDict
    """The version the reader had before his eyes."""
    text = asked.get("base", "")
    good = text.isascii() and text.isdigit() and len(text) < _DIGITS
    return int(text) if good and 0 < int(text) <= row.version else row.version


_DIGITS = 6


def _joined(text: str) -> str:
    """A paragraph is one line: breaks that were pasted in become nothing."""
    return "".join(line.strip() for line in text.splitlines()).strip()
