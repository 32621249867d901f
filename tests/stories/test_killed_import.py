"""A process killed in the middle of a file leaves nothing behind, and the file still goes in."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from duzhi.sample import payments, projects, regions, units
from tests.stories.conftest import process

JUNE = (2023, 6)
PAYMENTS = 60_000
"""A year's, so that June's import writes for a while."""


@pytest.fixture
def installation(tmp_path: Path):
    """An installation of its own in a folder: SQLite on disk, reached only by processes."""
    home = tmp_path / "bureau"
    env = {**os.environ, "DUZHI_HOME": str(home), "DATABASE_URL": ""}
    migrated = process("django", "migrate", "--verbosity", "0", **env)
    assert migrated.returncode == 0, migrated.stderr
    folder = tmp_path / "county"
    registry = [one.write(folder) for one in (regions, units, projects)]
    done = process("import", *map(str, registry), "--region", "990181", **env)
    assert done.returncode == 0, done.stdout
    june = payments.Payments(2023, PAYMENTS).month(*JUNE)
    return home, env, payments.write(folder, 2023, JUNE, june)


def test_a_killed_import_changes_nothing_and_can_be_repeated(installation):
    home, env, path = installation
    words = [sys.executable, "-m", "duzhi.config.cli", "import", str(path), "--region", "990181"]
    running = subprocess.Popen(words, env=env, stdout=subprocess.DEVNULL)
    _until_writing(home, running)
    running.send_signal(signal.SIGKILL)
    running.wait(timeout=10)
    assert _count(home, "ledger_entry") == 0
    assert _count(home, "payments_payment") == 0
    again = process("import", str(path), "--region", "990181", **env)
    assert again.returncode == 0, again.stdout
    assert _count(home, "ledger_entry") > 1_000
    verified = process("verify", "--on", "2023-01-01", **env)
    assert verified.returncode == 0, verified.stdout


def _until_writing(home: Path, running: subprocess.Popen) -> None:
    """Wait until the import holds the write transaction and has written pages."""
    wal = home / "duzhi.sqlite3-wal"
    start = time.monotonic()
    size = wal.stat().st_size if wal.exists() else 0
    while time.monotonic() - start < 60:
        assert running.poll() is None, "the import ended before it could be killed"
        if wal.exists() and wal.stat().st_size > size + 200_000:
            return
        time.sleep(0.005)
    pytest.fail("the import never wrote")


def _count(home: Path, table: str) -> int:
    with sqlite3.connect(home / "duzhi.sqlite3") as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608
