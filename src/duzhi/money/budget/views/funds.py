"""Screens of money from above, of old money and of 过紧日子."""

from typing import Any

from django.http.response import HttpResponseBase

from duzhi.kernel.money import rate, show
from duzhi.kernel.wording import percent
from duzhi.money.budget.actions.idle import decide_idle
from duzhi.money.budget.forms import IdleForm
from duzhi.money.budget.queries import frugal, grants, guarantee, idle, quotas, register, tree
from duzhi.money.budget.rules.frugal import ITEMS, THREE, Control, per_head
from duzhi.money.budget.rules.grants import FREE, LATE, WAITING, Document
from duzhi.money.budget.rules.idle import IdleFund, age
from duzhi.money.budget.rules.quotas import county
from duzhi.registry import api as registry
from duzhi.web import api as web

_LEVELS = {LATE: "red", WAITING: "yellow", FREE: "grey"}


def documents(screen: web.Screen) -> HttpResponseBase:
    """文号 → 指标 → 支付 → 余额, with the clock from receipt to allotment."""
    days = registry.number("grant_allot_days", screen.on)
    regions = registry.subtree(screen.region)
    found = grants.documents(regions, screen.on)
    only = screen.request.GET.get("only", "")
    shown = [one for one in found if _asked(one, only, screen, days)]
    tied = [one for one in found if one.kind != "财力性转移支付"]
    received, allotted, paid = (
        sum(one.amount_fen for one in tied),
        sum(one.allotted_fen for one in tied),
        sum(one.paid_fen for one in tied),
    )
    late = [one for one in tied if one.state(screen.on, days) == LATE]
    return web.render(
        screen,
        "budget/grants.html",
        rows=[
            (one, one.state(screen.on, days), one.days(screen.on), one.due(days)) for one in shown
        ],
        levels=_LEVELS,
        only=only,
        days=days,
        late=late,
        waiting=[one for one in tied if one.state(screen.on, days) == WAITING],
        count=len(found),
        as_of=register.last_day(regions, screen.on.year),
        sums=grants_sums(shown),
        headline=(
            f"上级专款收到 {_wan(received)} 万元，分配 {_share(allotted, received)}，"
            f"支付 {_share(paid, received)}"
            + (f"；{len(late)} 份超 {days} 天未分配" if late else "，没有超期未分配的文件")
            if found
            else "还没有上级文件台账；请先导入 IN-12"
        ),
    )


def grants_sums(shown: list[Document]) -> dict[str, int]:
    """Totals of what is listed; fen."""
    fields = ("amount_fen", "allotted_fen", "left_fen", "paid_fen", "reserved_fen", "balance_fen")
    return {name: sum(getattr(one, name) for one in shown) for name in fields}


def document(screen: web.Screen, number: str) -> HttpResponseBase:
    """One 文号: what came, which quotas were made of it, what is paid."""
    region, _, rest = number.partition("/")
    year, _, doc = rest.partition("/")
    if not year.isdigit():
        raise LookupError(f"没有上级文件 {number}；请从“上级专款”进入")
    lines = grants.lines(region, int(year), doc)
    below = grants.under(region, int(year), doc)
    if not lines and not below:
        raise LookupError(f"没有上级文件 {doc}；请从“上级专款”进入")
    names = tree.unit_names(screen.on)
    received = sum(one.amount for one in lines)
    allotted = sum(one.current_fen for one in below)
    return web.render(
        screen,
        "budget/grant.html",
        doc=doc,
        lines=lines,
        below=[(one, names.get(one.agency, one.agency)) for one in below],
        received=received,
        allotted=allotted,
        paid=sum(one.paid_fen for one in below),
        left=received - allotted,
        days=registry.number("grant_allot_days", screen.on),
        headline=f"{doc}：收到 {_wan(received)} 万元，已分配 {_wan(allotted)} 万元",
    )


def old_money(screen: web.Screen) -> HttpResponseBase:
    """Money of earlier years: how old in budget years, what is left, what was decided."""
    regions = registry.subtree(screen.region)
    years = registry.number("idle_fund_years", screen.on)
    found = idle.funds(regions, screen.on)
    must = [one for one in found if one.must_go(screen.on, years)]
    back, again = idle.moved(regions, screen.on.year)
    names = tree.unit_names(screen.on)
    return web.render(
        screen,
        "budget/idle.html",
        rows=[_idle_row(one, screen, years, names) for one in found],
        years=years,
        left_fen=sum(one.left_fen for one in found),
        must_fen=sum(one.left_fen for one in must),
        back_fen=back,
        again_fen=again,
        headline=(
            f"存量资金 {_wan(sum(one.left_fen for one in found))} 万元，其中满 {years} 个预算年度、"
            f"应收回 {_wan(sum(one.left_fen for one in must))} 万元"
            if found
            else f"{screen.on.year}年没有以前年度结转的指标余额"
        ),
    )


