"""A text held against the ledger: our own paper by its controls, any other by its words."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from pathlib import Path
from zipfile import is_zipfile

from duzhi.checker.api import AMOUNT, GROWTH, Claim, Report
from duzhi.documents.checked import named
from duzhi.documents.checked.matched import AGREES, DIFFERS, Matched
from duzhi.documents.checked.named import Name
from duzhi.documents.checked.own import own
from duzhi.figures import api as figures
from duzhi.kernel.finding import refuse
from duzhi.kernel.wording import change, trend

_FEN = 100


def against_ledger(
    report: Report, path: Path | None, *, on: date | None, region: str
) -> list[Matched]:
    """Every number of a text that the ledger knows, beside what the ledger says.

    A paper that Duzhi made says itself for which day and region; any other text needs `on`.

    Raises:
        Refused: no day is given where one is needed, or the file's own record is damaged.
    """
    if path is not None and is_zipfile(path) and (found := own(path)) is not None:
        return found
    if on is None:
        text = "与账核对须写明截至日期；请用 --on 指明，例如 --on 2023-06-30"
        raise refuse("check.no_day", text)
    return list(_Ledger(on, region).matched(report))


@dataclass
class _Ledger:
    """The figures of one day, asked as the text names them."""

    on: date
    region: str
    _evaluators: dict[str, figures.Evaluator] = field(default_factory=dict)

    def matched(self, report: Report) -> Iterator[Matched]:
        known = named.names((one.code, one.name, one.unit) for one in figures.figures())
        for claim in report.claims:
            where = named.reach(claim, self.region)
            if claim.masked or not where or not named.is_of(claim, self.on):
                continue
            if made := self._judged(claim, named.meant(claim, known), where):
                yield made

    def _judged(self, claim: Claim, meant: tuple[Name, ...], where: str) -> Matched | None:
        values = [self._value(one.code, where) for one in meant]
        there = [one for one in values if one.exact is not None]
        for one in there:
            if named.agrees(claim, _measured(claim, one)):
                return self._made(claim, one, AGREES, "")
        # Where the ledger lacks what was most likely meant it cannot say that the text is wrong.
        if not there or values[0].exact is None:
            return None
        one = values[0]
        text, books = _words(claim, one)
        said = f"{one.figure.name}文中为{text}，账上（截至{self.on}）为{books}"
        return self._made(claim, one, DIFFERS, f"{said}；请核对文稿，或查看账上的来源")

    def _value(self, code: str, where: str) -> figures.Value:
        if where not in self._evaluators:
            self._evaluators[where] = figures.Evaluator(self.on, where)
        return self._evaluators[where].value(code)

    def _made(self, claim: Claim, one: figures.Value, verdict: str, message: str) -> Matched:
        figure = one.figure
        said = (claim.id, figure.code, figure.name, claim.text, _shown(one), self.on, verdict)
        return Matched(*said, message)


def _measured(claim: Claim, one: figures.Value) -> Fraction:
    """The ledger's value as claims count: 元, or percent."""
    if claim.kind == AMOUNT:
        return Fraction(one.exact or 0) / _FEN
    return one.in_unit or Fraction(0)


def _words(claim: Claim, one: figures.Value) -> tuple[str, str]:
    """What the text says and what the ledger says, as sentences say it: 下降41.42％."""
    if claim.role != GROWTH:
        return claim.text, _shown(one)
    return f"{trend(claim.known)}{claim.text}", change((one.in_unit or Fraction(0)) / 100)


def _shown(one: figures.Value) -> str:
    return f"{one.display}{one.figure.unit}"
