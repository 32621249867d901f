"""From 批示 to reconciled in both modes, and every way a payment comes back."""

from datetime import date

import pytest

from duzhi.kernel.finding import Refused
from duzhi.money.budget import api as budget
from duzhi.money.payments import flow
from duzhi.money.payments.actions import (
    back,
    bank,
    flying,
    funds,
    mirror,
    payroll,
    refunds,
    requests,
    review,
    statements,
)
from duzhi.money.payments.models import FundRequest, Payment, PaymentLine, PaymentRequest
from duzhi.money.payments.queries import banking, proofs
from duzhi.money.payments.queries import requests as queries
from duzhi.money.payments.rules.flying import Flying
from duzhi.money.payments.rules.flying import check as check_flying
from duzhi.money.payments.rules.payroll import Wage
from duzhi.money.payments.rules.statements import BACK, BANK, OUT, TREASURY, Entry
from duzhi.money.payments.tests import desk
from duzhi.money.payments.tests.conftest import codes, row, sound
from duzhi.money.payments.tests.desk import AT, COUNTY, ON
from duzhi.money.payments.tests.test_requests import PAPER
from duzhi.office import api as office

pytestmark = pytest.mark.usefixtures("county")
SAID = {"account": "6217001234567890"}


def left(number: int) -> tuple[int, int, int]:
    """What is available, on its way and paid."""
    view = budget.quota_of(number)
    return view.available_fen, view.reserved_fen, view.paid_fen


def said(side: str, fen: int, voucher: str = "", way: str = OUT) -> Entry:
    return Entry("对账", 2, side, ON, COUNTY, "990", "", way, fen, "1", "", voucher)


def stated(*rows: Entry):
    return statements.import_statements(
        rows=rows, file=desk.FILE, declared=desk.NONE, by="国库", now=AT
    )


def test_mirror_from_the_paper_to_paid(load):
    fund = funds.register_fund(paper=PAPER, by="办公室", at=AT)
    number = desk.quota()
    one, two = desk.approved(number, fund=fund.pk), desk.approved(number, fen=3_000)
    batch = mirror.send_mirror(requests=[one.pk, two.pk], on=ON, by="支付", at=AT)
    assert (batch.count, batch.amount) == (2, 13_000)
    with pytest.raises(Refused, match="已在批次中"):
        mirror.send_mirror(requests=[one.pk], on=ON, by="支付", at=AT)
    with pytest.raises(Refused, match="已用于另一笔"):
        mirror.record_applications(numbers={one.pk: "9", two.pk: "9"}, by="支付", at=AT)
    mirror.record_applications(numbers={one.pk: "SQ900"}, by="支付", at=AT)
    paid = [row("ZF1"), row("ZF2", yuan="30.00")]
    paid[0]["支付申请编号"], paid[1]["支付申请编号"] = "SQ900", "SQ901"
    assert load(paid).status == "imported"
    one.refresh_from_db()
    two.refresh_from_db()
    assert (one.state, one.voucher) == (flow.PAID, "ZF1")
    assert (two.state, two.application) == (flow.PAID, "SQ901"), "by amount, payee and day"
    assert left(number) == (87_000, 0, 13_000)
    assert FundRequest.objects.get().state == "部分付"
    assert sound()


def test_a_voucher_that_fits_two_requests_is_left_to_people(load):
    number = desk.quota()
    same = [desk.approved(number), desk.approved(number)]
    result = load([row("ZF1")])
    assert "payments.match_many" in codes(result)
    assert {PaymentRequest.objects.get(pk=one.pk).state for one in same} == {flow.TO_RECORD}


def test_a_refund_of_this_year_restores_the_quota_and_the_same_file_does_it_once(load):
    number = desk.quota()
    one = desk.approved(number)
    rows = [row("ZF1"), row("TK1", kind="退款支付", original="ZF1", yuan="40.00")]
    load(rows)
    assert left(number) == (94_000, 0, 6_000)
    rows.append(row("ZF9", yuan="1.00"))
    load(rows)
    one.refresh_from_db()
    assert (left(number), one.refunded) == ((94_000, 0, 6_000), 4_000)


def test_a_paid_voucher_that_is_withdrawn_becomes_a_difference(load):
    desk.approved(desk.quota())
    load([row("ZF1"), row("ZF2", yuan="7.00")])
    assert not queries.unmatched([COUNTY])
    load([row("ZF2", yuan="7.00")])
    assert [one.voucher for one in queries.unmatched([COUNTY])] == ["ZF1"]
    assert [gap.sort for gap in proofs.gaps(date(2023, 6, 30), COUNTY)] == ["支付凭证与申请不符"]


