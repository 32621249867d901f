"""The numbers that Word puts before paragraphs by itself: 一、 （一） 1. — they are in no text."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from zipfile import ZipFile

from duzhi.checker.reading import xml
from duzhi.checker.reading.counting import counted, whole

_PLACE = re.compile(r"%([1-9])")
_MOST_STYLES_ABOVE = 20
_LONGEST_TEXT = 20


@dataclass(slots=True)
class Level:
    """How one level of a list counts."""

    start: int = 1
    kind: str = "decimal"
    text: str = ""

    def set(self, name: str, value: str) -> None:
        """Learn what a tag of numbering.xml says of it; bullets are no numbers."""
        if name == "start":
            self.start = whole(value)
        elif name == "numFmt":
            self.kind = value
        elif name == "lvlText" and self.kind not in {"bullet", "none"}:
            self.text = value[:_LONGEST_TEXT]


@dataclass(slots=True)
class Style:
    """What a style of paragraphs says of lists."""

    above: str = ""
    number: str = ""
    level: str = ""


@dataclass(slots=True)
class Numbering:
    """The lists of a document, and how far each has counted."""

    lists: dict[str, dict[int, Level]] = field(default_factory=dict)
    numbers: dict[str, str] = field(default_factory=dict)
    """The list that a number of paragraphs (`numId`) stands for."""
    restarts: dict[tuple[str, int], int] = field(default_factory=dict)
    styles: dict[str, Style] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def next(self, style: str, number: str, level: str) -> str:
        """What stands before the next paragraph of a style; empty if it has no number."""
        number, level = self._inherited(style, number, level)
        levels = self.lists.get(self.numbers.get(number, ""), {})
        at = whole(level)
        if at not in levels:
            return ""
        counts = self.counts.setdefault(self.numbers[number], {})
        restart = self.restarts.pop((number, at), None)
        if restart is not None or at not in counts:
            counts[at] = levels[at].start if restart is None else restart
        else:
            counts[at] += 1
        for deeper in [one for one in counts if one > at]:
            del counts[deeper]
        return _PLACE.sub(lambda found: _shown(levels, counts, found), levels[at].text)

    def _inherited(self, style: str, number: str, level: str) -> tuple[str, str]:
        for _ in range(_MOST_STYLES_ABOVE):
            if number or style not in self.styles:
                break
            one = self.styles[style]
            number, level, style = one.number, level or one.level, one.above
        return number, level


def numbering_of(parts: ZipFile) -> Numbering:
    """The lists that a document declares.

    Raises:
        Refused: the part that declares them is damaged.
    """
    found = Numbering()
    xml.tell_part(_Lists(found), parts, "word/numbering.xml")
    xml.tell_part(_Styles(found), parts, "word/styles.xml")
    return found


class _Lists:
    """Listens to numbering.xml."""

    def __init__(self, found: Numbering) -> None:
        self._found = found
        self._list, self._number, self._at = "", "", 0
        self._level = Level()

    def start(self, name: str, values: Mapping[str, str]) -> None:
        value = values.get("val", "")
        match name:
            case "abstractNum":
                self._list = values.get("abstractNumId", "")
            case "num":
                self._number = values.get("numId", "")
            case "abstractNumId":
                self._found.numbers[self._number] = value
            case "lvl" | "lvlOverride":
                self._begin(name, whole(values.get("ilvl", "")))
            case "startOverride":
                self._found.restarts[self._number, self._at] = whole(value)
            case _:
                self._level.set(name, value)

    def _begin(self, name: str, at: int) -> None:
        self._at, self._level = at, Level()
        if name == "lvl" and not self._number:
            self._found.lists.setdefault(self._list, {})[at] = self._level

    def end(self, name: str) -> None:
        """A level ends where the next begins."""

    def data(self, words: str) -> None:
        """There are no words."""


class _Styles:
    """Listens to styles.xml."""

    def __init__(self, found: Numbering) -> None:
        self._found = found
        self._style = Style()

    def start(self, name: str, values: Mapping[str, str]) -> None:
        value = values.get("val", "")
        if name == "style":
            self._style = self._found.styles[values.get("styleId", "")] = Style()
        elif name == "basedOn":
            self._style.above = value
        elif name == "numId":
            self._style.number = value
        elif name == "ilvl":
            self._style.level = value

    def end(self, name: str) -> None:
        """A style ends where the next begins."""

    def data(self, words: str) -> None:
        """There are no words."""


def _shown(levels: Mapping[int, Level], counts: dict[int, int], found: re.Match[str]) -> str:
    at = int(found.group(1)) - 1
    level = levels.get(at, Level())
    return counted(counts.setdefault(at, level.start), level.kind)
