"""The content controls of a paper: reading them back and setting their text.

A tag reads `F03@2023-06-30#2` or `F04.word@2023-06-30#1`: item, part, as-of day, how many of them
came before. python-docx skips `w:sdt`, so the tree is walked here.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from duzhi.documents.skeleton import W
from duzhi.kernel.finding import refuse

_LARGEST_PART = 64 << 20
"""Bytes a part may unpack to: a bomb is no paper."""
LONGEST_TAG = 64
"""What Word keeps of a tag."""
_TAG = re.compile(r"([A-Za-z][\w-]*)(?:\.(\w+))?(?:@(\d{4}-\d\d-\d\d))?(?:#(\d+))?")
_PENDING = "FDF3CF"
"""The yellow of 待报 (look)."""

Element = etree._Element  # noqa: SLF001 lxml names its only element class so


class Tag(NamedTuple):
    """The tag of a control in its parts; day and number are empty in a template."""

    head: str
    part: str = ""
    on: date | None = None
    n: int = 0

    @property
    def name(self) -> str:
        """`F04.word`."""
        return f"{self.head}.{self.part}" if self.part else self.head

    def __str__(self) -> str:
        """As it stands in the file."""
        day = f"@{self.on.isoformat()}" if self.on else ""
        return f"{self.name}{day}#{self.n}"

    @classmethod
    def parse(cls, text: str) -> "Tag | None":
        """Back from its text; None when it is somebody else's tag.

        >>> Tag.parse("F04.word@2023-06-30#1").name, Tag.parse("批注 1"), Tag.parse("F1@2023-06-31")
        ('F04.word', None, None)
        """
        found = _TAG.fullmatch(text)
        if found is None:
            return None
        head, part, day, number = found.groups()
        try:
            on = date.fromisoformat(day) if day else None
        except ValueError:
            return None
        return cls(head, part or "", on, int(number or 0))


@dataclass(frozen=True, slots=True)
class Control:
    """A control of a filled paper; `figure` is the item (`F03`), `part` empty for the number."""

    tag: str
    figure: str
    on: date
    n: int
    text: str
    part: str = ""


def read_controls(path: Path) -> list[Control]:
    """The figure controls of a .docx with what stands in them now, in the order of the text.

    Raises:
        Refused: the file cannot be read as a .docx.
    """
    found = []
    for control in walk(parsed(part_of(path, "word/document.xml"))):
        text = tag_of(control)
        tag = Tag.parse(text)
        if tag and tag.on and is_figure(tag):
            found.append(Control(text, tag.head, tag.on, tag.n, text_of(control), tag.part))
    return found


def part_of(path: Path, name: str) -> bytes:
    """One part of a .docx.

    Raises:
        Refused: the file cannot be read as a .docx.
    """
    try:
        with zipfile.ZipFile(path) as package, package.open(name) as part:
            blob = part.read(_LARGEST_PART + 1)
    except (OSError, KeyError, zipfile.BadZipFile):
        blob = b""
    if 0 < len(blob) <= _LARGEST_PART:
        return blob
    raise refuse(
        "documents.unreadable", f"{path.name}不是可读的 Word 文件；请用 Word 另存为 .docx 后再试"
    )


def parsed(blob: bytes) -> Element:
    """An XML part; what it refers to elsewhere is never fetched.

    Raises:
        Refused: it is not XML.
    """
    safe = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(blob, safe)
    except etree.XMLSyntaxError:
        text = "Word 文件内部损坏；请用 Word 打开并另存为 .docx 后再试"
        raise refuse("documents.unreadable", text) from None


def is_figure(tag: Tag) -> bool:
    """Whether a tag belongs to a numbered item and not to a word of the scope."""
    return bool(re.fullmatch(r"[A-Z]\d{2,3}", tag.head))


def walk(root: Element) -> Iterator[Element]:
    """Every content control in the order of the text."""
    yield from root.iter(q("sdt"))


def tag_of(control: Element) -> str:
    """The tag of a control, empty when it has none."""
    found = control.find(f"{q('sdtPr')}/{q('tag')}")
    return "" if found is None else found.get(q("val"), "")


def text_of(element: Element) -> str:
    """The words in an element."""
    return "".join(one.text or "" for one in element.iter(q("t")))


def label(control: Element, tag: Tag, alias: str) -> None:
    """Give a control its tag and the name people see."""
    properties = control.find(q("sdtPr"))
    assert properties is not None, "a control without properties has no tag"
    for name, text in (("tag", str(tag)), ("alias", alias)):
        found = properties.find(q(name))
        if found is None:
            found = etree.Element(q(name))
            properties.insert(1 if properties.find(q("rPr")) is not None else 0, found)
        found.set(q("val"), text)
    for placeholder in properties.findall(q("showingPlcHdr")):
        properties.remove(placeholder)


def write(control: Element, text: str, *, pending: bool) -> None:
    """Put a text in place of what stands in a control; its formatting stays."""
    content = control.find(q("sdtContent"))
    assert content is not None, "Word never writes a control without content"
    runs = list(content.iter(q("r")))
    keep = runs[0] if runs else _new_run(content)
    for other in runs[1:]:
        parent = other.getparent()
        if parent is not None:
            parent.remove(other)
    for child in list(keep):
        if child.tag != q("rPr"):
            keep.remove(child)
    _shade(keep, pending=pending)
    words = etree.SubElement(keep, q("t"))
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    words.text = text


def q(name: str) -> str:
    """A name of WordprocessingML as lxml writes it."""
    return f"{{{W}}}{name}"


def _new_run(content: Element) -> Element:
    paragraph = next(content.iter(q("p")), content)
    return etree.SubElement(paragraph, q("r"))


def _shade(run: Element, *, pending: bool) -> None:
    look = run.find(q("rPr"))
    if look is None:
        look = etree.Element(q("rPr"))
        run.insert(0, look)
    for name in ("shd", "rStyle"):
        for found in look.findall(q(name)):
            if found.get(q("fill")) == _PENDING or found.get(q("val")) == "PlaceholderText":
                look.remove(found)
    if pending:
        shade = etree.Element(q("shd"))
        for name, value in (("val", "clear"), ("color", "auto"), ("fill", _PENDING)):
            shade.set(q(name), value)
        _insert_shade(look, shade)


def _insert_shade(look: Element, shade: Element) -> None:
    """Word wants the parts of w:rPr in their order: shd after size, before the rest."""
    after = {
        q(name) for name in ("fitText", "vertAlign", "rtl", "cs", "em", "lang", "eastAsianLayout")
    }
    spot = next((index for index, one in enumerate(look) if one.tag in after), len(look))
    look.insert(spot, shade)
