"""Mirror mode: what IN-09 reports as 退票, 作废 or 退款 goes back to the clerk once."""

from datetime import date

import pytest

from duzhi.kernel.finding import Refused
from duzhi.kernel.period import Fiscal
from duzhi.ledger import api as ledger
from duzhi.money.budget import api as budget
from duzhi.money.payments import flow
from duzhi.money.payments.actions import back, funds, mirror, requests
from duzhi.money.payments.models import FundRequest, PaymentRequest, Settlement
from duzhi.money.payments.queries import requests as queries
from duzhi.money.payments.rules.requests import REQUEST
from duzhi.money.payments.tests import desk
from duzhi.money.payments.tests.conftest import booked, codes, row, sound
from duzhi.money.payments.tests.desk import AT, COUNTY, ON
from duzhi.money.payments.tests.test_requests import PAPER
from duzhi.office import api as office

pytestmark = pytest.mark.usefixtures("county")
OTHER = row("ZF9", yuan="1.00", application="", payee="别人")
WHY = "收款人账户已销户"


def left(number: int) -> tuple[int, int, int]:
    """What is available, on its way and paid."""
    view = budget.quota_of(number)
    return view.available_fen, view.reserved_fen, view.paid_fen


def recorded(number: int, application: str = "SQ900", **more: object) -> PaymentRequest:
    one = desk.approved(number, **more)
    mirror.record_applications(numbers={one.pk: application}, by="支付", at=AT)
    one.refresh_from_db()
    return one


def paid(no: str = "ZF1", application: str = "SQ900", **more: object) -> dict[str, str]:
    return row(no, application=application, **more)


def bounced(no: str = "ZF1", **more: object) -> dict[str, str]:
    return paid(no, **{"status": "退票", "reason": WHY} | more)


def test_a_paid_voucher_that_bounces_goes_back_to_its_clerk_once(load):
    number = desk.quota()
    one = recorded(number)
    load([paid(), OTHER])
    assert left(number) == (90_000, 0, 10_000)
    for again in range(3):
        extra = row(f"ZFX{again}", yuan="2.00", application="", payee="别人")
        assert load([bounced(), OTHER, extra]).status == "imported"
        one.refresh_from_db()
        assert (one.state, one.paid, one.bounced) == (flow.BOUNCED, 0, 10_000)
        assert left(number) == (100_000, 0, 0)
        assert office.open_todos(user="经办").count() == 1
    assert booked("spending.general") == 3
    said = office.open_todos(user="经办").get().title
    assert "账户已销户" in said
    assert "更正后重发" in said
    assert one.answer.startswith("岚州文具有限公司 100.00 元被退回：账户已销户")
    assert not queries.unmatched([COUNTY])
    assert not ledger.remaining(REQUEST)
    assert sound()


def test_what_bounced_is_sent_again_once_and_the_old_voucher_never_pays_the_new_request(load):
    number = desk.quota()
    one = recorded(number)
    load([bounced(), OTHER])
    one.refresh_from_db()
    assert (one.state, one.voucher, left(number)) == (flow.BOUNCED, "ZF1", (100_000, 0, 0))
    again = back.resend_request(request=one.pk, by="经办", at=AT)
    assert (again.state, again.amount, again.resends_id) == (flow.DRAFT, 10_000, one.pk)
    assert not office.open_todos(user="经办").exists()
    with pytest.raises(Refused, match="已经重发过"):
        back.resend_request(request=one.pk, by="经办", at=AT)
    requests.submit_request(request=again.pk, on=ON, by="经办", at=AT)
    desk.passed(again.pk)
    result = load([bounced(), OTHER, row("ZFX", yuan="2.00", payee="别人")])
    again.refresh_from_db()
    assert (again.state, left(number)) == (flow.TO_RECORD, (90_000, 10_000, 0))
    result = load([paid(), OTHER])
    assert "payments.paid_after_bounce" in codes(result)
    again.refresh_from_db()
    assert (again.state, left(number)) == (flow.TO_RECORD, (90_000, 10_000, 0))
    load([bounced(), paid("ZF2", "SQ901"), OTHER])
    again.refresh_from_db()
    assert (again.state, left(number)) == (flow.PAID, (90_000, 0, 10_000))
    assert sound()


def test_a_voucher_that_the_province_pays_anew_under_another_number_changes_no_quota(load):
    number = desk.quota()
    one = recorded(number)
    load([paid(), OTHER])
    load([bounced(status="已作废"), paid("ZF2"), OTHER])
    one.refresh_from_db()
    assert (one.state, one.voucher, left(number)) == (flow.PAID, "ZF2", (90_000, 0, 10_000))
    assert not office.open_todos(user="经办").exists()
    assert not queries.unmatched([COUNTY])
    assert sound()


