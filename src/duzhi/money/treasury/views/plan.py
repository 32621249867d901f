"""今日付什么: the plan of a day, why one request waits, and what if."""

import re
from collections.abc import Iterator
from fractions import Fraction

from django.http.response import HttpResponseBase

from duzhi.documents import api as documents
from duzhi.kernel.finding import refuse
from duzhi.money.treasury.queries import board as boards
from duzhi.money.treasury.queries import curve, shown
from duzhi.money.treasury.queries.board import Board, Inputs
from duzhi.money.treasury.queries.shown import Summary, Told
from duzhi.money.treasury.rules.plan import scenario
from duzhi.money.treasury.rules.plan.flows import Scenario
from duzhi.money.treasury.rules.plan.terms import DAILY
from duzhi.money.treasury.rules.plan.words import day, tier_name, wan
from duzhi.office import api as office
from duzhi.registry import api as registry
from duzhi.web import api as web

_MAX_CUT, _MAX_DELAY = 50, 60


def today(screen: web.Screen) -> HttpResponseBase:
    """What is paid today, when the rest is, and the one request that is asked about."""
    given, board = planned(screen)
    if given is None or board is None:
        return web.render(screen, "treasury/plan.html", board=None, headline=_NOTHING)
    rows = shown.lines(board)
    summary = shown.summary(board, rows)
    asked = screen.request.GET.get("why", "")
    later = next((one.item.id for one in rows if one.state == shown.LATER), "")
    told = shown.told(board, given, asked or _hardest(rows) or later)
    return web.render(
        screen,
        "treasury/plan.html",
        board=board,
        headline=_headline(summary),
        weekday="一二三四五六日"[board.start.weekday()],
        context=_context(summary, board, given),
        kinds=shown.kinds(board),
        rows=rows,
        summary=summary,
        told=told,
        call=_call(told),
        others=[one for one in summary.waiting if told is None or one.item.id != told.line.item.id],
        not_yet=shown.not_yet(board),
        ahead=may_see_order(screen),
        shortage=board.shortages[0] if board.shortages else None,
        shortage_on=board.plan.slots[board.shortages[0].slot].start if board.shortages else None,
        chart=_chart(board, told, screen.unit),
        basis=registry.law_at("treasury_bands", board.start).basis,
        proven=all(one.proven for one in board.plan.ranks),
    )


def what_if(screen: web.Screen) -> HttpResponseBase:
    """Less revenue, later transfers, bonds not rolled: the first 三保缺口月 and what was cut."""
    given, base = planned(screen)
    asked = screen.request.GET
    cut = _whole("收入减少的百分比", asked.get("cut", "10"), _MAX_CUT)
    delay = _whole("晚到的天数", asked.get("delay", "0"), _MAX_DELAY)
    unrolled = asked.get("unrolled") == "1"
    if given is None or base is None:
        return web.render(screen, "treasury/what_if.html", outcome=None, headline=_NOTHING)
    changed = boards.planned(given, Scenario(Fraction(cut, 100), delay, unrolled))
    outcome = scenario.compare(base.plan, changed.plan)
    return web.render(
        screen,
        "treasury/what_if.html",
        outcome=outcome,
        headline=_outcome_words(outcome),
        cut=cut,
        delay=delay,
        unrolled=unrolled,
        missing=[changed.items[number] for number in outcome.missing],
        cuts=[(tier_name(one.tier), one.number, one.amount_fen) for one in outcome.cuts],
        chart=_compared(base, changed, screen.unit),
        board=base,
    )


def planned(screen: web.Screen) -> tuple[Inputs | None, Board | None]:
    """The day's plan, made once until something in the house changes."""
    place = ("treasury.plan", screen.region, screen.on)
    return web.kept(place, screen.stamp, lambda: boards.made(screen.region, screen.on))


def _call(told: Told | None) -> str:
    """The office that has the request in hand, and a person there."""
    desk = (told.line.item.desk if told else "") or _DESK
    return " ".join((desk, *office.first_of([desk]).values()))


def may_see_order(screen: web.Screen) -> bool:
    """Who is ahead of whom is for the treasury office and leaders."""
    return screen.may("treasury.dispatch") or screen.may("documents.finalise")


_DESK = "国库股"
_NOTHING = "还没有资金来源日报；请先导入 TRE-01"


