"""A worker killed in the middle of a job: the next one finishes it. Real processes and file."""

import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

SETTINGS = """
from duzhi.config.settings import *

INSTALLED_APPS = [app for app in INSTALLED_APPS if not app.startswith("duzhi.")] + ["duzhi.office"]


class Straight:
    def __contains__(self, app):
        return True

    def __getitem__(self, app):
        return None


MIGRATION_MODULES = Straight()
"""
COMMON = """
import time
from pathlib import Path

import django

django.setup()
from django.core.management import call_command
from django.utils import timezone

from duzhi.office import api as office

HERE = Path(__file__).parent


def body(progress, rows):
    first = not (HERE / "started").exists()
    (HERE / "started").touch()
    for row in range(rows):
        progress(row, rows)
        if first:
            time.sleep(0.05)
    progress(rows, rows)
    return rows


office.register_jobs({"逐行导入": body})
"""
SETUP = """
call_command("migrate", run_syncdb=True, verbosity=0)
office.enqueue("逐行导入", {"rows": 1200}, by="张三", at=timezone.now())
"""
WORK = "office.work(once=True)\n"


@pytest.fixture
def launch(tmp_path):
    (tmp_path / "plain_settings.py").write_text(SETTINGS)
    (tmp_path / "setup.py").write_text(COMMON + SETUP)
    (tmp_path / "work.py").write_text(COMMON + WORK)
    source = Path(__file__).parents[3]
    env = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": f"{source}{os.pathsep}{tmp_path}",
        "DJANGO_SETTINGS_MODULE": "plain_settings",
        "DUZHI_HOME": str(tmp_path),
        "DUZHI_SECRET_KEY": "only for this test",
    }
    return lambda script: subprocess.Popen([sys.executable, str(tmp_path / script)], env=env)  # noqa: S603 our own script


def until(true, seconds=30):
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "waited too long"
        time.sleep(0.02)


def job(tmp_path):
    with sqlite3.connect(tmp_path / "duzhi.sqlite3") as database:
        row = database.execute("SELECT state, attempts, done, result FROM office_job").fetchone()
    database.close()
    return row


def test_a_job_survives_kill_9_of_its_worker(launch, tmp_path):
    assert launch("setup.py").wait(60) == 0
    assert job(tmp_path)[:2] == ("排队", 0)

    victim = launch("work.py")
    until((tmp_path / "started").exists)
    until(lambda: job(tmp_path)[0] == "进行")
    victim.send_signal(signal.SIGKILL)
    victim.wait(10)
    assert job(tmp_path)[0] == "进行"

    assert launch("work.py").wait(60) == 0
    assert job(tmp_path) == ("完成", 2, 1200, "1200")
