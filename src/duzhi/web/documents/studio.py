"""The studio of one paper: text with live numbers, figures, findings, versions, downloads."""

from collections.abc import Mapping, Sequence
from datetime import date
from urllib.parse import quote

from django.http import HttpResponse
from django.http.response import HttpResponseBase

from duzhi.documents import api as documents
from duzhi.figures import api as figures
from duzhi.office import api as office
from duzhi.web import api as web
from duzhi.web.documents import desk

FINALISE, DRAFT = "documents.finalise", "documents.draft"


def studio(screen: web.Screen, document: int) -> HttpResponseBase:
    """A paper as it stands, and everything about it beside it."""
    row = found(screen, document)
    if turned := at_home(screen, row):
        return turned
    content, remarks = documents.standing_content(row), documents.remarks_of(row)
    text = documents.living(row)
    template = {one.id: one.text for one in documents.template_text(row)}
    every = list(row.versions.order_by("-no").defer("paragraphs", "content"))
    filed = [name for fact in content.facts for name in (fact.filler, fact.reviewer)]
    wrote = [row.author, row.finalised_by, row.reviewer, *(one.by for one in every)]
    names = desk.people([*wrote, *filed])
    return web.render(
        screen,
        "documents/studio.html",
        row=row,
        template_name=documents.paper(row.kind).name,
        chapters=desk.chapters(screen, text, remarks, template),
        lines=desk.lines(screen, content, desk.Known(_dues(row), names)),
        words=sum(len(one.text) for one in text),
        editions=desk.editions(every, names),
        people=_people(row, names),
        may=_may(screen, row),
        forms=tuple(documents.FORMATS),
        verdict=_verdict(row, content, remarks),
    )


def _verdict(
    row: documents.Document, content: documents.Content, remarks: Sequence[documents.Remark]
) -> dict[str, object]:
    """How the checks came out, what keeps the paper from being final, and the headline of it."""
    against = documents.standing_against(content)
    wrong = [one for one in remarks if desk.is_wrong(one)]
    broken, missing = content.broken(), content.missing()
    faults = len(wrong) + len(broken)
    chips = documents.chips(row, content) if remarks else {}
    return {
        "remarks": [(one, desk.readable(one.instead, chips)) for one in remarks],
        "broken": broken,
        "faults": faults,
        "hints": len(remarks) - len(wrong),
        "held": sum(one.verdict == figures.HOLDS for one in content.checks),
        "waiting": [one for one in against if one.code == "documents.unclassified"],
        "why": desk.against(missing, faults, len(against) - len(missing) - len(broken)),
        "signable": not missing
        and all(one.finding.code == documents.CHECK_FAILED for one in wrong),
        "headline": _headline(row, len(missing), faults),
    }


def _people(row: documents.Document, names: Mapping[str, str]) -> dict[str, str]:
    role = office.ROLES.get(row.reviewer_role)
    return {
        "maker": names[row.author],
        "signer": names[row.finalised_by],
        "reader": names[row.reviewer] or (role.name if role else ""),
    }


def download(screen: web.Screen, document: int, form: str) -> HttpResponseBase:
    """The paper as a file; ?mask=1 without amounts."""
    row = found(screen, document)
    mask = screen.request.GET.get("mask") == "1"
    made = documents.download(document=row.pk, form=form, mask=mask, by=screen.by, at=screen.now)
    answer = HttpResponse(made.blob, content_type=made.media_type)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(made.name)}"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def versions(screen: web.Screen, document: int) -> HttpResponseBase:
    """Two versions side by side: words and numbers that differ."""
    row = found(screen, document)
    if turned := at_home(screen, row):
        return turned
    every = list(row.versions.order_by("-no").defer("paragraphs", "content"))
    last = row.version
    before = _number(screen, "from", max(last - 1, 1))
    after = _number(screen, "to", last)
    both = documents.compare(row, before, after)
    return web.render(
        screen,
        "documents/versions.html",
        row=row,
        both=both,
        changed=_changed(row, both),
        every=every,
        names=desk.people([one.by for one in every]),
        before=before,
        after=after,
    )


def _changed(
    row: documents.Document, both: documents.Compared
) -> list[tuple[str, list[desk.Stretch]]]:
    """What was done to each paragraph that differs, and how it reads before and after."""
    old = documents.chips(row, documents.content_of(both.before))
    new = documents.chips(row, documents.content_of(both.after))
    return [(one.kind, desk.stretches(one.spans, old, new)) for one in both.paragraphs]


