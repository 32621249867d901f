"""Lists of people and who may do what."""

from datetime import date

import pytest

from duzhi.kernel.finding import Refused
from duzhi.office import api as office

ON = date(2023, 6, 30)


def test_people_come_with_their_grants_of_the_day(hire, at, django_assert_num_queries):
    hire("王预算", "budget", region="990181")
    hire("王预算", "revenue", start=date(2023, 9, 1))
    hire("李国库", "treasury")
    with django_assert_num_queries(2):
        found = {user.username: [one.role for one in user.grants_now] for user in office.people(ON)}
    assert found == {"王预算": ["budget"], "李国库": ["treasury"], "system": ["console"]}
    assert not any(user.uses_code for user in office.people(ON))


def test_every_grant_somebody_ever_held_the_latest_first(hire):
    hire("王预算", "budget", end=date(2023, 3, 1))
    hire("王预算", "treasury", start=date(2023, 3, 1))
    assert [row.role for row in office.grants_of("王预算")] == ["treasury", "budget"]


def test_who_may_do_what_where(hire):
    hire("赵乡", "township", region="990181007")
    hire("钱乡", "township", region="990181008")
    hire("孙股", "revenue")
    everyone = {(one.user.username, one.role) for one in office.holders("figures.report", ON)}
    assert everyone >= {("赵乡", "township"), ("钱乡", "township"), ("孙股", "revenue")}
    there = office.holders("figures.report", ON, region="990181007")
    assert [one.user.username for one in there] == ["system", "孙股", "赵乡"]
    with pytest.raises(LookupError):
        list(office.holders("nothing", ON))


def test_a_clash_is_told_before_it_is_saved(hire):
    hire("王预算", "budget")
    user = office.User.objects.get(username="王预算")
    (found,) = office.clashes(user, "treasury", date(2023, 7, 1))
    assert "王预算不能同时担任国库股和预算股：国库股不得“录入指标”" in found.text
    assert office.clashes(user, "revenue", date(2023, 7, 1)) == []
    with pytest.raises(Refused):
        hire("王预算", "treasury")


def test_verbs_of_a_person_leave_out_what_a_role_forbids(hire):
    hire("孙七", "budget")
    office.Grant.objects.create(
        user=office.operator("孙七"), role="treasury", start=date(2023, 1, 1)
    )
    verbs = office.verbs_of("孙七", ON)
    assert "quota.create" not in verbs
    assert {"read", "treasury.import"} <= verbs
    assert office.verbs_of("无名", ON) == frozenset()


def test_the_matrix_says_who_may_who_must_never(db):
    rows = {row.verb: row.marks for row in office.matrix([office.ROLES["sysadmin"]])}
    assert rows["office.manage_users"] == (1,)
    assert rows["payments.pay"] == (-1,)
    assert rows["read"] == (-1,)
    assert len(office.matrix()[0].marks) == len(office.ROLES)
