"""Reads any fiscal text: `from duzhi.checker import check`; needs no database and no settings.

What is asked for is imported when it is asked for: the process that reads a PDF needs little of it.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from duzhi.checker.api import check

__all__ = ["check"]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__} has no attribute {name}")
    return getattr(import_module("duzhi.checker.api"), name)
