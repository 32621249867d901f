"""How well the checker reads published texts: what it finds, what it misses, where it cries wolf.

The texts, the identities a person found in them, and copies with one planted error stand in
tests/data/reports (its README says where they come from).
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

from duzhi.checker.report import HARD, VIOLATED, Identity, Report
from duzhi.checker.tokens import printed

CASES = Path(__file__).parents[4] / "tests" / "data" / "reports"
Check = Callable[[str], Report]
Row = dict[str, object]


@dataclass(slots=True)
class Score:
    """Counts, with the cases that went wrong by name."""

    annotated: int = 0
    missed: list[str] = field(default_factory=list)
    holding: int = 0
    cried: list[str] = field(default_factory=list)
    """Identities that hold and were flagged."""
    wrong: int = 0
    unflagged: list[str] = field(default_factory=list)
    """Planted copies and hard violations that were not flagged."""
    planted: int = 0
    passed: list[str] = field(default_factory=list)
    """Errors in the last digit that were not flagged."""
    texts: int = 0
    hard: list[str] = field(default_factory=list)
    """Hard flags on published texts that nobody annotated as violated."""

    @property
    def found(self) -> Fraction:
        """Share of the annotated identities that were found with the right verdict."""
        return 1 - Fraction(len(self.missed), self.annotated)

    @property
    def recall(self) -> Fraction:
        """Share of planted copies and hard violations that were flagged."""
        return 1 - Fraction(len(self.unflagged), self.wrong)

    @property
    def last_digit(self) -> Fraction:
        """Share of the errors of one unit of the last digit that were flagged."""
        return 1 - Fraction(len(self.passed), self.planted)

    @property
    def false_alarms(self) -> Fraction:
        """Share of the identities that hold and were flagged."""
        return Fraction(len(self.cried), self.holding)


def score(check: Check, folder: Path = CASES) -> Score:
    """Run the checker over the texts of a folder."""
    rows = _lines(folder / "identities.jsonl")
    answer = Score()
    reports: dict[str, Report] = {}
    for path in sorted(folder.glob("*.txt")):
        own = [row for row in rows if row["file"] == path.name]
        reports[path.name] = check(path.read_text("utf-8"))
        _text(answer, path.name, reports[path.name], own)
    for row in rows:
        for text, name in _planted(folder, row):
            answer.planted += 1
            if not _new(check(text), reports[str(row["file"])]):
                answer.passed.append(name)
    for row in _lines(folder / "mutated.jsonl"):
        answer.wrong += 1
        told = check((folder / str(row["file"])).read_text("utf-8"))
        if not _new(told, reports[str(row["source"])]):
            answer.unflagged.append(str(row["file"]))
    return answer


def _lines(path: Path) -> list[Row]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line]


def _text(answer: Score, name: str, report: Report, rows: list[Row]) -> None:
    """One published text against what a person found in it."""
    answer.texts += 1
    known = set()
    for row in rows:
        found = next((one for one in report.identities if _is(one, row)), None)
        flagged = found is not None and found.verdict == VIOLATED
        if row["verdict"] == "violated":
            known.add(id(found))
            if row["severity"] == "hard":
                answer.wrong += 1
                answer.unflagged += [] if flagged else [str(row["id"])]
        else:
            answer.holding += 1
            answer.cried += [str(row["id"])] if flagged else []
        if row["verdict"] != "not_an_identity":
            answer.annotated += 1
            right = found is not None and flagged == (row["verdict"] == "violated")
            answer.missed += [] if right else [str(row["id"])]
    hard = [one for one in report.violated if one.severity == HARD and id(one) not in known]
    answer.hard += [f"{name}: {one.message}" for one in hard]
    answer.hard += [f"{name}: {one.message}" for one in report.linter if one.severity == HARD]


def _is(one: Identity, row: Row) -> bool:
    if Counter(map(_plain, one.numbers)) != Counter(map(_plain, _numbers(row))):
        return False
    implied = one.kind.startswith("implied")
    return row["stated"] is None or implied or _plain(one.stated) == _plain(str(row["stated"]))


def _numbers(row: Row) -> list[str]:
    numbers = row["numbers"]
    assert isinstance(numbers, list)
    return numbers


def _plain(number: str) -> str:
    return number.replace(",", "").lstrip("+-")


def _new(report: Report, before: Report) -> bool:
    """Whether something is flagged that was not in the text as published."""
    old = {(one.kind, one.numbers, one.stated) for one in before.violated}
    words = {(one.rule, one.text) for one in before.linter}
    return any((one.kind, one.numbers, one.stated) not in old for one in report.violated) or any(
        (one.rule, one.text) not in words for one in report.linter
    )


def _planted(folder: Path, row: Row) -> Iterator[tuple[str, str]]:
    """Copies whose stated figure is one unit of its last digit beyond what rounding allows."""
    stated, bounds, tolerance = row["stated"], row["range"], row["tolerance"]
    kind = str(row["kind"])
    if row["verdict"] not in ("exact", "rounding") or stated is None or kind.startswith("implied"):
        return
    assert isinstance(bounds, list)
    assert isinstance(tolerance, int | float)
    text = (folder / str(row["file"])).read_text("utf-8")
    plain = _plain(str(stated))
    value, half = printed(plain)
    places = len(plain.partition(".")[2])
    low, high = sorted(abs(Fraction(str(one))) for one in bounds)
    for wrong in (_beyond(high, half, 1), _beyond(low, half, -1)):
        shown = f"{float(wrong):.{places}f}"
        for sentence in _sentences(row):
            at, inside = text.find(sentence), _place(sentence, str(stated))
            if at < 0 or inside < 0 or wrong <= 0 or wrong == value:
                continue
            start = at + inside
            yield (
                text[:start] + shown + text[start + len(str(stated)) :],
                f"{row['id']} {stated}→{shown}",
            )
            break


def _beyond(edge: Fraction, half: Fraction, sign: int) -> Fraction:
    """The first printable value whose rounding interval does not touch the edge."""
    unit = half * 2
    steps = edge / unit
    whole = steps.numerator // steps.denominator
    value = whole * unit
    while (value - half <= edge) if sign > 0 else (value + half >= edge):
        value += unit * sign
    return value


def _sentences(row: Row) -> list[str]:
    sentences = row["sentences"]
    assert isinstance(sentences, list)
    return sentences


def _place(sentence: str, number: str) -> int:
    """Where a number stands in a sentence by itself, −1 if it does not."""
    at = sentence.find(number)
    while at >= 0:
        before, after = sentence[at - 1 : at], sentence[at + len(number) : at + len(number) + 2]
        alone = not (
            before.isdigit() or (before in (".", ",") and at > 1 and sentence[at - 2].isdigit())
        )
        if alone and not after[:1].isdigit() and not (after[:1] == "." and after[1:].isdigit()):
            return at
        at = sentence.find(number, at + 1)
    return -1


__all__ = ["CASES", "Score", "score"]