def test_alone_from_the_paper_to_reconciled(own_bank):
    fund = funds.register_fund(paper=PAPER, by="办公室", at=AT)
    number = desk.quota()
    one = desk.approved(number, fund=fund.pk, fen=20_000)
    assert (one.state, one.voucher[:2]) == (flow.VOUCHER, "ZF")
    with pytest.raises(Refused, match="经办与审核不得为同一人"):
        bank.sign_batch(vouchers=[one.pk], on=ON, by="复核", at=AT)
    bank.sign_batch(vouchers=[one.pk], on=ON, by="签章", at=AT)
    desk.answered(desk.answers(one))
    assert left(number) == (80_000, 0, 20_000)
    assert Payment.objects.get(current=True).amount == 20_000
    stated(said(TREASURY, 20_000))
    one.refresh_from_db()
    assert one.state == flow.CLEARED
    stated(said(BANK, 20_000, one.voucher))
    one.refresh_from_db()
    assert (one.state, FundRequest.objects.get().state) == (flow.RECONCILED, "已付")
    assert sound()


def test_a_return_file_counts_once_and_a_changed_one_is_refused(own_bank):
    number = desk.quota()
    one = desk.signed(number)
    rows = desk.answers(one)
    assert desk.answered(rows).added == 1
    assert desk.answered(rows[::-1]).same == 1
    assert left(number) == (90_000, 0, 10_000)
    with pytest.raises(Refused, match="内容不同"):
        desk.answered([rows[0]._replace(serial="别的")])
    with pytest.raises(Refused, match="没有送过代理银行"):
        desk.answered([rows[0]._replace(number="HD2")])
    with pytest.raises(Refused, match="只能有一个回单批号"):
        desk.answered([rows[0], rows[0]._replace(number="HD2")])
    assert sound()


def test_what_bounced_frees_its_quota_and_is_sent_again_with_a_reason_in_words(own_bank):
    number = desk.quota()
    people = tuple(
        desk.Payee(f"职工{no}", f"62170000000000{no:02d}", "农商行", 1_000) for no in range(1, 4)
    )
    one = desk.signed(number, payees=people)
    desk.answered(desk.answers(one, failed=[2], code="02"))
    one.refresh_from_db()
    assert (one.state, one.paid, one.bounced) == (flow.BANK_PAID, 2_000, 1_000)
    assert left(number) == (98_000, 0, 2_000)
    told = office.open_todos(user="经办").get().title
    assert "退票 10.00 元：账号不存在；向收款人要开户证明，更正账号后重发" in told
    again = back.resend_request(request=one.pk, by="经办", at=AT)
    assert (again.amount, again.payee, again.resends_id) == (1_000, "职工2", one.pk)
    with pytest.raises(Refused, match="已经重发过"):
        back.resend_request(request=one.pk, by="经办", at=AT)
    whole = desk.signed(number, fen=500)
    desk.answered(desk.answers(whole, number="HD2", failed=[1]))
    whole.refresh_from_db()
    assert (whole.state, left(number)) == (flow.BOUNCED, (98_000, 0, 2_000))
    assert sound()


def test_a_return_that_fits_nothing_sent_changes_nothing(own_bank):
    number = desk.quota()
    rows = desk.answers(desk.signed(number))
    wrong = [rows[0]._replace(amount_fen=1, payee="别人"), rows[0]._replace(line=9)]
    with pytest.raises(Refused) as refused:
        desk.answered(wrong)
    assert {one.code for one in refused.value.findings} == {
        "payments.return_amount",
        "payments.return_payee",
        "payments.return_unknown",
    }
    assert left(number) == (90_000, 10_000, 0)


def test_money_of_last_year_that_comes_back_restores_nothing(own_bank):
    number = desk.quota()
    one = desk.signed(number)
    desk.answered(desk.answers(one))
    given = {"request": one.pk, "reason": "退回多付款", "by": "支付", "at": AT}
    made = refunds.record_refund(**given, amount_fen=4_000, on=date(2024, 1, 9))
    assert (made.restores, left(number)) == (False, (90_000, 0, 10_000))
    refunds.record_refund(**given, amount_fen=6_000, on=ON)
    assert left(number) == (96_000, 0, 4_000)
    with pytest.raises(Refused, match="没有已付的金额可退"):
        refunds.record_refund(**given, amount_fen=1, on=ON)


def test_a_correction_moves_spending_to_another_quota_of_the_unit(own_bank):
    wrong, right = desk.quota(), desk.quota(20_000, "ZB2", subject="2050203")
    one = desk.signed(wrong)
    desk.answered(desk.answers(one))
    given = {"request": one.pk, "reason": "科目用错", "on": ON, "by": "支付", "at": AT}
    refunds.correct_request(**given, quota=right)
    assert (left(wrong), left(right)) == ((100_000, 0, 0), (10_000, 0, 10_000))
    other = desk.quota(number="ZB3", agency="205009")
    with pytest.raises(Refused, match="本单位本年度"):
        refunds.correct_request(**given, quota=other)
    assert sound()


