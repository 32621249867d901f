"""Pages of people."""

from typing import Any

from django import forms
from django.contrib.auth import update_session_auth_hash
from django.http.response import HttpResponseBase
from django.urls import reverse

from duzhi.kernel.finding import refuse
from duzhi.office import api as office
from duzhi.web.answers import done, submit
from duzhi.web.screen import Screen


def _secret(label: str, kind: str) -> forms.CharField:
    widget = forms.PasswordInput(attrs={"autocomplete": kind})
    return forms.CharField(label=label, widget=widget, max_length=200)


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
        return done(screen, safe or reverse("home"), "密码已修改")

    return submit(screen, PasswordForm(screen.request.POST or None), act, "office/password.html")
