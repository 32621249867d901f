"""The report checker: what it finds in published texts, and how fast it reads.

`python -m benchmarks.checker` prints both. The accuracy is that of the tests' 31 published excerpts
(tests/data/reports). The long report is made of them, each time with other figures; reading speed
stands beside one plain pattern for numbers over the same text.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from fractions import Fraction
from functools import partial
from io import BytesIO
from itertools import count

from benchmarks.installation import best, peak_mb, say, seconds
from duzhi.checker.api import check, read
from duzhi.checker.tests.scoring import CASES, score

SEED = CASES.parent / "seed-report.txt"
PAGES = 300
PAGE = 800
"""Characters on a page of a report."""
SIZES = (1, 10, 100)
UNIT = 3_000
"""Characters of the smallest text of the three sizes."""
FIGURE = re.compile(r"\d[\d,]*(?:\.\d+)?")


def main() -> None:
    """Accuracy, then speed; what needs memory of its own in a process of its own."""
    accuracy()
    speed()
    growth()
    for form in ("txt", "docx"):
        answer = _child(form)
        say(f"a report of {PAGES} pages, .{form}", answer, "≤ 20 s, ≤ 500 MB")


def accuracy() -> None:
    """How much of what a person found is found, and how often the checker cries wolf."""
    told = score(check)
    wrong, planted = told.wrong, told.planted
    say(
        "identities found and verified",
        f"{told.annotated - len(told.missed)} of {told.annotated}, {_percent(told.found)}",
        "≥ 85 %",
    )
    say(
        "planted copies and hard errors flagged",
        f"{wrong - len(told.unflagged)} of {wrong}, {_percent(told.recall)}",
        "≥ 95 %",
    )
    say(
        "one unit of the last digit beyond rounding, flagged",
        f"{planted - len(told.passed)} of {planted}, {_percent(told.last_digit)}",
        "≥ 80 %, ≥ 200 planted",
    )
    say(
        "flags on identities that hold",
        f"{len(told.cried)} of {told.holding}, {_percent(told.false_alarms)}",
        "≤ 1 %",
    )
    say(
        "hard flags that nobody annotated",
        f"{len(told.hard)} in {told.texts} texts",
        "≤ 1 in 10 texts",
    )


def speed() -> None:
    """The seed report and all published texts, beside one pattern over the same characters."""
    seed = SEED.read_text("utf-8")
    texts = published()
    for name, every, goal in (
        ("the reference report", [seed], "≤ 1 s"),
        (f"all {len(texts)} published texts", texts, "≤ 3 s"),
    ):
        took = best(partial(_all, every), 5)
        plain = best(partial(_tokens, every), 5)
        say(name, f"{took:.2f} s, {took / plain:,.0f} × one pattern over its numbers", goal)


def growth() -> None:
    """The same characters in a hundred pieces, in ten, in one: what one text of each size takes."""
    whole = report(UNIT * SIZES[-1])
    took = [best(partial(_all, _pieces(whole, UNIT * size)), 2) for size in SIZES]
    times = " · ".join(
        f"{one / (SIZES[-1] / size):.2f}" for one, size in zip(took, SIZES, strict=True)
    )
    say(
        "texts of " + ", ".join(f"{UNIT * size:,}" for size in SIZES) + " characters",
        f"{times} s each, {took[-1] / took[0]:.2f} × by the character",
        "linear",
    )


def _pieces(text: str, length: int) -> list[str]:
    return [text[at : at + length] for at in range(0, len(text), length)]


def long(form: str) -> None:
    """One long report read and checked; prints the line for `main`."""
    text = report(PAGES * PAGE)
    blob = docx_of(text) if form == "docx" else text.encode()
    found: list[str] = []
    reading = seconds(lambda: found.append(read(blob, name=f"报告.{form}")))
    checking = best(lambda: check(found[0]), 2)
    sys.stdout.write(
        f"{len(found[0]):,} characters: read {reading:.1f} s, checked {checking:.1f} s, "
        f"peak {peak_mb()} MB"
    )


def report(length: int) -> str:
    """The published texts one after another, each round with other digits, cut to a length."""
    parts: list[str] = []
    texts = published()
    missing = length
    for round_ in count():
        for text in texts:
            parts.append(_changed(text, round_)[:missing])
            missing -= len(parts[-1])
            if missing <= 0:
                return "\n".join(parts)[:length]
    raise AssertionError("there is always another round")


def published() -> list[str]:
    """The texts without the line that says where each comes from."""
    paths = sorted(CASES.glob("*.txt"))
    return [path.read_text("utf-8").partition("\n")[2] for path in paths]


def docx_of(text: str) -> bytes:
    """The same lines as a Word file, rows between bars as tables."""
    import docx

    document = docx.Document()
    for table, lines in _blocks(text):
        if not table:
            for line in lines:
                document.add_paragraph(line)
            continue
        rows = [[cell.strip() for cell in line.strip().rstrip("|").split("|")] for line in lines]
        grid = document.add_table(len(rows), max(map(len, rows)))
        for row, texts in zip(grid.rows, rows, strict=True):
            for cell, words in zip(row.cells, texts, strict=False):
                cell.text = words
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _blocks(text: str) -> Iterator[tuple[bool, list[str]]]:
    """Neighbouring lines of one kind: rows of a table, or paragraphs."""
    block: list[str] = []
    for line in text.split("\n"):
        if block and ("|" in line) != ("|" in block[-1]):
            yield "|" in block[-1], block
            block = []
        block.append(line)
    if block:
        yield "|" in block[-1], block


def _changed(text: str, round_: int) -> str:
    """The same text with the first digit of each number moved on: the sums do not hold any more."""
    return FIGURE.sub(lambda found: _moved(found[0], round_), text) if round_ else text


def _moved(number: str, by: int) -> str:
    return str((int(number[0]) + by - 1) % 9 + 1) + number[1:] if len(number) > 4 else number


def _all(texts: list[str]) -> None:
    for text in texts:
        check(text)


def _tokens(texts: list[str]) -> None:
    for text in texts:
        FIGURE.findall(text)


def _percent(share: Fraction) -> str:
    return f"{float(share) * 100:.1f} %"


def _child(form: str) -> str:
    command = [sys.executable, "-m", "benchmarks.checker", form]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


if __name__ == "__main__":
    if len(sys.argv) > 1:
        long(sys.argv[1])
    else:
        main()
