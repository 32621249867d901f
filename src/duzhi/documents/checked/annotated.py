"""批注稿: a checked text as .docx with every point as a comment of Word beside its words.

It is made of the text that was read; tables and pictures of the original do not come along.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from datetime import datetime
from io import BytesIO
from itertools import pairwise

import docx
from docx.document import Document as WordFile
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from duzhi.checker.api import HARD
from duzhi.documents import archive, outline, skeleton
from duzhi.documents.checked.checking import report_of
from duzhi.documents.checked.points import Point, is_title, points
from duzhi.documents.checked.sheet import NOT_XML
from duzhi.documents.models import CheckedText

AUTHOR, INITIALS = "度支校核", "校"
_STYLES = {outline.FIRST: "heading 1", outline.SECOND: "heading 2"}
_SEVERE, _OTHER = "FBD9D5", "FDF3CF"
"""Behind the words: red and the yellow of 待报 (look)."""


def annotated(row: CheckedText) -> bytes:
    """The text with a comment for every point; severe ones on red, the others on yellow."""
    report = report_of(row)
    word = docx.Document(BytesIO(archive.pack(skeleton.parts(""))))
    waiting = deque(sorted(points(report), key=lambda one: (one.start, one.end)))
    offset, first = 0, True
    for line in report.text.split("\n"):
        inside = []
        while waiting and waiting[0].start <= offset + len(line):
            inside.append(waiting.popleft())
        if line.strip():
            _write(word, line, offset, inside, _style(line, first=first), row.at)
            first = False
        offset += len(line) + 1
    made = BytesIO()
    word.save(made)
    return archive.repack(made.getvalue())


def _style(line: str, *, first: bool) -> str:
    text = line.strip()
    if first and is_title(text):
        return "Title"
    return _STYLES.get(outline.kind_of(text), "Normal")


def _write(
    word: WordFile, line: str, offset: int, inside: Sequence[Point], style: str, at: datetime
) -> None:
    paragraph = word.add_paragraph(style=style)
    spans = [(one.start - offset, min(one.end - offset, len(line)), one) for one in inside]
    runs = list(_runs(paragraph, line, sorted({cut for a, b, _ in spans for cut in (a, b)})))
    for start, end, one in sorted(spans, key=lambda span: span[2].severity == HARD):
        among = [run for at, run in runs if start <= at < max(end, start + 1)]
        if among:
            _comment(word, among, one, at)


def _runs(paragraph: Paragraph, line: str, cuts: Sequence[int]) -> Iterator[tuple[int, Run]]:
    """The line in runs that end where a point begins or ends, each with its offset."""
    edges = sorted({len(line) - len(line.lstrip()), *cuts, len(line.rstrip())})
    for start, end in pairwise(edges):
        run = paragraph.add_run(line[start:end].translate(NOT_XML))
        _look(run, "rFonts", hint="eastAsia")
        yield start, run


def _comment(word: WordFile, runs: Sequence[Run], one: Point, at: datetime) -> None:
    for run in runs:
        severe = one.severity == HARD
        _look(run, "shd", val="clear", color="auto", fill=_SEVERE if severe else _OTHER)
    parts = (f"{one.label}：{one.said}", one.advice and f"建议：{one.advice}")
    comment = word.add_comment(
        runs, "\n".join(filter(None, parts)).translate(NOT_XML), AUTHOR, INITIALS
    )
    comment._comment_elm.date = at  # noqa: SLF001 python-docx asks the clock


def _look(run: Run, name: str, **given: str) -> None:
    """Give a run a property; of two points on the same words the later one shows."""
    properties = run._r.get_or_add_rPr()  # noqa: SLF001 python-docx knows neither hint nor shade
    found = properties.find(qn(f"w:{name}"))
    if found is None:
        found = OxmlElement(f"w:{name}")
        properties.append(found)
    for key, value in given.items():
        found.set(qn(f"w:{key}"), value)
