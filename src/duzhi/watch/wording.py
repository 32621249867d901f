"""A rule in Chinese, as a person reads it before switching it on."""

from collections.abc import Callable, Mapping
from datetime import date
from fractions import Fraction

from duzhi.kernel.money import show
from duzhi.kernel.wording import percent
from duzhi.registry import api as registry
from duzhi.watch import expression as tree
from duzhi.watch.expression import MONEY, Expr
from duzhi.watch.rule import Records

Titles = Mapping[str, str]
_MEASURES = {tree.ROWS: "笔数", tree.SUM: "合计", tree.LEAST: "最小值", tree.MOST: "最大值"}
BACKING = {
    "LAW": "法规原文",
    "SRC": "公开材料",
    "GEN": "通行做法",
    "LOCAL": "本地口径",
    "UNV": "待核实",
}
"""How far a basis is to be trusted, by evidence mark, in words."""
_OPPOSITE = {tree.EQ: tree.NE, tree.NE: tree.EQ}


def sentence(expr: Expr, records: Records) -> str:
    """The whole condition as one line."""
    return said(expr, records.titles)


def lines(expr: Expr, records: Records) -> list[str]:
    """The condition as a list: one line for each part of an outermost 且."""
    parts = expr.parts if isinstance(expr, tree.And) else (expr,)
    return [said(part, records.titles) for part in parts]


def said(expr: Expr, titles: Titles) -> str:
    """A tree in words; fields as people call them."""
    return _SAID[type(expr)](expr, titles)


def parameter(key: str, on: date) -> tuple[str, str, str, str]:
    """A legal value a rule reads: title, value in words on a day, basis, and how sure that is."""
    found = registry.law(key)
    one = found.at(on)
    return found.title, _legal(one.value, found.unit), one.basis, BACKING[one.evidence]


def shown(value: object, kind: str) -> str:
    """An evidence value in words; money in 元."""
    if kind == MONEY and isinstance(value, int):
        return f"{show(value, thousands=True)} 元"
    return str(value)


def _legal(value: object, unit: str) -> str:
    if isinstance(value, Fraction):
        return percent(value)
    if isinstance(value, tuple):
        return "、".join(map(str, value))
    words = {"yuan": " 元", "days": " 天", "times": " 笔"}
    text = f"{value:,}" if isinstance(value, int) else str(value)
    return text + words.get(unit, "")


def _law(expr: tree.Law, _: Titles) -> str:
    return f"〔{registry.law(expr.key).title}〕"


def _const(expr: tree.Const, _: Titles) -> str:
    if expr.value == "":
        return "空"
    if isinstance(expr.value, str):
        return f"“{expr.value}”"
    if expr.kind == MONEY and isinstance(expr.value, int):
        return f"{show(expr.value, thousands=True)} 元" if expr.value else "零"
    return str(expr.value)


def _is(expr: tree.Is, titles: Titles) -> str:
    if isinstance(expr.left, tree.MonthDay) and isinstance(expr.right, tree.Const):
        month, day = divmod(int(str(expr.right.value)), 100)
        return f"{said(expr.left.day, titles)} {expr.operator} {month}月{day}日"
    if isinstance(expr.right, tree.Const) and expr.right.value == "":
        return f"{said(expr.left, titles)}{'不为空' if expr.operator == tree.NE else '为空'}"
    return f"{said(expr.left, titles)} {expr.operator} {said(expr.right, titles)}"


def _share(expr: tree.Share, titles: Titles) -> str:
    part, whole = said(expr.part, titles), said(expr.whole, titles)
    return f"{part} {expr.operator} {whole} × {said(expr.ratio, titles)}"


def _words(given: tuple[str, ...] | tree.Law, titles: Titles) -> str:
    return said(given, titles) if isinstance(given, tree.Law) else "、".join(given)


def _starts(expr: tree.Starts, titles: Titles) -> str:
    how = "属于" if expr.whole else "以下列开头："
    return f"{said(expr.text, titles)}{how}{_words(expr.prefixes, titles)}"


def _contains(expr: tree.Contains, titles: Titles) -> str:
    return f"{said(expr.text, titles)}含有：{_words(expr.words, titles)}"


def _not(expr: tree.Not, titles: Titles) -> str:
    inner = expr.part
    if isinstance(inner, tree.Is) and inner.operator in _OPPOSITE:
        return _is(tree.Is(inner.left, _OPPOSITE[inner.operator], inner.right), titles)
    return f"不是（{said(inner, titles)}）"


def _joined(word: str) -> Callable[[tree.And | tree.Or, Titles], str]:
    def join(expr: tree.And | tree.Or, titles: Titles) -> str:
        return f" {word} ".join(_bracketed(part, titles) for part in expr.parts)

    return join


def _bracketed(expr: Expr, titles: Titles) -> str:
    text = said(expr, titles)
    return f"（{text}）" if isinstance(expr, tree.And | tree.Or) else text


def _window(expr: tree.Window, titles: Titles) -> str:
    same = "、".join(titles[key] for key in expr.same)
    days = f"{expr.days}天" if isinstance(expr.days, int) else f"{_law(expr.days, titles)}天"
    of = f"的{said(expr.of, titles)}" if expr.of is not None else "的"
    where = f"（只算{said(expr.where, titles)}）" if expr.where is not None else ""
    return f"同一{same}{days}内{where}{of}{_MEASURES[expr.measure]}"


_SAID: Mapping[type, Callable[..., str]] = {
    tree.Of: lambda expr, titles: titles[expr.name],
    tree.Const: _const,
    tree.Law: _law,
    tree.Plus: lambda e, t: f"{said(e.left, t)} ＋ {said(e.right, t)}",
    tree.Minus: lambda e, t: f"{said(e.left, t)} － {said(e.right, t)}",
    tree.Days: lambda e, t: f"从{said(e.earlier, t)}到{said(e.later, t)}的天数",
    tree.MonthDay: lambda e, t: f"{said(e.day, t)}的月日",
    tree.Is: _is,
    tree.Share: _share,
    tree.Starts: _starts,
    tree.Contains: _contains,
    tree.And: _joined("且"),
    tree.Or: _joined("或"),
    tree.Not: _not,
    tree.Window: _window,
}
