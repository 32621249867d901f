"""Acts on quotas in the books: two people, one effect, never a fen beyond what is there."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from duzhi.kernel.entry import Key, Ref
from duzhi.kernel.finding import Refused
from duzhi.ledger import api as ledger
from duzhi.money.budget import api as budget
from duzhi.money.budget import postings
from duzhi.money.budget.actions import quotas as actions
from duzhi.money.budget.models import Quota
from duzhi.money.budget.queries.proofs import proofs
from duzhi.money.budget.rules import quotas as rules
from duzhi.money.budget.rules.quotas import QuotaView

AT = datetime(2023, 3, 1, 2, tzinfo=UTC)
ON = date(2023, 3, 1)
REGION = "990181000"
PLAN = QuotaView(0, REGION, 2023, "ZB001", "道路养护", "", "117001", "111", "2140104")
MAKER, CHECKER = {"by": "经办", "at": AT}, {"by": "审核", "at": AT}


def issued(number: str, amount_fen: int, **more: object) -> int:
    """A quota that was entered, reviewed and issued; its internal number."""
    plan = replace(PLAN, number=number, amount_fen=amount_fen, **more)
    row = actions.enter_quota(plan=plan, **MAKER)
    actions.review_quota(quota=row.pk, **CHECKER)
    on = ON.replace(year=plan.year)
    actions.issue_quotas(quotas=[row.pk], batch="2023-1", on=on, **CHECKER)
    return row.pk


def acted(kind: str, quota: int, amount_fen: int, **more: object) -> None:
    """An act that was asked for and approved."""
    given = {"kind": kind, "quota": quota, "amount_fen": amount_fen, "on": ON, "reason": "测试"}
    row = actions.propose(**{**given, **more}, **MAKER)
    actions.approve(act=row.pk, **CHECKER)


@pytest.mark.django_db
def test_a_quota_can_be_spent_from_only_after_two_people_issued_it():
    row = actions.enter_quota(plan=replace(PLAN, amount_fen=1_000), **MAKER)
    ask = {"source": Ref("payments.request", "1"), "amount_fen": 1, "on": ON, **MAKER}
    with pytest.raises(Refused, match="尚不能支付"):
        budget.reserve(quota=row.pk, **ask)
    with pytest.raises(Refused, match="经办与审核不得为同一人"):
        actions.review_quota(quota=row.pk, **MAKER)
    actions.review_quota(quota=row.pk, **CHECKER)
    with pytest.raises(Refused, match="经办与审核不得为同一人"):
        actions.issue_quotas(quotas=[row.pk], batch="1", on=ON, **MAKER)
    actions.issue_quotas(quotas=[row.pk], batch="1", on=ON, **CHECKER)
    budget.reserve(quota=row.pk, **ask)
    assert budget.quota(REGION, 2023, "ZB001").available_fen == 999


@pytest.mark.django_db
def test_a_number_is_used_once_and_a_returned_quota_stays_returned():
    row = actions.enter_quota(plan=replace(PLAN, amount_fen=1_000), **MAKER)
    with pytest.raises(Refused, match="已经使用"):
        actions.enter_quota(plan=replace(PLAN, amount_fen=1_000), **MAKER)
    actions.return_quota(quota=row.pk, reason="科目错误", **CHECKER)
    with pytest.raises(Refused, match="已退回"):
        actions.review_quota(quota=row.pk, **CHECKER)


@pytest.mark.django_db
def test_an_act_declined_moves_nothing_and_is_decided_once():
    quota = issued("ZB001", 1_000)
    ask = {"kind": rules.CUT, "quota": quota, "amount_fen": 100, "on": ON, "reason": "压减"}
    row = actions.propose(**ask, **MAKER)
    with pytest.raises(Refused, match="经办与审核不得为同一人"):
        actions.approve(act=row.pk, **MAKER)
    with pytest.raises(Refused, match="原因"):
        actions.decline(act=row.pk, reason=" ", **CHECKER)
    actions.decline(act=row.pk, reason="依据不足", **CHECKER)
    with pytest.raises(Refused, match="已退回"):
        actions.approve(act=row.pk, **CHECKER)
    assert budget.quota_of(quota).current_fen == 1_000


@pytest.mark.django_db
def test_what_is_in_flight_cannot_be_recovered():
    quota = issued("ZB001", 1_000)
    request = Ref("payments.request", "1")
    budget.reserve(source=request, quota=quota, amount_fen=700, on=ON, **MAKER)
    with pytest.raises(Refused, match="先撤回在途申请"):
        acted(rules.RECOVER, quota, 301)
    budget.release(
        reservation=request, source=Ref("payments.return", "1"), amount_fen=700, on=ON, **MAKER
    )
    acted(rules.RECOVER, quota, 1_000)
    acted(rules.CANCEL, quota, 0)
    assert Quota.objects.get(pk=quota).state == rules.CANCELLED
    assert not list(proofs())


@pytest.mark.django_db
def test_children_take_what_their_parent_gives_and_no_more():
    parent = issued("ZB001", 1_000, executable=False)
    child = issued("ZB002", 600, parent=parent)
    with pytest.raises(Refused, match="不足以分解"):
        issued("ZB003", 401, parent=parent)
    assert budget.quota_of(parent).current_fen == 400
    assert budget.quota_of(child).available_fen == 600
    assert not list(proofs())


@pytest.mark.django_db
def test_what_is_left_of_last_year_is_carried_into_a_quota_of_this_year():
    last = issued("ZB001", 1_000, year=2022)
    this = issued("ZB900", 1_000, parent=last, origin="上年结转")
    assert (budget.quota_of(last).current_fen, budget.quota_of(this).current_fen) == (0, 1_000)
    assert not list(proofs())


@pytest.mark.django_db
def test_quotas_under_a_document_never_exceed_what_was_received_under_it():
    doc = "省财建〔2023〕7号"
    entry = postings.received(Ref("budget.grant", "1"), REGION, "111", doc, 1_000, ON)
    ledger.post([entry], **MAKER)
    issued("ZB001", 600, upper_doc=doc)
    with pytest.raises(Refused, match="上级文号可用额度只有"):
        issued("ZB002", 401, upper_doc=doc)
    issued("ZB003", 400, upper_doc=doc)


@pytest.mark.django_db
def test_a_refund_of_this_year_opens_the_quota_again_but_not_beyond_what_was_paid():
    quota = issued("ZB001", 1_000)
    request = Ref("payments.request", "1")
    budget.reserve(source=request, quota=quota, amount_fen=700, on=ON, **MAKER)
    paid = {"reservation": request, "source": Ref("payments.voucher", "1"), "amount_fen": 700}
    budget.settle(**paid, on=ON, **MAKER)
    back = {"source": Ref("payments.refund", "1"), "quota": quota, "on": ON, **MAKER}
    with pytest.raises(Refused, match="大于已支付"):
        budget.restore(amount_fen=701, **back)
    budget.restore(amount_fen=300, **back)
    view = budget.quota_of(quota)
    assert (view.paid_fen, view.available_fen) == (400, 600)


@pytest.mark.django_db
def test_a_row_that_was_changed_behind_the_books_is_found():
    quota = issued("ZB001", 1_000)
    Quota.objects.filter(pk=quota).update(current=1_001)
    assert {one.code for one in proofs()} == {"verify.quota_row", "verify.quota_acts"}
    Quota.objects.filter(pk=quota).update(current=1_000)
    stray = replace(PLAN, number="ZB404")
    ledger.post(postings.acted(Ref("x", "1"), rules.ADD, 5, stray, None, ON), **MAKER)
    assert [one.code for one in proofs()] == ["verify.quota"]


def test_quotas_are_booked_under_their_own_classifications():
    key = postings.key(replace(PLAN, guarantee=rules.NO_GUARANTEE, upper_doc="文", direct="01"))
    assert key == Key(REGION, "111", "2140104", agency="117001", source_doc="文", direct="01")
