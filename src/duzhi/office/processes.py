"""Which process does a job, and whether it still lives: host, number, start time."""

import os
import socket
from pathlib import Path

_STATE, _STARTED = 0, 19
"""Fields of /proc/<pid>/stat after the command name (proc(5) numbers 3 and 22)."""


def this_process() -> str:
    """Names this process; the start time tells it from a later one with the same number."""
    return f"{socket.gethostname()}/{os.getpid()}/{_started(os.getpid())}"


def is_alive(worker: str) -> bool | None:
    """Whether a named process still runs; None when this machine cannot know.

    >>> is_alive(this_process()), is_alive("elsewhere/1/2"), is_alive("")
    (True, None, None)
    """
    host, _, rest = worker.rpartition("/")[0].rpartition("/")
    started = worker.rpartition("/")[2]
    if host != socket.gethostname() or not started or not Path("/proc/self/stat").exists():
        return None
    return _started(int(rest)) == started


def _started(pid: int) -> str:
    """When a process started, in ticks since boot; empty when it is gone or a zombie."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text(errors="replace")
    except OSError:
        return ""
    fields = text.rpartition(")")[2].split()
    return "" if fields[_STATE] in "ZX" else f"{_boot()}-{fields[_STARTED]}"


def _boot() -> str:
    """Which boot this is: ticks start again from zero after each one."""
    path = Path("/proc/sys/kernel/random/boot_id")
    return path.read_text().strip()[:8] if path.exists() else ""
