"""One-time passwords: the standard's vectors, each code once, the same lock, recovery."""

import base64
from datetime import UTC, datetime, timedelta

import pytest

from duzhi.kernel.finding import Refused
from duzhi.office import api as office
from duzhi.office.ciphers import decrypt
from duzhi.office.models import Authenticator
from duzhi.office.onetime import STEP, code_at

PASSWORD = "qinglan" + "2023cz"
RFC_SECRET = base64.b32encode(b"12345678901234567890").decode()
RFC_6238 = [
    (59, "94287082"),
    (1111111109, "07081804"),
    (1111111111, "14050471"),
    (1234567890, "89005924"),
    (2000000000, "69279037"),
    (20000000000, "65353130"),
]
"""Appendix B, SHA-1, eight digits; six digits are their last six."""


@pytest.fixture
def zhang(db, at):
    office.operator()
    return office.create_user(
        username="zhang", name="张三", password=PASSWORD, by=office.SYSTEM, at=at
    )


@pytest.fixture
def secret(zhang, at):
    """The secret of one-time passwords that are switched on."""
    made = office.start_totp(username="zhang", at=at)
    office.confirm_totp(username="zhang", code=code(made.secret, at), at=at)
    return made.secret


def code(secret, at):
    return code_at(secret, int(at.timestamp()) // STEP)


def enter(secret, at, *, shown_at=None):
    with pytest.raises(office.CodeNeeded):
        office.sign_in(username="zhang", password=PASSWORD, at=at)
    return office.second_step(username="zhang", code=code(secret, shown_at or at), at=at)


@pytest.mark.parametrize(("seconds", "digits"), RFC_6238)
def test_codes_are_those_of_the_standard(seconds, digits):
    assert code_at(RFC_SECRET, seconds // STEP) == digits[-6:]


def test_the_secret_in_the_database_can_be_read_with_the_key_alone(zhang, at, settings):
    made = office.start_totp(username="zhang", at=at)
    stored = Authenticator.objects.get().secret
    assert made.secret not in stored
    assert decrypt(stored, purpose="totp", owner="zhang") == made.secret
    with pytest.raises(Refused, match="密钥已更换"):
        decrypt(stored, purpose="totp", owner="li")
    settings.SECRET_KEY = "another" + " key"
    with pytest.raises(Refused, match="密钥已更换"):
        decrypt(stored, purpose="totp", owner="zhang")


def test_the_set_up_shows_a_picture_for_the_app(zhang, at):
    made = office.start_totp(username="zhang", at=at)
    assert made.picture.startswith("data:image/svg+xml")
    assert f"secret={made.secret}" in made.uri
    assert office.enrolment("zhang") == made


def test_nothing_is_asked_before_the_set_up_is_confirmed(zhang, at):
    office.start_totp(username="zhang", at=at)
    assert office.sign_in(username="zhang", password=PASSWORD, at=at) == zhang
    with pytest.raises(Refused, match="动态口令不对；请核对手机时间"):
        office.confirm_totp(username="zhang", code="abcdef", at=at)
    with pytest.raises(Refused, match="动态口令不对"):
        office.confirm_totp(username="zhang", code="１２３４５６", at=at)
    assert not office.uses_totp(zhang)


def test_after_the_password_the_code_is_asked(secret, zhang, at):
    later = at + timedelta(minutes=5)
    assert enter(secret, later) == zhang
    assert office.trail("office.user:zhang#1").last().verb == "登录"


def test_a_code_is_taken_once(secret, at):
    later = at + timedelta(minutes=5)
    enter(secret, later)
    with pytest.raises(Refused, match="不对或已用过"):
        office.second_step(username="zhang", code=code(secret, later), at=later)


def test_the_code_that_confirmed_the_set_up_does_not_sign_in(secret, at):
    with pytest.raises(Refused, match="不对或已用过"):
        office.second_step(username="zhang", code=code(secret, at), at=at)


@pytest.mark.parametrize(("shift", "right"), [(-2, False), (-1, True), (1, True), (2, False)])
def test_a_code_counts_one_step_early_or_late(secret, zhang, at, shift, right):
    later = at + timedelta(minutes=5)
    shown = later + timedelta(seconds=STEP * shift)
    if right:
        assert enter(secret, later, shown_at=shown) == zhang
    else:
        with pytest.raises(Refused, match="不对或已用过"):
            enter(secret, later, shown_at=shown)


def test_an_older_code_is_not_taken_after_a_newer_one(secret, at):
    later = at + timedelta(minutes=5)
    enter(secret, later)
    with pytest.raises(Refused):
        enter(secret, later, shown_at=later - timedelta(seconds=STEP))


def test_wrong_codes_and_wrong_passwords_fill_the_same_lock(secret, at):
    later = at + timedelta(minutes=5)
    for _ in range(2):
        with pytest.raises(Refused, match="登录名或密码不对"):
            office.sign_in(username="zhang", password=PASSWORD[1:], at=later)
    for _ in range(3):
        with pytest.raises(office.CodeNeeded):
            office.sign_in(username="zhang", password=PASSWORD, at=later)
        with pytest.raises(Refused, match="动态口令不对"):
            office.second_step(username="zhang", code="000000x", at=later)
    with pytest.raises(Refused, match="账户锁定至"):
        office.second_step(username="zhang", code=code(secret, later), at=later)
    with pytest.raises(Refused, match="账户锁定至"):
        office.sign_in(username="zhang", password=PASSWORD, at=later)


def test_a_second_step_without_one_time_passwords_reads_like_a_wrong_password(zhang, at):
    with pytest.raises(Refused, match="登录名或密码不对"):
        office.second_step(username="zhang", code="000000", at=at)


def test_the_administrator_helps_who_lost_the_telephone(secret, zhang, hire, at):
    hire("li", "budget")
    with pytest.raises(Refused, match="管理人员与权限"):
        office.drop_totp(username="zhang", by="li", at=at)
    hire("admin", "sysadmin")
    office.drop_totp(username="zhang", by="admin", at=at)
    assert office.sign_in(username="zhang", password=PASSWORD, at=at) == zhang
    last = office.trail("office.user:zhang#1").filter(verb="停用动态口令").get()
    assert last.by == "admin"


def test_one_drops_ones_own_and_sets_up_again(secret, at):
    with pytest.raises(Refused, match="已启用；如需更换手机"):
        office.start_totp(username="zhang", at=at)
    office.drop_totp(username="zhang", by="zhang", at=at)
    assert office.start_totp(username="zhang", at=at).secret != secret
    office.drop_totp(username="zhang", by="zhang", at=at)
    with pytest.raises(Refused, match="没有设置动态口令"):
        office.drop_totp(username="zhang", by="zhang", at=at)


def test_a_session_ends_with_a_new_password_or_when_switched_off(zhang, at):
    digest = zhang.get_session_auth_hash()
    assert not office.session_ended(zhang, digest)
    office.set_password(username="zhang", password="xin" + PASSWORD, by="zhang", at=at)
    zhang.refresh_from_db()
    assert office.session_ended(zhang, digest)
    digest = zhang.get_session_auth_hash()
    office.deactivate(username="zhang", by=office.SYSTEM, at=at)
    zhang.refresh_from_db()
    assert office.session_ended(zhang, digest)
    assert office.activate(username="zhang", by=office.SYSTEM, at=at).is_active
    with pytest.raises(Refused, match="无需启用"):
        office.activate(username="zhang", by=office.SYSTEM, at=at)


def test_a_locked_account_is_opened_by_the_administrator(zhang, at):
    for _ in range(5):
        with pytest.raises(Refused):
            office.sign_in(username="zhang", password=PASSWORD[1:], at=at)
    office.unlock(username="zhang", by=office.SYSTEM, at=at)
    assert office.sign_in(username="zhang", password=PASSWORD, at=at) == zhang


def test_a_step_begins_every_thirty_seconds():
    start = datetime(1970, 1, 1, tzinfo=UTC)
    assert code(RFC_SECRET, start + timedelta(seconds=30)) == code(
        RFC_SECRET, start + timedelta(seconds=59)
    )
