"""Reading what units ask for: one year's list, one proposal with its 三保 items."""

from collections.abc import Sequence

from django.db.models import F, QuerySet, Sum
from django.db.models.functions import Coalesce

from duzhi.kernel.entry import Ref
from duzhi.money.budget.models import Proposal, ProposalNeed
from duzhi.money.budget.rules.proposals import PROPOSAL, Ask, Need


def ref(row: Proposal) -> Ref:
    """Its document."""
    return Ref(PROPOSAL, number(row))


def number(row: Proposal) -> str:
    """区划/年度/编号."""
    return f"{row.region}/{row.year}/{row.pk}"


def named(said: str) -> Proposal | None:
    """The proposal of a number; None where there is none."""
    own = said.rpartition("/")[2]
    row = Proposal.objects.filter(pk=int(own)).first() if own.isdecimal() else None
    return row if row is not None and number(row) == said else None


def ask(row: Proposal) -> Ask:
    """What it asks for."""
    needs = [
        Need(one.item, one.persons, one.standard, one.months, one.asked) for one in _needs(row)
    ]
    return Ask(row.agency, row.year, needs, row.other)


def proposals(regions: Sequence[str], year: int) -> QuerySet[Proposal]:
    """Those of a year by unit, each with `need` and `asked` of its 三保 and `whole`; fen."""
    rows = Proposal.objects.filter(region__in=regions, year=year)
    need = F("needs__persons") * F("needs__standard") * F("needs__months")
    return rows.annotate(
        need=Coalesce(Sum(need), 0), asked=Coalesce(Sum("needs__asked"), 0)
    ).annotate(whole=F("asked") + F("other")).order_by("agency", "pk")  # fmt: skip


def _needs(row: Proposal) -> QuerySet[ProposalNeed]:
    return row.needs.order_by("item")
