"""Signing in: the password, then the one-time code of those who use one; a lock after failures."""

from datetime import datetime, timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from duzhi.kernel.entry import Ref
from duzhi.kernel.finding import Finding, Refused, refuse
from duzhi.office.models import Authenticator, User
from duzhi.office.onetime import take_code
from duzhi.office.trails import log

MAX_FAILED_LOGINS = 5
LOCK = timedelta(minutes=15)


class CodeNeeded(Refused):
    """The password was right; `second_step` with the one-time code completes the sign-in."""


def sign_in(*, username: str, password: str, at: datetime, origin: str = "") -> User:
    """The person behind a name and password; five wrong ones lock the account for 15 minutes.

    Raises:
        CodeNeeded: the person uses one-time passwords.
    """
    user = _person(username)
    if user is None:
        make_password(password)  # take as long as for a known name
        raise _wrong()
    _refuse_locked(user, at)
    if not check_password(password, user.password):
        _count_failure(user, at, origin)
        raise _wrong()
    if _authenticator(user):
        raise CodeNeeded([Finding("office.code_needed", "请输入动态口令应用当前显示的六位数字")])
    return _signed_in(user, at, origin)


def second_step(*, username: str, code: str, at: datetime, origin: str = "") -> User:
    """Complete a sign-in whose password was right; wrong codes count toward the same lock."""
    user = _person(username)
    row = _authenticator(user) if user else None
    if user is None or row is None:
        raise _wrong()
    _refuse_locked(user, at)
    if not take_code(row, username, code, at):
        _count_failure(user, at, origin)
        raise refuse(
            "office.wrong_code",
            "动态口令不对或已用过；请等待应用显示下一个六位数字后再输入，手机丢失请联系系统管理员",
        )
    return _signed_in(user, at, origin)


def session_ended(user: User, digest: str) -> bool:
    """Whether a session that began under this digest must end: switched off, or a new password.

    `digest` is `user.get_session_auth_hash()` as it was at sign-in.
    """
    return not user.is_active or not constant_time_compare(digest, user.get_session_auth_hash())


def _person(username: str) -> User | None:
    return User.objects.filter(username=username, is_active=True).first()


def _authenticator(user: User) -> Authenticator | None:
    return Authenticator.objects.filter(user=user, confirmed_at__isnull=False).first()


def _refuse_locked(user: User, at: datetime) -> None:
    if user.locked_until and at < user.locked_until:
        until = timezone.localtime(user.locked_until)
        raise refuse(
            "office.locked",
            f"密码或动态口令连续输错，账户锁定至{until:%H:%M}；请稍后再试或联系系统管理员",
        )


def _signed_in(user: User, at: datetime, origin: str) -> User:
    user.failed_logins, user.locked_until, user.last_login = 0, None, at
    user.save(update_fields=["failed_logins", "locked_until", "last_login"])
    log(_ref(user), "登录", by=user.username, at=at, origin=origin)
    return user


def _count_failure(user: User, at: datetime, origin: str) -> None:
    """Outside any transaction that the refusal would roll back."""
    mine = User.objects.filter(pk=user.pk)
    mine.update(failed_logins=F("failed_logins") + 1)
    full = mine.filter(failed_logins__gte=MAX_FAILED_LOGINS)
    if full.update(failed_logins=0, locked_until=at + LOCK):
        log(_ref(user), "登录锁定", by=user.username, at=at, origin=origin)


def _wrong() -> Refused:
    return refuse("office.wrong_password", "登录名或密码不对；请重新输入")


def _ref(user: User) -> Ref:
    return Ref("office.user", user.username)
