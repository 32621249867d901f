"""Regions, units through time, projects and payees."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from duzhi.kernel.finding import Refused
from duzhi.office import api as office
from duzhi.registry import api as registry
from duzhi.registry.api import AgencyRow, PayeeRow, ProjectRow, RegionRow

COUNTY = RegionRow("990181000", "青岚市", "990100000", "4", "1899018100")
TOWNS = [
    RegionRow(f"990181{n:03}", f"第{n}乡", "990181000", "5", f"18990181{n:02}") for n in (1, 2, 20)
]
NEW = date(2023, 1, 1)
UNITS = [
    AgencyRow("101001", "市政府办公室", "990181000", date(2018, 1, 1), dept_code="101"),
    AgencyRow("205003", "市扶贫办", "990181000", date(2018, 1, 1), NEW, "205", "行政", "农业股"),
    AgencyRow(
        *("205009", "市乡村振兴局", "990181000", NEW, None, "205", "行政", "农业股"),
        formerly="205003",
    ),
]


@pytest.fixture
def county(db, act):
    registry.load_regions(rows=[COUNTY, *TOWNS], **act)


@pytest.fixture
def units(db, act):
    registry.load_agencies(rows=UNITS, **act)


def test_six_digits_mean_the_county_and_its_townships(county):
    assert registry.subtree("990181") == (*("990181000", "990181001", "990181002", "990181020"),)
    assert registry.subtree("990181002") == ("990181002",)
    assert registry.subtree("990181000") == ("990181000",)


def test_a_region_that_is_not_loaded_is_itself(county):
    assert registry.subtree("990182") == ("990182000",)
    assert registry.subtree("990182001") == ("990182001",)


def test_names_of_regions(county):
    assert registry.region_name("990181") == "青岚市"
    assert registry.region_name("990181020") == "第20乡"
    assert registry.region_name("990182") == "990182"
    assert registry.regions().first().name == "青岚市"


def test_a_treasury_leads_to_its_region(county, act):
    assert registry.region_of_treasury("1899018120") == "990181020"
    assert registry.region_of_treasury("1111111111") is None
    registry.load_regions(rows=[RegionRow("990181003", "第3乡", "", "5", "1899018100")], **act)
    assert registry.region_of_treasury("1899018100") == "990181000"


def test_loading_regions_again_changes_only_what_differs(county, act):
    renamed = TOWNS[0]._replace(name="城关镇")
    counts = registry.load_regions(
        rows=[COUNTY, renamed, RegionRow("990181004", "新乡", level="5")], **act
    )
    assert counts == (1, 1, 1)
    line = office.trail("registry.load:regions#1").last()
    assert line.before == {"990181001": {"name": "第1乡"}}
    assert line.after["rows"] == {"990181001": {"name": "城关镇"}}


@pytest.mark.django_db
def test_wrong_regions_are_refused_all_at_once(act):
    with pytest.raises(Refused) as caught:
        registry.load_regions(
            rows=[RegionRow("990181", "短"), RegionRow("990181001", "", "", "9", "123")], **act
        )
    assert len(caught.value.findings) == 4
    assert registry.regions().count() == 0


def test_a_row_that_says_two_things_is_refused(county, act):
    with pytest.raises(Refused, match="“990181001”在文件中出现两次且内容不同"):
        registry.load_regions(rows=[TOWNS[0], TOWNS[0]._replace(name="别名")], **act)
    assert registry.load_regions(rows=[TOWNS[0], TOWNS[0]], **act) == (0, 0, 1)


def test_a_unit_is_what_it_was_on_that_day(units):
    assert registry.agency("205003", date(2022, 12, 31)).name == "市扶贫办"
    assert registry.agency("205003", NEW) is None
    assert registry.agency("205009", NEW).name == "市乡村振兴局"
    assert [row.code for row in registry.agencies(date(2022, 6, 30))] == ["101001", "205003"]


def test_a_renamed_unit_is_followed(units):
    assert registry.successor("205003", date(2022, 12, 31)) == "205003"
    assert registry.successor("205003", date(2023, 6, 30)) == "205009"
    assert registry.successor("999999", NEW) == "999999"
    assert registry.predecessors("205009") == ("205003",)
    assert registry.predecessors("101001") == ()


def test_a_merger_and_a_later_renaming_are_followed(units, act):
    merged, later = date(2024, 1, 1), date(2025, 1, 1)
    registry.load_agencies(
        rows=[
            UNITS[0]._replace(end=merged),
            UNITS[2]._replace(end=merged),
            AgencyRow("301001", "合并局", "990181000", merged, later, formerly="101001、205009"),
            AgencyRow("301002", "更名局", "990181000", later, formerly="301001"),
        ],
        **act,
    )
    assert registry.successor("205003", date(2024, 6, 1)) == "301001"
    assert registry.successor("205003", date(2025, 6, 1)) == "301002"
    assert registry.predecessors("301002") == ("101001", "205003", "205009", "301001")


def test_a_split_names_all_and_guesses_none(units, act):
    split = date(2024, 1, 1)
    registry.load_agencies(
        rows=[
            UNITS[0]._replace(end=split),
            AgencyRow("101002", "一办", "990181000", split, formerly="101001"),
            AgencyRow("101003", "二办", "990181000", split, formerly="101001"),
        ],
        **act,
    )
    assert registry.successors("101001", split) == ("101002", "101003")
    with pytest.raises(LookupError, match="已拆分为 101002、101003"):
        registry.successor("101001", split)


def test_units_load_once(units, act):
    assert registry.load_agencies(rows=UNITS, **act) == (0, 0, 3)


@pytest.mark.parametrize(
    ("row", "message"),
    [
        (AgencyRow("101001", "重叠", "990181000", date(2020, 1, 1)), "时间重叠"),
        (AgencyRow("", "无码", "990181000", NEW), "没有单位代码"),
        (AgencyRow("9", "倒置", "990181000", NEW, NEW), "失效日期须晚于生效日期"),
        (AgencyRow("9", "自身", "990181000", NEW, formerly="9"), "原单位代码是它自己"),
    ],
)
def test_wrong_units_are_refused(units, act, row, message):
    with pytest.raises(Refused, match=message):
        registry.load_agencies(rows=[row], **act)


@pytest.mark.django_db
def test_the_database_refuses_a_unit_that_ends_before_it_begins():
    with pytest.raises(IntegrityError), transaction.atomic():
        registry.Agency.objects.create(
            code="1", name="倒", region="990181000", start=NEW, end=date(2022, 1, 1)
        )


@pytest.mark.django_db
def test_projects_of_a_year(act):
    rows = [
        ProjectRow("P1", "农村公路", 2021, 2022, "特定目标类", "214001"),
        ProjectRow("P2", "办公运转", 2023, None, "运转类"),
    ]
    assert registry.load_projects(rows=rows, **act) == (2, 0, 0)
    assert registry.load_projects(rows=rows, **act) == (0, 0, 2)
    assert [row.code for row in registry.projects(2022)] == ["P1"]
    assert [row.code for row in registry.projects(2024)] == ["P2"]
    assert registry.projects().count() == 2
    assert registry.project("P1").name == "农村公路"
    with pytest.raises(Refused, match="终止年度早于起始年度"):
        registry.load_projects(rows=[ProjectRow("P3", "倒", 2023, 2022)], **act)


@pytest.mark.django_db
def test_an_account_is_never_stored_in_plain():
    account = "6217 0012 3456 7890"
    rows = [PayeeRow("某建筑公司", account, "农商行"), PayeeRow("某建筑公司", "6217001234567890")]
    assert registry.load_payees(rows=rows) == (1, 0, 0)
    assert registry.load_payees(rows=rows) == (0, 0, 1)
    stored = registry.Payee.objects.values().get()
    assert stored["account_masked"] == "****7890"
    assert not any("6217001234567890" in str(value) for value in stored.values())
    assert len(stored["account_digest"]) == 64


@pytest.mark.django_db
def test_one_account_under_two_names_is_seen():
    registry.load_payees(rows=[PayeeRow("甲", "６２１７００１"), PayeeRow("乙", "621-7001")])
    assert [row.name for row in registry.payees_of("6217001")] == ["乙", "甲"]
    assert registry.payees_of("6217002").count() == 0


def test_the_index_depends_on_the_key_outside_the_database(settings):
    before = registry.account_index("6217001234567890")
    settings.SECRET_KEY = "another" + " key"
    assert registry.account_index("6217001234567890") != before
    assert registry.account_index("") == ""


def test_the_whole_county_is_not_called_its_own_level(db, act):
    registry.load_regions(rows=[registry.RegionRow("990183000", "青岩市（本级）")], **act)
    assert registry.region_name("990183") == "青岩市"
    assert registry.region_name("990183000") == "青岩市（本级）"
