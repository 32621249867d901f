"""What a new file changes against what stands: documents compared by digest."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Changes:
    """Document numbers, each group in the order of the files."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    gone: tuple[str, ...]
    same: tuple[str, ...]


def difference(old: Mapping[str, str], new: Mapping[str, str]) -> Changes:
    """Compare number → digest of what stands with what a file brings.

    >>> difference({"1": "a", "2": "b"}, {"2": "x", "3": "c"})
    Changes(added=('3',), changed=('2',), gone=('1',), same=())
    """
    return Changes(
        added=tuple(number for number in new if number not in old),
        changed=tuple(n for n, digest in new.items() if n in old and old[n] != digest),
        gone=tuple(number for number in old if number not in new),
        same=tuple(n for n, digest in new.items() if old.get(n) == digest),
    )
