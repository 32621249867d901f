"""The blacklist, contracts and plans: taken in, asked by the controls, lifted by another person."""

from datetime import date
from threading import Barrier, Thread

import pytest
from django.db import connection

from duzhi.kernel.finding import Refused
from duzhi.money.budget import api as budget
from duzhi.money.payments import flow
from duzhi.money.payments.actions import registers, requests, review
from duzhi.money.payments.models import BarredPayee, Contract, PaymentRequest, PlanLine
from duzhi.money.payments.queries import asking
from duzhi.money.payments.queries import registers as queries
from duzhi.money.payments.rules.registers import BarredRow, ContractRow, PlanRow
from duzhi.money.payments.tests import desk
from duzhi.money.payments.tests.desk import AT, COUNTY, FILE, NONE, ON, SHOP
from duzhi.office import api as office

DAY = date(2023, 5, 1)
LISTED = BarredRow("表", 5, COUNTY, SHOP.name, "", DAY, "伪造发票", "青财监〔2023〕4号", stops=True)
SIGNED = ContractRow(
    "表", 5, COUNTY, "HT1", "205001", "青岚市第一中学", "教学设备", SHOP.name, 50_000, DAY,
    10_000, 20_000,
)  # fmt: skip
PLANNED = PlanRow(
    "表", 5, "JH1", COUNTY, 2023, 6, "205001", "青岚市第一中学", "111", 40_000, 30_000
)
WHO = {"file": FILE, "declared": NONE, "by": "导入", "now": AT}


@pytest.fixture
def law(settings, tmp_path):
    """A bureau with a law file of its own."""

    def law(code: str, unit: str, *values: str) -> None:
        home = tmp_path / str(len(list(tmp_path.iterdir())))
        (home / "law").mkdir(parents=True)
        dated = "".join(f"    - {{{one}, evidence: LOCAL}}\n" for one in values)
        text = f"{code}:\n  title: 本级参数\n  unit: {unit}\n  values:\n{dated}"
        (home / "law" / "own.yaml").write_text(text, encoding="utf-8")
        settings.HOME = home

    return law


@pytest.fixture
def planned(law):
    """A bureau that asks for plans."""
    return lambda mode: law(
        "plan_control", "choice", f'from: 2018-01-01, value: "{mode}", basis: 本级制度'
    )


def codes(row) -> list[str]:
    view = budget.quota_of(row.quota)
    return [one.code for one in asking.controls.check(asking.ask(row, view, ON))]


def test_a_blacklisted_payee_is_refused_from_its_day_until_it_is_lifted(county):
    number = desk.quota()
    registers.bar_payee(entry=LISTED._replace(start=ON), by="甲", at=AT)
    early = desk.submitted(number, on=date(2023, 5, 31))
    assert early.state == flow.UNIT
    row = desk.drafted(number)
    with pytest.raises(Refused, match="自 2023-06-01 起列入收款人黑名单（伪造发票，青财监"):
        requests.submit_request(request=row.pk, on=ON, by="经办", at=AT)
    row.refresh_from_db()
    assert (row.state, budget.quota_of(number).reserved_fen) == (flow.DRAFT, 10_000)
    (listed,) = BarredPayee.objects.all()
    lifted = {"payee": listed.pk, "reason": "已整改", "on": date(2023, 6, 9), "at": AT}
    with pytest.raises(Refused, match="甲"):
        registers.lift_payee(**lifted, by="甲")
    registers.lift_payee(**lifted, by="乙")
    with pytest.raises(Refused, match="不需要再解除"):
        registers.lift_payee(**lifted, by="丙")
    with pytest.raises(Refused, match="黑名单"):
        requests.submit_request(request=row.pk, on=date(2023, 6, 8), by="经办", at=AT)
    requests.submit_request(request=row.pk, on=date(2023, 6, 9), by="经办", at=AT)
    verbs = [event.verb for event in office.trail(str(queries.barred_ref(listed)))]
    assert sorted(verbs) == sorted(["列入收款人黑名单", "解除收款人黑名单"])


def test_an_account_is_barred_under_another_name_and_in_every_township(county):
    registers.import_barred(rows=[LISTED._replace(name="旧名", account=SHOP.account)], **WHO)
    number = desk.quota()
    assert codes(desk.drafted(number)) == ["payments.barred"]
    assert codes(desk.drafted(number, payees=(SHOP._replace(account="62170098765432"),))) == []
    two = (SHOP._replace(name="别人", account="62170098765432"), SHOP)
    assert codes(desk.drafted(number, payees=two)) == ["payments.barred"]
    assert queries.barred("990181005", ON).count() == 1
    assert queries.barred("990182000", ON).count() == 0