def decide_old(screen: web.Screen, number: str) -> HttpResponseBase:
    """Decide what becomes of old money."""
    region, _, rest = number.partition("/")
    year, _, own = rest.partition("/")
    view = quotas.named(region, int(year), own) if year.isdigit() else None
    if view is None or not screen.scope().covers(view.region, agency=view.agency):
        raise LookupError(f"没有指标 {number}，或不在您的数据范围内；请从“存量资金”进入")

    def act(data: dict[str, Any]) -> str:
        screen.require("quota.create")
        decide_idle(
            quota=view.id,
            decision=data["decision"],
            reason=data["reason"],
            on=data["on"],
            other=quotas.other(view, data["other"]),
            authority=data["authority"],
            by=screen.by,
            at=screen.now,
        )
        return screen.link("budget.idle")

    form = IdleForm(screen.request.POST or None, initial={"on": screen.on})
    back = screen.link("budget.idle")
    return web.submit(
        screen, form, act, "budget/idle_decide.html",
        quota=view, since=view.since or view.year, age=age(view.since or view.year, screen.on),
        back=back,
    )  # fmt: skip


def thrift(screen: web.Screen) -> HttpResponseBase:
    """三公 and other running costs against control, last year and heads."""
    regions = registry.subtree(screen.region)
    region = county(screen.region)
    heads = guarantee.heads(region, guarantee.staff_month(region, screen.on))
    serving = sum(one[1] for one in heads.values())
    found = frugal.controls(regions, screen.on)
    three = [one for one in found if one.code in THREE]
    names = tree.unit_names(screen.on)
    spent, control, before = (
        sum(getattr(one, name) for one in three)
        for name in ("spent_fen", "control_fen", "before_fen")
    )
    batches = frugal.batches(regions, screen.on.year)
    return web.render(
        screen,
        "budget/frugal.html",
        rows=[(one, one.code in THREE, _head(one.spent_fen, serving)) for one in found],
        three=Control("30217", control, spent, before, sum(one.cut_fen for one in three)),
        serving=serving,
        batches=batches,
        cut_fen=sum(fen for _, _, fen in batches),
        target=registry.ratio("frugal_reduction", screen.on),
        over=[
            (code, names.get(code, ""), ITEMS[item], given, fen)
            for code, item, given, fen in frugal.units_over(regions, screen.on)
        ],
        headline=_thrift_headline(control, spent, before),
    )


def _asked(one: Document, only: str, screen: web.Screen, days: int) -> bool:
    if only == "direct":
        return bool(one.direct)
    if only == "open":
        return one.state(screen.on, days) in (LATE, WAITING)
    return True


def _idle_row(
    one: IdleFund, screen: web.Screen, years: int, names: dict[str, str]
) -> tuple[Any, ...]:
    must = one.must_go(screen.on, years)
    return (one, names.get(one.quota.agency, ""), age(one.since, screen.on),
            one.state(screen.on, years), must)  # fmt: skip


def _thrift_headline(control: int, spent: int, before: int) -> str:
    if not spent and not control:
        return "还没有三公经费指标和支出；请先导入指标台账（IN-07）和支付明细（IN-09）"
    change = rate(spent - before, before)
    share = _share(spent, control)
    word = (
        "" if change is None else f"，同比{'增长' if change > 0 else '下降'} {percent(abs(change))}"
    )
    return f"三公经费支出 {_wan(spent)} 万元，占控制数 {share}{word}"


def _head(fen: int, serving: int) -> str | None:
    """元 for each person, as printed."""
    each = per_head(fen, serving)
    return None if each is None else show(round(each), "元", 0, thousands=True)


def _wan(fen: int) -> str:
    return show(fen, "万元", 0, thousands=True)


def _share(part: int, whole: int) -> str:
    """A part of a whole in per cent; a dash where there is no whole."""
    found = rate(part, whole)
    return "—" if found is None else percent(found)
