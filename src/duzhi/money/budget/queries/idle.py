"""Reading old money: quotas whose money was given in an earlier budget year."""

from collections.abc import Sequence
from datetime import date

from django.db.models import F, Sum

from duzhi.money.budget.models import IdleDecision, QuotaAct
from duzhi.money.budget.queries import quotas
from duzhi.money.budget.rules import quotas as rules
from duzhi.money.budget.rules.idle import IdleFund
from duzhi.money.budget.rules.quotas import QuotaView


def batch(year: int) -> str:
    """The 调整批次号 under which old money is taken back and given again in a year."""
    return f"存量{year}"


def funds(regions: Sequence[str], on: date) -> list[IdleFund]:
    """Money of earlier years in this year's quotas, the oldest first; empty ones left out."""
    rows = quotas.quotas(on.year).filter(region__in=regions, since__gt=0, since__lt=F("year"))
    views = quotas.views(rows.order_by("since", "agency", "number", "pk"))
    decided = _decided([view.id for view in views])
    found = [_fund(view, decided.get(view.id)) for view in views]
    return [one for one in found if one.left_fen or one.decision]


def fund(quota: int) -> IdleFund:
    """One quota as old money.

    Raises:
        LookupError: there is none.
    """
    return _fund(quotas.by_id(quota), _decided([quota]).get(quota))


def moved(regions: Sequence[str], year: int) -> tuple[int, int]:
    """Fen taken back and fen given again this year."""
    rows = QuotaAct.objects.filter(
        region__in=regions, year=year, batch=batch(year), state=rules.DONE
    ).order_by()
    sums = dict(rows.values_list("kind").annotate(total=Sum("amount")))
    back, again = (rules.RECOVER, rules.MOVE), (*rules.GROWS, rules.MOVE)
    return sum(sums.get(one, 0) for one in back), sum(sums.get(one, 0) for one in again)


def _decided(ids: Sequence[int]) -> dict[int, IdleDecision]:
    """The latest decision about each."""
    rows = IdleDecision.objects.filter(quota__in=ids).select_related("act").order_by("at", "pk")
    return {row.quota_id: row for row in rows}


def _fund(view: QuotaView, row: IdleDecision | None) -> IdleFund:
    if row is None:
        return IdleFund(view)
    done = row.act is not None and row.act.state == rules.DONE
    fen = row.act.amount if done and row.act else 0
    waits = row.act is not None and row.act.state == rules.WAITING
    return IdleFund(view, row.decision, row.on, fen, waits)
