"""Proving a package: every file is the one in its list, every entry and seal recomputes."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile

from duzhi.kernel.finding import Finding, Place, refuse
from duzhi.ledger import api as ledger
from duzhi.web.audit.package import FORMAT, MANIFEST
from duzhi.web.audit.sheets import read_table

_CHUNK = 1 << 20


def prove(path: Path) -> list[Finding]:
    """What is wrong with a package; nothing when it is whole.

    Raises:
        Refused: the file is no package.
    """
    try:
        with ZipFile(path) as package:
            said = _said(package, path)
            wrong = list(_files(package, said["files"]))
            if wrong:
                return wrong
            return [*_entries(package), *_seals(package)]
    except (BadZipFile, OSError):
        raise _no_package(path) from None


def _said(package: ZipFile, path: Path) -> dict[str, Any]:
    try:
        said: dict[str, Any] = json.loads(package.read(MANIFEST))
        known = said["format"] == FORMAT and isinstance(said["files"], list)
    except (KeyError, ValueError, TypeError):
        known = False
    if not known:
        raise _no_package(path)
    return said


def _files(package: ZipFile, listed: list[Mapping[str, Any]]) -> Iterator[Finding]:
    named = {str(one["path"]): one for one in listed}
    held = {name for name in package.namelist() if name != MANIFEST}
    for name in sorted(held - named.keys()):
        yield _fault("package_extra", "不在清单内，可能是后加的；请向出具单位核对", name)
    for name, one in named.items():
        if name not in held:
            yield _fault("package_missing", "清单里有，包里没有；请重新索取", name)
        elif _digest(package, name) != one["sha256"]:
            yield _fault("package_altered", "与清单的 SHA-256 不符，可能被改动；请重新索取", name)


def _digest(package: ZipFile, name: str) -> str:
    found = hashlib.sha256()
    with package.open(name) as entry:
        while piece := entry.read(_CHUNK):
            found.update(piece)
    return found.hexdigest()


def _entries(package: ZipFile) -> Iterator[Finding]:
    """Entries and lines stand in the same order, so that two streams are enough."""
    lines = groupby(read_table(package, "lines.csv"), key=itemgetter("entry"))
    for entry in read_table(package, "entries.csv"):
        number, own = next(lines, ("", iter(())))
        if number != entry["entry"] or not ledger.export.proves_entry(entry, list(own)):
            text = (
                f"分录{entry['entry']}（{entry['source']}）与摘要值不符或借贷不平；请核对来源文件"
            )
            yield _fault("package_entry", text, "lines.csv")
            if number != entry["entry"]:
                return


def _seals(package: ZipFile) -> Iterator[Finding]:
    digests = read_table(package, "digests.csv")
    waiting = next(digests, None)
    previous = ""
    for seal in read_table(package, "seals.csv"):
        proof = ledger.export.SealProof(seal)
        while waiting is not None and proof.covers(int(waiting["entry"])):
            proof.add(waiting)
            waiting = next(digests, None)
        linked = not previous or seal["previous"] == previous
        if not proof.holds() or not linked:
            text = f"{seal['day']} 的封签（分录{seal['first']}至{seal['last']}）不符；请核对"
            yield _fault("package_seal", text, "seals.csv")
        previous = seal["digest"]


def _fault(code: str, text: str, name: str) -> Finding:
    return Finding(f"audit.{code}", text, place=Place(name))


def _no_package(path: Path) -> Exception:
    return refuse("audit.no_package", f"{path.name} 不是审计数据包，或已损坏；请核对文件")
