"""Whom the words before a figure name: a subject of the line, a new one, or whom they left off."""

import re

from duzhi.checker import subjects
from duzhi.checker.claim import DELTA, PRIOR, SHARE
from duzhi.checker.narrative import phrases
from duzhi.checker.narrative.talk import Talk
from duzhi.checker.records import Record
from duzhi.checker.roles import Role

_SHORT = 2


def target(talk: Talk, near: str, role: Role) -> Record | None:
    """Whom an attribute belongs to; the current record when the words name nobody."""
    cut = phrases.CUT.search(near)
    words = near[: cut.start()] if cut else ""
    subject = phrases.INCREASE.sub("", subjects.cleaned(words))
    if role.name == DELTA and talk.current is None and subject:
        return talk.begin(subject)
    if role.name == PRIOR and subject and phrases.OTHER_YEAR.match(near):
        return talk.place(subject, aside=True)
    if len(subject) < _SHORT or subject in phrases.NOBODY or phrases.ADJUSTED.search(subject):
        return talk.current
    return _by_name(talk, subject, role)


def _by_name(talk: Talk, subject: str, role: Role) -> Record | None:
    current = talk.current
    if current is not None and subjects.same(subject, current.subject):
        return current
    if found := talk.named(subject):
        talk.lists.enter(found)
        return found
    if role.name == SHARE:
        return talk.place(subject, aside=True)
    again = role.name == DELTA and current is not None and DELTA in current.fields
    if not again and not phrases.is_thing(subject, role.name):
        return current
    return talk.begin(subject)


def budgeted(talk: Talk, near: str) -> Record | None:
    """收入预算数60亿元,决算数58亿元: the subject is told with its budget."""
    subject = subjects.cleaned(phrases.budgeted(near))
    if len(subject) < _SHORT or not re.search(r"收入|支出|资金|基金|经费|费$", subject):
        return None
    if talk.current is not None and subjects.same(subject, talk.current.subject):
        return talk.current
    return talk.begin(subject)
