"""人员与权限: who there is, one person, granting and ending roles, switching off, passwords."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any, NamedTuple

from django import forms
from django.core.validators import RegexValidator
from django.http.response import HttpResponseBase

from duzhi.kernel.entry import Ref
from duzhi.office import api as office
from duzhi.registry import api as registry
from duzhi.web.answers import done, render, submit
from duzhi.web.forms import ChoiceField, DayField, ReasonField, TextField, day_or_none
from duzhi.web.listing.columns import CODE, MOMENT, STATE, Column
from duzhi.web.listing.filters import Choice, Search
from duzhi.web.listing.lists import List, list_page
from duzhi.web.office import scope_words
from duzhi.web.screen import Screen

_LATELY = 20
_LOGIN = RegexValidator(
    r"^[a-z][a-z0-9._-]{1,39}$", "登录名用小写字母开头，只含小写字母、数字和 . _ -"
)


class Person(NamedTuple):
    """A row of the list."""

    username: str
    name: str
    office: str
    roles: str
    state: str
    codes: str
    last_login: object


PEOPLE = List(
    columns=(
        Column(
            "username", "登录名", CODE, sort=True, lead=lambda row: ("office.user", row.username)
        ),
        Column("name", "姓名", sort=True, lead=lambda row: ("office.user", row.username)),
        Column("office", "股室", sort=True),
        Column("roles", "角色与数据范围"),
        Column("state", "状态", STATE, sort=True),
        Column("codes", "动态口令", STATE, wide=True),
        Column("last_login", "最近登录", MOMENT, sort=True, wide=True),
    ),
    filters=(
        Search("q", "登录名、姓名、股室或角色", ("username", "name", "office", "roles")),
        Choice("state", "状态", [(one, one) for one in ("在用", "未授权", "已锁定", "停用")]),
    ),
    order="username",
    noun="人",
    empty="没有符合条件的人员；请清除筛选",
)


def user_list(screen: Screen) -> HttpResponseBase:
    """Everybody with what they may do today."""
    rows = [_person(screen, user) for user in office.people(screen.today) if _signs_in(user)]
    idle = sum(row.state == "未授权" for row in rows)
    active = sum(row.state != "停用" for row in rows)
    return list_page(screen, PEOPLE, rows, "office/users.html", active=active, idle=idle)


def user(screen: Screen, username: str) -> HttpResponseBase:
    """One person: roles now and before, security, what was done to and by them."""
    one = _found(username, screen.today)
    grants = list(office.grants_of(username))
    now = {row.pk for row in one.grants_now}  # type: ignore[attr-defined]
    return render(
        screen,
        "office/user.html",
        person=one,
        state=_state(screen, one),
        held=[_grant(screen, row) for row in grants if row.pk in now],
        other=[_grant(screen, row) for row in grants if row.pk not in now],
        tokens=office.tokens_of(username).filter(revoked_at=None, expires__gt=screen.now).count(),
        lines=scope_words.named(
            screen, office.trail(Ref("office.user", username)).reverse()[:_LATELY]
        ),
        own=username == screen.by,
    )


class NewUser(forms.Form):
    """Who the new person is, and the first password."""

    username = TextField(label="登录名", max_length=40, validators=[_LOGIN])
    name = TextField(label="姓名", max_length=60)
    office = ChoiceField(label="股室", required=False)
    password = forms.CharField(
        label="初始密码",
        max_length=200,
        help_text="至少10位，同时有字母和数字；首次登录必须修改",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "class": "form-control"}),
    )


def new_user(screen: Screen) -> HttpResponseBase:
    """Make a person; roles are granted afterwards."""
    form = NewUser(screen.request.POST or None)
    form.fields["office"].choices = _offices()  # type: ignore[attr-defined]

    def act(data: dict[str, Any]) -> HttpResponseBase:
        office.create_user(**data, by=screen.by, at=screen.now)
        target = screen.link("office.grant", data["username"])
        return done(screen, target, f"已建立{data['name']}的账户；请授予角色")

    return submit(screen, form, act, "office/user_new.html")


class GrantForm(forms.Form):
    """A role, where it counts, and for how long."""

    role = ChoiceField(label="角色")
    region = ChoiceField(label="财政区划", required=False)
    place = ChoiceField(label="限于股室", required=False)
    agency = ChoiceField(label="限于预算单位", required=False)
    start = DayField(label="生效日期")
    end = DayField(label="失效日期", required=False, help_text="这一天起不再有此角色；不填为长期")

    def clean(self) -> dict[str, Any]:
        """The end lies after the start."""
        data = super().clean() or {}
        start, end = data.get("start"), data.get("end")
        if start and end and end <= start:
            self.add_error("end", "失效日期须晚于生效日期")
        return data


def grant(screen: Screen, username: str) -> HttpResponseBase:
    """Give somebody a role; a clash is told while the form is filled."""
    one = _found(username, screen.today)
    asked = screen.request.GET
    if asked.get("part") == "check":
        return render(screen, "office/grant_check.html", check=_checked(screen, one, asked))
    form = GrantForm(screen.request.POST or None, initial={"start": screen.today})
    _fill(form, screen)

    def act(data: dict[str, Any]) -> HttpResponseBase:
        reach = office.Reach(data["region"], data["place"], data["agency"])
        office.grant(
            username=username,
            role=data["role"],
            start=data["start"],
            end=data["end"],
            reach=reach,
            by=screen.by,
            at=screen.now,
        )
        told = f"已授予{one.name}“{scope_words.role_name(data['role'])}”，自{data['start']}起生效"
        return done(screen, screen.link("office.user", username), told)

    return submit(screen, form, act, "office/grant.html", person=one)


class EndForm(forms.Form):
    """The first day without the role, and why."""

    end = DayField(label="失效日期", help_text="这一天起不再有此角色")
    reason = ReasonField()


def end_grant(screen: Screen, grant: int) -> HttpResponseBase:
    """Let a role end."""
    row = office.Grant.objects.select_related("user").filter(pk=grant).first()
    if row is None:
        raise LookupError(f"没有编号为{grant}的授权")
    form = EndForm(screen.request.POST or None, initial={"end": screen.today + timedelta(days=1)})

    def act(data: dict[str, Any]) -> HttpResponseBase:
        office.end_grant(
            grant_id=grant, end=data["end"], note=data["reason"], by=screen.by, at=screen.now
        )
        told = f"“{scope_words.role_name(row.role)}”自{data['end']}起收回"
        return done(screen, screen.link("office.user", row.user.username), told)

    return submit(screen, form, act, "office/grant_end.html", row=row, told=_grant(screen, row))


class ResetForm(forms.Form):
    """A first password that has to be changed at once."""

    password = forms.CharField(
        label="新的初始密码",
        max_length=200,
        help_text="至少10位，同时有字母和数字；本人下次登录必须修改",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "class": "form-control"}),
    )


def reset(screen: Screen, username: str) -> HttpResponseBase:
    """Set somebody's password; it opens a locked account too."""
    one = _found(username, screen.today)

    def act(data: dict[str, Any]) -> HttpResponseBase:
        office.set_password(
            username=username, password=data["password"], by=screen.by, at=screen.now
        )
        return done(screen, screen.link("office.user", username), f"{one.name}的密码已重置")

    form = ResetForm(screen.request.POST or None)
    return submit(screen, form, act, "office/reset.html", person=one)


