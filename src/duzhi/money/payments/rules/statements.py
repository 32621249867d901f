"""Three ways of one day (X3): 支付系统 = 代理银行 = 国库, and what makes up a gap.

Source: domain.md §3.3 (清算 "当日办理", 条例 66), Appendix G X3.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from duzhi.kernel.finding import Finding, Place

BANK, TREASURY = "代理银行", "国库"
SIDES = {"代理银行": BANK, "国库": TREASURY}
OUT, BACK = "支出", "退回"
DIRECTIONS = {"支出": OUT, "借": OUT, "退回": BACK, "贷": BACK}
STATEMENT = "payments.statement"


class Entry(NamedTuple):
    """A row of a statement: what left the account, or came back; fen as printed, positive."""

    sheet: str
    row: int
    side: str
    on: date
    region: str
    account: str
    payee: str
    direction: str
    amount_fen: int
    serial: str
    summary: str
    voucher: str


class Day(NamedTuple):
    """Net fen of a day, None where a side has sent no statement."""

    on: date
    system_fen: int
    bank_fen: int | None
    treasury_fen: int | None

    @property
    def agrees(self) -> bool:
        """All three are there and equal."""
        return self.system_fen == self.bank_fen == self.treasury_fen

    @property
    def bank_gap_fen(self) -> int | None:
        """The bank less the system."""
        return None if self.bank_fen is None else self.bank_fen - self.system_fen

    @property
    def treasury_gap_fen(self) -> int | None:
        """The treasury less the system."""
        return None if self.treasury_fen is None else self.treasury_fen - self.system_fen

    @property
    def state(self) -> str:
        """One word for the list."""
        if self.bank_fen is None or self.treasury_fen is None:
            return "待对账"
        return "三方一致" if self.agrees else "有差异"


class Loose(NamedTuple):
    """A voucher that two sides say differently; None where one does not know it."""

    voucher: str
    system_fen: int | None
    other_fen: int | None
    text: str


def net(entry: Entry) -> int:
    """Fen that left: what came back is negative."""
    return -entry.amount_fen if entry.direction == BACK else entry.amount_fen


def days(
    system: Mapping[date, int], bank: Mapping[date, int], treasury: Mapping[date, int]
) -> list[Day]:
    """Every day that one of the three knows, newest first."""
    known = sorted({*system, *bank, *treasury}, reverse=True)
    return [Day(on, system.get(on, 0), bank.get(on), treasury.get(on)) for on in known]


def check(entries: Sequence[Entry]) -> list[Finding]:
    """Amounts are positive: 支出 or 退回 says the rest."""
    text = "金额应大于零，方向用“支出”或“退回”表示；请更正"
    return [
        Finding("payments.statement_amount", text, place=Place(sheet=one.sheet, row=one.row))
        for one in entries
        if one.amount_fen <= 0
    ]


def loose(system: Mapping[str, int], other: Mapping[str, int], side: str) -> list[Loose]:
    """Vouchers of a day that the system and a side do not say alike, by number."""
    found = []
    for voucher in sorted({*system, *other}):
        ours, theirs = system.get(voucher), other.get(voucher)
        if (ours or 0) == (theirs or 0):
            continue
        if theirs is None:
            text = f"支付系统已付，{side}没有这笔；请向{side}查询是否在途或退票"
        elif ours is None:
            text = f"{side}有这笔，支付系统没有；请核对凭证号，或补导支付明细"
        else:
            text = f"金额不一致；请与{side}核对原始凭证"
        found.append(Loose(voucher, ours, theirs, text))
    return found


def by_voucher(rows: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Net fen per voucher; rows without a number stand together under one name."""
    sums = Counter[str]()
    for voucher, fen in rows:
        sums[voucher or "（无凭证号）"] += fen
    return dict(sums)
