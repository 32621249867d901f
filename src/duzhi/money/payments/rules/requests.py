"""What a payment request is, which papers stand behind it, and how it is ranked and named.

Sources: domain.md §3.3 (PaymentApplication, controls), §3.12 (payroll batches), Appendix J1 (tiers,
purses), J3 (资金请示).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from duzhi.kernel.codes import FUND, budget_of
from duzhi.kernel.entry import Ref
from duzhi.kernel.finding import Finding, refuse
from duzhi.kernel.money import show
from duzhi.money.payments.rules import NO_GUARANTEE

REQUEST, FUND_REQUEST = "payments.request", "payments.fund"
"""Kinds of the documents."""
ORDINARY, PAYROLL = "申请", "工资"
KINDS_OF_REQUEST = (ORDINARY, PAYROLL)
MIRROR, OWN = "mirror", "own"
"""Who pays: the provincial system, or this installation with a bank of its own."""
TRANSFER, CASH, CARD, COLLECTION = "转账", "现金", "公务卡", "托收"
METHODS = (TRANSFER, CASH, CARD, COLLECTION)
WORKERS, PRIVATE, PERSON, UNIT_CREDITOR, OTHER = "农民工", "民营企业", "个人", "单位", "其他"
CREDITORS = (WORKERS, PRIVATE, PERSON, UNIT_CREDITOR, OTHER)
HARD, GUARANTEED, WAGES, FIRMS, FOCUS, GENERAL_TIER = range(6)
"""Tiers of Appendix J1: 硬日期, 三保, 农民工工资, 民企账款, 重点, 一般."""
UNLISTED, UNPAID, PARTLY, SETTLED, SENT_BACK = "已批未列指标", "已列未付", "部分付", "已付", "退回"
FUND_STATES = (UNLISTED, UNPAID, PARTLY, SETTLED, SENT_BACK)
AGES = ((30, "30天内"), (90, "31至90天"), (180, "91至180天"), (365, "181天至1年"))
OLDEST = "1年以上"
NO_ACCOUNT = "收款账号应为 8 至 32 位数字；请核对账号"
_WAGES_BLOCK = "2"
_WORDS = 2
"""Characters that say something."""
_BASIS = "《财政国库管理制度改革方案》《预算管理一体化规范》支付申请要素"


class Payee(NamedTuple):
    """Who gets money on one line of a request; the account is plain here and nowhere stored."""

    name: str
    account: str
    bank: str
    amount_fen: int


@dataclass(frozen=True, slots=True)
class Draft:
    """A request as somebody writes it down."""

    region: str
    agency: str
    agency_name: str
    purpose: str
    payees: Sequence[Payee]
    due: date
    kind: str = ORDINARY
    method: str = TRANSFER
    creditor: str = OTHER
    focus: bool = False
    """重点 by a decision of the government."""
    contract: str = ""
    project: str = ""
    dep_econ: str = ""
    """部门经济分类, where the quota does not say it."""
    fund: int | None = None
    """The 资金请示 it answers."""

    @property
    def amount_fen(self) -> int:
        """The sum of its lines."""
        return sum(one.amount_fen for one in self.payees)


class Waiting(NamedTuple):
    """Money that somebody waits for; fen. `purses` are kind/code of Appendix J1, best first."""

    id: str
    kind: str
    unit: str
    purpose: str
    amount_fen: int
    due: date
    tier_hint: int
    quota: str
    purses: tuple[str, ...]
    guaranteed: bool
    creditor: str
    state: str
    since: date
    region: str = ""


def request_ref(region: str, year: int, pk: int, attempt: int = 1) -> Ref:
    """The document of a request; every submission reserves anew, as the next revision."""
    return Ref(REQUEST, f"{region}/{year}/{pk}", attempt)


def yuan(fen: int) -> str:
    """An amount in 元 as sentences print it.

    >>> yuan(123_456_789)
    '1,234,567.89'
    """
    return show(fen, thousands=True)


def number(year: int, pk: int) -> str:
    """What people call a request.

    >>> number(2023, 17)
    'SQ2023-000017'
    """
    return f"SQ{year}-{pk:06d}"


def pk_of(text: str) -> int | None:
    """The request of a number; None when it is no such number.

    >>> pk_of("SQ2023-000017"), pk_of("ZF1")
    (17, None)
    """
    head, _, tail = text.strip().partition("-")
    own = head.startswith("SQ") and head[2:].isdigit() and tail.isascii() and tail.isdigit()
    return int(tail) if own else None


def check_draft(draft: Draft) -> list[Finding]:
    """Everything a request lacks before money is asked about."""
    missing = [
        ("purpose", not draft.purpose.strip(), "没有填写用途；请写明款项用来做什么"),
        ("payees", not draft.payees, "没有收款人；请至少填写一个收款人"),
        ("kind", draft.kind not in KINDS_OF_REQUEST, "支付业务类型不在表中；请重新选择"),
        ("method", draft.method not in METHODS, "结算方式不在表中；请重新选择"),
        ("creditor", draft.creditor not in CREDITORS, "收款对象类别不在表中；请重新选择"),
    ]
    found = [Finding(f"payments.{code}", text, _BASIS) for code, wrong, text in missing if wrong]
    return found + check_payees(draft.payees)


def check_payees(payees: Sequence[Payee]) -> list[Finding]:
    """Each line has a name, an account of digits and an amount; nobody is paid twice alike."""
    found, seen = [], dict[tuple[str, str, int], int]()
    for no, one in enumerate(payees, start=1):
        account = bare(one.account)
        if not one.name.strip():
            found.append(_line(no, "payee", "没有收款人名称；请填写与账户一致的户名"))
        if not is_account(account):
            found.append(_line(no, "account", NO_ACCOUNT))
        if one.amount_fen <= 0:
            found.append(_line(no, "amount", "金额应大于零；请填写金额"))
        first = seen.setdefault((one.name, account, one.amount_fen), no)
        if first != no:
            text = f"与第 {first} 行的收款人、账号、金额完全相同；请删除重复行，或合并为一行"
            found.append(_line(no, "payee_twice", text))
    return found


def bare(account: str) -> str:
    """An account without what people write between its digits."""
    return account.replace(" ", "").replace("-", "")


def is_account(account: str) -> bool:
    """Whether a bank could know this account.

    >>> is_account("6217001234567890"), is_account("12")
    (True, False)
    """
    return account.isascii() and account.isdigit() and 8 <= len(account) <= 32  # noqa: PLR2004 digits of bank accounts


def needs_office(source_doc: str, direct: str, bond: str) -> bool:
    """Whether the 业务股 looks at it too: money that is bound to a purpose (§3.3)."""
    return bool(source_doc or direct or bond)


def tier(
    *, kind: str, guarantee: str, creditor: str, focus: bool = False, debt: bool = False
) -> int:
    """Where a request stands in the queue for cash (Appendix J1).

    >>> tier(kind=PAYROLL, guarantee="2", creditor=PERSON)
    0
    >>> tier(kind=ORDINARY, guarantee="3", creditor=PRIVATE)
    1
    """
    if debt or (kind == PAYROLL and guarantee[:1] == _WAGES_BLOCK):
        return HARD
    if guarantee not in ("", NO_GUARANTEE):
        return GUARANTEED
    if creditor == WORKERS:
        return WAGES
    if creditor == PRIVATE:
        return FIRMS
    return FOCUS if focus else GENERAL_TIER


def purses(
    fund_type: str, source_doc: str, bond: str, project: str, subject: str
) -> tuple[str, ...]:
    """Which purses may pay it, as kind/code; bound money has exactly one.

    >>> purses("111", "", "", "", "2050204")
    ('general/',)
    >>> purses("12", "", "B1", "P1", "2120899")
    ('bond/B1×P1',)
    """
    if bond:
        return (f"bond/{bond}×{project}",)
    if source_doc:
        return (f"special/{source_doc}",)
    if budget_of(fund_type) == FUND:
        return (f"fund/{subject[:5]}",)
    return ("general/",)


def fund_state(amount_fen: int, listed_fen: int, paid_fen: int, *, returned: bool = False) -> str:
    """Where a 资金请示 stands (Appendix J3); fen asked for, covered by requests, and paid."""
    if returned:
        return SENT_BACK
    if paid_fen >= amount_fen:
        return SETTLED
    if paid_fen > 0:
        return PARTLY
    return UNPAID if listed_fen > 0 else UNLISTED


def age(since: date, on: date) -> str:
    """The band of waiting days in which 已批未付 is reported.

    >>> age(date(2023, 1, 1), date(2023, 1, 31)), age(date(2022, 1, 1), date(2023, 6, 30))
    ('30天内', '1年以上')
    """
    days = (on - since).days
    return next((name for end, name in AGES if days <= end), OLDEST)


def next_payday(day: int, on: date) -> date:
    """The first payday on or after a day; a month too short pays on its last day.

    >>> next_payday(31, date(2023, 2, 1))
    datetime.date(2023, 2, 28)
    """
    found = _on_day(on.year, on.month, day)
    return found if found >= on else _on_day(*_following(on), day)


def check_fund(amount_fen: int, asked_fen: int, name: str) -> list[Finding]:
    """What is asked for under a 批示 stays within it; fen."""
    if asked_fen <= amount_fen:
        return []
    text = (
        f"{name}批准 {yuan(amount_fen)} 元，连同本申请已申请 {yuan(asked_fen)} 元；"
        "请减少金额，或另行请示"
    )
    return [Finding("payments.over_fund", text, "资金请示及批示")]


def said(reason: str) -> str:
    """A reason, which must be there.

    Raises:
        Refused: there is none.
    """
    if len(reason.strip()) < _WORDS:
        raise refuse("payments.reason", "没有写明原因；请写明原因，经办人据此修改")
    return reason.strip()


def total(payees: Iterable[Payee]) -> int:
    """Fen of all lines."""
    return sum(one.amount_fen for one in payees)


def _following(on: date) -> tuple[int, int]:
    return (on.year + 1, 1) if on.month == 12 else (on.year, on.month + 1)  # noqa: PLR2004 December


def _on_day(year: int, month: int, day: int) -> date:
    after = date(year + month // 12, month % 12 + 1, 1)
    return min(date(year, month, 1) + timedelta(days=day - 1), after - timedelta(days=1))


def _line(no: int, code: str, text: str) -> Finding:
    return Finding(f"payments.{code}", f"第 {no} 行{text}", _BASIS)
