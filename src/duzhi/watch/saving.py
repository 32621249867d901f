"""Rules at the moment a record is saved: what is on speaks before the money moves."""

from collections.abc import Sequence

from duzhi.kernel.finding import ERROR, INFO, WARNING, Finding
from duzhi.watch import plain
from duzhi.watch.finding import told
from duzhi.watch.rule import NOTE, STOP, WARN, Row, Rule
from duzhi.watch.running import active

_SEVERITY = {STOP: ERROR, WARN: WARNING, NOTE: INFO}


def at_save(records: str, row: Row, around: Sequence[Row] = ()) -> list[Finding]:
    """Findings of every rule that is on over this list of rows; 拦截 is an error.

    `around` are earlier rows that windows may count; the record itself need not be among them.
    """
    rules, _ = active()
    return judged([one for one in rules if one.records.code == records], row, around)


def judged(rules: Sequence[Rule], row: Row, around: Sequence[Row] = ()) -> list[Finding]:
    """The same for these rules, whatever their state."""
    rows = [*(one for one in around if one["id"] != row["id"]), row]
    return [_said(one, row, rows) for one in rules if plain.hits(one, row, rows)]


def _said(rule: Rule, row: Row, rows: Sequence[Row]) -> Finding:
    values = [value for _, value in plain.evidence(rule, row, rows)]
    shown = "，".join(f"{title} {words}" for title, words in told(rule, values))
    text = f"{rule.name}：{shown}；{rule.advice}" if shown else f"{rule.name}；{rule.advice}"
    return Finding(f"watch.{rule.code}", text, rule.basis, _SEVERITY[rule.handling])
