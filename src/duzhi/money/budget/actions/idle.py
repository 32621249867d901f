"""Deciding about old money; taking it back is an act on its quota that a second person approves."""

from datetime import date, datetime

from django.db import transaction

from duzhi.kernel.finding import Refused
from duzhi.money.budget.actions.quotas import propose
from duzhi.money.budget.models import IdleDecision
from duzhi.money.budget.queries import idle as queries
from duzhi.money.budget.rules import idle as rules
from duzhi.money.budget.rules import quotas
from duzhi.office import api as office
from duzhi.registry import api as registry


@transaction.atomic
def decide_idle(
    *,
    quota: int,
    decision: str,
    reason: str,
    on: date,
    other: int | None = None,
    authority: str = "",
    by: str,
    at: datetime,
) -> IdleDecision:
    """Record what becomes of old money; 收回, 上缴上级 and 调整用途 ask for the act at once.

    Raises:
        Refused: nothing is left, no reason, or the decision is not open to this money.
    """
    fund = queries.fund(quota)
    years = registry.number("idle_fund_years", on)
    if findings := rules.check_decision(fund, decision, reason, on, years, authority):
        raise Refused(findings)
    act = None
    if decision != rules.KEEP:
        act = propose(
            kind=quotas.MOVE if decision == rules.CHANGE else quotas.RECOVER,
            quota=quota,
            amount_fen=fund.quota.available_fen,
            on=on,
            reason=f"{decision}：{reason.strip()}",
            other=other if decision == rules.CHANGE else None,
            authority=authority,
            batch=queries.batch(on.year),
            by=by,
            at=at,
        )
    row = IdleDecision.objects.create(
        quota_id=quota,
        decision=decision,
        reason=reason.strip(),
        authority=authority,
        on=on,
        act=act,
        by=by,
        at=at,
    )
    office.log(fund.quota.ref, f"存量资金{decision}", by=by, at=at, note=row.reason)
    return row
