"""How one figure of a text reads: what it is of, its digits with their unit."""

from duzhi.checker.api import (
    AHEAD,
    BUDGET,
    CHANGE,
    COMPLETION,
    DELTA,
    GROWTH,
    PRIOR,
    REDUCED,
    SHARE,
    Claim,
)

_ROLES = {
    BUDGET: "预算数",
    PRIOR: "上年数",
    DELTA: "增减额",
    REDUCED: "审减额",
    GROWTH: "增幅",
    COMPLETION: "完成率",
    SHARE: "占比",
    AHEAD: "超欠进度",
    CHANGE: "比上年",
}
_SUBJECT = 24


def named(claim: Claim | None) -> str:
    """税收收入上年数: what a figure is of, and what it is."""
    if claim is None:
        return ""
    subject = claim.subject
    short = subject if len(subject) <= _SUBJECT else f"…{subject[-_SUBJECT:]}"
    role = _ROLES.get(claim.role, "")
    return short if role in short else f"{short}{role}"


def printed(claim: Claim | None) -> str:
    """The digits with their unit: 58.7％."""
    return f"{claim.number}{unit(claim)}" if claim else ""


def unit(claim: Claim | None) -> str:
    """Its unit as the house writes it."""
    if claim is None:
        return ""
    return "％" if claim.unit == "%" else claim.unit
