"""XML of a .docx told tag by tag: no tree is built, nothing it refers to is looked up."""

from collections.abc import Mapping
from typing import Any, NoReturn, Protocol
from zipfile import ZipFile

from lxml import etree

from duzhi.checker.reading.package import STEP, broken, pieces
from duzhi.kernel.finding import refuse

_WORD = (
    "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}",
    "{http://purl.oclc.org/ooxml/wordprocessingml/main}",
)
_MATH = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}",
    "{http://purl.oclc.org/ooxml/officeDocument/math}",
)
_CHOICES = ("{http://schemas.openxmlformats.org/markup-compatibility/2006}",)
_SPACES = dict.fromkeys(_WORD, "") | dict.fromkeys(_MATH, "m:") | dict.fromkeys(_CHOICES, "mc:")

_MOST_NAMES = 1000


class Listener(Protocol):
    """Who is told of tags under their short names (`p`, `m:t`, `mc:Fallback`) and of words."""

    def start(self, name: str, values: Mapping[str, str]) -> None:
        """A tag begins; `values` are its attributes under their last names."""

    def end(self, name: str) -> None:
        """It ends."""

    def data(self, words: str) -> None:
        """Words between tags."""


def tell_part(listener: Listener, parts: ZipFile, name: str) -> None:
    """Parse a part and tell what is in it; nothing if there is no such part.

    Raises:
        Refused: no whole XML, entities of its own (Word writes none), or the listener refuses.
    """
    target: Any = _Target(listener)  # the stubs of lxml ask of it what no parser tells
    parser = etree.XMLParser(target=target, resolve_entities=False, no_network=True, load_dtd=False)
    if name not in parts.namelist():
        return
    try:
        for piece in pieces(parts, name):
            parser.feed(piece)
        parser.close()
    except etree.LxmlError:
        raise broken() from None


class _Target:
    """Passes on what the parser says; names that no listener knows come as they are."""

    def __init__(self, listener: Listener) -> None:
        self._listener = listener
        self._names: dict[str, str] = {}
        self.data = listener.data

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        values = {key.rpartition("}")[2]: text for key, text in attributes.items()}
        self._listener.start(self._short(tag), values)

    def end(self, tag: str) -> None:
        self._listener.end(self._short(tag))

    def doctype(self, *_: object) -> NoReturn:
        text = f"Word 文件里定义了不该有的实体，疑似恶意文件，未读取；{STEP}"
        raise refuse("checker.file_bomb", text)

    def close(self) -> None:
        """The parser asks for it."""

    def _short(self, tag: str) -> str:
        found = self._names.get(tag)
        if found is None:
            space, end, name = tag.partition("}")
            prefix = _SPACES.get(space + end)
            found = tag if prefix is None else prefix + name
            if len(self._names) < _MOST_NAMES:
                self._names[tag] = found
        return found
