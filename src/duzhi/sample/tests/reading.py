"""Reads the written files back, as plainly as somebody without the generator would."""

import csv
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

from python_calamine import CalamineWorkbook

FIRST_ROW = {"库款": 4}
VALID = ("国库代码", "征收机关代码", "预算级次", "科目代码")


def fen(value: object, per: int = 100) -> int:
    """Fen of a cell; cells hold at most six decimals."""
    return round(float(value) * per) if value not in ("", None) else 0


@cache
def table(path: Path) -> list[dict[str, object]]:
    """Rows of a workbook under its header, 合计 rows included."""
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python()
    first = 4 if path.parent.name == "库款" else 3
    header = [lower or upper for upper, lower in zip(rows[2], rows[first - 1], strict=True)]
    return [dict(zip(header, row, strict=True)) for row in rows[first:]]


@cache
def lines(path: Path) -> list[dict[str, str]]:
    """Rows of a CSV in whichever of the bureau's encodings it is."""
    raw = path.read_bytes()
    text = raw.decode("utf-8-sig" if raw[:3] == b"\xef\xbb\xbf" else guess(raw))
    return list(csv.DictReader(text.splitlines()))


def guess(raw: bytes) -> str:
    try:
        raw[:3000].decode("utf-8")
    except UnicodeDecodeError as fault:
        return "utf-8" if fault.start > 2990 else "gb18030"
    return "utf-8"


def months(folder: Path, kind: str, year: int, last: int, name: str) -> list[Path]:
    return [folder / kind / f"{year}年{month:02d}月{name}" for month in range(1, last + 1)]


def valid(row: dict[str, object]) -> bool:
    """The one layer of IN-01 that counts."""
    organ = str(row["征收机关代码"])
    return (row["辖属标志"], row["报表种类"], row["预算种类"]) == ("0", "1", "1") and len(
        set(organ)
    ) > 1


def budget(subject: str) -> str:
    if subject.startswith(("10301", "10310")):
        return "12"
    return "13" if subject.startswith("10306") else "11"


def revenue(folder: Path, year: int, last: int) -> Counter:
    """Fen of levels 4 and 5 by (budget, 款)."""
    found: Counter = Counter()
    for path in months(folder, "国库", year, last, "预算收入日报.xlsx"):
        for row in table(path):
            if valid(row) and row["预算级次"] in ("4", "5"):
                subject = str(row["科目代码"])
                found[(budget(subject), subject[:5])] += fen(row["日累计"])
    return found


def counted(row: dict[str, str]) -> int:
    """Signed fen of a payment row; 0 where it does not count for its year."""
    if row["支付状态"] not in ("已支付", "已清算") or row["支付申请编号"] == "合计":
        return 0
    if row["预算年度"] != row["实际支付日期"][:4]:
        return 0
    amount = fen(row["支付金额(元)"])
    return -amount if row["业务类型"] == "退款支付" else amount


def spending(folder: Path, year: int, last: int) -> Counter:
    """Fen by (budget, 类)."""
    found: Counter = Counter()
    for path in months(folder, "支付", year, last, "支付明细.csv"):
        for row in lines(path):
            found[(row["资金性质"][:2], row["支出功能科目代码"][:3])] += counted(row)
    return found


def day_of(text: object) -> date:
    return date.fromisoformat(str(text))
