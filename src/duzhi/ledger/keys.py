"""Interning of keys: every combination of classifications is stored once."""

from collections.abc import Iterable, Sequence

from django.db import connection

from duzhi.kernel.entry import Key
from duzhi.ledger import digest, tables


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
        found = _find([one for one, _ in wanted])
        if missing := [pair for pair in wanted if pair[0] not in found]:
            tables.KEYS.add([(one, *key) for one, key in missing])
            found |= _find([one for one, _ in missing])
        for one, key in wanted:
            self._known[key] = (found[one], texts[key])


def _find(digests: Sequence[bytes]) -> dict[bytes, int]:
    found: dict[bytes, int] = {}
    with connection.cursor() as cursor:
        for test, values in tables.among("digest", digests):
            cursor.execute(f"SELECT digest, id FROM ledger_key WHERE {test}", values)  # noqa: S608 only placeholders
            found.update((bytes(one), number) for one, number in cursor.fetchall())
    return found
