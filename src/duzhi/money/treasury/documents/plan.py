"""付款次序表 with what was signed out of turn, and the draft that asks for 调度款."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from duzhi.documents.api import Item, Paper, Statement, Table
from duzhi.figures import api as figures
from duzhi.kernel.codes import home
from duzhi.kernel.finding import refuse
from duzhi.kernel.money import show
from duzhi.money.treasury.queries import registers
from duzhi.money.treasury.queries.board import board
from duzhi.money.treasury.queries.plain import table
from duzhi.office import api as office
from duzhi.registry import api as registry


def order(on: date, region: str) -> Sequence[Table]:
    """付款次序表: every request with its day or its reason; out of turn with both names.

    Raises:
        Refused: no split by purse is known.
    """
    found = board(region, on)
    if found is None:
        where = registry.region_name(region)
        text = f"{where}{on}以前没有资金来源日报；请先导入 TRE-01"
        raise refuse("treasury.no_purses", text)
    return (replace(table(found), notes=tuple(_signed(region, found.start.year))),)


def _signed(region: str, year: int) -> Iterator[str]:
    """特批拨付 of a year with the names of both who signed; nothing is left out."""
    found = [one for one in registers.specials(home(region)) if one.on.year == year]
    known = office.names([name for one in found for name in (one.first_by, one.second_by)])
    for one in found:
        first, second = (known.get(name, name) for name in (one.first_by, one.second_by))
        signed = f"第二签批 {second}" if second else "待第二人签批"
        amount = show(one.amount, "万元", thousands=True)
        asked = f"{one.on} 特批拨付 {one.request} {amount} 万元：{one.reason}"
        yield f"{asked}；第一签批 {first}，{signed}"


def plea(values: Mapping[str, figures.Number | None]) -> str:
    """What is asked for, said only where hard dates are really not met."""
    short = values.get("F07")
    if short is None:
        return "缺口待资金来源日报、到期事项和预计入库报齐后核定"
    if not short:
        return "按现有预计，硬日期支出均能按期支付，暂无缺口，不需申请调度款"
    return (
        "为保障“三保”和政府债务按期支付，恳请按以上现金缺口提前调度资金，"
        "我局将在到账后按付款次序使用，并按期归还"
    )


DISPATCH = Paper(
    code="dispatch_request",
    name="关于申请调度资金的请示",
    office="国库股",
    items=(
        Item("F01", "treasury.cash", "国库股"),
        Item("F02", "treasury.restricted", "国库股"),
        Item("F03", "treasury.free", "国库股"),
        Item("F04", "treasury.outflow_average", "国库股"),
        Item("F05", "treasury.hard_due", "国库股"),
        Item("F06", "treasury.dispatch_need", "国库股"),
        Item("F07", "treasury.hard_short", "国库股"),
        Item("F08", "treasury.hard_missing", "国库股"),
        Item("F09", "treasury.dispatch_need_days", "国库股"),
    ),
    identities=(),
    outline=Path(__file__).parents[1] / "data" / "dispatch_request.txt",
    datasheet="调度款请示数据表",
    sayings={"plea": plea},
    short="调度款请示",
)
DOCUMENTS = (Statement("cashplan", "付款次序表", "国库股", order), DISPATCH)
