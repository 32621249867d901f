"""Registers come in by file, tie to the cash report, and make the plan of a day."""

from datetime import date, timedelta

import pytest
import xlsxwriter

from duzhi.figures import api as figures
from duzhi.intake import api as intake
from duzhi.kernel.entry import Entry, Key, Ref, cr, dr
from duzhi.kernel.finding import Refused
from duzhi.ledger import api as ledger
from duzhi.money.treasury import actions
from duzhi.money.treasury.documents.plan import order, plea
from duzhi.money.treasury.figures import hard
from duzhi.money.treasury.figures.arrears import FIGURES
from duzhi.money.treasury.figures.proofs import proofs
from duzhi.money.treasury.imports import IMPORTS
from duzhi.money.treasury.queries import board, held, registers, shown
from duzhi.money.treasury.queries.plain import plain_plan
from duzhi.money.treasury.rules import purses
from duzhi.money.treasury.rules.plan.terms import slot_of
from duzhi.money.treasury.tests.conftest import BOOKS, COUNTY, NOW, codes, day

ON = date(2023, 6, 30)
GENERAL, SPECIAL = "一般/一般", "专款/省财社〔2023〕8号"
BY_CODE = {layout.code: layout for layout in IMPORTS}


@pytest.fixture
def bring(county, layouts, tmp_path):
    """Writes a workbook of a layout and imports it; amounts in 元."""

    def load(code: str, rows: list[list[object]]) -> intake.Result:
        path = tmp_path / f"{code}.xlsx"
        layout = BY_CODE[code]
        with xlsxwriter.Workbook(path) as book:
            page, shown_day = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd"})
            page.write_row(0, 0, [layout.name])
            page.write_row(1, 0, ["编制单位：国库股", "2023年06月", "单位：元"])
            page.write_row(2, 0, [column.title for column in layout.columns])
            for line, row in enumerate(rows, 3):
                for place, cell in enumerate(row):
                    if isinstance(cell, date):
                        page.write_datetime(line, place, cell, shown_day)
                    elif cell is not None:
                        page.write(line, place, cell)
        return intake.run(path, by="李国库", now=NOW)

    return load


@pytest.fixture
def split(bring):
    def load(general: int, special: int, on: date = ON) -> intake.Result:
        return bring("TRE-01", [
            [on, "一般", "一般", "一般可调度", general],
            [on, "专款", "省财社〔2023〕8号", "社会救助", special],
            [on, "代管", "代管", "财政专户", 62],
        ])  # fmt: skip

    return load


def due(number: str, yuan: int, on: date, tier: str, purse: str = GENERAL, **more: str) -> list:
    told = [more.get("block"), purse, None, more.get("state"), more.get("note"), None]
    return [number, more.get("kind", "申请"), f"{number}事项", "某局", yuan, on, tier, *told]


def left(kind: str, code: str) -> int:
    """Yuan the ledger knows in a purse."""
    return ledger.available("purse.available", purses.control(COUNTY, kind, code)) // 100


def test_purses_that_do_not_add_up_to_the_cash_report_are_named(days, split, bring):
    days([day(ON, 500, (0, 100, 0))])
    assert codes(split(400, 100)) == []
    assert left("专款", "省财社〔2023〕8号") == 100
    assert codes(split(380, 110)) == ["purse_differs", "purse_differs"]
    assert left("一般", "一般") == 380
    bring("TRE-01", [[ON, "一般", None, "一般可调度", 380]])
    assert left("专款", "省财社〔2023〕8号") == 0
    split(380, 110)
    assert left("专款", "省财社〔2023〕8号") == 110


