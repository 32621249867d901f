"""What a bank's return file says about each line, in words that a clerk can act on.

A return (退票) is a payment that failed before clearing; the codes below are the groups banks
use in practice, each with what happened and what to do (domain.md §3.3, §3.12).
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from duzhi.kernel.finding import Finding, Place
from duzhi.money.payments.rules.requests import yuan

SUCCESS, FAILURE = "成功", "失败"
RESULTS = {"成功": SUCCESS, "失败": FAILURE}
WAITING, PAID, BOUNCED = "待付", "已付", "退票"
LINE_STATES = (WAITING, PAID, BOUNCED)
RETURN = "payments.return"


class Reason(NamedTuple):
    """Why a line came back: what happened, what to do, and who does it."""

    title: str
    meaning: str
    step: str
    who: str = "预算单位经办"


REASONS = {
    "01": Reason(
        "账号与户名不符",
        "账号存在，但户名和填写的收款人名称不一致",
        "按收款人开户证明更正户名或账号后重发",
    ),
    "02": Reason(
        "账号不存在", "银行查不到这个账号，多为抄错、少位", "向收款人要开户证明，更正账号后重发"
    ),
    "03": Reason("账户已销户", "收款账户已注销", "请收款人提供新账户，更正后重发"),
    "04": Reason(
        "账户冻结或止付",
        "收款账户被有权机关冻结，款项无法入账",
        "请收款人联系开户行解冻，或书面提供其他账户后重发",
    ),
    "05": Reason(
        "账户长期不动户", "账户久未使用，被开户行转入久悬", "请收款人到开户行激活，再重发"
    ),
    "06": Reason("开户行信息错误", "开户行名称或行号不对，跨行汇款无法送达", "更正开户行后重发"),
    "07": Reason(
        "超过账户限额",
        "二、三类账户有入账限额，单笔金额超过限额",
        "请收款人提供一类账户，更正后重发",
    ),
    "08": Reason("收款人信息不完整", "缺少户名、账号或开户行", "补全收款人信息后重发"),
    "90": Reason(
        "银行系统原因",
        "代理银行系统处理失败，收款信息没有问题",
        "信息不用改，直接重发",
        "国库支付中心",
    ),
    "99": Reason(
        "其他原因", "银行没有归入以上各类，见银行附言", "按银行附言处理；不清楚时联系国库支付中心"
    ),
}
"""By code of the bank file; an unknown code reads as 99."""
VOIDED = "作废"
_VOIDED = Reason(
    VOIDED,
    "支付凭证在省一体化系统中已作废，款项没有付出",
    "核对作废原因，修改后重新提交",
)
_OTHER = "99"
_SAYS = (
    ("01", ("户名", "不符", "不一致")),
    ("02", ("账号不存在", "无此账号", "账号错误", "账号有误", "查无")),
    ("03", ("销户",)),
    ("04", ("冻结", "止付")),
    ("05", ("不动户", "久悬")),
    ("06", ("开户行", "行号")),
    ("07", ("限额",)),
    ("08", ("不完整", "缺少")),
    ("90", ("银行系统", "系统故障", "通讯")),
)
"""Words of a free text by which a code is known, the first that fits."""


class Answer(NamedTuple):
    """A row of a return file; fen."""

    sheet: str
    row: int
    number: str
    """回单批号: one return of the bank, whatever its file is called."""
    region: str
    request: str
    """支付申请号 of Duzhi."""
    line: int
    payee: str
    amount_fen: int
    result: str
    code: str
    remark: str
    serial: str
    on: date


class Asked(NamedTuple):
    """A line that was sent to the bank."""

    request: int
    line: int
    payee: str
    amount_fen: int
    state: str


class Fate(NamedTuple):
    """What a return does to one request; fen."""

    request: int
    paid_fen: int
    bounced_fen: int


def reason(code: str) -> Reason:
    """The words of a code."""
    return _VOIDED if code == VOIDED else REASONS.get(code.strip().zfill(2), REASONS[_OTHER])


def code_of(text: str) -> str:
    """The code of what an export says in its own words.

    >>> code_of("收款人账户已销户"), code_of("")
    ('03', '99')
    """
    return next((code for code, words in _SAYS if any(one in text for one in words)), _OTHER)


def told(code: str, remark: str, payee: str, amount_fen: int) -> str:
    """One sentence for the clerk: which line, what happened, what to do."""
    one = reason(code)
    said = f"（银行附言：{remark}）" if remark else ""
    return f"{payee} {yuan(amount_fen)} 元被退回：{one.title}，{one.meaning}{said}；{one.step}"


def check_answers(
    answers: Sequence[Answer], asked: Mapping[tuple[str, int], Asked]
) -> list[Finding]:
    """Every row that fits no line sent, answers one twice, or names another amount or payee."""
    found, seen = [], set[tuple[str, int]]()
    for one in answers:
        place, key = Place(sheet=one.sheet, row=one.row), (one.request, one.line)
        sent = asked.get(key)
        if sent is None:
            text = f"申请 {one.request} 第 {one.line} 行没有送过代理银行；请核对批次"
            found.append(Finding("payments.return_unknown", text, place=place))
            continue
        if key in seen:
            text = f"申请 {one.request} 第 {one.line} 行在文件中出现两次；请银行重新生成回单"
            found.append(Finding("payments.return_twice", text, place=place))
        seen.add(key)
        found += _differs(one, sent, place)
    return found


def fates(answers: Iterable[Answer], asked: Mapping[tuple[str, int], Asked]) -> list[Fate]:
    """Paid and bounced of every request that the file answers for, in the order of requests."""
    sums: dict[int, list[int]] = {}
    for one in answers:
        own = sums.setdefault(asked[one.request, one.line].request, [0, 0])
        own[one.result == FAILURE] += one.amount_fen
    return [Fate(request, paid, bounced) for request, (paid, bounced) in sorted(sums.items())]


def _differs(one: Answer, sent: Asked, place: Place) -> list[Finding]:
    found = []
    if sent.state != WAITING:
        text = f"申请 {one.request} 第 {one.line} 行已有结果“{sent.state}”；同一行不能再次回单"
        found.append(Finding("payments.return_answered", text, place=place))
    if one.amount_fen != sent.amount_fen:
        text = (
            f"申请 {one.request} 第 {one.line} 行送出 {yuan(sent.amount_fen)} 元，回单为 "
            f"{yuan(one.amount_fen)} 元；请银行更正"
        )
        found.append(Finding("payments.return_amount", text, place=place))
    if one.payee and one.payee != sent.payee:
        text = f"申请 {one.request} 第 {one.line} 行收款人与送出的不一致；请银行更正"
        found.append(Finding("payments.return_payee", text, place=place))
    return found
