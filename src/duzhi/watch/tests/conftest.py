"""Rows of a small list, a rule over them, and people who judge, answer and review."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest

from duzhi.office import api as office
from duzhi.watch import catalogue, rule
from duzhi.watch.expression import GE, GT, MONEY, ROWS, Const, Is, Of, Window, both
from duzhi.watch.rule import DAY, Column, Records, Rule

NOW = datetime(2023, 7, 3, 1, tzinfo=UTC)
START, END = date(2023, 1, 1), date(2023, 7, 1)
REGION = "990181000"
HELD: list[tuple] = []


def read(region: str, start: date, end: date):
    return [row for row in HELD if start <= row[4] < end and row[1].startswith(region)]


RECORDS = Records(
    "test.rows",
    "试行记录",
    "test.row",
    (
        Column("id", "编号"),
        Column("region", "区划"),
        Column("agency", "单位"),
        Column("agency_name", "单位名称"),
        Column("on", "日期", DAY),
        Column("amount", "金额", MONEY),
    ),
    read,
)
OFTEN = Window(ROWS, ("agency",), 7)
RULE = Rule(
    "T-01",
    "一周三笔大额",
    RECORDS,
    both(Is(Of("amount"), GT, Const(100_00, MONEY)), Is(OFTEN, GE, Const(3))),
    "本地规则",
    "LOCAL",
    rule.ORANGE,
    rule.WARN,
    "请核对是否拆分",
    shows=(("金额", Of("amount")), ("近七天笔数", OFTEN)),
)


def row(no: int, day: date, yuan: int, agency: str = "126001") -> tuple:
    return (f"R{no}", REGION, agency, "教育局", day, yuan * 100)


@pytest.fixture
def rows(db, tmp_path, settings, monkeypatch) -> Callable[..., None]:
    """Sets what the list holds; the rule is the only one known."""
    settings.HOME = tmp_path
    monkeypatch.setattr(catalogue, "_RULES", {RULE.code: RULE})

    def hold(*given: tuple) -> None:
        HELD[:] = given

    yield hold
    HELD.clear()


@pytest.fixture
def people(db) -> None:
    who = (
        ("jiandu", "supervision", ""),
        ("fuhe", "supervision", ""),
        ("juzhang", "director", ""),
        ("danwei", "unit_maker", "126001"),
        ("waidan", "unit_maker", "205001"),
    )
    for name, role, agency in who:
        user = office.User.objects.create_user(name, name=name)
        office.Grant.objects.create(
            user=user, role=role, region="990181", agency=agency, start=date(2020, 1, 1)
        )
