"""Progress of a long import, and stopping it."""

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from duzhi.kernel.finding import Finding, Refused

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]


class Stopped(Refused):
    """The user cancelled."""


@dataclass(slots=True)
class Pace:
    """Counts rows; told after each chunk."""

    progress: Progress | None = None
    cancelled: Cancelled | None = None
    total: int = 0
    done: int = 0

    def step(self, rows: int = 0) -> None:
        """Report rows that were read.

        Raises:
            Stopped: the user cancelled; nothing has been changed.
        """
        self.done += rows
        if self.cancelled is not None and self.cancelled():
            raise Stopped([Finding("intake.cancelled", "已取消，未改动任何数据")])
        if self.progress is not None:
            self.progress(self.done, self.total)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Pause cyclic garbage collection: rows are plain values, walking them again finds nothing."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()
