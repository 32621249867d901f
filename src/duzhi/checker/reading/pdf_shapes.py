"""What a page of a .pdf is made of here: characters and rules, in points from its lower left."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle in points."""

    left: float
    bottom: float
    right: float
    top: float


class Glyph(NamedTuple):
    """One printed character."""

    left: float
    bottom: float
    right: float
    top: float
    char: str

    @property
    def middle(self) -> float:
        """Half its height above the ground."""
        return (self.bottom + self.top) / 2


Turn = Callable[[float, float, float, float], Box]
"""From the page's own coordinates (left, bottom, right, top) to those of its reader."""


@dataclass(slots=True)
class Page:
    """A page with all that is needed of it."""

    number: int
    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    rules: list[Box] = field(default_factory=list)
    printed: int = 0
    """Characters that can be seen."""
    unknown: int = 0
    """Those of them without a code."""
    scanned: bool = False
    """A picture takes the place of words."""

    def forget(self) -> None:
        """Once its lines are made, a page needs its measures alone."""
        self.glyphs, self.rules = [], []
