"""Registers behind the controls (收款人黑名单, 采购合同, 用款计划): rows and their faults."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from duzhi.kernel.finding import WARNING, Finding, Place
from duzhi.money.payments.rules.requests import yuan

STOPS, WARNS = "拦截", "预警"
HANDLINGS = {STOPS: True, WARNS: False}
"""What a blacklisted payee means for a request: it is refused, or a second look is asked for."""
NO_PLAN, EVERYTHING, NOT_WAGES = "off", "all", "without_wages"
"""Values of the law parameter `plan_control`."""
BARRED, CONTRACT = "payments.barred", "payments.contract"
"""Kinds of the documents."""
_MONTHS = range(1, 13)


class BarredRow(NamedTuple):
    """A payee nobody may pay, from a day on; `account` is plain here and nowhere stored."""

    sheet: str
    row: int
    region: str
    name: str
    account: str
    start: date
    reason: str
    source: str
    stops: bool
    end: date | None = None
    """The first day it may be paid again."""


class ContractRow(NamedTuple):
    """A contract as it was signed and put on record; fen."""

    sheet: str
    row: int
    region: str
    number: str
    agency: str
    agency_name: str
    title: str
    supplier: str
    amount_fen: int
    signed_on: date
    supplement_fen: int | None = None
    """Of 补充合同."""
    paid_before_fen: int | None = None
    """Paid before this system knew of it."""

    @property
    def more_fen(self) -> int:
        """Fen of 补充合同."""
        return self.supplement_fen or 0

    @property
    def before_fen(self) -> int:
        """Fen paid before."""
        return self.paid_before_fen or 0


class PlanRow(NamedTuple):
    """A line of 用款计划 (IN-08); fen asked for and approved."""

    sheet: str
    row: int
    number: str
    region: str
    year: int
    month: int
    agency: str
    agency_name: str
    fund_type: str
    asked_fen: int
    amount_fen: int
    purpose: str = ""


def check_barred(rows: Sequence[BarredRow]) -> list[Finding]:
    """Everything that is wrong with a blacklist."""
    found = []
    for one in rows:
        if not one.name.strip():
            found.append(_no(one, "barred_name", "没有收款人名称；请填写户名全称"))
        if not one.reason.strip() or not one.source.strip():
            text = f"{one.name}没有写明原因和依据；请写清列入原因和依据文号"
            found.append(_no(one, "barred_reason", text))
        if one.end is not None and one.end <= one.start:
            text = f"{one.name}的解除日期不晚于列入日期；请核对日期"
            found.append(_no(one, "barred_days", text))
    return found


def check_contracts(rows: Sequence[ContractRow]) -> list[Finding]:
    """Everything that is wrong with contracts."""
    found = []
    for one in rows:
        if one.amount_fen <= 0:
            text = f"合同 {one.number} 的金额应大于零；请核对合同"
            found.append(_no(one, "contract_amount", text))
        if not one.supplier.strip():
            text = f"合同 {one.number} 没有供应商；请填写供应商全称"
            found.append(_no(one, "contract_supplier", text))
        left = one.amount_fen + one.more_fen - one.before_fen
        if min(one.more_fen, one.before_fen, left) < 0:
            text = (
                f"合同 {one.number} 的补充合同金额、期初已付不能小于零，"
                "期初已付不能超过合同金额；请核对"
            )
            found.append(_no(one, "contract_parts", text))
    return found


def check_signed(rows: Sequence[ContractRow], today: date) -> list[Finding]:
    """Nobody has signed anything tomorrow."""
    return [
        _no(
            one,
            "contract_day",
            f"合同 {one.number} 的签订日期 {one.signed_on} 还没有到；请核对日期",
        )
        for one in rows
        if one.signed_on > today
    ]


def check_plans(rows: Sequence[PlanRow]) -> list[Finding]:
    """Everything that is wrong with lines of 用款计划."""
    found = []
    for one in rows:
        if one.month not in _MONTHS:
            text = f"计划 {one.number} 的计划月份 {one.month} 不是 1 至 12；请改正"
            found.append(_no(one, "plan_month", text))
        if not 0 <= one.amount_fen <= one.asked_fen:
            text = f"计划 {one.number} 的审批金额应在零和申请金额之间；请核对"
            found.append(_no(one, "plan_amount", text))
    return found


def check_supplements(rows: Sequence[ContractRow], share: Fraction) -> list[Finding]:
    """A warning for 补充合同 above a share of the first amount (政府采购法 第四十九条)."""
    basis = "《中华人民共和国政府采购法》第四十九条"
    return [
        Finding(
            "payments.supplement_above",
            f"合同 {one.number} 的补充合同 {yuan(one.more_fen)} 元，超过原合同金额 "
            f"{yuan(one.amount_fen)} 元的 {share * 100} %；请核对是否另行采购",
            basis,
            WARNING,
            Place(sheet=one.sheet, row=one.row),
        )
        for one in rows
        if one.more_fen > one.amount_fen * share
    ]


def _no(row: BarredRow | ContractRow | PlanRow, code: str, text: str) -> Finding:
    return Finding(f"payments.{code}", text, place=Place(sheet=row.sheet, row=row.row))
