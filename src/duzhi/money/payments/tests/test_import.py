"""From a payment file to the books: what counts, what does not, and what a later file changes."""

from datetime import date

import pytest

from duzhi.intake import api as intake
from duzhi.kernel.entry import Ref
from duzhi.kernel.period import Fiscal, year_to_date
from duzhi.ledger import api as ledger
from duzhi.money.payments import api
from duzhi.money.payments.tests.conftest import (
    COLUMNS,
    COUNTY,
    NOW,
    TOWN,
    booked,
    codes,
    pair,
    row,
    sound,
)


def keys_of(account: str) -> dict[tuple[str, ...], int]:
    by = ("region", "subject", "dep_econ", "agency", "level", "guarantee", "direct", "bond")
    span = year_to_date(date(2023, 12, 31))
    return ledger.grouped(ledger.Selection((account,)), span, by=by)


def test_a_payment_is_spending_under_its_classifications_and_leaves_the_treasury(load):
    result = load([row(direct="01")])
    assert result.status == "imported", result.sentence
    assert (result.outcome.added, result.outcome.total_fen) == (1, 10_000)
    assert keys_of("spending.general") == {
        (COUNTY, "2050204", "30201", "205001", "4", "3", "01", ""): 10_000
    }
    assert booked("cash.treasury") == -100
    assert codes(result) == []


@pytest.mark.parametrize(
    ("fund", "subject", "account"),
    [
        ("111", "2050204", "spending.general"),
        ("121", "2120801", "spending.fund"),
        ("131", "2230105", "spending.capital"),
    ],
)
def test_the_fund_type_decides_which_budget_has_spent(load, fund, subject, account):
    load([row(fund=fund, subject=subject)])
    assert booked(account, fund=fund[:2]) == 100
    assert booked("cash.treasury", fund=fund[:2]) == -100


def test_a_township_pays_at_level_five(load):
    load([row(region=TOWN, agency="215001")])
    assert booked("spending.general", levels=("5",), regions=(TOWN,)) == 100


def test_spending_outside_the_three_guarantees_has_no_mark(load):
    load([row(guarantee="000")])
    assert {key[5] for key in keys_of("spending.general")} == {""}


def test_a_refund_of_this_year_is_negative_spending_on_its_subject(load):
    load([row(), row("ZF2", kind="退款支付", original="ZF1", yuan="30")])
    assert booked("spending.general", subjects=("2050204",)) == 70
    assert booked("cash.treasury") == -70


def test_a_refund_of_last_year_leaves_this_years_spending_alone(load):
    result = load([row(), row("ZF2", kind="退款支付", original="ZF0", year=2022, yuan="30")])
    assert booked("spending.general") == 100
    assert booked("carried.general") == 30
    assert booked("cash.treasury") == -70
    assert codes(result) == ["payments.earlier_year"]


def test_last_years_money_sent_again_comes_out_of_the_carry_over(load):
    back = row("ZF2", kind="退款支付", original="ZF0", year=2022, yuan="30")
    load([back, row("ZF3", year=2022, yuan="30")])
    assert booked("spending.general") == booked("carried.general") == booked("cash.treasury") == 0


def test_a_correction_moves_spending_between_keys_without_cash(load):
    load([row(), *pair("GZ1", "ZF1", "40", dep="30202")])
    assert booked("spending.general", also=(("dep_econ", "30201"),)) == 60
    assert booked("spending.general", also=(("dep_econ", "30202"),)) == 40
    assert booked("cash.treasury") == -100


def test_both_legs_of_a_correction_may_carry_one_number(load):
    wrong, right = pair("GZ1", "ZF1", "40", dep="30202")
    result = load([row(), wrong | {"支付凭证号": "GZ1"}, right | {"支付凭证号": "GZ1"}])
    assert result.status == "imported"
    assert booked("spending.general", also=(("dep_econ", "30202"),)) == 40


def test_void_returned_and_total_rows_do_not_count_and_the_answer_says_so(load):
    total = dict.fromkeys(COLUMNS, "") | {"支付申请编号": "合计", "支付金额(元)": "500"}
    rows = [row(), row("ZF2", status="已作废"), row("ZF3", status="退票"), row("ZF4", fund="31")]
    result = load([*rows, total])
    assert booked("spending.general") == 100
    assert {one.reason: one.count for one in result.dropped} == {
        "已作废的支付凭证": 1,
        "退票，款项没有付出": 1,
        "财政专户、单位资金，不属于预算支出": 1,
        "小计、合计行": 1,
    }


def test_a_void_row_needs_no_payment_day(load):
    assert load([row(), row("ZF2", status="已作废", on="")]).status == "imported"


def test_the_payees_account_is_stored_nowhere_in_clear(load):
    load([row()])
    payment = api.payments().get()
    assert payment.account_masked == "****7890"
    assert len(payment.account_digest) == 64
    (values,) = api.payments().values_list()
    assert not any("6217001234567890" in str(value) for value in values)


