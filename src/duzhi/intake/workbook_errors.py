"""Cells of an .xlsx whose formula failed (#REF!, #DIV/0!): readers would show them as empty."""

import re
from pathlib import Path, PurePosixPath
from zipfile import ZipFile

from lxml import etree

_BROKEN = re.compile(rb"""<(?:\w+:)?c\s[^>]*\bt=["']e["'][^>]*>""")
_PLACE = re.compile(rb"""\br=["']([A-Z]+)(\d+)["']""")
_CHUNK, _OVERLAP = 1 << 20, 200
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def broken_cells(path: Path) -> dict[str, dict[int, set[int]]]:
    """Sheet name → row → 0-based columns of failed formulas."""
    found = {}
    with ZipFile(path) as bundle:
        for name, part in _parts(bundle).items():
            if part in bundle.namelist() and (cells := _broken(bundle, part)):
                found[name] = _places(cells)
    return found


def _parts(bundle: ZipFile) -> dict[str, str]:
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    relations = etree.fromstring(bundle.read("xl/_rels/workbook.xml.rels"), parser)
    targets = {one.get("Id"): one.get("Target", "") for one in relations}
    book = etree.fromstring(bundle.read("xl/workbook.xml"), parser)
    return {
        sheet.get("name", ""): _absolute(targets.get(sheet.get(_RELATION), ""))
        for sheet in book.iter("{*}sheet")
    }


def _broken(bundle: ZipFile, part: str) -> set[bytes]:
    cells: set[bytes] = set()
    tail = b""
    with bundle.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            window = tail + chunk
            if b'"e"' in window or b"'e'" in window:
                cells.update(_BROKEN.findall(window))
            tail = chunk[-_OVERLAP:]
    return cells


def _absolute(target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else str(PurePosixPath("xl") / target)


def _places(cells: set[bytes]) -> dict[int, set[int]]:
    places: dict[int, set[int]] = {}
    for cell in cells:
        if where := _PLACE.search(cell):
            column = 0
            for letter in where[1]:
                column = column * 26 + letter - ord("A") + 1
            places.setdefault(int(where[2]), set()).add(column - 1)
    return places
