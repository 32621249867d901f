"""Proving quotas at rest: rows, acts, children and 上级文号 against the ledger's own lines."""

from collections.abc import Iterator, Mapping

from django.db.models import Exists, OuterRef, Sum

from duzhi.kernel.finding import Finding
from duzhi.kernel.money import show
from duzhi.ledger import api as ledger
from duzhi.money.budget.models import Quota, QuotaAct, QuotaReading
from duzhi.money.budget.postings import AVAILABLE, FROZEN, GRANTED, RESERVED, SPENT
from duzhi.money.budget.rules import quotas as rules

_ACCOUNTS = (GRANTED, AVAILABLE, FROZEN, RESERVED, SPENT)
Sums = Mapping[str, int]


def proofs() -> Iterator[Finding]:
    """Every quota whose row, acts, parent or amounts do not tie with the ledger (§3.1)."""
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
