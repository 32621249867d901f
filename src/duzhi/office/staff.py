"""Questions about people for screens: who there is, who holds what, who may do what where."""

from collections.abc import Collection, Iterator
from datetime import date
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from duzhi.office.access import Reach
from duzhi.office.models import Authenticator, Grant, User
from duzhi.office.roles import ROLES, VERBS


class Holder(NamedTuple):
    """Somebody who may do a verb within a reach, by a role."""

    user: User
    role: str
    reach: Reach


def people(on: date) -> QuerySet[User]:
    """Everybody by login name, with `grants_now` (of the day) and `uses_code`; two queries."""
    now = Prefetch("grants", queryset=_grants(on), to_attr="grants_now")
    codes = Authenticator.objects.filter(user=OuterRef("pk"), confirmed_at__isnull=False)
    return User.objects.annotate(uses_code=Exists(codes)).prefetch_related(now).order_by("username")


def grants_of(username: str) -> QuerySet[Grant]:
    """Every role somebody ever held, the latest first."""
    return Grant.objects.filter(user__username=username).order_by("-start", "role", "id")


def first_of(offices: Collection[str]) -> dict[str, str]:
    """股室 → name of whom to call there; an office without people is left out."""
    found: dict[str, str] = {}
    rows = User.objects.filter(is_active=True, office__in=offices).order_by("pk")
    for where, name in rows.values_list("office", "name"):
        found.setdefault(where, name)
    return found


def names(logins: Collection[str]) -> dict[str, str]:
    """Login name → what somebody is called, for papers; who is unknown is left out."""
    rows = User.objects.filter(username__in=set(logins)).order_by("pk")
    return dict(rows.values_list("username", "name"))


def holders(verb: str, on: date, *, region: str = "", agency: str = "") -> Iterator[Holder]:
    """Who may do a verb there on a day, by name; an empty argument means anywhere.

    Raises:
        LookupError: the verb does not exist.
    """
    if verb not in VERBS:
        raise LookupError(f"没有“{verb}”这个动作")
    for user in people(on).filter(is_active=True):
        held = [ROLES[grant.role] for grant in user.grants_now]  # type: ignore[attr-defined]
        if any(verb in role.never for role in held):
            continue
        for grant in user.grants_now:  # type: ignore[attr-defined]
            reach = Reach(grant.region, grant.office, grant.agency)
            here = (not region or reach.covers(region, reach.office, agency or reach.agency)) and (
                not agency or agency.startswith(reach.agency)
            )
            if verb in ROLES[grant.role].does and here:
                yield Holder(user, grant.role, reach)


def _grants(on: date) -> QuerySet[Grant]:
    open_end = Q(end__isnull=True) | Q(end__gt=on)
    return Grant.objects.filter(open_end, start__lte=on).order_by("role", "id")
