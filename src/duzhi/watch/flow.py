"""States of an alert and of a rule, and who moves between them (domain.md §3.4)."""

from duzhi.kernel.flow import Flow

RAISED, HELD, SENT, ANSWERED, REVIEWED, CLOSED = (
    "触发", "处室认定", "下发", "说明整改", "复核", "销号",
)  # fmt: skip
NORMAL = "认定正常"
"""What somebody found to be in order."""
HOLD, EXCUSE, SEND, ANSWER, PASS, RETURN, CLOSE = (
    "认定需核实", "认定为正常", "下发单位", "单位答复", "复核通过", "退回单位", "销号",
)  # fmt: skip
CONFIRMED = (HELD, SENT, ANSWERED, REVIEWED, CLOSED)
"""Somebody found that it has to be looked into."""
ALERT = Flow(
    "疑点",
    RAISED,
    {
        RAISED: {HOLD: HELD, EXCUSE: NORMAL},
        HELD: {SEND: SENT, EXCUSE: NORMAL},
        SENT: {ANSWER: ANSWERED},
        ANSWERED: {PASS: REVIEWED, RETURN: SENT},
        REVIEWED: {CLOSE: CLOSED},
    },
)
OFF, TRIED, ON = "停用", "已回放", "启用"
REPLAY, SWITCH_ON, SWITCH_OFF = "回放", "启用", "停用"
RULE = Flow(
    "规则",
    OFF,
    {
        OFF: {REPLAY: TRIED},
        TRIED: {REPLAY: TRIED, SWITCH_ON: ON, SWITCH_OFF: OFF},
        ON: {REPLAY: ON, SWITCH_OFF: OFF},
    },
)
