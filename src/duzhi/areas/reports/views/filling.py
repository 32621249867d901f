"""One figure of 材料报送: filling it with evidence, reviewing, sending back, taking back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import FileResponse, Http404
from django.http.response import HttpResponseBase
from django.utils.timezone import localtime

from duzhi.areas.reports import actions, queries
from duzhi.areas.reports.forms import FilingForm, PlainForm, ReturnForm
from duzhi.areas.reports.panels import people
from duzhi.areas.reports.views.filing import printed
from duzhi.figures import api as figures
from duzhi.kernel.entry import Ref
from duzhi.kernel.finding import refuse
from duzhi.kernel.money import UNIT_FEN
from duzhi.office import api as office
from duzhi.web import api as web

_WRITES = (figures.OWED, figures.DRAFT, figures.RETURNED)
_KEEP = "draft"
"""What the button says that does not submit yet."""
_MOST = 200
"""Figures that are accepted together."""


@dataclass(frozen=True, slots=True)
class Past:
    """An earlier filing as the page shows it."""

    on: date
    value: str
    state: str
    filler: str
    reviewer: str
    note: str


@dataclass(frozen=True, slots=True)
class Deed:
    """A line of the story of a figure."""

    at: Any
    who: str
    verb: str
    note: str


def one(screen: web.Screen, code: str) -> HttpResponseBase:
    """The figure with what was filed; a form for its office while it is to be written."""
    found = _material(screen, code)
    if screen.request.method == "POST":
        screen.require("figures.report", office_name=found.owed.duty.office)
    elif not _writes(screen, found):
        return web.render(screen, "reports/filing_one.html", **_shown(screen, found))
    form = FilingForm(
        found.value.figure,
        screen.request.POST or None,
        screen.request.FILES or None,
        initial=_written(found),
    )

    def act(_: Mapping[str, Any]) -> HttpResponseBase:
        final = screen.request.POST.get("act") != _KEEP
        row = actions.file_material(
            answer=form.answer(),
            on=screen.on,
            region=screen.region,
            owner=screen.user.office,
            papers=[(file.name, file) for file in form.cleaned_data["papers"]],
            final=final,
            by=screen.by,
            at=screen.now,
        )
        _drop(screen, row)
        target = screen.link("reports.filing_one", code) if not final else _list(screen, found)
        told = f"{found.value.figure.name}：{'已提交审核' if final else '草稿已保存'}"
        return web.done(screen, target, told)

    return web.submit(screen, form, act, "reports/filing_one.html", **_shown(screen, found))


def accept(screen: web.Screen, code: str) -> HttpResponseBase:
    """Accept what waits for review."""
    found = _to_review(screen, code)
    if screen.request.method != "POST":
        return web.done(screen, screen.link("reports.filing_one", code))

    def act(_: Mapping[str, Any]) -> HttpResponseBase:
        row = _filing(found)
        actions.review_material(
            number=row.pk, reviewer=screen.user.office, by=screen.by, at=screen.now
        )
        told = f"{found.value.figure.name}：已审核，报告即用此数"
        return web.done(screen, _list(screen, found), told)

    shown = _shown(screen, found)
    return web.submit(
        screen, PlainForm(screen.request.POST), act, "reports/filing_one.html", **shown
    )


def accept_many(screen: web.Screen) -> HttpResponseBase:
    """Accept what was chosen in the list, all or none."""
    back = screen.link("reports.filing", of=screen.request.GET.get("of", ""))
    if screen.request.method != "POST":
        return web.done(screen, back)
    codes = screen.request.POST.getlist("id")[:_MOST]
    for code in codes:
        _to_review(screen, code)
    count = actions.review_materials(
        codes=codes,
        on=screen.on,
        region=screen.region,
        reviewer=screen.user.office,
        by=screen.by,
        at=screen.now,
    )
    return web.done(screen, back, f"已审核 {count} 项，报告即用这些数")


def send_back(screen: web.Screen, code: str) -> HttpResponseBase:
    """Send back what waits for review, with a reason."""
    found = _to_review(screen, code)
    if found.owed.state != figures.WAITING and screen.request.method != "POST":
        return web.done(screen, screen.link("reports.filing_one", code))

    def act(given: Mapping[str, Any]) -> HttpResponseBase:
        row = _filing(found)
        actions.return_material(
            number=row.pk,
            reviewer=screen.user.office,
            reason=given["reason"],
            by=screen.by,
            at=screen.now,
        )
        who = people([row.filler]).get(row.filler, (row.filler, ""))[0]
        told = f"{found.value.figure.name}：已退回，待办已转{who}"
        return web.done(screen, _list(screen, found), told)

    form = ReturnForm(screen.request.POST or None)
    return web.submit(screen, form, act, "reports/send_back.html", **_shown(screen, found))


def withdraw(screen: web.Screen, code: str) -> HttpResponseBase:
    """Take one's own filing back before it is reviewed."""
    return _own_act(screen, code, actions.withdraw_material, "已撤回，可以修改后再报")


