"""A text as it was typed, pasted or read becomes one that can be checked and shown."""

import re

from duzhi.checker.reading import limits, rows
from duzhi.kernel.finding import refuse

_LINE_ENDS = re.compile(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
_SILENT = re.compile(
    "[\x00-\x08\x0e-\x1b\x1f\x7f-\x9f\xad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
    "\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
"""Control characters, zero-width and direction marks, halves of a character: nobody sees them."""
_TABBED = re.compile(r"^.*\t.*$", re.MULTILINE)


def clean(text: str) -> str:
    """A pasted text with line ends of one kind, cells of tables between bars, nothing invisible.

    Raises:
        Refused: there are no words in it, or far too many.
    """
    if len(text) > limits.MOST_CHARACTERS:
        raise limits.too_long()
    plain = _SILENT.sub("", _LINE_ENDS.sub("\n", text)).replace("\xa0", " ")
    if not plain.strip():
        raise refuse("checker.text_empty", "没有可校核的文字；请核对内容后再试")
    return _TABBED.sub(_cells, plain)


def _cells(found: re.Match[str]) -> str:
    """A line with tabs: a row of a table that was copied, or words that were set apart."""
    line = found.group().rstrip()
    cells = [one.strip() for one in line.split("\t")]
    between = line.lstrip().count("\t")
    if between > 1 or (between and rows.is_number(cells[-1])):
        return rows.table_line(cells)
    return line.replace("\t", " ")
