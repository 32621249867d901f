"""报告校核: hand in a text, read it with its faults marked, keep it or have it deleted."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import PurePath
from typing import Any, NamedTuple
from urllib.parse import quote

from django.http import HttpResponse
from django.http.response import HttpResponseBase

from duzhi.checker.api import FEASIBLE
from duzhi.documents import api as documents
from duzhi.kernel.finding import refuse
from duzhi.web.answers import done, render, submit
from duzhi.web.checker import beside, cards
from duzhi.web.checker.forms import Given
from duzhi.web.checker.judging import HOLDS, OPEN, WRONG, Judged, judge
from duzhi.web.checker.marking import SERIOUS, marks
from duzhi.web.checker.paging import Sheet
from duzhi.web.documents.studio import found as paper_of
from duzhi.web.screen import Screen
from duzhi.web.searching import Found

_RECENT = 30
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_DIGITS = 9


class Recent(NamedTuple):
    """One of the reader's texts that is still here."""

    row: documents.CheckedText
    left: str


def new(screen: Screen) -> HttpResponseBase:
    """Choose a file or paste a text; it is read at once and never leaves the machine."""

    def act(data: dict[str, Any]) -> str:
        file = data["chosen"]
        if file:
            row = documents.check_file(
                name=file.name or "", content=file.read(), by=screen.by, at=screen.now
            )
        else:
            row = documents.check_text(text=data["text"], by=screen.by, at=screen.now)
        return screen.link("checker.text", row.pk)

    form = Given(screen.request.POST or None, screen.request.FILES or None)
    rows = documents.checked_by(screen.by)[:_RECENT]
    recent = [Recent(row, left(row, screen.now)) for row in rows if _here(row, screen.now)]
    return submit(screen, form, act, "checker/new.html", long=True, recent=recent)


def paper(screen: Screen, document: int) -> HttpResponseBase:
    """Check a paper of the studio as it stands."""
    row = paper_of(screen, document)
    if screen.request.method != "POST":
        return done(screen, screen.link("documents.studio", row.pk))
    words = "\n".join(one.text for one in documents.living(row))
    made = documents.check_file(
        name=f"{row.name}.txt", content=words.encode(), by=screen.by, at=screen.now
    )
    return done(screen, screen.link("checker.text", made.pk))


def text(screen: Screen, text: int) -> HttpResponseBase:
    """The answer, the text with its marks, and the list beside it."""
    row = _row(screen, text)
    only = screen.request.GET.get("only") == WRONG
    in_order = screen.request.GET.get("sort") == "text"
    judged, sheet = _read(row, only_wrong=only)
    matched = documents.matched_of(row)
    apart = documents.ledger_faults(matched)
    listed = beside.in_order(judged, only_wrong=only) if in_order else []
    return render(
        screen,
        "checker/text.html",
        row=row,
        own=row.by == screen.by,
        left=left(row, screen.now),
        judged=judged,
        blocks=sheet.blocks(_number(screen, "at")),
        bar=beside.bar(judged),
        groups=[] if in_order else beside.groups(judged, sheet, only_wrong=only),
        listed=beside.entries(listed[: beside.MOST], judged, sheet),
        rest=max(len(listed) - beside.MOST, 0),
        reasons=beside.reasons(judged),
        unsure=len(judged.of(OPEN)),
        given=beside.given(judged),
        feasible=judged.report.masked.status == FEASIBLE,
        matched=matched,
        apart=apart,
        agreed=len(matched) - len(apart),
        only=only,
        in_order=in_order,
    )


def part(screen: Screen, text: int) -> HttpResponseBase:
    """A stretch of the text that was folded, and the list that was not sent."""
    row = _row(screen, text)
    _, sheet = _read(row, only_wrong=screen.request.GET.get("only") == WRONG)
    start, end = _number(screen, "from") or 0, _number(screen, "to") or 0
    return _inside(
        screen, "part", "展开的段落", on_paper=True, row=row, blocks=sheet.part(start, end)
    )


def rows(screen: Screen, text: int) -> HttpResponseBase:
    """More rows of the list: of one level, or of all in the order of the text."""
    row = _row(screen, text)
    judged, sheet = _read(row)
    level, only = screen.request.GET.get("level", HOLDS), screen.request.GET.get("only") == WRONG
    found = beside.in_order(judged, only_wrong=only) if level == "all" else judged.of(level)
    start = _number(screen, "from") or 0
    shown = found[start : start + beside.MOST]
    return _inside(
        screen,
        "rows",
        "更多校核结果",
        row=row,
        entries=beside.entries(shown, judged, sheet),
        following=start + beside.MOST,
        rest=max(len(found) - start - beside.MOST, 0),
    )


