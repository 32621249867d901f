"""Alerts: the list, and one with its evidence, its inquiry and what may be done next."""

from typing import NamedTuple

from django.http import FileResponse, Http404
from django.http.response import HttpResponseBase

from duzhi.documents.api import MONEY
from duzhi.kernel.entry import Ref
from duzhi.office import api as office
from duzhi.watch import api as watch
from duzhi.web import people
from duzhi.web.answers import done, render
from duzhi.web.listing.columns import DAY, STATE, Column
from duzhi.web.listing.filters import Amounts, Choice, Days, Search
from duzhi.web.listing.lists import List, list_page
from duzhi.web.screen import Screen
from duzhi.web.templatetags.duzhi import Step

COLOURS = {watch.YELLOW: "yellow", watch.ORANGE: "orange", watch.RED: "red"}
_WAY = (
    *(watch.RAISED, watch.HELD, watch.SENT, watch.ANSWERED),
    *(watch.REVIEWED, watch.CLOSED),
)
_ENDS = (watch.CLOSED, watch.NORMAL)
_RUN_NOW = "按启用的规则查看"


class Deed(NamedTuple):
    """Something the reader may do with an alert now: page and word on the button."""

    page: str
    word: str
    main: bool = True


def _rules(_: Screen) -> list[tuple[str, str]]:
    return [(one.code, f"{one.code} {one.name}") for one in watch.rules()]


def _name(code: str) -> str:
    return next((one.name for one in watch.rules() if one.code == code), code)


def _number(row: watch.Alert) -> str:
    found = getattr(row, "inquiry", None)
    return found.number if found else ""


LIST = List(
    columns=(
        Column("on", "业务日期", DAY, sort=True),
        Column("level", "级别", STATE, wide=True),
        Column(
            "rule",
            "疑点",
            show=lambda row: _name(row.rule),
            lead=lambda row: ("watch.alert", row.pk),
        ),
        Column("agency_name", "单位"),
        Column("state", "状态", STATE),
        Column("inquiry", "问询单", show=_number, wide=True),
        Column("handling", "处理方式", STATE, wide=True),
        Column("amount", "金额", MONEY, total=True),
    ),
    filters=(
        Choice("state", "状态", [(one, one) for one in watch.ALERT.states()]),
        Choice("level", "级别", [(one, one) for one in watch.LEVELS]),
        Choice("rule", "规则", _rules),
        Days("on", "业务日期"),
        Amounts("amount", "金额"),
        Search("q", "单位", ("agency_name", "agency")),
    ),
    order="-on",
    noun="件",
    empty="没有疑点。规则启用后每夜查看新的凭证；请先在“预警规则”回放并启用规则",
)


def listed(screen: Screen) -> HttpResponseBase:
    """Alerts the reader may see; a unit sees what it was asked about."""
    rows = watch.alerts(screen.region, screen.on, screen.scope())
    waiting = rows.filter(state=watch.RAISED).count()
    own = bool(screen.scope().agencies)
    asked = rows.filter(state=watch.SENT).count()
    more = {"waiting": waiting, "asked": asked, "own": own}
    return list_page(screen, LIST, rows, "watch/alerts.html", **more)


def one(screen: Screen, number: int) -> HttpResponseBase:
    """One alert."""
    row = watch.alert(number, screen.scope())
    rule = watch.rule(row.rule)
    inquiry = watch.inquiry(row)
    ref = watch.alert_ref(row)
    return render(
        screen,
        "watch/alert.html",
        row=row,
        rule=rule,
        backing=watch.BACKING[rule.evidence],
        words=watch.lines(rule.test, rule.records),
        colour=COLOURS[row.level],
        document=Ref.parse(row.document),
        inquiry=inquiry,
        papers=list(office.attachments(watch.inquiry_ref(inquiry))) if inquiry else [],
        steps=_steps(screen, row),
        deeds=_deeds(screen, row),
        names=people.names(screen),
        ref=ref,
    )


def paper(screen: Screen, number: int) -> HttpResponseBase:
    """A paper of an answer, for whoever may see its alert; the look is logged.

    Raises:
        Http404: there is none.
    """
    row = office.Attachment.objects.filter(pk=number, dropped_at=None).first()
    if row is None or not row.ref.startswith(f"{watch.INQUIRY_KIND}:"):
        raise Http404
    watch.alert(int(Ref.parse(row.ref).number), screen.scope())
    path = office.open_attachment(number, by=screen.by, at=screen.now)
    kind = office.MEDIA.get(row.kind, "application/octet-stream")
    return FileResponse(path.open("rb"), as_attachment=True, filename=row.name, content_type=kind)


def run_now(screen: Screen) -> HttpResponseBase:
    """Let the rules that are on look now, as a job; a button of the list."""
    target = screen.link("watch.alerts")
    if screen.request.method != "POST":
        return done(screen, target)
    args = {"region": screen.region, "on": screen.on.isoformat(), "by": screen.by}
    more = {"title": _RUN_NOW, "verb": watch.MAY_JUDGE}
    job = office.enqueue(watch.RUN, args, **more, by=screen.by, at=screen.now)
    return done(screen, screen.link("office.job", job.pk), "已排入后台任务，完成后疑点列表会更新")


def _deeds(screen: Screen, row: watch.Alert) -> list[Deed]:
    """What the state allows and the reader may."""
    possible = {
        watch.RAISED: (watch.MAY_JUDGE, [Deed("watch.judge", "认定")]),
        watch.HELD: (
            watch.MAY_JUDGE,
            [Deed("watch.send", "下发单位"), Deed("watch.judge", "改为认定正常", main=False)],
        ),
        watch.SENT: (watch.MAY_ANSWER, [Deed("watch.answer", "答复")]),
        watch.ANSWERED: (watch.MAY_REVIEW, [Deed("watch.review", "复核")]),
        watch.REVIEWED: (watch.MAY_REVIEW, [Deed("watch.close", "销号")]),
    }
    verb, deeds = possible.get(row.state, ("", []))
    allowed = bool(verb) and screen.may(verb, region=row.region, agency=row.agency)
    same = row.state == watch.ANSWERED and row.judged_by == screen.by
    return deeds if allowed and not same else []


def _steps(screen: Screen, row: watch.Alert) -> list[Step]:
    """The way of an alert with where it stands."""
    way = (watch.RAISED, watch.NORMAL) if row.state == watch.NORMAL else _WAY
    place = way.index(row.state)
    who = _who(screen, row)
    now = "done" if row.state in _ENDS else "now"
    states = ["done" if no < place else now if no == place else "" for no in range(len(way))]
    return [Step(step, who.get(step, ""), state) for step, state in zip(way, states, strict=True)]


def _who(screen: Screen, row: watch.Alert) -> dict[str, str]:
    names = people.names(screen)
    inquiry = watch.inquiry(row)

    def said(name: str, moment: object) -> str:
        return f"{names.get(name, name)} {moment:%m-%d}" if name else ""

    found = {
        watch.RAISED: f"{row.raised_at:%m-%d}",
        watch.HELD: said(row.judged_by, row.judged_at),
        watch.NORMAL: said(row.judged_by, row.judged_at),
        watch.REVIEWED: said(row.reviewed_by, row.reviewed_at),
        watch.CLOSED: said(row.closed_by, row.closed_at),
    }
    if inquiry:
        found[watch.SENT] = said(inquiry.sent_by, inquiry.sent_at)
        found[watch.ANSWERED] = said(inquiry.replied_by, inquiry.replied_at)
    return found
