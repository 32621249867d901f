"""An installation of its own in a temporary folder, so that no benchmark touches real data."""

import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path


def fresh() -> Path:
    """Set up Django on an empty database under a new folder; returns the folder."""
    folder = Path(tempfile.mkdtemp(prefix="duzhi-bench-"))
    os.environ["DUZHI_HOME"] = str(folder)
    os.environ["DJANGO_SETTINGS_MODULE"] = "duzhi.config.settings"
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    return folder


def county() -> Path:
    """The whole sample county in a new folder, by the real commands; returns the folder."""
    home = Path(tempfile.mkdtemp(prefix="duzhi-bench-"))
    env = {**os.environ, "DUZHI_HOME": str(home), "PYTHONPATH": "src"}
    for words in (("django", "migrate", "--verbosity", "0"), ("sample",)):
        command = [sys.executable, "-m", "duzhi.config.cli", *words]
        subprocess.run(command, env=env, check=True, stdout=subprocess.DEVNULL)
    return home


def seconds(act: Callable[[], object]) -> float:
    """How long an act takes once."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def best(act: Callable[[], object], times: int = 5) -> float:
    """The quickest of several runs: what the code needs, not what else the machine did."""
    return min(seconds(act) for _ in range(times))


def peak_mb() -> int:
    """Peak memory of this process so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def say(name: str, measured: str, goal: str) -> None:
    """One line of the result."""
    sys.stdout.write(f"{name:<48} {measured:<52} {goal}\n")
    sys.stdout.flush()
