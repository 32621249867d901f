"""A request from the clerk to 复核: held, sent back, put on hold, and never by one person alone."""

from dataclasses import replace
from datetime import date

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from duzhi.kernel.entry import Ref
from duzhi.kernel.finding import Refused
from duzhi.money.budget import api as budget
from duzhi.money.payments import api, flow
from duzhi.money.payments.actions import funds, refunds, requests, review
from duzhi.money.payments.models import FundRequest, PaymentLine, PaymentRequest
from duzhi.money.payments.queries import asking
from duzhi.money.payments.queries import funds as papers
from duzhi.money.payments.queries import requests as queries
from duzhi.money.payments.rules.funds import Paper
from duzhi.money.payments.tests import desk
from duzhi.money.payments.tests.desk import AT, COUNTY, ON
from duzhi.office import api as office

pytestmark = pytest.mark.usefixtures("county")
PAPER = Paper(
    "", 0, COUNTY, "青教〔2023〕8号", "205001", "青岚市第一中学", "校舍维修", 20_000,
    "常务副市长", date(2023, 5, 4), "同意，请财政局统筹安排。",
)  # fmt: skip


def left(number: int) -> int:
    return budget.quota_of(number).available_fen


def test_submitting_holds_the_quota_and_returning_frees_it():
    number = desk.quota(15_000)
    row = desk.submitted(number)
    assert (row.state, left(number)) == (flow.UNIT, 5_000)
    with pytest.raises(Refused, match=r"差 50\.00 元"):
        desk.submitted(number)
    review.return_requests(requests=[row.pk], reason="发票不全", on=ON, by="审核", at=AT)
    row.refresh_from_db()
    assert (row.state, row.answer, left(number)) == (flow.RETURNED, "发票不全", 15_000)
    assert "发票不全" in office.open_todos(user="经办").get().title
    changed = replace(desk.DRAFT, payees=(desk.SHOP._replace(amount_fen=12_000),))
    requests.redraft_request(request=row.pk, draft=changed, quota=number, by="经办", at=AT)
    again = requests.submit_request(request=row.pk, on=ON, by="经办", at=AT)
    assert (again.attempt, left(number)) == (2, 3_000)
    assert not office.open_todos(user="经办"), "done when it is submitted again"
    told = [one.verb for one in office.trail(queries.ref(again))]
    assert told == ["录入支付申请", "提交", "退回", "修改支付申请", "提交"]


def test_nobody_checks_the_own_work_at_any_step():
    row = desk.submitted(desk.quota())
    given = {"requests": [row.pk], "at": AT}
    with pytest.raises(Refused, match="经办与审核不得为同一人"):
        review.endorse_requests(**given, by="经办")
    review.endorse_requests(**given, by="审核")
    for who in ("经办", "审核"):
        with pytest.raises(Refused, match="经办与审核不得为同一人"):
            review.review_requests(**given, by=who)
    review.review_requests(**given, by="初审")
    for who in ("经办", "审核", "初审"):
        with pytest.raises(Refused, match="经办与审核不得为同一人"):
            review.approve_requests(**given, on=ON, by=who)
    assert review.approve_requests(**given, on=ON, by="复核")[0].state == flow.TO_RECORD


def test_bound_money_passes_the_office_of_its_business():
    number = desk.quota(direct="01", upper_doc="", matching=True)
    row = desk.submitted(number)
    review.endorse_requests(requests=[row.pk], by="审核", at=AT)
    row.refresh_from_db()
    assert row.state == flow.OFFICE
    with pytest.raises(Refused, match="不能“初审”"):
        review.review_requests(requests=[row.pk], by="初审", at=AT)
    assert review.consent_requests(requests=[row.pk], by="教科文", at=AT)[0].state == flow.FIRST


def test_a_batch_moves_together_or_not_at_all():
    number = desk.quota()
    one, two = desk.submitted(number), desk.drafted(number)
    with pytest.raises(Refused, match="处于“草稿”"):
        review.endorse_requests(requests=[one.pk, two.pk], by="审核", at=AT)
    one.refresh_from_db()
    assert one.state == flow.UNIT