def test_every_column_reaches_its_own_field(load):
    load([row(direct="01", bond="ZX1", guarantee="2"), *pair("GZ1", "ZF1", "40", dep="30202")])
    stored = api.payments().filter(number="ZF1").values().get()
    expected = {
        "document": f"{COUNTY}/2023/ZF1",
        "revision": 1,
        "current": True,
        "month": 202306,
        "on": date(2023, 6, 2),
        "booked_on": date(2023, 6, 2),
        "region": COUNTY,
        "dated": date(2023, 6, 1),
        "application": "SQ1",
        "year": 2023,
        "agency": "205001",
        "agency_name": "青岚市第一中学",
        "fund_type": "111",
        "subject": "2050204",
        "gov_econ": "50502",
        "dep_econ": "30201",
        "project": "P1",
        "project_name": "公用经费",
        "payee": "岚州文具有限公司",
        "purpose": "办公费",
        "kind": "normal",
        "original": "",
        "amount": 10_000,
        "guarantee": "2",
        "direct": "01",
        "source_doc": "青财预〔2023〕1号",
        "bond": "ZX1",
        "status": "cleared",
        "row": 2,
    }
    assert {name: stored[name] for name in expected} == expected
    assert [one.original for one in api.payments().filter(kind="correction")] == ["ZF1", "ZF1"]


def test_an_unknown_subject_is_booked_as_unclassified_with_the_total_kept(load):
    result = load([row(subject="2059876")])
    assert booked("spending.general") == 100
    assert {key[1] for key in keys_of("spending.general")} == {"?2059876"}
    assert [one.raw for one in result.unclassified] == ["2059876"]


def test_the_same_file_again_changes_nothing(load):
    rows = [row(), row("ZF2")]
    load(rows)
    assert load(rows).status == "same"
    assert booked("spending.general") == 200


def test_a_correcting_file_keeps_revises_withdraws_and_adds(load):
    load([row("ZF1"), row("ZF2"), row("ZF3")])
    result = load([row("ZF1"), row("ZF2", yuan="80"), row("ZF4", yuan="5")])
    outcome = result.outcome
    assert (outcome.same, outcome.changed, outcome.withdrawn, outcome.added) == (1, 1, 1, 1)
    assert booked("spending.general") == 185
    assert booked("cash.treasury") == -185
    standing = {one.number: one.revision for one in api.payments()}
    assert standing == {"ZF1": 1, "ZF2": 2, "ZF4": 1}
    assert api.payments(current=False).count() == 5
    assert sound()


def test_a_voucher_that_comes_back_gets_a_new_revision(load):
    load([row("ZF1"), row("ZF2")])
    load([row("ZF1")])
    load([row("ZF1"), row("ZF2"), row("ZF3")])
    assert api.payments().get(number="ZF2").revision == 2
    assert booked("spending.general") == 300
    assert sound()


def test_a_month_leaves_other_months_alone(load):
    load([row("ZF1", on="2023-05-31")])
    load([row("ZF2", on="2023-06-01")])
    assert booked("spending.general") == 200


def test_a_voucher_cannot_stand_in_two_months(load):
    load([row("ZF1", on="2023-05-31")])
    result = load([row("ZF1", on="2023-06-01")])
    assert result.status == "rejected"
    assert codes(result) == ["payments.stands_elsewhere"]
    load([row("ZF2", on="2023-05-30")])
    assert load([row("ZF1", on="2023-06-01")]).status == "imported"
    assert booked("spending.general") == 200
    assert sound()


def test_a_voucher_that_was_cleared_since_is_the_same_voucher(load):
    load([row(status="已支付")])
    result = load([row(status="已清算")])
    assert (result.outcome.same, result.outcome.changed) == (1, 0)
    assert api.payments().get().status == "cleared"


def test_a_day_of_a_month_is_not_taken_for_the_month(load):
    whole = [row(f"ZF{number}", yuan="1") for number in range(150)]
    load(whole)
    result = load(whole[:10])
    assert result.status == "rejected"
    assert codes(result) == ["payments.not_whole_month"]
    assert booked("spending.general") == 150


def test_regions_that_a_file_does_not_name_stay_and_are_pointed_out(load):
    load([row(), row("ZF2", region=TOWN, agency="215001")])
    result = load([row(yuan="50")])
    assert codes(result) == ["payments.other_regions"]
    assert booked("spending.general") == 150


def test_a_file_declared_for_the_whole_county_withdraws_the_townships_too(load):
    load([row(), row("ZF2", region=TOWN, agency="215001")])
    result = load([row(yuan="50")], region="990181")
    assert result.outcome.withdrawn == 1
    assert booked("spending.general") == 50


def test_what_belongs_to_a_closed_month_is_booked_in_the_next_open_one(load):
    load([row(on="2023-05-31"), row("ZF2", on="2023-05-31")])
    ledger.close_period(COUNTY, Fiscal(2023, 5), by="张会计", at=NOW)
    result = load([row(on="2023-05-31", yuan="70"), row("ZF2", on="2023-05-31")])
    assert codes(result) == ["payments.period_closed"]
    may = year_to_date(date(2023, 5, 31))
    assert ledger.turnover(ledger.Selection(("spending.general",)), may) == 20_000
    assert booked("spending.general") == 170
    assert sound()


def test_every_line_leads_back_to_its_row(load):
    load([row(), row("ZF2", kind="退款支付", original="ZF1", yuan="30"), row("ZF3", yuan="7")])
    for account in ("spending.general", "cash.treasury"):
        found = list(ledger.postings(ledger.Selection((account,)), year_to_date(date(2023, 6, 30))))
        asked = [(Ref.parse(one.source), ledger.keys([one.key_id])[one.key_id]) for one in found]
        layout = intake.layout("IN-09")
        answer = layout.origins(asked)
        assert [answer[pair][0].amount_fen for pair in asked] == [one.amount_fen for one in found]
        assert [answer[pair][0].row for pair in asked] == [2, 3, 4]
