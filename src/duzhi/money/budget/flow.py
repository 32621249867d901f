"""States of a quota, of an act on one and of what a unit asks for (domain.md §3.1, Appendix H)."""

from duzhi.kernel.flow import Flow
from duzhi.money.budget.rules.proposals import APPROVED, CONTROL, FIRST_ASK, SECOND_ASK
from duzhi.money.budget.rules.quotas import (
    CANCELLED,
    CARRIED,
    DECLINED,
    DONE,
    ENTERED,
    ISSUED,
    RETURNED,
    REVIEWED,
    WAITING,
)

REVIEW, RETURN, ISSUE = "审核", "退回", "下达"
CLOSE, CANCEL, APPROVE = "结转", "注销", "审核"
GIVE, ASK_AGAIN = "下达控制数", "再次申报"

QUOTA = Flow(
    "指标",
    ENTERED,
    {
        ENTERED: {REVIEW: REVIEWED, RETURN: RETURNED},
        REVIEWED: {ISSUE: ISSUED, RETURN: RETURNED},
        ISSUED: {CLOSE: CARRIED, CANCEL: CANCELLED},
        CARRIED: {CANCEL: CANCELLED},
    },
)
"""结转 closes a quota once nothing is left to carry or to pay; 注销 ends it."""

ACT = Flow("指标业务单", WAITING, {WAITING: {APPROVE: DONE, RETURN: DECLINED}})

PROPOSAL = Flow(
    "部门预算申报",
    FIRST_ASK,
    {
        FIRST_ASK: {GIVE: CONTROL, RETURN: RETURNED},
        CONTROL: {ASK_AGAIN: SECOND_ASK},
        SECOND_ASK: {APPROVE: APPROVED, RETURN: CONTROL},
    },
)
"""二上二下: unit asks, control figure, unit asks within it, approved."""
