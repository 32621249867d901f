"""Treasury reports and details as they arrive, brought in through the front door."""

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from duzhi.figures import api as figures
from duzhi.intake import api as intake
from duzhi.registry import api as registry

NOW = datetime(2023, 7, 5, 1, tzinfo=UTC)
COUNTY, TOWN = "9901810000", "9901810001"
TAX, FINANCE = "199018100001", "499018100001"
HEAD = [
    *("报表日期", "国库代码", "征收机关代码", "辖属标志", "报表种类", "预算种类", "预算级次"),
    *("调整期标志", "科目代码", "科目名称", "日累计", "旬累计", "月累计", "季累计", "年累计"),
]
CAPTION = ("编制单位：国家金库青岚市支库", "单位：元")


def line(on: str, subject: str, yuan: float, **more: object) -> list[object]:
    """A row of IN-01; what is not said is the true layer of the county's own taxes."""
    said = {"treasury": COUNTY, "organ": TAX, "scope": "0", "kind": "1", "nature": "1"}
    said |= {"level": "4", "flag": "0", "sums": (None, None, None, None)}
    said |= more
    names = ("treasury", "organ", "scope", "kind", "nature", "level", "flag")
    return [on, *(said[name] for name in names), subject, "科目", yuan, *said["sums"]]


@pytest.fixture(autouse=True)
def _county(db) -> None:
    rows = [
        registry.RegionRow("990181000", "青岚市（本级）", "", "4", COUNTY),
        registry.RegionRow("990181001", "城关街道", "990181000", "5", TOWN),
    ]
    registry.load_regions(rows=rows, by="样例", at=NOW)


@pytest.fixture
def report(book) -> Callable[..., Path]:
    """Write a workbook of IN-01 or IN-03."""

    def write(name: str, rows: Sequence[Sequence[object]], head: Sequence[str] = HEAD) -> Path:
        return book(name, head, rows, *CAPTION, sheet="日报")

    return write


@pytest.fixture
def bring() -> Callable[..., intake.Result]:
    """Import a file the way a user does."""

    def run(path: Path, **declared: object) -> intake.Result:
        said = intake.Declared(**{"region": "990181", **declared})
        return intake.run(path, declared=said, by="国库股", now=NOW)

    return run


def fen(code: str, on: date, region: str = "990181") -> int:
    """A figure in fen."""
    return figures.value(code, on, region).exact
