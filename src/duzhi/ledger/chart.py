"""The chart of accounts: budget-accounting and control accounts, mapped to 财政总会计制度.

The legal codes (财库〔2015〕192号 until 2022, 财库〔2022〕41号 from 2023-01-01) come from
`registry/data/codes/treasury_accounts.csv`; `evidence` says how far to trust a mapping.
Numbers are stored in every line and never re-used.
"""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

NEW_SYSTEM_YEAR = 2023


@dataclass(frozen=True, slots=True)
class Account:
    """One account; `side` is where it grows, `scope` says whether it starts each year at zero."""

    no: int
    code: str
    name: str
    side: str
    scope: str
    limited: bool
    code_2015: tuple[str, ...]
    code_2023: tuple[str, ...]
    evidence: str

    @property
    def sign(self) -> int:
        """Turns debit-minus-credit into the account's own positive side."""
        return 1 if self.side == "debit" else -1

    def legal_codes(self, year: int) -> tuple[str, ...]:
        """Codes of the legal books in a fiscal year; empty for control accounts."""
        return self.code_2023 if year >= NEW_SYSTEM_YEAR else self.code_2015


@cache
def accounts() -> dict[str, Account]:
    """Every account by its code."""
    path = Path(__file__).parent / "data" / "accounts.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        return {row["code"]: _account(row) for row in csv.DictReader(stream)}


@cache
def by_number() -> dict[int, Account]:
    """Every account by its stored number."""
    return {account.no: account for account in accounts().values()}


def account(code: str) -> Account:
    """One account.

    Raises:
        LookupError: the code is not in the chart.
    """
    try:
        return accounts()[code]
    except KeyError:
        raise LookupError(f"科目表中没有账户 {code}") from None


def _account(row: dict[str, str]) -> Account:
    return Account(
        no=int(row["no"]),
        code=row["code"],
        name=row["name"],
        side=row["side"],
        scope=row["scope"],
        limited=row["limited"] == "1",
        code_2015=tuple(filter(None, row["code_2015"].split(";"))),
        code_2023=tuple(filter(None, row["code_2023"].split(";"))),
        evidence=row["evidence"],
    )
