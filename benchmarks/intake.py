"""A year's payments in one workbook: checked and posted, beside just reading it.

`python -m benchmarks.intake ROWS` writes a workbook of the sample county's 2022 payments.
"""

import csv
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from benchmarks.installation import fresh, peak_mb, say, seconds

BOOK = "2022年支付明细.xlsx"
NOW = datetime(2023, 7, 1, tzinfo=UTC)


def main(rows: int) -> None:
    """Write the workbook, read it alone, then import it, each in a process of its own."""
    folder = fresh()
    from duzhi.intake import api as intake

    _child("prepare", str(folder), str(rows))
    book = folder / BOOK
    reading = float(_child("read", str(book)))
    for path in sorted((folder / "county" / "基础").glob("REG-*.xlsx")):
        bring(path)
    results: list[intake.Result] = []
    took = seconds(lambda: results.append(bring(book)))
    if results[0].status != intake.IMPORTED:
        raise SystemExit(results[0].sentence)
    say(
        f"import of a {results[0].rows:,}-row xlsx, posted",
        f"{took:.1f} s, {took / reading:.1f} × just reading, peak {peak_mb()} MB",
        "≤ 10 ×, ≤ 500 MB",
    )


def prepare(folder: Path, rows: int) -> None:
    """A workbook of that many payments of 2022, and the registry files it needs."""
    from duzhi.sample import api as sample

    paths = sample.write(folder / "county", start_year=2022, payments_per_year=rows + rows // 20)
    months = [path for path in paths if path.name.startswith("2022") and "支付" in path.name]
    merge(months, folder / BOOK, rows)


def read(book: Path) -> None:
    """Seconds the reader alone needs, on standard output."""
    from python_calamine import CalamineWorkbook

    took = seconds(lambda: CalamineWorkbook.from_path(book).get_sheet_by_index(0).to_python())
    sys.stdout.write(f"{took}\n")


def _child(*words: str) -> str:
    command = [sys.executable, "-m", "benchmarks.intake", *words]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def bring(path: Path):
    """Import a file as the command line does."""
    from duzhi.intake import api as intake

    return intake.run(path, declared=intake.Declared(region="990181"), by="bench", now=NOW)


def merge(files: list[Path], target: Path, rows: int) -> int:
    """One workbook of the first rows of every month alike; returns how many."""
    import xlsxwriter

    per_file = rows // len(files) + 1
    with xlsxwriter.Workbook(target, {"constant_memory": True}) as book:
        sheet = book.add_worksheet("支付明细")
        number = 0
        for index, file in enumerate(files):
            for row in islice(table(file), 0 if index == 0 else 1, per_file + 1):
                if number > rows:
                    break
                sheet.write_row(number, 0, row)
                number += 1
    return number - 1


def table(file: Path) -> Iterator[list[str]]:
    """Rows of a payments file, the 合计 row left out."""
    with file.open(encoding="gb18030", newline="") as stream:
        yield from (row for row in csv.reader(stream) if "合计" not in "".join(row[:3]))


if __name__ == "__main__":
    if sys.argv[1] == "prepare":
        prepare(Path(sys.argv[2]), int(sys.argv[3]))
    elif sys.argv[1] == "read":
        read(Path(sys.argv[2]))
    else:
        main(int(sys.argv[1]))
