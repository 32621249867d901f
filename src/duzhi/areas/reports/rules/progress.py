"""How the year stands against the time: the answer of the morning page, line by line.

Sources: domain.md §1.4 (序时进度, 双过半) and §16.3 I10: a claim is made for each line on its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from duzhi.kernel.money import decimal, show
from duzhi.kernel.wording import trend

HALF = Fraction(1, 2)
AHEAD, LEVEL, BEHIND, FAR_BEHIND, UNKNOWN = "超进度", "持平", "欠进度", "大幅落后", "待报"
PLAIN, YELLOW, ORANGE, RED, GREY = "", "yellow", "orange", "red", "grey"
_SEVERITY = (YELLOW, ORANGE, RED)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the progress table: fen so far, share of the year's budget, 同比; None unknown."""

    name: str
    short: str
    amount: int | None
    done: Fraction | None
    growth: Fraction | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """How a line stands: points ahead of time, the word, and a warning level where behind."""

    gap: Fraction | None
    word: str
    level: str = PLAIN


def judge(done: Fraction | None, time: Fraction, bands: Sequence[Fraction]) -> Verdict:
    """A line against the time; `bands` are the lags above which it is 关注, 较重, 严重.

    >>> bands = (Fraction(0), Fraction(1, 10), Fraction(3, 10))
    >>> judge(Fraction(639, 10_000), Fraction(1, 2), bands)
    Verdict(gap=Fraction(-4361, 10000), word='大幅落后', level='red')
    """
    if done is None:
        return Verdict(None, UNKNOWN, GREY)
    gap = done - time
    if _printed(gap) == 0:
        return Verdict(gap, LEVEL)
    if gap > 0:
        return Verdict(gap, AHEAD)
    level = severity(-gap, bands)
    return Verdict(gap, FAR_BEHIND if level == RED else BEHIND, level)


def severity(size: Fraction, bands: Sequence[Fraction]) -> str:
    """The highest level whose bound is passed; a bound itself is not passed yet."""
    passed = [level for level, bound in zip(_SEVERITY, bands, strict=True) if size > bound]
    return passed[-1] if passed else PLAIN


def title(period: str, revenue: Line, tax: Line, time: Fraction) -> str:
    """The answer in one sentence: the total, and with it the part that may be behind.

    >>> whole = Line("一般公共预算收入", "总量", 1, Fraction(1, 2), None)
    >>> title("1－6月", whole, Line("税收", "税收", None, None, None), Fraction(1, 2))
    '1－6月一般公共预算收入完成 50.00%，与序时进度持平；税收待报'
    """
    if revenue.done is None:
        return f"{period}{revenue.name}{_amount(revenue)}，完成情况待报"
    whole = f"{period}{revenue.name}完成 {percent(revenue.done)}，{against(revenue.done, time)}"
    if tax.done is None:
        return f"{whole}；{tax.short}待报"
    return f"{whole}；{tax.short} {percent(tax.done)}，{against(tax.done, time)}"


def context(revenue: Line, tax: Line, lines: Sequence[Line], time: Fraction) -> str:
    """The line below: amounts with 同比, then every line checked on its own."""
    parts = [f"累计{_amount(revenue)}，{change(revenue.growth)}"] if _known(revenue) else []
    parts += [f"{tax.short}{_amount(tax)}，{change(tax.growth)}"] if _known(tax) else []
    said = "；".join(parts)
    return f"{said}。{checked(lines, time)}" if said else checked(lines, time)


def checked(lines: Sequence[Line], time: Fraction) -> str:
    """双过半 line by line at the half of the year, 序时进度 line by line at any other time."""
    half = time == HALF
    yes, no = ("过半", "未过半") if half else ("达到序时进度", "未达到序时进度")
    reached, short, unknown = _sorted(lines, time)
    said = [
        f"{'、'.join(names)}{word}"
        for names, word in ((reached, yes), (short, no), (unknown, "待报"))
        if names
    ]
    return f"{'双过半' if half else '序时进度'}逐项核对：{'，'.join(said)}。"


def heading(lines: Sequence[Line], time: Fraction) -> str:
    """The finding over the progress table; what is behind is named, never only what is ahead."""
    yes, no = ("过半", "没有过半") if time == HALF else ("达到序时进度", "未达到序时进度")
    reached, short, unknown = _sorted(lines, time)
    if not reached and not short:
        return "收支进度待报"
    if not short:
        rest = f"，{'、'.join(unknown)}待报" if unknown else ""
        return f"{'、'.join(reached)}{yes}{rest}" if unknown else f"收入、支出各项均{yes}"
    if not reached:
        return f"{'、'.join(short)}{no}"
    return f"{'、'.join(reached)}{yes}，{'、'.join(short)}{no}"


def period(month: int) -> str:
    """1－6月; 1月 alone."""
    return f"1－{month}月" if month > 1 else "1月"


def percent(share: Fraction) -> str:
    """58.70%, as pages print a share."""
    return f"{decimal(share * 100, 2)}%"


def against(done: Fraction, time: Fraction) -> str:
    """超进度 8.70 个百分点, 欠进度 …, or 与序时进度持平 where the print shows no difference."""
    gap = done - time
    if _printed(gap) == 0:
        return "与序时进度持平"
    return f"{AHEAD if gap > 0 else BEHIND} {decimal(abs(gap) * 100, 2)} 个百分点"


def change(growth: Fraction | None) -> str:
    """同比下降 19.38%; a base of zero or below has no 同比."""
    if growth is None:
        return "上年同期无可比基数"
    word = trend(growth)
    return f"同比{word}" if word == "持平" else f"同比{word} {percent(abs(growth))}"


def _sorted(lines: Sequence[Line], time: Fraction) -> tuple[list[str], list[str], list[str]]:
    """Short names of the lines that reached the time, fell short of it, and are unknown."""
    reached = [one.short for one in lines if one.done is not None and one.done >= time]
    short = [one.short for one in lines if one.done is not None and one.done < time]
    return reached, short, [one.short for one in lines if one.done is None]


def _known(line: Line) -> bool:
    return line.amount is not None


def _amount(line: Line) -> str:
    return "" if line.amount is None else f" {show(line.amount, '万元', 0, thousands=True)} 万元"


def _printed(gap: Fraction) -> Fraction:
    return Fraction(decimal(gap * 100, 2))
