"""Reading published tables: numbered heads, 其中 rows, 合计 and 总计, and the sums they promise.

The tables were written by others and are kept as printed: a broken sum is a warning, never a
reason to change a number.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from duzhi.kernel.finding import WARNING, Finding, Place
from duzhi.kernel.money import round_half_up, show
from duzhi.kernel.wording import percent

HEAD, PART, OF_WHICH, SUBTOTAL, TOTAL = "head", "part", "of which", "subtotal", "total"
LEFT, RIGHT = "收入", "支出"

_CHINESE = re.compile(r"[一二三四五六七八九十]+、")
_BRACKETED = re.compile(r"\([一二三四五六七八九十]+\)")
_DIGITS = re.compile(r"(?:\d+[、.．]|\(\d+\))")
_TOTAL = re.compile(r"(?:收入|支出)?总计")
_SUBTOTAL = re.compile(r".*(?:合计|小计)")
_LEXICON = (
    ("税收返", "1100"), ("本级收入", "1"), ("本级支出", "2"), ("税收收入", "101"),
    ("税收", "101"), ("非税收入", "103"), ("非税", "103"), ("上级补助收入", "1100"),
    ("返还性收入", "11001"), ("一般性转移支付收入", "11002"), ("专项转移支付收入", "11003"),
    ("上级追加补助", "1100"), ("转移性收入", "110"), ("转移性支出", "230"),
    ("调入资金", "11009"), ("动用预算稳定调节基金", "11015"), ("地方政府债务收入", "105"),
    ("债务转贷收入", "11011"), ("上年结转", "11008"), ("上年结余", "11008"), ("上解收入", "11006"),
    ("上解支出", "23006"), ("地方政府债务还本支出", "231"), ("债务还本支出", "231"),
    ("安排预算稳定调节基金", "23015"), ("补充预算稳定调节基金", "23015"), ("调出资金", "23008"),
    ("结转下年", "23009"), ("年终结余", "23009"), ("年终结转", "23009"),
    ("企业所得税", "10104"), ("个人所得税", "10106"), ("增值税", "10101"), ("营业税", "10103"),
    ("资源税", "10107"), ("城市维护建设税", "10109"), ("城建税", "10109"), ("房产税", "10110"),
    ("印花税", "10111"), ("城镇土地使用税", "10112"), ("土地增值税", "10113"), ("车船", "10114"),
    ("耕地占用税", "10118"), ("契税", "10119"), ("烟叶税", "10120"), ("环境保护税", "10121"),
    ("教育附加", "1030203"), ("教育费附加", "1030203"), ("专项收入", "10302"),
    ("行政性收费收入", "10304"), ("行政事业性收费", "10304"), ("罚没收入", "10305"),
)  # fmt: skip
"""What a printed name means, by its beginning; the first hit counts."""
_UPPER_GRANTS = ("税收返", "上级追加补助", "返还性收入", "一般性转移支付", "专项转移支付")
"""Rows without a number that belong to 上级补助收入 above them (税收返回 is printed, too)."""


class Cell(NamedTuple):
    """One amount of a printed table; `measure` is its column title, `percent` the row's change."""

    sheet: str
    row: int
    budget: str
    side: str
    measure: str
    name: str
    amount_fen: int | None
    percent: Fraction | None
    note: str


@dataclass(frozen=True, slots=True)
class Named:
    """What the name of a row says about its place in the table."""

    kind: str
    depth: int


@dataclass(frozen=True, slots=True)
class Promise:
    """An identity the table prints: whole = Σ parts, or whole ≥ the 其中 line."""

    name: str
    whole: int
    parts: tuple[int, ...]
    at_most: bool = False


def bare(name: str) -> str:
    """The name without its number, brackets and 其中.

    >>> bare("一、本级收入"), bare("其中:上年结转"), bare("12、教育附加")
    ('本级收入', '上年结转', '教育附加')
    """
    plain = "".join(unicodedata.normalize("NFKC", name).split())
    plain = re.sub(r"^其中[::]?", "", plain)
    for pattern in (_CHINESE, _BRACKETED, _DIGITS):
        plain = pattern.sub("", plain, count=1) if pattern.match(plain) else plain
    return plain


