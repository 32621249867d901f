"""Digests of entries: what is proven is source, event, day, period and every line in full."""

import hashlib
from collections.abc import Iterable
from functools import cache

from django.conf import settings

from duzhi.kernel.entry import Key

_MARKS = {"sha256": b"\x01", "sm3": b"\x02"}
_NAMES = {mark: name for name, mark in _MARKS.items()}


@cache
def algorithm() -> str:
    """The installation's algorithm: SHA-256, or SM3 where the platform has it.

    Raises:
        LookupError: the setting names one that this machine cannot compute.
    """
    name: str = settings.LEDGER_DIGEST
    if name not in _MARKS or name not in hashlib.algorithms_available:
        raise LookupError(f"本机不支持摘要算法 {name}；DUZHI_DIGEST 可设为 sha256 或 sm3")
    return name


def of(text: str, *, like: bytes = b"") -> bytes:
    """Marked digest of a text; `like` repeats the algorithm of an existing one."""
    name = _NAMES.get(like[:1], "") if like else algorithm()
    if not name:
        return b""
    return _MARKS[name] + hashlib.new(name, text.encode()).digest()


def name_of(stored: bytes) -> str:
    """The algorithm that made a marked digest.

    Raises:
        LookupError: the mark is none of ours.
    """
    return _NAMES[stored[:1]]


def key_text(key: Key) -> str:
    """A key as text; no classification contains the separator."""
    return "\x1f".join(key)


def key_digest(text: str) -> bytes:
    """32 bytes by which a key is found."""
    return hashlib.sha256(text.encode()).digest()


def entry_text(source: str, event: str, on: str, period: int, lines: Iterable[str]) -> str:
    """The whole content of an entry; order of lines counts."""
    return f"{source}\n{event}\n{on}\n{period}\n" + "\n".join(lines)
