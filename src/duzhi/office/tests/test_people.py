"""People: roles that must not meet, passwords, lock-out."""

from datetime import date, timedelta

import pytest

from duzhi.kernel.finding import Refused
from duzhi.office import api as office

PASSWORD = "qinglan" + "2023cz"


@pytest.fixture
def zhang(db, at):
    office.operator()
    return office.create_user(
        username="zhang", name="张三", password=PASSWORD, office="02", by=office.SYSTEM, at=at
    )


def test_a_new_person_must_change_the_password_and_leaves_a_trail(zhang, at):
    assert zhang.must_change_password
    assert zhang.password.startswith("argon2")
    office.set_password(username="zhang", password="xin" + PASSWORD, by="zhang", at=at)
    zhang.refresh_from_db()
    assert not zhang.must_change_password
    verbs = [row.verb for row in office.trail("office.user:zhang#1")]
    assert verbs == ["建立人员", "修改密码"]


def test_a_name_is_used_once(zhang, at):
    with pytest.raises(Refused, match="登录名“zhang”已被使用"):
        office.create_user(
            username="zhang", name="张三丰", password=PASSWORD, by=office.SYSTEM, at=at
        )


@pytest.mark.parametrize("weak", ["short1", "zhang12345678", "abcdefghijkl", "123456789012"])
def test_weak_passwords_are_refused(zhang, at, weak):
    with pytest.raises(Refused, match="请重新设置"):
        office.set_password(username="zhang", password=weak, by="zhang", at=at)


def test_only_an_administrator_sets_somebody_elses_password(zhang, hire, at):
    hire("li", "budget")
    with pytest.raises(Refused, match="没有“管理人员与权限”的权限"):
        office.set_password(username="zhang", password=PASSWORD, by="li", at=at)


def test_nobody_holds_budget_and_treasury_office_together(zhang, hire):
    hire("zhang", "budget")
    with pytest.raises(Refused, match="张三不能同时担任国库股和预算股"):
        hire("zhang", "treasury")


def test_incompatible_roles_may_follow_each_other(zhang, hire, at):
    first = hire("zhang", "budget")
    office.end_grant(grant_id=first.pk, end=date(2023, 7, 1), by=office.SYSTEM, at=at)
    hire("zhang", "treasury", start=date(2023, 7, 1))
    assert office.may("zhang", "treasury.import", on=date(2023, 7, 2))
    assert not office.may("zhang", "quota.create", on=date(2023, 7, 2))


def test_a_grant_cannot_end_before_it_begins(zhang, hire, at):
    row = hire("zhang", "budget")
    with pytest.raises(Refused, match="失效日期2022-12-31须晚于它"):
        office.end_grant(grant_id=row.pk, end=date(2022, 12, 31), by=office.SYSTEM, at=at)


def test_nobody_grants_roles_without_the_right_to(zhang, hire, at):
    hire("li", "budget")
    with pytest.raises(Refused, match="管理人员与权限"):
        office.grant(username="li", role="director", start=date(2023, 1, 1), by="li", at=at)
    with pytest.raises(Refused, match="不能授予角色“console”"):
        office.grant(
            username="zhang", role="console", start=date(2023, 1, 1), by=office.SYSTEM, at=at
        )


def test_signing_in_with_the_right_password(zhang, at):
    found = office.sign_in(username="zhang", password=PASSWORD, at=at, origin="10.1.2.3")
    assert found == zhang
    assert found.last_login == at
    assert office.trail("office.user:zhang#1").last().origin == "10.1.2.3"


def test_five_wrong_passwords_lock_for_a_quarter_of_an_hour(zhang, at):
    for _ in range(5):
        with pytest.raises(Refused, match="登录名或密码不对"):
            office.sign_in(username="zhang", password=PASSWORD[1:], at=at)
    with pytest.raises(Refused, match="账户锁定至"):
        office.sign_in(username="zhang", password=PASSWORD, at=at + timedelta(minutes=14))
    later = at + timedelta(minutes=15)
    assert office.sign_in(username="zhang", password=PASSWORD, at=later).failed_logins == 0


def test_an_unknown_name_reads_like_a_wrong_password(db, at):
    with pytest.raises(Refused, match="登录名或密码不对"):
        office.sign_in(username="nobody", password=PASSWORD, at=at)


def test_the_command_line_account_cannot_sign_in_or_be_switched_off(db, at):
    office.operator()
    with pytest.raises(Refused, match="登录名或密码不对"):
        office.sign_in(username=office.SYSTEM, password="", at=at)
    with pytest.raises(Refused, match="不能设密码"):
        office.set_password(username=office.SYSTEM, password=PASSWORD, by=office.SYSTEM, at=at)
    with pytest.raises(Refused, match="不能停用"):
        office.deactivate(username=office.SYSTEM, by=office.SYSTEM, at=at)
