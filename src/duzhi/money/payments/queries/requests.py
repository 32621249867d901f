"""Reading requests: where they lie, whom they wait for, and what came back of them."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import connection
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum

from duzhi.kernel.entry import Ref
from duzhi.kernel.finding import Finding, Refused, refuse
from duzhi.money.budget.api import QuotaView
from duzhi.money.payments import flow, rules
from duzhi.money.payments.models import (
    FundRequest,
    Payment,
    PaymentLine,
    PaymentRequest,
    Refund,
    Settlement,
)
from duzhi.money.payments.queries import registers
from duzhi.money.payments.queries.vouchers import visible
from duzhi.money.payments.rules import Voucher, returns
from duzhi.money.payments.rules import requests as words
from duzhi.money.payments.rules.requests import Draft, Waiting
from duzhi.office import api as office
from duzhi.registry import api as registry

_SAME = ("fund_type", "subject", "gov_econ", "dep_econ", "guarantee", "direct", "bond")
_ONE = "SELECT * FROM payments_paymentrequest WHERE id = %s"
"""Asked at every act on a request: Django takes three times as long to write it anew."""


def ref(row: PaymentRequest) -> Ref:
    """Its document: what its trail and its to-dos are kept under."""
    return words.request_ref(row.region, row.year, row.pk)


def hold(row: PaymentRequest) -> Ref:
    """What its quota is held under: every submission reserves anew."""
    return words.request_ref(row.region, row.year, row.pk, row.attempt)


def number(row: PaymentRequest) -> str:
    """What people call it."""
    return words.number(row.year, row.pk)


def shown_state(row: PaymentRequest) -> str:
    """The word people read for where it lies."""
    return "已挂起" if row.held else row.state


def requests(scope: office.Scope) -> QuerySet[PaymentRequest]:
    """Requests that somebody may see, newest first."""
    rows = PaymentRequest.objects.filter(visible(scope)).select_related("fund", "batch")
    return rows.order_by("-made_at", "-pk")


def request(pk: int, scope: office.Scope) -> PaymentRequest | None:
    """One request, if somebody may see it."""
    return requests(scope).filter(pk=pk).first()


def called(text: str, scope: office.Scope) -> QuerySet[PaymentRequest]:
    """Requests of our number, or of a 支付申请编号, that somebody may see."""
    pk = words.pk_of(text)
    year = text[2:6]
    own = Q(pk=pk, year=year) if pk is not None and year.isdigit() else Q(application=text)
    return requests(scope).filter(own)


def queue(scope: office.Scope, states: Iterable[str]) -> QuerySet[PaymentRequest]:
    """What waits in some states, the earliest due first; what is held last."""
    rows = PaymentRequest.objects.filter(visible(scope), state__in=list(states))
    return rows.order_by("due", "pk")


def counts(scope: office.Scope) -> dict[str, tuple[int, int]]:
    """State → number of requests and fen of those that are not over."""
    live = (*flow.EDITABLE, *flow.IN_FLIGHT)
    rows = PaymentRequest.objects.filter(visible(scope), state__in=live).order_by("state")
    found = rows.values_list("state").annotate(Count("id"), Sum("amount"))
    return {state: (count, fen) for state, count, fen in found}


def locked(pk: int) -> PaymentRequest:
    """A request that nobody else can move at this moment.

    Raises:
        Refused: there is none, or it is on hold.
    """
    lock = " FOR UPDATE" if connection.features.has_select_for_update else ""
    row = next(iter(PaymentRequest.objects.raw(_ONE + lock, (pk,))), None)
    if row is None:
        raise refuse("payments.no_request", "没有这笔支付申请；请刷新后再试")
    if row.held:
        raise no(row, "held", f"已挂起（{row.held}），不能办理；请先解挂")
    return row


def locked_many(numbers: Iterable[int]) -> list[PaymentRequest]:
    """Requests by number, locked in that order.

    Raises:
        Refused: one is gone, or on hold; names those on hold.
    """
    wanted = sorted(set(numbers))
    rows = list(PaymentRequest.objects.select_for_update().filter(pk__in=wanted).order_by("pk"))
    if len(rows) != len(wanted) or not rows:
        raise refuse("payments.no_request", "没有选中支付申请，或所选申请已不存在；请刷新后再选")
    if held := [row for row in rows if row.held]:
        raise Refused(finding(row, "held", "已挂起，不能办理；请先解挂") for row in held)
    return rows


def finding(row: PaymentRequest, code: str, text: str) -> Finding:
    """Something that is wrong with a request, called by its number."""
    return Finding(f"payments.{code}", f"支付申请 {number(row)} {text}")


def no(row: PaymentRequest, code: str, text: str) -> Refused:
    """A refusal with that."""
    return Refused([finding(row, code, text)])


def lines(row: PaymentRequest) -> QuerySet[PaymentLine]:
    """Its lines in order."""
    return PaymentLine.objects.filter(request=row).order_by("no")


def refunds(row: PaymentRequest) -> QuerySet[Refund]:
    """What came back of it."""
    return Refund.objects.filter(request=row).order_by("on", "pk")


def fill(row: PaymentRequest, draft: Draft, view: QuotaView) -> None:
    """Write a draft into a row; the classifications are the quota's."""
    for name in _SAME:
        setattr(row, name, getattr(view, name))
    first = draft.payees[0]
    many = len(draft.payees) > 1
    row.agency, row.agency_name = draft.agency, draft.agency_name
    row.quota, row.quota_number, row.source_doc = view.id, view.number, view.upper_doc
    row.project = draft.project or view.project
    row.kind, row.method, row.creditor = draft.kind, draft.method, draft.creditor
    row.focus, row.due, row.purpose = draft.focus, draft.due, draft.purpose.strip()
    row.contract = draft.contract.strip()
    row.contract_amount = registers.contract_amount(row.region, row.contract)
    row.fund_id = draft.fund
    row.payee = f"{first.name}等{len(draft.payees)}人（户）" if many else first.name
    row.account_masked = "" if many else registry.mask_account(first.account)
    row.account_digest = "" if many else registry.account_index(first.account)
    row.lines_count, row.amount = len(draft.payees), draft.amount_fen


