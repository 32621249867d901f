"""A made-up layout of tax receipts with an action that writes down what it was given."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

import pytest
import xlsxwriter

from duzhi.intake import api as intake
from duzhi.kernel.finding import Finding, Place, Refused

NOW = datetime(2023, 7, 1, 0, 0, tzinfo=UTC)
KNOWN = frozenset({"10101", "1010101", "10104", "1030115"})
HEAD = ["凭证号", "入库日期", "科目代码", "科目名称", "级次", "金额(元)", "备注"]
ROWS = [
    ["0001", "2023-06-01", "1010101", "国内增值税", "县级", "1,200.50", ""],
    ["0002", "2023-06-02", "10104", "企业所得税", "县级", "300.00", "补缴"],
    ["0003", "2023-06-03", "1010101", "国内增值税", "乡级", "-20.50", "退库"],
]


class Receipt(NamedTuple):
    sheet: str
    row: int
    voucher: str
    on: date
    subject: str
    name: str
    level: str
    amount_fen: int
    note: str


class Cash(NamedTuple):
    sheet: str
    row: int
    on: date
    opening_fen: int
    tax_in_fen: int
    fund_in_fen: int
    tax_out_fen: int
    closing_fen: int


@dataclass
class Taken:
    """What the fake actions received."""

    rows: list = field(default_factory=list)
    files: list = field(default_factory=list)
    declared: list = field(default_factory=list)
    refuse: bool = False
    crash: bool = False
    outcome: intake.Outcome | None = None
    by: tuple[str, datetime] | None = None

    def take(self, *, rows, file, declared, by, now):
        if self.crash:
            raise OSError("磁盘断开")
        if self.refuse:
            place = Place(row=rows[0].row, column="入库日期")
            raise Refused([Finding("receipts.closed", "5月已结账，不能入账", place=place)])
        self.rows = list(rows)
        self.files.append(file)
        self.declared.append(declared)
        self.by = (by, now)
        return self.outcome or intake.Outcome(
            added=len(rows), total_fen=sum(getattr(row, "amount_fen", 0) for row in rows)
        )


def skip_township_total(row: Receipt) -> str | None:
    return "全辖汇总行" if row.level == "0" else None


def check_refunds(rows, declared) -> list[Finding]:
    return [
        Finding(
            "receipts.refund_note",
            "金额为负而备注没有写明退库；请补写原因",
            place=Place(sheet=row.sheet, row=row.row, column="备注"),
        )
        for row in rows
        if row.amount_fen < 0 and "退" not in row.note
    ]


def receipts_layout(action, **changes) -> intake.Layout:
    given = {
        "code": "T-01",
        "name": "入库流水",
        "office": "国库股",
        "columns": (
            intake.Column("voucher", "凭证号", intake.Code()),
            intake.Column("on", "入库日期", intake.Day(), aliases=("日期",)),
            intake.Column("subject", "科目代码", intake.Subject(("revenue_general",))),
            intake.Column("name", "科目名称", intake.Text(), required=False),
            intake.Column("level", "级次", intake.Choice({"县级": "4", "乡级": "5", "全辖": "0"})),
            intake.Column("amount_fen", "金额", intake.Amount(), element="amt"),
            intake.Column("note", "备注", intake.Text(max=20), required=False),
        ),
        "row": Receipt,
        "basis": "net",
        "skip": skip_township_total,
        "checks": (check_refunds,),
        "action": action,
        "keys": ("voucher",),
    }
    return intake.Layout(**(given | changes))


def cash_layout(action) -> intake.Layout:
    amount = intake.Amount()
    return intake.Layout(
        code="T-02",
        name="库款日报",
        columns=(
            intake.Column("on", "日期", intake.Day()),
            intake.Column("opening_fen", "期初余额", amount),
            intake.Column("tax_in_fen", "流入/一般公共预算", amount),
            intake.Column("fund_in_fen", "流入/基金", amount),
            intake.Column("tax_out_fen", "流出/一般公共预算", amount),
            intake.Column("closing_fen", "期末余额", intake.Amount(negative=False)),
        ),
        row=Cash,
        action=action,
        keys=("on",),
        needs=("region",),
    )


@pytest.fixture(autouse=True)
def home(settings, tmp_path) -> Path:
    settings.HOME = tmp_path / "home"
    return settings.HOME


@pytest.fixture
def taken() -> Taken:
    return Taken()


@pytest.fixture
def known(taken) -> Iterator[None]:
    with intake.only([receipts_layout(taken.take), cash_layout(taken.take)]):
        yield


def codes(name: str, year: int) -> frozenset[str]:
    if year < 2007:
        raise LookupError(year)
    return KNOWN


@pytest.fixture
def load(known, db) -> Callable[..., intake.Result]:
    def load(path, **given):
        return intake.run(path, **({"by": "李文静", "now": NOW, "codes": codes} | given))

    return load


def write(page, line, row, day) -> None:
    """Every cell exactly as given: text stays text, None stays empty."""
    for column, cell in enumerate(row):
        if isinstance(cell, str):
            page.write_string(line, column, cell)
        elif isinstance(cell, date):
            page.write_datetime(line, column, cell, day)
        elif cell is not None:
            page.write(line, column, cell)


@pytest.fixture
def book(tmp_path) -> Callable[..., Path]:
    """Writes sheets (name → rows) as a workbook."""

    def book(sheets, name="流水.xlsx", hidden=()) -> Path:
        sheets = sheets if isinstance(sheets, dict) else {"流水": sheets}
        with xlsxwriter.Workbook(tmp_path / name, {"strings_to_formulas": False}) as made:
            day = made.add_format({"num_format": "yyyy-mm-dd"})
            for title, rows in sheets.items():
                page = made.add_worksheet(title)
                if title in hidden:
                    page.hide()
                for line, row in enumerate(rows):
                    write(page, line, row, day)
        return tmp_path / name

    return book


@pytest.fixture
def text(tmp_path) -> Callable[..., Path]:
    """Writes rows as a text file in an encoding."""

    def text(rows, name="流水.csv", encoding="utf-8-sig") -> Path:
        lines = "\r\n".join(",".join(f'"{c}"' if "," in c else c for c in row) for row in rows)
        (tmp_path / name).write_bytes((lines + "\r\n").encode(encoding))
        return tmp_path / name

    return text
