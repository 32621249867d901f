"""The relations the checker knows, one file each; `find` of each reads a text's records."""

from collections.abc import Iterator

from duzhi.checker.identities import (
    closings,
    completions,
    conflicts,
    differences,
    found,
    growths,
    hundreds,
    implied,
    mixes,
    multiples,
    points,
    rates,
    repeated,
    shares,
    sums,
    tabled,
)
from duzhi.checker.records import Reading
from duzhi.checker.report import Identity

RELATIONS = (
    sums,
    differences,
    shares,
    completions,
    growths,
    implied,
    mixes,
    points,
    rates,
    conflicts,
    hundreds,
    closings,
    multiples,
    tabled,
    repeated,
    found,
)


def identified(reading: Reading) -> list[Identity]:
    """Every identity of a text with its verdict, each once."""
    return repeated.reconciled(_each(reading))


def _each(reading: Reading) -> Iterator[Identity]:
    seen = set()
    for relation in RELATIONS:
        for one in relation.find(reading):
            name = (one.kind, one.claims)
            if name not in seen:
                seen.add(name)
                yield one
