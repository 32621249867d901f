"""FIGURES: the budgets every ratio is held against, with the lines behind them.

Denominators (domain.md Appendix J4): 年初预算, or the adjusted one once the 人大常委会 approved it;
general spending is held against the whole year's 变动预算.
"""

from collections.abc import Callable, Iterator, Sequence

from duzhi.figures.api import Context, Figure, Reading, Source
from duzhi.kernel.codes import FUND, GENERAL, UNCLASSIFIED, within
from duzhi.money.budget import queries
from duzhi.money.budget.rules.balance import CURRENT, INITIAL, SOURCE, USE, is_own
from duzhi.registry import api as registry

Reader = Callable[[Context], Reading | None]
_OFFICE = "预算股"
_APPROVED = "《中华人民共和国预算法》第四十三条、第六十九条"
_CURRENT = "《中华人民共和国预算法》第七十一条；变动预算含年度中收到的上级转移支付"
_BY_J4 = "年初预算数；经人大常委会批准调整的，自批准之日起为调整预算数"
_TAX, _NONTAX, _FUND_ITEM = ("101",), ("103",), "10301"


def budget_reader(kind: str, fund: str, side: str, prefixes: Sequence[str] = ()) -> Reader:
    """Own revenue or spending of the year's table, under `prefixes` if there are any."""

    def read(context: Context) -> Reading | None:
        table = context.once(
            ("budget", context.on, fund, kind, side), lambda: _side(context, fund, kind, side)
        )
        if not table:
            return None
        found = [row for row in table if _counts(row[1], side, prefixes)]
        adjusted = any(version.startswith("调整") for _, _, _, version in found)
        return Reading(
            sum(amount for _, _, amount, _ in found),
            lambda: _sources([number for number, _, _, _ in found], context),
            label="调整预算" if adjusted else "",
        )

    return read


def _side(context: Context, fund: str, kind: str, side: str) -> list[tuple[int, str, int, str]]:
    """One side of the table that counts on the day: (number, subject, fen, version) of a line."""
    tables = queries.chosen(context.regions, context.on.year, fund, kind, context.on)
    rows = queries.lines(tables, side)
    return list(rows.values_list("pk", "subject", "amount", "table__version"))


def _counts(subject: str, side: str, prefixes: Sequence[str]) -> bool:
    bare = subject.removeprefix(UNCLASSIFIED)
    return is_own(side, subject) and (not prefixes or within(bare, prefixes))


def _sources(numbers: Sequence[int], context: Context) -> Iterator[Source]:
    for line in queries.numbered(numbers):
        yield Source(
            text=f"{line.table.version}预算 {line.subject} {line.name}",
            on=context.on,
            amount=line.amount,
            ref=str(queries.ref(line)),
            event="预算",
            key=queries.key(line),
        )


def _figure(code: str, name: str, definition: str, read: Reader, basis: str = _APPROVED) -> Figure:
    return Figure(code, name, "万元", definition, basis, _OFFICE, read)


def _initial(fund: str, side: str, *prefixes: str) -> Reader:
    return budget_reader(INITIAL, fund, side, prefixes)


_TOTALS = (
    _figure(
        "budget.general_revenue",
        "一般公共预算收入预算",
        f"全市一般公共预算收入（101、103类）的{_BY_J4}",
        _initial(GENERAL, SOURCE),
    ),
    _figure(
        "budget.tax",
        "税收收入预算",
        f"一般公共预算收入中税收收入（101类）的{_BY_J4}",
        _initial(GENERAL, SOURCE, *_TAX),
    ),
    _figure(
        "budget.nontax",
        "非税收入预算",
        f"一般公共预算收入中非税收入（103类）的{_BY_J4}",
        _initial(GENERAL, SOURCE, *_NONTAX),
    ),
    _figure(
        "budget.fund_revenue",
        "政府性基金收入预算",
        f"政府性基金本级收入，不含转移支付、债务和结转收入，{_BY_J4}",
        _initial(FUND, SOURCE),
    ),
    _figure(
        "budget.general_spending",
        "一般公共预算支出变动预算",
        "一般公共预算本级支出（不含转移性支出230类、债务还本支出231类）的全年变动预算数",
        budget_reader(CURRENT, GENERAL, USE),
        _CURRENT,
    ),
    _figure(
        "budget.general_spending_initial",
        "一般公共预算支出预算",
        f"一般公共预算本级支出（不含230、231类）的{_BY_J4}",
        _initial(GENERAL, USE),
    ),
    _figure(
        "budget.fund_spending",
        "政府性基金支出预算",
        f"政府性基金本级支出（不含230、231类）的{_BY_J4}",
        _initial(FUND, USE),
    ),
)


def _items() -> Iterator[Figure]:
    """One figure per 款 of general and per 项 of fund revenue: denominators of statements."""
    for row in registry.table_rows("revenue_general"):
        code, name = row["code"], row["name"]
        if row["level"] == "2" and within(code, (*_TAX, *_NONTAX)):
            kind = "tax" if within(code, _TAX) else "nontax"
            read = _initial(GENERAL, SOURCE, code)
            yield _figure(f"budget.{kind}.{code}", f"{name}预算", f"{code} {name}的{_BY_J4}", read)
    for row in registry.table_rows("fund_revenue"):
        code, name = row["code"], row["name"]
        if row["level"] == "3" and code.startswith(_FUND_ITEM):
            read = _initial(FUND, SOURCE, code)
            yield _figure(f"budget.fund.{code}", f"{name}预算", f"{code} {name}的{_BY_J4}", read)


def _spending() -> Iterator[Figure]:
    """One figure per 类 of general spending, 变动预算: the denominator of spending progress."""
    for row in registry.table_rows("expenditure_function"):
        code, name = row["code"], row["name"]
        if row["level"] == "1" and is_own(USE, code):
            read = budget_reader(CURRENT, GENERAL, USE, (code,))
            definition = f"{code} {name}的全年变动预算数"
            yield _figure(f"budget.spending.{code}", f"{name}变动预算", definition, read, _CURRENT)


FIGURES = (*_TOTALS, *_items(), *_spending())
