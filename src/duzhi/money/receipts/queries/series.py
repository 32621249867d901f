"""Revenue by month and by item beside last year: series, shares and what pulled the growth."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from duzhi.kernel.codes import FUND, GENERAL, UNCLASSIFIED, within
from duzhi.kernel.money import growth, rate
from duzhi.kernel.period import MONTHS, Span, year_to_date
from duzhi.ledger import api as ledger
from duzhi.money.receipts.postings import REVENUE
from duzhi.money.receipts.queries import statements
from duzhi.money.receipts.queries.days import OURS
from duzhi.money.receipts.queries.statements import NONTAX, TAX, Sums
from duzhi.money.receipts.rules.targets import pulled
from duzhi.registry import api as registry


class Month(NamedTuple):
    """A month of the year beside the same month of last year, fen; None where it is to come."""

    no: int
    now_fen: int | None
    last_fen: int | None

    @property
    def change_fen(self) -> int | None:
        """This year less last year."""
        if self.now_fen is None or self.last_fen is None:
            return None
        return self.now_fen - self.last_fen


class Shares(NamedTuple):
    """Tax as a part of general revenue from January to a month, this year and last."""

    no: int
    now: Fraction | None
    last: Fraction | None


class Change(NamedTuple):
    """An item of general revenue against last year's same period; fen, points of one."""

    code: str
    name: str
    last_fen: int
    now_fen: int
    pulled: Fraction | None
    """Points of the growth of the whole that it brings; all of them add up to it."""

    @property
    def change_fen(self) -> int:
        """This year less last year."""
        return self.now_fen - self.last_fen

    @property
    def growth(self) -> Fraction | None:
        """Relative change of the item itself."""
        return growth(self.now_fen, self.last_fen)


def months(region: str, on: date, subjects: Sequence[str] = (), fund: str = GENERAL) -> list[Month]:
    """Twelve months of a budget under these subjects (all of them without any).

    Last year is read on this year's classification; 调整期 counts with December.
    """
    wanted = (*subjects, *(UNCLASSIFIED + one for one in subjects))
    chosen = ledger.Selection(
        (REVENUE[fund],),
        regions=registry.subtree(region),
        fund=fund,
        subjects=wanted,
        levels=OURS,
    )
    now = _by_month(chosen, year_to_date(on))
    last = _by_month(_earlier(chosen, subjects, fund, on.year), _year(on.year - 1))
    return [
        Month(no, now.get(no, 0) if no <= on.month else None, last.get(no, 0) if last else None)
        for no in range(1, MONTHS + 1)
    ]


def shares(region: str, on: date) -> list[Shares]:
    """税收占比 cumulated to every month; months to come have none."""
    taxes, whole = months(region, on, (TAX,)), months(region, on)
    sums = [[0, 0], [0, 0]]
    found = []
    for tax, general in zip(taxes, whole, strict=True):
        for place, (part, total) in enumerate(
            ((tax.now_fen, general.now_fen), (tax.last_fen, general.last_fen))
        ):
            sums[place][0] += part or 0
            sums[place][1] += total or 0
        found.append(
            Shares(
                tax.no,
                None if tax.now_fen is None else rate(*sums[0]),
                None if tax.last_fen is None else rate(*sums[1]),
            )
        )
    return found


def tax_changes(region: str, on: date) -> list[Change]:
    """Every tax, the largest rise first and the largest fall last; points of tax growth."""
    sums = statements.by_item(GENERAL, region, on)
    taxes = {code: one for code, one in sums.items() if _is(code, TAX)}
    return changes(taxes, GENERAL, on)


def sources(region: str, on: date) -> list[Change]:
    """税收 and 非税 with the points of general revenue's growth each brings."""
    sums = statements.by_item(GENERAL, region, on)
    parts = {"101": Sums(), "103": Sums()}
    for code, one in sums.items():
        head = TAX if _is(code, TAX) else NONTAX
        parts[head] = parts[head].plus(one)
    base = sum(one.last_fen for one in sums.values())
    names = {"101": "税收收入", "103": "非税收入"}
    return [
        Change(code, names[code], one.last_fen, one.year_fen, pulled(_change(one), base))
        for code, one in parts.items()
    ]


def changes(sums: Mapping[str, Sums], fund: str, on: date) -> list[Change]:
    """Items with their change; points are of the growth of all of them together."""
    base = sum(one.last_fen for one in sums.values())
    made = [
        Change(
            code,
            registry.name_of(code, fund, registry.REVENUE, on.year),
            one.last_fen,
            one.year_fen,
            pulled(_change(one), base),
        )
        for code, one in sums.items()
        if one.last_fen or one.year_fen
    ]
    return sorted(made, key=lambda one: (-one.change_fen, one.code))


def _change(one: Sums) -> int:
    return one.year_fen - one.last_fen


def _by_month(chosen: ledger.Selection, span: Span) -> dict[int, int]:
    found: dict[int, int] = {}
    for (period,), fen in ledger.grouped(chosen, span, by=("period",)).items():
        no = min(int(period) % 100, MONTHS)
        found[no] = found.get(no, 0) + fen
    return found


def _earlier(
    chosen: ledger.Selection, subjects: Sequence[str], fund: str, year: int
) -> ledger.Selection:
    if not subjects:
        return chosen
    extra, out = registry.earlier(subjects, fund, year)
    return replace(chosen, subjects=(*chosen.subjects, *extra), excluding=out)


def _year(year: int) -> Span:
    return Span(date(year, 1, 1), date(year + 1, 1, 1))


def _is(code: str, head: str) -> bool:
    return within(code.removeprefix(UNCLASSIFIED), (head,))


def fund_changes(region: str, on: date) -> list[Change]:
    """Every item of 政府性基金 revenue, the largest rise first."""
    return changes(statements.by_item(FUND, region, on), FUND, on)


def account(fund: str) -> str:
    """The account that a budget's revenue is booked on."""
    return REVENUE[fund]
