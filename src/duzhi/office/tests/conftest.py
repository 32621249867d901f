"""People and a day for the tests of this engine."""

from datetime import UTC, date, datetime

import pytest

from duzhi.office import api as office

AT = datetime(2023, 7, 3, 1, 30, tzinfo=UTC)


@pytest.fixture
def at():
    return AT


@pytest.fixture
def hire(db):
    """Makes a person with one role and scope, as the installation's own account."""

    def make(username, role, *, start=date(2023, 1, 1), end=None, **reach):
        office.operator()
        if not office.User.objects.filter(username=username).exists():
            office.User.objects.create_user(username, name=username)
        return office.grant(
            username=username,
            role=role,
            start=start,
            end=end,
            reach=office.Reach(**reach),
            by=office.SYSTEM,
            at=AT,
        )

    return make