def _headline(summary: Summary) -> str:
    fen = sum(one.item.request.amount_fen for one in summary.today)
    waits = sum(one.item.request.amount_fen for one in summary.waiting)
    text = f"今日付 {len(summary.today)} 笔 {wan(fen)} 万元；{len(summary.dated)} 笔已排日期"
    if summary.waiting:
        text += f"，{len(summary.waiting)} 笔 {wan(waits)} 万元未排"
    return text


def _context(summary: Summary, board: Board, given: Inputs) -> str:
    text = (
        f"期初 {wan(summary.opening_fen)}，今日预计入库 "
        f"{wan(summary.inflow_fen)}、日常小额 {wan(summary.routine_fen)}，"
        f"日终 {wan(summary.closing_fen)} 万元。"
    )
    if threat := curve.threat(board, given):
        flow, on, gap = threat
        text += f"若 {day(flow.on)} {flow.name}未到，{day(on)} 硬日期支出缺 {wan(gap)} 万元。"
    return text


def _hardest(rows: list[shown.Line]) -> str:
    """The largest request that is put off: the one people ask about."""
    later = [one for one in rows if one.state == shown.LATER]
    return max(later, key=lambda one: one.item.request.amount_fen).item.id if later else ""


def _chart(board: Board, told: Told | None, unit: str) -> documents.Chart:
    """Cash of the days planned one by one, with its cautious end and the 警戒线."""
    slots = board.plan.slots[:DAILY]
    expected, cautious = board.balances()[:DAILY], board.balances(cautious=True)[:DAILY]
    low = min(range(len(slots)), key=lambda slot: (expected[slot], slot))
    high = [2 * one - other for one, other in zip(expected, cautious, strict=True)]
    series = [
        documents.Series("库款余额", tuple(expected)),
        documents.Series("预测下限", tuple(cautious), documents.LOW),
        documents.Series("预测上限", tuple(high), documents.HIGH),
    ]
    title = f"{day(slots[low].start)}降至最低 {wan(expected[low])} 万元"
    if board.danger_fen is not None:
        above = expected[low] >= board.danger_fen
        title += f"，{'高' if above else '低'}于警戒线"
    if told and told.held and told.line.pay_on:
        extra = shown.paid_in(board, told.line.item, 0)
        series.append(documents.Series("今日加付", tuple(extra), documents.LAST))
        title += f"；今日加付{told.line.item.purpose}则降到 {wan(min(extra))}"
    marks: tuple[documents.Mark, ...] = ()
    if board.danger_fen is not None:
        words = f"警戒线 {wan(board.danger_fen)}（k 0.1）"
        marks = (documents.Mark(words, board.danger_fen, documents.DANGER),)
    labels = tuple(f"{one.start.month}-{one.start.day}" for one in slots)
    dots = tuple(documents.Dot(*one) for one in _events(board, low))
    return documents.Chart(documents.AREA, title, unit, labels, tuple(series), marks, dots=dots)


def _events(board: Board, low: int) -> Iterator[tuple[int, str, bool]]:
    """What moves the curve most, and its lowest day."""
    yield low, f"{board.plan.slots[low].start.day}日 最低 {wan(board.balances()[low])}", True
    for slot, name, fen in curve.events(board):
        if slot != low:
            yield slot, f"{board.plan.slots[slot].start.day}日 {name} {wan(fen)}", False


def _compared(base: Board, changed: Board, unit: str) -> documents.Chart:
    """The general purse to the end of the year, as planned and in the scenario."""
    slots = base.plan.slots
    labels = tuple(f"{one.start.month}-{one.start.day}" for one in slots)
    return documents.Chart(
        documents.LINE,
        "年末前库款余额：试算与现计划",
        unit,
        labels,
        (
            documents.Series("试算", tuple(changed.balances())),
            documents.Series("现计划", tuple(base.balances()), documents.LAST),
        ),
    )


def _outcome_words(outcome: scenario.Outcome) -> str:
    if outcome.month is None:
        return "到年末没有三保缺口月"
    return (
        f"首个三保缺口月：{outcome.month.year}年{outcome.month.month}月，"
        f"缺 {wan(outcome.missing_fen)} 万元"
    )


def _whole(name: str, text: str, most: int) -> int:
    if re.fullmatch("[0-9]{1,3}", text) and int(text) <= most:
        return int(text)
    told = f"{name}“{text[:20]}”不是 0 到 {most} 的整数；请改正后再试算"
    raise refuse("treasury.what_if", told)
