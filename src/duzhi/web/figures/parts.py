"""What stands beside the value: last year, budget, 同口径, formula, scope, papers."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from duzhi.documents import api as documents
from duzhi.figures import api as figures
from duzhi.kernel.codes import LEVEL_NAMES
from duzhi.ledger import api as ledger
from duzhi.web import numbers
from duzhi.web.figures import sentences
from duzhi.web.screen import Screen

_SIGNS = {"ratio": "÷", "growth": "÷", "difference": "－", "sum": "＋", "mean": "＋", "cut": "－"}
_TAILS = {"growth": "－ 1", "mean": "各项平均", "rank": "的位次", "count": "中大于零的项数"}
_PLACES = 9


class Beside(NamedTuple):
    """A number beside the big one: what it is, the number, how far the value is from it."""

    title: str
    value: figures.Value | None
    text: str
    gap: str


class Box(NamedTuple):
    """A part of the formula: the sign before it, its number in papers, and its value."""

    sign: str
    number: str
    value: figures.Value


class Used(NamedTuple):
    """Source rows of one 款 and what they are used for: the figure, 分子, 分母 or both."""

    use: str
    code: str
    group: figures.SourceGroup


class Appearance(NamedTuple):
    """A paper in which the figure stands, where, and what it prints there."""

    document: documents.Document
    places: str
    printed: str
    frozen: bool


@dataclass(frozen=True, slots=True)
class Head:
    """Everything of the first card."""

    beside: tuple[Beside, ...]
    boxes: tuple[Box, ...]
    tail: str
    exact: str


def head(screen: Screen, value: figures.Value, before: figures.Value) -> Head:
    """The value's neighbours, its formula in boxes, the exact number."""
    found = [_last_year(screen, value, before), _budget(screen, value), _comparable(screen, value)]
    rule = value.figure.formula
    return Head(
        tuple(one for one in found if one is not None),
        tuple(_boxes(value)),
        _tail(value) if rule else "",
        exact_words(value, screen.unit),
    )


def budget_of(screen: Screen, value: figures.Value) -> Fraction | int | None:
    """The budget a figure is held against: of an amount, or of both parts of a share."""
    rule = value.figure.formula
    if rule is None:
        found = _planned(value.figure.code)
        return screen.value(found, value.years_back).exact if found else None
    if rule.kind != "ratio" or value.figure.unit != figures.PERCENT:
        return None
    plans = [_planned(part.code) for part in rule.parts]
    if None in plans:
        return None
    top, base = (screen.value(code, value.years_back).exact for code in plans if code)
    return Fraction(top) / base if top is not None and base else None


def exact_words(value: figures.Value, unit: str) -> str:
    """精确值 50768／117402 ＝ 0.432428749…; fen are already exact."""
    exact = value.exact
    if exact is None:
        return ""
    if value.figure.is_money:
        own = numbers.money(int(exact), "元")
        return f"精确值 {own} 元" + (f"，按{unit}列示时四舍五入到两位" if unit != "元" else "")
    if isinstance(exact, int) or exact.denominator == 1:
        return ""
    digits = _digits(exact)
    parts = [part for part in value.parts if part.exact is not None]
    rule = value.figure.formula
    if rule is not None and rule.kind == "ratio" and len(parts) == 2:  # noqa: PLR2004 both sides
        left, right = (part.display or "" for part in parts)
        return f"精确值 {left}／{right} ＝ {digits}，四舍五入到两位"
    return f"精确值 {digits}，四舍五入到两位"


def sides(screen: Screen, value: figures.Value) -> str:
    """How both sides of a ratio moved: that says where a change comes from."""
    rule = value.figure.formula
    if rule is None or rule.kind != "ratio" or value.exact is None:
        return ""
    told = []
    for part, side in zip(value.parts, ("分子", "分母"), strict=False):
        before = screen.value(part.figure.code, part.years_back + 1)
        words = sentences.against(part, before)
        if words and part.figure.is_money:
            told.append(f"{side}{part.figure.name}{words}")
    return "，".join(told)


def scope_words(screen: Screen, value: figures.Value) -> list[tuple[str, str]]:
    """口径 and 科目 in words, from what the figure counts in the ledger."""
    found = []
    lines = figures.counted(value)
    if lines is not None:
        one = lines.selection
        levels = "、".join(LEVEL_NAMES[code] for code in one.levels if code in LEVEL_NAMES)
        accounts = "、".join(ledger.account(code).name for code in one.accounts)
        whole = len(one.regions) > 1
        area = f"{screen.region_name}{'（含乡镇）' if whole else ''}"
        found.append(("口径", f"{area}{f'，{levels}级' if levels else ''}；{accounts}"))
        if subjects := _subjects(one):
            found.append(("科目", subjects))
    if value.denominator:
        found.append(("分母", value.denominator))
    if value.note:
        found.append(("说明", value.note))
    return found


def used(value: figures.Value) -> list[Used]:
    """Groups of source rows; those of a ratio's denominator after those of its numerator."""
    rule = value.figure.formula
    own = figures.source_groups(value)
    if rule is None or rule.kind != "ratio" or len(value.parts) < 2:  # noqa: PLR2004 both sides
        return [Used("", value.figure.code, one) for one in own]
    base = value.parts[1]
    below = figures.source_groups(base)
    both = {(one.code, one.amount) for one in own} & {(one.code, one.amount) for one in below}
    found = [
        Used("分子、分母" if (one.code, one.amount) in both else "分子", value.figure.code, one)
        for one in own
    ]
    rest = [one for one in below if (one.code, one.amount) not in both]
    return found + [Used("分母", base.figure.code, one) for one in rest]