def card(screen: Screen, text: int, at: int) -> HttpResponseBase:
    """What was found about one mark, with its arithmetic.

    Raises:
        LookupError: there is no mark at that character.
    """
    row = _row(screen, text)
    judged, sheet = _read(row)
    mark = sheet.mark_at(at)
    if mark is None:
        raise LookupError("这里没有标记；请从文中有颜色的数字打开")
    shown, more = cards.cards(mark, judged)
    words = row.text[mark.start : mark.end]
    return _inside(screen, "card", f"“{words}”", row=row, cards=shown, more=more)


def opinion(screen: Screen, text: int) -> HttpResponseBase:
    """校核意见 as a Word file to hand back."""
    row = _row(screen, text)
    return _word(documents.opinion(row), "校核意见", row)


def annotated(screen: Screen, text: int) -> HttpResponseBase:
    """批注稿: the text as a Word file with every point as a comment."""
    row = _row(screen, text)
    return _word(documents.annotated(row), "批注稿", row)


def keep(screen: Screen, text: int) -> HttpResponseBase:
    """Keep a text beyond its hour."""
    back = screen.link("checker.text", text)
    if screen.request.method != "POST":
        return done(screen, back)
    documents.keep_checked(pk=_own(screen, text).pk, by=screen.by, at=screen.now)
    return done(screen, back, "已保留，只有您本人和审计可以查看；不再需要时请删除")


def drop(screen: Screen, text: int) -> HttpResponseBase:
    """Delete a text with its file now; a second press finds that done."""
    if screen.request.method != "POST":
        return done(screen, screen.link("checker.text", text))
    try:
        documents.drop_checked(pk=_own(screen, text).pk, by=screen.by, at=screen.now)
    except LookupError:
        return done(screen, screen.link("checker.new"), "这份稿子已经不在了")
    return done(screen, screen.link("checker.new"), "原稿和校核结果都已删除")


def find(screen: Screen, asked: str) -> Iterator[Found]:
    """The reader's own texts that are still here, by name."""
    if "read" not in screen.scopes:
        return
    rows = documents.checked_by(screen.by).filter(name__icontains=asked)[:_RECENT]
    for row in rows:
        if _here(row, screen.now):
            yield Found(row.name, left(row, screen.now), screen.link("checker.text", row.pk))


def left(row: documents.CheckedText, now: datetime) -> str:
    """How long a text stays: 已保留, or the minutes that are left."""
    if row.keep or row.until is None:
        return "已保留"
    minutes = max(int((row.until - now).total_seconds()) // 60, 0)
    return f"{minutes} 分钟后删除" if minutes else "即将删除"


def _word(blob: bytes, what: str, row: documents.CheckedText) -> HttpResponse:
    answer = HttpResponse(blob, content_type=_WORD)
    name = quote(f"{what}-{PurePath(row.name).stem}.docx")
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _inside(
    screen: Screen,
    name: str,
    heading: str,
    *,
    on_paper: bool = False,
    **context: Any,  # noqa: ANN401 whatever the template shows
) -> HttpResponseBase:
    """What a page fetches into itself; a page of its own where no script runs."""
    inner = f"checker/{name}.html"
    if screen.request.headers.get("HX-Request"):
        return render(screen, inner, **context)
    return render(
        screen, "checker/alone.html", inner=inner, heading=heading, on_paper=on_paper, **context
    )


def _here(row: documents.CheckedText, now: datetime) -> bool:
    return row.keep or row.until is None or row.until > now


def _row(screen: Screen, text: int) -> documents.CheckedText:
    """A text that the reader may see and whose hour is not over.

    Raises:
        LookupError: there is none.
    """
    row = documents.checked(text, screen.by, on=screen.today)
    if not _here(row, screen.now):
        raise LookupError(f"{text}号校核文稿已过一小时，已清除；请重新校核")
    return row


def _own(screen: Screen, text: int) -> documents.CheckedText:
    """A text of the reader's own.

    Raises:
        LookupError: there is none, as far as the reader may know.
        Refused: it is there to be read only.
    """
    row = _row(screen, text)
    if row.by != screen.by:
        raise refuse("office.not_allowed", "只有送校人本人能保留或删除这份稿子；请与送校人联系")
    return row


def _read(row: documents.CheckedText, *, only_wrong: bool = False) -> tuple[Judged, Sheet]:
    """What was found, and the text with its marks."""
    judged = judge(documents.report_of(row))
    all_marks = marks(judged)
    shown = [one for one in all_marks if one.weight in SERIOUS] if only_wrong else all_marks
    return judged, Sheet(row.text, shown)


def _number(screen: Screen, name: str) -> int | None:
    given = screen.request.GET.get(name, "")
    return int(given) if given.isascii() and given.isdigit() and len(given) <= _DIGITS else None
