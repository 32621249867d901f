"""Rows lie in the lake as they were given, a file a month, and again the same."""

from datetime import date

import pytest

from duzhi.lake import api as lake

COLUMNS = {"on": lake.DAY, "name": lake.TEXT, "fen": lake.WHOLE}
ROWS = [(date(2023, 5, 31), "甲", 2**53 + 1), (date(2023, 6, 1), "", -5)]


@pytest.fixture(autouse=True)
def _home(settings, tmp_path):
    settings.HOME = tmp_path


def held(scope="990181"):
    table = lake.open_table("test.rows", scope)
    return [tuple(row.values()) for row in table.order_by("on").to_pyarrow().to_pylist()]


def test_rows_come_back_exactly_and_a_second_writing_changes_nothing():
    first = lake.write("test.rows", "990181", COLUMNS, ROWS)
    before = [path.read_bytes() for path in first]
    assert held() == ROWS
    again = lake.write("test.rows", "990181", COLUMNS, ROWS)
    assert ([path.read_bytes() for path in again], held()) == (before, ROWS)


def test_a_month_is_replaced_whole_and_can_be_forgotten():
    lake.write("test.rows", "990181", COLUMNS, ROWS)
    lake.write("test.rows", "990181", COLUMNS, [(date(2023, 6, 2), "乙", 1)])
    assert [row[1] for row in held()] == ["甲", "乙"]
    lake.forget("test.rows", "990181", [202306, 202307])
    assert [row[1] for row in held()] == ["甲"]


def test_what_was_never_written_is_said_and_no_name_leaves_the_folder():
    with pytest.raises(LookupError, match="先写入"):
        held("990182")
    with pytest.raises(ValueError, match="湖表名"):
        lake.write("../x", "990181", COLUMNS, ROWS)