def subject_of(name: str) -> str:
    """The subject a printed name stands for, empty when it is not known."""
    plain = bare(name)
    return next((code for words, code in _LEXICON if plain.startswith(words)), "")


def places(names: Sequence[str]) -> list[Named]:
    """Kind and depth of every row; depth 1 is a part of the nearest row above with depth 0.

    >>> [(p.kind, p.depth) for p in places(["一、本级收入", "税收", "合计", "上年结转"])]
    [('head', 0), ('part', 1), ('subtotal', 0), ('head', 0)]
    """
    found: list[Named] = []
    numbered = bracketed = False
    for name in names:
        plain = "".join(unicodedata.normalize("NFKC", name).split())
        if plain.startswith("其中"):
            above = found[-1] if found else Named(HEAD, 0)
            depth = above.depth if above.kind == OF_WHICH else above.depth + 1
            found.append(Named(OF_WHICH, depth))
            continue
        if _TOTAL.fullmatch(plain) or _SUBTOTAL.fullmatch(plain):
            numbered = bracketed = False
            found.append(Named(TOTAL if _TOTAL.fullmatch(plain) else SUBTOTAL, 0))
            continue
        one = _plain(plain, numbered=numbered, bracketed=bracketed)
        numbered = numbered or bool(_CHINESE.match(plain))
        bracketed = (bracketed or bool(_BRACKETED.match(plain))) and one.depth > 0
        found.append(one)
    return found


def promises(names: Sequence[str]) -> list[Promise]:
    """Every identity a column of these rows must satisfy, by row index."""
    rows = places(names)
    made: list[Promise] = []
    heads: list[int] = []
    since: list[int] = []
    for index, one in enumerate(rows):
        if one.kind == SUBTOTAL and since:
            made.append(Promise("合计", index, tuple(since)))
            since = []
        elif one.kind == OF_WHICH:
            above = _owner(rows, index)
            made.append(Promise("其中", above, (index,), at_most=True))
        elif one.kind in (HEAD, PART):
            if one.depth == 0:
                heads.append(index)
                since.append(index)
            parts = _parts(rows, index)
            if parts:
                made.append(Promise("分项", index, parts))
    made += [
        Promise("总计", index, tuple(heads))
        for index, one in enumerate(rows)
        if one.kind == TOTAL and heads
    ]
    return made


def check_sums(cells: Sequence[Cell]) -> list[Finding]:
    """Every promised sum of every column, with both numbers where it does not hold."""
    findings: list[Finding] = []
    for side, measure in dict.fromkeys((cell.side, cell.measure) for cell in cells):
        column = [cell for cell in cells if (cell.side, cell.measure) == (side, measure)]
        for promise in promises([cell.name for cell in column]):
            findings += _check_promise(promise, column)
    return findings


def check_two_sides(cells: Sequence[Cell]) -> list[Finding]:
    """总计 on the left = 总计 on the right, per column title."""
    totals: dict[str, dict[str, Cell]] = {}
    for cell in cells:
        if _TOTAL.fullmatch(bare(cell.name)) and cell.amount_fen is not None:
            totals.setdefault(cell.measure, {})[cell.side] = cell
    findings = []
    for measure, sides in totals.items():
        left, right = sides.get(LEFT), sides.get(RIGHT)
        if left and right and left.amount_fen != right.amount_fen:
            text = (
                f"“{measure}”收入总计 {_wan(left.amount_fen)} ≠ 支出总计 "
                f"{_wan(right.amount_fen)} 万元；已按原表保存，请与公布单位核对"
            )
            findings.append(_warning("budget.printed_sides", text, right))
    return findings


def check_changes(cells: Sequence[Cell]) -> list[Finding]:
    """增减额 = this year's − last year's amount, and the printed % within its rounding."""
    findings = []
    rows: dict[tuple[str, int], list[Cell]] = {}
    for cell in cells:
        rows.setdefault((cell.sheet, cell.row), []).append(cell)
    places = max((_decimals(cell.percent) for cell in cells if cell.percent), default=0)
    for row in rows.values():
        now = next((c for c in row if "预算" in c.measure and "增减" not in c.measure), None)
        before = next((c for c in row if c.measure.startswith("上年")), None)
        change = next((c for c in row if "增减额" in c.measure), None)
        if now and before:
            findings += _check_change(now, before, change, places)
    return findings