def test_a_payee_that_is_only_warned_of_passes_with_a_word_in_the_trail(county):
    registers.bar_payee(entry=LISTED._replace(stops=False), by="甲", at=AT)
    row = desk.submitted(desk.quota())
    trail = office.trail(f"payments.request:{COUNTY}/2023/{row.pk}#1")
    assert "伪造发票" in "；".join(event.note for event in trail)


def test_who_is_listed_on_the_way_is_not_paid_any_more(county):
    number = desk.quota()
    bad = desk.submitted(number)
    good = desk.submitted(number, payees=(SHOP._replace(name="别家", account="62170098765432"),))
    both = {"requests": [bad.pk, good.pk], "at": AT}
    review.endorse_requests(**both, by="审核")
    review.review_requests(**both, by="初审")
    registers.bar_payee(entry=LISTED, by="甲", at=AT)
    with pytest.raises(Refused, match=f"SQ2023-{bad.pk:06d} 的收款人") as refused:
        review.approve_requests(**both, on=ON, by="复核")
    assert [one.code for one in refused.value.findings] == ["payments.barred_since"]
    assert PaymentRequest.objects.filter(state=flow.SECOND).count() == 2
    (passed,) = review.approve_requests(requests=[good.pk], on=ON, by="复核", at=AT)
    assert passed.state == flow.TO_RECORD


def test_the_list_again_changes_nothing_and_takes_no_lifting_back(county):
    assert registers.import_barred(rows=[LISTED], **WHO).added == 1
    row = BarredPayee.objects.get()
    registers.lift_payee(payee=row.pk, reason="已整改", on=ON, by="乙", at=AT)
    assert registers.import_barred(rows=[LISTED], **WHO).same == 1
    assert registers.import_barred(rows=[LISTED._replace(reason="串标")], **WHO).changed == 1
    row.refresh_from_db()
    assert (row.end, row.lifted_by, row.reason) == (ON, "乙", "串标")
    with pytest.raises(Refused, match="原因和依据"):
        registers.bar_payee(entry=LISTED._replace(source=" "), by="甲", at=AT)
    with pytest.raises(Refused, match="已列入黑名单"):
        registers.bar_payee(entry=LISTED, by="甲", at=AT)


def test_what_is_left_of_a_contract_follows_from_what_was_asked_and_paid(county):
    registers.register_contract(entry=SIGNED, by="采购", at=AT)
    number = desk.quota(procurement=True)
    assert codes(desk.drafted(number)) == ["payments.no_contract"]
    assert codes(desk.drafted(number, contract="HT9")) == ["payments.unknown_contract"]
    desk.submitted(number, contract="HT1", fen=25_000)
    desk.drafted(number, contract="HT1", fen=40_000)
    row = desk.drafted(number, contract="HT1", fen=15_001)
    with pytest.raises(Refused, match=r"金额 600\.00 元，已付 200\.00 元，在途 250\.00 元"):
        requests.submit_request(request=row.pk, on=ON, by="经办", at=AT)
    whole = office.Scope((office.Reach(COUNTY[:6]),))
    found = queries.contracts(whole).get()
    assert (found.paid_fen, found.held_fen, found.left_fen) == (20_000, 25_000, 15_000)
    desk.submitted(number, contract="HT1", fen=15_000)
    assert queries.left_of(queries.contracts(whole)) == 0


def test_what_came_back_of_a_contract_may_be_asked_for_again(own_bank):
    registers.register_contract(entry=SIGNED, by="采购", at=AT)
    row = desk.signed(desk.quota(procurement=True), contract="HT1", fen=40_000)
    desk.answered(desk.answers(row, failed=(1,)))
    whole = office.Scope((office.Reach(COUNTY[:6]),))
    found = queries.contracts(whole).get()
    assert (found.paid_fen, found.held_fen, found.left_fen) == (20_000, 0, 40_000)


def test_contracts_are_taken_in_by_number(county):
    wrong = SIGNED._replace(paid_before_fen=60_001)
    with pytest.raises(Refused, match="期初已付不能超过合同金额"):
        registers.register_contract(entry=wrong, by="采购", at=AT)
    early = SIGNED._replace(signed_on=date(2031, 1, 1))
    with pytest.raises(Refused, match="签订日期 2031-01-01 还没有到"):
        registers.import_contracts(rows=[early], **WHO)
    outcome = registers.import_contracts(rows=[SIGNED], **WHO)
    (told,) = outcome.findings
    assert (outcome.added, told.code) == (1, "payments.supplement_above")
    more = SIGNED._replace(amount_fen=100_000)
    outcome = registers.import_contracts(rows=[more], **WHO)
    assert (outcome.changed, outcome.findings) == (1, ())
    assert registers.import_contracts(rows=[more], **WHO).same == 1
    with pytest.raises(Refused, match="HT1 已登记"):
        registers.register_contract(entry=SIGNED, by="采购", at=AT)


