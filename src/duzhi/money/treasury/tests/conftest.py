"""Daily reports and trial balances as offices send them, brought in through the front door."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime

import pytest
import xlsxwriter

from duzhi.intake import api as intake
from duzhi.kernel.entry import Entry, Key, Ref, cr, dr
from duzhi.ledger import api as ledger
from duzhi.money.treasury.imports import IMPORTS
from duzhi.money.treasury.rules.cash import FLOWS, INFLOWS, OUTFLOWS, RESTRICTED
from duzhi.registry import api as registry

NOW = datetime(2023, 7, 5, 1, tzinfo=UTC)
COUNTY, TOWN = "990181000", "990181001"
BOOKS = {"by": "张会计", "at": NOW}
HEAD = ["科目编码", "科目名称", "期初余额", "本期借方", "本期贷方", "期末余额"]
OPENING = {
    "1001": 46_340, "1004": 6_200, "1036": 74_400, "2012": 28_000, "2017": 7_500,
    "3001": 54_140, "3002": 28_000, "3003": 500, "3031": 8_000, "3033": 800,
}  # fmt: skip
"""A balance sheet of 31 December under the 2015 codes, 元."""

Cells = list[object]


def day(on: date, opening: int, restricted: Sequence[object] = (), **flows: int) -> Cells:
    """A row of the daily report in yuan; totals and the closing balance follow."""
    inflows = [flows.get(flow.field, 0) for flow in INFLOWS]
    outflows = [flows.get(flow.field, 0) for flow in OUTFLOWS]
    closing = opening + sum(inflows) - sum(outflows)
    purses = [*restricted, *[0] * (3 - len(restricted))]
    return [on, opening, *inflows, sum(inflows), *outflows, sum(outflows), closing, *purses]


def column(title: str) -> int:
    """Where a title stands in a row."""
    titles = ["日期", "期初余额", *(flow.title for flow in INFLOWS), "流入合计"]
    titles += [*(flow.title for flow in OUTFLOWS), "流出合计", "期末余额", *RESTRICTED.values()]
    return titles.index(title)


def run_of_days(start: date, opening: int, flows: Sequence[dict[str, int]]) -> list[Cells]:
    """Days that follow each other, each opening with the last closing balance."""
    rows: list[Cells] = []
    for offset, flow in enumerate(flows):
        rows.append(day(start.replace(day=start.day + offset), opening, **flow))
        opening = rows[-1][column("期末余额")]
    return rows


@pytest.fixture
def county(db) -> None:
    rows = (registry.RegionRow(COUNTY, "青岚市"), registry.RegionRow(TOWN, "桃源镇", COUNTY, "5"))
    registry.load_regions(rows=rows, **BOOKS)


@pytest.fixture
def layouts() -> Iterator[None]:
    with intake.only(IMPORTS):
        yield


@pytest.fixture
def days(county, layouts, tmp_path) -> Callable[..., intake.Result]:
    """Writes a daily report with its two-row header and imports it."""
    count = iter(range(1_000))

    def load(rows: Sequence[Cells], caption: str = "") -> intake.Result:
        path = tmp_path / f"库款日报{next(count)}.xlsx"
        with xlsxwriter.Workbook(path) as book:
            page, shown = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd"})
            page.write_row(0, 0, ["青岚市库款日报"])
            page.write_row(1, 0, ["编制单位：国库股", caption, "单位：元"])
            _head(page)
            for line, row in enumerate(rows, 4):
                _line(page, line, row, shown)
            total = ["合计", *[""] * 23]
            page.write_row(4 + len(rows), 0, total)
        return intake.run(path, by="李国库", now=NOW)

    return load


@pytest.fixture
def balances(county, layouts, tmp_path) -> Callable[..., intake.Result]:
    """Writes a trial balance and imports it."""
    count = iter(range(1_000))

    def load(year: int, month: int, rows: Sequence[Cells]) -> intake.Result:
        path = tmp_path / f"科目余额表{next(count)}.xlsx"
        with xlsxwriter.Workbook(path) as book:
            page = book.add_worksheet()
            page.write_row(0, 0, ["青岚市财政总会计科目余额表"])
            page.write_row(1, 0, ["编制单位：国库股", f"{year}年{month:02d}月", "单位：元"])
            for line, row in enumerate([HEAD, *rows], 2):
                page.write_row(line, 0, row)
        return intake.run(path, by="张会计", now=NOW)

    return load


@pytest.fixture
def opened(balances) -> intake.Result:
    """The ledger begins on 31 December 2020."""
    return balances(2020, 12, stock_rows(OPENING))


def stock_rows(stocks: dict[str, int]) -> list[Cells]:
    """Balances without movement."""
    return [[code, f"科目{code}", fen, 0, 0, fen] for code, fen in stocks.items()]


def books_entry(account: str, fen: int, on: date, *, fund: str = "11", number: str = "1") -> None:
    """What another file posts: revenue comes in, spending goes out."""
    cash, own = Key(COUNTY, fund), Key(COUNTY, fund, "1010101", level="4")
    first, second = ("cash.treasury", cash), (account, own)
    if account.startswith(("spending", "carried")):
        first, second = second, first
    if fen < 0:
        first, second = second, first
    lines = (
        dr(first[0], key=first[1], amount_fen=abs(fen)),
        cr(second[0], key=second[1], amount_fen=abs(fen)),
    )
    source = Ref("test.voucher", f"{account}/{on}/{number}")
    ledger.post([Entry(source, "入账", on, lines)], fact=True, **BOOKS)


def standing(account: str, on: date, fund: str = "") -> int:
    """Yuan on an account at the end of a day."""
    return ledger.balance(ledger.Selection((account,), fund=fund), on) // 100


def codes(result: intake.Result, severity: str = "") -> list[str]:
    """Codes of this area's findings without the prefix."""
    own = (one for one in result.findings if one.code.startswith("treasury."))
    return [
        one.code.removeprefix("treasury.")
        for one in own
        if not severity or one.severity == severity
    ]


def _head(page) -> None:
    groups = [("流入", len(INFLOWS) + 1), ("流出", len(OUTFLOWS) + 1)]
    names = [flow.title for flow in INFLOWS] + ["流入合计"]
    names += [flow.title for flow in OUTFLOWS] + ["流出合计"]
    for at, title in ((0, "日期"), (1, "期初余额"), (2 + len(names), "期末余额")):
        page.merge_range(2, at, 3, at, title)
    at = 2
    for title, span in groups:
        page.merge_range(2, at, 2, at + span - 1, title)
        at += span
    page.merge_range(2, at + 1, 2, at + 3, "其中")
    page.write_row(3, 2, names)
    page.write_row(3, at + 1, list(RESTRICTED.values()))
    assert len(FLOWS) + 2 == len(names)


def _line(page, line: int, row: Cells, shown) -> None:
    for at, cell in enumerate(row):
        if isinstance(cell, date):
            page.write_datetime(line, at, datetime(cell.year, cell.month, cell.day), shown)  # noqa: DTZ001 a cell has no zone
        else:
            page.write(line, at, cell)