def test_money_moves_between_purses_only_when_a_second_person_signs_and_never_below_zero(split):
    split(400, 100)
    ask = {"region": COUNTY, "between": (SPECIAL, GENERAL), "reason": "发薪周转"}
    ask |= {"on": ON + timedelta(3), "return_on": date(2023, 7, 20), "by": "李国库", "at": NOW}
    row = actions.ask_lending(**ask, amount_fen=6_000)
    assert left("专款", "省财社〔2023〕8号") == 100
    with pytest.raises(Refused, match="同一人"):
        actions.sign_lending(number=row.pk, by="李国库", at=NOW)
    actions.sign_lending(number=row.pk, by="吴局长", at=NOW)
    assert (left("专款", "省财社〔2023〕8号"), left("一般", "一般")) == (40, 460)
    with pytest.raises(Refused, match="已签"):
        actions.sign_lending(number=row.pk, by="周局长", at=NOW)
    with pytest.raises(Refused, match="付不出"):
        actions.ask_lending(**ask, amount_fen=4_100)
    more, last = (actions.ask_lending(**ask, amount_fen=3_000) for _ in range(2))
    actions.sign_lending(number=more.pk, by="吴局长", at=NOW)
    with pytest.raises(Refused, match="付不出"):
        actions.sign_lending(number=last.pk, by="吴局长", at=NOW)
    actions.void_lending(number=last.pk, reason="余额不够", by="李国库", at=NOW)
    with pytest.raises(Refused, match="作废"):
        actions.sign_lending(number=last.pk, by="吴局长", at=NOW)
    assert list(proofs()) == []
    actions.return_lending(number=more.pk, on=date(2023, 7, 20), by="李国库", at=NOW)
    actions.return_lending(number=row.pk, on=date(2023, 7, 20), by="李国库", at=NOW)
    assert left("专款", "省财社〔2023〕8号") == 100
    with pytest.raises(Refused, match="不可动用"):
        actions.ask_lending(**(ask | {"between": ("代管/代管", GENERAL)}), amount_fen=100)
    with pytest.raises(Refused, match="最近一张日报之后"):
        actions.ask_lending(**(ask | {"on": ON}), amount_fen=100)