def appearances(screen: Screen, value: figures.Value) -> list[Appearance]:
    """Papers of the region that print the figure, newest first; a final one keeps its number."""
    code, found = value.figure.code, []
    holding = {
        paper.code: "、".join(item.id for item in paper.items if item.code == code)
        for paper in documents.papers()
    }
    kinds = [kind for kind, places in holding.items() if places]
    rows = documents.documents().filter(kind__in=kinds, region=screen.region) if kinds else ()
    for row in list(rows)[:8]:
        frozen = figures.frozen(row.snapshot, code) if row.snapshot else None
        if frozen is None:
            now = figures.value(code, row.on, row.region)
            printed = f"{now.display or '待报'}{now.figure.unit if now.display else ''}"
        else:
            printed = f"{frozen}{value.figure.unit}"
        found.append(Appearance(row, holding[row.kind], printed, frozen is not None))
    return found


def _last_year(screen: Screen, value: figures.Value, before: figures.Value) -> Beside | None:
    if before.exact is None:
        return None
    words = sentences.against(value, before).replace("比上年同期", "").replace("与上年同期", "")
    return Beside("上年同期", before, sentences.amount(before, screen.unit), words)


def _budget(screen: Screen, value: figures.Value) -> Beside | None:
    exact = budget_of(screen, value)
    if exact is None or value.exact is None:
        return None
    if value.figure.is_money:
        plan = screen.value(_planned(value.figure.code) or "", value.years_back)
        done_by = _completion(value.figure.code)
        label = (plan.reading.label if plan.reading else "") or (
            done_by.denominator if done_by else ""
        )
        done = Fraction(value.exact) / exact if exact else None
        told = f"完成 {numbers.percent(done)}％" if done is not None else ""
        return Beside(label or "年初预算", plan, sentences.amount(plan, screen.unit), told)
    gap = Fraction(value.exact) - exact
    side = "高" if gap > 0 else "低"
    told = f"{side} {numbers.percent(abs(gap))} 个百分点" if gap else "与预算持平"
    return Beside("年初预算", None, f"{numbers.percent(exact)}％", told)


def _comparable(screen: Screen, value: figures.Value) -> Beside | None:
    """同口径: the same with 留抵退税 added back, where the area publishes it."""
    other = _comparable_code(value.figure)
    if other is None:
        return None
    found = screen.value(other, value.years_back)
    if found.exact is None:
        return None
    before = screen.value(other, value.years_back + 1)
    return Beside(
        "同口径",
        found,
        sentences.amount(found, screen.unit),
        f"上年 {sentences.amount(before, screen.unit)}" if before.exact is not None else "",
    )


def _comparable_code(one: figures.Figure) -> str | None:
    rule = one.formula
    if rule is None:
        return _adjusted(one.code)
    if rule.kind not in ("growth", "ratio"):
        return None
    parts = [_adjusted(part.code) for part in rule.parts]
    if None in parts:
        return None
    wanted = figures.growth(parts[0] or "") if rule.kind == "growth" else figures.ratio(*parts)  # type: ignore[arg-type]
    return next((each.code for each in figures.figures() if each.formula == wanted), None)


def _adjusted(code: str) -> str | None:
    return next(
        (
            one.code
            for one in figures.used_in(code)
            if one.formula and one.formula.kind == "sum" and "同口径" in one.name
        ),
        None,
    )


def _planned(code: str) -> str | None:
    """The budget in the completion ratio of an amount."""
    done = _completion(code)
    return done.formula.parts[1].code if done and done.formula else None


def _completion(code: str) -> figures.Figure | None:
    for one in figures.used_in(code):
        rule = one.formula
        if rule is None or rule.kind != "ratio" or rule.parts[0].code != code:
            continue
        if rule.parts[1].code.startswith("budget."):
            return one
    return None


def _boxes(value: figures.Value) -> Iterator[Box]:
    rule = value.figure.formula
    if rule is None:
        return
    for no, part in enumerate(value.parts):
        sign = _SIGNS.get(rule.kind, "、") if no else ""
        yield Box(sign, "、".join(figures.numbers_of(part.figure.code)), part)


def _tail(value: figures.Value) -> str:
    rule = value.figure.formula
    assert rule is not None, "only a formula has a tail"
    if rule.kind == "ratio":
        return "×100％" if value.figure.unit == figures.PERCENT else ""
    if rule.kind == "cut":
        return "再除以前者"
    return _TAILS.get(rule.kind, "")


def _digits(exact: Fraction) -> str:
    scaled = abs(exact) * 10**_PLACES
    whole = scaled.numerator // scaled.denominator
    text = f"{whole // 10**_PLACES}.{whole % 10**_PLACES:0{_PLACES}d}"
    sign = "-" if exact < 0 else ""
    return f"{sign}{text.rstrip('0')}" if scaled.denominator == 1 else f"{sign}{text}…"


def _subjects(one: ledger.Selection) -> str:
    said = [code for code in one.subjects if not code.startswith("?")]
    left = [code for code in one.excluding if not code.startswith("?")]
    words = f"{'、'.join(said)} 及以下" if said else ""
    return "；".join(filter(None, (words, f"不含 {'、'.join(left)}" if left else "")))
