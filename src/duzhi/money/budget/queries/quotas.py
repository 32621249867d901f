"""Reading quotas: a row with what the ledger says is left of it, acts, and what waits."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db.models import Q, QuerySet

from duzhi.kernel.entry import Ref
from duzhi.ledger import api as ledger
from duzhi.money.budget.models import Quota, QuotaAct
from duzhi.money.budget.postings import AVAILABLE, FROZEN, RESERVED
from duzhi.money.budget.rules import quotas as rules
from duzhi.money.budget.rules.quotas import QuotaView

_LIMITS = (AVAILABLE, FROZEN, RESERVED)
_SAME = (
    *("id", "region", "year", "number", "title", "state", "agency", "fund_type", "subject"),
    *("gov_econ", "dep_econ", "project", "level", "doc_no", "upper_doc", "issued_on", "kind"),
    "since",
    *("origin", "office", "executable", "guarantee", "item", "direct", "bond", "procurement"),
    *("frugal", "payroll", "matching", "to_person"),
)
Left = Mapping[str, Mapping[str, int]]
"""control → account → fen."""
_ONE = "SELECT * FROM budget_quota WHERE id = %s"
"""Asked at every submit of a payment: Django takes three times as long to write it anew."""


def view(row: Quota, left: Left) -> QuotaView:
    """A row with what the ledger holds for it; fen."""
    own = left.get(rules.control(row.region, row.year, row.number), {})
    return QuotaView(
        **{name: getattr(row, name) for name in _SAME},
        parent=row.parent_id,
        amount_fen=row.amount,
        current_fen=row.current,
        frozen_fen=own.get(FROZEN, 0),
        reserved_fen=own.get(RESERVED, 0),
        available_fen=own.get(AVAILABLE, 0),
    )


def views(rows: Iterable[Quota]) -> list[QuotaView]:
    """Rows as `view` gives them, by two queries; in the order of the rows."""
    found = list(rows)
    controls = [rules.control(row.region, row.year, row.number) for row in found]
    left = ledger.limits_of(_LIMITS, controls)
    return [view(row, left) for row in found]


def by_id(number: int) -> QuotaView:
    """One quota.

    Raises:
        LookupError: there is none.
    """
    rows = views(Quota.objects.filter(pk=number).order_by("pk"))
    if not rows:
        raise LookupError(f"没有内部编号为{number}的指标")
    return rows[0]


def plain(number: int) -> QuotaView:
    """One quota by one query: what it is, without what is left of it.

    Raises:
        LookupError: there is none.
    """
    row = next(iter(Quota.objects.raw(_ONE, (number,))), None)
    if row is None:
        raise LookupError(f"没有内部编号为{number}的指标")
    return view(row, {})


def named(region: str, year: int, number: str) -> QuotaView | None:
    """The quota of a 指标编号, None where there is none."""
    found = views(Quota.objects.filter(region=region, year=year, number=number).order_by("pk"))
    return found[0] if found else None


def quotas(year: int, where: Q | None = None) -> QuerySet[Quota]:
    """Quotas of a year that stand (neither returned nor only entered), by unit and number."""
    shown = (rules.ISSUED, rules.CARRIED, rules.CANCELLED)
    rows = Quota.objects.filter(year=year, state__in=shown)
    return rows.filter(where or Q()).order_by("agency", "number", "pk")


def pair(row: QuotaAct) -> tuple[QuotaView, QuotaView | None]:
    """Both quotas of an act."""
    ids = [one for one in (row.quota_id, row.other_id) if one is not None]
    found = {one.id: one for one in views(Quota.objects.filter(pk__in=ids).order_by("pk"))}
    return found[row.quota_id], found.get(row.other_id or 0)


def acts(quota: int) -> QuerySet[QuotaAct]:
    """Every act that touched a quota, oldest first."""
    rows = QuotaAct.objects.filter(Q(quota=quota) | Q(other=quota))
    return rows.select_related("quota", "other").order_by("made_at", "pk")


def waiting(regions: Sequence[str], year: int) -> QuerySet[QuotaAct]:
    """Acts that wait for a second person, oldest first."""
    rows = QuotaAct.objects.filter(state=rules.WAITING, region__in=regions, year=year)
    return rows.select_related("quota", "other").order_by("made_at", "pk")


def entered(regions: Sequence[str], year: int) -> QuerySet[Quota]:
    """Quotas that are entered or reviewed but not issued, oldest first."""
    rows = Quota.objects.filter(region__in=regions, year=year)
    return rows.filter(state__in=(rules.ENTERED, rules.REVIEWED)).order_by("made_at", "pk")


def children(quota: int) -> list[QuotaView]:
    """Quotas that came out of one."""
    return views(Quota.objects.filter(parent=quota).order_by("number", "pk"))


def act(number: str) -> QuotaAct | None:
    """The act of a document number (`区划/年/单号`)."""
    region, _, rest = number.partition("/")
    year, _, own = rest.partition("/")
    if not (year.isdigit() and own.isdigit()):
        return None
    rows = QuotaAct.objects.filter(region=region, year=int(year), pk=int(own))
    return rows.select_related("quota", "other").first()


def people(quota: int) -> tuple[str, datetime, str, datetime | None]:
    """Who entered a quota when, and who reviewed it when."""
    row = Quota.objects.get(pk=quota)
    return row.maker, row.made_at, row.checker, row.checked_at


def act_ref(row: QuotaAct) -> Ref:
    """The document of an act."""
    return Ref(rules.ACT, f"{row.region}/{row.year}/{row.pk}")
