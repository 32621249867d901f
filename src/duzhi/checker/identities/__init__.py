"""The relations the checker knows, one file each; `find` of each reads a text's records."""

from collections.abc import Iterator

from duzhi.checker.identities import (
    completions,
    conflicts,
    differences,
    growths,
    hundreds,
    implied,
    points,
    rates,
    shares,
    sums,
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
    points,
    rates,
    conflicts,
    hundreds,
)


def identified(reading: Reading) -> Iterator[Identity]:
    """Every identity of a text with its verdict, each once."""
    seen = set()
    for relation in RELATIONS:
        for one in relation.find(reading):
            name = (one.kind, one.claims)
            if name not in seen:
                seen.add(name)
                yield one
