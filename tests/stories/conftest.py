"""The whole sample county, imported once through the public road, rolled back afterwards."""

import json
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, transaction

from duzhi.config.cli import main
from duzhi.intake import api as intake
from duzhi.sample import api as sample

ON = date(2023, 6, 30)
AT = datetime(2023, 7, 5, 9, tzinfo=UTC)
PAYMENTS = 2_000
"""A year's payments in tests: the totals are the same to the fen, only the vouchers are fewer."""


@dataclass(frozen=True)
class County:
    """Where its files lie and what became of each."""

    folder: Path
    paths: list[Path]
    results: list[intake.Result]
    home: Path
    """Where the originals lie; a test's own HOME is another one."""


@pytest.fixture(scope="module")
def county(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[County]:
    home = settings.HOME
    settings.HOME = tmp_path_factory.mktemp("home")
    folder = tmp_path_factory.mktemp("county")
    paths = sample.write(folder, payments_per_year=PAYMENTS)
    with django_db_blocker.unblock(), transaction.atomic():
        results = [bring(path) for path in paths]
        _counted()
        yield County(folder, paths, results, Path(settings.HOME))
        transaction.set_rollback(True)
    settings.HOME = home


def _counted() -> None:
    """PostgreSQL plans by statistics, which nobody gathers of rows that are not committed yet."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def bring(path: Path, **more) -> intake.Result:
    return intake.run(path, declared=intake.Declared(region="990181"), by="样例", now=AT, **more)


@pytest.fixture
def duzhi(capsys):
    """Run a command; returns (exit code, what it printed)."""

    def run(*words: str) -> tuple[int, str]:
        code = main(words)
        return code, capsys.readouterr().out

    return run


@pytest.fixture
def duzhi_json(duzhi):
    def run(*words: str):
        code, out = duzhi(*words, "--json")
        assert code == 0, out
        return json.loads(out)

    return run


def process(*words: str, **env: str) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own."""
    command = [sys.executable, "-m", "duzhi.config.cli", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=env)
