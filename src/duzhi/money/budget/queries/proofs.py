"""Proving quotas at rest: rows, acts, children and 上级文号 against the ledger's own lines."""

from collections.abc import Iterator, Mapping

from django.db.models import Exists, OuterRef, Sum

from duzhi.kernel.finding import Finding
from duzhi.kernel.money import show
from duzhi.ledger import api as ledger
from duzhi.money.budget.models import Quota, QuotaAct, QuotaReading
from duzhi.money.budget.postings import (
    AVAILABLE,
    FROZEN,
    GRANT_ALLOTTED,
    GRANT_LEFT,
    GRANTED,
    RESERVED,
    SPENT,
)
from duzhi.money.budget.rules import quotas as rules

_ACCOUNTS = (GRANTED, AVAILABLE, FROZEN, RESERVED, SPENT)
_NEVER_BELOW = {AVAILABLE: "可用", FROZEN: "冻结", RESERVED: "在途"}
_GIVEN = (rules.ISSUED, rules.CARRIED, rules.CANCELLED)
"""States of a quota that was issued at some time."""
Sums = Mapping[str, int]


def proofs() -> Iterator[Finding]:
    """Quotas whose row, acts, parent, 上级文号 or amounts do not tie with the ledger (§3.1)."""
    yield from _quotas()
    yield from _children()
    yield from _documents()


def _quotas() -> Iterator[Finding]:
    booked = ledger.controlled(_ACCOUNTS)
    acted = _acted()
    parents = _parents()
    read = Exists(QuotaReading.objects.filter(quota=OuterRef("pk")))
    for row in Quota.objects.annotate(was_read=read).order_by("pk").iterator():
        name = rules.control(row.region, row.year, row.number)
        own = booked.pop(name, {})
        yield from _row(row, own)
        if not row.was_read and (row.current, row.frozen) != acted.get(row.pk, (0, 0)):
            yield _no(row, "acts", "指标余额与各业务单之和不符")
        if not row.was_read:  # what the provincial register says is a fact, and a difference
            yield from _below(row, own)
        if row.pk in parents and row.current < 0:
            yield _no(row, "children", "下级指标合计超过本指标")
    for name in sorted(one for one in booked if one.startswith("指标:")):
        yield Finding("verify.quota", f"校核账有{name}，没有这条指标；请查明来源分录")


def _row(row: Quota, own: Sums) -> Iterator[Finding]:
    if own.get(GRANTED, 0) != row.current or own.get(FROZEN, 0) != row.frozen:
        text = (
            f"指标余额 {show(row.current, '元')} 元、冻结 {show(row.frozen, '元')} 元，校核账为 "
            f"{show(own.get(GRANTED, 0), '元')} 元、{show(own.get(FROZEN, 0), '元')} 元"
        )
        yield _no(row, "row", text)
    parts = sum(own.get(account, 0) for account in _ACCOUNTS[1:])
    if parts != own.get(GRANTED, 0):
        yield _no(row, "parts", "可用、冻结、在途、已支付之和不等于指标余额")
    if own.get(SPENT, 0) < 0:
        yield _no(row, "spent", "退回的金额大于已支付的金额")


def _below(row: Quota, own: Sums) -> Iterator[Finding]:
    for account, name in _NEVER_BELOW.items():
        if (fen := own.get(account, 0)) < 0:
            yield _no(row, "overspent", f"{name}为 {show(fen, '元')} 元，不得小于零")


def _children() -> Iterator[Finding]:
    """What a child was given is what its parent gave to it: so children never exceed a parent."""
    acts = QuotaAct.objects.filter(state=rules.DONE, kind__in=(rules.SPLIT, rules.CARRY))
    sums = acts.order_by().values_list("quota", "other").annotate(sum=Sum("amount"))
    gave = {(quota, other): fen for quota, other, fen in sums}
    given = Quota.objects.filter(parent__isnull=False, state__in=_GIVEN)
    had = {(one.parent_id, one.pk): one.amount for one in given}
    apart = [pair for pair in {*gave, *had} if gave.get(pair) != had.get(pair)]
    rows = Quota.objects.in_bulk([child for _, child in apart if child])
    for parent, child in sorted(apart, key=lambda pair: (pair[1] or 0, pair[0] or 0)):
        sums_shown = (show(one.get((parent, child), 0), "元") for one in (had, gave))
        text = "指标金额 {} 元，源指标分解给它 {} 元".format(*sums_shown)
        yield _no(rows[child or 0], "children", text)


def _documents() -> Iterator[Finding]:
    """Under a 上级文号: its quotas are what was allotted, and never more than was received."""
    booked = ledger.controlled((GRANT_LEFT, GRANT_ALLOTTED))
    held: dict[str, int] = {}
    read: set[str] = set()
    rows = Quota.objects.exclude(upper_doc="").annotate(
        was_read=Exists(QuotaReading.objects.filter(quota=OuterRef("pk")))
    )
    for region, doc, fen, was_read in rows.values_list(
        "region", "upper_doc", "current", "was_read"
    ):
        name = rules.grant_control(region, doc)
        held[name] = held.get(name, 0) + fen
        read |= {name} if was_read else set()
    for name in sorted({*held, *booked}):
        own = booked.get(name, {})
        if held.get(name, 0) != own.get(GRANT_ALLOTTED, 0):
            sums = show(held.get(name, 0), "元"), show(own.get(GRANT_ALLOTTED, 0), "元")
            text = f"{name}：名下指标余额 {sums[0]} 元，校核账已分配 {sums[1]} 元；请查明来源单据"
            yield Finding("verify.quota_document", text)
        if own.get(GRANT_LEFT, 0) < 0 and name not in read:
            left = show(own[GRANT_LEFT], "元")
            text = f"{name}：分配的指标超过收到的资金，可分配 {left} 元；请查明来源单据"
            yield Finding("verify.quota_received", text)


def _acted() -> dict[int, tuple[int, int]]:
    """指标余额 and 冻结 of every quota as its acts add up."""
    found: dict[int, list[int]] = {}
    rows = QuotaAct.objects.filter(state=rules.DONE).order_by()
    sums = rows.values_list("quota", "other", "kind").annotate(sum=Sum("amount"))
    for quota, other, kind, amount in sums:
        own, frozen, taken = rules.moves(kind, amount)
        for number, current, held in ((quota, own, frozen), (other, taken, 0)):
            if number is not None:
                both = found.setdefault(number, [0, 0])
                both[0], both[1] = both[0] + current, both[1] + held
    return {number: (current, frozen) for number, (current, frozen) in found.items()}


def _parents() -> frozenset[int | None]:
    """Quotas that gave to others: what is left of them may not be below zero."""
    return frozenset(
        Quota.objects.filter(parent__isnull=False, state=rules.ISSUED).values_list(
            "parent", flat=True
        )
    )


def _no(row: Quota, code: str, text: str) -> Finding:
    where = f"指标{row.number}（{row.region} {row.year}年）"
    return Finding(f"verify.quota_{code}", f"{where}{text}；请查明来源单据")
