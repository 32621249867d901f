"""Who may do what, where and when."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duzhi.kernel.finding import Refused
from duzhi.office import api as office
from duzhi.office.access import Reach, Scope

ON = date(2023, 6, 30)
CODES = st.sampled_from(["", "990181", "990181000", "990181001", "990181020"])


def test_the_budget_office_imports_budgets_and_the_treasury_office_does_not(hire):
    hire("王预算", "budget")
    hire("李国库", "treasury")
    assert office.may("王预算", "budget.import", on=ON)
    assert not office.may("李国库", "budget.import", on=ON)


def test_refusal_names_the_act_and_whom_to_ask(hire):
    hire("李国库", "treasury")
    with pytest.raises(Refused, match="李国库没有“导入预算”的权限；请由预算股办理"):
        office.require("李国库", "budget.import", on=ON)


def test_a_grant_counts_from_its_first_day_up_to_its_end(hire):
    hire("张三", "budget", start=date(2023, 3, 1), end=date(2023, 6, 30))
    assert not office.may("张三", "budget.import", on=date(2023, 2, 28))
    assert office.may("张三", "budget.import", on=date(2023, 3, 1))
    assert office.may("张三", "budget.import", on=date(2023, 6, 29))
    assert not office.may("张三", "budget.import", on=date(2023, 6, 30))


def test_a_township_finance_office_touches_only_its_own_township(hire):
    hire("赵乡", "township", region="990181007")
    assert office.may("赵乡", "figures.report", on=ON, region="990181007")
    assert not office.may("赵乡", "figures.report", on=ON, region="990181008")
    assert not office.may("赵乡", "figures.report", on=ON)
    with pytest.raises(Refused, match="数据范围不含990181008；请系统管理员调整范围"):
        office.require("赵乡", "figures.report", on=ON, region="990181008")


def test_a_department_grant_reaches_its_units(hire):
    hire("钱会计", "unit_maker", agency="101")
    assert office.may("钱会计", "payments.request", on=ON, agency="101001")
    assert not office.may("钱会计", "payments.request", on=ON, agency="102001")


def test_six_digits_reach_the_whole_county_and_nine_only_one():
    assert Reach(region="990181").covers("990181020")
    assert not Reach(region="990181000").covers("990181020")
    assert not Reach(region="990181000").covers("990181")


def test_what_a_role_must_never_do_wins_over_other_roles(hire):
    hire("孙七", "budget")
    office.Grant.objects.create(
        user=office.operator("孙七"), role="treasury", start=date(2023, 1, 1)
    )
    assert not office.may("孙七", "quota.create", on=ON)
    assert office.may("孙七", "treasury.import", on=ON)


def test_a_switched_off_person_may_nothing(hire, at):
    hire("周八", "budget")
    office.deactivate(username="周八", by=office.SYSTEM, at=at)
    assert not office.may("周八", "read", on=ON)


def test_an_unknown_verb_is_the_programmers_mistake(hire):
    with pytest.raises(LookupError):
        office.may("周八", "budget.improt", on=ON)


def test_maker_and_checker_are_two_people_and_the_maker_is_called_by_name(db):
    office.User.objects.create(username="zhangsan", name="张三")
    with pytest.raises(Refused, match="填报数F26由张三经办，经办与审核不得为同一人"):
        office.separate("zhangsan", "zhangsan", "填报数F26")
    office.separate("zhangsan", "lisi", "填报数F26")


def test_the_command_line_may_everything_on_a_fresh_installation(db):
    system = office.operator()
    assert office.operator().pk == system.pk
    assert all(office.may(system, verb, on=ON) for verb in office.VERBS)
    assert not system.has_usable_password()


def test_an_operator_who_is_not_known_is_refused(db):
    with pytest.raises(Refused, match="没有登录名为“吴九”的在用人员"):
        office.operator("吴九")


def test_scope_of_several_grants_is_exact_as_a_filter(hire):
    hire("郑十", "township", region="990181003")
    hire("郑十", "unit_maker", agency="205")
    found = office.scope("郑十", "read", ON)
    assert found.regions == ()
    assert found.covers("990181003", "", "101001")
    assert found.covers("990181000", "", "205002")
    assert not found.covers("990181000", "", "101001")
    rows = office.Grant.objects.filter(found.where(region="region", agency="agency"))
    assert {(row.region, row.agency) for row in rows} == {("990181003", ""), ("", "205")}


def test_scope_of_somebody_without_grants_is_refused(hire):
    with pytest.raises(Refused, match="没有“查看”的权限"):
        office.scope("无名", "read", ON)


def test_a_restriction_the_table_cannot_express_reaches_no_row(hire):
    grant = hire("钱会计", "unit_maker", agency="101")
    narrow = office.scope("钱会计", "read", ON)
    assert (
        office.Grant.objects.filter(pk=grant.pk).filter(narrow.where(region="region")).count() == 0
    )
    everything = Scope((Reach(),))
    assert office.Grant.objects.filter(everything.where(region="region")).count() >= 1


@given(CODES, CODES)
def test_a_reach_covers_what_a_narrower_question_asks(granted, asked):
    reach = Reach(region=granted)
    if reach.covers(asked) and asked:
        assert reach.covers(asked if len(asked) == 9 else asked + "000")
    assert Reach().covers(asked)


def test_asking_costs_one_query(hire, django_assert_num_queries):
    hire("王预算", "budget")
    with django_assert_num_queries(1):
        office.require("王预算", "budget.import", on=ON, region="990181")
