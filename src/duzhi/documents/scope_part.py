"""The custom XML part of a filled paper: for whom, as of when, and a digest of every number.

Digests are of exact values; of a masked paper they are of the printed text only, because a digest
of an amount could be searched for.
"""

import hashlib
import json
import uuid
import zipfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from docx.document import Document as WordFile
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from duzhi.documents.controls import parsed
from duzhi.kernel.finding import refuse

NAMESPACE = "urn:duzhi:document:1"
_STORE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"
_RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PROPS = "application/vnd.openxmlformats-officedocument.customXmlProperties+xml"


_LARGEST, _MOST_PARTS = 1 << 20, 50
_SENSIBLE = (2000, 2100)
"""Years a paper may be of; another one was put there by somebody else."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One control as it was filled."""

    tag: str
    figure: str
    code: str
    exact: str
    """SHA-256 of the exact value as text, of the printed text in a masked paper or for words."""
    display: str
    source: str


@dataclass(frozen=True, slots=True)
class Scope:
    """What a paper was filled for. `snapshot` is 0 while it is a draft."""

    kind: str
    on: date
    region: str
    mask: bool
    snapshot: int
    entries: tuple[Entry, ...]
    digest: str = ""
    """SHA-256 over everything else; empty before it is written."""


_NEVER = Scope("", date.min, "", mask=False, snapshot=0, entries=())


def digest(text: str) -> str:
    """SHA-256 of a text."""
    return hashlib.sha256(text.encode()).hexdigest()


def digest_all(scope: Scope) -> str:
    """The digest over a scope and all of its controls."""
    head = [scope.kind, scope.on.isoformat(), scope.region, scope.mask, scope.snapshot]
    rows = [
        [one.tag, one.figure, one.code, one.exact, one.display, one.source] for one in scope.entries
    ]
    return digest(json.dumps([head, rows], ensure_ascii=False, separators=(",", ":")))


def store(word: WordFile, scope: Scope) -> None:
    """Put the part into a document, in place of an earlier one."""
    package = word.part.package
    for key, rel in list(word.part.rels.items()):
        if not rel.is_external and NAMESPACE.encode() in _blob(rel.target_part):
            del word.part.rels[key]
    taken = {part.partname for part in package.iter_parts()}
    number = next(n for n in range(1, 1000) if f"/customXml/item{n}.xml" not in taken)
    blob = _written(scope)
    part = Part(PackURI(f"/customXml/item{number}.xml"), "application/xml", blob, package)
    props = Part(PackURI(f"/customXml/itemProps{number}.xml"), _PROPS, _props(blob), package)
    part.relate_to(props, f"{_RELS}/customXmlProps")
    word.part.relate_to(part, f"{_RELS}/customXml")


def read_scope(path: Path) -> Scope | None:
    """What a .docx says about itself; None when Duzhi did not fill it.

    Raises:
        Refused: the file cannot be read as a .docx, or what it says of itself was damaged.
    """
    try:
        with zipfile.ZipFile(path) as package:
            blobs = [package.read(one) for one in _ours(package)]
    except (OSError, zipfile.BadZipFile):
        text = f"{path.name}不是可读的 Word 文件；请用 Word 另存为 .docx 后再试"
        raise refuse("documents.unreadable", text) from None
    ours = (blob for blob in blobs if NAMESPACE.encode() in blob)
    try:
        found = next(map(_read, ours), None)
    except ValueError:
        found = _NEVER
    if found is not None and not _SENSIBLE[0] <= found.on.year <= _SENSIBLE[1]:
        text = f"{path.name}所附的校验信息已损坏；请从度支重新下载"
        raise refuse("documents.scope_damaged", text)
    return found


def _ours(package: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The parts ours may be among; none that would unpack to more than it ever holds."""
    found = (one for one in package.infolist() if one.filename.startswith("customXml/item"))
    return [one for one in found if one.file_size <= _LARGEST][:_MOST_PARTS]


def _blob(part: Part) -> bytes:
    return part.blob if part.partname.startswith("/customXml/") else b""


def _written(scope: Scope) -> bytes:
    root = etree.fromstring(f'<document xmlns="{NAMESPACE}"/>')
    facts = {
        "kind": scope.kind,
        "on": scope.on.isoformat(),
        "region": scope.region,
        "mask": str(scope.mask).lower(),
        "snapshot": str(scope.snapshot),
        "digest": digest_all(scope),
    }
    for name, value in facts.items():
        root.set(name, value)
    for one in scope.entries:
        row = etree.SubElement(root, f"{{{NAMESPACE}}}control")
        for name in Entry.__slots__:
            row.set(name, getattr(one, name))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def _read(blob: bytes) -> Scope:
    root = parsed(blob)
    rows = root.iterfind(f"{{{NAMESPACE}}}control")
    entries = tuple(Entry(*(row.get(name, "") for name in Entry.__slots__)) for row in rows)
    return Scope(
        root.get("kind", ""),
        date.fromisoformat(root.get("on", "")),
        root.get("region", ""),
        root.get("mask") == "true",
        int(root.get("snapshot", "0")),
        entries,
        root.get("digest", ""),
    )


def _props(blob: bytes) -> bytes:
    name = str(uuid.uuid5(uuid.NAMESPACE_URL, NAMESPACE + digest(blob.decode()))).upper()
    root = etree.Element(f"{{{_STORE}}}datastoreItem", nsmap={"ds": _STORE})
    root.set(f"{{{_STORE}}}itemID", f"{{{name}}}")
    refs = etree.SubElement(root, f"{{{_STORE}}}schemaRefs")
    etree.SubElement(refs, f"{{{_STORE}}}schemaRef").set(f"{{{_STORE}}}uri", NAMESPACE)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
