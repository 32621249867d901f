"""Reading the registers behind the controls: the blacklist, contracts with what is left, plans."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from django.db import models
from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from duzhi.kernel.codes import BUDGET_NAMES, budget_of
from duzhi.kernel.entry import Ref
from duzhi.kernel.finding import WARNING, Finding
from duzhi.money.budget import api as budget
from duzhi.money.payments import flow
from duzhi.money.payments.models import (
    BarredPayee,
    Contract,
    Payment,
    PaymentLine,
    PaymentRequest,
    PlanLine,
)
from duzhi.money.payments.queries.vouchers import visible
from duzhi.money.payments.rules import registers as rules
from duzhi.money.payments.rules import requests as words
from duzhi.money.payments.rules.asking import Agreed, Barred, PlanRoom
from duzhi.money.payments.rules.requests import PAYROLL, yuan
from duzhi.office import api as office
from duzhi.registry import api as registry

_CHUNK = 400
_COUNTY = 6
_HELD = F("amount") - F("paid") - F("bounced")
_PAID = F("paid") - F("refunded")
Key = tuple[Any, ...]


class PlanSum(NamedTuple):
    """用款计划 of a unit and 资金性质 up to a month; fen."""

    agency: str
    agency_name: str
    fund_type: str
    quota_fen: int
    year_fen: int
    """Planned for the whole year."""
    planned_fen: int
    used_fen: int
    left_fen: int
    """What may still be asked for up to this month."""

    @property
    def fund_name(self) -> str:
        """The 资金性质 with the name of its budget."""
        return f"{self.fund_type} {BUDGET_NAMES.get(budget_of(self.fund_type), '')}".strip()


def barred_ref(row: BarredPayee) -> Ref:
    """Its document."""
    return Ref(rules.BARRED, f"{row.region}/{row.pk}")


def contract_ref(row: Contract) -> Ref:
    """Its document."""
    return Ref(rules.CONTRACT, f"{row.region}/{row.number}")


def manager(model: type[models.Model]) -> models.Manager[Any]:
    """The rows of a register."""
    return model._default_manager  # noqa: SLF001 Django's own name


def standing(
    model: type[models.Model], keys: Sequence[str], wanted: Collection[Key]
) -> dict[Key, Any]:
    """Rows of a register that stand under these keys, locked, in the order of the keys."""
    last, values = keys[-1], sorted({key[-1] for key in wanted})
    found: dict[Key, Any] = {}
    for first in range(0, len(values), _CHUNK):
        some = {f"{last}__in": values[first : first + _CHUNK]}
        for row in manager(model).select_for_update().filter(**some).order_by("pk"):
            key = tuple(getattr(row, name) for name in keys)
            if key in wanted:
                found[key] = row
    return found


def barred(region: str, on: date) -> QuerySet[BarredPayee]:
    """The blacklist that holds for a region on a day; a county's holds in its townships."""
    rows = BarredPayee.objects.filter(region__startswith=region[:_COUNTY], start__lte=on)
    return rows.filter(Q(end=None) | Q(end__gt=on))


def barred_of(row: PaymentRequest, on: date) -> tuple[Barred, ...]:
    """Payees of a request that stand there, by name or account; one query."""
    rows = barred(row.region, on)
    if row.lines_count <= 1:
        account = Q(account_digest=row.account_digest) if row.account_digest else Q(pk__in=())
        rows = rows.filter(Q(name=row.payee) | account)
    else:
        lines = PaymentLine.objects.filter(request=row)
        names = Q(name__in=lines.values("payee"))
        accounts = ~Q(account_digest="") & Q(account_digest__in=lines.values("account_digest"))
        rows = rows.filter(names | accounts)
    return tuple(
        Barred(one.name, one.start, one.reason, one.source, one.stops)
        for one in rows.order_by("start", "pk")
    )


def blacklist(region: str) -> QuerySet[BarredPayee]:
    """Everybody who ever stood there, the latest first."""
    rows = BarredPayee.objects.filter(region__startswith=region[:_COUNTY])
    return rows.order_by("-start", "-pk")


