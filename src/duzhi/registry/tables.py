"""The reference tables shipped with the product; data/codes/README.md says how far to trust."""

import csv
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

DATA = Path(__file__).parent / "data"


class TreasuryAccount(NamedTuple):
    """An account of 财政总会计制度 财库〔2022〕41号 and its code in the 2015 system."""

    system: str
    klass: str
    code: str
    name: str
    code_2015: str
    evidence: str


class Office(NamedTuple):
    """A 股室 of the bureau."""

    code: str
    name: str
    kind: str
    duty: str


@cache
def table_rows(name: str) -> tuple[Mapping[str, str], ...]:
    """Rows of a shipped table by file name without ending, as texts by column.

    Raises:
        LookupError: there is no such table.
    """
    path = DATA / "codes" / f"{name}.csv"
    if not path.is_file():
        raise LookupError(f"没有“{name}”这张代码表")
    return _read(path)


@cache
def code_table(name: str) -> Mapping[str, str]:
    """Names by code of one 预算管理一体化 code table, such as `fund_type_code`.

    Raises:
        LookupError: there is no such table.
    """
    rows = [row for row in table_rows("code_tables") if row["table"] == name]
    if not rows:
        raise LookupError(f"没有“{name}”这张代码表")
    return MappingProxyType({row["code"]: row["name"] for row in rows})


@cache
def treasury_accounts() -> tuple[TreasuryAccount, ...]:
    """The chart of accounts of 财政总会计制度, 98 rows, budget and financial side."""
    return tuple(
        TreasuryAccount(
            *(row[column] for column in ("system", "class", "code", "name")),
            *(row[column] for column in ("code_2015", "evidence")),
        )
        for row in table_rows("treasury_accounts")
    )


@cache
def offices() -> tuple[Office, ...]:
    """The usual 股室 of a county bureau, by code."""
    return tuple(Office(**row) for row in _read(DATA / "offices.csv"))


def office_name(code: str) -> str:
    """What people call a 股室; the code itself when it is not known."""
    return {office.code: office.name for office in offices()}.get(code, code)


def _read(path: Path) -> tuple[Mapping[str, str], ...]:
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))
