"""What every unit has spent: month, year, last year, its part of the whole and its rank."""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from duzhi.kernel.codes import BUDGET_NAMES
from duzhi.kernel.money import growth, rate
from duzhi.ledger import api as ledger
from duzhi.money.payments.postings import SPENDING
from duzhi.money.payments.queries import spent, successors
from duzhi.registry import api as registry

_DEPT = 3


class Unit(NamedTuple):
    """A unit's spending in fen; `share` is its part of all units that are shown."""

    no: int
    code: str
    name: str
    month_fen: int
    year_fen: int
    last_fen: int
    share: Fraction | None

    @property
    def change_fen(self) -> int:
        """This year less last year's same period."""
        return self.year_fen - self.last_fen

    @property
    def growth(self) -> Fraction | None:
        """Relative change."""
        return growth(self.year_fen, self.last_fen)

    @property
    def dept(self) -> str:
        """The first digits name the department."""
        return self.code[:_DEPT]


class Part(NamedTuple):
    """What a unit spent of one budget or under one 类; fen."""

    code: str
    name: str
    month_fen: int
    year_fen: int
    last_fen: int


def units(region: str, on: date, fund: str = "") -> list[Unit]:
    """Every unit by what it spent, a renamed unit's old code with its successor; all budgets."""
    found = spent(_selection(fund), on, registry.subtree(region), ("agency",))
    month, year, before = ({code: fen for (code,), fen in part.items()} for part in found)
    carried, names = successors({*month, *year, *before}, on)
    month, year, before = (_joined(part, carried) for part in (month, year, before))
    whole = sum(year.values())
    rows = [
        Unit(
            0,
            code,
            names.get(code, code),
            month.get(code, 0),
            year.get(code, 0),
            before.get(code, 0),
            rate(year.get(code, 0), whole),
        )
        for code in {*month, *year, *before}
    ]
    ranked = sorted(rows, key=lambda row: (-row.year_fen, row.code))
    return [row._replace(no=no) for no, row in enumerate(ranked, 1)]


def budgets(region: str, on: date, agency: str) -> list[Part]:
    """What a unit spent of each budget; the codes it had before count with it."""
    found = spent(_selection(""), on, registry.subtree(region), ("agency", "fund_type"))
    codes = {agency, *registry.predecessors(agency)}
    sums: dict[str, list[int]] = {}
    for place, part in enumerate(found):
        for (code, fund), fen in part.items():
            if code in codes:
                own = sums.setdefault(fund[:2], [0, 0, 0])
                own[place] += fen
    return [Part(code, BUDGET_NAMES[code], *own) for code, own in sorted(sums.items())]


def _selection(fund: str) -> ledger.Selection:
    accounts: Sequence[str] = [SPENDING[fund]] if fund else list(SPENDING.values())
    return ledger.Selection(tuple(accounts), fund=fund)


def _joined(amounts: Mapping[str, int], carried: Mapping[str, str]) -> dict[str, int]:
    sums: dict[str, int] = {}
    for code, fen in amounts.items():
        unit = carried.get(code, code)
        sums[unit] = sums.get(unit, 0) + fen
    return sums
