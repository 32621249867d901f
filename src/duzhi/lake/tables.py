"""Big tables on disk: rows as Parquet under HOME/lake, a file a month, read with Ibis on DuckDB."""

import os
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from tempfile import NamedTemporaryFile

import ibis
import pyarrow as pa
from django.conf import settings
from pyarrow import parquet

TEXT, WHOLE, DAY = "text", "whole", "day"
"""What a column may hold: text, a 64-bit whole number (fen, a count), a day; never null."""
_ARROW = {TEXT: pa.string(), WHOLE: pa.int64(), DAY: pa.date32()}
_ORDER = "on"
Cell = str | int | date


def write(
    name: str, scope: str, columns: Mapping[str, str], rows: Iterable[Sequence[Cell]]
) -> list[Path]:
    """Make the rows what the table holds of a scope (a region) in the months they fall into.

    A month is one file that is put in place whole; the same rows again leave the same files. Rows
    need a column `on`; `columns` are names and kinds in the order of a row.

    Raises:
        ValueError: a name that could leave the folder, or no column `on`.
    """
    if not (name.replace(".", "").replace("_", "").isalnum() and scope.isalnum()):
        raise ValueError(f"湖表名“{name}”或范围“{scope}”只能是字母、数字和点")
    place = list(columns).index(_ORDER)
    months: dict[int, list[Sequence[Cell]]] = {}
    for row in rows:
        on = row[place]
        assert isinstance(on, date), "the column `on` holds days"
        months.setdefault(on.year * 100 + on.month, []).append(row)
    folder = _folder(name)
    folder.mkdir(parents=True, exist_ok=True)
    return [
        _put(folder / f"{scope}-{month}.parquet", columns, some)
        for month, some in sorted(months.items())
    ]


def forget(name: str, scope: str, months: Iterable[int]) -> None:
    """Take months away that hold no rows any more."""
    for month in months:
        (_folder(name) / f"{scope}-{month}.parquet").unlink(missing_ok=True)


def open_table(name: str, scope: str) -> ibis.Table:
    """The rows of a scope as an Ibis table on a DuckDB of its own; nothing is read yet.

    Raises:
        LookupError: nothing was written of it.
    """
    files = sorted(_folder(name).glob(f"{scope}-*.parquet"))
    if not files:
        raise LookupError(f"湖表{name}没有{scope}的数据；请先写入")
    return ibis.duckdb.connect().read_parquet([str(path) for path in files])


def _folder(name: str) -> Path:
    return Path(settings.HOME) / "lake" / name


def _put(path: Path, columns: Mapping[str, str], rows: Sequence[Sequence[Cell]]) -> Path:
    """Written beside its place and moved there: a reader sees the old file or the new one."""
    schema = pa.schema([(name, _ARROW[kind]) for name, kind in columns.items()])
    arrays = [pa.array(cells, type=schema.field(no).type) for no, cells in _turned(rows)]
    with NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as file:
        parquet.write_table(pa.Table.from_arrays(arrays, schema=schema), file)
        file.flush()
        os.fsync(file.fileno())
    Path(file.name).replace(path)
    return path


def _turned(rows: Sequence[Sequence[Cell]]) -> Iterable[tuple[int, tuple[Cell, ...]]]:
    return enumerate(zip(*rows, strict=True))
