"""Which record is the whole of another, where the words leave no doubt.

With the amounts masked nothing shows whether a list adds up, so a list counts only if it names
all there can be and no other amount of its sentence could be meant.
"""

from collections.abc import Collection, Mapping, Sequence

from duzhi.checker import subjects
from duzhi.checker.claim import LEVEL
from duzhi.checker.complete import adds_up_by_terms
from duzhi.checker.masked.amounts import same_place
from duzhi.checker.records import ADDING, Group, Record

_BACK = 60
"""Records among which a whole is looked for."""
_ALIKE = 0.9

Near = Mapping[int, Sequence[Record]]
"""The records of each sentence, in order."""


def parts_of(group: Group) -> list[Record]:
    """The parts, as far as the list likeliest goes."""
    return group.parts[: group.ends[0]] if group.ends else group.parts


def sure(group: Group, usable: Collection[Record], near: Near) -> bool:
    """One whole, parts that are all there can be, and only amounts that may be positive."""
    if len(group.wholes) != 1:
        return False
    members = [group.whole, *parts_of(group)]
    if not len(set(members)) == len(members) > 2:  # noqa: PLR2004 a whole and two parts
        return False
    if not all(one in usable and LEVEL in one.fields for one in members):
        return False
    said = group.complete or group.kind == ADDING
    return said or (adds_up_by_terms(group) and not _rivals(group, near))


def _rivals(group: Group, near: Near) -> bool:
    """Whether the sentence of the whole names another amount that could be it as well."""
    members = {group.whole, *group.parts}
    return any(
        adds_up_by_terms(Group(group.kind, [one], group.parts, group.ends))
        for one in near.get(group.whole.sentence, ())[:_BACK]
        if one not in members and one.order < group.parts[0].order and LEVEL in one.fields
    )


def whole_of(
    words: str, part: Record, listed: Record | None, rows: Sequence[Record]
) -> Record | None:
    """The record that `占…` means: the whole of its list, or one named before in the paragraph."""
    if listed is not None and (not words or subjects.likeness(words, listed.subject) >= _ALIKE):
        return listed
    if not words:
        return None
    place = subjects.split(words)[0] or part.scope
    for one in reversed(rows[-_BACK:]):
        if same_place(one.scope, place) and subjects.likeness(words, one.subject) >= _ALIKE:
            return one
    return None
