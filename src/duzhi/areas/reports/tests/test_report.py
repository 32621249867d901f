"""The half-year report of the sample county: every number, both manners, draft and final."""

import re
import time

import docx
import openpyxl
import pytest

from duzhi.areas.reports import actions, queries
from duzhi.areas.reports.rules.items import DATA, ITEMS
from duzhi.areas.reports.tests.conftest import AT, JUNE, OWED, REGION, REPORTED
from duzhi.documents import api as documents
from duzhi.documents import controls
from duzhi.kernel.finding import Refused

_READABLE = """
F03 58.7, F04 19.38, F07 48.63, F08 8.17, F11 69.7, F12 26.24, F13 43.24, F16 6.39, F17 48.67
F20 37.8, F21 0.99, F24 55.7, F25 41.42, F27 二, F28 58.7, F29 8.7, F31 0.99, F33 63.77
F41 157798, F42 99.54, F50 7.6, F53 100, F65 2.83
"""
PUBLIC = dict(pair.split() for line in _READABLE.split("\n") for pair in line.split(",") if pair)
"""What stays readable in the masked report, as the seed prints it."""


@pytest.fixture
def draft(county, tmp_path):
    def make(name="半年报告.docx", **given):
        facts = {"on": JUNE, "region": REGION, "by": "孙璐", "at": AT}
        return actions.draft_half_year(**(facts | given), path=tmp_path / name)

    return make


def numbers(path) -> dict[str, str]:
    return {one.figure: one.text for one in documents.read_controls(path) if not one.part}


def text(path) -> str:
    body = docx.Document(str(path)).element.body
    return "\n".join(controls.text_of(one) for one in body.iter(controls.q("p")))


def test_every_one_of_the_71_numbers_has_a_control(reported, draft):
    found = numbers(draft().files.docx)
    assert sorted(found) == [item.id for item in ITEMS]
    assert found["F01"] == "117402"
    assert found["F59"] == "96.4"
    assert found["F46"] == "【待报：采购办】"
    assert found["F70"] == "【待报：机关党委】"
    assert {name: found[name] for name in PUBLIC} == PUBLIC


def test_words_follow_the_numbers(reported, draft):
    words = text(draft().files.docx)
    assert (
        "一般公共预算收入累计完成117402万元，占年初预算200000万元的58.7％，同比下降19.38％" in words
    )
    assert "占全年变动预算620000万元的37.8％，同比增长0.99％" in words
    assert "超进度8.7个百分点" in words
    assert "税收收入、政府性基金收入、一般公共预算支出未过半" in words
    assert not re.search(r"(增长|下降|进度)-", words)
    assert "，，" not in words


def test_words_turn_with_the_numbers(reported, draft, money):
    money["receipts.general_revenue"] = (99_000, 98_990)
    words = text(draft().files.docx)
    assert "占年初预算200000万元的49.5％，同比持平" in words
    assert "欠进度0.5个百分点" in words
    assert "非税收入、政府性基金支出已过半" in words


def test_a_masked_report_shows_no_amount_anywhere(reported, draft):
    files = draft(mask=True).files
    found = numbers(files.docx)
    assert {name for name, value in found.items() if value != "*"} == set(PUBLIC)
    assert {name: found[name] for name in PUBLIC} == PUBLIC
    secret = {"117402", "200000", "50768", "104400", "66634", "95600", "6390", "100000", "234360"}
    secret |= {"620000", "89120", "160000", "149451", "145624", "55285", "90339", "12449"}
    secret |= {"232063", "152134"} | {
        value for name, value in REPORTED.items() if len(value) > 3 and name not in PUBLIC
    }
    secret -= {"158527"}
    secret |= {"158527"}
    book = openpyxl.load_workbook(files.xlsx)
    cells = " ".join(str(cell.value) for page in book for row in page.iter_rows() for cell in row)
    everything = text(files.docx) + files.html.read_text("utf-8") + cells
    plain = everything.replace(",", "")
    assert [
        amount for amount in sorted(secret) if re.search(rf"(?<!\d){amount}(?!\d)", plain)
    ] == []


def test_a_masked_report_reads_without_gaps(reported, draft):
    words = text(draft(mask=True).files.docx)
    assert "累计完成*万元，占年初预算*万元的58.7％，同比下降19.38％" in words
    assert "位列第二名" in words
    assert "待报" not in words
    assert "填报" not in words


def test_filed_numbers_are_marked_unless_the_paper_is_plain(reported, draft):
    assert "成立8个〔填报〕工作专班" in text(draft().files.docx)
    assert "〔填报〕" not in text(draft(plain=True).files.docx)
    assert "117402万元，" in text(draft().files.docx)


