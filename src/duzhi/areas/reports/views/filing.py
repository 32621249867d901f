"""材料报送: an office's list, the overview of all, asking and reminding."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.http import Http404
from django.http.response import HttpResponseBase

from duzhi.areas.reports import actions, queries
from duzhi.areas.reports.forms import CallForm, RemindForm
from duzhi.areas.reports.panels import people
from duzhi.figures import api as figures
from duzhi.kernel.finding import refuse
from duzhi.web import api as web

ASKS = "办公室"
"""The 股室 that asks the others and reminds them."""
_STATES = (figures.OWED, figures.DRAFT, figures.WAITING, figures.RETURNED, figures.ACCEPTED)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the list, as it is printed."""

    id: str
    code: str
    name: str
    unit: str
    office: str
    due: date
    state: str
    late: str
    filed: str
    computed: str
    gap: str
    filler: str
    reviewer: str
    reminders: int


def _open(row: Row) -> tuple[object, ...]:
    return "reports.filing_one", row.code


def _state(row: Row) -> str:
    return f"{row.state}，{row.late}" if row.late else row.state


def _offices(screen: web.Screen) -> list[tuple[str, str]]:
    def names() -> list[tuple[str, str]]:
        found = {one.duty.office for one in figures.owed(screen.on, screen.region)}
        return [(name, name) for name in sorted(found)]

    return web.kept(("reports.offices", screen.on, screen.region), screen.stamp, names)


_ID = web.Column("id", "编号", web.CODE, sort=True)
_NAME = web.Column("name", "指标", lead=_open)
_STAND = (
    web.Column("state", "状态", web.STATE, sort=True, show=_state),
    web.Column("filed", "填报数", web.COUNT),
    web.Column("unit", "单位", web.CODE),
)
_COMPUTED = (
    web.Column("computed", "计算数", web.COUNT, wide=True),
    web.Column("gap", "差异", web.COUNT, wide=True),
)
_WHO = (
    web.Column("due", "期限", web.DAY, sort=True, wide=True),
    web.Column("filler", "填报人", wide=True),
    web.Column("reviewer", "审核人", wide=True),
)
_STATE = web.Choice("state", "状态", tuple((one, one) for one in _STATES))
_WORDS = web.Search("q", "指标", ("id", "name"))
MINE = web.List(
    columns=(_ID, _NAME, *_STAND, *_COMPUTED, *_WHO),
    filters=(_STATE, _WORDS),
    size=200,
    id="code",
    batch=(web.Batch("审核通过", "reports.filing_accept_many", "figures.review"),),
    noun="项",
    empty="没有符合条件的指标；请放宽筛选条件",
)
ALL = web.List(
    columns=(
        _ID,
        _NAME,
        web.Column("office", "责任股室", sort=True),
        *_STAND,
        *_WHO,
        web.Column("reminders", "催报", web.COUNT, sort=True, wide=True),
    ),
    filters=(
        web.Choice("office", "责任股室", _offices),
        _STATE,
        _WORDS,
    ),
    size=200,
    id="code",
    noun="项",
    empty="没有符合条件的指标；请放宽筛选条件",
)


def mine(screen: web.Screen) -> HttpResponseBase:
    """What one office owes; without one of its own the reader sees the overview."""
    owner = screen.request.GET.get("of", "") or screen.user.office
    screen.require("read", office_name=owner)
    found = queries.materials(screen.on, screen.region, owner) if owner else []
    if not found:
        return web.done(screen, screen.link("reports.filing_overview"))
    states = queries.by_office(found, screen.today)
    reviews = states[0].waiting and screen.may("figures.review", office=owner)
    return web.list_page(
        screen,
        MINE if reviews else replace(MINE, batch=()),
        rows(found, screen.today),
        "reports/filing.html",
        owner=owner,
        state=states[0],
        left=(states[0].due - screen.today).days,
    )


def overview(screen: web.Screen) -> HttpResponseBase:
    """Who owes what: every office with its state, and every figure."""
    screen.require("read")
    found = queries.materials(screen.on, screen.region)
    states = queries.by_office(found, screen.today)
    return web.list_page(
        screen,
        ALL,
        rows(found, screen.today),
        "reports/overview.html",
        states=states,
        total=len(found),
        accepted=sum(one.accepted for one in states),
        owed=sum(one.owed for one in states),
        asks=may_ask(screen),
    )


