"""Pages with the sample county behind them: every test sees it and leaves it as it was."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connections
from django.test import Client

from duzhi.office import api as office
from duzhi.web import stamp
from tests import county

SCOPE = f"region={county.REGION}&on={county.ON}"


@pytest.fixture(scope="session")
def county_home(tmp_path_factory) -> Path:
    worker = os.environ.get("PYTEST_XDIST_WORKER", "one")
    shared = county.shared_folder(tmp_path_factory)
    return county.copied(shared, shared / f"home-{worker}")


@pytest.fixture(scope="session")
def django_db_setup(county_home: Path) -> None:
    """The county's own database instead of an empty one; each test is rolled back."""
    connections["default"].close()
    connections["default"].settings_dict["NAME"] = str(county_home / "duzhi.sqlite3")


@pytest.fixture(autouse=True)
def _own_home(settings, county_home: Path) -> None:
    settings.HOME = county_home
    settings.STATIC_ROOT = county_home / "static"
    settings.STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.STATIC_ROOT.mkdir(exist_ok=True)
    stamp.forget()


@pytest.fixture
def reader(db) -> Callable[[str], Client]:
    """A browser in which somebody has signed in."""

    def sign_in(username: str) -> Client:
        client = Client()
        client.force_login(office.User.objects.get(username=username))
        return client

    return sign_in


@pytest.fixture
def treasury(reader) -> Client:
    """国库股 at the desk."""
    return reader("liwenjing")
