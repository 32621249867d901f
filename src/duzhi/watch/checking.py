"""Does a tree fit its rows? Every node's type is found when the rule is declared, not at night."""

from collections.abc import Callable, Iterable, Mapping

from duzhi.watch import expression as tree
from duzhi.watch.expression import COUNT, DAY, FLAG, MONEY, RATIO, TEXT, TEXTS, Expr

Kinds = Mapping[str, str]
_NUMBERS = (MONEY, COUNT)


def check_rule(code: str, kinds: Kinds, test: Expr, shows: Iterable[Expr]) -> None:
    """A rule's test must be true or false; what it shows must have a type.

    Raises:
        ValueError: names the rule and the place that does not fit.
    """
    try:
        _one_of(kind_of(test, kinds), (FLAG,), "条件")
        for one in shows:
            kind_of(one, kinds)
    except ValueError as fault:
        raise ValueError(f"规则{code}：{fault}") from fault


def kind_of(expr: Expr, kinds: Kinds) -> str:
    """The type of a tree over these fields.

    Raises:
        ValueError: a part does not fit.
    """
    return _KINDS[type(expr)](expr, kinds)


def _of(expr: tree.Of, kinds: Kinds) -> str:
    if expr.name not in kinds:
        raise ValueError(f"没有字段“{expr.name}”；有：{'、'.join(kinds)}")
    return kinds[expr.name]


def _const(expr: tree.Const, _: Kinds) -> str:
    if isinstance(expr.value, str):
        return TEXT
    if isinstance(expr.value, int) and not isinstance(expr.value, bool):
        return _one_of(expr.kind or COUNT, _NUMBERS, "常数")
    return DAY


def _law(expr: tree.Law, _: Kinds) -> str:
    return _one_of(expr.kind, (*_NUMBERS, TEXT, TEXTS, RATIO), f"法规数值{expr.key}")


def _sum(expr: tree.Plus | tree.Minus, kinds: Kinds) -> str:
    left = _one_of(kind_of(expr.left, kinds), _NUMBERS, "加减的左边")
    _one_of(kind_of(expr.right, kinds), (left,), "加减的右边")
    return left


def _days(expr: tree.Days, kinds: Kinds) -> str:
    _one_of(kind_of(expr.earlier, kinds), (DAY,), "日期差")
    _one_of(kind_of(expr.later, kinds), (DAY,), "日期差")
    return COUNT


def _month_day(expr: tree.MonthDay, kinds: Kinds) -> str:
    _one_of(kind_of(expr.day, kinds), (DAY,), "月日")
    return COUNT


def _is(expr: tree.Is, kinds: Kinds) -> str:
    left = _one_of(kind_of(expr.left, kinds), (*_NUMBERS, TEXT, DAY), "比较的左边")
    _one_of(kind_of(expr.right, kinds), (left,), "比较的右边")
    allowed = (tree.EQ, tree.NE) if left == TEXT else tree.OPERATORS
    _one_of(expr.operator, allowed, "比较符")
    return FLAG


def _share(expr: tree.Share, kinds: Kinds) -> str:
    left = _one_of(kind_of(expr.part, kinds), _NUMBERS, "比例的部分")
    _one_of(kind_of(expr.whole, kinds), (left,), "比例的整体")
    _one_of(expr.ratio.kind, (RATIO,), "比例")
    _one_of(expr.operator, tree.OPERATORS, "比较符")
    return FLAG


def _starts(expr: tree.Starts | tree.Contains, kinds: Kinds) -> str:
    _one_of(kind_of(expr.text, kinds), (TEXT,), "文字")
    given = expr.prefixes if isinstance(expr, tree.Starts) else expr.words
    if isinstance(given, tree.Law):
        _one_of(given.kind, (TEXTS,), "文字清单")
    elif not given or not all(given):
        raise ValueError("文字清单是空的")
    return FLAG


def _and(expr: tree.And | tree.Or, kinds: Kinds) -> str:
    if not expr.parts:
        raise ValueError("并列条件是空的")
    for part in expr.parts:
        _one_of(kind_of(part, kinds), (FLAG,), "并列条件")
    return FLAG


def _not(expr: tree.Not, kinds: Kinds) -> str:
    return _one_of(kind_of(expr.part, kinds), (FLAG,), "否定")


def _window(expr: tree.Window, kinds: Kinds) -> str:
    _one_of(expr.measure, tree.MEASURES, "窗口")
    if not expr.same or set(expr.same) - kinds.keys():
        raise ValueError(f"窗口的同类字段{expr.same}不存在")
    _check_span(expr.days)
    inner = [part for part in (expr.of, expr.where) if part is not None]
    if any(tree.windows(part) for part in inner):
        raise ValueError("窗口里不能再有窗口")
    if expr.where is not None:
        _one_of(kind_of(expr.where, kinds), (FLAG,), "窗口的条件")
    if expr.measure == tree.ROWS:
        return COUNT
    if expr.of is None:
        raise ValueError("窗口没有说明合计什么")
    if expr.measure == tree.SUM:
        return _one_of(kind_of(expr.of, kinds), _NUMBERS, "窗口的合计")
    if expr.where is not None:
        raise ValueError("最小、最大的窗口不带条件")
    return _one_of(kind_of(expr.of, kinds), (*_NUMBERS, TEXT), "窗口的最小、最大")


def _check_span(days: int | tree.Law) -> None:
    if isinstance(days, tree.Law):
        _one_of(days.kind, (COUNT,), "窗口天数")
    elif days < 1:
        raise ValueError("窗口至少一天")


def _one_of(kind: str, allowed: Iterable[str], what: str) -> str:
    options = tuple(allowed)
    if kind not in options:
        raise ValueError(f"{what}应为{'或'.join(options)}，实为{kind}")
    return kind


_KINDS: Mapping[type, Callable[..., str]] = {
    tree.Of: _of,
    tree.Const: _const,
    tree.Law: _law,
    tree.Plus: _sum,
    tree.Minus: _sum,
    tree.Days: _days,
    tree.MonthDay: _month_day,
    tree.Is: _is,
    tree.Share: _share,
    tree.Starts: _starts,
    tree.Contains: _starts,
    tree.And: _and,
    tree.Or: _and,
    tree.Not: _not,
    tree.Window: _window,
}