def call(screen: web.Screen) -> HttpResponseBase:
    """Ask every office for its figures by a day."""
    require_ask(screen)
    due = queries.default_due(screen.on)

    def act(given: Mapping[str, Any]) -> HttpResponseBase:
        fresh = actions.call_for_materials(
            on=screen.on, region=screen.region, due=given["due"], by=screen.by, at=screen.now
        )
        told = f"已下达 {fresh} 项，各股室的待办以 {given['due']} 为期限"
        return web.done(screen, screen.link("reports.filing_overview"), told)

    form = CallForm(screen.request.POST or None, initial={"due": due})
    return web.submit(
        screen, form, act, "reports/call.html", asked=len(queries.asked()), back=_back(screen)
    )


def remind(screen: web.Screen) -> HttpResponseBase:
    """催报 one office or all that still owe something."""
    require_ask(screen)
    found = queries.materials(screen.on, screen.region)
    late = [one for one in queries.by_office(found, screen.today) if one.owed]

    def act(given: Mapping[str, Any]) -> HttpResponseBase:
        count = actions.remind_offices(
            on=screen.on,
            region=screen.region,
            owner=given["office"],
            by=screen.by,
            at=screen.now,
        )
        return web.done(screen, _back(screen), f"已催报 {count} 项，待办已提醒")

    names = [one.name for one in late]
    initial = {"office": screen.request.GET.get("of", "")}
    form = RemindForm(names, screen.request.POST or None, initial=initial)
    return web.submit(screen, form, act, "reports/remind.html", states=late, back=_back(screen))


def follow(screen: web.Screen, number: str) -> HttpResponseBase:
    """From a to-do or a trail (区划/日期/指标 or 股室) to the page it is about."""
    region, _, rest = number.partition("/")
    on, _, name = rest.partition("/")
    try:
        day = date.fromisoformat(on)
        figures.figure(name)
    except ValueError:
        raise Http404 from None
    except LookupError:
        query = {"region": region, "on": day, "of": name}
        return web.done(screen, screen.link("reports.filing", **query))
    return web.done(screen, screen.link("reports.filing_one", name, region=region, on=day))


def rows(found: Sequence[queries.Material], today: date) -> list[Row]:
    """Materials as lines, with the names of people."""
    filings = [one.owed.filing for one in found if one.owed.filing]
    names = people({name for row in filings for name in (row.filler, row.reviewer) if name})
    return [_row(one, names, today) for one in found]


def printed(value: figures.Value, exact: figures.Number | None) -> str:
    """A number as the figure prints it."""
    shown = replace(value, exact=exact, source=None, parts=(), reading=None).display
    return "" if shown is None else f"{Decimal(shown):,}"


def may_ask(screen: web.Screen) -> bool:
    """Whether the reader asks and reminds: somebody of 办公室 who drafts papers."""
    return screen.user.office == ASKS and screen.may("documents.draft", office=ASKS)


def require_ask(screen: web.Screen) -> None:
    """Refuse who does not ask the offices.

    Raises:
        Refused: no permission, or not of 办公室.
    """
    screen.require("documents.draft", office_name=ASKS)
    if screen.user.office != ASKS:
        text = f"下达报送任务和催报由{ASKS}办理；请联系{ASKS}"
        raise refuse("office.not_allowed", text)


def _row(one: queries.Material, names: Mapping[str, tuple[str, str]], today: date) -> Row:
    duty, filing, figure = one.owed.duty, one.owed.filing, one.value.figure
    filed = printed(one.value, one.filed)
    if filing and not filing.applies:
        filed = "本期不适用"
    return Row(
        id=one.id,
        code=duty.code,
        name=figure.name,
        unit=figure.unit,
        office=duty.office,
        due=duty.due,
        state=one.owed.state,
        late="逾期" if one.owed.late(today) else "",
        filed=filed,
        computed=printed(one.value, one.computed),
        gap=printed(one.value, one.gap),
        filler=_name(filing.filler, names) if filing else "",
        reviewer=_name(filing.reviewer, names) if filing else "",
        reminders=duty.reminders,
    )


def _name(username: str, names: Mapping[str, tuple[str, str]]) -> str:
    return names[username][0] if username in names else username


def _back(screen: web.Screen) -> str:
    return screen.link("reports.filing_overview")
