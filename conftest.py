"""What every test shares: a home of its own, and files as offices send them."""

import csv
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
import xlsxwriter

Rows = Sequence[Sequence[object]]
collect_ignore = ["src/duzhi/config/wsgi.py"]
"""Importing it starts the website, which wants its static files gathered."""


@pytest.fixture(autouse=True)
def _own_home(settings, tmp_path: Path) -> None:  # noqa: ANN001 the fixture's own type
    """Files of a test never land in the installation's own folder."""
    settings.HOME = tmp_path / "home"


@pytest.fixture
def book(tmp_path: Path) -> Callable[..., Path]:
    """Write a workbook: title, caption, header, rows."""

    def write(
        name: str, head: Sequence[str], rows: Rows, *caption: str, sheet: str = "Sheet1"
    ) -> Path:
        path = tmp_path / name
        with xlsxwriter.Workbook(str(path)) as workbook:
            page = workbook.add_worksheet(sheet)
            page.write(0, 0, name.rsplit(".", 1)[0])
            page.write_row(1, 0, caption)
            for number, row in enumerate([head, *rows], 2):
                for column, cell in enumerate(row):
                    if cell is not None:
                        page.write(number, column, cell)
        return path

    return write


@pytest.fixture
def text(tmp_path: Path) -> Callable[..., Path]:
    """Write a CSV file."""

    def write(name: str, rows: Rows, encoding: str = "utf-8-sig") -> Path:
        path = tmp_path / name
        with path.open("w", encoding=encoding, newline="") as file:
            csv.writer(file).writerows(rows)
        return path

    return write
