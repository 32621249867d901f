"""Screens of 三保 and of who is paid from the treasury."""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from django.http.response import HttpResponseBase

from duzhi.kernel.money import rate, show
from duzhi.kernel.wording import percent
from duzhi.money.budget.queries import guarantee, register, tree
from duzhi.money.budget.rules.guarantee import BLOCKS, Standing
from duzhi.money.budget.rules.quotas import county
from duzhi.registry import api as registry
from duzhi.web import api as web


class Block(NamedTuple):
    """One of the three with its items and sums; fen."""

    name: str
    items: list[Standing]
    need_fen: int
    budget_fen: int
    gap_fen: int
    due_fen: int
    paid_fen: int
    owed_fen: int

    @property
    def paid_share(self) -> Fraction | None:
        """Paid of what is due by the day."""
        return rate(self.paid_fen, self.due_fen)


def overview(screen: web.Screen) -> HttpResponseBase:
    """Need against budget, due, paid and owed, item by item."""
    region = county(screen.region)
    regions = registry.subtree(screen.region)
    found = guarantee.standings(region, regions, screen.on)
    blocks = [_block(name, [one for one in found if one.item.block == code])
              for code, name in BLOCKS.items()]  # fmt: skip
    whole = _block("合计", found)
    return web.render(
        screen,
        "budget/guarantee.html",
        blocks=blocks,
        whole=whole,
        stages=list(guarantee.stages(region, screen.on.year).items()),
        stage=guarantee.stage(region, screen.on.year),
        as_of=register.last_day(regions, screen.on.year),
        payday=guarantee.payday(region, screen.on),
        headline=_headline(screen, whole),
    )


def staff(screen: web.Screen) -> HttpResponseBase:
    """Who is paid from the treasury: posts, heads and pay items of the latest month."""
    region = county(screen.region)
    month = guarantee.staff_month(region, screen.on)
    heads = guarantee.heads(region, month)
    names = tree.unit_names(screen.on)
    posts, serving, retired = (sum(one[no] for one in heads.values()) for no in range(3))
    pay = guarantee.pay_items(region, month)
    return web.render(
        screen,
        "budget/staff.html",
        month=f"{month // 100}年{month % 100}月" if month else "",
        rows=[(code, names.get(code, ""), *heads[code]) for code in sorted(heads)],
        pay=pay,
        pay_fen=sum(row[2] for row in pay),
        posts=posts,
        serving=serving,
        retired=retired,
        payday=guarantee.payday(region, screen.on),
        headline=(
            f"财政供养 {serving + retired:,} 人：在职 {serving:,}，离退休 {retired:,}"
            if heads
            else "还没有供养人员数据；请工资统发导入 IN-35"
        ),
    )


def _block(name: str, items: Sequence[Standing]) -> Block:
    sums = [
        sum(getattr(one, field) for one in items)
        for field in ("need_fen", "budget_fen", "gap_fen", "due_fen", "paid_fen", "owed_fen")
    ]
    return Block(name, [one for one in items if one.need_fen or one.budget_fen], *sums)


def _headline(screen: web.Screen, whole: Block) -> str:
    year = screen.on.year
    if not whole.need_fen:
        return f"{year}年还没有三保测算表；请先导入 IN-13"
    need = show(whole.need_fen, "万元", 0, thousands=True)
    if whole.gap_fen:
        gap = show(whole.gap_fen, "万元", 0, thousands=True)
        first = f"{year}年“三保”需求 {need} 万元，预算缺口 {gap} 万元"
    else:
        share = _share(whole.budget_fen, whole.need_fen)
        first = f"{year}年“三保”需求 {need} 万元，预算足额（{share}）"
    if whole.owed_fen:
        return f"{first}；应付未付 {show(whole.owed_fen, '万元', 0, thousands=True)} 万元"
    return f"{first}；当年无欠付"


def _share(part: int, whole: int) -> str:
    """A part of a whole in per cent; a dash where there is no whole."""
    found = rate(part, whole)
    return "—" if found is None else percent(found)