def discard(screen: web.Screen, code: str) -> HttpResponseBase:
    """Give up one's own draft."""
    return _own_act(screen, code, actions.discard_material, "草稿已放弃，记录仍在")


def paper(screen: web.Screen, number: int) -> HttpResponseBase:
    """An attachment of a filing, for whoever may see the filing; the look is logged."""
    row = office.Attachment.objects.filter(pk=number, dropped_at=None).first()
    if row is None or not row.ref.startswith("figures.reported:"):
        raise Http404
    filing = figures.Reported.objects.filter(pk=Ref.parse(row.ref).revision).first()
    if filing is None:
        raise Http404
    screen.require("read", region=filing.region, office_name=filing.office)
    path = actions.open_paper(number=number, by=screen.by, at=screen.now)
    kind = office.MEDIA.get(row.kind, "application/octet-stream")
    return FileResponse(path.open("rb"), as_attachment=True, filename=row.name, content_type=kind)


def _own_act(screen: web.Screen, code: str, do: Any, told: str) -> HttpResponseBase:  # noqa: ANN401 an action
    found = _material(screen, code)
    screen.require("figures.report", office_name=found.owed.duty.office)
    if screen.request.method != "POST":
        return web.done(screen, screen.link("reports.filing_one", code))

    def act(_: Mapping[str, Any]) -> HttpResponseBase:
        do(number=_filing(found).pk, by=screen.by, at=screen.now)
        target = screen.link("reports.filing_one", code)
        return web.done(screen, target, f"{found.value.figure.name}：{told}")

    shown = _shown(screen, found)
    return web.submit(
        screen, PlainForm(screen.request.POST), act, "reports/filing_one.html", **shown
    )


def _material(screen: web.Screen, code: str) -> queries.Material:
    found = queries.material(code, screen.on, screen.region)
    if found is None:
        name = figures.figure(code).name
        raise LookupError(
            f"截至{screen.on}没有下达“{name}”的报送任务；请换一个截至日期，或联系办公室"
        )
    screen.require("read", office_name=found.owed.duty.office)
    return found


def _to_review(screen: web.Screen, code: str) -> queries.Material:
    found = _material(screen, code)
    screen.require("figures.review", office_name=found.owed.duty.office)
    return found


def _filing(found: queries.Material) -> figures.Reported:
    if found.owed.filing is None:
        raise refuse("figures.not_filed", f"{found.value.figure.name}还没有填报；请刷新后再看")
    return found.owed.filing


def _writes(screen: web.Screen, found: queries.Material) -> bool:
    """Whether the reader's office may write now; an accepted figure is opened by 更正."""
    state = found.owed.state
    again = state == figures.ACCEPTED and "again" in screen.request.GET
    return (state in _WRITES or again) and _of_office(screen, found)


def _of_office(screen: web.Screen, found: queries.Material) -> bool:
    owner = found.owed.duty.office
    return screen.user.office == owner and screen.may("figures.report", office=owner)


def _written(found: queries.Material) -> dict[str, Any]:
    """The draft, or what came back, as it stands in the form."""
    row = found.owed.filing
    if row is None:
        return {}
    value = figures.number(row.exact) if row.exact else None
    if value is not None and found.value.figure.unit not in UNIT_FEN:
        value = printed(found.value, value).replace(",", "")  # type: ignore[assignment]
    return {
        "value": value,
        "evidence": row.evidence,
        "scope": row.scope,
        "absent": not row.applies,
        "reason": row.reason,
        "seen": row.edits,
    }


