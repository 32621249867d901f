"""What a figure says in one sentence, and what its months say: words follow numbers."""

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from duzhi.figures import api as figures
from duzhi.kernel.money import UNIT_FEN, round_half_up
from duzhi.kernel.wording import change as change_words
from duzhi.web import numbers, shown

_MONTHS = 2


def amount(value: figures.Value, unit: str) -> str:
    """The value with its unit: 50,768.00 万元, 43.24％, 8 个."""
    if value.exact is None:
        return numbers.NOTHING
    words = shown.text(value, unit)
    own = shown.unit_of(value, unit)
    return f"{words}％" if own == figures.PERCENT else f"{words} {own}"


def against(value: figures.Value, before: figures.Value) -> str:
    """比上年同期高 5.28 个百分点, 比上年同期下降8.17％, empty where nothing can be compared."""
    if value.exact is None or before.exact is None:
        return ""
    unit = value.figure.unit
    if unit in (figures.PERCENT, figures.POINTS):
        return _points(Fraction(value.exact) - Fraction(before.exact))
    if unit in UNIT_FEN and before.exact > 0:
        words = change_words(Fraction(value.exact) / Fraction(before.exact) - 1)
        return f"与上年同期{words}" if words == "持平" else f"比上年同期{words}"
    gap = Fraction(value.exact) - Fraction(before.exact)
    if not gap:
        return "与上年同期持平"
    return f"比上年同期{'多' if gap > 0 else '少'} {numbers.grouped(_plain(abs(gap)))} {unit}"


def title(value: figures.Value, before: figures.Value, unit: str) -> str:
    """The answer of a figure's page."""
    if value.exact is None:
        return f"{value.figure.name}：待报，由{value.figure.office}报送"
    said = against(value, before)
    return f"{value.figure.name} {amount(value, unit)}{f'，{said}' if said else ''}"


def months(series: figures.Series, budget: Fraction | None) -> str:
    """What the line shows: its course, and where it stands against last year and the budget."""
    name = series.figure.name
    known = [(one.month, Fraction(one.exact)) for one in series.now if one.exact is not None]
    if len(known) < _MONTHS:
        return f"{name}各月"
    parts = [f"{_course([exact for _, exact in known])}"]
    month, last = known[-1]
    before = next((one.exact for one in series.before if one.month == month), None)
    if before is not None and last != before:
        parts.append(f"{month}月{'高于' if last > before else '低于'}上年同期")
    if budget is not None:
        parts.append(_crossing(known, budget))
    return "，".join(parts)


def _course(values: Sequence[Fraction]) -> str:
    steps = [after - before for before, after in pairwise(values)]
    if all(step >= 0 for step in steps) and any(steps):
        return "逐月上升"
    if all(step <= 0 for step in steps) and any(steps):
        return "逐月走低"
    if not any(steps):
        return "各月持平"
    way = "高于" if values[-1] > values[0] else "低于" if values[-1] < values[0] else "回到"
    return f"各月有升有降，现{way}1月"


def _crossing(known: Sequence[tuple[int, Fraction]], budget: Fraction) -> str:
    over = [exact >= budget for _, exact in known]
    since = next(
        (
            month
            for (month, _), now, was in zip(known[1:], over[1:], over, strict=False)
            if now != was
        ),
        0,
    )
    side = "高于" if over[-1] else "低于"
    return f"{since}月起{side}年初预算" if since else f"{side}年初预算"


def _points(gap: Fraction) -> str:
    if not round_half_up(gap * 100, 2):
        return "与上年同期持平"
    return f"比上年同期{'高' if gap > 0 else '低'} {numbers.percent(abs(gap))} 个百分点"


def _plain(value: Fraction) -> str:
    text = f"{round_half_up(value, 2) / 100:.2f}"
    return text.rstrip("0").rstrip(".")
