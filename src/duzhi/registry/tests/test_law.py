"""The law's numbers: each has a date, a unit and a basis; taxes are shared out whole."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duzhi.registry import api as registry
from duzhi.registry.derive import derived
from duzhi.registry.lawbook import EVIDENCE, UNITS, read_laws

JUNE = date(2023, 6, 30)
LAWS = registry.laws()
SHARES = sorted(code for code in LAWS if code.startswith("tax_share."))


@pytest.mark.parametrize("code", sorted(LAWS))
def test_every_value_has_date_unit_basis_and_dates_rise(code):
    law = registry.law(code)
    assert law.title
    assert law.unit in UNITS
    starts = [value.start for value in law.values]
    assert starts == sorted(set(starts))
    for value in law.values:
        assert value.basis
        assert value.evidence in EVIDENCE


@pytest.mark.parametrize("code", SHARES)
def test_the_shares_of_a_tax_add_up_to_one(code):
    for value in registry.law(code).values:
        assert sum(value.value) == 1
        assert min(value.value) >= 0
        assert value.value.prefecture == 0


def test_every_tax_of_the_list_has_a_share():
    listing = derived("revenue_general", 2023).values()
    taxes = [each.code for each in listing if each.parent == "101"]
    missing = [tax for tax in taxes if f"tax_share.{tax}" not in LAWS]
    assert missing == ["10105", "10199"]


@pytest.mark.parametrize(
    ("subject", "county"),
    [
        ("1010101", Fraction(1, 2)),
        ("101010101", Fraction(1, 2)),
        ("1010434", Fraction(2, 5)),
        ("10106", Fraction(2, 5)),
        ("10102", 0),
        ("1010702", 1),
        ("1010701", 0),
        ("101110101", 0),
        ("1011109", 1),
        ("1011801", 1),
    ],
)
def test_the_county_keeps_its_part_of_a_tax(subject, county):
    assert registry.tax_share(subject, JUNE).county == county


def test_a_tax_without_a_known_share_is_an_error():
    with pytest.raises(LookupError, match="科目 10199 没有分享比例"):
        registry.tax_share("10199", JUNE)
    with pytest.raises(LookupError, match="尚无生效的规定"):
        registry.tax_share("10101", date(2016, 4, 30))


def test_the_parameters_of_execution():
    assert registry.choice("time_progress_basis", JUNE) == "month"
    narrow = registry.subject_scope("livelihood_scope_narrow", JUNE)
    wide = registry.subject_scope("livelihood_scope_wide", JUNE)
    assert narrow == ("205", "207", "208", "210", "211", "213", "221")
    assert set(narrow) < set(wide)
    assert len(wide) == 14
    assert set(wide) <= derived("expenditure_function", 2023).keys()
    assert registry.ratios("treasury_bands", JUNE) == (
        *(Fraction(1, 10), Fraction(3, 10), Fraction(4, 5)),
    )
    assert registry.ratio("advance_payment_share", JUNE) == Fraction(1, 20)
    assert registry.ratio("nontax_share_flag", JUNE) == Fraction(2, 5)
    assert registry.ratios("reserve_fund_share", JUNE) == (Fraction(1, 100), Fraction(3, 100))
    assert registry.number("monthly_report_day", JUNE) == 5
    assert registry.law("half_year_report_months").at(JUNE).value == (6, 9)
    assert registry.choice("success_rate_denominator", JUNE) == "submitted"
    assert registry.choice("treasury_outflow_base", JUNE) == "this_year"


def test_a_statute_is_cited_by_article():
    value = registry.law_at("reserve_fund_share", JUNE)
    assert (value.evidence, value.basis) == ("LAW", "《中华人民共和国预算法》第四十条")


def test_an_unknown_parameter_is_an_error():
    with pytest.raises(LookupError, match="没有“vat_rate”这个参数"):
        registry.law("vat_rate")


def test_a_bureau_overrides_a_parameter_in_its_own_folder(tmp_path, settings):
    (tmp_path / "law").mkdir()
    (tmp_path / "law" / "本省.yaml").write_text(
        """