def test_nobody_is_offered_the_own_work_or_what_is_on_hold():
    number = desk.quota()
    row, other = desk.submitted(number), desk.submitted(number)
    scopes = {verb: office.Scope((office.Reach(),)) for verb in flow.TURNS}

    def waits(by: str) -> list[int]:
        return [one.pk for one in queries.mine(scopes, by)]

    assert (waits("经办"), waits("审核")) == ([], [row.pk, other.pk])
    review.endorse_requests(requests=[row.pk], by="审核", at=AT)
    review.review_requests(requests=[row.pk], by="初审", at=AT)
    assert (waits("初审"), waits("复核")) == ([other.pk], [row.pk, other.pk])
    review.hold_request(request=other.pk, reason="等待审计意见", by="初审", at=AT)
    assert (waits("复核"), queries.paused(scopes).get()) == ([row.pk], other)
    own = {"payments.endorse": office.Scope((office.Reach(COUNTY, "", "999"),))}
    assert not queries.mine(own, "审核"), "each right as far as it reaches"
    assert not queries.mine({}, "审核")


def test_what_is_on_hold_does_not_move_until_it_is_lifted():
    row = desk.submitted(desk.quota())
    review.hold_request(request=row.pk, reason="等待审计意见", by="初审", at=AT)
    with pytest.raises(Refused, match="已挂起"):
        review.endorse_requests(requests=[row.pk], by="审核", at=AT)
    review.resume_request(request=row.pk, note="审计无异议", by="初审", at=AT)
    assert review.endorse_requests(requests=[row.pk], by="审核", at=AT)[0].state == flow.FIRST


def test_a_given_up_request_frees_its_quota_and_cannot_come_back():
    number = desk.quota()
    row = desk.submitted(number)
    requests.cancel_request(request=row.pk, reason="不再采购", on=ON, by="经办", at=AT)
    assert left(number) == 100_000
    with pytest.raises(Refused, match="处于“已作废”"):
        requests.submit_request(request=row.pk, on=ON, by="经办", at=AT)


def test_an_account_stands_nowhere_in_clear():
    row = desk.drafted(desk.quota())
    line = PaymentLine.objects.get(request=row)
    stored = "|".join(map(str, (*vars(line).values(), *vars(row).values())))
    assert desk.SHOP.account not in stored
    assert line.account_masked == "****7890"


def test_a_known_payee_with_a_new_account_is_pointed_out():
    number = desk.quota()
    desk.submitted(number, on=date(2023, 3, 1))
    other = (desk.SHOP._replace(account="6217009876543210"),)
    row = desk.drafted(number, payees=other)
    ask = asking.ask(row, budget.quota_of(number), ON)
    assert ask.new_accounts == (desk.SHOP.name,)


def test_a_fund_request_follows_what_is_asked_for_and_paid():
    fund = funds.register_fund(paper=PAPER, by="办公室", at=AT)
    number = desk.quota()
    row = desk.submitted(number, fund=fund.pk)
    fund.refresh_from_db()
    assert (fund.state, fund.listed, fund.paid) == ("已列未付", 10_000, 0)
    with pytest.raises(Refused, match=r"批准 200\.00 元"):
        desk.submitted(number, fen=10_001, fund=fund.pk)
    much = replace(desk.DRAFT, payees=(desk.SHOP._replace(amount_fen=10_001),), fund=fund.pk)
    said = asking.precheck(much, budget.quota_of(number), ON, None)
    assert [one.code for one in said] == ["payments.over_fund"], "said before it is refused"
    with pytest.raises(Refused, match="名下还有"):
        funds.return_fund(fund=fund.pk, reason="不办了", by="办公室", at=AT)
    waits = {one.id: one for one in api.waiting(COUNTY, date(2023, 6, 30))}
    assert waits[PAPER.number].amount_fen == 10_000
    assert waits[queries.number(row)].tier_hint == 1
    review.return_requests(requests=[row.pk], reason="退回", on=ON, by="审核", at=AT)
    assert FundRequest.objects.get().state == "已批未列指标"
    assert [one.papers for one in papers.bands(FundRequest.objects.all(), date(2023, 6, 30))] == [
        *(0, 1, 0, 0, 0)
    ]


