"""A、B、C分别为x、y和z,占全部的…%和…%: one figure for each name."""

import re
from collections.abc import Sequence

from duzhi.checker import subjects
from duzhi.checker.claim import AMOUNT, COMPLETION, COUNT, DELTA, GROWTH, LEVEL, PERCENT, SHARE
from duzhi.checker.narrative import phrases
from duzhi.checker.narrative.talk import Talk
from duzhi.checker.records import RESPECTIVE, Against, Group, Portion, Record
from duzhi.checker.roles import OTHER, Role
from duzhi.checker.tokens import Token

_NAMES = re.compile(r"以及|[、,和与及]")
_BEFORE = 8
"""Characters before a run in which 分别 stands."""


def length(text: str, row: Sequence[Token], at: int) -> int:
    """How many numbers stand in one enumeration: 8.1%和91.9%."""
    count = 1
    if row[at].kind not in (AMOUNT, PERCENT, COUNT):
        return count
    each = bool(phrases.EACH.search(text, max(row[at].start - _BEFORE, 0), row[at].start))
    while at + count < len(row) and row[at + count].kind == row[at].kind:
        between = text[row[at + count - 1].end : row[at + count].start]
        if not phrases.CHAIN.fullmatch(between) or (between == "," and not each):
            break
        count += 1
    return count


def take(talk: Talk, run: Sequence[Token], near: str, role: Role) -> bool:
    """Give each number of a run to its name; False where the run is not such a list."""
    return _named(talk, run, near, role) or _spread(talk, run, near, role)


def _named(talk: Talk, run: Sequence[Token], near: str, role: Role) -> bool:
    """A record for each name before 分别."""
    if not phrases.EACH.search(near) or role.name not in (LEVEL, SHARE, GROWTH, DELTA):
        return False
    if role.name != LEVEL and len(talk.chain) == len(run):
        return False
    head = phrases.EACH.split(near, maxsplit=1)[0]
    head = head if role.name == LEVEL else phrases.CUT.split(head, maxsplit=1)[0]
    names = [one for one in _NAMES.split(head) if one.strip()]
    if len(names) != len(run):
        return False
    made = [_one(talk, name, token, role) for name, token in zip(names, run, strict=True)]
    talk.chain = made
    talk.reading.groups.append(Group(RESPECTIVE, [], made, [len(made)]))
    return True


def _one(talk: Talk, name: str, token: Token, role: Role) -> Record:
    subject = subjects.cleaned(name) or name
    known = talk.named(subject) if role.name != LEVEL else None
    record = known or talk.place(subject)
    _hold(talk, record, token, role)
    if role.name == LEVEL:
        talk.lists.file(record)
        talk.current = record
    return record


def _spread(talk: Talk, run: Sequence[Token], near: str, role: Role) -> bool:
    """…,占全部的8.1%和91.9%: one for each record of the enumeration before."""
    if role.name not in (SHARE, GROWTH, DELTA, COMPLETION):
        return False
    each = bool(phrases.EACH.search(near))
    chain = talk.spread_over(len(run)) if each else talk.chain
    if len(chain) != len(run):
        if not (each and role.name == SHARE):
            return False
        for token in run:
            talk.claim(token, Role(OTHER), talk.current)
        return True
    for record, token in zip(chain, run, strict=True):
        _hold(talk, record, token, role)
    return True


def _hold(talk: Talk, record: Record, token: Token, role: Role) -> None:
    claim = talk.claim(token, role, record)
    if role.name == SHARE:
        record.shares.append(Portion(claim, role.of))
    elif role.name == COMPLETION:
        record.against.append(Against(None, claim, role.of))
    else:
        record.fields.setdefault(role.name, claim)
