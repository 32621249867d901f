"""Asking for a figure: exact value, what to print, the parts behind it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import cast

from duzhi.figures import reported
from duzhi.figures.catalogue import PERCENT, POINTS, Context, Figure, Reading, Source, figure
from duzhi.figures.formula import Formula, Number, Part
from duzhi.kernel.money import UNIT_FEN, decimal
from duzhi.kernel.period import same_day_last_year
from duzhi.kernel.wording import trimmed
from duzhi.registry import api as registry

COMPUTED, REPORTED = "computed", "reported"
OK, MISSING = "ok", "missing"
_PLACES = 10


@dataclass(frozen=True, slots=True)
class Value:
    """A figure on a day for a region; `exact` is fen, a count or a plain ratio, None if missing."""

    figure: Figure
    on: date
    region: str
    exact: Number | None
    source: str | None
    parts: tuple["Value", ...] = ()
    reading: Reading | None = field(default=None, compare=False)
    filed: reported.Filed | None = None
    years_back: int = 0

    @property
    def status(self) -> str:
        """`ok` or `missing`."""
        return MISSING if self.exact is None else OK

    @property
    def name(self) -> str:
        """The figure's name, with 上年同期 where it is last year's."""
        return f"上年同期{self.figure.name}" if self.years_back else self.figure.name

    @property
    def in_unit(self) -> Fraction | None:
        """The exact value in the figure's unit."""
        if self.exact is None:
            return None
        scale = UNIT_FEN.get(self.figure.unit, 1)
        times = 100 if self.figure.unit in (PERCENT, POINTS) else 1
        return Fraction(self.exact) * times / scale

    @property
    def decimal(self) -> str | None:
        """In unit, half-up, ten places."""
        return None if self.in_unit is None else decimal(self.in_unit, _PLACES)

    @property
    def display(self) -> str | None:
        """As printed, signed, without the unit: 58.7, -19.38, 117402."""
        return None if self.in_unit is None else trimmed(self.in_unit)

    @property
    def note(self) -> str:
        """What else must be said of it or of a part: that it is a published number, say."""
        own = self.reading.note if self.reading else ""
        return own or next((part.note for part in self.parts if part.note), "")

    @property
    def published(self) -> bool:
        """Whether it or a part of it stands in a published table only."""
        own = self.reading is not None and self.reading.published
        return own or any(part.published for part in self.parts)

    @property
    def gap(self) -> Number | None:
        """Computed minus filed, exact, where an area has taken over what an office files too."""
        if self.source != COMPUTED or self.filed is None or self.exact is None:
            return None
        return self.exact - self.filed.exact

    @property
    def formula(self) -> str:
        """The formula with the names of its parts; the definition of a base figure."""
        rule = self.figure.formula
        if rule is None:
            return self.figure.definition
        return rule.words([part.name for part in self.parts])

    @property
    def denominator(self) -> str:
        """Which denominator was used, with its amount (domain.md Appendix J4)."""
        rule = self.figure.formula
        if rule is None or rule.kind not in ("ratio", "growth") or len(self.parts) < 2:  # noqa: PLR2004 numerator and denominator
            return ""
        base = self.parts[1]
        amount = f"{base.display}{base.figure.unit}" if base.display is not None else "未报"
        label = base.reading.label if base.reading else ""
        return f"{label or self.figure.denominator or base.name} {amount}"

    def sources(self) -> Iterator[Source]:
        """What a base figure is made of; empty for derived and filed ones."""
        return self.reading.sources() if self.reading else iter(())


class Evaluator:
    """Answers for one day and region; asks every base figure once.

    Evaluators of other days of the same region may share a `memo`; `monthly` says that they are
    the month ends of a year.
    """

    def __init__(
        self,
        on: date,
        region: str,
        *,
        memo: dict[object, object] | None = None,
        monthly: bool = False,
    ) -> None:
        self._on = on
        self._region = region
        self._monthly = monthly
        self._known: dict[tuple[str, int], Value] = {}
        self._memo: dict[object, object] = {} if memo is None else memo

    @property
    def on(self) -> date:
        """The day it answers for."""
        return self._on

    @property
    def region(self) -> str:
        """The region it answers for."""
        return self._region

    def value(self, code: str, years_back: int = 0) -> Value:
        """A figure, `years_back` years before on that year's same day.

        Raises:
            LookupError: no such figure.
        """
        place = (code, years_back)
        if place not in self._known:
            self._known[place] = self._find(figure(code), years_back)
        return self._known[place]

    def values(self, codes: Sequence[str]) -> list[Value]:
        """Several figures at once."""
        return [self.value(code) for code in codes]

    def _find(self, one: Figure, years_back: int) -> Value:
        on = self._on
        for _ in range(years_back):
            on = same_day_last_year(on)
        if one.formula is not None:
            found = self._derive(one, one.formula, on, years_back)
        else:
            found = self._read(one, on, years_back)
        row = self._accepted(on).get(one.code)
        filed = reported.filed(row) if row else None
        if filed is None or found.exact is None:
            return self._reported(found, filed)
        return replace(found, filed=filed)

    def _accepted(self, on: date) -> dict[str, reported.Row]:
        place = ("filed", on)
        if place not in self._memo:
            self._memo[place] = reported.accepted(on, self._region)
        return cast("dict[str, reported.Row]", self._memo[place])

    def _read(self, one: Figure, on: date, years_back: int) -> Value:
        restated = self._on.year if years_back else 0
        context = Context(on, self._region, self._regions(), restated, self._monthly, self._memo)
        reading = one.read(context) if one.read else None
        if reading is None:
            return Value(one, on, self._region, None, None, years_back=years_back)
        return Value(
            one, on, self._region, reading.value, COMPUTED, reading=reading, years_back=years_back
        )

    def _regions(self) -> tuple[str, ...]:
        if "regions" not in self._memo:
            self._memo["regions"] = registry.subtree(self._region)
        return cast("tuple[str, ...]", self._memo["regions"])

    def _derive(self, one: Figure, rule: Formula, on: date, years_back: int) -> Value:
        parts = tuple(self._part(part, years_back) for part in rule.parts)
        numbers = [part.exact for part in parts if part.exact is not None]
        exact = rule.compute(numbers) if len(numbers) == len(parts) else None
        computed = all(part.source == COMPUTED for part in parts)
        source = None if exact is None else COMPUTED if computed else REPORTED
        return Value(one, on, self._region, exact, source, parts, years_back=years_back)

    def _part(self, part: Part, years_back: int) -> Value:
        return self.value(part.code, years_back + part.years_back)

    @staticmethod
    def _reported(found: Value, filed: reported.Filed | None) -> Value:
        """A 填报数 stands in where nothing could be computed."""
        if filed is None:
            return found
        return replace(found, exact=filed.exact, source=REPORTED, parts=(), filed=filed)


def value(code: str, on: date, region: str) -> Value:
    """One figure on a day for a region (6 digits with everything below, 9 digits alone).

    Raises:
        LookupError: no such figure.
    """
    return Evaluator(on, region).value(code)
