"""A year's payments in one workbook: checked and posted, beside just reading it.

`python -m benchmarks.intake ROWS` writes a workbook of the sample county's 2022 payments.
"""

import csv
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from benchmarks.installation import fresh, peak_mb, say, seconds

NOW = datetime(2023, 7, 1, tzinfo=UTC)


def main(rows: int) -> None:
    """Write the workbook, read it with the reader alone, then import it."""
    folder = fresh()
    from python_calamine import CalamineWorkbook

    from duzhi.intake import api as intake
    from duzhi.sample import api as sample

    paths = sample.write(folder / "county", start_year=2022, payments_per_year=rows + rows // 20)
    for path in paths:
        if path.name.startswith("REG-"):
            bring(path)
    book = folder / "2022年支付明细.xlsx"
    count = merge([path for path in paths if path.name.startswith("2022") and "支付" in path.name],
                  book, rows)  # fmt: skip

    def read() -> None:
        CalamineWorkbook.from_path(book).get_sheet_by_index(0).to_python()

    reading = seconds(read)
    before = peak_mb()
    results: list[intake.Result] = []
    took = seconds(lambda: results.append(bring(book)))
    if results[0].status != intake.IMPORTED:
        raise SystemExit(results[0].sentence)
    say(
        f"导入 {count:,} 行 xlsx（检查、入账）",
        f"{took:.1f} 秒，为只读的 {took / reading:.1f} 倍，峰值 {peak_mb()} MB（此前 {before}）",
        "≤ 10 倍，≤ 500 MB",
    )


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
    main(int(sys.argv[1]))
