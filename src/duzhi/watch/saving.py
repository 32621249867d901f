"""Rules at the moment a record is saved: what is on speaks before the money moves."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from django.db import transaction

from duzhi.kernel.entry import Ref
from duzhi.kernel.finding import ERROR, INFO, WARNING, Finding
from duzhi.watch import plain, stored
from duzhi.watch.expression import Expr, Of, Plain, Window, walk
from duzhi.watch.finding import Hit, told
from duzhi.watch.rule import NOTE, STOP, WARN, Records, Row, Rule
from duzhi.watch.running import active, raise_alerts

_SEVERITY = {STOP: ERROR, WARN: WARNING, NOTE: INFO}
Values = Sequence[Plain]
"""A record in the order of its list's columns."""


class Said(NamedTuple):
    """What a rule says about a record, and what an alert would keep of it."""

    rule: Rule
    finding: Finding
    hit: Hit


@dataclass(frozen=True, slots=True)
class Ears:
    """The rules that are on over one list of rows, and what they have to be told."""

    records: Records
    rules: tuple[Rule, ...]
    fields: frozenset[str]
    """Columns they read; others may be left empty."""
    reach: int
    """Days before the record that their windows look back."""
    same: frozenset[tuple[str, ...]]
    """Columns that rows of a window share with the record, by window; empty: no past is needed."""

    def said(self, document: Ref, row: Values, around: Sequence[Values] = ()) -> list[Said]:
        """What they say about a record that will be kept as `document`."""
        own = self._named(row)
        rows = [*map(self._named, around), own]
        return [
            Said(one, _finding(one, own, rows), _hit(one, document, own, rows))
            for one in self.rules
            if plain.hits(one, own, rows)
        ]

    def _named(self, row: Values) -> Row:
        names = (column.name for column in self.records.columns)
        return dict(zip(names, row, strict=True))


def ears(records: str) -> Ears | None:
    """Who listens to this list of rows, by one query; None when no rule is on."""
    rules = tuple(one for one in active()[0] if one.records.code == records)
    if not rules:
        return None
    parts = [part for one in rules for tree in _trees(one) for part in walk(tree)]
    windows = [part for part in parts if isinstance(part, Window)]
    fields = {part.name for part in parts if isinstance(part, Of)}
    fields |= {name for window in windows for name in window.same}
    same = frozenset(window.same for window in windows)
    return Ears(rules[0].records, rules, frozenset(fields), stored.reach(rules), same)


def at_save(records: str, row: Row, around: Sequence[Row] = ()) -> list[Finding]:
    """Findings of every rule that is on over this list of rows; 拦截 is an error.

    `around` are earlier rows that windows may count; the record itself need not be among them.
    """
    rules, _ = active()
    return judged([one for one in rules if one.records.code == records], row, around)


def judged(rules: Sequence[Rule], row: Row, around: Sequence[Row] = ()) -> list[Finding]:
    """The same for these rules, whatever their state."""
    rows = [*(one for one in around if one["id"] != row["id"]), row]
    return [_finding(one, row, rows) for one in rules if plain.hits(one, row, rows)]


@transaction.atomic(savepoint=False)
def keep(*, said: Sequence[Said], by: str, at: datetime) -> int:
    """Raise an alert for everything that was said: once per rule and document, for supervisors."""
    return sum(raise_alerts(rule=one.rule, hits=[one.hit], by=by, at=at) for one in said)


def _trees(rule: Rule) -> tuple[Expr, ...]:
    return rule.test, *(expr for _, expr in rule.shows)


def _finding(rule: Rule, row: Row, rows: Sequence[Row]) -> Finding:
    shown = "，".join(f"{title} {words}" for title, words in _shown(rule, row, rows))
    text = f"{rule.name}：{shown}；{rule.advice}" if shown else f"{rule.name}；{rule.advice}"
    return Finding(f"watch.{rule.code}", text, rule.basis, _SEVERITY[rule.handling])


def _hit(rule: Rule, document: Ref, row: Row, rows: Sequence[Row]) -> Hit:
    return Hit(str(document), *plain.place(row), _shown(rule, row, rows))


def _shown(rule: Rule, row: Row, rows: Sequence[Row]) -> list[list[str]]:
    return told(rule, [value for _, value in plain.evidence(rule, row, rows)])
