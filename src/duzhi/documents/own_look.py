"""An office's restyled template with the words of a version in it: its look, the studio's text.

Word may give styles other ids when it saves them; they are found by their names.
"""

import zipfile
from collections.abc import Mapping
from io import BytesIO

from lxml import etree

from duzhi.documents import archive, controls
from duzhi.documents.controls import Element, q
from duzhi.documents.skeleton import W
from duzhi.kernel.finding import refuse

_NAMES = {
    "Title": "title",
    "Heading1": "heading 1",
    "Heading2": "heading 2",
    "Signature": "signature",
    "Date": "date",
}
"""The shipped ids of styles and the names Word knows them by."""
_W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
_DOCUMENT = "word/document.xml"


def in_own_look(own: bytes, body: str) -> bytes:
    """The template with other paragraphs (WordprocessingML) before its page settings.

    Raises:
        Refused: the template is not a readable .docx.
    """
    parts = _parts(own)
    root = controls.parsed(parts[_DOCUMENT])
    place = root.find(q("body"))
    if place is None:
        raise _unreadable()
    settings = place.find(q("sectPr"))
    for child in list(place):
        place.remove(child)
    written = etree.fromstring(f'<w:body xmlns:w="{W}" xmlns:w15="{_W15}">{body}</w:body>')
    _restyle(written, _ids(parts.get("word/styles.xml", b"")))
    place.extend(list(written))
    if settings is not None:
        place.append(settings)
    parts[_DOCUMENT] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return archive.pack(parts)


def _parts(own: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(BytesIO(own)) as package:
            found = {name: package.read(name) for name in package.namelist()}
    except zipfile.BadZipFile:
        raise _unreadable() from None
    if _DOCUMENT not in found:
        raise _unreadable()
    return found


def _ids(styles: bytes) -> Mapping[str, str]:
    """Ids of styles by their names in small letters."""
    if not styles:
        return {}
    found = {}
    for style in controls.parsed(styles).iter(q("style")):
        name = style.find(q("name"))
        if name is not None:
            found[name.get(q("val"), "").lower()] = style.get(q("styleId"), "")
    return found


def _restyle(written: Element, ids: Mapping[str, str]) -> None:
    for style in list(written.iter(q("pStyle"))):
        own = ids.get(_NAMES.get(style.get(q("val"), ""), ""), "")
        if own:
            style.set(q("val"), own)
        elif (parent := style.getparent()) is not None:
            parent.remove(style)


def _unreadable() -> Exception:
    text = "本局模板不是可读的 Word 文件；请用 Word 另存为 .docx 后再试"
    return refuse("documents.unreadable", text)
