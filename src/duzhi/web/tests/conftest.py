"""A screen without a county: for the parts that every page is made of."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.contrib.messages.storage.cookie import CookieStorage
from django.test import RequestFactory

from duzhi.office import api as office
from duzhi.web import api as web
from duzhi.web import stamp
from duzhi.web.screen import Screen

WORD = "a-long-word-1"
AT = datetime(2023, 7, 1, 8, tzinfo=UTC)


@pytest.fixture
def screen(db) -> Callable[..., Screen]:
    """A screen for an address, seen by somebody of 国库股."""
    stamp.forget()
    by = office.operator().username
    person = office.create_user(
        username="reader", name="读者", password=WORD, office="国库股", by=by, at=AT
    )
    office.grant(username="reader", role="treasury", start=date(2020, 1, 1), by=by, at=AT)

    def show(address: str = "/password/", data: dict | None = None) -> Screen:
        factory = RequestFactory()
        request = factory.get(address) if data is None else factory.post(address, data)
        request.user = person
        request.__dict__["_messages"] = CookieStorage(request)
        return Screen(
            request=request,
            page=web.page("office.password"),
            user=person,
            region="990181",
            on=date(2023, 6, 30),
            unit="万元",
            now=AT,
            scopes=office.scopes(person, date(2023, 7, 1)),
        )

    return show