def test_the_plan_counts_what_was_lent_after_the_report_and_what_comes_back(split):
    split(400, 100)
    start, back = ON + timedelta(3), date(2023, 7, 20)
    ask = {"region": COUNTY, "between": (SPECIAL, GENERAL), "reason": "发薪周转"}
    ask |= {"on": start, "return_on": back, "by": "李国库", "at": NOW}
    row = actions.ask_lending(**ask, amount_fen=6_000)

    def general() -> tuple[int, int]:
        plan = board.board("990181", ON).plan
        day = slot_of(plan.slots, back)
        cash = plan.purses[GENERAL].cash
        return cash[0] // 100, (cash[day] - cash[day - 1]) // 100

    assert general() == (400, 0)
    actions.sign_lending(number=row.pk, by="吴局长", at=NOW)
    assert general() == (460, -60)
    assert [one.amount // 100 for one in held.held(COUNTY, ON, start)] == [460, 40, 62]
    actions.return_lending(number=row.pk, on=start, by="李国库", at=NOW)
    assert general() == (400, 0)


def test_verify_finds_a_purse_that_went_below_zero(split, bring):
    split(400, 100)
    assert list(proofs()) == []
    key = Key(COUNTY)
    lines = (
        dr("purse.spent", key=key, amount_fen=12_000, control=purses.control(COUNTY, "专款", "x")),
        cr("purse.available", key=key, amount_fen=12_000,
           control=purses.control(COUNTY, "专款", "省财社〔2023〕8号")),
    )  # fmt: skip
    ledger.post([Entry(Ref("test.voucher", "1"), "付款", ON, lines)], fact=True, **BOOKS)
    (found,) = proofs()
    assert (found.code, "-20.00 元" in found.text) == ("treasury.purse_negative", True)


def test_arrears_count_what_was_paid_this_year_and_point_out_what_was_overpaid(bring):
    owed = [
        "QZ-1",
        "绩效工资",
        "2022年度绩效工资",
        "工资福利",
        "统发中心",
        "职工",
        9,
        date(2022, 12, 31),
    ]
    bring("IN-37", [[*owed, 2022, 1_000, date(2023, 8, 10), "三保", "一般"]])
    rows = [["B1", "QZ-1", date(2022, 12, 31), 100], ["B2", "QZ-1", date(2023, 3, 1), 250]]
    assert codes(bring("TRE-02", rows)) == []
    (one,) = registers.owed(COUNTY, ON)
    assert (one.open_fen, one.row.purse) == (65_000, GENERAL)
    figure = next(one for one in FIGURES if one.code == "arrears.performance_pay_2022")
    assert figure.read is not None
    assert (
        codes(bring("TRE-02", [*rows, ["B3", "QZ-1", ON, 700], ["B4", "QZ-9", ON, 1]]))
        == ["arrear_overpaid"] * 2
    )


def test_advances_must_close_row_by_row_and_against_the_books(bring):
    row = ["ZF-1", date(2019, 5, 1), "水利局", "防汛", 500, 120]
    assert codes(bring("IN-34", [[*row, 390]])) == ["advance_balance"]
    assert codes(bring("IN-34", [[*row, 380]])) == ["register_differs"]
    upper = [["省财库1号", date(2023, 3, 1), "调度款", 300, None, 300]]
    assert codes(bring("IN-32", upper)) == ["register_differs"]


def test_the_plan_of_a_closed_day_starts_on_the_next_working_day(split, bring):
    split(300, 90)
    bring("TRE-03", [
        due("工资", 500, date(2023, 7, 10), "硬日期", block="工资"),
        due("低保", 80, date(2023, 7, 10), "硬日期", SPECIAL),
        due("过渡费", 120, date(2023, 6, 20), "重点"),
        due("退件", 60, date(2023, 6, 20), "一般", state="退回", note="用途不符"),
    ])  # fmt: skip
    bring("TRE-04", [
        [date(2023, 7, 7), GENERAL, "上级资金", "省调度款", 250, 250],
        [date(2023, 7, 17), GENERAL, "本级收入", "税费", 400, 300],
    ])  # fmt: skip
    found = board.board(COUNTY, ON)
    assert (found.start, found.as_of) == (date(2023, 7, 3), ON)
    plan = {one["id"]: one for one in plain_plan(found)["requests"]}
    assert {number: one["pay_on"] for number, one in plan.items()} == {
        "工资": "2023-07-10", "低保": "2023-07-10", "过渡费": "2023-07-17", "退件": None,
    }  # fmt: skip
    assert plan["过渡费"]["reason"].startswith("须为前面层级7月10日前的到期支出留足库款")
    assert (plan["退件"]["reason"], plan["退件"]["earliest"]) == ("退回：用途不符", None)
    told = shown.told(found, board.inputs(COUNTY, ON), "过渡费")
    assert told.ahead == (("0 硬日期", 1, 50_000),)
    assert told.line.state == shown.LATER
    assert [one.kind for one in shown.kinds(found) if not one.planned] == ["代管"]


def test_the_gap_of_hard_dates_counts_amount_and_days(split, bring):
    split(300, 90)
    bring("TRE-03", [
        due("工资", 500, date(2023, 7, 10), "硬日期"),
        due("利息", 100, date(2023, 7, 20), "硬日期"),
        due("低保", 80, date(2023, 7, 10), "硬日期", SPECIAL),
        due("八月", 900, date(2023, 8, 10), "硬日期"),
    ])  # fmt: skip
    bring("TRE-04", [[date(2023, 7, 14), GENERAL, "上级资金", "省调度款", 150, 150]])
    context = figures.Context(ON, COUNTY, (COUNTY,))
    _, need, unpaid, missing, days_short = (one.read(context) for one in hard.FIGURES)
    assert (need.value, unpaid.value, missing.value) == (30_000, 50_000, 20_000)
    # 10—13 July 200, 14—19 July 50, 20 July—1 August 150
    assert days_short.value == (200 * 4 + 50 * 6 + 150 * 13) * 100
    found = board.board(COUNTY, ON)
    assert unpaid.value == max(one.amount_fen for one in found.shortages if one.slot < 30)
    for one in (need, unpaid, missing, days_short):
        assert sum(source.amount for source in one.sources()) == one.value


def test_no_dispatch_is_asked_for_where_every_hard_date_is_met(split, bring):
    split(300, 90)
    bring("TRE-03", [due("工资", 500, date(2023, 7, 10), "硬日期")])
    bring("TRE-04", [[date(2023, 7, 7), GENERAL, "上级资金", "省调度款", 250, 250]])
    values = {one: figures.value(one.code, ON, COUNTY).exact for one in hard.FIGURES}
    assert list(values.values()) == [50_000, 20_000, 0, 0, 0]
    assert plea({"F07": 0}).endswith("不需申请调度款")
    assert plea({"F07": 50_000}).startswith("为保障“三保”")
    split(600, 90)
    assert figures.value("treasury.dispatch_need", ON, COUNTY).exact == 0


def test_the_printed_order_names_both_who_signed_out_of_turn(split, bring):
    split(500, 0)
    bring("TRE-03", [due("抢险", 100, date(2023, 7, 3), "一般")])
    row = actions.ask_special(
        region=COUNTY, request="抢险", amount_fen=10_000, on=ON, reason="汛期抢险", **BOOKS
    )
    (table,) = order(ON, COUNTY)
    assert "待第二人签批" in table.notes[0]
    actions.approve_special(number=row.pk, by="吴局长", at=NOW)
    (table,) = order(ON, COUNTY)
    assert "第一签批 张会计，第二签批 吴局长" in table.notes[0]
    assert table.notes[0].startswith(f"{ON} 特批拨付 抢险")
    split(500, 0, date(2024, 1, 5))
    (table,) = order(date(2024, 1, 5), COUNTY)
    assert table.notes == ()


def test_two_named_people_put_a_request_before_all_others(split, bring):
    split(500, 0)
    bring("TRE-03", [
        due("工资", 450, date(2023, 7, 3), "硬日期"), due("抢险", 100, date(2023, 7, 3), "一般"),
    ])  # fmt: skip
    assert board.board(COUNTY, ON).plan.done("工资") == 0
    row = actions.ask_special(
        region=COUNTY, request="抢险", amount_fen=10_000, on=ON, reason="汛期抢险", **BOOKS
    )
    assert board.board(COUNTY, ON).plan.done("抢险") is None
    with pytest.raises(Refused, match="同一人"):
        actions.approve_special(number=row.pk, **BOOKS)
    actions.approve_special(number=row.pk, by="吴局长", at=NOW)
    after = board.board(COUNTY, ON)
    assert (after.plan.done("抢险"), after.plan.done("工资")) == (0, None)
    assert after.shortages[0].amount_fen == 45_000
    actions.void_special(number=row.pk, reason="汛情解除", **BOOKS)
    assert board.board(COUNTY, ON).plan.done("工资") == 0
    with pytest.raises(Refused, match="作废"):
        actions.void_special(number=row.pk, reason="汛情解除", **BOOKS)


def test_wages_due_on_a_holiday_are_paid_before_it_and_other_dues_after_it(split, bring):
    split(900, 100)
    bring("TRE-03", [
        due("工资", 100, date(2023, 7, 8), "硬日期", block="工资"),
        due("低保", 100, date(2023, 7, 9), "硬日期"),
        due("图书", 100, date(2023, 7, 9), "一般"),
        due("国庆前", 50, date(2023, 10, 1), "硬日期"),
        due("调休日", 50, date(2023, 10, 7), "一般"),
    ])  # fmt: skip
    items = board.board("990181", ON).items
    moved = {number: str(one.request.due)[5:] for number, one in items.items()}
    assert moved == {
        "工资": "07-07", "低保": "07-07", "图书": "07-10", "国庆前": "09-28", "调休日": "10-07",
    }  # fmt: skip
    assert items["图书"].note == "7月9日休息，顺延到7月10日"
    assert items["调休日"].note == ""
