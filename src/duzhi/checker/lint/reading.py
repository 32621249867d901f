"""What a rule about words gets to see: the text as printed, the same text in half width, claims."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from duzhi.checker.claim import Claim

HALF: dict[int, int | str] = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
HALF |= {ord(sign): "-" for sign in "−–﹣‐‑"} | {ord(sign): " " for sign in "\u3000\xa0\t"}


@dataclass(frozen=True, slots=True)
class Plain:
    """A text in half width."""

    text: str

    def at(self, place: int) -> int:
        """Offset in the handed-in text."""
        return place

    def end(self, place: int) -> int:
        """Offset just behind the character before `place`."""
        return place


@dataclass(frozen=True, slots=True)
class Reading:
    """A text as handed in and as rules read it."""

    text: str
    plain: Plain
    claims: Sequence[Claim] = field(default=())


def read(text: str, claims: Sequence[Claim] = ()) -> Reading:
    """The reading of a text."""
    return Reading(text, Plain(text.translate(HALF)), claims)
