"""People: making them, giving them roles, passwords, switching them off and on again."""

from datetime import date, datetime

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from duzhi.kernel.entry import Ref
from duzhi.kernel.finding import Finding, Refused, refuse
from duzhi.office.access import EVERYWHERE, SYSTEM, Reach, operator, require
from duzhi.office.models import Grant, User
from duzhi.office.roles import ROLES, VERBS, conflicts
from duzhi.office.trails import log

PASSWORD_LENGTH = 10


@transaction.atomic
def create_user(
    *, username: str, name: str, password: str, office: str = "", by: str, at: datetime
) -> User:
    """Make a person who signs in; the first password must be changed at once."""
    require(by, "office.manage_users", on=_day(at))
    if User.objects.filter(username=username).exists():
        raise refuse("office.user_exists", f"登录名“{username}”已被使用；请换一个")
    if findings := check_new_password(password, username):
        raise Refused(findings)
    user = User.objects.create_user(username, name=name, password=password, office=office)
    _update(user, must_change_password=True)
    log(_ref(user), "建立人员", by=by, at=at, after={"name": name, "office": office})
    return user


@transaction.atomic
def grant(
    *,
    username: str,
    role: str,
    start: date,
    end: date | None = None,
    reach: Reach = EVERYWHERE,
    by: str,
    at: datetime,
) -> Grant:
    """Give somebody a role within a data scope; roles that must not meet are refused."""
    require(by, "office.manage_users", on=_day(at))
    user = operator(username)
    if role not in ROLES or role == "console" or username == SYSTEM:
        raise refuse("office.unknown_role", f"不能授予角色“{role}”；请从角色表中选择")
    if findings := clashes(user, role, start, end):
        raise Refused(findings)
    made = Grant.objects.create(user=user, role=role, start=start, end=end, **reach._asdict())
    after = {"role": role, "start": start, "end": end, **reach._asdict()}
    log(_ref(user), "授权", by=by, at=at, after=after)
    return made


@transaction.atomic
def end_grant(*, grant_id: int, end: date, note: str = "", by: str, at: datetime) -> Grant:
    """Let a grant end; the day given is the first day without it."""
    require(by, "office.manage_users", on=_day(at))
    row = Grant.objects.select_related("user").filter(pk=grant_id).first()
    if row is None:
        raise LookupError(f"没有编号为{grant_id}的授权")
    if end <= row.start:
        raise refuse("office.grant_span", f"授权自{row.start}生效，失效日期{end}须晚于它")
    before = {"role": row.role, "end": row.end}
    row.end = end
    row.save(update_fields=["end"])
    after = {"role": row.role, "end": end}
    log(_ref(row.user), "收回授权", by=by, at=at, before=before, after=after, note=note)
    return row


@transaction.atomic
def deactivate(*, username: str, note: str = "", by: str, at: datetime) -> User:
    """Switch somebody off; what they did stays."""
    require(by, "office.manage_users", on=_day(at))
    if username == SYSTEM:
        raise refuse("office.system_user", "本机命令行账户不能停用")
    user = operator(username)
    _update(user, is_active=False)
    log(_ref(user), "停用人员", by=by, at=at, note=note)
    return user


@transaction.atomic
def activate(*, username: str, note: str = "", by: str, at: datetime) -> User:
    """Switch somebody on again; their grants count as they stand."""
    require(by, "office.manage_users", on=_day(at))
    user = User.objects.filter(username=username, is_active=False).first()
    if user is None:
        raise refuse("office.unknown_user", f"没有登录名为“{username}”的停用人员；无需启用")
    _update(user, is_active=True, failed_logins=0, locked_until=None)
    log(_ref(user), "启用人员", by=by, at=at, note=note)
    return user


@transaction.atomic
def unlock(*, username: str, note: str = "", by: str, at: datetime) -> User:
    """Open a locked account before its time; the password stays."""
    require(by, "office.manage_users", on=_day(at))
    user = operator(username)
    _update(user, failed_logins=0, locked_until=None)
    log(_ref(user), "解除锁定", by=by, at=at, note=note)
    return user


@transaction.atomic
def set_password(*, username: str, password: str, by: str, at: datetime) -> None:
    """Change one's own password, or set somebody's as 系统管理员 (they must then change it)."""
    user = operator(username)
    own = by == username
    if not own:
        require(by, "office.manage_users", on=_day(at))
    if username == SYSTEM:
        raise refuse("office.system_user", "本机命令行账户不能登录，也不能设密码")
    if findings := check_new_password(password, username):
        raise Refused(findings)
    hashed = make_password(password)
    _update(user, password=hashed, must_change_password=not own, failed_logins=0, locked_until=None)
    log(_ref(user), "修改密码" if own else "重置密码", by=by, at=at)


def check_new_password(password: str, username: str) -> list[Finding]:
    """What is wrong with a new password."""
    faults = {
        f"密码至少{PASSWORD_LENGTH}位": len(password) < PASSWORD_LENGTH,
        "密码不能包含登录名": username.lower() in password.lower(),
        "密码须同时有字母和数字": password.isalpha() or password.isdigit(),
    }
    return [
        Finding("office.weak_password", f"{text}；请重新设置")
        for text, bad in faults.items()
        if bad
    ]


def clashes(user: User, role: str, start: date, end: date | None = None) -> list[Finding]:
    """Roles somebody holds in those days that must not meet this one, said before it is granted."""
    meets = Q(end__isnull=True) | Q(end__gt=start)
    if end:
        meets &= Q(start__lt=end)
    held = set(Grant.objects.filter(meets, user=user).values_list("role", flat=True))
    return [
        Finding(
            "office.roles_clash",
            f"{user}不能同时担任{one.name}和{other.name}：{one.name}不得“{VERBS[verb]}”；"
            "请先收回其中一个角色",
            "《行政事业单位内部控制规范（试行）》（财会〔2012〕21号）不相容岗位相互分离",
        )
        for one, other, verb in conflicts(held | {role})
    ]


def _update(user: User, **fields: object) -> None:
    for name, value in fields.items():
        setattr(user, name, value)
    user.save(update_fields=list(fields))


def _day(at: datetime) -> date:
    return timezone.localdate(at)


def _ref(user: User) -> Ref:
    return Ref("office.user", user.username)