class Switch(NamedTuple):
    """Something done to an account with a reason: its action, its button, what is said after."""

    act: Callable[..., object]
    title: str
    effect: str


SWITCHES = {
    "off": Switch(
        office.deactivate, "停用", "停用后不能登录，接口令牌同时失效；已办事项和记录保留。"
    ),
    "on": Switch(office.activate, "启用", "启用后按现有授权恢复权限。"),
    "unlock": Switch(office.unlock, "解除锁定", "密码不变，可以立即登录。"),
    "code": Switch(office.drop_totp, "停用动态口令", "用于手机丢失；本人登录后可重新设置。"),
}


class WhyForm(forms.Form):
    """Why an account is switched."""

    reason = ReasonField()


def switch(screen: Screen, username: str, what: str) -> HttpResponseBase:
    """Switch an account off or on, unlock it, or drop its one-time passwords."""
    if what not in SWITCHES:
        raise LookupError("没有这项操作")
    one, how = _found(username, screen.today), SWITCHES[what]

    def act(data: dict[str, Any]) -> HttpResponseBase:
        how.act(username=username, note=data["reason"], by=screen.by, at=screen.now)
        return done(screen, screen.link("office.user", username), f"已{how.title}{one.name}的账户")

    form = WhyForm(screen.request.POST or None)
    return submit(screen, form, act, "office/switch.html", person=one, how=how)


