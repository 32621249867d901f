"""Statements of spending: 执行表 by 类 and 款, 民生支出表, 单位执行表 (domain.md Appendix B)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from duzhi.documents.api import MONEY, PERCENT, Cell, Column, Row, Statement, Table
from duzhi.figures.api import Context
from duzhi.kernel.codes import FUND, GENERAL, UNCLASSIFIED, within
from duzhi.kernel.money import growth, rate
from duzhi.kernel.wording import months
from duzhi.ledger import api as ledger
from duzhi.money.payments import figures, queries, rules
from duzhi.money.payments.documents import leads
from duzhi.registry import api as registry

_UNIT = "万元"
_KLASS, _SECTION = 3, 5
_ALL = ledger.Selection(("spending.general", "spending.fund", "spending.capital"))


@dataclass(frozen=True, slots=True)
class _Amounts:
    """Fen by subject of one budget, and by its 款, its 类 and in all (the empty code)."""

    budget: Mapping[str, int]
    month: Mapping[str, int]
    year: Mapping[str, int]
    before: Mapping[str, int]
    guarantee: Mapping[str, int]
    people: Mapping[str, int]
    leads: leads.Spending


def spending(on: date, region: str) -> list[Table]:
    """一般公共预算 and 政府性基金 spending by 类 and 款."""
    general = _table(on, region, GENERAL, figures.GENERAL_SPENDING)
    fund = _table(on, region, FUND, figures.FUND_SPENDING)
    return [general, fund]


def livelihood(on: date, region: str) -> list[Table]:
    """民生支出 in the narrow and the wide scope."""
    regions = registry.subtree(region)
    found = queries.spent(figures.GENERAL_SPENDING, on, regions, ("subject",))
    year = rules.folded(_plain(found.year), _KLASS)
    moves = queries.moved_subjects(GENERAL, on.year)
    before = rules.folded(rules.restated(_plain(found.before), moves), _KLASS)
    context = Context(on, region, regions)
    scopes = (("民生支出表（窄口径）", rules.NARROW), ("民生支出表（宽口径）", rules.WIDE))
    return [_livelihood(title, law, context, year, before) for title, law in scopes]


def units(on: date, region: str) -> list[Table]:
    """Spending by 预算单位, all budgets; a renamed unit's old code counts with its successor."""
    regions = registry.subtree(region)
    found = queries.spent(_ALL, on, regions, ("agency",))
    month, year, before = (_plain(amounts) for amounts in found)
    carried, names = queries.successors({*month, *year, *before}, on)
    month, year, before = (_joined(amounts, carried) for amounts in (month, year, before))
    whole = sum(year.values())
    chosen, known = replace(_ALL, regions=regions), {*carried, *month, *year, *before}
    rows = []
    for code in sorted({*month, *year, *before}):
        own = {code, *(old for old, new in carried.items() if new == code)}
        row = _unit_row(code, names.get(code, code), month, year, before, whole)
        rows.append(replace(row, key=code, leads=leads.units(chosen, own, known, on)))
    sums = (sum(month.values()), whole, sum(before.values()))
    cells = ("", "合计", *_compared(*sums), rate(whole, whole))
    top = Row(cells, bold=True, leads=leads.units(chosen, (), known, on))
    columns = (
        Column("单位代码"),
        Column("单位名称"),
        *(Column(title, MONEY) for title in ("当月", "累计", "上年同期", "增减额")),
        Column("增减％", PERCENT),
        Column("占比％", PERCENT),
    )
    renamed = [f"{old} 并入 {new}" for old, new in sorted(carried.items()) if old != new]
    notes = ("含一般公共预算、政府性基金、国有资本经营预算支出，按实际支付日期", *_merged(renamed))
    return [Table("预算单位执行表", _period(on), _UNIT, columns, (top, *rows), notes)]


def _table(on: date, region: str, budget: str, selection: ledger.Selection) -> Table:
    regions = registry.subtree(region)
    scope = figures.scope(rules.NARROW, Context(on, region, regions))
    basics = scope[0] if budget == GENERAL else ()
    amounts = _amounts(on, region, budget, selection, basics)
    codes = {*amounts.budget, *amounts.month, *amounts.year, *amounts.before} - {""}
    top = _row("", _TITLES[budget] + "合计", amounts, 0)
    rows = []
    for klass in sorted(rules.folded(dict.fromkeys(codes, 0), _KLASS)):
        rows.append(_named(klass, budget, on.year, amounts))
        below = {code[:_SECTION] for code in codes if _belongs(code, klass)}
        rows += [_named(section, budget, on.year, amounts) for section in sorted(below - {klass})]
    columns = (
        Column("科目编码"),
        Column("科目名称"),
        Column("预算数", MONEY),
        Column("当月", MONEY),
        Column("累计", MONEY),
        Column("进度％", PERCENT),
        Column("上年同期", MONEY),
        Column("增减额", MONEY),
        Column("增减％", PERCENT),
        Column("其中：三保", MONEY),
        Column("其中：民生", MONEY),
    )
    notes = [f"预算数为{_BUDGETS[budget]}；按实际支付日期，扣除当年退款；上年按本年科目口径"]
    if basics:
        notes.append("民生" + figures.scope_words(*scope))
    title = f"{_TITLES[budget]}执行表"
    return Table(title, _period(on), _UNIT, columns, (top, *rows), tuple(notes))


_TITLES = {GENERAL: "一般公共预算支出", FUND: "政府性基金预算支出"}
_BUDGETS = {GENERAL: "全年变动预算", FUND: "年初预算"}


