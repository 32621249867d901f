"""Deciding about budgets: the balance formula, what a table must satisfy, how versions differ.

Sources: 预算法 第四十条 (预备费), 第六十七条 (调整); domain.md §1.1 (versions), §1.5 (formula).
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from duzhi.kernel.codes import BUDGET_NAMES, CAPITAL, FUND, GENERAL, INSURANCE, UNCLASSIFIED, within
from duzhi.kernel.finding import INFO, WARNING, Finding, Place
from duzhi.kernel.money import show
from duzhi.kernel.wording import percent

SOURCE, USE = "收入", "支出"
INITIAL, ADJUSTED, CURRENT, FINAL = "年初", "调整", "变动", "决算"
TRIGGERS = {
    1: "增加或者减少预算总支出",
    2: "调入预算稳定调节基金",
    3: "调减预算安排的重点支出数额",
    4: "增加举借债务数额",
}
"""What makes an adjustment necessary, by the item of 预算法 第六十七条."""

BALANCE_BASIS = "《中华人民共和国预算法》第三十五条"
RESERVE_BASIS = "《中华人民共和国预算法》第四十条"
RESERVE = "227"
_BALANCE_ONLY = ("105", "110", "230", "231")
"""收支平衡 subjects that are no own revenue or spending."""


class Item(NamedTuple):
    """One amount of a budget table; `name` may tell 新增 from 再融资 under one subject."""

    budget: str
    side: str
    subject: str
    name: str
    level: str
    amount_fen: int
    sheet: str = ""
    row: int = 0


class Versions(NamedTuple):
    """One printed line of IN-05 with the amount of every version; None where nothing is printed."""

    sheet: str
    row: int
    budget: str
    side: str
    subject: str
    name: str
    level: str
    initial_fen: int | None
    change_fen: int | None
    adjusted_fen: int | None
    current_fen: int | None
    final_fen: int | None


@dataclass(frozen=True, slots=True)
class BalanceLine:
    """A line of the balance table: which subjects of which budgets it holds."""

    name: str
    side: str
    budgets: tuple[str, ...]
    prefixes: tuple[str, ...]
    detailed: bool = False
    """Its subjects are printed below it."""


@dataclass(frozen=True, slots=True)
class Part:
    """A line of a built balance table with its subjects, in the order of the formula."""

    line: BalanceLine
    amount_fen: int
    details: tuple[tuple[str, int], ...]


class Approval(NamedTuple):
    """What the 人大常委会 decided about an adjustment."""

    trigger: int
    body: str
    on: date
    note: str = ""


class Printed(NamedTuple):
    """A printed line: depth 0 total, 1 line of the formula, 2 其中; amounts by column title."""

    name: str
    depth: int
    amounts: Mapping[str, int | None]


_ALL = (GENERAL, FUND, CAPITAL, INSURANCE)
BALANCE = (
    BalanceLine("一般公共预算收入", SOURCE, (GENERAL,), ("101", "103")),
    BalanceLine("政府性基金预算收入", SOURCE, (FUND,), ("103",)),
    BalanceLine("国有资本经营预算收入", SOURCE, (CAPITAL,), ("103",)),
    BalanceLine("社会保险基金预算收入", SOURCE, (INSURANCE,), ("102",)),
    BalanceLine("返还性收入", SOURCE, (GENERAL,), ("11001",)),
    BalanceLine("一般性转移支付收入", SOURCE, (GENERAL,), ("11002",)),
    BalanceLine("专项转移支付收入", SOURCE, (GENERAL,), ("11003",)),
    BalanceLine("政府性基金转移支付收入", SOURCE, (FUND,), ("11004",)),
    BalanceLine("国有资本经营预算转移支付收入", SOURCE, (CAPITAL,), ("11005",)),
    BalanceLine("下级上解收入", SOURCE, _ALL, ("11006",)),
    BalanceLine("债务（转贷）收入", SOURCE, _ALL, ("11011", "105"), detailed=True),
    BalanceLine("上年结转（结余）收入", SOURCE, _ALL, ("11008",)),
    BalanceLine("调入资金", SOURCE, _ALL, ("11009",), detailed=True),
    BalanceLine("动用预算稳定调节基金", SOURCE, (GENERAL,), ("11015",)),
    BalanceLine("接受其他地区援助等收入", SOURCE, _ALL, ("11021",)),
    BalanceLine("其他转移性收入", SOURCE, _ALL, ("110",)),
    BalanceLine("一般公共预算支出", USE, (GENERAL,), ("2",)),
    BalanceLine("政府性基金预算支出", USE, (FUND,), ("2",)),
    BalanceLine("国有资本经营预算支出", USE, (CAPITAL,), ("2",)),
    BalanceLine("社会保险基金预算支出", USE, (INSURANCE,), ("2",)),
    BalanceLine("补助下级支出", USE, _ALL, ("23001", "23002", "23003", "23004", "23005")),
    BalanceLine("上解上级支出", USE, _ALL, ("23006",)),
    BalanceLine("债务还本支出", USE, _ALL, ("231",), detailed=True),
    BalanceLine("债务转贷支出", USE, _ALL, ("23011",)),
    BalanceLine("补充预算稳定调节基金", USE, (GENERAL,), ("23015",)),
    BalanceLine("补充预算周转金", USE, (GENERAL,), ("23016",)),
    BalanceLine("调出资金", USE, _ALL, ("23008",)),
    BalanceLine("援助其他地区支出", USE, _ALL, ("23021",)),
    BalanceLine("年终结转（结余）", USE, _ALL, ("23009",)),
    BalanceLine("其他转移性支出", USE, _ALL, ("230",)),
)
"""The balance formula of §1.5: the narrowest prefix that holds a subject decides its line."""

_UNPLACED = {side: BalanceLine("待归类", side, _ALL, ()) for side in (SOURCE, USE)}
_MOVES = (("110090102", FUND), ("110090103", CAPITAL))
_TRANSFER_IN, _TRANSFER_OUT = "11009", "23008"


def line_of(budget: str, side: str, subject: str) -> BalanceLine:
    """The balance line of a subject; 待归类 when the formula has none."""
    bare = subject.removeprefix(UNCLASSIFIED)
    best, width = _UNPLACED[side], 0
    for line in BALANCE:
        if line.side != side or budget not in line.budgets:
            continue
        found = max((len(prefix) for prefix in line.prefixes if bare.startswith(prefix)), default=0)
        if found > width:
            best, width = line, found
    return best


def is_own(side: str, subject: str) -> bool:
    """Own revenue or spending: neither transfers, debt nor what is carried between years."""
    bare = subject.removeprefix(UNCLASSIFIED)
    first = "1" if side == SOURCE else "2"
    return bare.startswith(first) and not within(bare, _BALANCE_ONLY)


def built(items: Iterable[Item], budget: str, side: str) -> list[Part]:
    """One side of the balance table in the order of the formula, lines without amounts left out."""
    sums: dict[BalanceLine, dict[str, int]] = {}
    for item in items:
        if (item.budget, item.side) == (budget, side):
            own = sums.setdefault(line_of(budget, side, item.subject), {})
            own[item.name] = own.get(item.name, 0) + item.amount_fen
    order = (*BALANCE, *_UNPLACED.values())
    return [_part(line, sums[line]) for line in order if line in sums]


def grid(columns: Mapping[str, Sequence[Item]], budget: str, side: str) -> list[Printed]:
    """One side of a balance table with a column per version: total first, lines, their details."""
    parts = {title: built(items, budget, side) for title, items in columns.items()}
    by_line = {title: {part.line: part for part in own} for title, own in parts.items()}
    total = {title: sum(part.amount_fen for part in own) for title, own in parts.items()}
    rows = [Printed("收入总计" if side == SOURCE else "支出总计", 0, total)]
    for line in (*BALANCE, _UNPLACED[side]):
        here = {title: own[line] for title, own in by_line.items() if line in own}
        if here:
            rows.append(Printed(line.name, 1, {t: part.amount_fen for t, part in here.items()}))
            rows += _details(here)
    return rows


def totals(items: Iterable[Item], budget: str) -> tuple[int, int]:
    """Sources and uses of a budget in fen; leading subjects are left out by the caller."""
    own = [item for item in items if item.budget == budget]
    return (
        sum(item.amount_fen for item in own if item.side == SOURCE),
        sum(item.amount_fen for item in own if item.side == USE),
    )


def headings(codes: Iterable[str]) -> frozenset[str]:
    """Codes that only sum up others of the same list: 201 where 20101 is there too."""
    known = frozenset(codes)
    return frozenset(
        code for code in known if any(other != code and other.startswith(code) for other in known)
    )


def digest(items: Iterable[Item]) -> str:
    """What a table says, for comparing two of them; the place in the file does not count."""
    lines = sorted(repr((i.side, i.subject, i.name, i.level, i.amount_fen)) for i in items)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def tables(rows: Sequence[Versions], adjustment: int) -> dict[tuple[str, str], list[Item]]:
    """(version, budget) → items. An adjusted version exists only where it differs from 年初."""
    found: dict[tuple[str, str], list[Item]] = {}
    adjusted = {row.budget for row in rows if _differs(row)}
    for row in rows:
        amounts = {
            INITIAL: row.initial_fen,
            f"{ADJUSTED}{adjustment}": _adjusted(row) if row.budget in adjusted else None,
            CURRENT: row.current_fen,
            FINAL: row.final_fen,
        }
        for version, amount in amounts.items():
            if amount is not None:
                item = Item(*row[2:7], amount, row.sheet, row.row)
                found.setdefault((version, row.budget), []).append(item)
    return found


def version_on(versions: Iterable[str], approved: Mapping[int, date], on: date) -> str:
    """年初, or the latest adjustment that was approved by the day and has a table (J4)."""
    known = set(versions)
    numbers = sorted((no for no, day in approved.items() if day <= on), reverse=True)
    return next((f"{ADJUSTED}{no}" for no in numbers if f"{ADJUSTED}{no}" in known), INITIAL)


def check_rows(rows: Iterable[Versions]) -> list[Finding]:
    """调整预算 = 年初 + 调整数 in every line that prints all three."""
    return [
        Finding(
            "budget.adjusted_sum",
            f"{row.subject} {row.name}：年初预算 {_wan(row.initial_fen or 0)} ＋ 调整数 "
            f"{_wan(row.change_fen)} ≠ 调整预算 {_wan(row.adjusted_fen)} 万元；请更正其中一处",
            place=Place("", row.sheet, row.row, "调整预算"),
        )
        for row in rows
        if row.change_fen is not None
        and row.adjusted_fen is not None
        and (row.initial_fen or 0) + row.change_fen != row.adjusted_fen
    ]


def check_headings(items: Sequence[Item]) -> list[Finding]:
    """A heading that stands above its own subjects adds up to them."""
    findings = []
    for side in (SOURCE, USE):
        own = [item for item in items if item.side == side]
        heads = headings(item.subject for item in own)
        for item in own:
            if item.subject not in heads:
                continue
            below = _children(item.subject, own, heads)
            if item.amount_fen != below:
                text = (
                    f"{item.subject} {item.name} 为 {_wan(item.amount_fen)} 万元，所列下级科目合计 "
                    f"{_wan(below)} 万元，差 {_wan(item.amount_fen - below)} 万元；"
                    "已按下级科目计数，请核对"
                )
                place = Place("", item.sheet, item.row)
                findings.append(Finding("budget.heading_sum", text, "", WARNING, place))
    return findings


def check_balance(version: str, budget: str, items: Sequence[Item]) -> list[Finding]:
    """Sources = uses, exactly; a version that has only one side is not judged."""
    sides = {item.side for item in items}
    sources, uses = totals(items, budget)
    if sides != {SOURCE, USE} or sources == uses:
        return []
    text = (
        f"{BUDGET_NAMES[budget]}{version}数收支不平衡：收入总计 {_wan(sources)} 万元，支出总计 "
        f"{_wan(uses)} 万元，差 {_wan(sources - uses)} 万元；请核对平衡科目"
    )
    return [Finding("budget.unbalanced", text, BALANCE_BASIS, WARNING)]


def check_reserve(items: Sequence[Item], floor: Fraction, ceiling: Fraction) -> list[Finding]:
    """预备费 between floor and ceiling of own general spending; judged on the 年初 table only."""
    own = [i for i in items if (i.budget, i.side) == (GENERAL, USE) and is_own(USE, i.subject)]
    spending = sum(item.amount_fen for item in own)
    if not spending:
        return []
    reserve = sum(item.amount_fen for item in own if item.subject.startswith(RESERVE))
    share = Fraction(reserve, spending)
    if floor <= share <= ceiling:
        return []
    text = (
        f"预备费 {_wan(reserve)} 万元，占本级一般公共预算支出 {_wan(spending)} 万元的 "
        f"{percent(share)}，应在 {percent(floor)} 至 {percent(ceiling)} 之间；请调整预备费"
    )
    return [Finding("budget.reserve", text, RESERVE_BASIS, WARNING)]


def check_moves(version: str, items: Sequence[Item]) -> list[Finding]:
    """调入 of the general budget = 调出 of the fund and capital budgets (X8)."""
    findings = []
    for subject, giver in _MOVES:
        given = _sum(items, giver, USE, _TRANSFER_OUT)
        taken = _sum(items, GENERAL, SOURCE, subject)
        known = {item.budget for item in items} >= {GENERAL, giver}
        detailed = any(i.subject.startswith(_TRANSFER_IN + "01") for i in items)
        if known and detailed and given != taken:
            findings.append(_move_finding(version, giver, given, taken))
    return findings


def check_approved(version: str, approved: Iterable[int]) -> list[Finding]:
    """An adjusted version counts as a denominator only once its approval is on record."""
    if not version.startswith(ADJUSTED):
        return []
    if int(version.removeprefix(ADJUSTED)) in set(approved):
        return []
    text = f"{version}尚未登记人大常委会的批准日期，完成率仍以年初预算为分母；批准后请登记预算调整"
    return [Finding("budget.not_approved", text, "《中华人民共和国预算法》第六十七条", INFO)]


def _part(line: BalanceLine, names: Mapping[str, int]) -> Part:
    details = tuple(names.items()) if line.detailed and len(names) > 1 else ()
    return Part(line, sum(names.values()), details)


def _details(parts: Mapping[str, Part]) -> list[Printed]:
    names = dict.fromkeys(name for part in parts.values() for name, _ in part.details)
    return [
        Printed(f"其中：{name}", 2, {t: dict(part.details).get(name) for t, part in parts.items()})
        for name in names
    ]


def _differs(row: Versions) -> bool:
    return row.adjusted_fen is not None and row.adjusted_fen != (row.initial_fen or 0)


def _adjusted(row: Versions) -> int | None:
    """A line without an adjusted amount was not adjusted."""
    return row.initial_fen if row.adjusted_fen is None else row.adjusted_fen


def _children(code: str, own: Sequence[Item], heads: frozenset[str]) -> int:
    return sum(i.amount_fen for i in own if i.subject not in heads and i.subject.startswith(code))


def _sum(items: Iterable[Item], budget: str, side: str, prefix: str) -> int:
    return sum(
        item.amount_fen
        for item in items
        if (item.budget, item.side) == (budget, side) and item.subject.startswith(prefix)
    )


def _move_finding(version: str, giver: str, given: int, taken: int) -> Finding:
    name = BUDGET_NAMES[giver]
    text = (
        f"{version}数：{name}调出资金 {_wan(given)} 万元，一般公共预算从{name}调入 "
        f"{_wan(taken)} 万元，差 {_wan(given - taken)} 万元；请核对两本预算"
    )
    return Finding("budget.moves", text, "", WARNING)


def _wan(amount_fen: int | None) -> str:
    return show(amount_fen or 0, "万元", thousands=True).removesuffix(".00")
