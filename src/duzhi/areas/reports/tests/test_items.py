"""The list of numbers and the sentences that depend on them."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duzhi.areas.reports.rules.items import (
    BY_ID,
    ITEMS,
    PARTS,
    ReportedRow,
    check_day,
    check_reported,
    derived,
    double_half,
)

SEED = {"F03": 58.7, "F07": 48.63, "F11": 69.7, "F16": 6.39, "F20": 37.8, "F24": 55.7}


def shares(**changes) -> dict[str, Fraction]:
    return {name: Fraction(str(value)) / 100 for name, value in {**SEED, **changes}.items()}


def row(**changes) -> ReportedRow:
    given = {
        "sheet": "材料",
        "row": 4,
        "id": "F26",
        "name": "成立收入工作专班",
        "unit": "个",
        "value": Fraction(8),
        "scope": "在运行专班",
        "office": "收入股",
        "filler": "柳拾一",
        "reviewer": "柳拾二",
        "evidence": "成立专班的通知",
        "due": date(2023, 7, 5),
    }
    return ReportedRow(**(given | changes))


def test_there_are_seventy_one_numbers_in_their_order():
    assert [item.id for item in ITEMS] == [f"F{number:02}" for number in range(1, 72)]
    assert [item.id for item in PARTS] == ["F42S"]
    same = {
        (BY_ID[a].code, BY_ID[b].code) for a, b in (("F28", "F03"), ("F30", "F18"), ("F31", "F21"))
    }
    assert all(left == right for left, right in same)


def test_half_of_the_task_is_never_claimed_for_a_part_that_is_behind():
    assert double_half(shares()) == (
        "一般公共预算收入、非税收入、政府性基金支出已过半，"
        "税收收入、政府性基金收入、一般公共预算支出未过半，下半年须补上差距"
    )


def test_all_past_half_and_none_past_half_read_plainly():
    assert double_half(dict.fromkeys(SEED, Fraction(1, 2))) == "收入、支出各项均已过半"
    assert "均未过半" in double_half(dict.fromkeys(SEED, Fraction(49, 100)))


@given(st.dictionaries(st.sampled_from(sorted(SEED)), st.fractions(0, 1) | st.none()))
def test_nothing_is_claimed_while_a_number_is_missing(values):
    if set(values) < set(SEED) or None in values.values():
        assert "已过半" not in double_half(values)


@pytest.mark.parametrize("on", [date(2023, 5, 31), date(2023, 6, 29), date(2023, 12, 31)])
def test_the_half_year_report_is_as_of_30_june(on):
    (finding,) = check_day(on)
    assert finding.code == "reports.not_half_year"
    assert "--on 2023-06-30" in finding.text
    assert check_day(date(2023, 6, 30)) == []


def test_filler_and_reviewer_are_two_people():
    (finding,) = check_reported([row(), row(row=5, reviewer="柳拾一")])
    assert finding.code == "reports.same_person"
    assert (finding.place.row, finding.place.column) == (5, "审核人")


def test_an_unknown_id_is_a_finding_with_its_place():
    (finding,) = check_reported([row(id="F72")])
    assert finding.code == "reports.unknown_item"
    assert finding.place.column == "指标编号"


def test_a_derived_number_is_not_filed():
    assert derived(row(id="F50"))
    assert derived(row()) is None