def contracts(scope: office.Scope) -> QuerySet[Contract]:
    """Contracts somebody may see with `paid_fen`, `held_fen`, `left_fen`, the latest first."""
    total = F("amount") + F("supplement")
    rows = Contract.objects.filter(visible(scope)).annotate(
        paid_fen=F("paid_before") + _sum_of(_PAID, (*flow.DONE, *flow.IN_FLIGHT, flow.BOUNCED)),
        held_fen=_sum_of(_HELD, flow.IN_FLIGHT),
    )
    rows = rows.annotate(total_fen=total, left_fen=total - F("paid_fen") - F("held_fen"))
    return rows.order_by("-signed_on", "-pk")


def called(text: str, scope: office.Scope) -> QuerySet[Contract]:
    """Contracts whose number begins so, the latest first."""
    rows = Contract.objects.filter(visible(scope), number__istartswith=text)
    return rows.order_by("-signed_on", "pk")


def left_of(rows: QuerySet[Any]) -> int:
    """Fen that may still be paid of all these contracts."""
    found = rows.aggregate(fen=Sum("left_fen"))["fen"]
    return int(found or 0)


def contract(pk: int, scope: office.Scope) -> Contract | None:
    """One, if somebody may see it."""
    return contracts(scope).filter(pk=pk).first()


def contract_of(row: PaymentRequest, scope: office.Scope) -> Contract | None:
    """The contract a request names, if there is one that somebody may see."""
    if not row.contract:
        return None
    return contracts(scope).filter(region=row.region, number=row.contract).first()


def under_contract(row: Contract) -> QuerySet[PaymentRequest]:
    """Requests that name it, oldest first."""
    rows = PaymentRequest.objects.filter(region=row.region, contract=row.number)
    return rows.order_by("made_at", "pk")


def agreed(row: PaymentRequest) -> Agreed | None:
    """The contract a request names, with what others took of it; None when nobody registered it."""
    if not row.contract:
        return None
    one = Contract.objects.filter(region=row.region, number=row.contract).first()
    if one is None:
        return None
    others = under_contract(one).exclude(pk=row.pk)
    sums = others.exclude(state__in=(*flow.EDITABLE, flow.VOID)).aggregate(
        done=Sum(_PAID), waits=Sum(_HELD, filter=Q(state__in=flow.IN_FLIGHT))
    )
    return Agreed(
        one.number,
        one.agency,
        one.supplier,
        one.amount + one.supplement,
        one.paid_before + (sums["done"] or 0),
        sums["waits"] or 0,
    )


def contract_amount(region: str, number: str) -> int:
    """Fen of a registered contract with its supplements; 0 without one."""
    if not number:
        return 0
    rows = Contract.objects.filter(region=region, number=number)
    return sum(one.amount + one.supplement for one in rows.order_by("pk"))


def plan_room(row: PaymentRequest, on: date) -> PlanRoom | None:
    """What 用款计划 leaves for a request; None where the bureau asks for none (`plan_control`)."""
    asked = registry.choice("plan_control", on)
    if asked == rules.NO_PLAN or (asked == rules.NOT_WAGES and row.kind == PAYROLL):
        return None
    mine = {"agency": row.agency, "fund_type": row.fund_type, "region": row.region}
    lines = PlanLine.objects.filter(**mine, year=row.year, month__lte=on.month)
    planned = lines.aggregate(fen=Sum("amount"))["fen"] or 0
    waits = PaymentRequest.objects.filter(**mine, year=row.year, state__in=flow.IN_FLIGHT)
    held = waits.exclude(pk=row.pk).aggregate(fen=Sum(_HELD))["fen"] or 0
    spent = Payment.objects.filter(**mine, year=row.year, current=True, on__lte=on)
    paid = spent.aggregate(fen=Sum("amount"))["fen"] or 0
    return PlanRoom(on.month, planned, held + paid)


def lock(row: PaymentRequest, on: date) -> None:
    """Let no other request take from the same contract or plan until this one is held.

    No query for a request without a contract where no plan is asked for.
    """
    if row.contract:
        found = Contract.objects.select_for_update()
        list(found.filter(region=row.region, number=row.contract).values_list("pk"))
    if registry.choice("plan_control", on) != rules.NO_PLAN:
        plans = PlanLine.objects.select_for_update().filter(
            agency=row.agency, year=row.year, fund_type=row.fund_type
        )
        list(plans.order_by("pk").values_list("pk"))


