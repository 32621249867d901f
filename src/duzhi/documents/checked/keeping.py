"""A report of the checker as plain data and back, exactly: ratios as "p/q".

It is kept, not made again: an opinion that was handed over must not change with the program.
"""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date
from fractions import Fraction
from typing import Any, TypeVar

from duzhi.checker.api import Claim, Identity, Masked, Range, Remark, Report
from duzhi.documents.checked.matched import Matched

T = TypeVar("T")
_PARTS = {"claims": Claim, "identities": Identity, "linter": Remark}
_RATIOS = {"nominal", "half", "expected", "low", "high"}


def kept(report: Report, matched: Sequence[Matched] = ()) -> dict[str, Any]:
    """What the database keeps; the text stands beside it."""
    made = {name: [_plain(one) for one in getattr(report, name)] for name in _PARTS}
    masked = _plain(report.masked) | {"ranges": [_plain(one) for one in report.masked.ranges]}
    return {**made, "masked": masked, "ledger": [one.to_json() for one in matched]}


def restored(text: str, found: Mapping[str, Any]) -> Report:
    """The report again.

    Raises:
        KeyError, TypeError: another version of the program kept it in another shape.
    """
    parts: dict[str, Any] = {
        name: tuple(_made(kind, one) for one in found[name]) for name, kind in _PARTS.items()
    }
    masked = dict(found["masked"])
    masked["ranges"] = [_made(Range, one) for one in masked["ranges"]]
    return Report(text, **parts, masked=_made(Masked, masked))


def matched(found: Mapping[str, Any]) -> list[Matched]:
    """How the numbers stood beside the ledger."""
    rows = found.get("ledger", [])
    return [Matched(**row | {"on": date.fromisoformat(row["on"])}) for row in rows]


def _plain(one: Any) -> dict[str, Any]:  # noqa: ANN401 any of the checker's records
    names = [field.name for field in fields(one) if field.name != "ranges"]
    return {name: _word(getattr(one, name)) for name in names}


def _word(value: object) -> object:
    return str(value) if isinstance(value, Fraction) else value


def _made(kind: type[T], found: Mapping[str, Any]) -> T:
    return kind(**{name: _value(name, value) for name, value in found.items()})


def _value(name: str, value: object) -> object:
    if name in _RATIOS and isinstance(value, str):
        return Fraction(value)
    return tuple(value) if isinstance(value, list) else value