def changed(screen: web.Screen, document: int) -> HttpResponseBase:
    """Which numbers of a final paper have changed since it was signed; asked for on its own."""
    row = found(screen, document)
    content = documents.standing_content(row)
    facts = {fact.code: fact for fact in content.facts}
    since = documents.changed_since(row) if row.snapshot else []
    rows = [(facts[code], *_both(facts[code], was, now)) for code, was, now in since]
    return web.render(screen, "documents/changed.html", row=row, rows=rows)


def _both(fact: documents.Fact, was: str, now: str) -> tuple[str, str]:
    return documents.shown_exact(was, fact), documents.shown_exact(now, fact)


def found(screen: web.Screen, document: int, verb: str = "") -> documents.Document:
    """A paper the reader may see, and do `verb` with.

    Raises:
        LookupError: there is none, or it is a draft and the reader does not write papers.
        Refused: its region is out of reach, or the verb is.
    """
    row = documents.documents().filter(pk=document).first()
    if row is None:
        raise LookupError(f"没有编号为 {document} 的材料；请从报告工作台的列表中打开")
    screen.require("read", region=row.region)
    works = any(screen.may(one, region=row.region) for one in (DRAFT, FINALISE))
    if row.state != documents.FINAL and not works:
        raise LookupError(f"没有编号为 {document} 的材料；尚未定稿的材料只有拟稿和审阅的人能看")
    if verb:
        screen.require(verb, region=row.region)
    return row


def at_home(screen: web.Screen, row: documents.Document) -> HttpResponseBase | None:
    """A paper is of one day and region: another address is sent to its own."""
    if (screen.region, screen.on) == (row.region, row.on):
        return None
    return web.done(screen, screen.here(region=row.region, on=row.on))


def back(screen: web.Screen, row: documents.Document, paragraph: str = "") -> str:
    """The address of the studio, at a paragraph."""
    place = f"#p-{paragraph}" if paragraph else ""
    return screen.link("documents.studio", row.pk, region=row.region, on=row.on) + place


def _headline(row: documents.Document, missing: int, wrong: int) -> str:
    """The answer first: what still stands between this paper and 定稿."""
    one = documents.paper(row.kind)
    name = one.short or one.name
    parts = [f"{missing} 个数"] if missing else []
    parts += [f"{wrong} 处不符"] if wrong else []
    if row.state == documents.FINAL:
        return f"{name}已定稿"
    if not parts:
        return f"{name}数据齐全、校核相符，可以定稿"
    first = f"还差 {parts[0]}" if missing else f"有 {parts[0]}"
    return f"{name}{'、'.join([first, *parts[1:]])}"


def _may(screen: web.Screen, row: documents.Document) -> dict[str, bool]:
    """What the reader may do with the paper as it stands."""
    final, read = row.state == documents.FINAL, row.state == documents.IN_REVIEW
    drafts, signs = (screen.may(verb, region=row.region) for verb in (DRAFT, FINALISE))
    return {
        "edit": drafts and not final and bool(row.version),
        "take_up": drafts and not final and not row.version,
        "refetch": drafts and not final and bool(row.version),
        "send": drafts and not final and not read,
        "withdraw": drafts and read,
        "return": signs and read,
        "finalise": signs and not final and screen.by not in documents.makers(row),
        "made": screen.by in documents.makers(row),
        "restate": drafts and final,
    }


def _dues(row: documents.Document) -> dict[str, str]:
    """Until when an office owes a number, by code."""
    return {one.duty.code: _day(one.duty.due) for one in figures.owed(row.on, row.region)}


def _day(due: date) -> str:
    return f"{due.month}月{due.day}日前"


def _number(screen: web.Screen, name: str, default: int) -> int:
    text = screen.request.GET.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < _DIGITS else default


_DIGITS = 6


def roles_that_sign() -> list[tuple[str, str]]:
    """Roles of people that a draft can be sent to."""
    return [
        (one.code, one.name)
        for one in office.ROLES.values()
        if FINALISE in one.does and one.code != _CONSOLE
    ]


_CONSOLE = "console"
"""The command line reads nothing."""
