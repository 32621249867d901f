"""What the interface answers with: documented, stable shapes; money as whole fen and as text."""

from datetime import date, datetime
from fractions import Fraction
from typing import Annotated, Literal

from ninja import Field, Path, Query, Schema

from duzhi.kernel.money import UNIT_FEN, decimal

MOST = 200
"""Rows of one answer."""
DEEPEST = 10_000
"""How far an answer may begin."""
_FIRST, _LAST = date(2000, 1, 1), date(2100, 12, 31)

_REGION = {
    "pattern": r"^([0-9]{6}|[0-9]{9})?$",
    "description": "区划，6位为全辖，9位为本级；缺省为本人所在",
}
Region = Annotated[str, Query(**_REGION)]
RegionText = Annotated[str, Field(**_REGION)]
AgencyText = Annotated[
    str, Field(pattern=r"^[0-9A-Za-z]{0,21}$", description="单位代码，或其开头（主管部门）")
]
CodesText = Annotated[str, Field(pattern=r"^[0-9A-Za-z]{0,40}$", description="科目代码的开头")]
FundText = Annotated[
    str, Field(pattern=r"^[0-9]{0,10}$", description="资金性质的开头，11为一般公共预算")
]
Day = Annotated[date | None, Query(ge=_FIRST, le=_LAST, description="截至日期；缺省为账内最后一天")]
Start = Annotated[
    date | None, Query(ge=_FIRST, le=_LAST, description="起始日期；缺省为截至日所在年的1月1日")
]
End = Annotated[
    date | None,
    Query(ge=_FIRST, le=_LAST, description="终止日期（不含）；缺省为账内最后一天的次日"),
]
Number = Annotated[int, Path(ge=1, le=2**63 - 1, description="分录编号")]
Limit = Annotated[int, Query(ge=1, le=MOST, description=f"最多几行，不超过{MOST}")]
Offset = Annotated[int, Query(ge=0, le=DEEPEST, description="跳过几行")]
Words = Annotated[
    str, Query(max_length=60, pattern=r"^[^\x00]*$", description="名称中的字，或代码的开头")
]


class Fault(Schema):
    """What is wrong, in Chinese, what to do, and the number that finds the log line."""

    status: int
    message: str
    findings: list[str]
    advice: str
    request_id: str


def answers(shape: type[Schema]) -> dict[int, type[Schema]]:
    """Every answer an endpoint may give: its own, and the faults of all."""
    return {200: shape, **dict.fromkeys((401, 403, 404, 422, 429), Fault)}


class Money(Schema):
    """An amount: whole fen, and the same in 元 with two decimals."""

    fen: int
    yuan: str


class Figure(Schema):
    """A figure on a day: the shape of `duzhi figures --json`."""

    id: str
    code: str
    name: str
    value: str | None = Field(description="按 unit 计的十进制数，四舍五入到10位；缺报为空")
    exact: int | str | None = Field(description="金额为整数分，比率为 p/q")
    display: str | None
    unit: str
    as_of: date
    region: str
    formula: str
    denominator: str | None
    source: Literal["computed", "reported"] | None
    status: Literal["ok", "missing"]
    office: str
    note: str
    difference: int | str | None


class Filed(Schema):
    """Who filed a 填报数, who reviewed it, with which evidence."""

    office: str
    filler: str
    reviewer: str
    evidence: str


class FigureTree(Figure):
    """A figure with its parts, all the way down."""

    parts: list["FigureTree"]
    filed: Filed | None


class Figures(Schema):
    """Part of the catalogue with values."""

    as_of: date
    region: str
    total: int
    items: list[Figure]
    next_offset: int | None


class SourceRow(Schema):
    """A row of an imported file; the amount is in fen."""

    file: str
    sheet: str
    row: int
    amount: int


class Step(Schema):
    """One line behind a figure, as in `duzhi trace --json`; the amount is in fen."""

    entry: int | None
    source: str
    event: str
    on: date
    text: str
    amount: int | str | None
    subject: str
    level: str
    region: str
    rows: list[SourceRow]


