"""Reads any fiscal text: `from duzhi.checker import check`; needs no database and no settings."""

from duzhi.checker.api import check

__all__ = ["check"]