def check_whole(cells: Sequence[Cell]) -> list[Finding]:
    """The first region is the whole, the others its parts."""
    findings = []
    for measure in dict.fromkeys(cell.measure for cell in cells):
        column = [cell for cell in cells if cell.measure == measure]
        whole, parts = column[0], column[1:]
        known = [cell.amount_fen for cell in parts if cell.amount_fen is not None]
        if known and whole.amount_fen is not None and whole.amount_fen != sum(known):
            findings.append(_sum_warning(whole, sum(known), "所列各地区合计"))
    return findings


def _plain(plain: str, *, numbered: bool, bracketed: bool) -> Named:
    if _CHINESE.match(plain):
        return Named(HEAD, 0)
    if _BRACKETED.match(plain):
        return Named(PART, 1) if numbered else Named(HEAD, 0)
    if _DIGITS.match(plain):
        return Named(PART, 2 if bracketed else 1) if numbered else Named(HEAD, 0)
    if numbered or plain.startswith(_UPPER_GRANTS):
        return Named(PART, 2 if bracketed else 1)
    return Named(HEAD, 0)


def _parts(rows: Sequence[Named], index: int) -> tuple[int, ...]:
    depth, found = rows[index].depth, []
    for other in range(index + 1, len(rows)):
        one = rows[other]
        if one.kind in (SUBTOTAL, TOTAL) or (one.kind != OF_WHICH and one.depth <= depth):
            break
        if one.kind == PART and one.depth == depth + 1:
            found.append(other)
    return tuple(found)


def _owner(rows: Sequence[Named], index: int) -> int:
    return next((i for i in range(index - 1, -1, -1) if rows[i].kind != OF_WHICH), 0)


def _check_promise(promise: Promise, column: Sequence[Cell]) -> list[Finding]:
    whole = column[promise.whole]
    known = [column[i].amount_fen for i in promise.parts if column[i].amount_fen is not None]
    amounts = [amount for amount in known if amount is not None]
    if whole.amount_fen is None or not amounts:
        return []
    gap = whole.amount_fen - sum(amounts)
    if gap == 0 or (promise.at_most and gap >= 0):
        return []
    return [_sum_warning(whole, sum(amounts), "其中项" if promise.at_most else "各分项合计")]


def _check_change(now: Cell, before: Cell, change: Cell | None, places: int) -> list[Finding]:
    if now.amount_fen is None or before.amount_fen is None:
        return []
    gap, findings = now.amount_fen - before.amount_fen, []
    if change and change.amount_fen is not None and change.amount_fen != gap:
        text = (
            f"{now.name}：增减额印为 {_wan(change.amount_fen)}，按两列计算为 {_wan(gap)} 万元；"
            "已按原表保存，请核对"
        )
        findings.append(_warning("budget.printed_change", text, change))
    printed = now.percent
    if printed is not None and before.amount_fen:
        exact = Fraction(gap, before.amount_fen)
        if round_half_up(exact, places) != round_half_up(printed, places):
            text = (
                f"{now.name}：增减％印为 {percent(printed)}，按两列计算为 {percent(exact)}；"
                "已按原表保存，请核对"
            )
            findings.append(_warning("budget.printed_percent", text, now))
    return findings


def _decimals(ratio: Fraction) -> int:
    """How many decimals of a ratio are printed; the longest of a column is the column's."""
    return next((n for n in range(8) if (ratio * 10**n).denominator == 1), 8)


def _sum_warning(whole: Cell, parts_fen: int, what: str) -> Finding:
    text = (
        f"“{whole.measure}”{bare(whole.name)}印为 {_wan(whole.amount_fen)} 万元，{what} "
        f"{_wan(parts_fen)} 万元，差 {_wan((whole.amount_fen or 0) - parts_fen)} 万元；"
        "已按原表保存，请与公布单位核对"
    )
    return _warning("budget.printed_sum", text, whole)


def _warning(code: str, text: str, cell: Cell) -> Finding:
    return Finding(code, text, "", WARNING, Place("", cell.sheet, cell.row, cell.measure))


def _wan(amount_fen: int | None) -> str:
    return show(amount_fen or 0, "万元", thousands=True).removesuffix(".00")
