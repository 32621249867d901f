"""Workbooks and CSV files as offices send them, brought in through the front door."""

import csv
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
import xlsxwriter

from duzhi.documents import api as documents
from duzhi.figures import api as figures
from duzhi.intake import api as intake
from duzhi.money.budget.documents import DOCUMENTS
from duzhi.money.budget.figures import FIGURES
from duzhi.money.budget.imports import IMPORTS

NOW = datetime(2023, 7, 5, 1, tzinfo=UTC)
HEAD = [
    *("资金性质", "收支方向", "科目编码", "科目名称", "级次"),
    *("年初预算", "调整数", "调整预算", "变动预算", "决算数"),
]
WAN = 1_000_000


@pytest.fixture(scope="session", autouse=True)
def _plugs() -> None:
    """What `config` does at start-up, for this area alone."""
    intake.register(IMPORTS)
    figures.register(FIGURES)
    documents.register(DOCUMENTS)


@pytest.fixture
def book(tmp_path: Path) -> Callable[..., Path]:
    """Write a workbook: title, caption, header, rows."""

    def write(
        name: str, head: Sequence[str], rows: Sequence[Sequence[object]], *caption: str
    ) -> Path:
        path = tmp_path / name
        with xlsxwriter.Workbook(str(path)) as workbook:
            sheet = workbook.add_worksheet("Sheet1")
            sheet.write(0, 0, name.rsplit(".", 1)[0])
            for column, text in enumerate(caption):
                sheet.write(1, column, text)
            for line, row in enumerate([head, *rows], 2):
                for column, cell in enumerate(row):
                    if cell is not None:
                        sheet.write(line, column, cell)
        return path

    return write


@pytest.fixture
def text(tmp_path: Path) -> Callable[..., Path]:
    """Write a CSV file."""

    def write(name: str, rows: Sequence[Sequence[object]], encoding: str = "utf-8-sig") -> Path:
        path = tmp_path / name
        with path.open("w", encoding=encoding, newline="") as file:
            csv.writer(file).writerows(rows)
        return path

    return write


@pytest.fixture
def bring(db) -> Callable[..., intake.Result]:
    """Import a file the way a user does."""

    def run(path: Path, **declared: object) -> intake.Result:
        said = intake.Declared(**{"region": "990181", **declared})
        return intake.run(path, declared=said, by="预算员", now=NOW)

    return run
