"""The checker: a text in, claims, identities, remarks and the masked system out."""

from duzhi.checker.claim import Claim
from duzhi.checker.document import read as read_text
from duzhi.checker.identities import identified
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
    "EXACT",
    "FEASIBLE",
    "HARD",
    "INFEASIBLE",
    "LAST_DIGIT",
    "NOT_COMPUTABLE",
    "ROUNDING",
    "SOFT",
    "VIOLATED",
    "Claim",
    "Identity",
    "Masked",
    "Range",
    "Remark",
    "Report",
    "check",
    "counted",
]


def check(text: str) -> Report:
    """Read a text and test everything that it says in numbers."""
    reading = read_text(text)
    return Report(text, tuple(reading.claims), tuple(identified(reading)), ())
