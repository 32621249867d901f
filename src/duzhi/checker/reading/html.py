"""A web page as text: what a reader sees of it, blocks as lines, tables as rows between bars."""

import re
from collections.abc import Mapping
from typing import Any

from lxml import etree

from duzhi.checker.reading import encodings, limits
from duzhi.checker.reading.counting import whole
from duzhi.checker.reading.lines import Lines

_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
_HEAD = 4096
_UNSEEN = {
    *("script", "style", "template", "noscript", "title", "select", "textarea", "svg", "math"),
    *("iframe", "object", "audio", "video", "canvas", "nav", "datalist"),
}
_VOID = {"br", "hr", "img", "input", "meta", "link", "col", "area", "base", "source", "wbr"}
_BLOCKS = {
    *("p", "div", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "dl", "dt"),
    *("dd", "section", "article", "header", "footer", "main", "aside", "blockquote", "pre"),
    *("form", "fieldset", "figure", "figcaption", "address", "center", "body", "details"),
    *("summary", "caption", "legend", "thead", "tbody", "tfoot"),
}
_CELLS = {"td", "th"}
_SPACES = re.compile(r"\s+")
_STEP = "请用浏览器打开后另存为网页，或复制文字粘贴"
_PIECE = 1 << 16
_MOST_SPAN = 10_000


def read_html(blob: bytes) -> str:
    """The text of a page, in the encoding it says or is in.

    Raises:
        Refused: no known encoding, too long, or tables nested without end.
    """
    found = _CHARSET.search(blob[:_HEAD])
    declared = found.group(1).decode("ascii", "ignore") if found else ""
    text = encodings.decoded(blob, declared).replace("\0", "")
    page: Any = _Page()  # the stubs of lxml ask of it what no parser tells
    parser = etree.HTMLParser(target=page, huge_tree=True, encoding="utf-8", remove_comments=True)
    for at in range(0, len(text), _PIECE):
        parser.feed(text[at : at + _PIECE].encode())
    try:
        return str(parser.close())
    except etree.LxmlError:
        raise limits.broken("网页", _STEP) from None


class _Page:
    """Told of every tag in turn by the parser."""

    def __init__(self) -> None:
        self._lines = Lines()
        self._unseen: list[str] = []
        """Tags that are open inside one that nobody sees, it first."""
        self._pre = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if self._unseen or tag in _UNSEEN or _hidden(attributes):
            if tag not in _VOID:
                self._unseen.append(tag)
            return
        if tag == "table":
            self._lines.open_table()
        elif tag == "tr":
            self._lines.open_row()
        elif tag in _CELLS:
            self._lines.open_cell(_span(attributes, "colspan"), _span(attributes, "rowspan"))
        elif tag in _BLOCKS:
            self._lines.end_line()
        self._pre += tag == "pre"

    def end(self, tag: str) -> None:
        if self._unseen:
            if tag == self._unseen[-1]:
                self._unseen.pop()
            elif tag == self._unseen[0]:
                self._unseen.clear()
            return
        if tag == "table":
            self._lines.close_table()
        elif tag == "tr":
            self._lines.close_row()
        elif tag in _BLOCKS:
            self._lines.end_line()
        self._pre -= tag == "pre"

    def data(self, words: str) -> None:
        if self._unseen:
            return
        if not self._pre:
            self._lines.text(_SPACES.sub(" ", words))
            return
        for number, line in enumerate(words.split("\n")):
            if number:
                self._lines.end_line()
            self._lines.text(line)

    def close(self) -> str:
        return self._lines.finish()


def _hidden(attributes: Mapping[str, str]) -> bool:
    style = attributes.get("style", "").replace(" ", "").lower()
    return "hidden" in attributes or "display:none" in style


def _span(attributes: Mapping[str, str], name: str) -> int:
    return min(whole(attributes.get(name, "").strip(), 1), _MOST_SPAN)