class Steps(Schema):
    """Some of the lines behind a base figure; none behind a derived one, ask its parts."""

    code: str
    as_of: date
    region: str
    items: list[Step]
    next_offset: int | None


class StatementName(Schema):
    """A statement that can be asked for."""

    code: str
    name: str
    office: str


class Statements(Schema):
    """Every statement."""

    items: list[StatementName]


class ColumnHead(Schema):
    """A column: `kind` is text, money, percent, points, count or number."""

    title: str
    kind: str
    group: str


class Cell(Schema):
    """A cell: text, or a number as exact value and as decimal in the table's unit or per cent."""

    text: str | None = None
    exact: int | str | None = None
    value: str | None = None


class TableRow(Schema):
    """A row; `depth` indents, totals are bold."""

    depth: int
    bold: bool
    cells: list[Cell]


class Table(Schema):
    """One table of a statement; money cells have `exact` in fen and `value` in `unit`."""

    title: str
    period: str
    unit: str
    columns: list[ColumnHead]
    rows: list[TableRow]
    notes: list[str]


class Statement(StatementName):
    """A statement with its tables."""

    as_of: date
    region: str
    tables: list[Table]


class Account(Schema):
    """An account of the verification ledger."""

    code: str
    name: str
    side: Literal["debit", "credit"]


class Accounts(Schema):
    """The chart of accounts."""

    items: list[Account]


class Key(Schema):
    """The classifications a line is booked under."""

    region: str
    fund_type: str
    subject: str
    gov_econ: str
    dep_econ: str
    agency: str
    project: str
    level: str
    source_doc: str
    guarantee: str
    direct: str
    bond: str


class Posting(Schema):
    """One line of an account, on the account's own side."""

    entry: int
    source: str
    event: str
    on: date
    account: str
    amount: Money
    key: Key


class Postings(Schema):
    """Lines of an account in some days."""

    account: str
    region: str
    agency: str
    start: date
    end: date
    items: list[Posting]
    next_offset: int | None


class Line(Schema):
    """One side of an entry; the amount is signed, debit positive."""

    account: str
    amount: Money
    control: str
    key: Key


class Entry(Schema):
    """One entry with the lines the reader may see."""

    id: int
    on: date
    source: str
    event: str
    by: str
    booked_at: datetime
    reverses: int | None = Field(description="本笔冲销的分录")
    reversed_by: int | None = Field(description="冲销本笔的分录")
    digest: str = Field(description="内容摘要值")
    proven: bool = Field(description="内容与摘要值相符")
    lines: list[Line]
    hidden_lines: int = Field(description="不在数据范围内、未列出的行数")


class Sum(Schema):
    """An amount under one classification; `code` is empty when nothing was asked to be split."""

    code: str
    amount: Money


class Sums(Schema):
    """What stands, or what moved, on an account."""

    account: str
    region: str
    agency: str
    start: date | None
    end: date
    by: str
    total: Money
    items: list[Sum]


class Unit(Schema):
    """A 预算单位 on a day."""

    code: str
    name: str
    region: str
    office: str
    nature: str


class Units(Schema):
    """Units within the reader's scope."""

    as_of: date
    total: int
    items: list[Unit]
    next_offset: int | None


class RegionName(Schema):
    """A 财政区划."""

    code: str
    name: str
    level: str
    parent: str


class Regions(Schema):
    """Regions of the installation."""

    items: list[RegionName]


def following(offset: int, limit: int, *, more: bool) -> int | None:
    """Where the next answer begins; None when this is the last one or the deepest allowed."""
    after = offset + limit
    return after if more and after <= DEEPEST else None


def money(fen: int) -> Money:
    """Fen with the same in 元."""
    return Money(fen=fen, yuan=decimal(Fraction(fen, UNIT_FEN["元"]), 2))
