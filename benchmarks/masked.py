"""Masked amounts: how fast they are judged, how much they give away, what goes unseen.

`python -m benchmarks.masked`: the reference report, many systems like it, and the published texts
of the tests with every amount of money starred.
"""

import re
from functools import partial
from pathlib import Path

from benchmarks.installation import best, say
from duzhi.checker.document import read
from duzhi.checker.masked.solve import solve
from duzhi.checker.masked.system import Asked, Bound, Ratio, Sum
from duzhi.checker.masked.verdict import masked_of
from duzhi.checker.report import INFEASIBLE
from duzhi.checker.tests.masked_seed import report

DATA = Path(__file__).parents[1] / "tests" / "data"
AMOUNT = re.compile(r"\d[\d,.]*(?=\s*(?:亿元|万元|元|万|亿))")
COUPLED = ("58.7", "19.38", "48.63", "8.17", "69.7", "26.24", "43.24")
"""The percentages of the reference report that bind each other."""


def main() -> None:
    """Speed, width of the ranges, errors found, false contradictions."""
    seed = (DATA / "seed-report.txt").read_text("utf-8")
    reading = read(seed)
    took = best(lambda: masked_of(reading), 9)
    say("masked amounts of the reference report", f"{took * 1000:.0f} ms", "≤ 1 s")
    for many in (100, 1000):
        took = best(partial(solve, *_many(many)), 3)
        say(f"{many:,} such systems, {many * 16:,} percentages", f"{took:.2f} s", "linear")
    for one in masked_of(reading).ranges[::2]:
        ends = f"{float(one.low):.2f}–{float(one.high):.2f} ％"
        say(one.name, ends, "≤ 0.3 points wide")
    say("one point planted in its coupled percentages", _found(seed), "all found")
    texts = [path.read_text("utf-8") for path in sorted((DATA / "reports").glob("*.txt"))]
    wrong = [text for text in texts if _contradicts(AMOUNT.sub("*", text))]
    say(
        "published texts, amounts starred, called contradictory",
        f"{len(wrong)} of {len(texts)}",
        "0",
    )


def _many(count: int) -> tuple[list[Ratio], list[Sum], list[Bound], list[Asked]]:
    """The system of the reference report so many times over, each with names of its own."""
    ratios, sums, asked = report()
    numbers = range(count)
    return (
        [
            Ratio(one.claims, f"{i}{one.numerator}", f"{i}{one.denominator}", one.low, one.high)
            for i in numbers
            for one in ratios
        ],
        [
            Sum(tuple(f"{i}{n}" for n in one.parts), f"{i}{one.whole}")
            for i in numbers
            for one in sums
        ],
        [],
        [
            Asked(one.name, f"{i}{one.numerator}", f"{i}{one.denominator}")
            for i in numbers
            for one in asked
        ],
    )


def _found(seed: str) -> str:
    """How many texts with one percentage a point up or down are called contradictory."""
    planted = [
        seed.replace(f"{text}％", f"{float(text) + by:.{len(text.partition('.')[2])}f}％", 1)
        for text in COUPLED
        for by in (1, -1)
    ]
    return f"{sum(_contradicts(text) for text in planted)} of {len(planted)}"


def _contradicts(text: str) -> bool:
    return masked_of(read(text)).status == INFEASIBLE


if __name__ == "__main__":
    main()
