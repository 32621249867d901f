"""Fast writing of prepared rows, the same to callers on SQLite and PostgreSQL.

A few rows go as one statement; many go through `executemany` (SQLite) or `COPY` (PostgreSQL).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from duzhi.kernel.entry import Key

Row = tuple[Any, ...]
Statement = tuple[str, list[Any]]
"""SQL and its values."""
FEW = 60
"""Up to this many rows one statement is quicker than a batch."""
_PIECE = 500


@dataclass(frozen=True, slots=True)
class Table:
    """A table to append to.

    Where the `key` exists already, columns named in `sums` are added up; without any the row is
    left out.
    """

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...] = ()
    sums: tuple[str, ...] = ()
    staged: bool = False
    """COPY goes through a temporary table, because rows may be there already."""

    def add(self, rows: Sequence[Row]) -> int:
        """Insert rows in the given order (locks follow it); returns how many were written."""
        if not rows:
            return 0
        if len(rows) > FEW and connection.vendor == "postgresql":
            self._copy(rows)
            return len(rows)
        with connection.cursor() as cursor:
            if len(rows) > FEW:
                cursor.executemany(f"{self._insert()} VALUES {self._marks()} {self._merge()}", rows)
            else:
                cursor.execute(*self.statement(rows))
            return int(cursor.rowcount)

    def statement(self, rows: Sequence[Row]) -> Statement:
        """What inserts a few rows in the given order, to be run together with others."""
        marks = ", ".join([self._marks()] * len(rows))
        sql = f"{self._insert()} VALUES {marks} {self._merge()}"
        return sql, [value for row in rows for value in row]

    def _copy(self, rows: Sequence[Row]) -> None:
        columns = _names(self.columns)
        target = f"fresh_{self.name}" if self.staged else self.name
        with connection.cursor() as cursor:
            if self.staged:
                cursor.execute(
                    f"CREATE TEMP TABLE IF NOT EXISTS {target} ON COMMIT DELETE ROWS AS "  # noqa: S608 our own names
                    f"SELECT {columns} FROM {self.name} WITH NO DATA"
                )
            with cursor.copy(f"COPY {target} ({columns}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
            if self.staged:
                order = _names(self.key)
                cursor.execute(
                    f"{self._insert()} SELECT {columns} FROM {target} ORDER BY {order} "  # noqa: S608 our own names
                    f"{self._merge()}"
                )
                cursor.execute(f"TRUNCATE {target}")

    def _insert(self) -> str:
        return f"INSERT INTO {self.name} ({_names(self.columns)})"

    def _marks(self) -> str:
        return "(" + ", ".join(["%s"] * len(self.columns)) + ")"

    def _merge(self) -> str:
        if not self.sums:
            return f"ON CONFLICT ({_names(self.key)}) DO NOTHING" if self.key else ""
        added = ", ".join(f"{name} = {self.name}.{name} + excluded.{name}" for name in self.sums)
        return f"ON CONFLICT ({_names(self.key)}) DO UPDATE SET {added}"


def together(statements: Sequence[Statement]) -> list[list[Any]]:
    """Run statements in their order and give the rows of each; PostgreSQL takes one round trip.

    What is locked on the way is then held for the time of the server alone, not for the time in
    which a busy machine lets server and client take turns.
    """
    if connection.vendor != "postgresql":
        return [_rows(statement) for statement in statements]
    with connection.cursor() as cursor:
        script = ";\n".join(sql for sql, _ in statements)
        cursor.execute(script, [value for _, values in statements for value in values])
        found = []
        for _ in statements:
            found.append(cursor.fetchall() if cursor.description else [])
            cursor.nextset()
    return found


def _rows(statement: Statement) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(*statement)
        return list(cursor.fetchall()) if cursor.description else []


def among(column: str, values: Sequence[Any]) -> Iterator[tuple[str, list[Any]]]:
    """A test that a column is one of the values, in pieces a database takes: (SQL, parameters)."""
    if connection.vendor == "postgresql":
        if values:
            yield f"{column} = ANY(%s)", [list(values)]
        return
    for start in range(0, len(values), _PIECE):
        some = values[start : start + _PIECE]
        yield f"{column} IN ({', '.join(['%s'] * len(some))})", list(some)


def _names(columns: Sequence[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)


KEYS = Table("ledger_key", ("digest", *Key._fields), key=("digest",), staged=True)
ENTRIES = Table(
    "ledger_entry",
    ("id", "region", "period", "on", "booked_at", "source", "event", "by", "reverses_id", "digest"),
    key=("source", "event"),
)
LINES = Table(
    "ledger_line",
    ("entry_id", "no", "account", "key_id", "control", "amount", "period", "on"),
)
BALANCES = Table(
    "ledger_balance",
    ("account", "period", "key_id", "debit", "credit", "lines"),
    key=("account", "period", "key_id"),
    sums=("debit", "credit", "lines"),
    staged=True,
)
ROLLUP = Table(
    "ledger_rollup",
    ("region", "account", "period", "subject", "fund_type", "level", "debit", "credit", "lines"),
    key=("region", "account", "period", "subject", "fund_type", "level"),
    sums=("debit", "credit", "lines"),
    staged=True,
)
RESERVATIONS = Table(
    "ledger_reservation",
    ("source", "control", "available", "reserved", "key_id", "amount", "remaining"),
)
