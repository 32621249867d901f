"""The provincial register, papers from above, 三保 needs and staff, brought in like anybody's."""

from datetime import date

import pytest

from duzhi.kernel.finding import ERROR
from duzhi.ledger import api as ledger
from duzhi.money.budget import api as budget
from duzhi.money.budget.imports.quotas import GRANTS, REGISTER
from duzhi.money.budget.models import Quota, QuotaReading
from duzhi.money.budget.queries import grants, guarantee
from duzhi.money.budget.queries.proofs import proofs
from duzhi.money.budget.rules.grants import ALLOTTED, LATE, WAITING
from duzhi.office import api as office

pytestmark = pytest.mark.django_db
REGION = "990181000"
DOC = "省财建〔2023〕7号"
HEAD = [column.title for column in REGISTER.columns]
GRANT_HEAD = [column.title for column in GRANTS.columns]
NEED_HEAD = [
    *("环节", "三保项目编码", "项目", "标准类别", "标准", "人数", "月数", "需求", "已安排", "缺口"),
]
STAFF_HEAD = ["单位代码", "编制人数", "在职人数", "离退休人数", "项目", "人数", "金额", "发放日"]


def line(number: str, current: int, paid: int, **more: object) -> list[object]:
    """A line of IN-07 in 元; what stands was given in one piece."""
    given = {
        "region": REGION,
        "number": number,
        "issued_on": "2023-02-24",
        "agency": "117001",
        "fund_type": "111",
        "subject": "2140104",
        "executable": "是",
        "amount_fen": current,
        "added_fen": 0,
        "cut_fen": 0,
        "current_fen": current,
        "paid_fen": paid,
        **more,
    }
    return [given.get(column.field) for column in REGISTER.columns]


def paper(fen: int, doc: str = DOC, **more: object) -> list[object]:
    """A line of IN-12 in 元."""
    given = {
        "doc_no": doc,
        "dated": "2023-05-25",
        "received_on": "2023-05-31",
        "name": "道路补助",
        "kind": "专项转移支付",
        "fund_type": "111",
        "amount_fen": fen,
        **more,
    }
    return [given.get(column.field) for column in GRANTS.columns]


@pytest.fixture
def register(bring, book):
    def run(*rows, month="2023年06月"):
        caption = ("预算年度：2023年", month, "单位：元")
        return bring(book("指标台账.xlsx", HEAD, rows, *caption))

    return run


@pytest.fixture
def received(bring, book):
    def run(*rows):
        return bring(book("上级文件台账.xlsx", GRANT_HEAD, rows, "预算年度：2023年", "单位：元"))

    return run


def test_the_register_stands_in_the_books_and_a_second_look_books_what_changed(register):
    first = register(line("ZB1", 100, 30), line("ZB2", 50, 0))
    assert first.outcome, first.findings
    assert first.outcome.added == 2
    one = budget.quota(REGION, 2023, "ZB1")
    assert (one.current_fen, one.paid_fen, one.available_fen) == (10_000, 3_000, 7_000)
    again = register(line("ZB1", 90, 40), line("ZB2", 50, 0), month="2023年07月").outcome
    assert (again.changed, again.same) == (1, 1)
    one = budget.quota(REGION, 2023, "ZB1")
    assert (one.current_fen, one.paid_fen, one.available_fen) == (9_000, 4_000, 5_000)
    assert QuotaReading.objects.count() == 3
    assert not list(proofs())
    assert not list(ledger.verify())


def test_what_is_paid_beyond_a_quota_is_a_fact_a_difference_and_a_to_do(register):
    found = register(line("ZB1", 100, 130))
    assert [one.code for one in found.findings] == ["register.beyond"]
    assert budget.quota(REGION, 2023, "ZB1").available_fen == -3_000
    gaps = [one for one in ledger.differences(date(2023, 6, 30), REGION) if one.gap_fen == 3_000]
    assert len(gaps) == 1
    assert office.open_todos(office="预算股").count() == 1
    assert not list(ledger.verify())


def test_what_is_allotted_beyond_a_document_is_a_difference_too(register, received):
    received(paper(100))
    found = register(line("ZB1", 120, 0, upper_doc=DOC))
    assert [one.code for one in found.findings] == ["register.beyond"]
    received(paper(120))
    assert ledger.available("grant.available", f"文号:{REGION}/{DOC}") == 0


def test_a_quota_that_changed_its_subject_is_booked_under_the_new_one(register):
    register(line("ZB1", 100, 30))
    register(line("ZB1", 100, 30, subject="2050202"), month="2023年07月")
    sums = ledger.controlled(("quota.granted", "quota.spent"))
    assert sums[f"指标:{REGION}/2023/ZB1"] == {"quota.granted": 10_000, "quota.spent": 3_000}
    assert Quota.objects.get().subject == "2050202"
    assert not list(proofs())


def test_a_register_that_lists_less_changes_nothing_and_says_so(register):
    register(line("ZB1", 100, 0), line("ZB2", 50, 0))
    found = register(line("ZB1", 100, 0), month="2023年07月")
    assert [one.code for one in found.findings] == ["register.left"]
    assert budget.quota(REGION, 2023, "ZB2").current_fen == 5_000


def test_a_line_whose_parts_do_not_add_up_is_sent_back(register):
    found = register(line("ZB1", 100, 0, added_fen=5))
    assert [one.code for one in found.findings] == ["register.sum"]
    assert not Quota.objects.exists()


