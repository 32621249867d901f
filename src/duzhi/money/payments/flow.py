"""States of a payment request in both modes (domain.md §3.3, Appendix H)."""

from duzhi.kernel.flow import Flow

DRAFT, UNIT, OFFICE = "草稿", "待单位审核", "待业务股"
FIRST, SECOND = "待初审", "待复核"
TO_RECORD, RECORDED, PAID = "待录", "已录", "已付"
VOUCHER, SIGNED, BANK_PAID, CLEARED, RECONCILED = (
    "已生成凭证", "已签章", "银行已付", "已清算", "已对账",
)  # fmt: skip
RETURNED, BOUNCED, VOID = "已退回", "退票", "已作废"

SUBMIT, ENDORSE, ENDORSE_BOUND, CONSENT = "提交", "单位审核", "单位审核送业务股", "业务股会签"
REVIEW, APPROVE, ISSUE = "初审", "复核", "复核开证"
RECORD, SETTLE, SIGN, PAY, BOUNCE, CLEAR, RECONCILE = (
    "补录申请编号", "支付", "签章", "银行付款", "银行退票", "清算", "对账",
)  # fmt: skip
RETURN, CANCEL = "退回", "作废"

_BACK = {RETURN: RETURNED, CANCEL: VOID}

REQUEST = Flow(
    "支付申请",
    DRAFT,
    {
        DRAFT: {SUBMIT: UNIT, CANCEL: VOID},
        RETURNED: {SUBMIT: UNIT, CANCEL: VOID},
        UNIT: {ENDORSE: FIRST, ENDORSE_BOUND: OFFICE, **_BACK},
        OFFICE: {CONSENT: FIRST, **_BACK},
        FIRST: {REVIEW: SECOND, **_BACK},
        SECOND: {APPROVE: TO_RECORD, ISSUE: VOUCHER, **_BACK},
        TO_RECORD: {RECORD: RECORDED, SETTLE: PAID, BOUNCE: BOUNCED, **_BACK},
        RECORDED: {SETTLE: PAID, BOUNCE: BOUNCED, **_BACK},
        PAID: {BOUNCE: BOUNCED},
        VOUCHER: {SIGN: SIGNED, **_BACK},
        SIGNED: {PAY: BANK_PAID, BOUNCE: BOUNCED},
        BANK_PAID: {CLEAR: CLEARED},
        CLEARED: {RECONCILE: RECONCILED},
    },
)
"""Behind 待复核 the road parts: the provincial system pays (待录 → 已录 → 已付), or we do."""

IN_FLIGHT = (UNIT, OFFICE, FIRST, SECOND, TO_RECORD, RECORDED, VOUCHER, SIGNED)
"""Its quota is reserved, and nothing or not all is paid."""
OPEN_MIRROR = (TO_RECORD, RECORDED)
DONE = (PAID, BANK_PAID, CLEARED, RECONCILED)
OVER = (*DONE, BOUNCED, VOID)
"""Nobody waits for it any more."""
EDITABLE = (DRAFT, RETURNED)
STATES = REQUEST.states()

TURNS = {
    "payments.endorse": (UNIT,),
    "payments.consent": (OFFICE,),
    "payments.review": (FIRST, SECOND),
}
"""Right → the states in which a request waits for whoever has it."""

NEXT_DESK = {
    DRAFT: "预算单位经办",
    RETURNED: "预算单位经办",
    UNIT: "预算单位审核",
    OFFICE: "归口业务股",
    FIRST: "国库支付中心初审",
    SECOND: "国库支付中心复核",
    TO_RECORD: "国库支付中心（在一体化系统补录）",
    RECORDED: "省一体化系统支付",
    VOUCHER: "国库支付中心签章",
    SIGNED: "代理银行",
    BANK_PAID: "人民银行国库清算",
    CLEARED: "国库股对账",
}
"""Where a request lies and whom to call."""
