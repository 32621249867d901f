"""Where the cells of the spending statements lead; every lead of money adds up to its cell."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from duzhi.documents.api import Entries, FigureLead, Lead, RefLead, compared
from duzhi.figures.api import figures as catalogue
from duzhi.kernel.codes import GENERAL, within
from duzhi.kernel.period import year_to_date
from duzhi.ledger import api as ledger
from duzhi.money.payments import queries, rules
from duzhi.registry import api as registry

_BUDGETS = {GENERAL: "budget.general_spending"}
_OTHER_BUDGET = "budget.fund_spending"


@dataclass(frozen=True, slots=True)
class Spending:
    """What every row of one budget's statement shares."""

    selection: ledger.Selection
    budget: str
    on: date
    basics: tuple[str, ...]
    lines: Sequence[queries.Budgeted]
    figures: frozenset[str]
    moves: Mapping[str, str]

    def of(self, code: str) -> tuple[Lead | None, ...]:
        """The cells of a 类 or 款, or of all (the empty code)."""
        chosen = replace(self.selection, subjects=(code,)) if code else self.selection
        month, year, before = compared(chosen, self.on, self.moves)
        return (
            *(None, None, self._budget(code), month, year, self._rate(code), before, None),
            *(self._growth(code), self._flagged(chosen), self._people(code)),
        )

    def _budget(self, code: str) -> Lead | None:
        name = f"budget.spending.{code}" if code else _BUDGETS.get(self.budget, _OTHER_BUDGET)
        if name in self.figures and (self.budget == GENERAL or not code):
            return FigureLead(name)
        refs = tuple(one.ref for one in self.lines if one.subject.startswith(code))
        return RefLead(refs) if refs else None

    def _rate(self, code: str) -> Lead | None:
        return None if code else FigureLead(f"payments.{self._name}_completion")

    def _growth(self, code: str) -> Lead | None:
        return None if code else FigureLead(f"payments.{self._name}_spending_growth")

    @property
    def _name(self) -> str:
        return "general" if self.budget == GENERAL else "fund"

    def _flagged(self, chosen: ledger.Selection) -> Entries:
        """What bears one of the three 三保标识."""
        flags = ",".join(rules.GUARANTEES)
        return Entries(replace(chosen, also=(("guarantee", flags),)), year_to_date(self.on))

    def _people(self, code: str) -> Lead | None:
        inside = [one for one in self.basics if one.startswith(code)]
        subjects = (code,) if code and within(code, self.basics) else tuple(inside)
        if not subjects:
            return None
        return Entries(replace(self.selection, subjects=subjects), year_to_date(self.on))


def spending(
    selection: ledger.Selection, budget: str, region: str, on: date, basics: Sequence[str]
) -> Spending:
    """The leads of one budget; `selection` names its regions."""
    return Spending(
        selection,
        budget,
        on,
        tuple(basics),
        queries.budget_lines(region, on, budget),
        frozenset(one.code for one in catalogue()),
        registry.moves(budget, on.year),
    )


def livelihood(
    selection: ledger.Selection,
    codes: Iterable[str],
    on: date,
    moves: Mapping[str, str],
    ratio: str = "",
) -> tuple[Lead | None, ...]:
    """累计 and 上年同期 of the 类; of everything without any."""
    chosen = replace(selection, subjects=tuple(codes))
    _, year, before = compared(chosen, on, moves)
    share = FigureLead(ratio) if ratio else None
    return (None, None, year, before, None, None, share)


def units(
    selection: ledger.Selection, own: Collection[str], known: Iterable[str], on: date
) -> tuple[Lead | None, ...]:
    """A unit with those that were merged into it; all units without any.

    A code that begins like another unit's cannot be told from it by a prefix and leads nowhere.
    """
    if any(other not in own and other.startswith(tuple(own)) for other in known if own):
        return (None,) * 8
    chosen = replace(selection, also=(("agency", ",".join(sorted(own))),)) if own else selection
    return (None, None, *compared(chosen, on, {}), None, None, None)
