"""A Word file as text: what it shows when all changes are accepted, without notes and headers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from zipfile import ZipFile

from duzhi.checker.reading import package, xml
from duzhi.checker.reading.counting import whole
from duzhi.checker.reading.lines import Lines
from duzhi.checker.reading.numbering import Numbering, numbering_of

_MAIN = "word/document.xml"
_RELATED = "_rels/.rels"
_PROPERTIES = {"pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sdtPr", "sectPr"}
_UNREAD = {"del", "moveFrom", "delText", "rt"}
"""Deleted, moved away, how to pronounce a word."""
_WORDS = {"t", "m:t"}
_SIGNS = {"tab": "\t", "ptab": "\t", "noBreakHyphen": "-"}
_OPENS: Mapping[str, Callable[[Lines], None]] = {
    "br": Lines.end_line,
    "cr": Lines.end_line,
    "tbl": Lines.open_table,
    "tr": Lines.open_row,
    "tc": Lines.open_cell,
    "txbxContent": Lines.open_box,
}
_CLOSES: Mapping[str, Callable[[Lines], None]] = {
    "tbl": Lines.close_table,
    "tr": Lines.close_row,
    "txbxContent": Lines.close_box,
}
_OFF = {"0", "false", "off"}
_PAGE_OF_HEADING = "PAGEREF"
"""The field by which a table of contents knows its pages."""


def read_docx(blob: bytes) -> str:
    """The text of a .docx or .docm; macros are never looked at.

    Raises:
        Refused: damaged, locked, a bomb, or too long.
    """
    with package.opened(blob) as parts:
        main = _main_part(parts)
        if main not in parts.namelist():
            raise package.broken()
        paper = _Paper(numbering_of(parts))
        xml.tell_part(paper, parts, main)
        return paper.lines.finish()


def _main_part(parts: ZipFile) -> str:
    """The part that the package says is its document."""
    if _MAIN in parts.namelist():
        return _MAIN
    related = _Related()
    xml.tell_part(related, parts, _RELATED)
    return related.target


class _Related:
    """Finds the document among what a package is related to."""

    def __init__(self) -> None:
        self.target = _MAIN

    def start(self, _: str, values: Mapping[str, str]) -> None:
        if values.get("Type", "").endswith("/officeDocument"):
            self.target = values.get("Target", "").lstrip("/")

    def end(self, name: str) -> None:
        """Nothing ends that matters."""

    def data(self, words: str) -> None:
        """It has no words."""


@dataclass(slots=True)
class _Paragraph:
    style: str = ""
    number: str = ""
    level: str = ""
    joins: bool = False
    """Its end was deleted: the next one goes on in the same line."""
    of_contents: bool = False

    def learn(self, name: str, value: str) -> None:
        """What one of its properties says."""
        match name:
            case "pStyle":
                self.style = value
            case "numId":
                self.number = value
            case "ilvl":
                self.level = value
            case "del" | "moveFrom":
                self.joins = True


class _Paper:
    """Listens to document.xml."""

    def __init__(self, numbering: Numbering) -> None:
        self.lines = Lines()
        self._numbering = numbering
        self._unread = 0
        """How many tags are open from the first one that is not read."""
        self._about: list[str] = []
        """The properties that are open, outermost first."""
        self._paragraphs = [_Paragraph()]
        self._chosen: list[bool] = []
        """For every choice that is open: whether one branch was read."""
        self._saying = self._code = self._vanished = self._struck = False

    def start(self, name: str, values: Mapping[str, str]) -> None:
        if self._unread:
            self._unread += 1
        elif name.endswith("Change"):
            self._unread = 1
        elif self._about or name in _PROPERTIES:
            self._about.append(name)
            self._learn(name, values)
        elif name in _UNREAD or self._second_branch(name):
            self._unread = 1
        elif name in _WORDS:
            self._saying = not self._vanished
        else:
            self._open(name, values)

    def end(self, name: str) -> None:
        if self._unread:
            self._unread -= 1
        elif self._about:
            self._about.pop()
            if not self._about:
                self._learned(name)
        elif name in _WORDS:
            self._saying = False
        else:
            self._close(name)

    def data(self, words: str) -> None:
        if self._saying and not self._unread:
            self.lines.text(words.replace("\n", " "))
        elif self._code and _PAGE_OF_HEADING in words:
            self._paragraphs[-1].of_contents = True

    def _open(self, name: str, values: Mapping[str, str]) -> None:
        if name in _OPENS:
            _OPENS[name](self.lines)
        elif name == "p":
            self._paragraphs.append(_Paragraph())
        elif name == "r":
            self._vanished = False
        elif name in _SIGNS and not self._vanished:
            self.lines.text(_SIGNS[name])
        elif name == "mc:AlternateContent":
            self._chosen.append(False)
        elif name in {"instrText", "fldSimple"}:
            self._code = name == "instrText"
            self._paragraphs[-1].of_contents |= _PAGE_OF_HEADING in values.get("instr", "")

    def _close(self, name: str) -> None:
        if name in _CLOSES:
            _CLOSES[name](self.lines)
        elif name == "p":
            self._end_paragraph()
        elif name == "instrText":
            self._code = False
        elif name == "mc:AlternateContent":
            self._chosen.pop()

    def _second_branch(self, name: str) -> bool:
        """Whether a text box is told once more, for older programs."""
        if name not in {"mc:Choice", "mc:Fallback"} or not self._chosen:
            return False
        seen, self._chosen[-1] = self._chosen[-1], True
        return seen

    def _learn(self, name: str, values: Mapping[str, str]) -> None:
        value = values.get("val", "")
        match self._about[0], name:
            case "pPr", _:
                self._paragraphs[-1].learn(name, value)
            case "rPr", "vanish":
                self._vanished = value not in _OFF
            case "trPr", "del":
                self._struck = True
            case "trPr", "gridBefore":
                self.lines.open_cell(whole(value, 1))
            case "tcPr", "gridSpan":
                self.lines.widen(whole(value, 1))

    def _learned(self, name: str) -> None:
        """All is known of a paragraph or a row: say its number, or leave it out."""
        if name == "trPr" and self._struck:
            self._struck, self._unread = False, 1
        if name == "pPr" and not (one := self._paragraphs[-1]).joins:
            number = self._numbering.next(one.style, one.number, one.level)
            if number and not self.lines.said:
                self.lines.text(number)

    def _end_paragraph(self) -> None:
        one = self._paragraphs.pop() if len(self._paragraphs) > 1 else _Paragraph()
        if one.of_contents:
            self.lines.drop_line()
        if not one.joins:
            self.lines.end_line()
