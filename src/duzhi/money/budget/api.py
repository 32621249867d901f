"""What the other money areas and the reports may use of the budget."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from django.db.models import Q, Sum

from duzhi.kernel.entry import Ref
from duzhi.ledger import api as ledger
from duzhi.money.budget import postings, queries
from duzhi.money.budget.actions.proposals import ask_budget, set_control
from duzhi.money.budget.actions.quotas import reserve, restore
from duzhi.money.budget.actions.tables import record_adjustment
from duzhi.money.budget.postings import key as quota_key
from duzhi.money.budget.queries import grants
from duzhi.money.budget.queries import quotas as found
from duzhi.money.budget.queries.guarantee import items as guarantee_items
from duzhi.money.budget.queries.proposals import proposals
from duzhi.money.budget.rules.balance import (
    ADJUSTED,
    CURRENT,
    FINAL,
    INITIAL,
    SOURCE,
    TRIGGERS,
    USE,
    Approval,
    Item,
    is_own,
    line_of,
)
from duzhi.money.budget.rules.grants import Document
from duzhi.money.budget.rules.guarantee import BLOCKS
from duzhi.money.budget.rules.guarantee import Item as GuaranteeItem
from duzhi.money.budget.rules.proposals import Ask, Need
from duzhi.money.budget.rules.quotas import QuotaView
from duzhi.office import api as office
from duzhi.registry import api as registry

__all__ = [
    "ADJUSTED",
    "BLOCKS",
    "CURRENT",
    "FINAL",
    "INITIAL",
    "SOURCE",
    "TRIGGERS",
    "USE",
    "Approval",
    "Ask",
    "Document",
    "GuaranteeItem",
    "Item",
    "Need",
    "QuotaView",
    "amount",
    "ask_budget",
    "guarantee_items",
    "is_own",
    "line_of",
    "lines",
    "plain_quota",
    "proposals",
    "quota",
    "quota_key",
    "quota_of",
    "quotas_of",
    "record_adjustment",
    "refs",
    "release",
    "reserve",
    "restore",
    "set_control",
    "settle",
    "special_documents",
    "totals",
]

_COUNTY = 6
"""Digits of a 区划 that a county shares with its townships."""


def quota(region: str, year: int, number: str) -> QuotaView:
    """The quota of a 指标编号, with what is left of it; fen.

    Raises:
        LookupError: there is none.
    """
    view = found.named(region, year, number)
    if view is None:
        raise LookupError(f"{registry.region_name(region)}{year}年没有指标{number}")
    return view


def quota_of(number: int) -> QuotaView:
    """The quota of an internal number (`QuotaView.id`).

    Raises:
        LookupError: there is none.
    """
    return found.by_id(number)


def plain_quota(number: int) -> QuotaView:
    """What a quota is, without what is left of it: one query less than `quota_of`.

    Raises:
        LookupError: there is none.
    """
    return found.plain(number)


def quotas_of(scope: office.Scope, year: int) -> Sequence[QuotaView]:
    """Every issued quota of a year that somebody may see, by unit and number."""
    return found.views(found.quotas(year, scope.where(region="region", agency="agency")))


def totals(region: str, year: int) -> Mapping[tuple[str, str], int]:
    """Fen of the issued quotas of a county's year by unit and 资金性质; one query."""
    rows = found.quotas(year, Q(region__startswith=region[:_COUNTY]))
    group = ("agency", "fund_type")
    sums = rows.order_by(*group).values_list(*group).annotate(Sum("current"))
    return {(agency, fund): fen for agency, fund, fen in sums}


def special_documents(region: str, on: date) -> Sequence[Document]:
    """Every 文号 of the year received by the day: received, allotted, paid, left; fen."""
    return grants.documents(registry.subtree(region), on)


def settle(
    *, reservation: Ref, source: Ref, amount_fen: int, on: date, by: str, at: datetime
) -> ledger.Posted:
    """What was reserved is paid: from 在途 to 已支付.

    Raises:
        Refused: more than what is still reserved.
    """
    spent = postings.SPENT
    return ledger.settle(
        reservation, source=source, spent=spent, amount_fen=amount_fen, on=on, by=by, at=at
    )


def release(
    *, reservation: Ref, source: Ref, amount_fen: int, on: date, by: str, at: datetime
) -> ledger.Posted:
    """What was reserved will not be paid: it may be asked for again.

    Raises:
        Refused: more than what is still reserved.
    """
    return ledger.release(reservation, source=source, amount_fen=amount_fen, on=on, by=by, at=at)


def lines(year: int, fund: str, kind: str, region: str, on: date) -> Sequence[Item]:
    """Every line of the table that counts on a day, headings left out; amounts in fen.

    `kind` is 年初 (an adjustment instead once it is approved), 变动 or 决算.
    """
    tables = queries.chosen(registry.subtree(region), year, fund, kind, on)
    return queries.items(queries.lines(tables))


def refs(year: int, fund: str, kind: str, region: str, on: date) -> Sequence[tuple[Item, Ref]]:
    """Every line as `lines` gives it, with the document that it is."""
    tables = queries.chosen(registry.subtree(region), year, fund, kind, on)
    found = queries.lines(tables)
    return list(zip(queries.items(found), map(queries.ref, found), strict=True))


def amount(year: int, fund: str, kind: str, side: str, region: str, on: date) -> int | None:
    """Own revenue (收入) or spending (支出) of a budget in fen; None where there is no table."""
    found = lines(year, fund, kind, region, on)
    if not found:
        return None
    return sum(i.amount_fen for i in found if i.side == side and is_own(side, i.subject))
