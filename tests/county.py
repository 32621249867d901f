"""The sample county in a home of its own, imported once a run by the real commands."""

import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path

PAYMENTS = 2_000
"""A year's payments: all totals are the same to the fen, only the vouchers are fewer."""
ON = "2023-06-30"
REGION = "990181"


def prepared(shared: Path) -> Path:
    """A home with the whole county and its people; whoever comes first makes it."""
    home = shared / "county"
    with (shared / "county.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (home / "ready").exists():
            shutil.rmtree(home, ignore_errors=True)
            home.mkdir(parents=True)
            command(home, "django", "migrate", "--verbosity", "0")
            command(home, "sample", "--payments", str(PAYMENTS))
            (home / "ready").touch()
    return home


def copied(shared: Path, target: Path) -> Path:
    """A copy that may be written to, with the migrations of this tree."""
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(prepared(shared), target)
    command(target, "django", "migrate", "--verbosity", "0")
    return target


def shared_folder(factory) -> Path:
    """One folder for all workers of a run; DUZHI_COUNTY keeps one from run to run."""
    if kept := os.environ.get("DUZHI_COUNTY"):
        Path(kept).mkdir(parents=True, exist_ok=True)
        return Path(kept)
    base = factory.getbasetemp()
    return base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base


def command(home: Path, *words: str) -> str:
    """The command line in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "duzhi.config.cli", *words],
        env=environment(home),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return done.stdout


def python(home: Path, script: Path) -> str:
    """A script in a process of its own, with this home."""
    done = subprocess.run(
        [sys.executable, str(script)],
        env=environment(home),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return done.stdout


def environment(home: Path) -> dict[str, str]:
    """A clean environment that knows the home and this source tree."""
    source = Path(__file__).parents[1] / "src"
    kept = {key: os.environ[key] for key in ("PATH", "LANG", "HOME") if key in os.environ}
    return {**kept, "DUZHI_HOME": str(home), "PYTHONPATH": str(source)}
