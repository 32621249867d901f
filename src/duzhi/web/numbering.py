"""The number (编号) of the request that is being answered: on its error page and its log lines."""

import logging
from contextvars import ContextVar

_number: ContextVar[str] = ContextVar("request_number", default="-")


def start(number: str) -> None:
    """A request begins."""
    _number.set(number)


def current() -> str:
    """The number of the request that is being answered."""
    return _number.get()


class WithNumber(logging.Filter):
    """Puts the request's number on every log line."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Never drops a line."""
        record.request_number = current()
        return True
