"""DOCUMENTS: 收入执行表, 收入分级次表, 乡镇收入进度表, 收入对账表; each proves its own sums."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from duzhi.documents.api import (
    COUNT,
    MONEY,
    PERCENT,
    POINTS,
    Cell,
    Column,
    DocumentsLead,
    FigureLead,
    Lead,
    Row,
    Statement,
    Table,
)
from duzhi.figures.api import Evaluator
from duzhi.kernel.codes import FUND, GENERAL, LEVEL_NAMES, UNCLASSIFIED, home
from duzhi.kernel.money import growth, rate, round_half_up, show
from duzhi.kernel.period import time_progress, year_to_date
from duzhi.kernel.wording import months
from duzhi.money.receipts.documents import leads
from duzhi.money.receipts.documents.progress import progress
from duzhi.money.receipts.queries import days, details, statements
from duzhi.money.receipts.queries.details import Side
from duzhi.money.receipts.queries.statements import NONTAX, TAX, Sums
from duzhi.money.receipts.rules.details import REFUND_KIND
from duzhi.registry import api as registry

_WAN, _YUAN = "万元", "元"
_LISTED = 200
_DISTRICT = 6
_PROGRESS = (
    Column("科目"),
    Column("年初预算", MONEY),
    Column("当月", MONEY),
    Column("累计", MONEY),
    Column("完成％", PERCENT),
    Column("超欠进度", POINTS),
    Column("上年同期", MONEY),
    Column("增减额", MONEY),
    Column("增减％", PERCENT),
)
_GENERAL = ("一般公共预算收入", "receipts.general_revenue", "budget.general_revenue")
_TAX = ("税收收入", "receipts.tax", "budget.tax")
_NONTAX = ("非税收入", "receipts.nontax", "budget.nontax")
_FUND = ("政府性基金收入", "receipts.fund_revenue", "budget.fund_revenue")


class Page(NamedTuple):
    """The day and region of a statement, with what answers for its figures."""

    on: date
    region: str
    evaluator: Evaluator
    where: leads.Where


def revenue(on: date, region: str) -> Sequence[Table]:
    """一般公共预算收入执行表 and 政府性基金收入执行表."""
    page = Page(on, region, Evaluator(on, region), leads.where(registry.subtree(region), on))
    return (_general(page), _fund(page))


def levels(on: date, region: str) -> Sequence[Table]:
    """收入分级次表: taxes by the level that owns them, as the treasury reported all five."""
    regions = registry.subtree(region)
    sums = days.level_sums(regions, on, GENERAL)
    codes = sorted({code for code, _ in sums})
    taxes = [code for code in codes if code.startswith(TAX)]
    others = [code for code in codes if not code.startswith(TAX)]
    where = (regions, on)
    rows = [_level_row(_name(code, GENERAL, on), [code], sums, where, depth=1) for code in taxes]
    rows.append(_level_row("税收合计", taxes, sums, where, bold=True))
    rows.append(_level_row("非税收入", others, sums, where))
    rows.append(_level_row("合计", codes, sums, where, bold=True))
    ours = sum(fen for (_, level), fen in sums.items() if level in days.OURS)
    booked = _exact(Evaluator(on, region), "receipts.general_revenue")
    said = (_wan(Fraction(fen)) for fen in (sum(sums.values()), ours))
    table = Table(
        finding="全口径收入 {} 万元，县乡两级留 {} 万元".format(*said),
        title=f"{_place(region)}一般公共预算收入分级次表",
        period=_period(on),
        unit=_WAN,
        columns=(
            Column("税种"),
            Column("全口径", MONEY),
            *(Column(name, MONEY) for name in LEVEL_NAMES.values()),
        ),
        rows=tuple(rows),
        notes=(_proof("县级＋乡级", ours, "账面一般公共预算收入", booked),),
    )
    return (table,)


def townships(on: date, region: str) -> Sequence[Table]:
    """乡镇收入进度表 (X5), and where there are targets how far each township has come."""
    sums = statements.by_region(region, on)
    own = home(region[:6])
    below = sorted(
        (code for code in sums if code != own), key=lambda code: (-sums[code][0].year_fen, code)
    )
    rows = [_township(no, code, *sums[code], [code], on) for no, code in enumerate(below, 1)]
    towns, county = _all(sums[code] for code in below), sums.get(own)
    if below and county:
        rows.append(_township(None, "乡镇小计", *towns, below, on))
        rows.append(_township(None, own, *county, [own], on))
    whole = _all(sums.values())
    rows.append(_township(None, "合计", *whole, [*sums], on))
    booked = _exact(Evaluator(on, region), "receipts.general_revenue")
    table = Table(
        finding=_fallen(below, sums),
        title=f"{_place(region)}乡镇一般公共预算收入进度表",
        period=_period(on),
        unit=_WAN,
        columns=(
            Column("名次", COUNT),
            Column("乡镇"),
            Column("当月", MONEY),
            Column("累计", MONEY),
            Column("上年同期", MONEY),
            Column("增减额", MONEY),
            Column("增减％", PERCENT),
            Column("税收收入", MONEY),
            Column("税收占比", PERCENT),
        ),
        rows=tuple(rows),
        notes=(_proof("各乡镇＋市本级", whole[0].year_fen, "账面一般公共预算收入", booked),),
    )
    return (table, *progress(on, region))


def _fallen(below: Sequence[str], sums: Mapping[str, tuple[Sums, Sums]]) -> str:
    """How many townships took in less than last year, and which lost most."""
    lost = {
        code: sums[code][0].year_fen - sums[code][0].last_fen
        for code in below
        if sums[code][0].year_fen < sums[code][0].last_fen
    }
    if not lost:
        return ""
    worst = min(lost, key=lambda code: lost[code])
    name, fen = registry.region_name(worst), _wan(Fraction(-lost[worst]))
    return f"{len(below)} 个乡镇办中 {len(lost)} 个低于上年，{name}少收最多，少 {fen} 万元"


def reconcile(on: date, region: str) -> Sequence[Table]:
    """收入对账表: totals of details and treasury, then every difference."""
    sides = details.reconciled(year_to_date(on), region)
    name = _place(region)
    totals = Table(
        finding=_differing(sides),
        title=f"{name}收入对账汇总表",
        period=_period(on),
        unit=_YUAN,
        columns=(
            Column("项目"),
            Column("明细收入", MONEY),
            Column("退库", MONEY),
            Column("明细净额", MONEY),
            Column("国库数", MONEY),
            Column("差额", MONEY),
            Column("不符项数", COUNT),
        ),
        rows=tuple(_side_row(side, region, on) for side in sides),
        notes=tuple(note for side in sides for note in _side_notes(side)),
    )
    rows = [(side.name, one) for side in sides for one in side.differences]
    listed = Table(
        title=f"{name}收入对账差异明细表",
        period=_period(on),
        unit=_YUAN,
        columns=(
            Column("项目"),
            Column("日期"),
            Column("科目"),
            Column("级次"),
            Column("明细净额", MONEY),
            Column("国库数", MONEY),
            Column("差额", MONEY),
        ),
        rows=tuple(
            Row(
                (
                    *(side, str(one.place.on), one.place.subject),
                    *(LEVEL_NAMES.get(one.place.level, one.place.level), one.details_fen),
                    *(one.treasury_fen, one.gap_fen),
                ),
                key=one.place.subject,
                leads=(
                    *(None, None, None, None, None),
                    *(leads.treasury(one.place.subject, registry.subtree(region), on), None),
                ),
            )
            for side, one in rows[:_LISTED]
        ),
        notes=(f"共 {len(rows)} 项，列出前 {_LISTED} 项。",) if len(rows) > _LISTED else (),
    )
    return (totals, listed) if rows else (totals,)


def _differing(sides: Sequence[Side]) -> str:
    """Whether details and treasury tie."""
    count = sum(len(side.differences) for side in sides)
    said = "、".join(
        f"{side.name} {len(side.differences)} 项" for side in sides if side.differences
    )
    return f"明细与国库不符 {count} 项：{said}" if count else "明细与国库按日、科目、级次全部相符"


def _general(page: Page) -> Table:
    sums = statements.by_item(GENERAL, page.region, page.on)
    taxes = {code: one for code, one in sums.items() if _is_tax(code)}
    others = {code: one for code, one in sums.items() if not _is_tax(code)}
    rows = [
        _total_row(_TAX, taxes.values(), page),
        *(_item_row(code, one, "tax", page, sums) for code, one in taxes.items()),
        _total_row(_NONTAX, others.values(), page),
        *(_item_row(code, one, "nontax", page, sums) for code, one in others.items()),
        _total_row(_GENERAL, sums.values(), page),
    ]
    whole = sum(one.year_fen for one in sums.values())
    proof = _proof("税收＋非税", whole, "账面合计", _exact(page.evaluator, _GENERAL[1]))
    table = _progress_table("一般公共预算收入执行情况表", rows, page, proof)
    return replace(table, finding=_behind(rows, page.on))


def _behind(rows: Sequence[Row], on: date) -> str:
    """税收比序时少多少, and which tax most; empty where the taxes are not behind."""
    share = time_progress(on, registry.choice("time_progress_basis", on))
    short = {
        str(row.cells[0]): Fraction(_int(row.cells[1])) * share - _int(row.cells[3])
        for row in rows
        if row.key.startswith(TAX) and row.cells[1]
    }
    whole = short.pop(_TAX[0], Fraction(0))
    if whole <= 0:
        return ""
    said = f"税收比序时少 {_wan(whole)} 万元"
    worst = max(short, key=lambda name: short[name], default="")
    if not worst or short[worst] <= 0:
        return said
    return f"{said}，其中{worst}一项少 {_wan(short[worst])} 万元"


def _wan(fen: Fraction) -> str:
    return show(round_half_up(fen, 0), _WAN, 0, thousands=True)


def _int(cell: Cell) -> int:
    return cell if isinstance(cell, int) else 0


def _fund(page: Page) -> Table:
    sums = statements.by_item(FUND, page.region, page.on)
    rows = [
        *(_item_row(code, one, "fund", page, sums) for code, one in sums.items()),
        _total_row(_FUND, sums.values(), page),
    ]
    whole = sum(one.year_fen for one in sums.values())
    proof = _proof("各项之和", whole, "账面合计", _exact(page.evaluator, _FUND[1]))
    return _progress_table("政府性基金收入执行情况表", rows, page, proof)


def _progress_table(title: str, rows: Sequence[Row], page: Page, proof: str) -> Table:
    basis = "完成％以年初预算为分母（经人大常委会批准调整的为调整预算），上年同期按本年科目口径。"
    return Table(
        title=f"{_place(page.region)}{title}",
        period=_period(page.on),
        unit=_WAN,
        columns=_PROGRESS,
        rows=tuple(rows),
        notes=(basis, proof),
    )


def _total_row(names: tuple[str, str, str], parts: Iterable[Sums], page: Page) -> Row:
    """A headline; where the ledger has no detail the published numbers stand in."""
    name, code, budget_code = names
    summed = _plus(parts)
    now, last = _exact(page.evaluator, code), _exact(page.evaluator, code, 1)
    sums = Sums(
        summed.month_fen,
        summed.year_fen if now is None else now,
        summed.last_fen if last is None else last,
    )
    month, year, before = leads.total(code, page.where)
    ratios = leads.ratios(code)
    led = (
        *(None, FigureLead(budget_code), month),
        *(year if sums.year_fen == summed.year_fen else FigureLead(code), *ratios[:2]),
        *(before if sums.last_fen == summed.last_fen else FigureLead(code, 1), *ratios[3:]),
    )
    row = _progress(name, sums, _exact(page.evaluator, budget_code), page.on, depth=0)
    return replace(row, key=_KEYS.get(code, ""), leads=led)


_KEYS = {_TAX[1]: TAX, _NONTAX[1]: NONTAX}


def _item_row(code: str, sums: Sums, kind: str, page: Page, codes: Iterable[str]) -> Row:
    fund = FUND if kind == "fund" else GENERAL
    budget_code = f"budget.{kind}.{code}"
    budget = _exact(page.evaluator, budget_code)
    month, year, before = leads.item(fund, code, codes, page.where)
    led = (
        *(None, FigureLead(budget_code) if budget is not None else None, month, year),
        *(None, None, before, None, None),
    )
    row = _progress(_name(code, fund, page.on), sums, budget, page.on, depth=1)
    return replace(row, key=code, leads=led)


def _progress(name: str, sums: Sums, budget: int | None, on: date, *, depth: int) -> Row:
    done = rate(sums.year_fen, budget) if budget else None
    basis = registry.choice("time_progress_basis", on)
    ahead = None if done is None else done - time_progress(on, basis)
    cells: tuple[Cell, ...] = (
        *(name, budget, sums.month_fen, sums.year_fen, done, ahead, sums.last_fen),
        *(sums.year_fen - sums.last_fen, growth(sums.year_fen, sums.last_fen)),
    )
    return Row(cells, depth=depth, bold=depth == 0)


def _level_row(
    name: str,
    codes: Sequence[str],
    sums: dict[tuple[str, str], int],
    where: tuple[Sequence[str], date],
    *,
    depth: int = 0,
    bold: bool = False,
) -> Row:
    parts = [sum(sums.get((code, level), 0) for code in codes) for level in LEVEL_NAMES]
    led = (None, *leads.levels(codes, LEVEL_NAMES, *where))
    key = codes[0] if depth else ""
    return Row((name, sum(parts), *parts), depth=depth, bold=bold, key=key, leads=led)


def _township(
    no: int | None, code: str, whole: Sums, tax: Sums, regions: Sequence[str], on: date
) -> Row:
    """A township, or a line that sums up several: its name stands in place of a code."""
    single = code.isdecimal()
    three, taxes = leads.region(regions, on)
    led: tuple[Lead | None, ...] = (None, None, *three, None, None, taxes, None)
    return Row(
        (
            *(no, registry.region_name(code) if single else code),
            *(whole.month_fen, whole.year_fen, whole.last_fen),
            *(whole.year_fen - whole.last_fen, growth(whole.year_fen, whole.last_fen)),
            *(tax.year_fen, rate(tax.year_fen, whole.year_fen)),
        ),
        bold=not single,
        key=code if single else "",
        leads=led,
    )


def _side_row(side: Side, region: str, on: date) -> Row:
    net = side.gross_fen - side.refunds_fen
    span, prefix = year_to_date(on), TAX if side.name == "税收" else NONTAX
    details, back = (
        DocumentsLead(kind, (region,), span) if kind else None for kind in _DETAILS[prefix]
    )
    treasury = leads.treasury(prefix, registry.subtree(region), on)
    return Row(
        (
            *(side.name, side.gross_fen, side.refunds_fen, net, side.treasury_fen),
            *(net - side.treasury_fen, len(side.differences)),
        ),
        key=prefix,
        leads=(None, details, back, None, treasury, None, None),
    )


_DETAILS = {TAX: ("receipts.tax_receipt", REFUND_KIND), NONTAX: ("receipts.slip", "")}
"""Kinds of the documents on the other side of the treasury: taken in, given back."""


def _side_notes(side: Side) -> Iterable[str]:
    if side.missing:
        yield f"{side.name}：{'、'.join(side.missing)} 没有明细，未参加对账。"
    if side.waiting_fen:
        yield f"{side.name}：已到账未缴库 {show(side.waiting_fen, thousands=True)} 元（在途）。"


def _all(parts: Iterable[tuple[Sums, Sums]]) -> tuple[Sums, Sums]:
    both = list(parts)
    return _plus(one for one, _ in both), _plus(tax for _, tax in both)


def _plus(parts: Iterable[Sums]) -> Sums:
    total = Sums()
    for part in parts:
        total = total.plus(part)
    return total


def _exact(evaluator: Evaluator, code: str, years_back: int = 0) -> int | None:
    """Fen of a figure; None where it is missing or nobody publishes it."""
    try:
        exact = evaluator.value(code, years_back).exact
    except LookupError:
        return None
    return None if exact is None or isinstance(exact, Fraction) else exact


def _proof(left: str, left_fen: int, right: str, right_fen: int | None) -> str:
    """An identity with both sides, so that a reader sees that it holds."""
    if right_fen is None:
        return f"校验：{right}未报，未核对。"
    if left_fen == right_fen:
        return f"校验：{left} ＝ {right}，相符。"
    sides = f"{show(left_fen, _WAN)} 与 {show(right_fen, _WAN)} 万元"
    return f"校验：{left}与{right}不符（{sides}），请先核对账目。"


def _name(code: str, budget: str, on: date) -> str:
    return registry.name_of(code, budget, registry.REVENUE, on.year)


def _place(region: str) -> str:
    """Six digits mean the county with everything below it, not its own budget alone."""
    name = registry.region_name(region)
    return name.removesuffix("（本级）") if len(region) == _DISTRICT else name


def _is_tax(code: str) -> bool:
    return code.removeprefix(UNCLASSIFIED).startswith(TAX)


def _period(on: date) -> str:
    return f"{on.year}年{months(on)}"


DOCUMENTS = (
    Statement("revenue", "收入执行情况表", "国库股", revenue),
    Statement("levels", "收入分级次表", "国库股", levels),
    Statement("townships", "乡镇收入进度表", "国库股", townships),
    Statement("reconcile", "收入对账表", "国库股", reconcile),
)
