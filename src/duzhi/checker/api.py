"""The checker: a text in, claims, identities, remarks and the masked system out."""

from duzhi.checker.claim import (
    AHEAD,
    AMOUNT,
    BUDGET,
    CHANGE,
    COMPLETION,
    DELTA,
    GROWTH,
    LEVEL,
    PERCENT,
    POINTS,
    PRIOR,
    REDUCED,
    SHARE,
    Claim,
)
from duzhi.checker.document import read as read_text
from duzhi.checker.identities import identified
from duzhi.checker.lint import lint
from duzhi.checker.masked.verdict import masked_of
from duzhi.checker.reading import clean, read
from duzhi.checker.report import (
    EXACT,
    FEASIBLE,
    HARD,
    INFEASIBLE,
    LAST_DIGIT,
    NOT_COMPUTABLE,
    ROUNDING,
    SOFT,
    VIOLATED,
    Identity,
    Masked,
    Range,
    Remark,
    Report,
    counted,
)

__all__ = [
    "AHEAD",
    "AMOUNT",
    "BUDGET",
    "CHANGE",
    "COMPLETION",
    "DELTA",
    "EXACT",
    "FEASIBLE",
    "GROWTH",
    "HARD",
    "INFEASIBLE",
    "LAST_DIGIT",
    "LEVEL",
    "NOT_COMPUTABLE",
    "PERCENT",
    "POINTS",
    "PRIOR",
    "REDUCED",
    "ROUNDING",
    "SHARE",
    "SOFT",
    "VIOLATED",
    "Claim",
    "Identity",
    "Masked",
    "Range",
    "Remark",
    "Report",
    "check",
    "clean",
    "counted",
    "read",
]


def check(text: str) -> Report:
    """Read a text and test everything that it says in numbers."""
    reading = read_text(text)
    return Report(
        text,
        tuple(reading.claims),
        tuple(identified(reading)),
        tuple(lint(reading)),
        masked_of(reading),
    )