def fund_sums(fund: FundRequest) -> tuple[int, int]:
    """Fen asked for by living requests under a 资金请示, and paid less refunded."""
    live = Q(state__in=flow.IN_FLIGHT) | Q(state__in=(*flow.DONE, flow.BOUNCED))
    found = PaymentRequest.objects.filter(live, fund=fund).aggregate(
        asked=Sum(F("amount") - F("bounced") - F("refunded")), paid=Sum(F("paid") - F("refunded"))
    )
    return found["asked"] or 0, found["paid"] or 0


def waiting(region: str, on: date) -> list[Waiting]:
    """Everything approved or asked for and not paid on a day, requests first, by due date."""
    regions = registry.subtree(region)
    rows = PaymentRequest.objects.filter(
        region__in=regions, state__in=flow.IN_FLIGHT, submitted_on__lte=on
    )
    found = [_request_waits(row) for row in rows.order_by("due", "pk")]
    live = FundRequest.objects.filter(region__in=regions, approved_on__lte=on)
    open_ = live.exclude(state__in=(words.SETTLED, words.SENT_BACK)).filter(amount__gt=F("listed"))
    return found + [_fund_waits(row) for row in open_.order_by("approved_on", "pk")]


def open_mirror(regions: Sequence[str], also: Iterable[int] = ()) -> list[PaymentRequest]:
    """Requests that the provincial system is to pay, and those of `also`; locked, by number."""
    waits = Q(region__in=regions, state__in=flow.OPEN_MIRROR, mode=words.MIRROR, held="")
    rows = PaymentRequest.objects.select_for_update(of=("self",))
    return list(rows.filter(waits | Q(pk__in=list(also))).order_by("pk"))


def settlements(vouchers: Iterable[Voucher]) -> dict[str, Settlement]:
    """What is known of the vouchers of these regions and years, by document."""
    places = {(one.region, one.on.year) for one in vouchers}
    rows = Settlement.objects.filter(
        region__in={region for region, _ in places}, year__in={year for _, year in places}
    )
    return {f"{row.region}/{row.year}/{row.voucher}": row for row in rows.order_by("pk")}


