"""科目余额表 of 总会计 against the 校核账: what is compared, how, and what is not and why.

Codes: 财库〔2015〕192号 until 2022, 财库〔2022〕41号 from 2023-01-01, mapped by the ledger's chart.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from duzhi.kernel.codes import CAPITAL, FUND, GENERAL
from duzhi.kernel.finding import INFO, WARNING, Finding, Place
from duzhi.kernel.money import show
from duzhi.kernel.period import MONTHS

BALANCE, YEAR, MONTH = "期末余额", "本年累计", "本月发生额"
CASH = "cash.treasury"
COMPARED = {
    CASH: BALANCE,
    "cash.special": BALANCE,
    "advances": BALANCE,
    "custody": BALANCE,
    "working_capital": BALANCE,
    "upper": MONTH,
    "revenue.general": YEAR,
    "revenue.fund": YEAR,
    "revenue.capital": YEAR,
    "bonds.on_lent": YEAR,
    "spending.general": YEAR,
    "spending.fund": YEAR,
    "spending.capital": YEAR,
    "remitted": YEAR,
    "debt.repaid": YEAR,
}
"""Ledger account → the measure in which it is comparable."""
_CLOSING = "年终结账才结转，校核账不做年终结账分录"
NOT_COMPARED = {
    "carried.general": _CLOSING,
    "carried.fund": _CLOSING,
    "carried.capital": _CLOSING,
    "stabilisation": _CLOSING,
}
"""Ledger account → why its balance cannot be compared."""
GRANTS = ("6011", "4011")
"""补助预算收入: the legal books take 调度款 as grants, the 校核账 as 与上级往来.

The 2022 system has 6011 on the budget side, and 4011 on the financial side says the same again.
"""
PARALLEL = "8041"
"""资金结存 of the 2022 system repeats what the financial side shows."""
OPENING_FUNDS = {"carried.fund": FUND, "carried.capital": CAPITAL}
"""Everything else opens under 一般公共预算."""
_BASIS = "财政总会计制度；校核账与总会计按月核对"


class AccountRow(NamedTuple):
    """A row of the 科目余额表, fen; balances on the account's own side."""

    sheet: str
    row: int
    code: str
    name: str
    opening: int | None
    debit: int | None
    credit: int | None
    closing: int | None

    @property
    def moved(self) -> bool:
        """Whether anything stands in the row."""
        return any((self.opening, self.debit, self.credit, self.closing))


class Mapped(NamedTuple):
    """A ledger account as the legal books know it in a year."""

    account: str
    name: str
    debit_side: bool
    codes: tuple[str, ...]


class Compared(NamedTuple):
    """One account in both books, fen."""

    account: str
    name: str
    codes: tuple[str, ...]
    measure: str
    legal_fen: int
    booked_fen: int

    @property
    def difference_fen(self) -> int:
        """总会计 less 校核账."""
        return self.legal_fen - self.booked_fen


class Opening(NamedTuple):
    """A balance to open the ledger with: positive on the account's own side."""

    account: str
    fund_type: str
    debit_side: bool
    fen: int


def check(rows: Sequence[AccountRow]) -> list[Finding]:
    """Rows whose own arithmetic is wrong, and a table without closing balances."""
    if rows and all(row.closing is None for row in rows):
        text = "没有一行有期末余额，无法核对；请导出带期初、发生额、期末的科目余额表"
        return [Finding("treasury.no_closing", text, _BASIS)]
    return [finding for row in rows for finding in _check_row(row)]


def legal_fen(mapped: Mapped, measure: str, rows: Mapping[str, AccountRow], month: int) -> int:
    """What the legal books say about an account in a measure."""
    own = [rows[code] for code in present(mapped.codes, rows)]
    if measure == BALANCE:
        return sum(row.closing or 0 for row in own)
    if measure == YEAR:
        return sum(_year_so_far(row, mapped, month) for row in own)
    grants = next((rows[code].credit or 0 for code in GRANTS if code in rows), 0)
    return grants + sum(_side(row, mapped) - _other(row, mapped) for row in own)


def codes_of(mapped: Mapped, measure: str, rows: Mapping[str, AccountRow]) -> tuple[str, ...]:
    """The codes of the table that are compared with an account; its own where none is there."""
    found = present(mapped.codes, rows)
    if measure == MONTH:
        found += [code for code in GRANTS if code in rows][:1]
    return tuple(found) or mapped.codes