def test_a_plan_holds_only_where_it_is_asked_for(county, planned):
    desk.quota(20_000, "ZB2")
    number = desk.quota()
    outcome = registers.import_plans(rows=[PLANNED], **WHO)
    assert (outcome.added, outcome.findings) == (1, ())
    assert codes(desk.drafted(number, fen=50_000)) == []
    planned("all")
    desk.submitted(number, fen=25_000)
    row = desk.drafted(number, fen=5_001)
    with pytest.raises(Refused, match=r"截至 6 月累计 300\.00 元，已用（含在途）250\.00 元"):
        requests.submit_request(request=row.pk, on=ON, by="经办", at=AT)
    later = PLANNED._replace(number="JH2", month=7, asked_fen=100_000, amount_fen=100_000)
    (told,) = registers.import_plans(rows=[later], **WHO).findings
    assert "2023 年全年计划 1,300.00 元，超过指标 1,200.00 元" in told.text
    assert codes(row) == ["payments.over_plan"], "July's plan is not for June"
    requests.submit_request(request=row.pk, on=date(2023, 7, 1), by="经办", at=AT)


def test_wages_may_be_paid_without_a_plan(county, planned):
    planned("without_wages")
    wages = desk.quota(payroll=True)
    assert codes(desk.drafted(wages, kind="工资")) == []
    assert codes(desk.drafted(wages)) == ["payments.over_plan"]


def test_the_card_catalogue_is_the_bureaus_own_and_dated(county, law):
    law(
        *("card_subjects", "subjects"),
        'from: 2018-01-01, value: ["30211"], basis: 旧目录',
        'from: 2023-06-01, value: ["30201", "30211"], basis: 青财库〔2023〕8号',
    )
    row = desk.drafted(desk.quota(dep_econ="30201"))
    ask = asking.ask(row, budget.quota_of(row.quota), ON)
    (told,) = asking.controls.check(ask)
    assert (told.code, told.basis) == ("payments.card_required", "青财库〔2023〕8号")
    earlier = asking.ask(row, budget.quota_of(row.quota), date(2023, 5, 31))
    assert asking.controls.check(earlier) == []
    assert codes(desk.drafted(row.quota, method="公务卡")) == []


def test_what_may_go_through_the_units_own_account_is_the_bureaus_own_list(county, law):
    own = desk.SHOP._replace(name=desk.DRAFT.agency_name)
    row = desk.drafted(desk.quota(dep_econ="30228"), payees=(own,))
    assert "payments.own_account" not in codes(row)
    law("watch_own_account_items", "subjects", 'from: 2018-01-01, value: ["30108"], basis: 本省')
    assert "payments.own_account" in codes(row)


def test_plans_beside_quotas_say_what_was_used(county, load):
    desk.quota()
    registers.import_plans(rows=[PLANNED], **WHO)
    whole = office.Scope((office.Reach(COUNTY[:6]),))
    (found,) = queries.plans(whole, COUNTY, ON)
    assert (found.quota_fen, found.planned_fen, found.left_fen) == (100_000, 30_000, 30_000)
    assert (PlanLine.objects.get().row, found.fund_name[:3]) == (5, "111")


def test_rows_that_cannot_be_are_named(county):
    rules = registers.rules
    plans = [PLANNED._replace(month=13), PLANNED._replace(amount_fen=40_001)]
    assert [one.code for one in rules.check_plans(plans)] == [
        "payments.plan_month",
        "payments.plan_amount",
    ]
    contracts = [SIGNED._replace(amount_fen=0, paid_before_fen=0), SIGNED._replace(supplier=" ")]
    assert [one.code for one in rules.check_contracts(contracts)] == [
        "payments.contract_amount",
        "payments.contract_supplier",
    ]
    listed = [LISTED._replace(name=" "), LISTED._replace(end=DAY)]
    assert [one.code for one in rules.check_barred(listed)] == [
        "payments.barred_name",
        "payments.barred_days",
    ]


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_clerks_spend_the_last_of_a_contract_and_one_is_refused(county):
    registers.register_contract(entry=SIGNED, by="采购", at=AT)
    rows = [
        desk.drafted(desk.quota(number=f"ZB{no}", procurement=True), contract="HT1", fen=30_000)
        for no in range(2)
    ]
    told, gate = list[str](), Barrier(2)

    def clerk(pk: int) -> None:
        gate.wait()
        try:
            requests.submit_request(request=pk, on=ON, by="经办", at=AT)
            told.append("")
        except Refused as refused:
            told.append(refused.findings[0].code)
        finally:
            connection.close()

    running = [Thread(target=clerk, args=(row.pk,)) for row in rows]
    for one in running:
        one.start()
    for one in running:
        one.join()
    assert sorted(told) == ["", "payments.over_contract"]
    assert Contract.objects.count() == 1
