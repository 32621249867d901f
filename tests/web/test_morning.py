"""The morning page of the sample county: the answer, every line, six warnings, no empty card."""

import re
import time

import pytest

from duzhi.money.payments import flow
from duzhi.money.payments.models import PaymentRequest
from tests.web.conftest import SCOPE

PAGE = f"/morning/?{SCOPE}"
WARNINGS = (
    ("严重", "政府性基金收入 6.39%，支出已 55.70%"),
    ("较重", "非税占比 56.76%，高于 50%"),
    ("较重", "一般公共预算支出欠进度 12.20 个百分点"),
    ("关注", "税收欠进度 1.37 个百分点"),
    ("关注", "库款保障水平 0.231，偏低"),
    ("关注", "暂付款占两本预算支出 9.67%，高于 5%"),
)


@pytest.fixture
def leader(reader):
    return reader("zhouming")


def text(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_the_title_is_the_answer_with_the_part_that_is_behind(leader):
    page = leader.get(PAGE).content.decode()
    assert (
        "1－6月一般公共预算收入完成 58.70%，超进度 8.70 个百分点；税收 48.63%，欠进度 1.37 个百分点"
    ) in page
    assert "双过半逐项核对：总量、非税、基金支出过半，税收、支出、基金收入未过半。" in page


def test_the_six_expected_warnings_stand_there_and_no_other(leader):
    page = leader.get(PAGE).content.decode()
    card = page.split('id="reports.alerts"')[1].split("</section>")[0]
    found = re.findall(r"</i>(\S+?)</span><div><p><a [^>]*>([^<]+)</a>", card)
    assert tuple(found) == WARNINGS


@pytest.mark.parametrize(
    ("name", "numbers"),
    [
        ("一般公共预算收入", ("117,402", "58.70", "+8.70", "-19.38", "超进度")),
        ("税收", ("50,768", "48.63", "-1.37", "-8.17", "欠进度")),
        ("非税", ("66,634", "69.70", "+19.70", "-26.24", "超进度")),
        ("一般公共预算支出", ("234,360", "37.80", "-12.20", "0.99", "欠进度")),
        ("政府性基金收入", ("6,390", "6.39", "-43.61", "-48.67", "大幅落后")),
        ("政府性基金支出", ("89,120", "55.70", "+5.70", "-41.42", "超进度")),
    ],
)
def test_every_line_of_the_progress_table(leader, name, numbers):
    page = leader.get(PAGE).content.decode()
    card = page.split('id="reports.progress"')[1].split("</section>")[0]
    row = next(part for part in card.split("<tr>") if f"{name}</a></th>" in part)
    for number in numbers:
        assert f">{number}<" in row, (name, number)


def test_both_scopes_of_livelihood_stand_side_by_side(leader):
    page = text(leader.get(PAGE))
    assert "窄口径 63.77%" in page
    assert "宽口径 79.22%" in page


def test_a_day_without_data_says_so_and_draws_no_empty_card(leader):
    page = leader.get("/morning/?region=990181&on=2019-06-30").content.decode()
    assert "完成情况待报" in page
    assert 'id="reports.progress"' not in page or "145,624" not in page


def test_the_unit_switch_changes_amounts_and_nothing_else(leader):
    page = text(leader.get(f"{PAGE}&unit=亿元"))
    assert "11.74" in page
    assert "58.70" in page


def test_the_basis_of_every_warning_says_how_far_it_was_checked(leader):
    page = text(leader.get(f"/morning/alerts/?{SCOPE}"))
    assert "6 条结构性预警" in page
    for _, words in WARNINGS:
        assert words in page
    assert "本地口径" in page
    assert "未核实" in page


@pytest.mark.parametrize(
    "day", ["2023-01-31", "2021-03-31", "2018-12-31", "2030-01-31", "2024-02-29"]
)
def test_any_day_opens(leader, day):
    assert leader.get(f"/morning/?region=990181&on={day}").status_code == 200


@pytest.mark.parametrize("region", ["990181000", "990181005"])
def test_a_part_of_the_county_opens(leader, region):
    assert leader.get(f"/morning/?region={region}&on=2023-06-30").status_code == 200


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("region=990181&on=2023-13-01", 409),
        ("region=../../etc&on=2023-06-30", 409),
        ("region=990999&on=2023-06-30", 403),
    ],
)
def test_strange_addresses_are_answered_in_words(leader, query, status):
    answer = leader.get(f"/morning/?{query}")
    assert answer.status_code == status
    assert "编号" in answer.content.decode()


def test_the_page_costs_less_than_a_tenth_of_a_second_of_the_processor(leader):
    leader.get(PAGE)
    took = []
    for _ in range(10):
        start = time.process_time()
        leader.get(PAGE)
        took.append(time.process_time() - start)
    assert sorted(took)[-2] < 0.1, took


@pytest.mark.parametrize(
    ("username", "shown", "hidden"),
    [
        (
            "liwenjing",
            ("今日可调度 4,890", "三十日最低库款", "硬日期缺口 无"),
            ("欠账余额", "已批未付", "待初审"),
        ),
        (
            "zhouming",
            ("三十日最低库款", "硬日期缺口 无", "首个三保缺口月", "欠账余额 20,650 13 笔"),
            ("今日可调度", "已批未付", "待初审"),
        ),
        ("chushen", ("待初审", "待复核", "待录", "已退回"), ("付款安排", "已批未付")),
        ("hejing", ("181天至1年 5,385 8 件", "1年以上 12,200 4 件"), ("付款安排", "待初审")),
        ("sunlu", (), ("付款安排", "已批未付", "待初审")),
    ],
)
def test_each_desk_sees_its_own_numbers_and_no_other(reader, username, shown, hidden):
    page = text(reader(username).get(PAGE))
    for words in shown:
        assert words in page
    for words in hidden:
        assert words not in page


def test_the_card_of_the_treasury_office_says_what_its_plan_pays_today(reader):
    desk = reader("liwenjing")
    plan = text(desk.get(f"/treasury/plan/?{SCOPE}")).replace(",", "")
    number, amount = re.search(r"今日付 (\d+) 笔 (\d+) 万元", plan).groups()
    assert f"今日付 {amount} {number} 笔" in text(desk.get(PAGE)).replace(",", "")


def test_the_card_of_the_centre_counts_what_waits_on_each_desk(reader):
    page = text(reader("chushen").get(PAGE))
    for state in (flow.FIRST, flow.SECOND, flow.RETURNED):
        number = PaymentRequest.objects.filter(state=state).count()
        assert number
        assert re.search(rf"{state} [\d,]+ {number} 笔", page)
