"""Interning of keys: every combination of classifications is stored once."""

from collections.abc import Iterable
from itertools import islice
from typing import Any

from django.db import connection

from duzhi.kernel.entry import Key
from duzhi.ledger import digest

_FIELDS = "digest, " + ", ".join(Key._fields)
_CHUNK = 500


class Keys:
    """Numbers and texts of the keys met so far in one transaction."""

    def __init__(self) -> None:
        self._known: dict[Key, tuple[int, str]] = {}

    def known(self) -> dict[Key, tuple[int, str]]:
        """Key → (number, text) for everything interned here."""
        return self._known

    def intern(self, keys: Iterable[Key]) -> None:
        """Find or store keys; new ones are written in digest order so writers cannot deadlock."""
        texts = {key: digest.key_text(key) for key in keys if key not in self._known}
        wanted = sorted((digest.key_digest(text), key) for key, text in texts.items())
        pending = iter(wanted)
        while chunk := list(islice(pending, _CHUNK)):
            found = self._find([one for one, _ in chunk])
            if missing := [pair for pair in chunk if pair[0] not in found]:
                _store(missing)
                found = self._find([one for one, _ in chunk])
            for one, key in chunk:
                self._known[key] = (found[one], texts[key])

    @staticmethod
    def _find(digests: list[bytes]) -> dict[bytes, int]:
        marks = ", ".join(["%s"] * len(digests))
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT digest, id FROM ledger_key WHERE digest IN ({marks})",  # noqa: S608 only placeholders
                digests,
            )
            return {bytes(one): number for one, number in cursor.fetchall()}


def _store(pairs: list[tuple[bytes, Key]]) -> None:
    row = "(" + ", ".join(["%s"] * (len(Key._fields) + 1)) + ")"
    values: list[Any] = []
    for one, key in pairs:
        values += [one, *key]
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO ledger_key ({_FIELDS}) VALUES {', '.join([row] * len(pairs))} "  # noqa: S608 only placeholders
            "ON CONFLICT (digest) DO NOTHING",
            values,
        )
