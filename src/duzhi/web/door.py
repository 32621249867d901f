"""The door of every page: signed in? password fresh? may they, here? Only then the view runs."""

from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.views.decorators.cache import never_cache

from duzhi.kernel.finding import Refused
from duzhi.ledger import api as ledger
from duzhi.office import api as office
from duzhi.web import errors, screen, signing, stamp
from duzhi.web.pages import FREE, Page
from duzhi.web.screen import Screen

SAFE = ("GET", "HEAD")
_DENIED = {"office.not_allowed", "office.out_of_scope"}


def opened(page: Page) -> Any:  # noqa: ANN401 Django's own view type is this loose
    """The view of a page behind its door."""

    @wraps(page.view)
    @never_cache
    def view(request: HttpRequest, **arguments: Any) -> HttpResponseBase:  # noqa: ANN401 path arguments
        user = request.user
        if not isinstance(user, office.User):
            return signing.ask(request)
        if user.must_change_password and page.name not in signing.ALWAYS:
            return signing.change_first(request)
        try:
            shown = enter(request, page, user)
            if isinstance(shown, HttpResponseRedirect):
                return shown
            with office.acting_from(signing.origin(request)):
                return page.view(shown, **arguments)
        except Refused as refused:
            denied = any(finding.code in _DENIED for finding in refused.findings)
            return errors.refused(request, refused, 403 if denied else 409)
        except LookupError as missing:
            if type(missing) is not LookupError:  # a KeyError is a fault of ours
                raise
            return errors.missing(request, str(missing))

    return view


def enter(request: HttpRequest, page: Page, user: office.User) -> Screen | HttpResponseRedirect:
    """The screen for one request; a dated page without its day is sent to its full address.

    Raises:
        Refused: a strange region or day, or the reader may not open this page here.
    """
    now = timezone.now()
    today = timezone.localdate(now)
    scopes = office.scopes(user, today)
    held = scopes.get(page.verb)
    if page.verb and held is None:
        office.require(user, page.verb, on=today)
    given = request.GET
    at = stamp.stamp()
    last = stamp.kept("last_day", at, ledger.last_day)
    shown = Screen(
        request=request,
        page=page,
        user=user,
        region=screen.region_asked(given.get("region", ""), held or scopes.get("read")),
        on=screen.day_asked(given.get("on", ""), last, today),
        unit=screen.unit_asked(given.get("unit", "")),
        now=now,
        scopes=scopes,
    )
    shown.__dict__["stamp"] = at
    request.screen = shown  # type: ignore[attr-defined]
    if page.verb and held and not screen.reaches(held, page, shown.region):
        office.require(user, page.verb, on=today, region=shown.region)
    if page.dated and page.reach != FREE and request.method in SAFE and not _complete(request):
        return HttpResponseRedirect(shown.here(region=shown.region, on=shown.on))
    return shown


def _complete(request: HttpRequest) -> bool:
    return bool(request.GET.get("region") and request.GET.get("on"))
