"""Workbooks and CSV files as offices send them, brought in through the front door."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from duzhi.intake import api as intake

NOW = datetime(2023, 7, 5, 1, tzinfo=UTC)
HEAD = [
    *("资金性质", "收支方向", "科目编码", "科目名称", "级次"),
    *("年初预算", "调整数", "调整预算", "变动预算", "决算数"),
]
WAN = 1_000_000


@pytest.fixture
def bring(db) -> Callable[..., intake.Result]:
    """Import a file the way a user does."""

    def run(path: Path, **declared: object) -> intake.Result:
        said = intake.Declared(**{"region": "990181", **declared})
        return intake.run(path, declared=said, by="预算员", now=NOW)

    return run
