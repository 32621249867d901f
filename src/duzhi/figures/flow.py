"""States of a 填报数 and who moves it; deciding only."""

from duzhi.kernel.flow import Flow

DRAFT, WAITING, ACCEPTED, RETURNED, VOID = "草稿", "待审", "已审", "退回", "作废"
SUBMIT, ACCEPT, SEND_BACK, WITHDRAW, REPLACE = "提交", "审核", "退回", "撤回", "替换"
FLOW = Flow(
    "填报数",
    WAITING,
    {
        DRAFT: {SUBMIT: WAITING, REPLACE: VOID},
        WAITING: {ACCEPT: ACCEPTED, SEND_BACK: RETURNED, WITHDRAW: DRAFT, REPLACE: VOID},
        ACCEPTED: {REPLACE: VOID},
        RETURNED: {REPLACE: VOID},
    },
)
OPEN = (DRAFT, WAITING)
"""States of which there is at most one per figure, day and region."""
