"""The ratios of a half-year report whose amounts are masked, as a system built by hand."""

from fractions import Fraction

from duzhi.checker.masked.system import Asked, Ratio, Sum

LINES = {
    "一般公共预算收入": ("58.7", "-19.38"),
    "税收收入": ("48.63", "-8.17"),
    "非税收入": ("69.7", "-26.24"),
    "政府性基金收入": ("6.39", "-48.67"),
    "一般公共预算支出": ("37.8", "0.99"),
    "政府性基金支出": ("55.7", "-41.42"),
}
"""Line → 占预算, 同比, as printed."""
REVENUE, TAX, REST = "一般公共预算收入", "税收收入", "非税收入"
SPENDING, LIVELIHOOD = "一般公共预算支出", "民生支出"
ACTUAL, BUDGET, PRIOR = "", "预算", "上年"


def printed(
    numerator: str, denominator: str, text: str, *, claim: str = "", base: int = 0
) -> Ratio:
    """A percentage with the rounding of its digits; `base` is 1 for a growth."""
    half = Fraction(1, 2 * 10 ** len(text.partition(".")[2]))
    low, high = ((Fraction(text) + sign * half) / 100 + base for sign in (-1, 1))
    return Ratio((claim or f"{numerator}/{denominator} {text}",), numerator, denominator, low, high)


def completion(line: str) -> Ratio:
    """本数 ÷ 预算."""
    return printed(line, BUDGET + line, LINES[line][0])


def growth(line: str) -> Ratio:
    """本数 ÷ 上年数."""
    return printed(line, PRIOR + line, LINES[line][1], base=1)


def share(text: str = "43.24") -> Ratio:
    """税收占比."""
    return printed(TAX, REVENUE, text, claim="税收占比")


def revenue(*years: str) -> list[Sum]:
    """税收 + 非税 = 总计, in each of the years."""
    return [Sum((year + TAX, year + REST), year + REVENUE) for year in years]


def report(share_text: str = "43.24") -> tuple[list[Ratio], list[Sum], list[Asked]]:
    """Every ratio of the report, its structure, and what is asked of it."""
    ratios = [ratio for line in LINES for ratio in (completion(line), growth(line))]
    ratios += [share(share_text), printed(LIVELIHOOD, SPENDING, "63.77")]
    ratios += [
        printed(REVENUE, BUDGET + REVENUE, "58.7", claim="再次58.7"),
        printed(SPENDING, PRIOR + SPENDING, "0.99", claim="再次0.99", base=1),
    ]
    asked = [Asked(f"{year}税收占比", year + TAX, year + REVENUE) for year in (PRIOR, BUDGET)]
    return ratios, revenue(ACTUAL, BUDGET, PRIOR), asked
