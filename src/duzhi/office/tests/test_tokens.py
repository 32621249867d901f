"""Tokens of the JSON interface: read only, never wider than their owner, closed to guessing."""

from datetime import date, timedelta

import pytest

from duzhi.kernel.finding import Refused
from duzhi.office import api as office
from duzhi.office.models import Stranger, Token

END = date(2023, 12, 31)
PARENT = office.Reach(region="990181")


@pytest.fixture
def clerk(hire):
    hire("zhao", "township", region="990181007")
    return "zhao"


def issue(username, at, **reach):
    return office.issue_token(
        username=username,
        name="报表系统",
        end=END,
        reach=office.Reach(**reach),
        by=username,
        at=at,
    )


def test_the_secret_is_shown_once_and_only_its_digest_is_kept(clerk, at):
    made = issue(clerk, at)
    assert made.secret.startswith("dz_")
    row = Token.objects.get()
    assert made.secret not in {str(value) for value in vars(row).values()}
    assert row.hint == made.secret[:8]
    assert office.trail(f"office.token:{row.pk}#1").get().after["name"] == "报表系统"


def test_a_token_reaches_what_both_its_owner_and_it_reach(hire, at):
    hire("wang", "budget", region="990181")
    narrow = office.token_user(issue("wang", at, region="990181007").secret, at=at)
    assert narrow.username == "wang"
    assert narrow.scope.covers("990181007")
    assert not narrow.scope.covers("990181008")
    wide = office.token_user(issue("wang", at).secret, at=at)
    assert wide.scope.covers("990181008")
    assert not wide.scope.covers("990182")


def test_a_township_cannot_give_itself_the_county(clerk, at):
    found = office.token_user(issue(clerk, at, region="990181").secret, at=at)
    assert found.scope.regions == ("990181007",)
    with pytest.raises(Refused, match="不在本人数据范围之内"):
        issue(clerk, at, region="990181008")


def test_a_unit_token_sees_its_unit_only(hire, at):
    hire("qian", "unit_maker", agency="101")
    found = office.token_user(issue("qian", at, agency="101001").secret, at=at)
    assert found.scope.agencies == ("101001",)
    assert not found.scope.covers("990181000", "", "101002")


def test_a_token_ends_with_its_day_its_owner_or_by_revoking(clerk, at, hire):
    made = issue(clerk, at)
    with pytest.raises(Refused, match="已失效或已吊销"):
        office.token_user(made.secret, at=at + timedelta(days=181))
    office.revoke_token(token_id=made.token.pk, by=clerk, at=at)
    with pytest.raises(Refused, match="已失效或已吊销"):
        office.token_user(made.secret, at=at)
    with pytest.raises(Refused, match="没有这个有效令牌"):
        office.revoke_token(token_id=made.token.pk, by=clerk, at=at)
    other = issue(clerk, at)
    office.deactivate(username=clerk, by=office.SYSTEM, at=at)
    with pytest.raises(Refused, match="已失效或已吊销"):
        office.token_user(other.secret, at=at)


def test_a_token_follows_what_its_owner_loses(clerk, at):
    made = issue(clerk, at, region="990181007")
    row = office.Grant.objects.get(user__username=clerk)
    office.end_grant(grant_id=row.pk, end=date(2023, 7, 1), by=office.SYSTEM, at=at)
    with pytest.raises(Refused, match="没有“查看”的权限"):
        office.token_user(made.secret, at=at)


def test_nobody_issues_or_revokes_for_somebody_else(clerk, hire, at):
    hire("li", "budget")
    with pytest.raises(Refused, match="只能为本人"):
        office.issue_token(username=clerk, name="x", end=END, by="li", at=at)
    made = issue(clerk, at)
    with pytest.raises(Refused, match="管理人员与权限"):
        office.revoke_token(token_id=made.token.pk, by="li", at=at)
    hire("admin", "sysadmin")
    office.revoke_token(token_id=made.token.pk, by="admin", at=at)
    assert office.tokens_of(clerk).get().revoked_by == "admin"


def test_the_administrator_has_nothing_to_read_with(hire, at):
    hire("admin", "sysadmin")
    with pytest.raises(Refused, match="没有“查看”的权限"):
        issue("admin", at)


@pytest.mark.parametrize("end", [date(2023, 7, 3), date(2024, 12, 31)])
def test_a_token_lasts_at_most_a_year(clerk, at, end):
    with pytest.raises(Refused, match="失效日期须在今日之后"):
        office.issue_token(username=clerk, name="x", end=end, by=clerk, at=at)


def test_guessing_closes_the_door_to_an_address(clerk, at):
    made = issue(clerk, at)
    for _ in range(20):
        with pytest.raises(Refused, match="接口令牌无效"):
            office.token_user("dz_wrong", at=at, origin="10.9.9.9")
    with pytest.raises(office.Guessing, match="的无效令牌过多"):
        office.token_user(made.secret, at=at, origin="10.9.9.9")
    assert office.token_user(made.secret, at=at, origin="10.1.1.1").username == clerk
    later = at + timedelta(minutes=16)
    assert office.token_user(made.secret, at=later, origin="10.9.9.9").username == clerk
    assert office.trail("office.stranger:10.9.9.9#1").get().origin == "10.9.9.9"


def test_old_failures_are_forgotten(clerk, at):
    for minutes in range(0, 20 * 16, 16):
        with pytest.raises(Refused, match="接口令牌无效"):
            office.token_user("dz_wrong", at=at + timedelta(minutes=minutes), origin="10.9.9.9")
    assert Stranger.objects.get().failures == 1


def test_a_use_is_noted_at_most_once_a_minute(clerk, at, django_assert_num_queries):
    made = issue(clerk, at)
    office.token_user(made.secret, at=at)
    assert Token.objects.get().last_used_at == at
    with django_assert_num_queries(3):
        office.token_user(made.secret, at=at + timedelta(seconds=30))
    office.token_user(made.secret, at=at + timedelta(seconds=61))
    assert Token.objects.get().last_used_at == at + timedelta(seconds=61)
