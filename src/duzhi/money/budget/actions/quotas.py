"""Acts on quotas: entered by one person, decided by another, posted once at the end."""

from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from duzhi.kernel.entry import Entry, Ref
from duzhi.kernel.finding import Finding, Refused, refuse
from duzhi.ledger import api as ledger
from duzhi.money.budget import flow, postings
from duzhi.money.budget.models import Quota, QuotaAct
from duzhi.money.budget.queries import quotas as queries
from duzhi.money.budget.rules import quotas as rules
from duzhi.money.budget.rules.quotas import Act, QuotaView
from duzhi.office import api as office

_MONEY = ("current_fen", "frozen_fen", "reserved_fen", "available_fen")
_COLUMNS = tuple(
    one.name for one in fields(QuotaView) if one.name not in (*_MONEY, "id", "parent", "state")
)


@transaction.atomic
def enter_quota(*, plan: QuotaView, by: str, at: datetime) -> Quota:
    """Enter a quota (录入); nothing may be spent until it is reviewed and issued.

    Raises:
        Refused: a field is missing or wrong, or the number is taken.
    """
    findings = rules.check_entry(plan)
    if Quota.objects.filter(region=plan.region, year=plan.year, number=plan.number).exists():
        findings.append(_taken(plan))
    if findings:
        raise Refused(findings)
    values = {name: getattr(plan, name) for name in _COLUMNS if name != "amount_fen"}
    row = Quota.objects.create(
        **values, parent_id=plan.parent, amount=plan.amount_fen, maker=by, made_at=at
    )
    office.log(plan.ref, "录入指标", by=by, at=at, after={"amount": plan.amount_fen})
    return row


@transaction.atomic
def review_quota(*, quota: int, by: str, at: datetime) -> Quota:
    """A second person finds a quota right: it may be issued."""
    row = _locked(quota)
    row.state = flow.QUOTA.after(row.state, flow.REVIEW)
    office.separate(row.maker, by, f"指标{row.number}")
    row.checker, row.checked_at = by, at
    row.save(update_fields=("state", "checker", "checked_at"))
    office.log(_ref(row), "审核指标", by=by, at=at)
    return row


@transaction.atomic
def return_quota(*, quota: int, reason: str, by: str, at: datetime) -> Quota:
    """A quota goes back to its maker for good; enter a new one."""
    row = _locked(quota)
    row.state = flow.QUOTA.after(row.state, flow.RETURN)
    row.save(update_fields=("state",))
    office.log(_ref(row), "退回指标", by=by, at=at, note=_said(reason))
    return row


@transaction.atomic
def issue_quotas(
    *, quotas: Sequence[int], batch: str, on: date, by: str, at: datetime
) -> list[QuotaAct]:
    """Issue reviewed quotas (下达), each out of its parent's money when it has a parent.

    Raises:
        Refused: one of them is not reviewed, was entered by the same person, or its parent or
            上级文号 has not enough. None is issued then.
    """
    rows = list(Quota.objects.select_for_update().filter(pk__in=quotas).order_by("pk"))
    made = [_issue(row, batch, on, by, at) for row in rows]
    acts = [one for one, _ in made]
    _move(acts)
    ledger.post([entry for _, entries in made for entry in entries], by=by, at=at)
    return acts


@transaction.atomic
def propose(  # noqa: PLR0913 what an act on a quota says
    *,
    kind: str,
    quota: int,
    amount_fen: int,
    on: date,
    reason: str,
    other: int | None = None,
    authority: str = "",
    batch: str = "",
    by: str,
    at: datetime,
) -> QuotaAct:
    """Ask for an act on an issued quota; another person decides it.

    Raises:
        Refused: it is not allowed, or there is not enough now.
    """
    gives = queries.by_id(quota)
    takes = queries.by_id(other) if other else None
    _judge(Act(kind, amount_fen, gives, takes, reason, authority, on))
    row = QuotaAct.objects.create(
        region=gives.region,
        year=gives.year,
        kind=kind,
        quota_id=quota,
        other_id=other,
        amount=amount_fen,
        on=on,
        batch=batch,
        authority=authority,
        reason=reason.strip(),
        maker=by,
        made_at=at,
    )
    office.log(queries.act_ref(row), f"申请{kind}", by=by, at=at, note=row.reason)
    return row


@transaction.atomic
def approve(*, act: int, by: str, at: datetime) -> QuotaAct:
    """A second person decides for an act: it takes effect at once.

    Raises:
        Refused: the same person, not waiting any more, or not allowed by now.
    """
    row = _decided(act, flow.APPROVE, by, at)
    gives, takes = queries.pair(row)
    _judge(Act(row.kind, row.amount, gives, takes, row.reason, row.authority))
    if row.kind == rules.CANCEL:
        Quota.objects.filter(pk=row.quota_id).update(state=rules.CANCELLED)
    _move([row])
    office.log(queries.act_ref(row), f"审核{row.kind}", by=by, at=at)
    if row.kind != rules.CANCEL:
        ref = queries.act_ref(row)
        entries = postings.acted(ref, row.kind, row.amount, gives, takes, row.on)
        ledger.post(entries, by=by, at=at)
    return row


