"""What the law says, read from data/law/*.yaml; a bureau's own files under DUZHI_HOME/law win.

A file holds parameters: code → title, unit, values (from, value, basis, evidence). Ratios are
written as fractions (3/10), never as decimals; the unit says how a value is read (`UNITS`).
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import NamedTuple

import yaml
from django.conf import settings

from duzhi.kernel.codes import ancestors
from duzhi.kernel.law import Law, LawValue
from duzhi.registry.tables import DATA

EVIDENCE = ("LAW", "SRC", "GEN", "LOCAL", "UNV")


class Shares(NamedTuple):
    """How a tax is shared; the four parts add up to one."""

    central: Fraction
    province: Fraction
    prefecture: Fraction
    county: Fraction


def law(code: str) -> Law:
    """One parameter and every value it ever had.

    Raises:
        LookupError: there is no such parameter.
    """
    found = laws()
    if code not in found:
        raise LookupError(f"没有“{code}”这个参数；请在 law 目录的文件中补上")
    return found[code]


def law_at(code: str, on: date) -> LawValue:
    """A parameter's value in force on a day, with basis and evidence.

    Raises:
        LookupError: there is no such parameter, or nothing was in force yet.
    """
    return law(code).at(on)


def laws() -> Mapping[str, Law]:
    """Every parameter by code."""
    return _laws(Path(settings.HOME) / "law")


def ratio(code: str, on: date) -> Fraction:
    """The value of a parameter whose unit is `ratio`."""
    value = law_at(code, on).value
    assert isinstance(value, Fraction), f"{code} is not a ratio"
    return value


def ratios(code: str, on: date) -> tuple[Fraction, ...]:
    """The value of a parameter whose unit is `ratios`, such as bands or a floor and a ceiling."""
    value = law_at(code, on).value
    assert isinstance(value, tuple), f"{code} is not a row of ratios"
    return value


def choice(code: str, on: date) -> str:
    """The value of a parameter whose unit is `choice`."""
    value = law_at(code, on).value
    assert isinstance(value, str), f"{code} is not a choice"
    return value


def number(code: str, on: date) -> int:
    """The value of a parameter counted in days, months or years."""
    value = law_at(code, on).value
    assert isinstance(value, int), f"{code} is not a whole number"
    return value


def subject_scope(code: str, on: date) -> tuple[str, ...]:
    """The subject prefixes of a parameter whose unit is `subjects`."""
    value = law_at(code, on).value
    assert isinstance(value, tuple), f"{code} is not a row of subjects"
    return value


def dates(code: str, on: date) -> tuple[date, ...]:
    """The days of a parameter whose unit is `dates` or `spans`."""
    value = law_at(code, on).value
    assert isinstance(value, tuple), f"{code} is not a row of days"
    return value


def tax_share(subject: str, on: date) -> Shares:
    """How a tax subject is shared on a day; the narrowest item that holds the subject counts.

    Raises:
        LookupError: no share is known for the subject.
    """
    for code in (subject, *reversed(ancestors(subject))):
        if (name := f"tax_share.{code}") in laws():
            value = law_at(name, on).value
            assert isinstance(value, Shares), f"{name} is not a share"
            return value
    raise LookupError(f"科目 {subject} 没有分享比例；请在 law 目录的文件中补上")


def read_laws(path: Path) -> dict[str, Law]:
    """The parameters of one file.

    Raises:
        ValueError: a parameter is not complete, or its values are not in the order of their days.
    """
    content = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    return {code: _law(code, fields, path.name) for code, fields in content.items()}


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"{value!r} is not a whole number")
    return value


def _fraction(value: object) -> Fraction:
    """Decimals are refused: YAML reads them as floats, and money is never near a float."""
    if isinstance(value, float):
        raise TypeError(f"write {value!r} as a fraction")
    return Fraction(str(value).replace(" ", ""))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r} is not a text")
    return value


def _row(each: Callable[[object], object]) -> Callable[[object], tuple[object, ...]]:
    def read(value: object) -> tuple[object, ...]:
        if not isinstance(value, list):
            raise TypeError(f"{value!r} is not a list")
        return tuple(each(part) for part in value)

    return read


def _date(value: object) -> date:
    if not isinstance(value, date):
        raise TypeError(f"{value!r} is not a date")
    return value


def _spans(value: object) -> tuple[date, ...]:
    """Every day of spans written as their first and last day."""
    found: list[date] = []
    for span in _row(_row(_date))(value):
        assert isinstance(span, tuple)
        first, last = span
        if first > last:
            raise ValueError(f"{first} stands after {last}")
        found += [first + timedelta(step) for step in range((last - first).days + 1)]
    return tuple(found)


def _shares(value: object) -> Shares:
    if not isinstance(value, list):
        raise TypeError(f"{value!r} is not a list")
    shares = Shares(*map(_fraction, value))
    if sum(shares) != 1:
        raise ValueError(f"shares {value!r} do not add up to one")
    return shares


UNITS: Mapping[str, Callable[[object], object]] = {
    "ratio": _fraction,
    "ratios": _row(_fraction),
    "shares": _shares,
    "subjects": _row(_text),
    "choice": _text,
    "days": _whole,
    "times": _whole,
    "day_of_month": _whole,
    "months_of_year": _row(_whole),
    "budget_years": _whole,
    "yuan": _whole,
    "dates": _row(_date),
    "spans": _spans,
}
"""How a value is read, by unit."""


@cache
def _laws(local: Path) -> Mapping[str, Law]:
    found: dict[str, Law] = {}
    for path in sorted((DATA / "law").glob("*.yaml")):
        for code, read in read_laws(path).items():
            if code in found:
                raise ValueError(f"{path.name}: {code} stands in two files")
            found[code] = read
    for path in sorted(local.glob("*.yaml")):
        found |= read_laws(path)
    return found


def _law(code: str, fields: Mapping[str, object], file: str) -> Law:
    try:
        unit, title, values = fields["unit"], fields["title"], fields["values"]
        assert isinstance(values, list)
        read = tuple(_value(UNITS[str(unit)], value) for value in values)
    except (KeyError, TypeError, ValueError) as fault:
        raise ValueError(f"{file}: {code}: {fault}") from fault
    starts = [value.start for value in read]
    if not read or starts != sorted(set(starts)):
        raise ValueError(f"{file}: {code}: values need rising dates")
    return Law(code, str(title), str(unit), read)


def _value(unit: Callable[[object], object], fields: Mapping[str, object]) -> LawValue:
    start, basis, evidence = fields["from"], fields["basis"], fields["evidence"]
    if not isinstance(start, date):
        raise TypeError(f"from {start!r} is not a date")
    if not basis or evidence not in EVIDENCE:
        raise ValueError(f"basis {basis!r} and evidence {evidence!r} must be given")
    return LawValue(start, unit(fields["value"]), str(basis), str(evidence))
