"""The same paper as a page: every number links to its row in 数据来源, and back."""

import zipfile
from collections.abc import Iterator
from html import escape
from io import BytesIO

from duzhi.documents import cells, controls, datasheet, page, printed
from duzhi.documents.content import Content, Fact
from duzhi.documents.controls import Element, Tag, q
from duzhi.documents.spoken import Issue, notice

_HEADINGS = {"Title": "h1", "Heading1": "h2", "Heading2": "h3"}
_ENDINGS = {"Signature", "Date"}
_TITLES = ("编号", "指标", "数值", "单位", "公式或口径", "分母", "来源", "校验", "文中")


def to_page(docx: bytes, content: Content, issue: Issue, state: str) -> str:
    """The text of a filled .docx and 数据来源, one row for every number."""
    with zipfile.ZipFile(BytesIO(docx)) as package:
        root = controls.parsed(package.read("word/document.xml"))
    writer = _Writer(content, issue)
    article = "\n".join(filter(None, map(writer.paragraph, root.iter(q("p")))))
    day = content.on
    about = (
        f"{escape(content.place)}　截至{day.year}年{day.month}月{day.day}日　{escape(state)}"
        f"　共{len(content.facts)}项指标，待报{len(content.missing())}项"
    )
    body = (
        f'<p class="about">{about}</p>\n<article>\n{article}\n</article>\n'
        f'<section class="sources">\n<h2>数据来源</h2>\n{writer.appendix()}</section>\n'
    )
    return page.page(writer.title, body, notice=notice(content.region))


class _Writer:
    """Writes paragraphs and remembers where each number stands."""

    def __init__(self, content: Content, issue: Issue) -> None:
        self._content = content
        self._manner = issue.manner
        self._places: dict[str, list[str]] = {}
        self.title = ""

    def paragraph(self, element: Element) -> str:
        """A heading, a line of the end, or a paragraph; nothing for an empty one."""
        inside = "".join(self._inside(element))
        style = _style(element)
        if not inside:
            return ""
        if style in _ENDINGS:
            return f'<p class="end">{inside}</p>'
        name = _HEADINGS.get(style, "p")
        self.title = self.title or controls.text_of(element)
        return f"<{name}>{inside}</{name}>"

    def _inside(self, element: Element) -> Iterator[str]:
        for child in element:
            if child.tag == q("r"):
                yield "".join(map(_word, child))
            elif child.tag == q("sdt"):
                yield self._control(child)
            elif child.tag != q("pPr"):
                yield from self._inside(child)

    def _control(self, control: Element) -> str:
        text = controls.text_of(control)
        tag = Tag.parse(controls.tag_of(control))
        fact = self._content.fact(tag.head) if tag else None
        if fact is None or tag is None or not text:
            return escape(text)
        if tag.part == "mark":
            return f"<sup>{escape(text)}</sup>"
        return escape(text) if tag.part in _WORDS else self._link(fact, text)

    def _link(self, fact: Fact, text: str) -> str:
        places = self._places.setdefault(fact.id, [])
        place = f"{fact.id}-{len(places) + 1}"
        places.append(place)
        tip = escape("｜".join(self._tip(fact)))
        look = fact.source or "missing"
        return (
            f'<a class="fig {look}" id="{place}" href="#{fact.id}" title="{tip}">{escape(text)}</a>'
        )

    def _tip(self, fact: Fact) -> Iterator[str]:
        yield f"{fact.id} {fact.name}"
        if fact.formula:
            yield f"公式：{fact.formula}"
        if base := datasheet.denominator(fact, self._manner):
            yield f"分母：{base}"
        yield f"来源：{fact.kind}" + (f"（{fact.office}）" if not fact.source else "")

    def appendix(self) -> str:
        """One row for every number of the paper."""
        head = "".join(f"<th>{title}</th>" for title in _TITLES)
        rows = "\n".join(map(self._source, self._content.facts))
        return (
            f'<div class="frame"><table><thead><tr>{head}</tr></thead>\n'
            f"<tbody>\n{rows}\n</tbody></table></div>\n"
        )

    def _source(self, fact: Fact) -> str:
        look = fact.source or "missing"
        back = " ".join(
            f'<a href="#{place}">↑{number}</a>'
            for number, place in enumerate(self._places.get(fact.id, ()), 1)
        )
        columns = (
            ("code", escape(fact.id)),
            ("name", escape(fact.name)),
            ("number", escape(self._value(fact))),
            ("unit", escape(fact.unit)),
            ("words", escape(fact.formula or fact.definition)),
            ("words", escape(datasheet.denominator(fact, self._manner) or cells.NOTHING)),
            ("", f'<span class="kind {look}">{fact.kind}</span><br>{escape(fact.office)}'),
            ("words", escape(datasheet.verdicts(self._content, fact) or cells.NOTHING)),
            ("back", back or cells.NOTHING),
        )
        row = "".join(f'<td class="{name}">{inside}</td>' for name, inside in columns)
        return f'<tr id="{fact.id}">{row}</tr>'

    def _value(self, fact: Fact) -> str:
        if printed.hidden(fact, self._manner):
            return printed.MASK
        return cells.thousands(fact.display) if fact.display else cells.NOTHING


_WORDS = {"word", "ahead", "sign", "base"}
"""Words beside a number carry no link of their own."""


def _word(part: Element) -> str:
    if part.tag == q("br"):
        return "<br>"
    return escape(part.text or "") if part.tag == q("t") else ""


def _style(element: Element) -> str:
    found = element.find(f"{q('pPr')}/{q('pStyle')}")
    return "" if found is None else found.get(q("val"), "")