@transaction.atomic
def decline(*, act: int, reason: str, by: str, at: datetime) -> QuotaAct:
    """A second person decides against an act, and says why."""
    row = _decided(act, flow.RETURN, by, at)
    row.answer = _said(reason)
    row.save(update_fields=("answer",))
    office.log(queries.act_ref(row), f"退回{row.kind}", by=by, at=at, note=row.answer)
    return row


@transaction.atomic
def restore(
    *, source: Ref, quota: int, amount_fen: int, on: date, by: str, at: datetime
) -> ledger.Posted:
    """A payment of this year came back: its quota may be spent again.

    Raises:
        Refused: more than was ever paid under it.
    """
    view = queries.by_id(quota)
    if amount_fen > view.paid_fen:
        text = f"指标{view.number}：退回的金额大于已支付的金额；请核对原支付凭证"
        raise refuse("quota.refund", text)
    return ledger.post([postings.restored(source, view, amount_fen, on)], by=by, at=at)[0]


def reserve(
    *, source: Ref, quota: int | QuotaView, amount_fen: int, on: date, by: str, at: datetime
) -> ledger.Posted:
    """Hold an amount of a quota for a payment request; fen. Who has read the quota may give it.

    One act of the ledger, which undoes its own refusals: no savepoint of its own.

    Raises:
        Conflict: the document reserved before with other content.
        Refused: the quota may not be paid from, or has not enough left.
    """
    view = quota if isinstance(quota, QuotaView) else queries.plain(quota)
    if findings := rules.check_usable(view):
        raise Refused(findings)
    return ledger.reserve(
        source=source,
        accounts=(postings.AVAILABLE, postings.RESERVED),
        key=postings.key(view),
        control=view.control,
        amount_fen=amount_fen,
        on=on,
        by=by,
        at=at,
    )


def _issue(row: Quota, batch: str, on: date, by: str, at: datetime) -> tuple[QuotaAct, list[Entry]]:
    row.state = flow.QUOTA.after(row.state, flow.ISSUE)
    office.separate(row.maker, by, f"指标{row.number}")
    view = queries.by_id(row.pk)
    parent = queries.by_id(row.parent_id) if row.parent_id else None
    if findings := rules.check_issue(view, parent, on):
        raise Refused(findings)
    kind = rules.issue_kind(view, parent)
    act = QuotaAct.objects.create(
        region=row.region,
        year=row.year,
        kind=kind,
        quota_id=row.parent_id or row.pk,
        other_id=row.pk if row.parent_id else None,
        amount=row.amount,
        on=on,
        batch=batch,
        authority=row.upper_doc,
        reason=row.note or "下达",
        state=rules.DONE,
        maker=row.maker,
        made_at=row.made_at,
        checker=by,
        checked_at=at,
    )
    Quota.objects.filter(pk=row.pk).update(state=row.state, issued_on=on)
    office.log(view.ref, "下达指标", by=by, at=at, after={"batch": batch, "kind": kind})
    gives, takes = (parent, view) if parent else (view, None)
    return act, postings.acted(queries.act_ref(act), kind, row.amount, gives, takes, on)


def _move(acts: Iterable[QuotaAct]) -> None:
    """指标余额 and 冻结 of every quota that acts touch, in the order of their numbers."""
    changes: dict[int, list[int]] = {}
    for act in acts:
        own, frozen, other = rules.moves(act.kind, act.amount)
        for quota, current, held in ((act.quota_id, own, frozen), (act.other_id, other, 0)):
            if quota is not None:
                sums = changes.setdefault(quota, [0, 0])
                sums[0], sums[1] = sums[0] + current, sums[1] + held
    for quota, (current, frozen) in sorted(changes.items()):
        if current or frozen:
            Quota.objects.filter(pk=quota).update(
                current=F("current") + current, frozen=F("frozen") + frozen
            )


def _decided(act: int, verb: str, by: str, at: datetime) -> QuotaAct:
    row = QuotaAct.objects.select_for_update().get(pk=act)
    row.state = flow.ACT.after(row.state, verb)
    office.separate(row.maker, by, str(row))
    row.checker, row.checked_at = by, at
    row.save(update_fields=("state", "checker", "checked_at"))
    return row


def _judge(act: Act) -> None:
    if findings := rules.check_act(act):
        raise Refused(findings)


def _locked(quota: int) -> Quota:
    return Quota.objects.select_for_update().get(pk=quota)


def _ref(row: Quota) -> Ref:
    return Ref(rules.QUOTA, f"{row.region}/{row.year}/{row.number}")


def _said(reason: str) -> str:
    if not reason.strip():
        raise refuse("quota.reason", "请写明退回的原因后再提交")
    return reason.strip()


def _taken(plan: QuotaView) -> Finding:
    text = f"指标编号 {plan.number} 在{plan.year}年已经使用；请换一个编号"
    return Finding("quota.taken", text)
