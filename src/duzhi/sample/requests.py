"""资金请示 with 批示 (IN-38), requests on their way (PAY-02) and statements (IN-10) of June 2023.

The requests take a little of what is left of their quotas and nothing from any total: they are not
paid. The statements say of the last days of June what the vouchers say, to the fen.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from duzhi.kernel.codes import GENERAL, budget_of
from duzhi.sample import facts, lines, payments
from duzhi.sample.days import business_days
from duzhi.sample.names import suppliers
from duzhi.sample.parts import stream
from duzhi.sample.payments import CORRECTION, COUNTED, REFUND, Pay
from duzhi.sample.quotas import YEAR, Right
from duzhi.sample.regions import COUNTY_REGION
from duzhi.sample.workbook import DAY, TEXT, Cell, Sheet, write_xlsx

LAST = date(YEAR, 6, 30)
DAYS = 5
"""Business days at the end of June that have statements."""
CLERK, OWN_UNIT = "caiwu", "126001"
"""The demo unit and its clerk, who sees requests in every state."""
COUNT, OWN = 56, 8
_LARGEST, _SMALLEST = 400_000_00, 5_000_00
"""Below what needs a decision of its own, above what is paid by card."""
_ROAD = ("待单位审核", "待初审", "待初审", "待复核", "待录", "待录", "已录", "已退回")
_PEOPLE = {
    "待单位审核": 1, "待业务股": 2, "待初审": 2, "待复核": 3, "待录": 4, "已录": 4, "已退回": 1,
}  # fmt: skip
_ANSWERS = (
    "发票与合同金额不一致，请核对后重报",
    "收款人账号与开户证明不符，请更正",
    "缺少验收单，请补充附件",
)
PURPOSES = (
    ("拆迁过渡安置费", "个人", 4_260, 14),
    ("租地租金", "个人", 1_180, 9),
    ("机关运转支出", "单位", 620, 3),
    ("往年道路工程欠款", "民营企业", 7_940, 16),
    ("农村公路养护工程款", "农民工", 860, 4),
    ("学校维修改造", "民营企业", 1_350, 6),
    ("防汛应急抢险", "民营企业", 480, 1),
    ("环卫作业服务费", "民营企业", 1_120, 2),
    ("文化下乡活动", "其他", 65, 2),
    ("信息系统运维", "民营企业", 210, 5),
    ("信访积案化解", "个人", 95, 7),
    ("土地征收补偿尾款", "个人", 2_760, 11),
)
"""Matters the leaders agreed to: what, for whom, 万元, months ago."""
_ACCOUNT = payments.FIXED_PAYEES[lines.SALARY][1]
_MEETING = 1_000
"""万元 above which a meeting decides."""
_MINE = 5
"""Of eight papers, the one of the demo unit."""
_BACK = 2 * len(PURPOSES) - 4
"""The paper that was sent back."""
_OPINIONS = (
    "原则同意，视财力分期解决。",
    "同意，请财政局统筹安排。",
    "请财政局提出意见，同意先付一部分。",
)
APPROVERS = ("市长", "常务副市长", "分管副市长")


@dataclass(frozen=True, slots=True)
class Ask:
    """A request on its way; fen."""

    number: str
    right: Right
    payee: tuple[str, str]
    fen: int
    on: date
    state: str


def asks(seed: int, found: Sequence[Right]) -> list[Ask]:
    """Requests of the end of June, the demo unit's among them."""
    rng = stream(seed, "requests")
    firms = suppliers(seed)
    able = [one for one in found if _able(one)]
    own = [one for one in able if one.line.unit.code == OWN_UNIT]
    others = [one for one in able if one.line.unit.code != OWN_UNIT]
    chosen = [*(own * OWN)[:OWN], *rng.sample(others, min(COUNT - OWN, len(others)))]
    made = []
    for no, right in enumerate(chosen, start=1):
        fen = min(_LARGEST, max(_SMALLEST, right.left // 20)) // 10_000 * 10_000
        state = _ROAD[(no - 1) % len(_ROAD)]
        if state == "待初审" and (right.upper or right.line.direct):
            state = "待业务股"
        number = f"{YEAR}06{right.line.unit.region}9{no:05d}"
        on = LAST - timedelta(days=no % 9)
        made.append(Ask(number, right, firms[int(rng.random() * len(firms))], fen, on, state))
    return made


def write_asks(folder: Path, found: Sequence[Ask]) -> Path:
    """PAY-02, one workbook in 元."""
    columns = (
        ("支付申请编号", TEXT), ("区划代码", TEXT), ("预算年度", TEXT), ("单位代码", TEXT),
        ("单位名称", TEXT), ("指标编号", TEXT), ("收款人名称", TEXT), ("收款人账号", TEXT),
        ("收款人开户行", TEXT), ("申请金额", "元"), ("用途", TEXT), ("申请日期", DAY),
        ("要求支付日期", DAY), ("结算方式", TEXT), ("收款对象", TEXT), ("资金请示文号", TEXT),
        ("当前环节", TEXT), ("退回原因", TEXT), ("经办人", TEXT), ("单位审核人", TEXT),
        ("初审人", TEXT), ("复核人", TEXT),
    )  # fmt: skip
    head = ("导出单位：预算管理一体化", f"{YEAR}年06月", "单位：元")
    sheet = Sheet(f"{facts.COUNTY}{YEAR}年06月在途支付申请", head, columns)
    path = folder / "支付" / f"{YEAR}年06月在途支付申请.xlsx"
    return write_xlsx(path, sheet, map(_ask_row, found))


def write_papers(folder: Path, seed: int, found: Sequence[Right]) -> Path:
    """IN-38, one workbook in 万元."""
    columns = (
        ("区划代码", TEXT), ("来文", TEXT), ("单位代码", TEXT), ("单位", TEXT), ("事由", TEXT),
        ("金额", "万元"), ("批示人", TEXT), ("批示日", DAY), ("意见原文", TEXT),
        ("会议纪要号", TEXT), ("资金来源", TEXT), ("收款对象", TEXT), ("要求支付日期", DAY),
        ("状态", TEXT),
    )  # fmt: skip
    head = ("登记单位：办公室", f"{YEAR}年06月", "单位：万元")
    sheet = Sheet(f"{facts.COUNTY}已批未付批示台账", head, columns)
    path = folder / "支付" / f"{YEAR}年06月批示台账.xlsx"
    return write_xlsx(path, sheet, _papers(seed, found))


def write_statements(folder: Path, pays: Sequence[Pay]) -> Path:
    """IN-10: what the bank says voucher by voucher, and the treasury once a day."""
    columns = (
        ("对账方", TEXT), ("日期", DAY), ("区划代码", TEXT), ("账号", TEXT), ("对方户名", TEXT),
        ("方向", TEXT), ("金额", "元"), ("流水号", TEXT), ("摘要", TEXT), ("凭证号", TEXT),
    )  # fmt: skip
    head = ("出具单位：代理银行、国库", f"{YEAR}年06月", "单位：元")
    sheet = Sheet(f"{facts.COUNTY}{YEAR}年06月末对账单", head, columns)
    path = folder / "支付" / f"{YEAR}年06月末对账单.xlsx"
    return write_xlsx(path, sheet, _statement(pays))


def _able(one: Right) -> bool:
    line = one.line
    plain = line.basic not in (lines.WAGES,) and not line.bond and not one.since
    ready = one.executable and budget_of(line.fund) == GENERAL and line.unit.region
    return bool(plain and ready and one.left >= 20 * _SMALLEST)


def _ask_row(ask: Ask) -> list[Cell]:
    line, made = ask.right.line, _PEOPLE[ask.state]
    code = line.unit.code
    clerk = CLERK if code == OWN_UNIT else f"{code}经办"
    people = [clerk, f"{code}审核", "支付中心初审", "支付中心复核"]
    said = [name if at < made else "" for at, name in enumerate(people)]
    answer = _ANSWERS[int(ask.number[-2:]) % len(_ANSWERS)] if ask.state == "已退回" else ""
    return [
        ask.number, line.unit.region, str(YEAR), code, line.unit.name, ask.right.number,
        *ask.payee, "岚州农村商业银行（虚构）", ask.fen, f"{line.use}", ask.on,
        ask.on + timedelta(days=12), "转账", "民营企业", "", ask.state, answer, *said,
    ]  # fmt: skip


def _papers(seed: int, found: Sequence[Right]) -> Iterable[list[Cell]]:
    units = sorted({(one.line.unit.code, one.line.unit.name) for one in found if _county(one)})
    own = next(one for one in units if one[0] == OWN_UNIT)
    rng = stream(seed, "papers")
    for no in range(2 * len(PURPOSES)):
        what, creditor, wan, months = PURPOSES[no % len(PURPOSES)]
        code, name = own if no % 8 == _MINE else units[int(rng.random() * len(units))]
        on = LAST - timedelta(days=30 * months + int(rng.random() * 25) + 1)
        fen = wan * (3 if no < len(PURPOSES) else 2) // 5 * 1_000_000
        minutes = f"市政府常务会议纪要〔{on.year}〕{on.month + 2}号" if wan > _MEETING else ""
        who = APPROVERS[0] if minutes else APPROVERS[1 + no % 2]
        opinion = _OPINIONS[no % len(_OPINIONS)]
        state = "退回" if no == _BACK else "有效"
        number = f"{name[3:7]}请〔{on.year}〕{no + 11}号"
        yield [
            COUNTY_REGION, number, code, name, what, fen, who, on, opinion, minutes,
            "一般公共预算", creditor, on + timedelta(days=60), state,
        ]  # fmt: skip


def _county(one: Right) -> bool:
    return one.line.unit.region == COUNTY_REGION


def _statement(pays: Sequence[Pay]) -> Iterable[list[Cell]]:
    days = business_days(YEAR, 6)
    sums = Counter[tuple[int, str]]()
    for no, pay in enumerate(pays, start=1):
        if pay.day < len(days) - DAYS or pay.status not in COUNTED or pay.kind == CORRECTION:
            continue
        way, region = "退回" if pay.kind == REFUND else "支出", pay.line.unit.region
        sums[pay.day, region] += -pay.fen if pay.kind == REFUND else pay.fen
        yield [
            "代理银行", days[pay.day], region, _ACCOUNT, pay.payee[0], way, pay.fen,
            f"LS{no:08d}", "", pay.voucher,
        ]  # fmt: skip
    for (day, region), fen in sorted(sums.items()):
        way = "支出" if fen > 0 else "退回"
        serial = f"QS{day:02d}{region}"
        if fen:
            yield [
                "国库", days[day], region, "", "汇总清算", way, abs(fen), serial, "", "",
            ]  # fmt: skip
