"""The cash plan for machines and terminals: the stable answer of `duzhi cashplan`."""

from collections.abc import Collection, Mapping

from duzhi.documents.api import Column, Row, Table
from duzhi.money.treasury.queries.asked import Item
from duzhi.money.treasury.queries.board import Board
from duzhi.money.treasury.rules import purses
from duzhi.money.treasury.rules.arrears import WAITING
from duzhi.money.treasury.rules.plan import words
from duzhi.money.treasury.rules.plan.terms import slot_of

Plain = Mapping[str, object]


def plain_plan(board: Board) -> Plain:
    """Everything of a plan; amounts in fen, days as 2023-07-03, missing as null."""
    return {
        "on": str(board.start),
        "as_of": str(board.as_of),
        "horizon": str(board.plan.horizon),
        "unit": "分",
        "danger_line": board.danger_fen,
        "purses": [
            {
                "code": purses.place(one.kind, one.code),
                "name": one.name,
                "amount": one.amount,
                "planned": one.kind != purses.CUSTODY,
            }
            for one in board.purses
        ],
        "requests": [_request(board, one) for one in ordered(board)],
        "tiers": [
            {
                "tier": one.tier,
                "block": one.block or None,
                "requests": one.number,
                "paid": one.paid_fen,
                "value": one.value,
                "bound": one.bound,
                "proven": one.proven,
            }
            for one in board.plan.ranks
        ],
        "shortages": [
            {
                "on": str(board.plan.slots[one.slot].start),
                "amount": one.amount_fen,
                "days": one.days,
            }
            for one in board.shortages
        ],
    }


def ordered(board: Board) -> list[Item]:
    """Every request in the order of the table: tier, due day, number."""
    return sorted(board.items.values(), key=lambda one: (one.request.tier, one.request.due, one.id))


def table(board: Board) -> Table:
    """付款次序 for the terminal, 万元."""
    columns = ("层", "编号", "事项", "金额", "资金来源", "到期", "付款日", "原因")
    rows = tuple(
        Row(
            (
                words.tier_name(one.request.tier),
                one.id,
                one.purpose,
                words.wan(one.request.amount_fen),
                board.purse_name(purse_of(board, one)),
                str(one.request.due),
                str(board.plan.pay_on(one.id) or "—"),
                board.reason(one),
            )
        )
        for one in ordered(board)
    )
    return Table(
        title="付款次序",
        period=f"{board.start} 起，数据截至 {board.as_of}",
        unit="万元",
        columns=tuple(Column(title) for title in columns),
        rows=rows,
        finding=_headline(board),
    )


def _headline(board: Board) -> str:
    """12 笔 24,551 万元：已排 9 笔 21,236 万元，未排 3 笔 3,315 万元."""
    dated = [one for one in board.items.values() if board.plan.pay_on(one.id)]
    rest = [one for one in board.items.values() if not board.plan.pay_on(one.id)]
    return f"{_sum(board.items.values())}：已排 {_sum(dated)}" + (
        f"，未排 {_sum(rest)}" if rest else ""
    )


def _sum(items: Collection[Item]) -> str:
    fen = sum(one.request.amount_fen for one in items)
    return f"{len(items)} 笔 {words.wan(fen)} 万元"


def purse_of(board: Board, item: Item) -> str:
    """The purse that pays it, or the one that holds it up, or the first it names."""
    parts = board.plan.payments.get(item.id, ())
    if parts:
        return parts[0].purse
    held = board.holds.get(item.id)
    return held.purse if held and held.purse else next(iter(item.request.purses), "")


def is_held(board: Board, item: Item) -> bool:
    """Whether it waits beyond its due day, or may not be paid at all."""
    return item.state != WAITING or item.id in board.holds


def _request(board: Board, item: Item) -> Plain:
    request, plan = item.request, board.plan
    pay_on = plan.pay_on(item.id)
    due = slot_of(plan.slots, request.due) < len(plan.slots)
    held = board.holds.get(item.id)
    return {
        "id": item.id,
        "tier": request.tier,
        "kind": item.kind,
        "purpose": item.purpose,
        "agency": item.agency,
        "purse": purse_of(board, item) or None,
        "due": str(request.due),
        "amount": request.amount_fen,
        "pay_on": str(pay_on) if pay_on else None,
        "reason": board.reason(item) or ("" if due else "到期日在计划期之后"),
        "earliest": str(pay_on) if pay_on else None,
        "missing": held.extra_fen if held and held.purse else None,
        "payments": [
            {
                "on": str(max(plan.slots[one.slot].start, request.due)),
                "purse": one.purse,
                "amount": one.amount_fen,
            }
            for one in plan.payments.get(item.id, ())
        ],
    }
