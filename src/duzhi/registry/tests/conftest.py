"""The day and the clerk of these tests."""

from datetime import UTC, datetime

import pytest


@pytest.fixture
def act():
    return {"by": "王预算", "at": datetime(2023, 7, 3, 1, 30, tzinfo=UTC)}
