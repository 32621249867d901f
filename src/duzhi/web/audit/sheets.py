"""CSV inside a zip: streamed, counted, digested while it is written, harmless in a spreadsheet."""

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, TYPE_CHECKING, Self
from zipfile import ZIP_DEFLATED, ZipFile

if TYPE_CHECKING:
    from typing_extensions import Buffer

_RUNS = ("=", "+", "-", "@", "\t", "\r", "\n")
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class Packed:
    """A file of a package: place, bytes, SHA-256, and rows below the header for a table."""

    path: str
    bytes: int
    sha256: str
    rows: int | None = None


class Digested(io.RawIOBase):
    """Writes through to a stream and knows the digest and size of what went by."""

    def __init__(self, target: IO[bytes]) -> None:
        self._target = target
        self._digest = hashlib.sha256()
        self.size = 0

    def writable(self) -> bool:
        """Always."""
        return True

    def write(self, data: "Buffer") -> int:
        """Passes the bytes on."""
        piece = bytes(data)
        self._digest.update(piece)
        self.size += len(piece)
        self._target.write(piece)
        return len(piece)

    @property
    def sha256(self) -> str:
        """Of everything written so far, in hexadecimal."""
        return self._digest.hexdigest()


class Table:
    """One CSV file of a package while it is written."""

    def __init__(self, package: ZipFile, path: str, columns: Sequence[str]) -> None:
        self._path = path
        self._entry = package.open(path, "w", force_zip64=True)
        self._bytes = Digested(self._entry)
        self._text = io.TextIOWrapper(
            io.BufferedWriter(self._bytes, _CHUNK), encoding="utf-8-sig", newline=""
        )
        self._csv = csv.writer(self._text, lineterminator="\r\n")
        self._csv.writerow(columns)
        self._rows = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._text.close()
        self._entry.close()

    def add(self, rows: Iterable[Sequence[object]]) -> None:
        """More rows; numbers stay numbers, text that a spreadsheet would run is quoted."""
        for row in rows:
            self._csv.writerow([harmless(cell) for cell in row])
            self._rows += 1

    @property
    def packed(self) -> Packed:
        """What was written; ask after closing."""
        return Packed(self._path, self._bytes.size, self._bytes.sha256, self._rows)


def harmless(cell: object) -> object:
    """A cell that no spreadsheet runs: text beginning like a formula gets an apostrophe.

    >>> harmless("=1+1"), harmless(-5), harmless("-5.00"), harmless("青岚市")
    ("'=1+1", -5, '-5.00', '青岚市')
    """
    if isinstance(cell, str) and cell.startswith((*_RUNS, "'")) and not _is_number(cell):
        return f"'{cell}"
    return cell


def restored(cell: str) -> str:
    """The cell as it was before `harmless`."""
    return cell[1:] if cell.startswith("'") else cell


def add_text(package: ZipFile, path: str, text: str) -> Packed:
    """A text file."""
    data = text.encode()
    package.writestr(path, data, ZIP_DEFLATED)
    return Packed(path, len(data), hashlib.sha256(data).hexdigest())


def add_file(package: ZipFile, path: str, source: Path) -> Packed:
    """A file of this machine, copied by the piece."""
    with source.open("rb") as file, package.open(path, "w", force_zip64=True) as entry:
        copy = Digested(entry)
        while piece := file.read(_CHUNK):
            copy.write(piece)
        return Packed(path, copy.size, copy.sha256)


def read_table(package: ZipFile, path: str) -> Iterator[dict[str, str]]:
    """The rows of a CSV file of a package, as they were before they were made harmless."""
    with package.open(path) as entry:
        text = io.TextIOWrapper(entry, encoding="utf-8-sig", newline="")
        for row in csv.DictReader(text):
            yield {name: restored(cell or "") for name, cell in row.items() if name}


def _is_number(text: str) -> bool:
    bare = text.removeprefix("-").replace(".", "", 1)
    return bare.isascii() and bare.isdigit()
