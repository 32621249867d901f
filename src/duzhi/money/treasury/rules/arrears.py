"""Arrears, advances and the upper level: what a register may say, and what is still open."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from duzhi.kernel.finding import WARNING, Finding, Place
from duzhi.kernel.money import show
from duzhi.money.treasury.rules.plan.terms import TIERS

PAID_ITEMS = {
    "绩效工资": "arrears.performance_pay_2022",
    "退休健康休养费及物业补贴": "arrears.retiree_allowance_2022",
    "班主任津贴": "arrears.class_teacher_2022",
    "乡村教师生活补助": "arrears.rural_teacher",
    "城乡居民医保欠解": "arrears.resident_medical_2022",
}
"""The five kinds of arrears the half-year report names (F34 … F38): 事项 → figure."""
GROUPS = (*PAID_ITEMS, "拆迁过渡费", "租地租金", "运转支出", "往年工程款", "其他")
LAW_CLASSES = ("工资福利", "民生", "社会保障", "农民工工资", "企业账款", "合同", "其他")
WAITING, RETURNED, UNLISTED = "待付", "退回", "待列指标"
STATES = (WAITING, RETURNED, UNLISTED)
REVIEW, APPROVED = "审核中", "已批未列指标"
"""What nobody may pay yet: reviews are not over, no quota stands behind the paper."""
PAYABLE = ("待录", "已录", "已生成凭证", "已签章")
"""States of a payment request that has passed them."""
DUE_KINDS = ("工资", "还本付息", "民生", "请示", "申请")
TIER_OF = {name: number for number, name in enumerate(TIERS)}


class ObligationRow(NamedTuple):
    """A row of IN-37, fen."""

    sheet: str
    row: int
    number: str
    group: str
    item: str
    law_class: str
    agency: str
    creditor: str
    creditors: int | None
    since: date
    year: int
    amount_fen: int
    plan_on: date | None
    tier: int
    purse: str


class ArrearPaymentRow(NamedTuple):
    """A row of the payments on arrears, fen."""

    sheet: str
    row: int
    number: str
    obligation: str
    on: date
    amount_fen: int
    voucher: str


class AdvanceRow(NamedTuple):
    """A row of IN-34, fen."""

    sheet: str
    row: int
    number: str
    since: date
    agency: str
    purpose: str
    amount_fen: int
    returned_fen: int | None
    balance_fen: int
    plan_on: date | None
    way: str


class UpperRow(NamedTuple):
    """A row of IN-32, fen."""

    sheet: str
    row: int
    number: str
    on: date
    summary: str
    received_fen: int | None
    deducted_fen: int | None
    balance_fen: int | None


class DueRow(NamedTuple):
    """A row of what falls due, fen."""

    sheet: str
    row: int
    number: str
    kind: str
    purpose: str
    agency: str
    amount_fen: int
    on: date
    tier: int
    block: str
    purses: str
    divisible: str
    state: str
    note: str
    contact: str


class ExpectedRow(NamedTuple):
    """A row of expected flows, fen."""

    sheet: str
    row: int
    on: date
    purse: str
    kind: str
    name: str
    amount_fen: int
    low_fen: int | None


def check_advances(rows: Sequence[AdvanceRow]) -> list[Finding]:
    """金额－已消化＝余额 in every row."""
    found = []
    for row in rows:
        left = row.amount_fen - (row.returned_fen or 0)
        if left != row.balance_fen or left < 0:
            text = (
                f"{row.number}：金额减已消化为 {_yuan(left)} 元，余额写的是 "
                f"{_yuan(row.balance_fen)} 元；请核对"
            )
            place = Place("", row.sheet, row.row, "余额")
            found.append(Finding("treasury.advance_balance", text, "暂付款明细", place=place))
    return found


def check_overpaid(owed: Mapping[str, int], paid: Mapping[str, int]) -> list[Finding]:
    """Payments on an obligation that is not in the register, or beyond it; fen by number."""
    found = []
    for number, fen in sorted(paid.items()):
        if number not in owed:
            text = f"欠账台账没有 {number}，已拨付 {_yuan(fen)} 元；请先登记欠账或更正编号"
        elif fen > owed[number]:
            text = (
                f"欠账 {number} 金额 {_yuan(owed[number])} 元，累计拨付 {_yuan(fen)} 元，"
                f"多付 {_yuan(fen - owed[number])} 元；请核对"
            )
        else:
            continue
        found.append(Finding("treasury.arrear_overpaid", text, "欠账台账", WARNING))
    return found


def check_against_books(what: str, listed_fen: int, booked_fen: int) -> list[Finding]:
    """The sum of a register against the ledger's balance, fen."""
    if listed_fen == booked_fen:
        return []
    text = (
        f"{what}明细合计 {_yuan(listed_fen)} 元，校核账 {_yuan(booked_fen)} 元，"
        f"差 {_yuan(listed_fen - booked_fen)} 元；请核对"
    )
    return [Finding("treasury.register_differs", text, f"{what}明细与总账相符", WARNING)]


def open_fen(amount_fen: int, payments: Iterable[int]) -> int:
    """What is still owed; never below zero."""
    return max(0, amount_fen - sum(payments))


def _yuan(fen: int) -> str:
    return show(fen, thousands=True)
