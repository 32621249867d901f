"""What a register of 批示 says (IN-38), and what can be wrong with it (Appendix J3)."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from duzhi.kernel.finding import Finding, Place
from duzhi.money.payments.rules.requests import CREDITORS, OTHER

STANDS, SENT = "有效", "退回"
STATES = {"有效": STANDS, "退回": SENT}
CREDITOR_NAMES = {name: name for name in CREDITORS}
_BASIS = "资金请示及批示"


class Paper(NamedTuple):
    """A 资金请示 with its 批示 as it is written down; fen."""

    sheet: str
    row: int
    region: str
    number: str
    agency: str
    agency_name: str
    purpose: str
    amount_fen: int
    approver: str
    approved_on: date
    opinion: str = ""
    minutes: str = ""
    source: str = ""
    creditor: str = OTHER
    due: date | None = None
    status: str = STANDS

    @property
    def returned(self) -> bool:
        """Whether it was sent back."""
        return self.status == SENT

    @property
    def place(self) -> Place:
        """Its row in the file."""
        return Place(sheet=self.sheet, row=self.row)


def check(papers: Sequence[Paper]) -> list[Finding]:
    """Everything that is wrong with them."""
    found = []
    for one in papers:
        if one.amount_fen <= 0:
            found.append(_no(one, "fund_amount", "金额应大于零；请核对请示"))
        if not one.approver.strip():
            found.append(_no(one, "fund_approver", "没有批示人；没有批示的请示不登记"))
        if not one.purpose.strip():
            found.append(_no(one, "fund_purpose", "没有事由；请按请示填写"))
        if one.due is not None and one.due < one.approved_on:
            found.append(_no(one, "fund_due", "要求支付日期早于批示日期；请核对日期"))
    return found


def check_days(papers: Sequence[Paper], today: date) -> list[Finding]:
    """Nobody has agreed to anything tomorrow."""
    return [
        _no(one, "fund_day", f"的批示日期 {one.approved_on} 还没有到；请核对日期")
        for one in papers
        if one.approved_on > today
    ]


def _no(paper: Paper, code: str, text: str) -> Finding:
    return Finding(f"payments.{code}", f"{paper.number}{text}", _BASIS, place=paper.place)
