"""Screens of quotas: the tree of the budget office, a unit's own, one quota with its acts."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from django.http.response import HttpResponseBase

from duzhi.documents.api import PERCENT
from duzhi.kernel.codes import BUDGET_NAMES, CAPITAL, FUND, GENERAL
from duzhi.kernel.money import rate, show
from duzhi.kernel.wording import percent
from duzhi.money.budget import flow
from duzhi.money.budget.actions import quotas as actions
from duzhi.money.budget.forms import ActForm, AnswerForm, EnterForm, IssueForm
from duzhi.money.budget.queries import quotas, register, tree
from duzhi.money.budget.queries.tree import CLASS, UNIT
from duzhi.money.budget.rules import quotas as rules
from duzhi.money.budget.rules.guarantee import BLOCKS
from duzhi.money.budget.rules.quotas import QuotaView
from duzhi.registry import api as registry
from duzhi.web import api as web

_FUNDS = [(code, BUDGET_NAMES[code]) for code in (GENERAL, FUND, CAPITAL)]
_FLAGS = (
    ("guarantee", "三保"),
    ("direct", "直达"),
    ("frugal", "三公"),
    ("procurement", "采购"),
    ("bond", "债券"),
    ("idle", "上年结转"),
)
_BACK = "budget.quotas"


class Row(NamedTuple):
    """A quota as the list shows it; fen."""

    pk: int
    number: str
    key: str
    title: str
    agency: str
    unit: str
    subject: str
    flags: str
    current_fen: int
    paid_fen: int
    reserved_fen: int
    frozen_fen: int
    available_fen: int
    share: object


LIST = web.List(
    columns=(
        web.Column("number", "指标编号", web.CODE, sort=True,
                   lead=lambda row: ("budget.quota", row.key)),
        web.Column("unit", "单位", wide=True),
        web.Column("title", "指标", sort=True),
        web.Column("subject", "功能科目", web.CODE, sort=True, wide=True),
        web.Column("flags", "标识", web.STATE, wide=True),
        web.Column("current_fen", "指标余额", web.MONEY, sort=True, total=True, wide=True),
        web.Column("paid_fen", "已支付", web.MONEY, sort=True, total=True, wide=True),
        web.Column("reserved_fen", "在途", web.MONEY, sort=True, total=True, wide=True),
        web.Column("frozen_fen", "冻结", web.MONEY, sort=True, total=True, wide=True),
        web.Column("available_fen", "可用余额", web.MONEY, sort=True, total=True),
        web.Column("share", "执行％", PERCENT, sort=True, wide=True),
    ),
    filters=(
        web.Search("q", "指标、编号或单位", ("title", "number", "unit", "agency")),
        web.Search("subject", "功能科目", ("subject",), how="startswith"),
        web.Choice("flag", "标识", [(name, name) for _, name in _FLAGS], field="flags",
                   how="contains"),
        web.Amounts("available_fen", "可用余额"),
    ),
    order="number",
    noun="条",
    empty="没有符合条件的指标；请放宽筛选，或先导入指标台账（IN-07）",
)  # fmt: skip


def overview(screen: web.Screen) -> HttpResponseBase:
    """Every quota of the region as a tree: who has how much left, and how far each is paid."""
    given = screen.request.GET
    fund = given.get("fund", "") if given.get("fund", "") in BUDGET_NAMES else GENERAL
    by = CLASS if given.get("by", "") == CLASS else UNIT
    place = ("budget.quotas", screen.region, screen.on, fund, by)
    whole, branches = web.kept(
        place,
        screen.stamp,
        lambda: tree.tree(
            tree.seen(screen.scope(), screen.region, screen.on, fund), by, screen.on, fund
        ),
    )
    waiting = quotas.waiting(registry.subtree(screen.region), screen.on.year)
    return web.render(
        screen,
        "budget/quotas.html",
        whole=whole,
        branches=branches,
        by=by,
        opened=given.get("open", ""),
        fund=fund,
        funds=_FUNDS,
        entered=quotas.entered(registry.subtree(screen.region), screen.on.year),
        waiting=waiting,
        as_of=_as_of(screen),
        headline=_overview_headline(screen, whole, fund),
    )


def own(screen: web.Screen) -> HttpResponseBase:
    """What a unit may still spend, quota by quota, and whom to call."""
    found = tree.seen(screen.scope(), screen.region, screen.on)
    if unit := screen.request.GET.get("unit_code", ""):
        found = [view for view in found if view.agency.startswith(unit)]
    names = tree.unit_names(screen.on)
    units = {view.agency for view in found}
    offices = {view.office for view in found} if len(units) == 1 else set()
    return web.list_page(
        screen,
        LIST,
        [_row(view, names) for view in found],
        "budget/own.html",
        available_fen=sum(view.available_fen for view in found if view.executable),
        reserved_fen=sum(view.reserved_fen for view in found),
        name=names.get(next(iter(units)), "") if len(units) == 1 else "",
        call=tree.whom_to_call(next(iter(offices), "")),
        as_of=_as_of(screen),
    )


def detail(screen: web.Screen, number: str) -> HttpResponseBase:
    """One quota: how its balance comes about, its acts, and what may be done with it."""
    view = _view(screen, number)
    parent = quotas.by_id(view.parent) if view.parent else None
    reading = register.reading(view.id)
    return web.render(
        screen,
        "budget/quota.html",
        quota=view,
        facts=_facts(view, screen.on),
        parent=parent,
        children=quotas.children(view.id),
        acts=quotas.acts(view.id),
        reading=reading,
        call=tree.whom_to_call(view.office),
        headline=_headline(view),
        used=rate(view.paid_fen, view.current_fen),
        entered=view.state == rules.ENTERED,
        reviewed=view.state == rules.REVIEWED,
        issued=view.state == rules.ISSUED,
        steps=_steps(view, web.people_names(screen)),
        moved_fen=_moved(view, reading.added - reading.cut if reading else 0),
        as_of=_as_of(screen),
    )


def enter(screen: web.Screen) -> HttpResponseBase:
    """Enter a quota; another person reviews and issues it."""

    def act(data: dict[str, Any]) -> str:
        screen.require("quota.create")
        region, year = rules.county(screen.region), screen.on.year
        parent = quotas.source(region, year, data["parent"])
        plan = QuotaView(id=0, region=region, year=year, state="", **{**data, "parent": parent})
        row = actions.enter_quota(plan=plan, by=screen.by, at=screen.now)
        return screen.link("budget.quota", f"{row.region}/{row.year}/{row.number}")

    units = [(code, f"{code} {name}") for code, name in sorted(tree.unit_names(screen.on).items())]
    form = EnterForm(screen.request.POST or None, units=units)
    return web.submit(screen, form, act, "budget/enter.html", back=screen.link(_BACK))


def decide(screen: web.Screen, number: str) -> HttpResponseBase:
    """Review and issue an entered quota, or send it back."""
    view = _view(screen, number)

    def act(data: dict[str, Any]) -> str:
        screen.require("quota.review")
        by, at = screen.by, screen.now
        if data["answer"] == flow.RETURN:
            actions.return_quota(quota=view.id, reason=data["reason"], by=by, at=at)
        else:
            if view.state == rules.ENTERED:
                actions.review_quota(quota=view.id, by=by, at=at)
            batch, on = data["batch"], data["on"]
            actions.issue_quotas(quotas=[view.id], batch=batch, on=on, by=by, at=at)
        return screen.link("budget.quota", number)

    form = IssueForm(screen.request.POST or None, initial={"on": screen.on, "answer": "下达"})
    back = screen.link("budget.quota", number)
    return web.submit(screen, form, act, "budget/decide.html", quota=view, back=back)


def propose(screen: web.Screen, number: str) -> HttpResponseBase:
    """Ask for an act on a quota: 追加 追减 调剂 冻结 解冻 收回 分解 注销."""
    view = _view(screen, number)

    def act(data: dict[str, Any]) -> str:
        screen.require("quota.create")
        row = actions.propose(
            kind=data["kind"],
            quota=view.id,
            amount_fen=data["amount"] or 0,
            on=data["on"],
            reason=data["reason"],
            other=quotas.other(view, data["other"]),
            authority=data["authority"],
            batch=data["batch"],
            by=screen.by,
            at=screen.now,
        )
        return screen.link("budget.act", quotas.act_ref(row).number)

    form = ActForm(screen.request.POST or None, initial={"on": screen.on})
    back = screen.link("budget.quota", number)
    return web.submit(screen, form, act, "budget/propose.html", quota=view, back=back)


def act_page(screen: web.Screen, number: str) -> HttpResponseBase:
    """One act: what it would change, and the decision of a second person."""
    row = quotas.act(number)
    if row is None or not screen.scope().covers(row.region, agency=row.quota.agency):
        raise LookupError(f"没有指标业务单 {number}，或不在您的数据范围内；请从指标页进入")
    gives, takes = quotas.pair(row)

    def act(data: dict[str, Any]) -> str:
        screen.require("quota.review")
        if data["answer"] == flow.RETURN:
            actions.decline(act=row.pk, reason=data["reason"], by=screen.by, at=screen.now)
        else:
            actions.approve(act=row.pk, by=screen.by, at=screen.now)
        return screen.link("budget.act", number)

    waiting = row.state == rules.WAITING
    form = AnswerForm(screen.request.POST or None, initial={"answer": "通过"})
    return web.submit(
        screen,
        form,
        act,
        "budget/act.html",
        row=row,
        gives=gives,
        takes=takes,
        waiting=waiting,
        ref=quotas.act_ref(row),
        own=row.maker == screen.by,
        words=web.in_words(row.amount),
        moves=rules.moves(row.kind, row.amount),
        back=screen.link("budget.quota", gives.ref.number),
    )


def _view(screen: web.Screen, number: str) -> QuotaView:
    region, _, rest = number.partition("/")
    year, _, own = rest.partition("/")
    view = quotas.named(region, int(year), own) if year.isdigit() and own else None
    if view is None or not screen.scope().covers(view.region, agency=view.agency):
        raise LookupError(f"没有指标 {number}，或不在您的数据范围内；请从“我的指标”进入")
    return view


def _row(view: QuotaView, names: dict[str, str]) -> Row:
    return Row(
        view.id,
        view.number,
        view.ref.number,
        view.title or names.get(view.agency, ""),
        view.agency,
        names.get(view.agency, view.agency),
        view.subject,
        "、".join(_flags(view)),
        view.current_fen,
        view.paid_fen,
        view.reserved_fen,
        view.frozen_fen,
        view.available_fen,
        rate(view.paid_fen, view.current_fen),
    )


def _flags(view: QuotaView) -> list[str]:
    marks = {
        "guarantee": view.guaranteed,
        "direct": bool(view.direct),
        "frugal": view.frugal,
        "procurement": view.procurement,
        "bond": bool(view.bond),
        "idle": 0 < view.since < view.year,
    }
    return [name for code, name in _FLAGS if marks[code]]


def _facts(view: QuotaView, on: date) -> list[tuple[str, str, str]]:
    """Title, code and name of everything a quota says."""
    fund = view.fund_type[:2]
    rows = [
        ("指标编号", "", view.number),
        ("单位", view.agency, tree.unit_names(on).get(view.agency, "")),
        ("本级指标文号", "", view.doc_no),
        ("上级指标文号", "", view.upper_doc),
        ("下达日期", "", str(view.issued_on or "")),
        ("资金性质", view.fund_type, BUDGET_NAMES.get(fund, "")),
        ("功能科目", view.subject,
         registry.name_of(view.subject, fund, registry.SPENDING, view.year)),
        ("政府经济分类", view.gov_econ, ""),
        ("部门经济分类", view.dep_econ, ""),
        ("项目", view.project, ""),
        ("指标类型", "", view.kind),
        ("指标来源", "", view.origin),
        ("资金年度", "", str(view.since) if 0 < view.since < view.year else ""),
        ("三保", view.item, BLOCKS.get(view.guarantee, "")),
        ("直达资金标识", view.direct, ""),
        ("债券代码", view.bond, ""),
        ("标识", "", "、".join(_flags(view))),
        ("可执行", "", "是" if view.executable else "否，待分配"),
    ]  # fmt: skip
    return [row for row in rows if row[1] or row[2]]


def _moved(view: QuotaView, reported_fen: int) -> int:
    """What acts of this system made of an issued amount, beyond what the register reports; fen."""
    if view.state in (rules.ENTERED, rules.REVIEWED, rules.RETURNED):
        return 0
    return view.current_fen - view.amount_fen - reported_fen


def _steps(view: QuotaView, names: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """The life of a quota as steps."""
    row = quotas.people(view.id)
    order = [rules.ENTERED, rules.REVIEWED, rules.ISSUED]
    if view.state not in order:
        order.append(view.state)
    at = order.index(view.state)
    notes = {
        rules.ENTERED: f"{names.get(row[0], row[0])}　{row[1]:%Y-%m-%d}",
        rules.REVIEWED: f"{names.get(row[2], row[2])}　{row[3]:%Y-%m-%d}" if row[3] else "",
        rules.ISSUED: str(view.issued_on or ""),
    }
    return [
        (name, notes.get(name, ""), "done" if no < at else "now" if no == at else "")
        for no, name in enumerate(order)
    ]


def _as_of(screen: web.Screen) -> str:
    """数据截至: the day of the register; empty where quotas are kept here."""
    return register.last_day(registry.subtree(screen.region), screen.on.year)


def _overview_headline(screen: web.Screen, whole: tree.Branch, fund: str) -> str:
    name = f"{screen.on.year}年{BUDGET_NAMES[fund]}"
    if not whole.count:
        return f"{name}还没有指标；请先导入指标台账（IN-07），或录入指标"
    left = show(whole.available_fen, "万元", 0, thousands=True)
    return (
        f"{name}指标 {show(whole.current_fen, '万元', 0, thousands=True)} 万元，已支付 "
        f"{_share(whole.paid_fen, whole.current_fen)}，可用 {left} 万元"
    )


def _headline(view: QuotaView) -> str:
    left = show(view.available_fen, "元", thousands=True)
    name = view.title or view.number
    if view.state != rules.ISSUED:
        return f"{name}：{view.state}，{show(view.amount_fen, '元', thousands=True)} 元"
    if view.available_fen < 0:
        return f"{name}超支 {show(-view.available_fen, '元', thousands=True)} 元，请核对"
    return f"{name}还可用 {left} 元"


def _share(part: int, whole: int) -> str:
    """A part of a whole in per cent; a dash where there is no whole."""
    found = rate(part, whole)
    return "—" if found is None else percent(found)
