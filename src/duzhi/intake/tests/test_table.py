"""From the tables of a file to typed rows: what is read, dropped, held for review or a fault."""

from datetime import date

import pytest

from duzhi.intake import api as intake
from duzhi.intake.models import ImportFile
from duzhi.intake.tests.conftest import HEAD, NOW, ROWS
from duzhi.kernel.finding import Refused

TITLE = ["青岚市2023年6月入库流水"]
CAPTION = ["编制单位：青岚市财政局", "", "", "", "单位：元"]


def found(result, code):
    return [finding for finding in result.findings if finding.code == code]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_files_are_read_in_every_usual_encoding(load, text, taken, encoding):
    result = load(text([HEAD, *ROWS], encoding=encoding))
    assert result.status == "imported"
    assert taken.rows[0].name == "国内增值税"


def test_a_workbook_is_read_under_title_caption_and_empty_rows(load, book, taken):
    plain = [title.replace("(元)", "") for title in HEAD]
    result = load(book([TITLE, CAPTION, [], plain, *ROWS]))
    assert result.status == "imported"
    assert [row.row for row in taken.rows] == [5, 6, 7]
    assert result.declared == intake.Declared(year=2023, unit="元", period="2023-06")
    assert result.sheets[0].header_row == 4
    assert (result.sheets[0].matched, result.sheets[0].expected) == (7, 7)


def test_a_unit_that_contradicts_the_caption_is_a_fault(load, book):
    plain = [title.replace("(元)", "") for title in HEAD]
    result = load(book([CAPTION, plain, *ROWS]), declared=intake.Declared(unit="万元"))
    assert result.status == "rejected"
    assert "表里写的单位是“元”，声明的是“万元”" in result.findings[0].text


def test_a_declared_year_wins_over_the_caption_with_a_warning(load, book):
    result = load(book([["预算年度：2022年"], HEAD, *ROWS]), declared=intake.Declared(year=2023))
    assert result.status == "imported"
    assert result.declared.year == 2023
    assert "表里写的预算年度是 2022，声明的是 2023" in result.findings[0].text


def test_every_fault_of_a_file_is_reported_at_once(load, text):
    rows = [
        ["0001", "2023-06-31", "1010101", "", "县级", "1.00", ""],
        ["0002", "2023-06-30", "1010101", "", "市级", "4,870.00万", ""],
        ["", "2023-06-30", "1010101", "", "县级", "-1.00", "误收"],
    ]
    result = load(text([HEAD, *rows]))
    assert result.status == "rejected"
    assert [(f.place.row, f.place.column) for f in result.findings] == [
        (4, "凭证号"),
        (2, "入库日期"),
        (3, "级次"),
        (3, "金额"),
    ]
    assert "“2023-06-31”不是日期" in result.findings[1].text
    assert "混入了单位" in result.findings[3].text
    assert "有 4 处须退回，未改动任何数据" in result.sentence


def test_more_than_a_thousand_faults_are_counted_not_listed(load, text):
    rows = [[str(n), "六月", "1010101", "", "县级", "1.00", ""] for n in range(1_200)]
    result = load(text([HEAD, *rows]))
    assert len(result.findings) == 1_001
    assert result.findings[-1].text.startswith("还有 200 处")
    assert "有 1200 处须退回" in result.sentence


def test_duplicate_rows_name_the_first_one(load, text):
    result = load(text([HEAD, *ROWS, ROWS[0]]))
    assert str(result.findings[0]) == (
        "流水.csv第5行「凭证号」：与第 2 行重复（凭证号相同）；请删除多余的一行"
    )


def test_a_layout_check_rejects_the_file(load, text):
    bad = [*ROWS[2][:6], "多缴"]
    result = load(text([HEAD, *ROWS[:2], bad]))
    assert result.findings[0].code == "receipts.refund_note"
    assert str(result.findings[0].place) == "流水.csv第4行「备注」"


def test_a_negative_amount_is_refused_where_it_cannot_be(load, text):
    head = ["日期", "期初余额", "流入/一般公共预算", "流入/基金", "流出/一般公共预算", "期末余额"]
    said = intake.Declared(unit="万元", region="990181")
    rows = [head, ["2023-06-30", "1", "2", "3", "9", "-3"]]
    result = load(text(rows), declared=said)
    assert result.findings[0].code == "intake.negative"


def test_subtotals_notes_and_skipped_rows_are_counted_not_imported(load, text, taken):
    extra = [
        ["", "", "", "税收 小计", "", "1500.50", ""],
        ["合　计", "", "", "", "", "1480.00", ""],
        ["0009", "2023-06-30", "1010101", "国内增值税", "全辖", "1.00", ""],
        ["其中：留抵退税", "2023-06-30", "1010101", "", "县级", "5.00", ""],
        ["", "", "", "", "", "", ""],
        ["注：本表为净额。"],
        ["填表人：李文静", "", "", "审核人：王建国", "", "", ""],
    ]
    result = load(text([HEAD, *ROWS, *extra]))
    assert result.status == "imported"
    assert [row.voucher for row in taken.rows] == ["0001", "0002", "0003", "其中:留抵退税"]
    counts = {dropped.reason: dropped.count for dropped in result.dropped}
    assert counts == {"小计、合计行": 2, "全辖汇总行": 1, "表下说明行": 2}
    assert found(result, "intake.dropped")[0].text == "小计、合计行 2 行不入账：第 5、6 行"
    stored = ImportFile.objects.get().dropped
    assert stored["小计、合计行"] == {"count": 2, "rows": ["5", "6"]}


