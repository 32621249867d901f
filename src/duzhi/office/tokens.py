"""Keys to the JSON interface: read only, never wider than their owner, stored as a digest."""

import hashlib
import secrets
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from duzhi.kernel.entry import Ref
from duzhi.kernel.finding import Finding, Refused, refuse
from duzhi.office.access import EVERYWHERE, Reach, Scope, operator, require, scope
from duzhi.office.models import Stranger, Token
from duzhi.office.trails import log

MAX_DAYS = 366
MAX_GUESSES = 20
LOCK = timedelta(minutes=15)
_PREFIX = "dz_"
_HINT = 8
_NOTED = timedelta(minutes=1)
_FORGOTTEN = timedelta(days=1)


class Issued(NamedTuple):
    """A new token and its secret, which is shown this once."""

    token: Token
    secret: str


class Bearer(NamedTuple):
    """Who asks with a token, and how far it reaches; `scope` is the owner's, cut to the token's."""

    username: str
    token: Token
    scope: Scope


class Guessing(Refused):
    """Too many unknown tokens came from one address."""


@transaction.atomic
def issue_token(
    *, username: str, name: str, end: date, reach: Reach = EVERYWHERE, by: str, at: datetime
) -> Issued:
    """Give oneself a key that reads within a part of one's own scope, for at most a year."""
    today = timezone.localdate(at)
    user = operator(username)
    if by != username:
        raise refuse("office.token_of_other", "只能为本人签发接口令牌；请由本人登录后办理")
    if not scope(user, "read", today).within(reach).reaches:
        raise refuse(
            "office.token_scope", "令牌的范围不在本人数据范围之内；请选择本人范围内的区划和单位"
        )
    if not today < end <= today + timedelta(days=MAX_DAYS):
        raise refuse("office.token_span", f"失效日期须在今日之后、{MAX_DAYS}天之内；请重新选择")
    secret = _PREFIX + secrets.token_urlsafe(32)
    token = Token.objects.create(
        user=user,
        name=name,
        digest=_digest(secret),
        hint=secret[:_HINT],
        region=reach.region,
        agency=reach.agency,
        issued_at=at,
        expires=timezone.make_aware(datetime.combine(end, datetime.min.time())),
    )
    after = {"name": name, "end": end, "region": reach.region, "agency": reach.agency}
    log(_ref(token), "签发令牌", by=by, at=at, after=after)
    return Issued(token, secret)


@transaction.atomic
def revoke_token(*, token_id: int, by: str, at: datetime) -> None:
    """Make a key useless: its owner, or 系统管理员."""
    token = Token.objects.select_related("user").filter(pk=token_id, revoked_at=None).first()
    if token is None:
        raise refuse("office.unknown_token", "没有这个有效令牌，可能已吊销；请刷新页面")
    if token.user.username != by:
        require(by, "office.manage_users", on=timezone.localdate(at))
    Token.objects.filter(pk=token_id).update(revoked_at=at, revoked_by=by)
    log(_ref(token), "吊销令牌", by=by, at=at, before={"name": token.name})


def tokens_of(username: str) -> QuerySet[Token]:
    """Everything somebody was given, newest first."""
    return Token.objects.filter(user__username=username).order_by("-issued_at", "-id")


def token_user(secret: str, *, at: datetime, origin: str = "") -> Bearer:
    """Who asks with this key; refused when unknown, expired, revoked, or its owner may not read.

    Raises:
        Guessing: the address sent too many unknown keys.
    """
    _refuse_stranger(origin, at)
    row = Token.objects.select_related("user").filter(digest=_digest(secret)).first()
    if row is None:
        _count_guess(origin, at)
        raise refuse("office.unknown_token", "接口令牌无效；请核对，或在“个人资料”中重新签发")
    username = row.user.username
    if row.revoked_at or at >= row.expires or not row.user.is_active:
        raise refuse("office.token_over", "接口令牌已失效或已吊销；请在“个人资料”中重新签发")
    _note_use(row, at)
    held = scope(username, "read", timezone.localdate(at))
    within = held.within(Reach(region=row.region, agency=row.agency))
    if not within.reaches:
        raise refuse("office.token_scope", "令牌的范围已不在本人数据范围之内；请重新签发")
    return Bearer(username, row, within)


def _refuse_stranger(origin: str, at: datetime) -> None:
    locked = Stranger.objects.filter(origin=origin, locked_until__gt=at).first()
    if locked and locked.locked_until:
        until = timezone.localtime(locked.locked_until)
        text = f"来自{origin or '本机'}的无效令牌过多，暂停受理至{until:%H:%M}；请核对令牌后再试"
        raise Guessing([Finding("office.guessing", text)])


def _count_guess(origin: str, at: datetime) -> None:
    """Outside any transaction that the refusal would roll back."""
    _, new = Stranger.objects.get_or_create(origin=origin, defaults={"since": at})
    if new:
        Stranger.objects.filter(since__lt=at - _FORGOTTEN).delete()
    mine = Stranger.objects.filter(origin=origin)
    if not mine.filter(since__lt=at - LOCK).update(failures=1, since=at):
        mine.update(failures=F("failures") + 1)
    full = mine.filter(failures__gte=MAX_GUESSES)
    if full.update(failures=0, since=at, locked_until=at + LOCK):
        log(Ref("office.stranger", origin or "local"), "令牌试错锁定", by="", at=at, origin=origin)


def _note_use(row: Token, at: datetime) -> None:
    """At most once a minute, so that reading stays reading."""
    stale = Q(last_used_at=None) | Q(last_used_at__lt=at - _NOTED)
    if row.last_used_at is None or row.last_used_at < at - _NOTED:
        Token.objects.filter(stale, pk=row.pk).update(last_used_at=at)


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _ref(token: Token) -> Ref:
    return Ref("office.token", str(token.pk))
