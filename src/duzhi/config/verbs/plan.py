"""`duzhi cashplan`: what is paid today, when the rest is, and why not now."""

import argparse
import sys
from typing import Any

from duzhi.config.verbs import options
from duzhi.documents import api as documents
from duzhi.money.treasury import api as treasury

_MANY = 500
"""Requests from which a plan says how far it is."""


def add(commands: Any) -> None:  # noqa: ANN401 argparse keeps its type private
    """Add the parser."""
    planned = commands.add_parser("cashplan", help="今日付什么：付款次序、付款日和原因")
    planned.add_argument("--json", action="store_true")
    options.add_on(planned)
    options.add_region(planned)
    planned.set_defaults(run=_cashplan)


def _cashplan(given: argparse.Namespace) -> int:
    board = treasury.board(given.region, given.on, _say_progress)
    if board is None:
        raise LookupError(f"{given.on} 及以前没有资金来源日报；请先导入 TRE-01")
    if given.json:
        options.say_json(treasury.plain_plan(board))
        return 0
    options.say(documents.to_text(treasury.plan_table(board)))
    for one in board.shortages[:1]:
        day, fen = board.plan.slots[one.slot].start, one.amount_fen
        options.say(f"硬日期 {day} 起缺口 {treasury.wan(fen)} 万元；请向上级申请调度款")
    options.say_notice(given.region)
    return 1 if board.shortages else 0


def _say_progress(done: int, count: int) -> None:
    if count >= _MANY:
        sys.stderr.write(f"\r已排 {done}／{count} 笔")
        sys.stderr.write("\n" if done == count else "")