def test_thirty_days_after_its_receipt_money_from_above_is_late(register, received):
    later = {"doc": "省财建〔2023〕8号", "dated": "2023-06-20", "received_on": "2023-06-25"}
    received(paper(100, direct="01"), paper(10, **later))
    first, second = grants.documents([REGION], date(2023, 6, 30))
    assert (first.state(date(2023, 6, 30), 30), first.state(date(2023, 7, 1), 30)) == (
        WAITING,
        LATE,
    )
    assert second.state(date(2023, 6, 30), 30) == WAITING
    register(line("ZB1", 100, 25, upper_doc=DOC))
    first = grants.documents([REGION], date(2023, 6, 30))[0]
    assert first.state(date(2023, 12, 31), 30) == ALLOTTED
    assert (first.paid_fen, first.balance_fen) == (2_500, 7_500)


def test_a_second_batch_does_not_start_the_thirty_days_of_the_first_again(register, received):
    more = {"dated": "2023-06-20", "received_on": "2023-06-25", "name": "第二批"}
    received(paper(100, direct="01"), paper(10, **more))
    register(line("ZB1", 90, 25, upper_doc=DOC))
    (one,) = grants.documents([REGION], date(2023, 6, 30))
    assert (one.left_fen, one.state(date(2023, 7, 1), 30)) == (2_000, LATE)
    register(line("ZB1", 100, 25, upper_doc=DOC), month="2023年07月")
    (one,) = grants.documents([REGION], date(2023, 7, 25))
    assert (one.left_fen, one.state(date(2023, 7, 25), 30)) == (1_000, WAITING)
    assert one.state(date(2023, 7, 26), 30) == LATE


def test_a_paper_without_money_or_received_before_it_was_written_is_sent_back(received):
    found = received(paper(0, received_on="2023-05-01"))
    assert {one.code for one in found.findings} == {"grants.dates", "grants.amount"}


def need(*rows):
    return NEED_HEAD, rows, "预算年度：2023年", "单位：元"


def test_needs_are_standard_times_persons_times_months_and_a_gap_at_the_end_is_named(bring, book):
    wages = ["二下", "201", "基本工资", "国家标准", 3_000, 10, 12, 360_000, 300_000, 60_000]
    found = bring(book("三保测算.xlsx", *need(wages)))
    assert [one.code for one in found.findings] == ["guarantee.gap"]
    assert guarantee.stages(REGION, 2023) == {"二下": (36_000_000, 30_000_000, 6_000_000)}
    wrong = [*wages[:7], 350_000, 300_000, 60_000]
    strange = ["一上", "999", "其他", "国家标准", 1, 1, 1, 1, 1, 0]
    found = bring(book("三保测算2.xlsx", *need(wrong, strange)))
    codes = {one.code for one in found.findings if one.severity == ERROR}
    assert codes == {"guarantee.need", "guarantee.gap_sum", "guarantee.unknown"}


def test_an_item_is_due_month_by_month_and_owed_where_less_was_paid(register, bring, book):
    wages = ["二下", "201", "基本工资", "国家标准", 3_000, 10, 12, 360_000, 360_000, 0]
    bring(book("三保测算.xlsx", *need(wages)))
    register(line("ZB1", 360_000, 150_000, guarantee="2", item="201"))
    found = {one.item.code: one for one in guarantee.standings(REGION, [REGION], date(2023, 6, 9))}
    one = found["201"]
    assert (one.due_fen, one.owed_fen, one.gap_fen) == (15_000_000, 0, 0)
    later = guarantee.standings(REGION, [REGION], date(2023, 6, 30))
    assert sum(one.owed_fen for one in later) == 3_000_000


def test_the_list_of_the_province_sets_the_skeleton_aside(bring, book):
    assert len(budget.guarantee_items(date(2023, 6, 30))) == 23
    head = [
        "三保项目编码",
        "三保类别",
        "三保项目名称",
        "每月发放日",
        "生效日期",
        "失效日期",
        "依据",
    ]
    rows = [["201", "保工资", "基本工资", 10, "2023-01-01", "", "省清单"]]
    bring(book("三保清单.xlsx", head, rows))
    assert [one.name for one in budget.guarantee_items(date(2023, 6, 30))] == ["基本工资"]
    wrong = [["201", "2", "基本工资", 40, "2023-01-01", "2022-01-01", "省清单"]]
    found = bring(book("三保清单2.xlsx", head, wrong))
    assert [one.code for one in found.findings] == ["guarantee.list"] * 2


def test_nobody_is_paid_who_is_not_counted_and_heads_beyond_the_posts_are_named(bring, book):
    rows = [["101001", 40, 42, 10, "基本工资", 42, 100_000, "2023-06-09"]]
    found = bring(book("供养人员.xlsx", STAFF_HEAD, rows, "2023年06月", "单位：元"))
    assert [one.code for one in found.findings] == ["staff.posts"]
    assert guarantee.heads(REGION, 202306) == {"101001": (40, 42, 10)}
    rows = [["101001", 40, 40, 10, "基本工资", 51, 100_000, "2023-07-10"]]
    found = bring(book("供养人员2.xlsx", STAFF_HEAD, rows, "2023年07月", "单位：元"))
    assert [one.code for one in found.findings] == ["staff.persons"]