tax_share.10101:
  title: 增值税分享比例
  unit: shares
  values:
    - {from: 2016-05-01, value: [1/2, 0, 0, 1/2], basis: 国发〔2016〕26号, evidence: SRC}
    - {from: 2022-01-01, value: [1/2, 1/10, 0, 4/10], basis: 本省体制方案, evidence: SRC}
""",
        encoding="utf-8",
    )
    settings.HOME = tmp_path
    assert registry.tax_share("1010101", date(2021, 12, 31)).county == Fraction(1, 2)
    assert registry.tax_share("1010101", JUNE) == (
        Fraction(1, 2),
        Fraction(1, 10),
        0,
        Fraction(2, 5),
    )
    assert registry.tax_share("10104", JUNE).county == Fraction(2, 5)


HEAD = "x:\n  title: 试\n  unit: {}\n  values:\n"
GOOD = "    - {{from: {}, value: {}, basis: 某文, evidence: LOCAL}}\n"


@pytest.mark.parametrize(
    ("unit", "values"),
    [
        ("ratio", [("2020-01-01", "0.3")]),
        ("days", [("2020-01-01", "3.5")]),
        ("days", [("2020-01-01", "true")]),
        ("furlongs", [("2020-01-01", "3")]),
        ("shares", [("2020-01-01", "[1/2, 0, 0, 1/3]")]),
        ("subjects", [("2020-01-01", "[205]")]),
        ("days", [("2021-01-01", "3"), ("2020-01-01", "4")]),
        ("days", [("sometime", "3")]),
        ("days", []),
    ],
)
def test_a_careless_file_does_not_load(tmp_path, unit, values):
    path = tmp_path / "x.yaml"
    rows = "".join(GOOD.format(*value) for value in values) or "    []\n"
    path.write_text(HEAD.format(unit) + rows, encoding="utf-8")
    with pytest.raises(ValueError, match=r"x\.yaml: x:"):
        read_laws(path)


def test_a_value_without_a_basis_does_not_load(tmp_path):
    path = tmp_path / "x.yaml"
    path.write_text(
        HEAD.format("days") + "    - {from: 2020-01-01, value: 3, basis: '', evidence: LAW}\n",
        encoding="utf-8",
    )
    with pytest.raises(ValueError, match="basis"):
        read_laws(path)


@given(st.dates(date(2018, 1, 1), date(2035, 12, 31)), st.sampled_from(SHARES))
def test_on_any_day_nothing_of_a_tax_is_lost(on, code):
    subject = code.removeprefix("tax_share.")
    assert sum(registry.tax_share(subject, on)) == 1


def test_the_notice_of_every_year_says_which_days_are_worked():
    days = registry.workdays(date(2022, 12, 31), date(2026, 12, 31))
    rest = [date(2023, 1, 23), date(2024, 2, 16), date(2025, 10, 8), date(2026, 2, 23)]
    assert not any(map(days.opens, rest))
    swapped = [date(2023, 10, 7), date(2024, 4, 28), date(2025, 1, 26), date(2026, 10, 10)]
    assert all(map(days.opens, swapped))
    assert all(day.weekday() >= 5 for day in days.worked)
    assert not days.worked & days.holidays
    for year, statutory in ((2023, 11), (2024, 11), (2025, 13), (2026, 13)):
        off = [one for one in days.holidays if one.year == year and one.weekday() < 5]
        swapped = [one for one in days.worked if one.year == year]
        assert len(off) - len(swapped) == statutory, "《全国年节及纪念日放假办法》"


def test_a_span_that_ends_before_it_begins_is_refused(tmp_path):
    path = tmp_path / "calendar.yaml"
    path.write_text(
        "x: {title: 假, unit: spans, values: [{from: 2023-01-01, value: [[2023-01-02, 2023-01-01]],"
        " basis: 文, evidence: SRC}]}",
        encoding="utf-8",
    )
    with pytest.raises(ValueError, match="stands after"):
        read_laws(path)
