"""基础资料 on pages: units by day and reach, subjects with their evidence, regions."""

import re

import pytest

from tests.web.conftest import SCOPE


def words(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_units_stand_under_their_department_on_the_day(treasury):
    assert "213 个预算单位，归 75 个主管部门" in words(treasury.get(f"/registry/units/?{SCOPE}"))
    before = words(treasury.get("/registry/units/?region=990181&on=2022-06-30"))
    assert "青岚市商务局" in before
    assert "商务和投资促进局" not in before


def test_a_unit_clerk_sees_only_the_own_unit(reader):
    clerk = reader("caiwu")
    page = words(clerk.get(f"/registry/units/?{SCOPE}"))
    assert "在册 1 个预算单位" in page
    assert clerk.get(f"/registry/units/126001/?{SCOPE}").status_code == 200
    assert clerk.get(f"/registry/units/118002/?{SCOPE}").status_code == 403


def test_a_unit_tells_its_story_and_what_it_has_spent(treasury):
    page = words(treasury.get(f"/registry/units/118002/?{SCOPE}"))
    assert "青岚市商务和投资促进局，2023年已支出" in page
    assert "承接 青岚市商务局 118001" in page
    old = words(treasury.get(f"/registry/units/118001/?{SCOPE}"))
    assert "2023年1月1日起不再在册" in old
    assert "并入 青岚市商务和投资促进局" in old
    assert treasury.get(f"/registry/units/999999/?{SCOPE}").status_code == 404


@pytest.mark.parametrize("asked", ["商务", "118", "差额", "企业股"])
def test_units_are_found_by_name_code_nature_and_office(treasury, asked):
    assert "找到 0 个" not in words(treasury.get(f"/registry/units/?{SCOPE}&q={asked}"))


def test_a_search_without_a_find_says_what_to_do(treasury):
    page = words(treasury.get(f"/registry/units/?{SCOPE}&q=<script>alert(1)</script>"))
    assert "可以少写几个字" in page
    assert (
        "<script>alert(1)"
        not in treasury.get(
            f"/registry/units/?{SCOPE}&q=<script>alert(1)</script>"
        ).content.decode()
    )


def test_subjects_say_how_far_they_can_be_trusted(treasury):
    page = words(treasury.get(f"/registry/subjects/?{SCOPE}"))
    assert "2023年一般公共预算收入科目共 478 条，41 条待核实" in page
    found = words(treasury.get(f"/registry/subjects/?{SCOPE}&list=fund_revenue&year=2022&q=土地"))
    assert "2022年政府性基金预算收入科目" in found


@pytest.mark.parametrize(
    "query", ["list=../../x", "year=99999", "year=abc", "q=%00", "list=&year=&q="]
)
def test_strange_questions_get_a_page(treasury, query):
    assert treasury.get(f"/registry/subjects/?{SCOPE}&{query}").status_code == 200


def test_regions_stand_under_the_county(treasury):
    page = words(treasury.get(f"/registry/regions/?{SCOPE}"))
    assert "21 个财政区划，其中乡镇办 20 个，在册单位 213 个" in page
