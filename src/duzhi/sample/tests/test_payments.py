"""Payments look like a county's, and their traps are there."""

import csv
from collections import Counter
from pathlib import Path

import pytest

import duzhi.registry
from duzhi.sample.bonds import PROJECTS
from duzhi.sample.facts import fen as of_wan
from duzhi.sample.facts import months as all_months
from duzhi.sample.tests.reading import counted, fen, lines, table

CODES = Path(duzhi.registry.__file__).parent / "data" / "codes"


@pytest.fixture(scope="module")
def payments(folder):
    return [
        row
        for year, month in all_months(2021)
        for row in lines(folder / "支付" / f"{year}年{month:02d}月支付明细.csv")[:-1]
    ]


def known(*names):
    found = set()
    for name in names:
        with (CODES / f"{name}.csv").open(encoding="utf-8") as file:
            found |= {row["code"] for row in csv.DictReader(file)}
    return found


def test_every_classification_is_in_the_national_lists(payments):
    lists = {"11": "expenditure_function", "12": "fund_expenditure", "13": "soe_expenditure"}
    for kind, name in lists.items():
        used = {r["支出功能科目代码"] for r in payments if r["资金性质"][:2] == kind}
        assert used <= known(name)
    assert {row["政府经济分类代码"] for row in payments} <= known("gov_economic")
    assert {row["部门经济分类代码"] for row in payments} <= known("dep_economic")


def test_every_unit_and_project_is_registered_for_its_year(folder, payments):
    units = {row["单位代码"]: row for row in table(folder / "基础" / "REG-02 预算单位.xlsx")}
    projects = {row["项目代码"]: row for row in table(folder / "基础" / "REG-03 项目.xlsx")}
    assert len(projects) == len(table(folder / "基础" / "REG-03 项目.xlsx"))
    strangers = []
    for row in payments:
        unit, project = units[row["单位代码"]], projects[row["项目代码"]]
        assert (unit["单位名称"], unit["区划代码"]) == (row["单位名称"], row["区划代码"])
        assert str(unit["生效日期"]) <= row["实际支付日期"] < (str(unit["失效日期"]) or "9999")
        assert project["项目名称"] == row["项目名称"]
        if project["单位代码"] != row["单位代码"]:
            strangers.append((row["业务类型"], bool(row["债券代码"])))
        assert project["起始年度"] <= row["预算年度"] <= project["终止年度"]
    assert strangers == [("正常支付", True), ("退款支付", True)], "planted, and paid back"


def test_the_traps_are_there_and_move_nothing(payments):
    assert {row["业务类型"] for row in payments} == {"正常支付", "退款支付", "更正"}
    assert {row["支付状态"] for row in payments} == {"已清算", "已作废", "退票"}
    vouchers = {row["支付凭证号"] for row in payments}
    corrected = Counter()
    for row in payments:
        if row["业务类型"] == "更正":
            corrected[row["原支付凭证号"]] += fen(row["支付金额(元)"])
        if row["业务类型"] != "正常支付":
            assert row["原支付凭证号"] in vouchers
        assert row["业务类型"] == "更正" or fen(row["支付金额(元)"]) > 0
    assert set(corrected.values()) == {0}
    late = [row for row in payments if row["预算年度"] != row["实际支付日期"][:4]]
    assert [row["业务类型"] for row in late] == ["退款支付", "正常支付"] * 2
    assert not any(counted(row) for row in late)


def test_a_voucher_stands_once_and_the_last_row_is_a_total(folder, payments):
    assert len({row["支付申请编号"] for row in payments}) == len(payments)
    rows = lines(folder / "支付" / "2023年03月支付明细.csv")
    assert rows[-1]["支付申请编号"] == "合计"
    assert fen(rows[-1]["支付金额(元)"]) == sum(fen(row["支付金额(元)"]) for row in rows[:-1])


def test_no_bond_project_spends_more_than_it_received_or_before(payments):
    held = {each.project: of_wan(each.wan) for each in PROJECTS}
    start = {each.project: f"{each.year}-{each.month:02d}" for each in PROJECTS}
    for row in payments:
        if row["债券代码"]:
            held[row["项目代码"]] -= counted(row)
            assert row["实际支付日期"][:7] > start[row["项目代码"]]
    assert min(held.values()) >= 0
    assert sum(held.values()) == of_wan(5_400)


def test_the_reclassified_subject_ends_with_2022(folder, payments):
    mapping = table(folder / "基础" / "REG-04 科目口径调整.xlsx")[0]
    old, new = mapping["原科目代码"], mapping["新科目代码"]
    years = {code: set() for code in (old, new)}
    for row in payments:
        if row["支出功能科目代码"] in years:
            years[row["支出功能科目代码"]].add(row["实际支付日期"][:4])
    assert years[old]
    assert years[old] <= {"2021", "2022"}
    assert years[new] == {"2023"}


def test_the_renamed_unit_pays_under_its_new_code(payments):
    for row in payments:
        assert row["单位代码"] != ("118001" if row["实际支付日期"] >= "2023" else "118002")
