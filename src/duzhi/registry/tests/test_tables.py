"""Code tables, the chart of accounts and the 股室."""

import pytest

from duzhi.kernel.codes import BUDGET_NAMES, LEVEL_NAMES
from duzhi.registry import api as registry


def test_code_tables_by_name():
    table = registry.code_table("fund_type_code")
    assert table["12"] == "政府性基金预算资金"
    assert set(BUDGET_NAMES) <= set(table)
    levels = registry.code_table("budget_level_code")
    assert len(levels) == len(LEVEL_NAMES)


def test_the_chart_of_accounts():
    accounts = registry.treasury_accounts()
    assert len(accounts) == 98
    first = accounts[0]
    assert (first.code, first.name, first.code_2015) == ("6001", "一般公共预算收入", "4001")


def test_tables_that_do_not_exist():
    with pytest.raises(LookupError):
        registry.table_rows("nothing")
    with pytest.raises(LookupError):
        registry.code_table("nothing")


def test_the_offices_of_the_bureau():
    names = [office.name for office in registry.offices()]
    assert len(names) == len(set(names))
    assert {"预算股", "国库股", "国库支付中心", "税政股", "非税局", "社保股", "机关党委"} <= set(
        names
    )
    assert registry.office_name("03") == "国库股"
    assert registry.office_name("99") == "99"
    codes = [office.code for office in registry.offices()]
    assert codes == sorted(set(codes))


@pytest.mark.parametrize("table", ["data_elements", "admin_divisions"])
def test_reference_tables_have_rows(table):
    assert registry.table_rows(table)
