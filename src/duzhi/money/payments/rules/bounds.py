"""Controls that ask a register: the blacklist of payees, contracts, and 用款计划 where it is on."""

from duzhi.kernel.finding import ERROR, WARNING, Finding
from duzhi.money.payments.rules.asking import Ask
from duzhi.money.payments.rules.requests import yuan

_PROCUREMENT = "《中华人民共和国政府采购法》第四十三条、第四十七条"
_SUPPLEMENT = "《中华人民共和国政府采购法》第四十九条"


def over_plan(ask: Ask) -> Finding | None:
    """禁止, where plans are asked for: more than what is planned up to this month."""
    room = ask.plan
    if room is None or ask.amount_fen <= room.left_fen:
        return None
    text = (
        f"用款计划截至 {room.month} 月累计 {yuan(room.planned_fen)} 元，已用（含在途）"
        f"{yuan(room.used_fen)} 元，本次 {yuan(ask.amount_fen)} 元超出 "
        f"{yuan(ask.amount_fen - room.left_fen)} 元；请减少金额，或请国库股调整用款计划"
    )
    return Finding("payments.over_plan", text, "用款计划管理：累计支付不得超过累计计划")


def barred(ask: Ask) -> Finding | None:
    """拦截, or 预警 where the list says so: a payee stands on the blacklist."""
    if not ask.barred:
        return None
    stops = any(one.stops for one in ask.barred)
    said = "；".join(
        f"{one.name}自 {one.since:%Y-%m-%d} 起列入收款人黑名单（{one.reason}，{one.source}）"
        for one in ask.barred[:3]
    )
    step = "请更换收款人，或请国库支付中心核实后解除" if stops else "请核实后再付，并附说明"
    severity = ERROR if stops else WARNING
    return Finding("payments.barred", f"{said}；{step}", "收款人黑名单", severity)


def no_contract(ask: Ask) -> Finding | None:
    """禁止: 政府采购 without a contract."""
    if not ask.procurement or ask.contract:
        return None
    text = "指标标有政府采购，申请没有采购合同编号；请先签订并备案合同，再填写合同编号"
    return Finding("payments.no_contract", text, _PROCUREMENT)


def unknown_contract(ask: Ask) -> Finding | None:
    """禁止: a contract nobody registered, so that nobody knows what is left of it."""
    if not ask.contract or ask.agreed is not None:
        return None
    text = (
        f"合同 {ask.contract} 没有登记，不知道还剩多少；"
        "请核对合同编号，或请采购办在“采购合同”中登记后再提交"
    )
    return Finding("payments.unknown_contract", text, _PROCUREMENT)


def other_contract(ask: Ask) -> Finding | None:
    """禁止: a contract of another unit."""
    if ask.agreed is None or ask.agreed.agency == ask.agency:
        return None
    text = (
        f"合同 {ask.contract} 是单位 {ask.agreed.agency} 签订的，不是{ask.agency_name}的；"
        "请改填本单位的合同编号"
    )
    return Finding("payments.other_contract", text, _PROCUREMENT)


def over_contract(ask: Ask) -> Finding | None:
    """禁止: more than what is left of the contract."""
    one = ask.agreed
    if one is None or ask.amount_fen <= one.left_fen:
        return None
    text = (
        f"合同 {one.number} 金额 {yuan(one.amount_fen)} 元，已付 {yuan(one.paid_fen)} 元，"
        f"在途 {yuan(one.held_fen)} 元，本次 {yuan(ask.amount_fen)} 元超出余额 "
        f"{yuan(one.left_fen)} 元；请核对合同，或办理补充合同"
    )
    return Finding("payments.over_contract", text, _SUPPLEMENT)


def other_supplier(ask: Ask) -> Finding | None:
    """预警: money of a contract goes to somebody else than its supplier."""
    one = ask.agreed
    if one is None or one.supplier in ask.payees:
        return None
    text = (
        f"合同 {one.number} 的供应商是{one.supplier}，收款人不同；"
        "请核对收款人，转让债权或分包的请附协议"
    )
    return Finding("payments.other_supplier", text, _PROCUREMENT, WARNING)
