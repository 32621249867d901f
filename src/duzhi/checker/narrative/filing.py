"""Where one figure belongs: an amount of a subject, or something said about one."""

from collections.abc import Callable
from dataclasses import dataclass, replace
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
from duzhi.checker.roles import DENOMINATOR, LEVY, OVER, TIMES, Role
from duzhi.checker.tokens import Token

_SIBLINGS = 20
"""Names that one 分别 may take up again."""


def take(talk: Talk, token: Token, role: Role, near: str, clause: str) -> None:
    """Put one number where it belongs."""
    if phrases.ABOUT.search(near):
        token = token.rounded()
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
    talk.amount = talk.claim(token, role, record)
    record.fields.setdefault(role.name, talk.amount)
    record.total = bool(phrases.TOTAL.search(near)) or (
        talk.lists.adding and bool(phrases.SUM_UP.search(near))
    )
    record.closing = bool(phrases.STOCK.search(near))
    _waiting(talk, record)
    talk.siblings = [*talk.siblings[-_SIBLINGS:], record] if listed else [record]
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
        talk.current = owner


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
    if (said := _SAID.get(role.name)) is not None:
        said(owner, _Saying(talk, claim, role, near))
    talk.current = owner


@dataclass(frozen=True, slots=True)
class _Saying:
    """A figure that says something: as what, and in which words."""

    talk: Talk
    claim: Claim
    role: Role
    near: str


def _completion(owner: Record, one: _Saying) -> None:
    joined = one.role.joined and one.talk.budget is not None
    budget = one.talk.budget[1] if joined and one.talk.budget is not None else None
    owner.against.append(Against(budget, one.claim, one.near if one.role.joined else one.role.of))


def _share(owner: Record, one: _Saying) -> None:
    delta = bool(phrases.OF_INCREASE.search(one.near))
    amount, whole = one.talk.amount, one.talk.denominator
    part = amount if whole is not None and amount is not None and amount.role == PRIOR else None
    owner.shares.append(Portion(one.claim, one.role.of, whole, part, delta))


def _rate(owner: Record, one: _Saying) -> None:
    owner.rates.append(Rate(one.claim, one.role.of))


def _ahead(owner: Record, one: _Saying) -> None:
    owner.ahead.append(one.claim)


def _change(owner: Record, one: _Saying) -> None:
    owner.changes.append(one.claim)
    if "占" in one.near:
        owner.shares_of = phrases.CHANGED.sub("", one.near.split("占", 1)[1])


def _over(owner: Record, one: _Saying) -> None:
    owner.over_budget = one.claim
    owner.over_sure = "预算" in one.near or one.talk.told in (BUDGET, LEVEL)


def _times(owner: Record, one: _Saying) -> None:
    owner.multiples.append((one.claim, one.talk.denominator))


def _growth(owner: Record, one: _Saying) -> None:
    if GROWTH in owner.fields:
        owner.other_growths.append(one.claim)
    elif phrases.ADJUSTED.search(one.near):
        owner.adjusted = not owner.comparable
        owner.comparable = True
    owner.fields.setdefault(GROWTH, one.claim)


def _compared(owner: Record, one: _Saying) -> None:
    """A change or last year's figure."""
    if phrases.REVISED.search(one.near):
        owner.revised = True
    elif phrases.ADJUSTED.search(one.near):
        owner.adjusted, owner.comparable = False, True
    if one.role.name == PRIOR:
        one.talk.amount = one.claim
    owner.fields.setdefault(one.role.name, one.claim)


_SAID: dict[str, Callable[[Record, _Saying], None]] = {
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
}
"""What a figure says by its role; any other stays a claim that joins nothing."""
