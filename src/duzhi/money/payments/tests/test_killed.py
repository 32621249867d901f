"""A writer that is killed at any moment leaves nothing half done, and doing it again is safe."""

import os
import subprocess
import sys

import pytest
from django.db import connection

PROGRAM = (
    "import django; django.setup(); "
    "from duzhi.money.payments.tests import killing; raise SystemExit(killing.main())"
)


@pytest.mark.skipif(connection.vendor == "postgresql", reason="file databases are SQLite's")
def test_killed_fifty_times_nothing_is_half_done_and_nothing_twice(tmp_path):
    kept = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    own = {
        "DJANGO_SETTINGS_MODULE": "duzhi.config.settings",
        "DUZHI_HOME": str(tmp_path),
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
    }
    done = subprocess.run(  # noqa: S603 our own program
        [sys.executable, "-c", PROGRAM],
        env=kept | own,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
