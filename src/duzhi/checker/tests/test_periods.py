"""Which year and months the words speak of, and which words do not change it."""

import pytest

from duzhi.checker.periods import Period, period_in
from duzhi.checker.plain import plain

NOTHING, JUNE = Period(), Period(2023, 6)


def after(words, before=NOTHING, *, fresh=True):
    return str(period_in(plain(words).text, before, fresh=fresh))


@pytest.mark.parametrize(
    ("words", "period"),
    [
        ("2023年上半年，全市", "2023-06"),
        ("2023年1－6月份，全市", "2023-06"),
        ("2023年一季度，全市", "2023-03"),
        ("2023年前三季度，全市", "2023-09"),
        ("截至2023年9月底，全市", "2023-09"),
        ("2020年，全县", "2020-12"),
        ("2023年1至4月，全县", "2023-04"),
        ("2023年全年，全县", "2023-12"),
        ("全市一般公共预算收入", ""),
    ],
)
def test_periods_as_reports_name_them(words, period):
    assert after(words) == period


@pytest.mark.parametrize(
    "words",
    [
        "拨付解决2022年度欠发工资",
        "与2022年相比",
        "占全年预算任务的",
        "完成全年任务的",
        "是2021－2022年发行额平均值的",
    ],
)
def test_other_years_inside_a_sentence_change_nothing(words):
    assert after(words, JUNE, fresh=False) == "2023-06"


def test_a_clause_that_opens_with_a_period_changes_it():
    assert after("其中:一季度,税收收入", JUNE, fresh=False) == "2023-03"


def test_a_month_is_that_month_alone_unless_it_is_cumulated():
    assert period_in("6月份,全市", Period(2023), fresh=True).monthly
    assert not period_in("6月份,累计完成", Period(2023), fresh=True).monthly
    assert not period_in("1-6月,全市", Period(2023), fresh=True).monthly