def test_every_number_of_the_page_has_its_source_row(reported, draft):
    page = draft().files.html.read_text("utf-8")
    for item in ITEMS:
        assert f'<tr id="{item.id}">' in page
        assert f'href="#{item.id}"' in page
    assert "年初预算 200000万元" in page
    assert "虚构数据" in page


def test_page_and_paper_say_the_same(reported, draft):
    files = draft().files
    article = re.search(r"<article>(.*)</article>", files.html.read_text("utf-8"), re.DOTALL)
    words = re.sub(r"<[^>]+>", "", article[1])
    assert words.split() == text(files.docx).split()


def test_the_workbook_lists_numbers_identities_and_gaps(reported, draft):
    book = openpyxl.load_workbook(draft().files.xlsx)
    assert book.sheetnames == ["半年报告数据表", "校验", "缺报清单"]
    rows = {row[0].value: row for row in book["半年报告数据表"].iter_rows()}
    assert rows["F01"][2].value == 117402
    assert rows["F03"][2].value == pytest.approx(58.701)
    assert rows["F03"][6].value == "年初预算 200000万元"
    assert rows["F26"][7].value == "填报"
    assert rows["F70"][7].value == "待报"
    checks = {row[0].value: [cell.value for cell in row] for row in book["校验"].iter_rows()}
    assert checks["I1"][2:] == [117402, 117402, 0, "万元", "相符"]
    assert checks["I17"][-1] == "相符"
    owed = {row[0].value for row in book["缺报清单"].iter_rows()}
    assert set(OWED) <= owed


def test_all_identities_of_the_sample_county_hold(complete, draft):
    assert draft().findings == ()


def test_missing_numbers_name_their_office_and_block(reported, draft):
    one = draft()
    assert {finding.text[:3] for finding in one.findings} == set(OWED)
    assert [value.id for value in queries.missing(JUNE, REGION)] == sorted(OWED)
    with pytest.raises(Refused, match="机关党委"):
        actions.finalise_half_year(on=JUNE, region=REGION, by="王明", at=AT, override="先报")


def test_a_complete_report_is_finalised_by_somebody_else(complete, draft):
    draft()
    with pytest.raises(Refused, match="不得为同一人"):
        actions.finalise_half_year(on=JUNE, region=REGION, by="孙璐", at=AT)
    final = actions.finalise_half_year(on=JUNE, region=REGION, by="王明", at=AT)
    assert final.document.state == "已定稿"
    assert documents.read_scope(final.files.docx).snapshot == final.document.snapshot


def test_bonds_that_do_not_add_up_need_a_signed_reason(complete, draft, report_figures):
    report_figures({"F66": "80500"})
    one = draft()
    assert "不符" in one.findings[0].text
    with pytest.raises(Refused, match="发行总额"):
        actions.finalise_half_year(on=JUNE, region=REGION, by="王明", at=AT)
    final = actions.finalise_half_year(
        on=JUNE, region=REGION, by="王明", at=AT, override="含外债转贷100万元"
    )
    assert "含外债转贷100万元。（王明，2023-07-03）" in text(final.files.docx)


def test_without_a_draft_there_is_nothing_to_finalise(county):
    with pytest.raises(Refused) as no:
        actions.finalise_half_year(on=JUNE, region=REGION, by="王明", at=AT)
    assert no.value.findings[0].code == "reports.no_draft"


def test_another_day_is_refused(draft):
    with pytest.raises(Refused, match="6月30日"):
        draft(on=JUNE.replace(month=5, day=31))


def test_an_empty_county_still_gets_a_readable_draft(draft):
    words = text(draft().files.docx)
    assert "成立【待报：收入股】个工作专班" in words
    assert "发放成功率【待报：社保股】％" in words


def test_items_answer_for_the_command_line(reported):
    found = queries.items(JUNE, REGION)
    assert [one.id for one in found] == [item.id for item in ITEMS]
    assert found[2].value.display == "58.7"
    assert queries.code_of("F03") == "receipts.general_completion"
    assert queries.code_of("receipts.tax") == "receipts.tax"


def test_the_text_of_the_report_types_no_number_of_its_own():
    body = [
        line
        for line in (DATA / "half_year.txt").read_text("utf-8").splitlines()
        if not line.startswith("#")
    ]
    assert not re.search(r"\d", re.sub(r"\{[^}]*\}", "", "".join(body)))


def test_the_report_is_written_within_three_seconds(reported, draft):
    start = time.process_time()
    draft()
    assert time.process_time() - start < 3