def test_a_day_that_does_not_agree_names_the_vouchers(own_bank):
    one = desk.signed(desk.quota())
    desk.answered(desk.answers(one))
    stated(said(BANK, 9_000, one.voucher), said(BANK, 5, "X"), said(BANK, 5, "X", BACK))
    stated(said(TREASURY, 9_000))
    day = banking.compared([COUNTY], ON, date(2023, 6, 2))[0]
    assert (day.state, day.bank_gap_fen, day.treasury_gap_fen) == ("有差异", -1_000, -1_000)
    found = banking.apart([COUNTY], ON)[BANK]
    assert [(line.voucher, line.system_fen, line.other_fen) for line in found] == [
        (one.voucher, 10_000, 9_000),
    ]
    one.refresh_from_db()
    assert one.state == flow.BANK_PAID
    assert [gap.gap_fen for gap in proofs.gaps(date(2023, 6, 30), COUNTY)] == [-1_000]


def test_a_roster_becomes_one_voucher_with_a_line_for_each_person():
    number = desk.quota(payroll=True, guarantee="2")
    rows = [
        Wage("", no, COUNTY, 2023, "205001", "ZB1", "202306", f"职工{no}", "农商行",
             f"62170000000000{no:02d}", 1_000)
        for no in range(1, 6)
    ]  # fmt: skip

    def load(wages):
        return payroll.import_payroll(
            rows=wages, file=desk.FILE, declared=desk.NONE, by="统发", now=AT
        )

    assert load(rows).added == 1
    assert load(rows[:4]).changed == 1, "a draft is written anew"
    one = PaymentRequest.objects.get()
    assert (one.payee, one.amount, one.due) == ("职工1等4人（户）", 4_000, date(2023, 6, 10))
    assert PaymentLine.objects.count() == 4
    with pytest.raises(Refused) as refused:
        load([*rows, rows[0]._replace(row=9), rows[1]._replace(row=10, name="别人")])
    assert {one.code for one in refused.value.findings} == {
        "payments.wage_twice",
        "payments.wage_account",
    }
    wrong = [rows[0]._replace(month="202313"), rows[1]._replace(account="12")]
    with pytest.raises(Refused) as refused:
        load([*wrong, rows[2]._replace(quota="ZB9", row=7)])
    said = {one.code: one.place and one.place.row for one in refused.value.findings}
    assert said == {"payments.wage_month": 1, "payments.wage_number": 2, "payments.wage_quota": 7}
    requests.submit_request(request=one.pk, on=ON, by="统发", at=AT)
    assert left(number) == (96_000, 4_000, 0)
    with pytest.raises(Refused, match="已提交，不能重新导入"):
        load(rows)
    review.return_requests(requests=[one.pk], reason="名单有误", on=ON, by="审核", at=AT)
    assert load(rows).changed == 1
    assert sound()
    PaymentRequest.objects.update(state=flow.UNIT)
    assert [one.code for one in proofs.proofs()] == ["verify.reserved"]


def test_requests_on_their_way_elsewhere_hold_their_quota_and_move_with_the_file():
    number = desk.quota()
    first = Flying(
        "", 2, "SQ7", COUNTY, 2023, "205001", "青岚市第一中学", "ZB1", "岚州文具有限公司",
        "6217001234567890", "农商行", 5_000, "办公费", ON, desk.DUE, "转账", "其他", "",
        flow.FIRST, "", "甲", "乙", "", "",
    )  # fmt: skip
    poor = first._replace(number="SQ8", amount_fen=96_000)

    def load(*rows: Flying):
        given = {"file": desk.FILE, "declared": desk.NONE, "by": "导入", "now": AT}
        return flying.import_flying(rows=rows, **given)

    found = load(first, poor)
    assert (found.added, [one.code for one in found.findings]) == (1, ["payments.flying_left"])
    assert left(number) == (95_000, 5_000, 0)
    assert load(first._replace(state=flow.RECORDED, reviewer="丙", approver="丁")).changed == 1
    assert PaymentRequest.objects.get().application == "SQ7"
    back = first._replace(state=flow.RETURNED, answer="附件不全")
    assert load(back).changed == 1
    assert left(number) == (100_000, 0, 0)
    todo = office.open_todos(role="unit_maker").get()
    assert (todo.title, todo.agency) == ("支付申请被退回：附件不全", "205001")
    assert load(back).changed == 0
    assert not load(first._replace(amount_fen=100_001)).changed
    assert load(first._replace(amount_fen=7_000)).changed == 1, "mended there, on its way again"
    assert (PaymentRequest.objects.get().state, left(number)) == (flow.FIRST, (93_000, 7_000, 0))
    assert not office.open_todos(role="unit_maker")
    assert load(back).changed == 1
    assert left(number) == (100_000, 0, 0)
    assert load(back._replace(state=flow.VOID)).changed == 1
    assert not office.open_todos(role="unit_maker"), "given up: nothing is left to do"
    assert [one.code for one in check_flying([first._replace(endorser="甲")])] == [
        "payments.flying_people"
    ]
    assert sound()
