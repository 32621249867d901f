"""What a subject is called in a year: by the official list if loaded, else the derived one."""

import threading
import time
from functools import lru_cache

from django.db import connection, transaction
from django.db.models import Max

from duzhi.kernel.codes import UNCLASSIFIED
from duzhi.registry.derive import Listing, Subject, derived, list_for
from duzhi.registry.models import SubjectEdition

_LOOK_AGAIN_SECONDS = 1.0


def codes(list_name: str, year: int) -> frozenset[str]:
    """Every code of a year's list; as fast as a lookup in memory.

    Raises:
        LookupError: there is no such list.
    """
    return _codes(list_name, year, EDITIONS.stamp(list_name, year))


def subject(list_name: str, code: str, year: int) -> Subject | None:
    """One subject of a year's list; None when the list does not have it."""
    return listing(list_name, year).get(code)


def subjects(list_name: str, year: int) -> tuple[Subject, ...]:
    """A year's list in the order of its codes."""
    return tuple(listing(list_name, year).values())


def name_of(code: str, budget: str, direction: str, year: int) -> str:
    """What people call a code; an unclassified one reads 待归类, an unknown one is its own name."""
    if code.startswith(UNCLASSIFIED):
        return f"待归类（{code.removeprefix(UNCLASSIFIED)}）"
    found = subject(list_for(budget, direction), code, year)
    return found.name if found else code


def listing(list_name: str, year: int) -> Listing:
    """A year's list by code."""
    return _listing(list_name, year, EDITIONS.stamp(list_name, year))


class Editions(threading.local):
    """Knows which official lists this thread sees, so that lists can be kept in memory.

    The stamps of all lists are read together, at most once a second, and again when a load of this
    thread has begun, been committed, or been rolled back (its commit hook is then gone).
    """

    def __init__(self) -> None:
        self._stamps: dict[tuple[str, int], str] = {}
        self._read_at: float | None = None
        self._hooks = 0

    def stamp(self, list_name: str, year: int) -> str:
        """Changes whenever a year's list is loaded; empty while there is none."""
        if self._hooks and self._hooks != self._waiting():
            self._hooks, self._read_at = self._waiting(), None
        now = time.monotonic()
        if self._read_at is None or now - self._read_at > _LOOK_AGAIN_SECONDS:
            groups = SubjectEdition.objects.order_by().values_list("list_name", "year")
            self._stamps = {(name, of): last for name, of, last in groups.annotate(Max("edition"))}
            self._read_at = now
        return self._stamps.get((list_name, year), "")

    def loading(self) -> None:
        """A list has been replaced in the open transaction."""
        self._hooks += 1
        self._read_at = None
        transaction.on_commit(self._loaded)

    def _loaded(self) -> None:
        self._hooks, self._read_at = 0, None

    def _waiting(self) -> int:
        return sum(hook[1] == self._loaded for hook in connection.run_on_commit)


EDITIONS = Editions()


@lru_cache(maxsize=128)
def _listing(list_name: str, year: int, stamp: str) -> Listing:
    if not stamp:
        return derived(list_name, year)
    rows = SubjectEdition.objects.filter(list_name=list_name, year=year).order_by("code")
    return {
        row.code: Subject(row.code, row.name, row.parent, row.level, row.evidence, row.year)
        for row in rows
    }


@lru_cache(maxsize=128)
def _codes(list_name: str, year: int, stamp: str) -> frozenset[str]:
    return frozenset(_listing(list_name, year, stamp))
