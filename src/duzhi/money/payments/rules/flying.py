"""Requests on their way in the provincial system, as it exports them (PAY-02)."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from duzhi.kernel.finding import Finding, Place
from duzhi.money.payments.rules.requests import CREDITORS, METHODS, Payee

RETURNED, VOID = "已退回", "已作废"
STATES = {
    name: name
    for name in (
        *("待单位审核", "待业务股", "待初审", "待复核", "待录", "已录"),
        *(RETURNED, VOID),
    )
}
"""Steps there; they are called as here (`flow`)."""
METHOD_NAMES = {name: name for name in METHODS}
CREDITOR_NAMES = {name: name for name in CREDITORS}


class Flying(NamedTuple):
    """A row of the export; fen. The account is plain here and nowhere stored."""

    sheet: str
    row: int
    number: str
    """Its number in the system it comes from."""
    region: str
    year: int
    agency: str
    agency_name: str
    quota: str
    payee: str
    account: str
    bank: str
    amount_fen: int
    purpose: str
    asked_on: date
    due: date
    method: str
    creditor: str
    fund: str
    state: str
    answer: str
    maker: str
    endorser: str
    reviewer: str
    approver: str

    @property
    def to(self) -> Payee:
        """Its only line."""
        return Payee(self.payee, self.account, self.bank, self.amount_fen)

    @property
    def place(self) -> Place:
        """Its row in the file."""
        return Place(sheet=self.sheet, row=self.row)


def check(rows: Sequence[Flying]) -> list[Finding]:
    """A request that went back says why, and nobody checked the own work."""
    found = []
    for row in rows:
        people = [one for one in (row.maker, row.endorser, row.reviewer, row.approver) if one]
        if len(set(people)) != len(people):
            text = f"{row.number}的经办、审核、初审、复核有同一个人；请核对岗位"
            found.append(Finding("payments.flying_people", text, place=row.place))
        if row.state == RETURNED and not row.answer:
            text = f"{row.number}已退回，没有写原因；请补上退回原因"
            found.append(Finding("payments.flying_answer", text, place=row.place))
    return found