def test_a_header_repeated_on_every_printed_page_is_dropped(load, book, taken):
    plain = [title.replace("(元)", "") for title in HEAD]
    result = load(book([CAPTION, plain, *ROWS[:1], plain, *ROWS[1:]]))
    assert result.status == "imported"
    assert len(taken.rows) == 3


def test_an_unknown_subject_is_booked_as_unclassified(load, text, taken):
    new = ["0004", "2023-06-04", "1030718", "新科目", "县级", "88.00", ""]
    again = ["0005", "2023-06-05", "1030718", "新科目", "县级", "12.00", ""]
    result = load(text([HEAD, *ROWS, new, again]))
    assert result.status == "imported"
    assert taken.rows[3].subject == "?1030718"
    waiting = intake.unclassified().get()
    assert (waiting.raw, waiting.name, waiting.rows, waiting.amount_fen) == (
        "1030718",
        "新科目",
        2,
        10000,
    )
    assert "科目 1030718（新科目）不在科目表中，2 行、100.00 元先记待归类" in (
        found(result, "intake.unclassified")[0].text
    )
    cleared = intake.mark_cleared(
        raw="?1030718", subject_lists=("revenue_general",), to="1030799", by="王", at=NOW
    )
    assert cleared == 1
    assert not intake.unclassified().exists()
    assert intake.unclassified(open_only=False).get().cleared_to == "1030799"
    with pytest.raises(Refused, match="没有待归类的记录"):
        intake.mark_cleared(
            raw="1030718", subject_lists=("revenue_general",), to="1030799", by="王", at=NOW
        )


def test_subjects_follow_the_year_of_each_row_when_the_file_has_none(known, text, db, taken):
    asked = set()

    def by_year(name, year):
        asked.add((name, year))
        return frozenset({"10101"} if year == 2022 else {"1010101", "10104"})

    old = ["0004", "2022-12-31", "10101", "增值税", "县级", "1.00", ""]
    intake.run(text([HEAD, *ROWS, old]), by="李", now=NOW, codes=by_year)
    assert asked == {("revenue_general", 2022), ("revenue_general", 2023)}
    assert [row.subject for row in taken.rows] == ["1010101", "10104", "1010101", "10101"]


def test_a_year_without_a_subject_list_is_a_fault(load, text):
    result = load(text([HEAD, *ROWS]), declared=intake.Declared(year=1999))
    assert "没有 1999 年的科目表" in result.findings[0].text


def test_every_matching_sheet_is_read_and_the_others_are_named(load, book, taken):
    near = [[*HEAD[:4], "甲", "金额(元)", "备注"], *ROWS]
    sheets = {
        "城区": [HEAD, ROWS[0]],
        "乡镇": [HEAD, *ROWS[1:]],
        "旧数据": [HEAD, *ROWS],
        "说明": [["本表由国库股报送"]],
        "空": [],
        "草稿": near,
    }
    result = load(book(sheets, hidden=("旧数据",)))
    assert result.status == "imported"
    assert [row.sheet for row in taken.rows] == ["城区", "乡镇", "乡镇"]
    skipped = {sheet.name: sheet.skipped for sheet in result.sheets if sheet.skipped}
    assert skipped == {
        "旧数据": "隐藏的工作表",
        "说明": "不是 T-01 入库流水 的格式",
        "空": "空表",
        "草稿": "不是 T-01 入库流水 的格式",
    }
    assert "缺少列 级次，没有读入" in found(result, "intake.sheet_skipped")[0].text


def test_sheets_of_different_years_are_not_mixed(load, book):
    sheets = {
        "一": [["预算年度：2022年"], HEAD, ROWS[0]],
        "二": [["预算年度：2023年"], HEAD, ROWS[1]],
    }
    result = load(book(sheets))
    assert "各工作表写的预算年度不一致" in result.findings[0].text


def test_a_table_without_rows_is_refused(load, text):
    result = load(text([HEAD]))
    assert "没有可读的数据行" in result.findings[0].text


def test_an_unquoted_comma_shifts_a_row_and_is_caught(load, text):
    broken = ["0004", "2023-06-01", "1010101", "甲", "县级", "1", "乙", "丙"]
    result = load(text([HEAD, *ROWS, broken]))
    assert "有 8 列，表头只有 7 列" in result.findings[0].text


def test_two_row_headers_are_read_by_group(load, book, taken):
    groups = ["日期", "期初余额", "流入", "", "流出", "期末余额"]
    names = ["", "", "一般公共预算", "基金", "一般公共预算", ""]
    rows = [[date(2023, 6, 30), 10, 3.5, 1, 2, 12.5], ["合计", "", 3.5, 1, 2, ""]]
    result = load(
        book([["库款日报"], ["单位：万元"], groups, names, *rows]),
        declared=intake.Declared(region="990181"),
    )
    assert result.status == "imported"
    assert result.layout_code == "T-02"
    assert taken.rows == [
        ("流水", 5, date(2023, 6, 30), 10_000_000, 3_500_000, 1_000_000, 2_000_000, 12_500_000)
    ]


def test_a_lost_quote_that_swallows_the_file_is_damage(load, tmp_path):
    path = tmp_path / "缺引号.csv"
    path.write_text(",".join(HEAD) + '\n"0001,' + "2023-06-01\n" * 20_000, encoding="utf-8")
    result = load(path)
    assert "可能缺了一个引号" in result.findings[0].text
