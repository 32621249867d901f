"""Real files for tests: the same words as .txt, .docx, .html and .pdf."""

import zipfile
from collections.abc import Callable, Sequence
from functools import cache
from html import escape
from io import BytesIO
from pathlib import Path

import docx
import typst

import duzhi

FONTS = Path(duzhi.__file__).parent / "documents" / "data" / "fonts"
DATA = Path(duzhi.__file__).parents[2] / "tests" / "data"
SEED = [one.strip() for one in (DATA / "seed-report.txt").read_text("utf-8").split("\n")]
SEED = [one for one in SEED if one]
"""The paragraphs of the seed report."""
TABLE = (("收入", "执行数", "支出", "执行数"), ("总计", "795243", "总计", "795243"))
TABLE += (("税收", "94148", "", ""), ("", "", "上解支出", "16685"))
TABLE_LINES = ["收入 | 执行数 | 支出 | 执行数 |", "总计 | 795243 | 总计 | 795243 |"]
TABLE_LINES += ["税收 | 94148 | | |", " | | 上解支出 | 16685 |"]
PAGE = (
    '#set page(paper: "a4", margin: (top: 37mm, bottom: 35mm, left: 28mm, right: 26mm),'
    " footer: context align(center)[— #counter(page).display() —])\n"
    '#set text(font: "Duzhi Song", size: 16pt, lang: "zh", region: "cn")\n'
    "#set par(justify: true, first-line-indent: (amount: 2em, all: true))\n"
)
Rows = Sequence[Sequence[str]]


def docx_of(lines: Sequence[str], rows: Rows = ()) -> bytes:
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    if rows:
        table = document.add_table(len(rows), len(rows[0]))
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    return saved(document)


def saved(document) -> bytes:
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def with_body(inside: str) -> bytes:
    """A .docx whose body begins with this XML."""
    mark = b"<w:body>"
    return with_part(
        docx_of([]), "word/document.xml", lambda old: old.replace(mark, mark + inside.encode())
    )


def with_part(blob: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """The same package with one part changed, or added."""
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(blob)) as old:
        parts = {one: old.read(one) for one in old.namelist()}
    parts[name] = change(parts.get(name, b""))
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for one, content in parts.items():
            new.writestr(one, content)
    return file.getvalue()


def html_of(lines: Sequence[str], rows: Rows = ()) -> str:
    body = "".join(f"<p>{escape(line)}</p>\n" for line in lines)
    cells = ("".join(f"<td>{escape(text)}</td>" for text in row) for row in rows)
    table = "".join(f"<tr>{row}</tr>\n" for row in cells)
    return f"<html><body>{body}<table>{table}</table></body></html>"


def pdf_of(lines: Sequence[str], rows: Rows = (), look: str = "", stroke: str = "0.5pt") -> bytes:
    body = [shown(line) for line in lines]
    if rows:
        cells = ", ".join(f"[{shown(text)}]" for row in rows for text in row)
        body.append(f"#table(columns: {len(rows[0])}, stroke: {stroke}, {cells})")
    return typeset(look + "\n\n".join(body))


def typeset(source: str) -> bytes:
    return typst.compile((PAGE + source).encode(), font_paths=_fonts(), format="pdf")


@cache
def _fonts() -> typst.Fonts:
    folder = str(FONTS)
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder]
    )


def shown(text: str) -> str:
    """Words as typst prints them, whatever they mean to it."""
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'#"{quoted}"'