def of_vouchers(region: str, vouchers: Iterable[str]) -> dict[str, PaymentRequest]:
    """Paid requests by the voucher that paid them, locked."""
    wanted = list(vouchers)
    settled = Settlement.objects.filter(region=region, voucher__in=wanted, state=returns.PAID)
    by_pk = dict(settled.order_by("year", "pk").values_list("voucher", "request_id"))
    rows = PaymentRequest.objects.select_for_update(of=("self",)).filter(
        Q(region=region, voucher__in=wanted) | Q(pk__in=by_pk.values())
    )
    found = {row.pk: row for row in rows.order_by("pk")}
    own = {row.voucher: row for row in found.values() if row.voucher in wanted}
    return own | {voucher: found[pk] for voucher, pk in by_pk.items()}


def bounced_applications(regions: Sequence[str]) -> dict[tuple[str, str], PaymentRequest]:
    """Requests that came back whole, by region and 支付申请编号."""
    rows = PaymentRequest.objects.filter(region__in=regions, state=flow.BOUNCED)
    rows = rows.exclude(application="").order_by("pk")
    return {(row.region, row.application): row for row in rows}


def came_back(row: PaymentRequest) -> int:
    """Fen that bounced or were refunded and may be paid once more."""
    if not row.refunded:
        return row.bounced
    back = refunds(row).filter(restores=True).aggregate(fen=Sum("amount"))
    return row.bounced + (back["fen"] or 0)


def to_resend(row: PaymentRequest) -> int:
    """Fen of that which no living request has taken up; a batch of people is sent again once."""
    left = came_back(row)
    if not left:
        return 0
    sums = resent(row).aggregate(fen=Sum("amount"), count=Count("id"))
    if row.lines_count > 1 and sums["count"]:
        return 0
    return max(left - (sums["fen"] or 0), 0)


def resent(row: PaymentRequest) -> QuerySet[PaymentRequest]:
    """Living requests that pay once more what came back of it."""
    return PaymentRequest.objects.filter(resends=row).exclude(state=flow.VOID).order_by("pk")


def returned_lines(row: PaymentRequest) -> QuerySet[PaymentLine]:
    """The lines that came back: those that bounced; of one payee, its line."""
    found = lines(row)
    return found if row.lines_count == 1 else found.filter(state=returns.BOUNCED)


def unmatched(regions: Sequence[str]) -> QuerySet[PaymentRequest]:
    """Paid requests of the mirror whose voucher no longer stands, or stands with other money."""
    standing = Payment.objects.filter(
        current=True, number=OuterRef("voucher"), region=OuterRef("region"),
        kind=rules.NORMAL, amount=OuterRef("amount"),
    )  # fmt: skip
    loose = Settlement.objects.filter(~Exists(standing), request=OuterRef("pk"), state=returns.PAID)
    rows = PaymentRequest.objects.filter(Exists(loose), region__in=regions, state=flow.PAID)
    return rows.order_by("pk")


def _request_waits(row: PaymentRequest) -> Waiting:
    tier = words.tier(
        kind=row.kind, guarantee=row.guarantee, creditor=row.creditor, focus=row.focus
    )
    assert row.submitted_on is not None, "what is in flight was submitted"
    return Waiting(
        number(row),
        row.kind,
        row.agency_name or row.agency,
        row.purpose,
        row.amount - row.paid - row.bounced,
        row.due,
        tier,
        row.quota_number,
        words.purses(row.fund_type, row.source_doc, row.bond, row.project, row.subject),
        row.guarantee not in ("", rules.NO_GUARANTEE),
        row.creditor,
        "已挂起" if row.held else row.state,
        row.submitted_on,
        row.region,
    )


def _fund_waits(row: FundRequest) -> Waiting:
    return Waiting(
        row.number,
        "请示",
        row.agency_name or row.agency,
        row.purpose,
        row.amount - row.listed,
        row.due or row.approved_on,
        words.tier(kind="请示", guarantee="", creditor=row.creditor),
        "",
        ("general/",),
        guaranteed=False,
        creditor=row.creditor,
        state=row.state,
        since=row.approved_on,
        region=row.region,
    )