def _shown(screen: web.Screen, found: queries.Material) -> dict[str, Any]:
    """Everything the page shows beside the form."""
    row, duty, figure = found.owed.filing, found.owed.duty, found.value.figure
    history = list(figures.filings(duty.code, screen.on, screen.region))
    past = figures.accepted_before(duty.code, screen.on, screen.region)
    trail = queries.trail(found)
    names = people(
        {name for one in (*history, *past) for name in (one.filler, one.reviewer) if name}
        | {line.by for line in trail}
    )
    waits = row is not None and row.state == figures.WAITING
    reviews = waits and screen.may("figures.review", office=duty.office)
    return {
        "found": found,
        "figure": figure,
        "row": row,
        "writes": _writes(screen, found),
        "filed": printed(found.value, found.filed),
        "computed": printed(found.value, found.computed),
        "gap": printed(found.value, found.gap),
        "last": _past(found, past[:1], names),
        "past": _past(found, past, names),
        "history": _past(found, history, names),
        "papers": list(office.attachments(figures.filing_ref(row))) if row else [],
        "deeds": [Deed(line.at, _name(line.by, names), line.verb, line.note) for line in trail],
        "steps": _steps(found, names),
        "waits": waits,
        "reviews": reviews and screen.by != (row.filler if row else ""),
        "takes_back": waits and row is not None and row.filler == screen.by,
        "gives_up": row is not None and row.state == figures.DRAFT and row.filler == screen.by,
        "corrects": found.owed.state == figures.ACCEPTED and _of_office(screen, found),
        "late": found.owed.late(screen.today),
        "filler": _name(row.filler, names) if row else "",
        "back": _list(screen, found),
    }


def _past(
    found: queries.Material,
    rows: Sequence[figures.Reported],
    names: Mapping[str, tuple[str, str]],
) -> list[Past]:
    return [
        Past(
            row.on,
            printed(found.value, figures.number(row.exact)) if row.exact else "—",
            row.state,
            _name(row.filler, names),
            _name(row.reviewer, names),
            row.note or row.reason,
        )
        for row in rows
    ]


def _steps(
    found: queries.Material, names: Mapping[str, tuple[str, str]]
) -> list[tuple[str, str, str]]:
    """下达 → 填报 → 审核 → 采用, with who and when."""
    duty, row, state = found.owed.duty, found.owed.filing, found.owed.state
    called = ("下达", f"{localtime(duty.at):%-m月%-d日}，期限 {duty.due:%-m月%-d日}", "done")
    if row is None or state == figures.DRAFT:
        told = f"{_name(row.filler, names)} 正在填" if row else f"待{duty.office}填报"
        return [called, ("填报", told, "now"), ("审核", "", ""), ("采用", "", "")]
    filled = (
        "填报",
        f"{_name(row.filler, names)} {localtime(row.filed_at):%-m月%-d日 %H:%M}",
        "done",
    )
    if state == figures.WAITING:
        return [
            called,
            filled,
            ("审核", f"待{duty.office}另一人或局领导审核", "now"),
            ("采用", "", ""),
        ]
    if state == figures.RETURNED:
        return [called, ("填报", "退回，待补正", "fault"), ("审核", row.note, ""), ("采用", "", "")]
    when = f"{localtime(row.reviewed_at):%-m月%-d日 %H:%M}" if row.reviewed_at else ""
    reviewed = ("审核", f"{_name(row.reviewer, names)} {when}", "done")
    told = "报告用此数" if row.applies else "本期不适用"
    return [called, filled, reviewed, ("采用", told, "done")]


def _drop(screen: web.Screen, row: figures.Reported) -> None:
    for number in screen.request.POST.getlist("drop"):
        if number.isascii() and number.isdigit():
            actions.drop_paper(number=int(number), filing=row.pk, by=screen.by, at=screen.now)


def _list(screen: web.Screen, found: queries.Material) -> str:
    return screen.link("reports.filing", of=found.owed.duty.office)


def _name(username: str, names: Mapping[str, tuple[str, str]]) -> str:
    return names[username][0] if username in names else username
