"""The shipped subject lists and the lists derived from them for other years."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duzhi.kernel.codes import CAPITAL, FUND, GENERAL, level
from duzhi.registry import api as registry
from duzhi.registry.derive import changes, derived

LISTS = st.sampled_from(registry.LIST_NAMES)
YEARS = st.integers(2015, 2030)
ROWS = {
    "revenue_general": 478,
    "expenditure_function": 1423,
    "fund_revenue": 125,
    "fund_expenditure": 317,
    "soe_revenue": 57,
    "soe_expenditure": 37,
    "social_insurance_revenue": 47,
    "social_insurance_expenditure": 44,
    "gov_economic": 81,
    "dep_economic": 110,
}


@pytest.mark.parametrize(("name", "count"), ROWS.items())
def test_the_lists_of_2023_are_whole(name, count):
    assert len(derived(name, 2023)) == count


@given(LISTS, YEARS)
def test_every_list_of_every_year_holds_together(name, year):
    listing = derived(name, year)
    assert list(listing) == sorted(listing)
    for code, subject in listing.items():
        assert (subject.code, subject.year, subject.level) == (code, year, level(code))
        assert subject.name
        assert subject.parent in listing or subject.level == 1
        assert code.startswith(subject.parent)


@pytest.mark.parametrize(
    ("budget", "direction", "name"),
    [
        (GENERAL, registry.REVENUE, "revenue_general"),
        (GENERAL, registry.SPENDING, "expenditure_function"),
        (FUND, registry.REVENUE, "fund_revenue"),
        (FUND, registry.SPENDING, "fund_expenditure"),
        (CAPITAL, registry.REVENUE, "soe_revenue"),
        (CAPITAL, registry.SPENDING, "soe_expenditure"),
    ],
)
def test_every_budget_has_its_lists(budget, direction, name):
    assert registry.list_for(budget, direction) == name


def test_an_unknown_list_is_an_error():
    with pytest.raises(LookupError, match="没有“收入”这张科目表"):
        derived("收入", 2023)
    with pytest.raises(LookupError):
        registry.list_for(GENERAL, "收入")


@pytest.mark.parametrize(
    ("name", "code", "year", "expected"),
    [
        ("expenditure_function", "20139", 2023, None),
        ("expenditure_function", "20139", 2024, "社会工作事务"),
        ("expenditure_function", "2013901", 2025, "行政运行"),
        ("expenditure_function", "2010308", 2023, "信访事务"),
        ("expenditure_function", "2010308", 2024, None),
        ("expenditure_function", "2013804", 2023, "市场主体管理"),
        ("expenditure_function", "2013804", 2024, "经营主体管理"),
        ("expenditure_function", "2100601", 2024, None),
        ("expenditure_function", "20110", 2020, "人力资源事务"),
        ("expenditure_function", "20110", 2021, None),
        ("expenditure_function", "2080206", 2018, "民间组织管理"),
        ("expenditure_function", "2080206", 2019, "社会组织管理"),
        ("revenue_general", "11013", 2020, "接受其他地区援助收入"),
        ("gov_economic", "503", 2023, "机关资本性支出（一）"),
        ("gov_economic", "503", 2024, "机关资本性支出"),
        ("dep_economic", "30311", 2019, None),
        ("dep_economic", "30311", 2020, "代缴社会保险费"),
        ("social_insurance_expenditure", "20905", 2019, "生育保险基金支出"),
    ],
)
def test_known_changes_count_from_their_year(name, code, year, expected):
    found = derived(name, year).get(code)
    assert (found and found.name) == expected


def test_changes_of_low_confidence_and_moves_are_left_alone():
    assert {change.confidence for change in changes()} == {"high", "medium"}
    assert "20141" not in derived("expenditure_function", 2025)
    assert "21372" not in derived("fund_expenditure", 2024)
    assert all(change.list_name for change in changes())


@pytest.mark.django_db
def test_names_for_people():
    assert registry.name_of("1030148", FUND, registry.REVENUE, 2023) == "国有土地使用权出让收入"
    assert registry.name_of("205", GENERAL, registry.SPENDING, 2023) == "教育支出"
    assert registry.name_of("?2059999999", GENERAL, registry.SPENDING, 2023) == (
        "待归类（2059999999）"
    )
    assert registry.name_of("2999", GENERAL, registry.SPENDING, 2023) == "2999"


@pytest.mark.django_db
def test_a_subject_says_what_it_rests_on():
    found = registry.subject("revenue_general", "10101", 2023)
    assert (found.name, found.parent, found.level, found.evidence) == ("增值税", "101", 2, "own")
    assert registry.subject("revenue_general", "99999", 2023) is None


@pytest.mark.django_db
def test_codes_are_read_from_memory(django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        for _ in range(10_000):
            assert "1010101" in registry.codes("revenue_general", 2023)