def present(codes: Iterable[str], rows: Mapping[str, AccountRow]) -> list[str]:
    """Codes of an account that the table has; 资金结存 only where nothing else stands for it."""
    found = [code for code in codes if code in rows]
    plain = [code for code in found if not code.startswith(PARALLEL)]
    return plain or found


def unmapped(rows: Sequence[AccountRow], chart: Sequence[Mapped]) -> list[AccountRow]:
    """Rows with amounts that no account of the ledger stands for (未核算)."""
    known = {code for mapped in chart for code in mapped.codes} | set(GRANTS)
    return [row for row in rows if row.code not in known and row.moved]


def opening(rows: Mapping[str, AccountRow], chart: Sequence[Mapped]) -> list[Opening]:
    """Balances with which the ledger begins, cash split so that every budget balances."""
    found = {
        one.account: Opening(
            one.account,
            OPENING_FUNDS.get(one.account, GENERAL),
            one.debit_side,
            legal_fen(one, BALANCE, rows, MONTHS),
        )
        for one in chart
        if one.account in _STOCKS
    }
    cash = found.pop(CASH)
    split = [
        cash._replace(fund_type=fund, fen=found[account].fen)
        for account, fund in OPENING_FUNDS.items()
    ]
    rest = cash._replace(fen=cash.fen - sum(one.fen for one in split))
    return [one for one in (*found.values(), *split, rest) if one.fen]


def check_opening(opened: Sequence[Opening], left: Sequence[AccountRow]) -> list[Finding]:
    """Assets must equal liabilities and balances; names what was left out."""
    off = sum(one.fen if one.debit_side else -one.fen for one in opened)
    if not off:
        return []
    names = "、".join(f"{row.code} {row.name}" for row in left) or "无"
    text = (
        f"期初余额不平，资产比负债和结余多 {_yuan(off)} 元，不能作为期初；"
        f"未核算的科目：{names}，请核对科目余额表"
    )
    return [Finding("treasury.opening_unbalanced", text, _BASIS)]


def differences(compared: Iterable[Compared]) -> list[Finding]:
    """Every account whose two numbers differ."""
    return [
        Finding(
            "treasury.books_differ",
            f"{one.name}（{'、'.join(one.codes)}）{one.measure}：总会计 {_yuan(one.legal_fen)} 元，"
            f"校核账 {_yuan(one.booked_fen)} 元，差 {_yuan(one.difference_fen)} 元；请查明原因",
            _BASIS,
            WARNING,
        )
        for one in compared
        if one.difference_fen
    ]


def left_out(rows: Sequence[AccountRow]) -> list[Finding]:
    """The codes of the table that the 校核账 does not keep."""
    if not rows:
        return []
    names = "、".join(f"{row.code} {row.name}" for row in rows)
    text = f"{len(rows)} 个科目校核账未核算，没有核对：{names}"
    return [Finding("treasury.not_kept", text, _BASIS, INFO)]


_STOCKS = frozenset(
    {account for account, measure in COMPARED.items() if measure == BALANCE}
    | {"upper", *NOT_COMPARED}
)


def _check_row(row: AccountRow) -> list[Finding]:
    if row.opening is None and row.closing is None:
        return []
    start, end = row.opening or 0, row.closing or 0
    net = (row.debit or 0) - (row.credit or 0)
    if end - start in (net, -net):
        return []
    text = (
        f"{row.code} {row.name}：期初 {_yuan(start)} 元、借方 {_yuan(row.debit or 0)} 元、"
        f"贷方 {_yuan(row.credit or 0)} 元，推不出期末 {_yuan(end)} 元；请核对"
    )
    place = Place("", row.sheet, row.row, "期末余额")
    return [Finding("treasury.account_arithmetic", text, _BASIS, place=place)]


def _year_so_far(row: AccountRow, mapped: Mapped, month: int) -> int:
    """The closing balance; in a December that was closed, what stood before the close."""
    if month == MONTHS and not row.closing:
        return (row.opening or 0) + _side(row, mapped)
    return row.closing or 0


def _side(row: AccountRow, mapped: Mapped) -> int:
    return (row.debit if mapped.debit_side else row.credit) or 0


def _other(row: AccountRow, mapped: Mapped) -> int:
    return (row.credit if mapped.debit_side else row.debit) or 0


def _yuan(fen: int) -> str:
    return show(fen, thousands=True)
