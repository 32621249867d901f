"""SQLite with a fair queue of writers.

SQLite's busy handler polls, so under load one writer can wait forever while others overtake it.
A kernel file lock wakes waiters instead: whoever opens a write transaction takes it first.
The four hooks are Django's own, but its type stubs leave them out.
"""

import fcntl
import os
from pathlib import Path

from django.db.backends.sqlite3 import base


class DatabaseWrapper(base.DatabaseWrapper):
    """Takes the writers' ticket before BEGIN IMMEDIATE and gives it back with the transaction."""

    _ticket: int | None = None

    def _start_transaction_under_autocommit(self) -> None:
        self._take_ticket()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException:
            self._return_ticket()
            raise

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]
        self._return_ticket()

    def _rollback(self) -> None:
        super()._rollback()  # type: ignore[misc]
        self._return_ticket()

    def _close(self) -> None:
        super()._close()  # type: ignore[misc]
        self._return_ticket()

    def _take_ticket(self) -> None:
        name = str(self.settings_dict["NAME"])
        if self._ticket is not None or ":memory:" in name or "mode=memory" in name:
            return
        ticket = os.open(Path(name + ".ticket"), os.O_RDWR | os.O_CREAT, 0o600)
        fcntl.flock(ticket, fcntl.LOCK_EX)
        self._ticket = ticket

    def _return_ticket(self) -> None:
        if self._ticket is not None:
            os.close(self._ticket)
            self._ticket = None