def test_a_paper_stands_once_and_a_returned_one_takes_no_request():
    fund = funds.register_fund(paper=PAPER, by="办公室", at=AT)
    with pytest.raises(Refused, match="已登记"):
        funds.register_fund(paper=PAPER, by="办公室", at=AT)
    late = PAPER._replace(number="青教〔2023〕9号", approved_on=date(2023, 6, 2))
    with pytest.raises(Refused, match="批示日期 2023-06-02 还没有到"):
        funds.register_fund(paper=late, by="办公室", at=AT)
    funds.return_fund(fund=fund.pk, reason="另行研究", by="办公室", at=AT)
    with pytest.raises(Refused, match="请重新请示"):
        desk.submitted(desk.quota(), fund=fund.pk)


def test_a_register_of_papers_changes_what_it_names_and_takes_nothing_away():
    def load(*rows: Paper):
        return funds.import_funds(
            rows=rows, file=desk.FILE, declared=desk.NONE, by="办公室", now=AT
        )

    other = PAPER._replace(number="青教〔2023〕9号")
    assert load(PAPER, other).added == 2
    desk.submitted(desk.quota(), fund=FundRequest.objects.get(number=PAPER.number).pk)
    again = load(PAPER, other._replace(amount_fen=500))
    assert (again.same, again.changed) == (1, 1)
    with pytest.raises(Refused, match="少于已申请的"):
        load(PAPER._replace(amount_fen=9_999))


def test_a_business_asks_once_for_one_document():
    number = desk.quota()
    given = {"source": Ref("subsidy.batch", "1"), "draft": desk.DRAFT, "quota": number}
    first = api.request_payment(**given, on=ON, by="经办", at=AT)
    assert api.request_payment(**given, on=ON, by="经办", at=AT).pk == first.pk
    assert left(number) == 90_000
    assert api.payday(COUNTY, date(2023, 6, 11)) == date(2023, 7, 10)


class Desk(RuleBasedStateMachine):
    """Whatever clerks do, a quota is never overdrawn and no request gets more than it held."""

    def __init__(self) -> None:
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.quota = desk.quota(5_000)

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    @rule(fen=st.integers(1, 3_000))
    def submit(self, fen: int) -> None:
        self._try(lambda: desk.submitted(self.quota, fen=fen))

    @rule(pick=st.integers(0, 5), back=st.booleans())
    def end(self, pick: int, back: bool) -> None:  # noqa: FBT001
        if row := self._pick(pick, flow.IN_FLIGHT):
            ended = {"reason": "测试", "on": ON, "by": "审核", "at": AT}
            if back:
                self._try(lambda: review.return_requests(requests=[row.pk], **ended))
            else:
                self._try(lambda: requests.cancel_request(request=row.pk, **ended))

    @rule(pick=st.integers(0, 5), fen=st.integers(1, 2_000))
    def refund(self, pick: int, fen: int) -> None:
        if row := self._pick(pick, flow.DONE):
            given = {"amount_fen": fen, "on": ON, "reason": "测试", "by": "支付", "at": AT}
            self._try(lambda: refunds.record_refund(request=row.pk, **given))

    @rule(fen=st.integers(1, 2_000), fails=st.booleans())
    def pay(self, fen: int, fails: bool) -> None:  # noqa: FBT001
        def run() -> None:
            row = desk.signed(self.quota, fen=fen)
            desk.answered(desk.answers(row, number=f"H{row.pk}", failed=[1] if fails else []))

        self._try(run)

    @invariant()
    def nothing_is_overdrawn(self) -> None:
        view = budget.quota_of(self.quota)
        rows = PaymentRequest.objects.all()
        held = sum(row.amount for row in rows if row.state in flow.IN_FLIGHT)
        paid = sum(row.paid - row.refunded for row in rows)
        assert (view.reserved_fen, view.paid_fen) == (held, paid)
        assert view.available_fen == 5_000 - held - paid >= 0

    def _pick(self, pick: int, states: tuple[str, ...]) -> PaymentRequest | None:
        rows = list(PaymentRequest.objects.filter(state__in=states).order_by("pk"))
        return rows[pick % len(rows)] if rows else None

    @staticmethod
    def _try(act) -> None:
        try:
            with transaction.atomic():
                act()
        except Refused:
            pass


@pytest.mark.django_db
def test_never_more_is_paid_than_was_reserved(own_bank):
    quick = settings(
        max_examples=6,
        stateful_step_count=8,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Desk, settings=quick)
