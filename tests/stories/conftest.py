"""The whole sample county, imported once a run; each worker looks at a copy of its own."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from duzhi.config.cli import main
from duzhi.intake import api as intake
from tests import county as counties

ON = date(2023, 6, 30)
AT = datetime(2023, 7, 5, 9, tzinfo=UTC)


@dataclass(frozen=True)
class County:
    """Where its files and their originals lie; a test's own HOME is another one."""

    home: Path

    @property
    def paths(self) -> list[Path]:
        """Every file that was written and imported."""
        return sorted(path for path in (self.home / "sample").glob("**/*") if path.is_file())


@pytest.fixture(scope="session")
def story_home(tmp_path_factory) -> Iterator[Path]:
    """This worker's copy."""
    shared = counties.shared_folder(tmp_path_factory)
    home = shared / f"story-{os.environ.get('PYTEST_XDIST_WORKER', 'one')}"
    yield counties.copied(shared, home)
    counties.removed(home)


@pytest.fixture(scope="module")
def county(django_db_setup, django_db_blocker, story_home: Path) -> Iterator[County]:
    """The county's database instead of an empty one; each test is rolled back."""
    with counties.connected(counties.database(story_home)):
        yield County(story_home)


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
