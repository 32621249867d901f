"""What every test shares: a home of its own, and files as offices send them."""

import csv
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import xlsxwriter
from django.db import connection
from django.test import TransactionTestCase
from hypothesis import settings as properties
from tests import county

Rows = Sequence[Sequence[object]]
collect_ignore = ["src/duzhi/config/wsgi.py"]
"""Importing it starts the website, which wants its static files gathered."""
_DATABASE = {"db", "transactional_db", "django_db_setup", "django_db_serialized_rollback"}
"""The fixtures that open one; without them pytest-django lets no test near it."""

properties.register_profile("house", deadline=None)  # a busy machine is no counter-example
properties.load_profile("house")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL only what asks a database: the rest has run on SQLite and knows no other."""
    if connection.vendor != "postgresql":
        return
    asking = [one for one in items if _asks(one)]
    config.hook.pytest_deselected(items=[one for one in items if not _asks(one)])
    items[:] = asking


def _asks(item: pytest.Item) -> bool:
    marked = any(item.get_closest_marker(name) for name in ("django_db", "postgres"))
    fixtures = getattr(item, "fixturenames", ())
    return marked or not _DATABASE.isdisjoint(fixtures) or _case(item)


def _case(item: pytest.Item) -> bool:
    return issubclass(getattr(item, "cls", None) or object, TransactionTestCase)


@pytest.fixture(autouse=True)
def _own_home(settings, tmp_path: Path) -> None:  # noqa: ANN001 the fixture's own type
    """Files of a test never land in the installation's own folder; its passwords hash quickly."""
    settings.HOME = tmp_path / "home"
    settings.PASSWORD_HASHERS = ["tests.hashing.Quick"]


@pytest.fixture(scope="session")
def county_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample county as the real commands wrote and imported it: look, do not touch."""
    return county.prepared(county.shared_folder(tmp_path_factory))


@pytest.fixture
def book(tmp_path: Path) -> Callable[..., Path]:
    """Write a workbook: title, caption, header, rows."""

    def write(
        name: str, head: Sequence[str], rows: Rows, *caption: str, sheet: str = "Sheet1"
    ) -> Path:
        path = tmp_path / name
        with xlsxwriter.Workbook(str(path)) as workbook:
            page = workbook.add_worksheet(sheet)
            page.write(0, 0, name.rsplit(".", 1)[0])
            page.write_row(1, 0, caption)
            for number, row in enumerate([head, *rows], 2):
                for column, cell in enumerate(row):
                    if cell is not None:
                        page.write(number, column, cell)
        return path

    return write


@pytest.fixture
def text(tmp_path: Path) -> Callable[..., Path]:
    """Write a CSV file."""

    def write(name: str, rows: Rows, encoding: str = "utf-8-sig") -> Path:
        path = tmp_path / name
        with path.open("w", encoding=encoding, newline="") as file:
            csv.writer(file).writerows(rows)
        return path

    return write
