"""The text of a .docx as paragraphs with tokens again: words that were changed in Word are kept."""

import zipfile
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from io import BytesIO

from duzhi.documents import controls
from duzhi.documents.controls import Element, Tag, q
from duzhi.documents.outline import BREAK
from duzhi.documents.paragraphs import Paragraph, numbered
from duzhi.documents.spoken import NOTE

_SIGNS = {"Title": "= ", "Signature": "> ", "Date": ">> "}
_LEADS = {"word": "change", "ahead": "ahead"}
_SILENT = {"sign", "mark"}


def read_back(docx: bytes, template: Sequence[str], words: Mapping[str, str]) -> list[Paragraph]:
    """The paragraphs, under the template's names where they are still the template's."""
    with zipfile.ZipFile(BytesIO(docx)) as package:
        root = controls.parsed(package.read("word/document.xml"))
    found = list(filter(None, map(_paragraph, root.iter(q("p")))))
    return list(_named(found, numbered(template), words))


def _paragraph(element: Element) -> str:
    tags: list[str | Tag] = list(_inside(element))
    text = "".join(_tokens(tags)).strip()
    style = element.find(f"{q('pPr')}/{q('pStyle')}")
    sign = "" if style is None else _SIGNS.get(style.get(q("val"), ""), "")
    return "" if not text or text.startswith(NOTE) else sign + text


def _inside(element: Element) -> Iterator[str | Tag]:
    for child in element:
        if child.tag == q("r"):
            yield "".join(map(_word, child))
        elif child.tag == q("sdt"):
            yield Tag.parse(controls.tag_of(child)) or controls.text_of(child)
        elif child.tag != q("pPr"):
            yield from _inside(child)


def _word(part: Element) -> str:
    if part.tag == q("br"):
        return BREAK
    return (part.text or "") if part.tag == q("t") else ""


def _tokens(parts: Sequence[str | Tag]) -> Iterator[str]:
    """Tokens of the outline: a word and the number behind it are one."""
    led = ""
    for number, part in enumerate(parts):
        if isinstance(part, str):
            yield part.replace("{", "").replace("}", "")
        elif part.part in _LEADS and _leads(parts, number):
            led = part.head
            yield f"{{{part.head}:{_LEADS[part.part]}}}"
        elif part.part in _SILENT or (led == part.head and not part.part):
            led = ""
        elif part.head == "say":
            yield f"{{say:{part.part}}}"
        else:
            yield f"{{{part.head}:{part.part}}}" if part.part else f"{{{part.head}}}"


def _leads(parts: Sequence[str | Tag], number: int) -> bool:
    """Whether the number itself comes right behind its word."""
    part, after = parts[number], parts[number + 1 : number + 2]
    return bool(after) and isinstance(part, Tag) and _is_number(after[0], part.head)


def _is_number(part: str | Tag, head: str) -> bool:
    return isinstance(part, Tag) and part.head == head and not part.part


def _named(
    found: Sequence[str], template: Sequence[Paragraph], words: Mapping[str, str]
) -> Iterator[Paragraph]:
    """Names by comparison with the template, whose {place} Word has as plain text."""
    plain = [_spelled(one.text, words) for one in template]
    steps = SequenceMatcher(None, plain, found, autojunk=False).get_opcodes()
    added = 0
    for step, first, last, start, end in steps:
        for spot in range(start, end):
            old = first + spot - start
            if step == "equal":
                yield template[old]
            elif step == "replace" and old < last:
                yield Paragraph(template[old].id, found[spot])
            else:
                added += 1
                yield Paragraph(f"v1-{added}", found[spot])


def _spelled(text: str, words: Mapping[str, str]) -> str:
    for name, word in words.items():
        text = text.replace(f"{{{name}}}", word)
    return text
