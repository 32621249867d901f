"""What the checker says of a text about one relation, short enough to stand in a test."""

from duzhi.checker.api import check
from duzhi.checker.report import (
    EXACT,
    HARD,
    LAST_DIGIT,
    NOT_COMPUTABLE,
    ROUNDING,
    SOFT,
    VIOLATED,
    Identity,
)

HOLDS, ROUNDED, MASKED = (EXACT, ""), (ROUNDING, ""), (NOT_COMPUTABLE, "")
WRONG, OFF_BY_ONE, ASKED = (VIOLATED, HARD), (VIOLATED, LAST_DIGIT), (VIOLATED, SOFT)
Answer = tuple[str, str]
"""Verdict and severity."""


def found(text: str, kind: str) -> list[Identity]:
    """The identities of one kind."""
    return [one for one in check(text).identities if one.kind == kind]


def answers(text: str, kind: str) -> list[Answer]:
    """Verdict and severity of each identity of one kind, in order."""
    return [(one.verdict, one.severity) for one in found(text, kind)]


def accused(text: str) -> list[str]:
    """What is said against a text, of any kind: the message names both sides."""
    return [one.message for one in check(text).violated]


__all__ = [
    "ASKED",
    "HOLDS",
    "MASKED",
    "OFF_BY_ONE",
    "ROUNDED",
    "WRONG",
    "Answer",
    "accused",
    "answers",
    "found",
]