def _amounts(
    on: date, region: str, budget: str, selection: ledger.Selection, basics: Sequence[str]
) -> _Amounts:
    regions = registry.subtree(region)
    found = queries.spent(selection, on, regions, ("subject",))
    moves = queries.moved_subjects(budget, on.year)
    led = leads.spending(replace(selection, regions=regions), budget, region, on, basics)
    year = _plain(found.year)
    people = {subject: fen for subject, fen in year.items() if within(subject, basics)}
    return _Amounts(
        _summed(_added((one.subject, one.fen) for one in led.lines)),
        _summed(_plain(found.month)),
        _summed(year),
        _summed(rules.restated(_plain(found.before), moves)),
        _summed(_plain(queries.guaranteed(selection, on, regions))),
        _summed(people),
        led,
    )


def _summed(amounts: Mapping[str, int]) -> dict[str, int]:
    """With the sums of every 款, 类 and of all; 待归类 subjects together under `?`."""
    sums = dict(amounts)
    for length in (_SECTION, _KLASS):
        sums |= rules.folded(amounts, length)
    return sums | {"": sum(amounts.values())}


def _named(code: str, budget: str, year: int, amounts: _Amounts) -> Row:
    name = "待归类" if code == UNCLASSIFIED else registry.name_of(code, budget, "spending", year)
    return _row(code, name, amounts, 1 if len(code) <= _KLASS else 2)


def _row(code: str, name: str, amounts: _Amounts, depth: int) -> Row:
    budget, month = amounts.budget.get(code, 0), amounts.month.get(code, 0)
    year, before = amounts.year.get(code, 0), amounts.before.get(code, 0)
    return Row(
        (
            code,
            name,
            budget or None,
            month,
            year,
            rate(year, budget),
            before,
            year - before,
            growth(year, before),
            amounts.guarantee.get(code) or None,
            amounts.people.get(code) or None,
        ),
        depth=max(depth - 1, 0),
        bold=depth < 2,  # noqa: PLR2004 total and 类
        key=code,
        leads=amounts.leads.of(code),
    )


def _livelihood(
    title: str, law: str, context: Context, year: Mapping[str, int], before: Mapping[str, int]
) -> Table:
    codes, value = figures.scope(law, context)
    whole, on = sum(year.values()), context.on
    chosen = replace(figures.GENERAL_SPENDING, regions=context.regions)
    moves = registry.moves(GENERAL, on.year)
    rows = [
        Row(
            _share_cells(code, _klass(code, on.year), [code], year, before),
            key=code,
            leads=leads.livelihood(chosen, [code], on, moves),
        )
        for code in codes
    ]
    top = Row(
        _share_cells("", "民生支出合计", codes, year, before),
        bold=True,
        leads=leads.livelihood(chosen, codes, on, moves, _SHARES[law]),
    )
    base = Row(
        ("", "一般公共预算支出", *_of_whole(whole, sum(before.values()), whole)),
        leads=leads.livelihood(chosen, (), on, moves),
    )
    columns = (
        Column("科目编码"),
        Column("科目名称"),
        *(Column(name, MONEY) for name in ("累计", "上年同期", "增减额")),
        Column("增减％", PERCENT),
        Column("占一般公共预算支出％", PERCENT),
    )
    notes = (figures.scope_words(codes, value),)
    return Table(title, _period(context.on), _UNIT, columns, (top, *rows, base), notes)


_SHARES = {
    rules.NARROW: "payments.livelihood_share",
    rules.WIDE: "payments.livelihood_wide_share",
}


def _share_cells(
    code: str,
    name: str,
    codes: Iterable[str],
    year: Mapping[str, int],
    before: Mapping[str, int],
) -> tuple[Cell, ...]:
    wanted = tuple(codes)
    now = sum(fen for klass, fen in year.items() if within(klass, wanted))
    then = sum(fen for klass, fen in before.items() if within(klass, wanted))
    return (code, name, *_of_whole(now, then, sum(year.values())))


def _of_whole(now: int, then: int, whole: int) -> tuple[Cell, ...]:
    return (now, then, now - then, growth(now, then), rate(now, whole))


def _klass(code: str, year: int) -> str:
    return registry.name_of(code, GENERAL, "spending", year)


def _unit_row(
    code: str,
    name: str,
    month: Mapping[str, int],
    year: Mapping[str, int],
    before: Mapping[str, int],
    whole: int,
) -> Row:
    now = year.get(code, 0)
    cells = _compared(month.get(code, 0), now, before.get(code, 0))
    return Row((code, name, *cells, rate(now, whole)))


def _compared(month: int, year: int, before: int) -> tuple[Cell, ...]:
    return (month, year, before, year - before, growth(year, before))


def _plain(amounts: Mapping[tuple[str, ...], int]) -> dict[str, int]:
    """Fen by the first field of the group."""
    return _added((group[0], fen) for group, fen in amounts.items())


def _added(amounts: Iterable[tuple[str, int]]) -> dict[str, int]:
    sums: dict[str, int] = {}
    for code, fen in amounts:
        sums[code] = sums.get(code, 0) + fen
    return sums


def _joined(amounts: Mapping[str, int], carried: Mapping[str, str]) -> dict[str, int]:
    sums: dict[str, int] = {}
    for code, fen in amounts.items():
        unit = carried.get(code, code)
        sums[unit] = sums.get(unit, 0) + fen
    return sums


def _belongs(code: str, klass: str) -> bool:
    return klass != UNCLASSIFIED and code.startswith(klass)


def _merged(renamed: Sequence[str]) -> tuple[str, ...]:
    return ("更名单位：" + "、".join(renamed),) if renamed else ()


def _period(on: date) -> str:
    return f"{on.year}年{months(on)}"


DOCUMENTS = (
    Statement("spending", "一般公共预算和政府性基金预算支出执行表", "国库股", spending),
    Statement("livelihood", "民生支出表", "国库股", livelihood),
    Statement("units", "预算单位执行表", "国库股", units),
)
