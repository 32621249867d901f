"""Screens of 二上二下: what units ask for, one proposal from 一上 to 二下."""

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.http.response import HttpResponseBase

from duzhi.kernel.money import show
from duzhi.money.budget import flow
from duzhi.money.budget.actions import proposals as actions
from duzhi.money.budget.forms import AgainForm, AnswerForm, AskForm, ControlForm
from duzhi.money.budget.queries import guarantee, tree
from duzhi.money.budget.queries import proposals as queries
from duzhi.money.budget.rules import proposals as rules
from duzhi.money.budget.rules.proposals import Ask
from duzhi.money.budget.rules.quotas import county
from duzhi.registry import api as registry
from duzhi.web import api as web

ASK, DECIDE = "budget.ask", "quota.review"
_YEARS_AHEAD = 1
Row = Any
"""A proposal, which only its area may name."""
Step = tuple[forms.Form, Callable[[dict[str, Any]], object], str, str]
"""A form, what it does, the verb it needs, and the words of its heading."""


def listed(screen: web.Screen) -> HttpResponseBase:
    """Every unit's proposal for the year to come, with its 三保 need and what is set aside."""
    year, scope = screen.on.year + _YEARS_AHEAD, screen.scope()
    names = tree.unit_names(screen.on)
    found = [
        (queries.number(row), row, names.get(row.agency, row.agency))
        for row in queries.proposals(registry.subtree(screen.region), year)
        if scope.covers(row.region, agency=row.agency)
    ]
    rows = [row for _, row, _ in found if row.state != rules.RETURNED]
    return web.render(
        screen,
        "budget/proposals.html",
        year=year,
        rows=found,
        counts=[(one, sum(row.state == one for row in rows)) for one in rules.STATES],
        headline=_headline(year, rows),
    )


def begin(screen: web.Screen) -> HttpResponseBase:
    """一上: a unit asks for the year to come."""
    year, scope = screen.on.year + _YEARS_AHEAD, screen.scope(ASK)
    region = county(screen.region)

    def act(data: dict[str, Any]) -> str:
        screen.require(ASK, region=region, agency=data["agency"])
        ask = Ask(data["agency"], year, data["needs"], data["other_fen"] or 0)
        row = actions.ask_budget(ask=ask, region=region, by=screen.by, at=screen.now)
        return screen.link("budget.proposal", queries.number(row))

    units = [
        (code, f"{code} {name}")
        for code, name in sorted(tree.unit_names(screen.on).items())
        if scope.covers(region, agency=code)
    ]
    form = AskForm(screen.request.POST or None, units=units)
    back = screen.link("budget.proposals")
    items = guarantee.items(screen.on)
    return web.submit(screen, form, act, "budget/begin.html", year=year, back=back, items=items)


def one(screen: web.Screen, number: str) -> HttpResponseBase:
    """One proposal: its 三保 item by item, and the next step for whoever has it."""
    row = queries.named(number)
    if row is None or not screen.scope().covers(row.region, agency=row.agency):
        raise LookupError(f"没有预算申报 {number}，或不在您的数据范围内；请从部门预算申报进入")
    ask = queries.ask(row)
    form, does, verb, words = _step(screen, row, ask)

    def act(data: dict[str, Any]) -> str:
        screen.require(verb, region=row.region, agency=row.agency)
        does(data)
        return screen.link("budget.proposal", number)

    names = {item.code: item.name for item in guarantee.items(screen.on)}
    return web.submit(
        screen,
        form,
        act,
        "budget/proposal.html",
        row=row,
        ask=ask,
        needs=[
            (need, names.get(need.item, ""), show(need.standard_fen, "元", thousands=True))
            for need in ask.needs
        ],
        name=tree.unit_names(screen.on).get(row.agency, row.agency),
        ref=queries.ref(row),
        words=words if screen.may(verb, region=row.region, agency=row.agency) else "",
        ended=row.state in (rules.APPROVED, rules.RETURNED),
        steps=_steps(row, web.people_names(screen)),
    )


def _step(screen: web.Screen, row: Row, ask: Ask) -> Step:
    who: dict[str, Any] = {"proposal": row.pk, "by": screen.by, "at": screen.now}
    post = screen.request.POST or None

    def decide(data: dict[str, Any]) -> object:
        if data["answer"] == flow.RETURN:
            return actions.return_proposal(reason=data["reason"], **who)
        if row.state == rules.FIRST_ASK:
            return actions.set_control(control_fen=data["control_fen"] or 0, **who)
        return actions.approve_proposal(**who)

    def again(data: dict[str, Any]) -> object:
        other = data["other_fen"] or 0
        return actions.ask_again(needs=data["needs"], other_fen=other, **who)

    if row.state == rules.CONTROL:
        given = {"needs": ask.needs, "other_fen": row.other}
        return AgainForm(post, initial=given), again, ASK, "二上：在控制数内申报"
    if row.state == rules.FIRST_ASK:
        return ControlForm(post, initial={"answer": "下达"}), decide, DECIDE, "一下：下达控制数"
    return AnswerForm(post, initial={"answer": "通过"}), decide, DECIDE, "二下：批复"


def _steps(row: Row, called: Mapping[str, str]) -> list[tuple[str, str, str]]:
    order = rules.STATES[:4] if row.state != rules.RETURNED else (rules.FIRST_ASK, rules.RETURNED)
    at = order.index(row.state)
    notes = {
        rules.FIRST_ASK: row.maker if at == 0 else "",
        rules.CONTROL: row.controller,
        rules.SECOND_ASK: row.maker if at > 1 else "",
        rules.APPROVED: row.checker,
    }
    return [
        (
            name,
            called.get(notes.get(name, ""), ""),
            "done" if no < at else "now" if no == at else "",
        )
        for no, name in enumerate(order)
    ]


def _headline(year: int, rows: list[Row]) -> str:
    if not rows:
        return f"还没有单位申报{year}年预算"
    short = sum(row.asked < row.need for row in rows)
    need = show(sum(row.need for row in rows), "万元", 0, thousands=True)
    gap = f"，{short} 个单位三保未安排足" if short else "，均已安排足"
    return f"{len(rows)} 个单位申报{year}年预算，三保需求 {need} 万元{gap}"