def test_a_number_paid_after_its_request_came_back_is_told_and_not_counted(load):
    number = desk.quota()
    recorded(number)
    load([bounced(), OTHER])
    result = load([bounced(), paid("ZF2"), OTHER])
    assert "payments.paid_after_bounce" in codes(result)
    assert left(number) == (100_000, 0, 0)


def test_a_voided_voucher_says_so_and_one_that_names_no_request_is_left_alone(load):
    number = desk.quota()
    one, other = recorded(number), desk.approved(number, fen=3_000)
    load(
        [bounced(status="已作废", reason=""), paid("ZF3", "", yuan="30.00", status="已作废"), OTHER]
    )
    one.refresh_from_db()
    other.refresh_from_db()
    assert (one.state, other.state) == (flow.BOUNCED, flow.TO_RECORD)
    assert "省一体化系统中已作废" in one.answer
    assert sound()


def test_one_of_two_vouchers_that_bounces_leaves_the_other_paid(load):
    number = desk.quota()
    one = recorded(number)
    load([paid(yuan="60.00"), OTHER])
    load([paid(yuan="60.00"), paid("ZF2", yuan="40.00"), OTHER])
    one.refresh_from_db()
    assert (one.state, one.paid) == (flow.PAID, 10_000)
    assert not queries.unmatched([COUNTY]), "both vouchers stand"
    load([bounced(yuan="60.00"), paid("ZF2", yuan="40.00"), OTHER])
    one.refresh_from_db()
    assert (one.state, one.paid, one.bounced) == (flow.PAID, 4_000, 6_000)
    assert left(number) == (96_000, 0, 4_000)
    assert back.resend_request(request=one.pk, by="经办", at=AT).amount == 6_000
    assert sound()


def test_a_part_that_bounces_before_the_rest_is_paid(load):
    number = desk.quota()
    one = recorded(number)
    load([bounced(yuan="60.00"), OTHER])
    one.refresh_from_db()
    assert (one.state, one.bounced, left(number)) == (flow.RECORDED, 6_000, (96_000, 4_000, 0))
    load([bounced(yuan="60.00"), paid("ZF2", yuan="40.00"), OTHER])
    one.refresh_from_db()
    assert (one.state, one.paid, left(number)) == (flow.PAID, 4_000, (96_000, 0, 4_000))
    assert sound()


def test_a_voucher_of_an_earlier_month_goes_by_the_file_of_the_next(load):
    number = desk.quota()
    one = recorded(number)
    load([paid(), OTHER])
    for month in range(1, 7):
        ledger.close_period(COUNTY, Fiscal(2023, month), by="总会计", at=AT)
    result = load([bounced(), row("ZF20", on="2023-07-03", application="", payee="别人")])
    assert (result.status, result.outcome.withdrawn) == ("imported", 1)
    one.refresh_from_db()
    assert (one.state, left(number)) == (flow.BOUNCED, (100_000, 0, 0))
    assert booked("spending.general", date(2023, 6, 30)) == 101, "June is closed"
    assert booked("spending.general", date(2023, 7, 31)) == 101, "100 less, ZF20 more"
    assert sound()


def test_a_file_of_nothing_but_a_bounced_voucher(load):
    number = desk.quota()
    one = recorded(number)
    load([paid(), OTHER])
    result = load([bounced()])
    one.refresh_from_db()
    assert (result.status, one.state) == ("imported", flow.BOUNCED)
    assert left(number) == (100_000, 0, 0)


def test_a_refund_tells_the_clerk_and_what_came_back_may_be_sent_again(load):
    number = desk.quota()
    one = recorded(number)
    rows = [paid(), row("TK1", kind="退款支付", original="ZF1", yuan="40.00", purpose="户名有误")]
    load(rows)
    load([*rows, OTHER])
    assert left(number) == (94_000, 0, 6_000)
    todo = office.open_todos(user="经办").get().title
    assert "收到退款 40.00 元：户名有误" in todo
    assert "修改收款账号后重新提交" in todo
    assert back.resend_request(request=one.pk, by="经办", at=AT).amount == 4_000
    load([bounced(), rows[1], OTHER])
    one.refresh_from_db()
    assert one.state == flow.PAID, "money that was refunded did not bounce"
    assert Settlement.objects.get().state == "已付"


def test_the_paper_behind_a_bounced_request_is_open_again(load):
    fund = funds.register_fund(paper=PAPER, by="办公室", at=AT)
    one = recorded(desk.quota(), fund=fund.pk)
    load([paid(), OTHER])
    assert FundRequest.objects.get().paid == one.amount
    load([bounced(), OTHER])
    assert (FundRequest.objects.get().paid, FundRequest.objects.get().listed) == (0, 0)
