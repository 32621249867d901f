"""One number of a text held against the ledger: the answer for people and for machines. Pure."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

AGREES, DIFFERS = "agrees", "differs"
"""Verdicts on a number of any text: 与账相符, 与账不符."""
CHANGED, STALE, TYPED, GONE = "changed", "stale", "typed", "missing"
"""Verdicts on a number of our own papers: 改动, 过期, 手打, 缺失."""
LABELS = {
    DIFFERS: "与账不符",
    CHANGED: "改动",
    STALE: "过期",
    TYPED: "手打",
    GONE: "缺失",
    AGREES: "与账相符",
}


@dataclass(frozen=True, slots=True)
class Matched:
    """A number of a text beside the ledger's; `claim` is the id of a claim or the tag of a control.

    `figure` is the code of the catalogue and `name` what people call it; `value` is the ledger's
    with its unit on the day `on`, empty where the ledger has none.
    """

    claim: str
    figure: str
    name: str
    printed: str
    value: str
    on: date
    verdict: str
    message: str = ""

    @property
    def label(self) -> str:
        """How people call the verdict."""
        return LABELS[self.verdict]

    def to_json(self) -> dict[str, str]:
        """A row of `ledger` of `duzhi check --json` (docs/guide/命令行.md)."""
        return asdict(self) | {"on": self.on.isoformat()}


def ledger_faults(found: Sequence[Matched]) -> list[Matched]:
    """Those somebody must look at."""
    return [one for one in found if one.verdict != AGREES]
