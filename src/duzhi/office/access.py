"""May this person do this, here? Grants, data scope and maker ≠ checker (domain.md §0.4)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db import transaction
from django.db.models import Q, QuerySet

from duzhi.kernel.finding import refuse
from duzhi.office.models import Grant, User
from duzhi.office.roles import ROLES, VERBS, who_may

SYSTEM = "system"
"""Who acts on the command line when nobody else is named."""

FOREVER = date(2000, 1, 1)
_DISTRICT = 6
_BASIS = "《行政事业单位内部控制规范（试行）》（财会〔2012〕21号）不相容岗位相互分离"


class Reach(NamedTuple):
    """A data scope: 区划, 股室 and 单位; 6 digits of 区划 and a 部门 code reach all below them.

    An empty field restricts nothing; asked about, an empty field means "all of them".
    """

    region: str = ""
    office: str = ""
    agency: str = ""

    def covers(self, region: str = "", office: str = "", agency: str = "") -> bool:
        """Whether something there lies inside.

        >>> Reach(region="990181").covers("990181001"), Reach(region="990181001").covers()
        (True, False)
        """
        return (
            _region_covers(self.region, region)
            and self.office in {"", office}
            and agency.startswith(self.agency)
        )

    def meet(self, other: "Reach") -> "Reach | None":
        """What lies in both; None when nothing does.

        >>> Reach(region="990181").meet(Reach(region="990181001", agency="101"))
        Reach(region='990181001', office='', agency='101')
        >>> Reach(region="990181001").meet(Reach(region="990181002")) is None
        True
        """
        pairs = list(zip(self, other, strict=True))
        same_office = self.office == other.office or "" in pairs[1]
        nested = all(_nested(one, two) for one, two in (pairs[0], pairs[2]))
        if not (same_office and nested):
            return None
        return Reach(*(max(pair, key=len) for pair in pairs))

    def where(self, region: str = "", office: str = "", agency: str = "") -> Q | None:
        """The same as a filter on the named fields; None when a restriction has no field."""
        exact = "startswith" if len(self.region) == _DISTRICT else "exact"
        tests = (
            (self.region, region, exact),
            (self.office, office, "exact"),
            (self.agency, agency, "startswith"),
        )
        asked = [(field, how, value) for value, field, how in tests if value]
        if not all(field for field, _, _ in asked):
            return None
        return Q(**{f"{field}__{how}": value for field, how, value in asked})


EVERYWHERE = Reach()


@dataclass(frozen=True, slots=True)
class Scope:
    """Everything somebody may do a verb on: the union of their grants' reaches (at least one)."""

    reaches: tuple[Reach, ...]

    @property
    def regions(self) -> tuple[str, ...]:
        """区划 reached, empty when unrestricted; an outer bound where grants differ."""
        return _union(reach.region for reach in self.reaches)

    @property
    def offices(self) -> tuple[str, ...]:
        """股室 reached, empty when unrestricted; an outer bound where grants differ."""
        return _union(reach.office for reach in self.reaches)

    @property
    def agencies(self) -> tuple[str, ...]:
        """单位 or 部门 reached, empty when unrestricted; an outer bound where grants differ."""
        return _union(reach.agency for reach in self.reaches)

    def covers(self, region: str = "", office: str = "", agency: str = "") -> bool:
        """Whether something there lies inside, exactly."""
        return any(reach.covers(region, office, agency) for reach in self.reaches)

    def within(self, bound: Reach) -> "Scope":
        """The part of it that lies inside a reach, which may be nothing."""
        met = (reach.meet(bound) for reach in self.reaches)
        return Scope(tuple(dict.fromkeys(reach for reach in met if reach is not None)))

    def where(self, *, region: str = "", office: str = "", agency: str = "") -> Q:
        """The exact filter for a query; pass the names of the table's fields.

        A grant restricted in a way the table cannot express reaches none of its rows.
        """
        tests = [reach.where(region, office, agency) for reach in self.reaches]
        found = Q(pk__in=())
        for test in tests:
            if test is not None:
                found |= test
        return Q() if any(test == Q() for test in tests) else found


def may(
    user: User | str,
    verb: str,
    *,
    on: date,
    region: str = "",
    office: str = "",
    agency: str = "",
) -> bool:
    """Whether somebody may do a verb there on a day; an empty argument means all of that kind.

    Raises:
        LookupError: the verb does not exist.
    """
    return any(reach.covers(region, office, agency) for reach in _reaches(user, verb, on))