def plans(scope: office.Scope, region: str, on: date) -> list[PlanSum]:
    """Plans of the year beside quotas and what was used, by unit and 资金性质; four queries."""
    mine = visible(scope) & Q(region__startswith=region[:_COUNTY])
    group = ("agency", "fund_type")
    rows = PlanLine.objects.filter(mine, year=on.year).order_by(*group)
    sums = rows.values_list(*group).annotate(
        name=models.Max("agency_name"),
        whole=Sum("amount"),
        planned=Coalesce(Sum("amount", filter=Q(month__lte=on.month)), 0),
    )
    waits = PaymentRequest.objects.filter(mine, year=on.year, state__in=flow.IN_FLIGHT)
    used = _by(waits.values_list(*group).order_by(*group).annotate(fen=Sum(_HELD)))
    paid = Payment.objects.filter(mine, year=on.year, current=True, on__lte=on)
    spent = _by(paid.values_list(*group).order_by(*group).annotate(fen=Sum("amount")))
    quotas = budget.totals(region, on.year)
    found = []
    for agency, fund, name, whole, planned in sums:
        taken = used.get((agency, fund), 0) + spent.get((agency, fund), 0)
        quota = quotas.get((agency, fund), 0)
        found.append(PlanSum(agency, name, fund, quota, whole, planned, taken, planned - taken))
    return found


def above_quota(places: Collection[tuple[str, int, str, str]]) -> Iterator[Finding]:
    """A warning for each region, year, unit and 资金性质 whose plans are above its quotas."""
    known, group = cache(budget.totals), ("region", "year", "agency", "fund_type")
    rows = PlanLine.objects.filter(
        region__in={place[0] for place in places}, year__in={place[1] for place in places}
    )
    sums = rows.order_by(*group).values_list(*group).annotate(fen=Sum("amount"))
    for region, year, agency, fund, fen in sums:
        quota = known(region, year).get((agency, fund), 0)
        if fen > quota and (region, year, agency, fund) in places:
            text = (
                f"单位 {agency} 资金性质 {fund} 的 {year} 年全年计划 {yuan(fen)} 元，超过指标 "
                f"{yuan(quota)} 元；请核减计划，或先下达指标"
            )
            yield Finding("payments.plan_above_quota", text, "用款计划不得超过指标", WARNING)


def barred_among(requests: Sequence[int], on: date) -> list[Finding]:
    """Who of the payees of requests was put on the blacklist and stops payments; one query."""
    lines = PaymentLine.objects.filter(request__in=requests)
    rows = BarredPayee.objects.filter(
        Q(name__in=lines.values("payee"))
        | (~Q(account_digest="") & Q(account_digest__in=lines.values("account_digest"))),
        Q(end=None) | Q(end__gt=on), start__lte=on, stops=True,
    )  # fmt: skip
    found = []
    for row in rows.order_by("start", "pk"):
        same = Q(payee=row.name)
        if row.account_digest:
            same |= Q(account_digest=row.account_digest)
        theirs = lines.filter(same, request__region__startswith=row.region[:_COUNTY])
        for one in PaymentRequest.objects.filter(pk__in=theirs.values("request")).order_by("pk"):
            text = (
                f"支付申请 {words.number(one.year, one.pk)} 的收款人{row.name}自 "
                f"{row.start:%Y-%m-%d} 起列入收款人黑名单（{row.reason}，{row.source}）；"
                "请退回申请，或核实后先解除"
            )
            found.append(Finding("payments.barred_since", text, "收款人黑名单"))
    return found


def _sum_of(fen: Any, states: Sequence[str]) -> Coalesce:  # noqa: ANN401 an expression
    rows = PaymentRequest.objects.filter(
        region=OuterRef("region"), contract=OuterRef("number"), state__in=states
    )
    return Coalesce(
        Subquery(rows.order_by().values("contract").annotate(fen=Sum(fen)).values("fen")), 0
    )


def _by(rows: Iterable[tuple[str, str, int | None]]) -> Mapping[tuple[str, str], int]:
    return {(agency, fund): fen or 0 for agency, fund, fen in rows}
