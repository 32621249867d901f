"""Who asks the interface, and how much of what was asked they may see.

A token (`Authorization: Bearer dz_…`) or the session of the browser; both read with the verb `read`
and its scope. Figures and statements are of a whole region; books are narrowed to what is reached.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from ninja.security import APIKeyCookie, HttpBearer

from duzhi.kernel.finding import Refused, refuse
from duzhi.office import api as office
from duzhi.registry import api as registry
from duzhi.web import signing
from duzhi.web.screen import region_asked

OUT_OF_SCOPE = "office.out_of_scope"


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who asks, with the scope of `read`: a person's own, or a token's part of it."""

    username: str
    scope: office.Scope

    def region(self, asked: str) -> str:
        """The region asked for, else the one the reader works for."""
        return region_asked(asked, self.scope)

    def whole(self, asked: str) -> str:
        """A region whose numbers the reader may see as a whole.

        Raises:
            Refused: it is not all within reach.
        """
        region = self.region(asked)
        if not self.scope.covers(region):
            raise refuse(OUT_OF_SCOPE, f"数据范围不含区划{region}的全部；请换一个区划")
        return region

    def part(self, region: str, agency: str) -> "Part":
        """What the reader may see of a region (and unit), when it is one piece.

        Raises:
            Refused: nothing of it, or several pieces that would have to be asked one by one.
        """
        asked = office.Reach(region=self.region(region), agency=agency)
        pieces = _largest(self.scope.within(asked).reaches)
        if not pieces:
            place = "、".join(filter(None, (asked.region, agency)))
            raise refuse(OUT_OF_SCOPE, f"数据范围不含{place}；请换成范围内的区划或单位")
        if len(pieces) > 1:
            raise refuse("web.several_parts", "您的数据范围有多块；请用 region 或 agency 指明一块")
        return Part(pieces[0].region, pieces[0].agency)


class Part(NamedTuple):
    """A region of six or nine digits, and the unit (or department) within it; empty for all."""

    region: str
    agency: str

    @property
    def regions(self) -> tuple[str, ...]:
        """Its nine-digit codes."""
        return registry.subtree(self.region)


class NotIn(Exception):
    """Nobody the house knows; 401, or 429 when the address is guessing."""

    def __init__(self, refused: Refused) -> None:
        self.refused = refused
        self.status = 429 if isinstance(refused, office.Guessing) else 401
        super().__init__(str(refused))


class ByToken(HttpBearer):
    """`Authorization: Bearer dz_…`, a token from 个人设置."""

    openapi_bearerFormat = "dz_…"  # noqa: N815 the name that OpenAPI gives it

    def authenticate(self, request: HttpRequest, token: str) -> Reader:
        """The token's owner with the token's scope.

        Raises:
            NotIn: the token is unknown, over, or the address is locked.
        """
        try:
            found = office.token_user(token, at=timezone.now(), origin=signing.origin(request))
        except Refused as refused:
            raise NotIn(refused) from refused
        return Reader(found.username, found.scope)


class BySession(APIKeyCookie):
    """The cookie of somebody who has signed in with the browser."""

    param_name = settings.SESSION_COOKIE_NAME

    def __init__(self) -> None:
        super().__init__(csrf=False)  # nothing here writes

    def authenticate(self, request: HttpRequest, _key: str | None) -> Reader | None:
        """The person who has signed in, once their first password is changed."""
        user = request.user
        if not isinstance(user, office.User) or user.must_change_password:
            return None
        return Reader(user.username, office.scope(user, "read", timezone.localdate()))


def reader(request: HttpRequest) -> Reader:
    """Who asks; ninja has put them there."""
    found = request.auth  # type: ignore[attr-defined]
    assert isinstance(found, Reader), "every endpoint asks who is there"
    return found


def _largest(reaches: Iterable[office.Reach]) -> list[office.Reach]:
    """Reaches without those that lie within another."""
    found = list(dict.fromkeys(office.Reach(one.region, "", one.agency) for one in reaches))
    return [
        one
        for one in found
        if not any(other != one and other.covers(one.region, "", one.agency) for other in found)
    ]
