"""Leafing through the registry: units by department and day, subjects with their parents."""

from datetime import UTC, date, datetime

import pytest

from duzhi.registry import api as registry

AT = datetime(2023, 7, 1, tzinfo=UTC)
START, MERGED = date(2018, 1, 1), date(2023, 1, 1)


@pytest.fixture
def county(db):
    rows = [
        registry.AgencyRow("118001", "商务局", "990181000", START, MERGED, "118", "行政", "企业股"),
        registry.AgencyRow(
            *("118002", "商务和投资促进局", "990181000", MERGED, None, "118", "行政", "企业股"),
            "118001",
        ),
        registry.AgencyRow(
            "118003", "市场服务中心", "990181000", START, None, "118", "差额", "企业股"
        ),
        registry.AgencyRow(
            "201001", "柳林镇政府", "990181001", START, None, "201", "行政", "预算股"
        ),
    ]
    registry.load_agencies(rows=rows, by="测试", at=AT)
    registry.load_regions(
        rows=[
            registry.RegionRow("990181000", "青岚市（本级）"),
            registry.RegionRow("990181001", "柳林镇", "990181000", "5"),
        ],
        by="测试",
        at=AT,
    )


def named(on, region="990181", words=""):
    found = registry.departments(on, region, words)
    return {one.name: [unit.code for unit in one.units] for one in found}


def test_units_stand_under_their_department_as_of_the_day(county):
    assert named(date(2022, 6, 30)) == {"商务局": ["118001", "118003"], "柳林镇政府": ["201001"]}
    assert named(date(2023, 6, 30)) == {
        "商务和投资促进局": ["118002", "118003"],
        "柳林镇政府": ["201001"],
    }


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("118", ["118002", "118003"]),
        ("服务", ["118003"]),
        ("差额", ["118003"]),
        ("预算股", ["201001"]),
    ],
)
def test_a_search_looks_at_code_name_nature_and_office(county, words, codes):
    assert [
        code for units in named(date(2023, 6, 30), words=words).values() for code in units
    ] == codes


def test_a_township_sees_its_own_units_only(county):
    assert named(date(2023, 6, 30), "990181001") == {"柳林镇政府": ["201001"]}


def test_a_unit_tells_what_it_was_and_became(county):
    old, new = registry.story("118001", MERGED), registry.story("118002", MERGED)
    assert [one.code for one in old.after] == ["118002"]
    assert [one.code for one in new.before] == ["118001"]
    assert (new.on(START).name, old.on(MERGED).end) == ("商务和投资促进局", MERGED)
    with pytest.raises(LookupError, match="999"):
        registry.story("999", MERGED)


def test_a_subject_is_found_with_everything_above_it(db):
    found = registry.find_subjects("revenue_general", 2023, "契税")
    assert {"101", "10119"} <= {one.code for one in found}
    assert registry.find_subjects("revenue_general", 2023, "10119")[0].code == "101"
    assert registry.find_subjects("revenue_general", 2023, "没有这个词") == ()
    whole = registry.find_subjects("revenue_general", 2023)
    assert {one.evidence for one in whole} <= registry.EVIDENCE.keys()


def test_regions_stand_under_their_parent_with_their_units(county):
    found = [(one.region.name, one.depth, one.units) for one in registry.places(date(2023, 6, 30))]
    assert found == [("青岚市（本级）", 0, 2), ("柳林镇", 1, 1)]
