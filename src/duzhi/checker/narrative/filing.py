"""Where one figure belongs: an amount of a subject, or something said about one."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

from duzhi.checker import subjects
from duzhi.checker.claim import (
    AHEAD,
    BUDGET,
    CHANGE,
    COMPLETION,
    DELTA,
    GROWTH,
    LEVEL,
    PRIOR,
    RATE,
    SHARE,
    Claim,
)
from duzhi.checker.narrative import naming, phrases
from duzhi.checker.narrative.talk import Talk
from duzhi.checker.records import Against, Portion, Rate, Record
from duzhi.checker.roles import DENOMINATOR, LEVY, OTHER, OVER, TIMES, Role
from duzhi.checker.tokens import Token


def take(talk: Talk, token: Token, role: Role, near: str, clause: str) -> None:
    """Put one number where it belongs."""
    if role.name == LEVEL or (role.name == DELTA and role.leading):
        _amount(talk, token, role, near, clause)
    elif role.name == BUDGET:
        _budget(talk, token, role, near)
    elif role.name == DENOMINATOR:
        talk.denominator = talk.claim(token, role, talk.current)
    elif role.name == LEVY:
        claim = talk.claim(token, role, talk.current)
        talk.levy = replace(claim, role=SHARE, half=Fraction(0))
    else:
        _attribute(talk, token, role, near)
    if role.name != BUDGET:
        talk.budget = None
    if role.name != DENOMINATOR:
        talk.denominator = None
    talk.told = role.name


def _amount(talk: Talk, token: Token, role: Role, near: str, clause: str) -> None:
    listed = bool(near) and near[0] in phrases.LISTED
    if talk.verb is not None and listed and role.name == LEVEL:
        role = Role(DELTA, talk.verb.sign, near, leading=True)
    talk.verb = role if role.leading or (listed and talk.verb) else None
    words = phrases.verbless(near) if role.leading else near
    subject = subjects.cleaned(words) or subjects.cleaned(phrases.clause_before(clause))
    record = talk.place(subject)
    record.fields.setdefault(role.name, talk.claim(token, role, record))
    record.total = bool(phrases.TOTAL.search(near)) or (
        talk.lists.adding and bool(phrases.SUM_UP.search(near))
    )
    record.closing = bool(phrases.STOCK.search(near))
    _waiting(talk, record)
    talk.siblings = [*talk.siblings, record] if listed else [record]
    (talk.lists.total if record.total else talk.lists.file)(record)
    talk.current = record


def _waiting(talk: Talk, record: Record) -> None:
    """What was told before the amount it belongs to."""
    if talk.ahead is not None:
        record.fields.setdefault(BUDGET, talk.ahead)
        talk.ahead = None
    if talk.levy is not None:
        record.shares.append(Portion(talk.levy, "", soft=True))
        talk.levy = None


def _budget(talk: Talk, token: Token, role: Role, near: str) -> None:
    owner = naming.budgeted(talk, near) or naming.target(talk, near, role)
    claim = talk.claim(token, role, owner)
    talk.budget = (owner, claim)
    if near.startswith("与"):
        talk.ahead = claim
    elif owner is not None:
        owner.fields.setdefault(BUDGET, claim)


def _attribute(talk: Talk, token: Token, role: Role, near: str) -> None:
    """A number that says something about a record."""
    if role.joined and talk.budget is not None:
        owner = talk.budget[0]
    else:
        owner = naming.target(talk, near, role)
    if owner is None and role.name in (COMPLETION, GROWTH, AHEAD):
        owner = talk.place("")
    claim = talk.claim(token, role, owner)
    if owner is None:
        return
    _SAID.get(role.name, _unsaid)(talk, owner, claim, role, near)
    talk.current = owner


def _unsaid(talk: Talk, owner: Record, claim: Claim, role: Role, near: str) -> None:
    """Its part in the sentence is not understood: it stays a claim."""


def _completion(talk: Talk, owner: Record, claim: Claim, role: Role, near: str) -> None:
    budget = talk.budget[1] if talk.budget is not None and role.joined else None
    owner.against.append(Against(budget, claim, near if role.joined else role.of))


def _share(talk: Talk, owner: Record, claim: Claim, role: Role, near: str) -> None:
    delta = bool(phrases.OF_INCREASE.search(near))
    owner.shares.append(Portion(claim, role.of, talk.denominator, delta))


def _rate(talk: Talk, owner: Record, claim: Claim, role: Role, near: str) -> None:
    owner.rates.append(Rate(claim, role.of))


def _ahead(talk: Talk, owner: Record, claim: Claim, role: Role, near: str) -> None:
    owner.ahead.append(claim)


def _change(talk: Talk, owner: Record, claim: Claim, role: Role, near: str) -> None:
    owner.changes.append(claim)
    if "占" in near:
        owner.shares_of = phrases.CHANGED.sub("", near.split("占", 1)[1])


def _over(talk: Talk, owner: Record, claim: Claim, role: Role, near: str) -> None:
    owner.over_budget = claim
    owner.over_sure = "预算" in near or talk.told in (BUDGET, LEVEL)


def _times(talk: Talk, owner: Record, claim: Claim, role: Role, near: str) -> None:
    owner.multiples.append((claim, talk.denominator))


def _growth(talk: Talk, owner: Record, claim: Claim, role: Role, near: str) -> None:
    if GROWTH in owner.fields:
        owner.other_growths.append(claim)
    elif phrases.ADJUSTED.search(near):
        owner.adjusted = not owner.comparable
        owner.comparable = True
    owner.fields.setdefault(GROWTH, claim)


def _compared(talk: Talk, owner: Record, claim: Claim, role: Role, near: str) -> None:
    """A change or last year's figure."""
    if phrases.REVISED.search(near):
        owner.adjusted = True
    elif phrases.ADJUSTED.search(near):
        owner.adjusted, owner.comparable = False, True
    owner.fields.setdefault(role.name, claim)


_SAID: dict[str, Callable[[Talk, Record, Claim, Role, str], None]] = {
    COMPLETION: _completion,
    SHARE: _share,
    RATE: _rate,
    AHEAD: _ahead,
    CHANGE: _change,
    OVER: _over,
    TIMES: _times,
    GROWTH: _growth,
    DELTA: _compared,
    PRIOR: _compared,
    OTHER: _unsaid,
}
