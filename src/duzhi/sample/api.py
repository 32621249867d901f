"""Writes the files of the fictional 青岚市 into a folder, in the layouts the bureau imports."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from duzhi.kernel.codes import FUND, GENERAL, budget_of
from duzhi.sample import (
    accounts,
    budget,
    cash,
    facts,
    grants,
    guarantee,
    history,
    lines,
    nontax,
    payments,
    projects,
    quotas,
    regions,
    registers,
    reported,
    requests,
    revenue,
    targets,
    taxes,
    treasury,
    units,
)
from duzhi.sample.facts import FIRST_YEARS
from duzhi.sample.people import DEMO_WORD, PEOPLE, Person

__all__ = ["DEMO_WORD", "FIRST_YEARS", "PEOPLE", "Person", "Progress", "write"]

Progress = Callable[[int, int], None]
"""Called with months done and months in all."""


def write(
    folder: Path,
    *,
    seed: int = 2023,
    start_year: int = 2021,
    payments_per_year: int = 100_000,
    progress: Progress | None = None,
) -> list[Path]:
    """Write every file; the paths come back in the order in which they must be imported.

    All totals are exact whatever the number of payments; the same arguments give the same files.

    Raises:
        ValueError: detail can begin in 2021 or 2022 only.
    """
    if start_year not in FIRST_YEARS:
        raise ValueError(
            f"样例只能从{FIRST_YEARS[0]}年或{FIRST_YEARS[1]}年开始，没有{start_year}年"
        )
    writer = _Writer(folder, seed, start_year, payments_per_year)
    months = facts.months(start_year)
    monthly: list[Path] = []
    for done, (year, month) in enumerate(months, start=1):
        monthly += writer.month(year, month)
        if progress:
            progress(done, len(months))
    return [
        *writer.basics(),
        *monthly,
        *writer.books(),
        *writer.quotas(),
        reported.write(folder),
    ]


class _Writer:
    """Holds what runs from month to month: treasury totals, purses, what was done per subject."""

    def __init__(self, folder: Path, seed: int, start_year: int, per_year: int) -> None:
        self._folder, self._seed, self._start = folder, seed, start_year
        self._reports = revenue.Reports(start_year)
        self._payments = payments.Payments(seed, per_year)
        self._cash = cash.Cash.opening(start_year)
        self._actual: Counter[tuple[int, str, str, str]] = Counter()
        self._totals: dict[tuple[int, int], Counter[str]] = {}
        self._taxes: dict[int, Counter[str]] = defaultdict(Counter)
        self._costs: dict[tuple[int, int], Counter[str]] = {}
        self._paid: Counter[quotas.Key] = Counter()
        self._wages: Counter[tuple[str, str]] = Counter()
        self._spent: Counter[tuple[str, str, int]] = Counter()
        self._last: Sequence[payments.Pay] = ()

    def month(self, year: int, month: int) -> list[Path]:
        """国库, 税务, 退库 (with January: one file a year), 非税, 支付, 库款 of a month."""
        receipts, refunds = taxes.month(self._seed, year, month)
        slips = nontax.month(self._seed, year, month)
        entries = revenue.posted(receipts, refunds, slips)
        pays = self._last = self._payments.month(year, month)
        flow = self._cash.month(year, month, entries, pays)
        self._count(year, month, entries, pays)
        self._totals[(year, month)].update(flow.totals)
        folder = self._folder
        paths = [
            self._reports.write(folder, year, month, entries),
            taxes.write_receipts(folder, year, month, receipts),
        ]
        if month == 1:
            paths.append(taxes.write_refunds(folder, year, self._year_refunds(year)))
        paths.append(nontax.write(folder, year, month, slips))
        paths.append(payments.write(folder, self._seed, (year, month), pays))
        paths.append(cash.write(folder, year, month, flow))
        return paths

    def basics(self) -> list[Path]:
        """Registry, budgets, targets, history and the opening balances."""
        folder, before = self._folder, self._start - 1
        return [
            regions.write(folder),
            units.write(folder),
            projects.write(folder),
            budget.write_mapping(folder),
            budget.write(folder, 2022, self._actual),
            budget.write(folder, 2023, self._actual),
            targets.write(folder, 2022, self._actual, self._taxes[2022]),
            targets.write(folder, 2023, self._actual, self._taxes[2023]),
            history.write(folder, self._seed),
            accounts.write(folder, before, 12, accounts.opening(before)),
        ]

    def books(self) -> list[Path]:
        """Trial balances of December 2022 and of every month of 2023."""
        folder = self._folder
        december = accounts.closed_december(
            2022, self._sum(self._totals, 2022, 12), self._totals[(2022, 12)]
        )
        paths = [accounts.write(folder, 2022, 12, december)]
        for month in range(1, facts.LAST[1] + 1):
            costs = (self._sum(self._costs, 2023, month), self._costs[(2023, month)])
            before = self._sum(self._totals, 2023, month)
            rows = accounts.month_2023(before, self._totals[(2023, month)], costs)
            paths.append(accounts.write(folder, 2023, month, rows))
        return [*paths, *treasury.write(folder, self._totals)]

    def quotas(self) -> list[Path]:
        """Quotas and what stands behind them, 批示, requests, statements, registers: June."""
        folder = self._folder
        found = quotas.rights(self._seed, self._paid, self._actual)
        return [
            grants.write(folder, found),
            quotas.write(folder, found),
            guarantee.write_needs(folder, found),
            guarantee.write_staff(folder, self._wages),
            requests.write_papers(folder, self._seed, found),
            requests.write_asks(folder, requests.asks(self._seed, found)),
            requests.write_statements(folder, self._last),
            registers.write_barred(folder),
            registers.write_contracts(folder, self._seed, found),
            registers.write_plans(folder, found, self._spent),
        ]

    def _year_refunds(self, year: int) -> list[taxes.Refund]:
        months = [month for when, month in facts.months(year) if when == year]
        return [refund for month in months for refund in taxes.refunds_of(self._seed, year, month)]

    def _count(
        self,
        year: int,
        month: int,
        entries: Iterable[revenue.Posted],
        pays: Sequence[payments.Pay],
    ) -> None:
        totals, costs = Counter[str](), Counter[str]()
        for entry in entries:
            if entry.level == "1":
                continue
            kind = revenue.budget(entry.subject)
            code = entry.subject[:7] if kind == FUND else entry.subject[:5]
            self._actual[(year, kind, budget.INCOME, code)] += entry.fen
            if kind == GENERAL and entry.subject.startswith("101"):
                totals["税收"] += entry.fen
                self._taxes[year][entry.treasury] += entry.fen
        for pay in pays:
            kind = budget_of(pay.line.fund)
            self._actual[(year, kind, budget.SPENDING, pay.line.func[:5])] += pay.net
            costs[pay.line.gov[:3]] += pay.net
            if year == quotas.YEAR:
                self._paid[quotas.key(pay.line)] += pay.net
                self._spent[pay.line.unit.code, pay.line.fund, month] += pay.net
                if (month, pay.line.basic) == (facts.LAST[1], lines.WAGES):
                    self._wages[pay.line.unit.code, pay.line.dep] += pay.net
        self._totals[(year, month)] = totals
        self._costs[(year, month)] = costs

    @staticmethod
    def _sum(months: dict[tuple[int, int], Counter[str]], year: int, before: int) -> Counter[str]:
        """The months of a year before one of them, added up."""
        added: Counter[str] = Counter()
        for month in range(1, before):
            added.update(months[(year, month)])
        return added