def require(
    user: User | str,
    verb: str,
    *,
    on: date,
    region: str = "",
    office: str = "",
    agency: str = "",
) -> None:
    """Refuse an act somebody may not do, and say whom to ask."""
    reaches = _reaches(user, verb, on)
    if not reaches:
        raise refuse(
            "office.not_allowed",
            f"{user}没有“{VERBS[verb]}”的权限；{_ask(verb)}",
            _BASIS,
        )
    if not any(reach.covers(region, office, agency) for reach in reaches):
        place = "、".join(filter(None, (region, office, agency))) or "全部范围"
        raise refuse(
            "office.out_of_scope",
            f"{user}可以“{VERBS[verb]}”，但数据范围不含{place}；请系统管理员调整范围",
            _BASIS,
        )


def scope(user: User | str, verb: str, on: date) -> Scope:
    """What somebody may do a verb on; refused when it is nothing at all."""
    reaches = _reaches(user, verb, on)
    if not reaches:
        require(user, verb, on=on)
    return Scope(reaches)


def scopes(user: User | str, on: date) -> dict[str, Scope]:
    """Every verb somebody may do on a day, with where; one query, for a page that shows many."""
    held = [(ROLES[grant.role], grant) for grant in in_force(user, on)]
    never = frozenset[str]().union(*(role.never for role, _ in held))
    found: dict[str, list[Reach]] = {}
    for role, grant in held:
        for verb in role.does - never:
            found.setdefault(verb, []).append(Reach(grant.region, grant.office, grant.agency))
    return {verb: Scope(tuple(dict.fromkeys(reaches))) for verb, reaches in found.items()}


def roles_of(user: User | str, on: date) -> tuple[str, ...]:
    """Codes of the roles somebody holds on a day."""
    return tuple(sorted({grant.role for grant in in_force(user, on)}))


def verbs_of(user: User | str, on: date) -> frozenset[str]:
    """Everything somebody may do somewhere on a day, by one query."""
    held = [ROLES[role] for role in in_force(user, on).values_list("role", flat=True)]
    done = frozenset[str]().union(*(role.does for role in held))
    return done.difference(*(role.never for role in held))


def separate(maker: str, checker: str, what: str) -> None:
    """Refuse when the maker of something is also its checker."""
    if maker == checker:
        name = User.objects.filter(username=maker).values_list("name", flat=True).first()
        raise refuse(
            "office.maker_is_checker",
            f"{what}由{name or maker}经办，经办与审核不得为同一人；请换一名审核人",
            _BASIS,
        )


def operator(username: str = SYSTEM) -> User:
    """Who acts on the command line: the named person, or the installation's own account.

    The `system` account is made on first use, holds the role 本机命令行 and cannot sign in.
    """
    if username == SYSTEM:
        return _system()
    user = User.objects.filter(username=username, is_active=True).first()
    if user is None:
        raise refuse("office.unknown_user", f"没有登录名为“{username}”的在用人员；请先建立人员")
    return user


def in_force(user: User | str, on: date) -> QuerySet[Grant]:
    """Grants somebody holds on a day."""
    who = {"user__username": user} if isinstance(user, str) else {"user": user}
    open_end = Q(end__isnull=True) | Q(end__gt=on)
    return Grant.objects.filter(open_end, user__is_active=True, start__lte=on, **who)


def _reaches(user: User | str, verb: str, on: date) -> tuple[Reach, ...]:
    if verb not in VERBS:
        raise LookupError(f"没有“{verb}”这个动作")
    held = [(ROLES[grant.role], grant) for grant in in_force(user, on)]
    if any(verb in role.never for role, _ in held):
        return ()
    reaches = (
        Reach(grant.region, grant.office, grant.agency) for role, grant in held if verb in role.does
    )
    return tuple(dict.fromkeys(reaches))


def _nested(one: str, two: str) -> bool:
    return one.startswith(two) or two.startswith(one)


def _region_covers(granted: str, region: str) -> bool:
    if len(granted) == _DISTRICT:
        return region.startswith(granted)
    return granted in {"", region}


def _union(codes: Iterable[str]) -> tuple[str, ...]:
    found = set(codes)
    return () if "" in found else tuple(sorted(found))


def _ask(verb: str) -> str:
    names = who_may(verb)
    first = f"请由{'、'.join(names[:3])}办理，" if names else ""
    return f"{first}或请系统管理员授权"


@transaction.atomic
def _system() -> User:
    user = User.objects.filter(username=SYSTEM).first()
    if user is None:
        user = User.objects.create_user(SYSTEM, name="本机命令行")
        Grant.objects.create(user=user, role="console", start=FOREVER)
    return user
