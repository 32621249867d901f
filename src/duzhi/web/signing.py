"""Signing in and out, and what happens to a form whose writer's login has run out.

The fields of such a form travel through the login page and come back for one more press of the
button: nothing typed is lost. Files cannot travel; the page says so.
"""

from collections.abc import Mapping
from datetime import timedelta

from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme, urlencode

from duzhi.kernel.finding import Refused
from duzhi.office import api as office

BACKEND = "duzhi.web.signing.People"
ALWAYS = ("office.password", "office.logout")
"""Pages that somebody with a first password may open."""
_CARRY = "carried."
_OWN = ("csrfmiddlewaretoken", "username", "password", "next", "code")
SESSION = timedelta(hours=8)
_SECOND = "second_step"
"""Where the session keeps who has given the right password."""
_PATIENCE = timedelta(minutes=5)


class People:
    """Finds the person of a session; people themselves are checked by `office.sign_in`."""

    def authenticate(self, request: HttpRequest | None, **_: object) -> None:
        """Nobody signs in by this road."""

    def get_user(self, user_id: int) -> office.User | None:
        """The person while they are in use."""
        return office.User.objects.filter(pk=user_id, is_active=True).first()


def ask(request: HttpRequest) -> HttpResponseBase:
    """Send an unknown reader to the login, and keep what they typed."""
    if request.headers.get("HX-Request"):
        answer = HttpResponse(status=401)
        answer["HX-Redirect"] = (
            f"{reverse('office.login')}?{urlencode({'next': _page_of(request)})}"
        )
        return answer
    if request.method in ("GET", "HEAD"):
        return HttpResponseRedirect(
            f"{reverse('office.login')}?{urlencode({'next': request.get_full_path()})}"
        )
    carried = {key: str(value) for key, value in request.POST.items() if key not in _OWN}
    told = "登录已过期。填写的内容已保留，登录后可继续提交"
    if request.FILES:
        told += "；所选文件须重新选择"
    return _form(request, request.get_full_path(), carried, told, status=401)


def login_page(request: HttpRequest) -> HttpResponseBase:
    """The login: a name and a password, a one-time code of those who use one, then onward."""
    if request.method != "POST":
        request.session.pop(_SECOND, None)
        told = "请先登录" if request.GET.get("next") else ""
        return _form(request, request.GET.get("next", ""), {}, told)
    if "code" in request.POST:
        return _code(request)
    username = request.POST.get("username", "").strip()
    try:
        user = office.sign_in(
            username=username,
            password=request.POST.get("password", ""),
            at=timezone.now(),
            origin=origin(request),
        )
    except office.CodeNeeded as needed:
        request.session[_SECOND] = {"username": username, "at": timezone.now().timestamp()}
        return _code_form(request, str(needed))
    except Refused as refused:
        return _again(request, refused)
    return _enter(request, user)


def _code(request: HttpRequest) -> HttpResponseBase:
    """The second step, for a few minutes after the right password."""
    begun = request.session.get(_SECOND)
    if begun is None or timezone.now().timestamp() - begun["at"] > _PATIENCE.total_seconds():
        request.session.pop(_SECOND, None)
        told = "超过五分钟没有输入动态口令；请重新登录"
        return _form(request, _target(request), _carried(request), told, wrong=True, status=422)
    try:
        user = office.second_step(
            username=begun["username"],
            code=request.POST.get("code", ""),
            at=timezone.now(),
            origin=origin(request),
        )
    except Refused as refused:
        if any(finding.code == "office.locked" for finding in refused.findings):
            request.session.pop(_SECOND, None)
            return _again(request, refused)
        return _code_form(request, str(refused), wrong=True)
    return _enter(request, user)


def _enter(request: HttpRequest, user: office.User) -> HttpResponseBase:
    """Begin the session and go where the reader wanted to."""
    carried, target = _carried(request), _target(request)
    login(request, user, backend=BACKEND)
    request.session.pop(_SECOND, None)
    request.session.set_expiry(SESSION)
    if carried:
        return render(request, "web/resume.html", {"target": target, "carried": carried})
    return HttpResponseRedirect(target or reverse("home"))


def _again(request: HttpRequest, refused: Refused) -> HttpResponse:
    told = "；".join(finding.text for finding in refused.findings)
    return _form(request, _target(request), _carried(request), told, wrong=True, status=422)


def _code_form(request: HttpRequest, told: str, *, wrong: bool = False) -> HttpResponse:
    context = {
        "target": _target(request),
        "carried": {_CARRY + key: value for key, value in _carried(request).items()},
        "told": told,
        "wrong": wrong,
    }
    return render(request, "web/code.html", context, status=422 if wrong else 200)


def _target(request: HttpRequest) -> str:
    return _safe(request, request.POST.get("next", ""))


def _carried(request: HttpRequest) -> dict[str, str]:
    """What was typed into the form whose login had run out."""
    return {
        key.removeprefix(_CARRY): str(value)
        for key, value in request.POST.items()
        if key.startswith(_CARRY)
    }


def logout_page(request: HttpRequest) -> HttpResponseBase:
    """End the session."""
    if request.method == "POST":
        logout(request)
    return HttpResponseRedirect(reverse("office.login"))


def change_first(request: HttpRequest) -> HttpResponseRedirect:
    """A first password is changed before anything else."""
    return HttpResponseRedirect(
        f"{reverse('office.password')}?{urlencode({'next': request.get_full_path()})}"
    )


def origin(request: HttpRequest) -> str:
    """From where, for the audit trail."""
    return str(request.META.get("REMOTE_ADDR", ""))


def _form(
    request: HttpRequest,
    target: str,
    carried: Mapping[str, str],
    told: str,
    *,
    wrong: bool = False,
    status: int = 200,
) -> HttpResponse:
    context = {
        "target": _safe(request, target),
        "carried": {_CARRY + key: value for key, value in carried.items()},
        "told": told,
        "wrong": wrong,
        "username": request.POST.get("username", "") if wrong else "",
    }
    return render(request, "web/login.html", context, status=status)


def _page_of(request: HttpRequest) -> str:
    """The full page behind a partial request."""
    return _safe(request, request.headers.get("HX-Current-URL", "")) or request.get_full_path()


def _safe(request: HttpRequest, target: str) -> str:
    """A target inside this house, else empty."""
    inside = url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure())
    return target if inside else ""
