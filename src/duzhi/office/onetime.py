"""One-time passwords (TOTP, RFC 6238): six digits that change every 30 seconds, each taken once."""

import hmac
from datetime import datetime
from typing import NamedTuple

import pyotp
import segno
from django.db import transaction
from django.utils import timezone

from duzhi.kernel.entry import Ref
from duzhi.kernel.finding import refuse
from duzhi.office.access import operator, require
from duzhi.office.ciphers import decrypt, encrypt
from duzhi.office.models import Authenticator, User
from duzhi.office.trails import log

ISSUER = "度支"
STEP = 30
_NEIGHBOURS = (0, -1, 1)
_PURPOSE = "totp"


class Enrolment(NamedTuple):
    """What the person puts into the authenticator app: the secret, and the same as a picture."""

    secret: str
    uri: str
    picture: str


@transaction.atomic
def start_totp(*, username: str, at: datetime) -> Enrolment:
    """Begin to set up one's own one-time passwords; nothing is asked at sign-in until confirmed."""
    user = operator(username)
    if uses_totp(user):
        raise refuse("office.totp_in_use", "动态口令已启用；如需更换手机，请先停用再重新设置")
    secret = pyotp.random_base32()
    hidden = encrypt(secret, purpose=_PURPOSE, owner=username)
    Authenticator.objects.update_or_create(
        user=user, defaults={"secret": hidden, "started_at": at, "last_step": 0}
    )
    return _enrolment(username, secret)


def enrolment(username: str) -> Enrolment | None:
    """The set-up that was started and not yet confirmed, to be shown again."""
    row = Authenticator.objects.filter(user__username=username, confirmed_at=None).first()
    return _enrolment(username, _secret(row, username)) if row else None


@transaction.atomic
def confirm_totp(*, username: str, code: str, at: datetime) -> None:
    """Switch one's own one-time passwords on; the app has to show the right code once."""
    row = Authenticator.objects.filter(user__username=username, confirmed_at=None).first()
    if row is None:
        raise refuse("office.totp_not_started", "还没有生成动态口令密钥；请先点“开始设置”")
    if not take_code(row, username, code, at):
        raise refuse(
            "office.wrong_code", "动态口令不对；请核对手机时间是否准确，输入应用当前显示的六位数字"
        )
    Authenticator.objects.filter(pk=row.pk).update(confirmed_at=at)
    log(_ref(username), "启用动态口令", by=username, at=at)


@transaction.atomic
def drop_totp(*, username: str, note: str = "", by: str, at: datetime) -> None:
    """Switch one-time passwords off: one's own, or as 系统管理员 when a telephone is lost."""
    if by != username:
        require(by, "office.manage_users", on=timezone.localdate(at))
    gone, _ = Authenticator.objects.filter(user__username=username).delete()
    if not gone:
        raise refuse("office.totp_not_started", f"“{username}”没有设置动态口令；无需停用")
    log(_ref(username), "停用动态口令", by=by, at=at, note=note)


def uses_totp(user: User) -> bool:
    """Whether somebody is asked for a code at sign-in."""
    return Authenticator.objects.filter(user=user, confirmed_at__isnull=False).exists()


def take_code(row: Authenticator, username: str, code: str, at: datetime) -> bool:
    """Whether a code is right at this moment, one step early or late, and was not taken before."""
    secret = _secret(row, username)
    now = int(at.timestamp()) // STEP
    given = code.strip().encode()
    for step in (now + shift for shift in _NEIGHBOURS):
        if hmac.compare_digest(code_at(secret, step).encode(), given):
            fresh = Authenticator.objects.filter(pk=row.pk, last_step__lt=step)
            return bool(fresh.update(last_step=step))
    return False


def code_at(secret: str, step: int) -> str:
    """The six digits of a step; step n begins n × 30 seconds after 1970-01-01 UTC.

    >>> code_at("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", 59 // 30)
    '287082'
    """
    return str(pyotp.TOTP(secret, interval=STEP).generate_otp(step))


def _secret(row: Authenticator, username: str) -> str:
    return decrypt(row.secret, purpose=_PURPOSE, owner=username)


def _enrolment(username: str, secret: str) -> Enrolment:
    uri = pyotp.TOTP(secret, interval=STEP).provisioning_uri(name=username, issuer_name=ISSUER)
    picture = segno.make(uri, error="m").svg_data_uri(scale=5, border=2)
    return Enrolment(secret, uri, picture)


def _ref(username: str) -> Ref:
    return Ref("office.user", username)
