"""Reading budgets: which version counts on a day, its lines, and the file rows behind them."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Max, QuerySet

from duzhi.intake import api as intake
from duzhi.kernel.entry import Key, Ref
from duzhi.ledger import api as ledger
from duzhi.money.budget.models import Adjustment, BudgetLine, BudgetTable
from duzhi.money.budget.rules import balance as rules
from duzhi.money.budget.rules.balance import CURRENT, FINAL, INITIAL, SOURCE, USE, Item, Printed

LINE = "budget.line"
"""Kind of the document behind a budget figure."""
TITLES = {INITIAL: "年初预算", CURRENT: "变动预算", FINAL: "决算数"}
_YEAR_END = (12, 31)
_BATCH = 500


def approvals(region: str, year: int) -> dict[int, date]:
    """Number → day of approval of every adjustment on record."""
    rows = Adjustment.objects.filter(region=region, year=year).order_by("no")
    return dict(rows.values_list("no", "approve_date"))


def next_adjustment(region: str, year: int) -> int:
    """The adjustment an adjusted column belongs to: the latest on record, else the first."""
    return max(approvals(region, year), default=1)


def standing(region: str, year: int) -> dict[tuple[str, str], BudgetTable]:
    """(version, budget) → the table that counts."""
    rows = BudgetTable.objects.filter(region=region, year=year, standing=True)
    return {(row.version, row.fund_type): row for row in rows.order_by("pk")}


def last_revision(region: str, year: int, version: str, fund: str) -> int:
    """The highest revision there ever was of a table, 0 when there is none."""
    rows = BudgetTable.objects.filter(region=region, year=year, version=version, fund_type=fund)
    found: int | None = rows.aggregate(last=Max("revision"))["last"]
    return found or 0


def chosen(
    regions: Sequence[str], year: int, fund: str, kind: str, on: date
) -> QuerySet[BudgetTable]:
    """Tables that answer for a year, one a region.

    `kind` 年初 gives an adjustment instead once it was approved by the day (Appendix J4); 变动 and
    决算 give just that version.
    """
    tables = BudgetTable.objects.filter(
        region__in=regions, year=year, fund_type=fund, standing=True
    ).order_by("region")
    if kind != INITIAL:
        return tables.filter(version=kind)
    wanted = []
    versions: dict[str, dict[str, int]] = {}
    for region, version, pk in tables.values_list("region", "version", "pk"):
        versions.setdefault(region, {})[version] = pk
    for region, known in versions.items():
        version = rules.version_on(known, approvals(region, year), on)
        wanted += [known[version]] if version in known else []
    return tables.filter(pk__in=wanted)


def lines(tables: QuerySet[BudgetTable], direction: str = "") -> QuerySet[BudgetLine]:
    """Lines that count, headings left out, in the order of their codes."""
    found = BudgetLine.objects.filter(table__in=tables, heading=False).select_related("table")
    found = found.filter(direction=direction) if direction else found
    return found.order_by("table__region", "direction", "subject", "name", "pk")


def numbered(numbers: Sequence[int]) -> QuerySet[BudgetLine]:
    """The lines with these numbers, in the order of their codes."""
    found = BudgetLine.objects.filter(pk__in=numbers).select_related("table")
    return found.order_by("table__region", "subject", "name", "pk")


def items(found: QuerySet[BudgetLine]) -> list[Item]:
    """Lines as the rules take them."""
    return [
        Item(
            line.table.fund_type,
            line.direction,
            line.subject,
            line.name,
            line.level,
            line.amount,
            line.sheet,
            line.row,
        )
        for line in found
    ]


def columns(regions: Sequence[str], fund: str, on: date) -> dict[str, list[Item]]:
    """Title → items of every version a balance table prints on a day; both sides or none."""
    found = column_lines(regions, fund, on)
    return {title: [item for item, _ in own] for title, own in found.items()}


def column_lines(regions: Sequence[str], fund: str, on: date) -> dict[str, list[tuple[Item, Ref]]]:
    """Title → lines of every version a balance table prints on a day; both sides or none.

    年初 reads 调整预算 once an adjustment was approved; 决算 is printed when the year is over.
    """
    kinds = [INITIAL, CURRENT] + ([FINAL] if (on.month, on.day) == _YEAR_END else [])
    found: dict[str, list[tuple[Item, Ref]]] = {}
    for kind in kinds:
        tables = chosen(regions, on.year, fund, kind, on)
        rows = lines(tables)
        own = list(zip(items(rows), map(ref, rows), strict=True))
        if {item.side for item, _ in own} == {SOURCE, USE}:
            versions = {table.version for table in tables}
            found[TITLES.get("".join(versions), "调整预算")] = own
    return found


def published(region: str, fund: str, on: date) -> dict[str, list[Printed]]:
    """Both sides of a published balance table of the year; empty where there is none."""
    found: dict[str, dict[int, Printed]] = {}
    for fact in ledger.facts(region, on.year, table=f"收支平衡{fund}"):
        depth = 0 if "总计" in fact.name else fact.depth + 1
        row = found.setdefault(fact.side, {}).get(fact.no, Printed(fact.name, depth, {}))
        amounts = {**row.amounts, fact.measure: fact.amount_fen}
        found[fact.side][fact.no] = row._replace(amounts=amounts)
    return {side: list(rows.values()) for side, rows in found.items()}


def ref(line: BudgetLine) -> Ref:
    """The document a budget figure names as its source."""
    return Ref(LINE, str(line.pk), line.table.revision)


def key(line: BudgetLine) -> Key:
    """The classifications of a line."""
    return Key(
        region=line.table.region,
        fund_type=line.table.fund_type,
        subject=line.subject,
        level=line.level if len(line.level) == 1 else "",
    )


def origins(
    asked: Sequence[tuple[Ref, Key]],
) -> dict[tuple[Ref, Key], Sequence[intake.Origin]]:
    """The file row behind each budget line."""
    numbers = [int(one.number) for one, _ in asked]
    rows: dict[int, BudgetLine] = {}
    for start in range(0, len(numbers), _BATCH):
        some = BudgetLine.objects.filter(pk__in=numbers[start : start + _BATCH])
        rows |= {line.pk: line for line in some.select_related("table")}
    return {
        pair: (_origin(rows[int(pair[0].number)]),) for pair in asked if int(pair[0].number) in rows
    }


def _origin(line: BudgetLine) -> intake.Origin:
    table = line.table
    return intake.Origin(
        file=table.file_name,
        file_id=table.file,
        sheet=line.sheet,
        row=line.row,
        amount_fen=line.amount,
        text=f"{table.version} {line.name}",
    )
