"""Tables and lines of a 公文 as WordprocessingML: thin rules, small type, repeated heads. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

from duzhi.documents.skeleton import BODY_FONT, fonts

_HINT = '<w:rFonts w:hint="eastAsia"/>'
_MM = 56.7
"""Twentieths of a point."""
_LINE = 310
_RULE = "".join(
    f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="{color}"/>'
    for side, size, color in (
        ("top", 8, "1D2733"),
        ("bottom", 8, "1D2733"),
        ("insideH", 4, "B8C0CA"),
    )
)
_SMALL = '<w:sz w:val="21"/><w:szCs w:val="21"/>'
QUIET = "5F6B79"
"""The colour of what only surrounds."""
NOT_XML = dict.fromkeys([*range(9), 11, 12, *range(14, 32), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF])
"""For `str.translate`: characters that no .docx can hold."""


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of words in one look; `color` as RRGGBB."""

    text: str
    bold: bool = False
    color: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, its width in millimetres, and how its cells stand."""

    head: str
    width: float
    align: str = "left"


Cell = Sequence[Words]


def paragraph(text: str, style: str = "", before: int = 0, *, kept: bool = False) -> str:
    """A paragraph of the paper in one of its styles; `before` in twentieths of a point.

    A `kept` one stays on a page with the next: signatures never stand on a page alone.
    """
    chosen = (f'<w:pStyle w:val="{style}"/>' if style else "") + "<w:keepNext/>" * kept
    space = f'<w:spacing w:before="{before}"/>' if before else ""
    return f"<w:p><w:pPr>{chosen}{space}</w:pPr>{_run(Words(text))}</w:p>"


def table(columns: Sequence[Column], rows: Iterable[Sequence[Cell]]) -> str:
    """A ruled table; its head comes again on every page, and no row breaks between two."""
    grid = "".join(f'<w:gridCol w:w="{_twips(one)}"/>' for one in columns)
    head = [[Words(one.head, bold=True, color=QUIET)] for one in columns]
    body = "".join(_row(columns, row) for row in rows)
    width = sum(map(_twips, columns))
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{width}" w:type="dxa"/>'
        f'<w:tblBorders>{_RULE}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>'
        '<w:top w:w="45" w:type="dxa"/><w:left w:w="60" w:type="dxa"/>'
        '<w:bottom w:w="45" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{_row(columns, head, head=True)}{body}</w:tbl>"
    )


def _row(columns: Sequence[Column], cells: Sequence[Cell], *, head: bool = False) -> str:
    repeat = "<w:tblHeader/>" if head else ""
    made = "".join(_cell(one, cell) for one, cell in zip(columns, cells, strict=True))
    return f"<w:tr><w:trPr><w:cantSplit/>{repeat}</w:trPr>{made}</w:tr>"


def _cell(column: Column, cell: Cell) -> str:
    look = (
        '<w:snapToGrid w:val="0"/>'
        f'<w:spacing w:before="0" w:after="0" w:line="{_LINE}" w:lineRule="exact"/>'
        f'<w:ind w:firstLineChars="0" w:firstLine="0"/><w:jc w:val="{column.align}"/>'
    )
    inside = "".join(_run(one, small=True) for one in cell)
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{_twips(column)}" w:type="dxa"/></w:tcPr>'
        f"<w:p><w:pPr>{look}</w:pPr>{inside}</w:p></w:tc>"
    )


def _run(words: Words, *, small: bool = False) -> str:
    font = fonts(BODY_FONT) if small else _HINT
    bold = "<w:b/>" if words.bold else ""
    color = f'<w:color w:val="{words.color}"/>' if words.color else ""
    size = _SMALL if small else ""
    return (
        f"<w:r><w:rPr>{font}{bold}{color}{size}</w:rPr>"
        f'<w:t xml:space="preserve">{escape(words.text.translate(NOT_XML))}</w:t></w:r>'
    )


def _twips(column: Column) -> int:
    return round(column.width * _MM)
