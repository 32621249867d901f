"""Deciding about money from above: how long it waits to be allotted, how far it is paid.

Sources: domain.md §3.10 (直达资金), §3.8 (存量); 预算法 第五十二条 (thirty days to pass on).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from itertools import accumulate
from typing import NamedTuple

from duzhi.kernel.finding import Finding, Place

GENERAL_PURPOSE, SHARED, SPECIAL = "财力性转移支付", "共同财政事权转移支付", "专项转移支付"
BOND = "债券转贷"
CLASSES = (GENERAL_PURPOSE, SHARED, SPECIAL, "政府性基金转移支付", BOND)
ALLOTTED, WAITING, LATE, FREE = "已分配", "待分配", "超期未分配", "统筹使用"


class GrantRow(NamedTuple):
    """A line of IN-12; the amount in fen, negative where the document takes money back."""

    sheet: str
    row: int
    doc_no: str
    title: str
    issuer: str
    dated: date
    received_on: date
    name: str
    kind: str
    fund_type: str
    subject: str
    amount_fen: int
    direct: str
    purpose: str
    target: str


@dataclass(frozen=True, slots=True)
class Document:
    """One 文号 as it stands: received, allotted by quotas, paid and on its way; fen."""

    region: str
    doc_no: str
    name: str
    kind: str
    received_on: date
    """Of the money that waits; of the last that came once all is allotted."""
    direct: str
    amount_fen: int
    allotted_fen: int
    paid_fen: int
    reserved_fen: int
    last_allotted: date | None
    year: int = 0

    @property
    def number(self) -> str:
        """The number of its document."""
        return f"{self.region}/{self.year}/{self.doc_no}"

    @property
    def left_fen(self) -> int:
        """Not yet allotted to a quota."""
        return self.amount_fen - self.allotted_fen

    @property
    def balance_fen(self) -> int:
        """Allotted, neither paid nor on its way."""
        return self.allotted_fen - self.paid_fen - self.reserved_fen

    @property
    def progress(self) -> Fraction | None:
        """Paid of what was received; None where nothing was."""
        return Fraction(self.paid_fen, self.amount_fen) if self.amount_fen > 0 else None

    def state(self, on: date, days: int) -> str:
        """Where it stands on a day; `days` is the time allowed from receipt to allotment."""
        if self.kind == GENERAL_PURPOSE:
            return FREE
        if self.left_fen <= 0:
            return ALLOTTED
        return LATE if on > self.due(days) else WAITING

    def due(self, days: int) -> date:
        """The last day on which it is allotted in time."""
        return self.received_on + timedelta(days=days)

    def days(self, on: date) -> int | None:
        """Days from receipt to the last allotment, or to the day while something is left.

        None for what earlier years left: it was allotted before.
        """
        if self.received_on.year < on.year:
            return None
        end = on if self.left_fen > 0 or self.last_allotted is None else self.last_allotted
        return (end - self.received_on).days


def waits_since(receipts: Sequence[tuple[date, int]], allotted_fen: int) -> date:
    """The day from which the thirty days run: of the oldest receipt that is not yet allotted.

    What is allotted counts against the oldest first; days with fen, at least one, by day.

    >>> came = [(date(2023, 1, 6), 100), (date(2023, 6, 20), 10)]
    >>> [str(waits_since(came, fen)) for fen in (0, 99, 100, 110)]
    ['2023-01-06', '2023-01-06', '2023-06-20', '2023-06-20']
    """
    sums = accumulate(fen for _, fen in receipts)
    waiting = (day for (day, _), came in zip(receipts, sums, strict=True) if came > allotted_fen)
    return next(waiting, receipts[-1][0])


def check_rows(rows: Iterable[GrantRow]) -> list[Finding]:
    """A document is received after it was written, and money that comes is more than zero."""
    findings = []
    for row in rows:
        if row.received_on < row.dated:
            text = f"{row.doc_no} 收文日期 {row.received_on} 早于发文日期 {row.dated}；请更正"
            place = Place("", row.sheet, row.row, "收文日期")
            findings.append(Finding("grants.dates", text, place=place))
        if not row.amount_fen:
            text = f"{row.doc_no} 金额为零；请填写金额，或删除这一行"
            findings.append(
                Finding("grants.amount", text, place=Place("", row.sheet, row.row, "金额"))
            )
    return findings


def totals(documents: Sequence[Document]) -> tuple[int, int, int]:
    """Received, allotted and paid of many; fen."""
    return (
        sum(one.amount_fen for one in documents),
        sum(one.allotted_fen for one in documents),
        sum(one.paid_fen for one in documents),
    )
