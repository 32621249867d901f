"""A payroll roster: people, accounts and net pay of one quota and month (domain.md §3.12)."""

from collections.abc import Sequence
from typing import NamedTuple

from duzhi.kernel.finding import Finding, Place
from duzhi.money.payments.rules.requests import NO_ACCOUNT, Payee, bare, is_account


class Wage(NamedTuple):
    """A row of a roster; fen paid out. The account is plain here and nowhere stored."""

    sheet: str
    row: int
    region: str
    year: int
    agency: str
    quota: str
    month: str
    name: str
    bank: str
    account: str
    amount_fen: int

    @property
    def place(self) -> Place:
        """Its row in the file."""
        return Place(sheet=self.sheet, row=self.row)

    @property
    def batch(self) -> tuple[str, int, str, str, str]:
        """What one request holds: 区划, 年度, 单位, 指标, 月份."""
        return self.region, self.year, self.agency, self.quota, self.month


def batches(rows: Sequence[Wage]) -> dict[tuple[str, int, str, str, str], list[Wage]]:
    """Rows by batch, in the order of the file."""
    found: dict[tuple[str, int, str, str, str], list[Wage]] = {}
    for row in rows:
        found.setdefault(row.batch, []).append(row)
    return found


def check(rows: Sequence[Wage]) -> list[Finding]:
    """Months and accounts can be; nobody is paid twice, and no account belongs to two names."""
    found: list[Finding] = []
    people: dict[tuple[object, ...], int] = {}
    owners: dict[str, tuple[str, int]] = {}
    for row in rows:
        place = row.place
        if not is_month(row.month):
            text = f"发放月份“{row.month}”不是年月；请写成 202306"
            found.append(Finding("payments.wage_month", text, place=place))
        if not is_account(bare(row.account)):
            found.append(Finding("payments.wage_number", f"{row.name}的{NO_ACCOUNT}", place=place))
        first = people.setdefault((*row.batch, row.name, row.account), row.row)
        if first != row.row:
            text = f"{row.name}与第 {first} 行重复，同一批次只能发一次；请删除一行"
            found.append(Finding("payments.wage_twice", text, place=place))
        owner, line = owners.setdefault(row.account, (row.name, row.row))
        if owner != row.name:
            text = f"账号与第 {line} 行{owner}的相同；请核对是谁的账号"
            found.append(Finding("payments.wage_account", text, place=place))
    return found


def is_month(text: str) -> bool:
    """Whether it is a year and a month.

    >>> is_month("202306"), is_month("202313"), is_month("000006")
    (True, False, False)
    """
    digits = len(text) == len("202306") and text.isascii() and text.isdigit()
    return digits and text[:4] >= "2000" and "01" <= text[4:] <= "12"


def payee(row: Wage) -> Payee:
    """The row as a line of a request."""
    return Payee(row.name, row.account, row.bank, row.amount_fen)
