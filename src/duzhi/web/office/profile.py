"""个人设置: one's own data, roles and scope, password, one-time passwords, tokens."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib.auth import update_session_auth_hash
from django.http.response import HttpResponseBase
from django.urls import reverse

from duzhi.kernel.entry import Ref
from duzhi.kernel.finding import refuse
from duzhi.office import api as office
from duzhi.web.answers import done, render, submit
from duzhi.web.forms import ChoiceField, DayField, TextField
from duzhi.web.office import scope_words
from duzhi.web.screen import Screen

_LATELY = 10
_TOKEN_DAYS = 180


def _secret(label: str, kind: str) -> forms.CharField:
    attrs = {"autocomplete": kind, "class": "form-control"}
    return forms.CharField(label=label, widget=forms.PasswordInput(attrs=attrs), max_length=200)


class PasswordForm(forms.Form):
    """The old password and the new one, twice."""

    old = _secret("原密码", "current-password")
    new = _secret("新密码", "new-password")
    again = _secret("再输一遍新密码", "new-password")

    def clean(self) -> dict[str, Any]:
        """Both new ones are the same."""
        data = super().clean() or {}
        if data.get("new") != data.get("again"):
            self.add_error("again", "两次输入的新密码不一样；请重新输入")
        return data


class CodeForm(forms.Form):
    """The six digits that the app shows."""

    code = TextField(label="应用显示的六位数字", max_length=12)

    def __init__(self, *args: Any, **more: Any) -> None:  # noqa: ANN401 Django's own
        super().__init__(*args, **more)
        self.fields["code"].widget.attrs |= {
            "inputmode": "numeric",
            "autocomplete": "one-time-code",
        }


class TokenForm(forms.Form):
    """What a token is for, how far it reaches and until when."""

    name = TextField(label="用途", max_length=60, help_text="例如：报表系统取数")
    place = ChoiceField(label="数据范围", help_text="不超过本人的数据范围；令牌只能读取")
    end = DayField(label="失效日期", help_text="最长一年；自这一天起不能再用")


def profile(screen: Screen) -> HttpResponseBase:
    """Who one is to the house."""
    user = screen.user
    grants = office.in_force(user, screen.today).order_by("role", "id")
    lately = office.trail(Ref("office.user", user.username)).reverse()[:_LATELY]
    return render(
        screen,
        "office/profile.html",
        grants=_told(screen, grants),
        uses_code=office.uses_totp(user),
        tokens=[_token(screen, row) for row in office.tokens_of(user.username)],
        reads="read" in screen.scopes,
        lately=lately,
    )


def password(screen: Screen) -> HttpResponseBase:
    """Change one's own password; forced at the first login."""

    def act(data: dict[str, Any]) -> HttpResponseBase:
        if not screen.user.check_password(data["old"]):
            raise refuse("office.wrong_password", "原密码不对；请重新输入")
        office.set_password(username=screen.by, password=data["new"], by=screen.by, at=screen.now)
        screen.user.refresh_from_db()
        update_session_auth_hash(screen.request, screen.user)
        target = screen.request.GET.get("next", "")
        safe = target if target.startswith("/") and not target.startswith("//") else ""
        return done(screen, safe or reverse("home"), "密码已修改；其他电脑上的登录已退出")

    return submit(screen, PasswordForm(screen.request.POST or None), act, "office/password.html")


def totp(screen: Screen) -> HttpResponseBase:
    """Set up one-time passwords: a key and its picture, then the first code."""
    asked = screen.request.POST
    if "start" in asked and not office.uses_totp(screen.user):
        office.start_totp(username=screen.by, at=screen.now)
        return done(screen, screen.link("office.totp"))
    made, uses = office.enrolment(screen.by), office.uses_totp(screen.user)

    def act(data: dict[str, Any]) -> HttpResponseBase:
        office.confirm_totp(username=screen.by, code=data["code"], at=screen.now)
        return done(screen, screen.link("office.profile"), "动态口令已启用，下次登录起要求输入")

    if made is None or uses:
        return render(screen, "office/totp.html", made=None, uses_code=uses)
    return submit(screen, CodeForm(asked or None), act, "office/totp.html", made=made)


def drop_totp(screen: Screen) -> HttpResponseBase:
    """Switch one's own one-time passwords off, with the password."""

    class Form(forms.Form):
        word = _secret("登录密码", "current-password")

    def act(data: dict[str, Any]) -> HttpResponseBase:
        if not screen.user.check_password(data["word"]):
            raise refuse("office.wrong_password", "密码不对；请重新输入")
        office.drop_totp(username=screen.by, note="本人停用", by=screen.by, at=screen.now)
        return done(screen, screen.link("office.profile"), "动态口令已停用")

    return submit(screen, Form(screen.request.POST or None), act, "office/drop_totp.html")


def new_token(screen: Screen) -> HttpResponseBase:
    """Issue a token; its secret is shown on the page that answers, and never again."""
    held = screen.scope("read").reaches
    places = [
        (str(number), scope_words.scope_words(screen, one.region, one.office, one.agency))
        for number, one in enumerate(held)
    ]
    start = {"end": screen.today + timedelta(days=_TOKEN_DAYS)}
    form = TokenForm(screen.request.POST or None, initial=start)
    form.fields["place"].choices = places  # type: ignore[attr-defined]

    def act(data: dict[str, Any]) -> HttpResponseBase:
        made = office.issue_token(
            username=screen.by,
            name=data["name"],
            end=data["end"],
            reach=held[int(data["place"])],
            by=screen.by,
            at=screen.now,
        )
        return render(screen, "office/token_made.html", made=made)

    return submit(screen, form, act, "office/token_new.html")


def revoke_token(screen: Screen, token: int) -> HttpResponseBase:
    """Make a token useless; asked for by a button on the profile."""
    if screen.request.method == "POST":
        office.revoke_token(token_id=token, by=screen.by, at=screen.now)
        return done(
            screen, screen.link("office.profile"), "令牌已吊销，使用它的程序从现在起读不到数据"
        )
    return done(screen, screen.link("office.profile"))


def _told(screen: Screen, grants: Any) -> list[dict[str, object]]:  # noqa: ANN401 a queryset of grants
    return [
        {
            "row": row,
            "role": scope_words.role_name(row.role),
            "duty": office.ROLES[row.role].duty,
            "place": scope_words.grant_words(screen, row),
            "verbs": [office.VERBS[verb] for verb in office.VERBS if verb in _does(row)],
        }
        for row in grants
    ]


def _does(row: office.Grant) -> frozenset[str]:
    return office.ROLES[row.role].does


def _token(screen: Screen, row: office.Token) -> dict[str, object]:
    over = row.revoked_at is not None or row.expires <= screen.now
    state = "已吊销" if row.revoked_at else "已到期" if over else "有效"
    return {
        "row": row,
        "place": scope_words.scope_words(screen, row.region, "", row.agency),
        "state": state,
        "alive": not over,
    }
