"""DOCUMENTS: 三保执行监测表, item by item under the three blocks."""

from collections.abc import Iterator, Sequence
from datetime import date

from duzhi.documents.api import COUNT, MONEY, PERCENT, Column, Row, Statement, Table
from duzhi.kernel.finding import refuse
from duzhi.kernel.money import rate, show
from duzhi.money.budget.queries import guarantee, register
from duzhi.money.budget.rules.guarantee import BLOCKS, Standing
from duzhi.money.budget.rules.quotas import county
from duzhi.registry import api as registry

_COLUMNS = (
    Column("项目"),
    Column("人数", COUNT),
    Column("需求", MONEY),
    Column("预算", MONEY),
    Column("缺口", MONEY),
    Column("应付", MONEY),
    Column("已付", MONEY),
    Column("欠付", MONEY),
    Column("保障率％", PERCENT),
)


def build(on: date, region: str) -> Sequence[Table]:
    """Need, budget, due, paid and owed of the day.

    Raises:
        Refused: the year has no 三保测算表.
    """
    regions = registry.subtree(region)
    found = guarantee.standings(county(region), regions, on)
    if not any(one.need_fen for one in found):
        text = f"{registry.region_name(region)}没有{on.year}年的三保测算表；请先导入 IN-13"
        raise refuse("guarantee.no_table", text)
    last = register.last_day(regions, on.year)
    return (
        Table(
            title=f"{registry.region_name(region)}“三保”执行监测表",
            period=f"截至{on}",
            unit="万元",
            columns=_COLUMNS,
            rows=tuple(_rows(found)),
            notes=(f"已付取自指标台账（{last}）；应付按月到发放日计算。",) if last else (),
            finding=_finding(found),
        ),
    )


def _finding(found: Sequence[Standing]) -> str:
    """Need, and whether budget and payment keep up with it."""
    need, gap, owed = (
        sum(getattr(one, name) for one in found) for name in ("need_fen", "gap_fen", "owed_fen")
    )
    short = f"缺口 {_wan(gap)} 万元" if gap else "预算足额"
    behind = f"欠付 {_wan(owed)} 万元" if owed else "当年无欠付"
    return f"“三保”需求 {_wan(need)} 万元，{short}，{behind}"


def _wan(fen: int) -> str:
    return show(fen, "万元", 0, thousands=True)


def _rows(found: Sequence[Standing]) -> Iterator[Row]:
    yield _sum("合计", found)
    for code, name in BLOCKS.items():
        own = [one for one in found if one.item.block == code]
        yield _sum(name, own)
        for one in own:
            if one.need_fen or one.budget_fen:
                cells = (f"　　{one.item.name}", one.persons or None, *_money(one), one.coverage)
                yield Row(cells, key=one.item.code)


def _sum(name: str, own: Sequence[Standing]) -> Row:
    sums = [sum(parts) for parts in zip(*map(_money, own), strict=True)] or [0] * 6
    share = rate(min(sums[1], sums[0]), sums[0])
    return Row((name, None, *sums, share), bold=True)


def _money(one: Standing) -> tuple[int, ...]:
    return (
        *(one.need_fen, one.budget_fen, one.gap_fen),
        *(one.due_fen, one.paid_fen, one.owed_fen),
    )


DOCUMENTS = (Statement("guarantee", "三保执行监测表", "预算股", build),)
