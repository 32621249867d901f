"""Warning rules that are on speak when a request is submitted: the tree of the nightly run."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from duzhi.kernel.finding import Refused
from duzhi.money.budget import api as budget
from duzhi.money.payments import flow, watches
from duzhi.money.payments.actions import requests
from duzhi.money.payments.models import PaymentRequest
from duzhi.money.payments.queries import asking, watched
from duzhi.money.payments.tests import desk
from duzhi.money.payments.tests.conftest import row
from duzhi.money.payments.tests.desk import AT, COUNTY, ON
from duzhi.office import api as office
from duzhi.watch import api as watch


@pytest.fixture
def on(county, settings, tmp_path):
    """Switches rules on, as two people do: after a replay."""
    settings.HOME = tmp_path
    for name, role in (("jiandu", "supervision"), ("juzhang", "director")):
        user = office.User.objects.create_user(name, name=name)
        office.Grant.objects.create(user=user, role=role, region="990181", start=date(2020, 1, 1))

    def on(*rules: watch.Rule) -> None:
        codes = [one.code for one in rules]
        span = {"region": COUNTY[:6], "start": date(2023, 1, 1), "end": date(2023, 2, 1)}
        for code, made in zip(codes, watch.replay(codes, **span, by="jiandu", at=AT), strict=True):
            watch.switch_on(code=code, replay_id=made.pk, reason="看过回放", by="juzhang", at=AT)

    return on


def alerts() -> list[tuple[str, str]]:
    return sorted(watch.Alert.objects.values_list("rule", "document"))


def test_a_rule_that_stops_refuses_with_its_sentence_and_nothing_is_held(on):
    on(watches.BOND_RUNNING_COST)
    number = desk.quota(bond="B1", project="P1", dep_econ="30201")
    one = desk.drafted(number, project="P1")
    with pytest.raises(Refused, match=r"债券资金用于经常性支出：支付金额 100\.00 元") as refused:
        requests.submit_request(request=one.pk, on=ON, by="经办", at=AT)
    assert "请退回债券专户" in str(refused.value)
    one.refresh_from_db()
    assert (one.state, budget.quota_of(number).available_fen) == (flow.DRAFT, 100_000)
    assert alerts() == []


def test_a_warning_is_shown_kept_in_the_trail_and_raised_once(on):
    on(watches.HIDDEN_RECEPTION, watches.SALARY_UNFLAGGED)
    number = desk.quota(dep_econ="30101", guarantee="")
    given = {"payees": (desk.SHOP,), "purpose": "公务接待用餐"}
    view = budget.quota_of(number)
    draft = desk.replace(desk.DRAFT, **given)
    shown = {one.code: one.severity for one in asking.precheck(draft, view, ON, None)}
    assert shown == {"watch.PAY-08": "warning", "watch.PAY-12": "info"}
    one = desk.submitted(number, **given)
    document = f"payments.request:{COUNTY}/2023/{one.pk}#1"
    assert alerts() == [("PAY-08", document), ("PAY-12", document)]
    alert = watch.Alert.objects.get(rule="PAY-08")
    assert (alert.state, alert.amount, alert.agency) == ("触发", 10_000, "205001")
    assert ["用途", "公务接待用餐"] in alert.evidence
    assert office.open_todos(role="supervision").count() == 2
    told = "；".join(event.note for event in office.trail(document))
    assert "三公经费列在其他科目" in told
    desk.review.return_requests(requests=[one.pk], reason="请改", on=ON, by="审核", at=AT)
    requests.submit_request(request=one.pk, on=ON, by="经办", at=AT)
    assert len(alerts()) == 2, "one alert per rule and document"


def test_a_window_counts_what_was_paid_and_what_is_on_its_way(on, load):
    on(watches.DUPLICATE)
    number = desk.quota(dep_econ="30201", project="P1")
    desk.submitted(number, payees=(desk.SHOP._replace(name="别家", account="6217009999999999"),))
    first = desk.submitted(number)
    assert alerts() == []
    second = desk.drafted(number)
    (said,) = watched.said(second, ON)
    assert "近期同额合计 200.00 元" in said.finding.text
    requests.cancel_request(request=first.pk, reason="重复了", on=ON, by="经办", at=AT)
    assert watched.said(second, ON) == []
    load([row("ZF1", on="2023-05-20"), row("ZF2", on="2023-05-21", agency="205009")])
    (said,) = watched.said(second, ON)
    assert "近期同额合计 200.00 元" in said.finding.text


def test_what_speaks_at_submitting_speaks_at_night_about_the_voucher(on, load):
    rules = (watches.DUPLICATE, watches.HIDDEN_RECEPTION, watches.CASH, watches.TO_FINAL_PERSON)
    on(*rules)
    load([row("ZF1", on="2023-05-20", purpose="办公用品")])
    number = desk.quota(dep_econ="30201", project="P1")
    one = desk.drafted(number, purpose="提取现金付接待费")
    at_save = {said.rule.code for said in watched.said(one, ON)}
    rows = [row("ZF1", on="2023-05-20", purpose="办公用品")]
    rows.append(row("ZF2", on=str(ON), purpose="提取现金付接待费", application=""))
    load(rows)
    watch.run(region=COUNTY[:6], on=ON, by="夜间", at=AT)
    night = {rule for rule, document in alerts() if "ZF2" in document}
    assert at_save == night == {"PAY-08", "PAY-10", "PAY-13"}


def test_the_voucher_of_a_request_that_was_spoken_about_is_not_raised_again(on, load):
    on(watches.CASH)
    one = desk.approved(desk.quota(), purpose="提取现金")
    load([row("ZF1", on=str(ON), purpose="提取现金", application="")])
    assert PaymentRequest.objects.get(pk=one.pk).state == flow.PAID
    watch.run(region=COUNTY[:6], on=ON, by="夜间", at=AT)
    assert [document for _, document in alerts()] == [f"payments.request:{COUNTY}/2023/{one.pk}#1"]


def test_what_a_control_says_a_rule_does_not_say_again(on):
    on(watches.CASH)
    number = desk.quota()
    draft = desk.replace(desk.DRAFT, purpose="提取现金", method="现金")
    found = asking.precheck(draft, budget.quota_of(number), ON, None)
    assert [one.code for one in found] == ["payments.cash_drawn"]
    desk.submitted(number, purpose="提取现金", method="现金")
    assert [rule for rule, _ in alerts()] == ["PAY-10"], "the supervisor sees it all the same"


def test_rules_that_are_off_cost_one_query_and_all_of_them_four(on):
    number = desk.quota()
    one = PaymentRequest.objects.get(pk=desk.drafted(number, project="P1").pk)
    with CaptureQueriesContext(connection) as asked:
        assert watched.said(one, ON) == []
    assert len(asked) == 1
    on(*watches.WATCHES)
    with CaptureQueriesContext(connection) as asked:
        watched.said(one, ON)
    assert len(asked) == 4