def roles(screen: Screen) -> HttpResponseBase:
    """Verbs × roles, the pairs nobody may hold together; for the administrator, who may do one."""
    asked = screen.request.GET.get("verb", "")
    manages = "office.manage_users" in screen.scopes
    held = office.holders(asked, screen.today) if manages and asked in office.VERBS else ()
    shown = [one for one in office.ROLES.values() if one.does and one.code != "console"]
    pairs = office.conflicts(one.code for one in shown)
    return render(
        screen,
        "office/roles.html",
        roles=shown,
        rows=office.matrix(shown),
        partners=[one for one in office.ROLES.values() if not one.does],
        pairs=len({frozenset((one.code, other.code)) for one, other, _ in pairs}),
        manages=manages,
        asked=office.VERBS.get(asked, "") if manages else "",
        holders=[_holder(screen, one) for one in held if _signs_in(one.user)],
    )


def _holder(screen: Screen, one: office.Holder) -> dict[str, object]:
    place = scope_words.scope_words(screen, *one.reach)
    return {"user": one.user, "role": scope_words.role_name(one.role), "place": place}


def _found(username: str, on: date) -> office.User:
    one = office.people(on).filter(username=username).first()
    if one is None:
        raise LookupError(f"没有登录名为“{username}”的人员")
    return one


def _signs_in(user: office.User) -> bool:
    return user.username != office.SYSTEM


def _person(screen: Screen, user: office.User) -> Person:
    grants = user.grants_now  # type: ignore[attr-defined]
    told = (
        f"{scope_words.role_name(row.role)}（{scope_words.grant_words(screen, row)}）"
        for row in grants
    )
    codes = "已启用" if user.uses_code else ""  # type: ignore[attr-defined]
    return Person(
        user.username,
        user.name,
        user.office,
        "；".join(told),
        _state(screen, user),
        codes,
        user.last_login,
    )


def _state(screen: Screen, user: office.User) -> str:
    if not user.is_active:
        return "停用"
    if user.locked_until and user.locked_until > screen.now:
        return "已锁定"
    return "在用" if user.grants_now else "未授权"  # type: ignore[attr-defined]


def _grant(screen: Screen, row: office.Grant) -> dict[str, object]:
    return {
        "row": row,
        "role": scope_words.role_name(row.role),
        "place": scope_words.grant_words(screen, row),
        "waits": row.start > screen.today,
    }


def _checked(screen: Screen, one: office.User, asked: Any) -> dict[str, object]:  # noqa: ANN401 a QueryDict
    """What a role would bring: its duty and verbs, and with which held role it clashes."""
    role = office.ROLES.get(asked.get("role", ""))
    start = day_or_none(asked.get("start", "")) or screen.today
    end = day_or_none(asked.get("end", ""))
    if role is None:
        return {"role": None}
    return {
        "role": role,
        "verbs": [name for verb, name in office.VERBS.items() if verb in role.does],
        "never": [name for verb, name in office.VERBS.items() if verb in role.never],
        "findings": office.clashes(one, role.code, start, end),
        "person": one,
    }


def _fill(form: forms.Form, screen: Screen) -> None:
    named = [one for one in office.ROLES.values() if one.does and one.code != "console"]
    choices: dict[str, Iterable[tuple[str, str]]] = {
        "role": [("", "请选择"), *((one.code, one.name) for one in named)],
        "region": [("", "不限"), *sorted(_region_choices(screen))],
        "place": _offices(),
        "agency": [("", "不限"), *_agency_choices(screen)],
    }
    for name, options in choices.items():
        form.fields[name].choices = options  # type: ignore[attr-defined]


def _region_choices(screen: Screen) -> list[tuple[str, str]]:
    whole = 6
    names = scope_words.region_names(screen)
    return [
        (code, f"{code} {name}{'全辖' if len(code) == whole else ''}")
        for code, name in names.items()
    ]


def _agency_choices(screen: Screen) -> list[tuple[str, str]]:
    names = scope_words.agency_names(screen)
    return [(code, f"{code} {name}") for code, name in sorted(names.items())]


def _offices() -> list[tuple[str, str]]:
    return [("", "不限"), *((one.name, one.name) for one in registry.offices())]
