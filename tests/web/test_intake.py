"""Files on their way in, through pages: chosen, looked at, mended, brought in, traced."""

import io
import re

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from duzhi.intake import api as intake
from duzhi.office import api as office
from tests.web.conftest import SCOPE

NEW = f"/imports/new/?{SCOPE}"
HEAD = (
    *("报表日期", "国库代码", "征收机关代码", "辖属标志", "报表种类", "预算种类", "预算级次"),
    *("调整期标志", "科目代码", "科目名称", "日累计", "旬累计", "月累计", "季累计", "年累计"),
)
ROW = ("2023-07-03", "9901810000", "499018100001", "0", "1", "1", "4", "0", "1010101", "国内增值税")


def workbook(*rows: tuple[object, ...], name: str = "国库收入日报.xlsx") -> SimpleUploadedFile:
    """A daily treasury report of July, which the county does not have yet."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = "日报"
    page.append(("青岚市预算收入日报",))
    page.append(("编制单位：国家金库青岚市支库", "", "", "", "", "", "2023年07月", "单位：元"))
    page.append(HEAD)
    for row in rows:
        page.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return SimpleUploadedFile(name, stream.getvalue())


GOOD = workbook((*ROW, 100, 100, 100, 100, 1_000_000))


def sent(client: Client, *files: SimpleUploadedFile, **more):
    for file in files:
        file.seek(0)
    return client.post(NEW, {"chosen": list(files), "_once": timezone.now().isoformat(), **more})


def page_of(client: Client, answer) -> str:
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    return client.get(answer["Location"]).content.decode()


def newest() -> intake.Upload:
    return intake.uploads().first()


def pressed(client: Client, row: intake.Upload, verb: str, **more):
    given = {"do": verb, "_once": f"{verb}{timezone.now().isoformat()}", **more}
    return client.post(f"/imports/upload/{row.pk}/?{SCOPE}", given)


def work() -> None:
    """Do what waits in the queue, as the worker does."""
    for job in office.Job.objects.filter(state="排队").order_by("pk"):
        office.run_job(job.pk, clock=timezone.now)


@pytest.fixture
def bad() -> SimpleUploadedFile:
    return workbook(
        (*ROW, 100, 100, 100, 100, "4,870.00万"),
        (*ROW[:8], "1030799999", "", 5, 5, 5, 5, 50),
        ("合计", *[""] * 9, 105, 105, 105, 105, 4870),
    )


def test_a_file_with_faults_shows_where_they_are_and_that_nothing_changed(treasury, bad):
    shown = page_of(treasury, sent(treasury, bad))
    assert "有 1 处须退回，未改动任何数据" in shown
    assert re.search(r'<td class="wrong num">4,870\.00万</td>', shown)
    assert '<a href="#r4"><code>O4</code></a>' in shown
    assert "小计、合计行，不入账" in shown
    assert "下载标注后的文件" in shown
    assert 'disabled data-off="1" title="还有 1 处须退回' in shown
    assert not intake.files().filter(name="国库收入日报.xlsx").exists()


def test_the_marked_copy_is_the_senders_own_workbook(treasury, bad):
    sent(treasury, bad)
    answer = treasury.get(f"/imports/upload/{newest().pk}/marked/?{SCOPE}")
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    assert book["日报"].cell(3, 16).value == "退回原因"
    assert "不是金额" in str(book["日报"].cell(4, 16).value)


def test_a_corrected_file_ticks_off_what_was_mended_and_goes_in(treasury, bad):
    sent(treasury, bad)
    first = newest()
    shown = page_of(treasury, sent(treasury, GOOD, previous=first.pk))
    assert "上次退回的 1 处：已改 1，全部改好" in shown
    assert "已改" in shown
    second = newest()
    assert pressed(treasury, second, "bring_in").status_code == 302
    assert "正在入账" in treasury.get(f"/imports/upload/{second.pk}/?{SCOPE}").content.decode()
    work()
    done = treasury.get(f"/imports/upload/{second.pk}/?{SCOPE}").content.decode()
    assert "国库收入日报.xlsx 已入账 1 行，合计 100.00 元，与文件明细之和相符" in done
    assert "入账前后" in done
    file = intake.uploads().get(pk=second.pk).file
    history = treasury.get(f"/imports/?{SCOPE}").content.decode()
    assert "国库收入日报.xlsx" in history
    row = treasury.get(f"/imports/file/{file.pk}/row/?{SCOPE}&sheet=日报&row=4").content.decode()
    assert "1010101" in row
    assert "原件指纹与入账时相同" in row


def test_a_double_click_brings_in_once(treasury):
    sent(treasury, GOOD)
    row = newest()
    pressed(treasury, row, "bring_in")
    pressed(treasury, row, "bring_in")
    assert office.Job.objects.filter(kind="intake.upload").count() == 1


def test_a_file_sent_twice_by_one_press_is_received_once(treasury):
    GOOD.seek(0)
    first = treasury.post(NEW, {"chosen": [GOOD], "_once": "the-same"})
    GOOD.seek(0)
    again = treasury.post(NEW, {"chosen": [GOOD], "_once": "the-same"})
    assert first["Location"] == again["Location"]
    assert intake.uploads().count() == 1


def test_several_files_wait_together(treasury, bad):
    shown = page_of(treasury, sent(treasury, GOOD, bad))
    assert "等待处理 2 份" in shown
    assert shown.count("<tr>") >= 2


def test_what_a_file_does_not_say_is_said_on_its_page(treasury):
    rows = b"\xe7\xa7\x91\xe7\x9b\xae,\xe9\x87\x91\xe9\xa2\x9d\r\n1,2\r\n"
    shown = page_of(treasury, sent(treasury, SimpleUploadedFile("x.csv", rows)))
    assert "认不出是哪种表" in shown
    assert "--layout" not in shown
    answer = pressed(treasury, newest(), "declare", layout="IN-01", region="990181", year="2023")
    assert "不是 IN-01 国库预算收入日报 的格式" in page_of(treasury, answer)
    wrong = pressed(treasury, newest(), "declare", year="二三")
    assert wrong.status_code == 422
    assert "年度请写成 2023" in wrong.content.decode()


def test_giving_up_leaves_the_books_alone(treasury):
    sent(treasury, GOOD)
    answer = pressed(treasury, newest(), "give_up")
    assert answer.status_code == 302
    assert newest().state == "已放弃"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"%PDF-1.7", "这是PDF，不是表格"),
        (b"<html><table>", "这是网页格式的表格"),
        (b"", "文件是空的"),
        (b"PK\x03\x04broken", "文件"),
        (b"MZ\x90\x00\x03\x00", "文件不是表格"),
    ],
)
def test_a_disguised_file_gets_one_clear_sentence_and_is_not_kept(treasury, content, says):
    answer = sent(treasury, SimpleUploadedFile("日报.xlsx", content))
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not intake.uploads().exists()


def test_a_name_with_a_path_and_markup_does_no_harm(treasury, bad):
    bad.name = "../../x<script>alert(1)</script>.xlsx"
    object.__setattr__(bad, "_name", bad.name)
    shown = page_of(treasury, sent(treasury, bad))
    assert "<script>alert" not in shown
    assert "/" not in newest().name
    assert ".." not in newest().stored_path


def test_cells_with_markup_and_formulas_are_text(treasury):
    file = workbook(
        (*ROW[:9], "<img src=x onerror=alert(1)>", 1, 1, 1, 1, '=HYPERLINK("x")'),
    )
    shown = page_of(treasury, sent(treasury, file))
    assert "<img src=x" not in shown


def test_an_oversized_upload_is_turned_away_in_chinese(treasury, settings):
    settings.MAX_UPLOAD_BYTES = 1024
    big = SimpleUploadedFile("大.csv", b"x" * (2 * 1024 * 1024))
    answer = treasury.post(NEW, {"chosen": [big]})
    assert answer.status_code == 413
    assert "文件或内容太大，没有接收" in answer.content.decode()
    settings.MAX_UPLOAD_BYTES = 100
    answer = sent(treasury, GOOD)
    assert answer.status_code == 422
    assert "超过上限" in answer.content.decode()


def test_nothing_chosen_says_so(treasury):
    answer = treasury.post(NEW, {"_once": "none"})
    assert answer.status_code == 422
    assert "还没有选文件" in answer.content.decode()


def test_an_upload_after_the_login_ran_out_asks_to_choose_again(db):
    GOOD.seek(0)
    answer = Client().post(NEW, {"chosen": GOOD})
    assert answer.status_code == 401
    assert "所选文件须重新选择" in answer.content.decode()


def test_somebody_elses_upload_is_shown_to_colleagues_of_the_layout_only(treasury, reader, bad):
    sent(treasury, bad)
    address = f"/imports/upload/{newest().pk}/?{SCOPE}"
    assert reader("zhaoqiming").get(address).status_code == 200  # 收入股 brings in the same files
    assert reader("hejing").get(address).status_code == 403
    assert reader("zhouming").get(address).status_code == 403


def test_who_may_not_bring_in_a_layout_is_told_in_the_preview(reader):
    budget = reader("hejing")
    shown = page_of(budget, sent(budget, GOOD))
    assert "何静没有“导入收入”的权限" in shown
    assert pressed(budget, newest(), "bring_in").status_code == 422


def test_personal_numbers_in_a_source_row_are_for_those_who_bring_it_in(treasury, reader):
    file = intake.files("IN-09").first()
    address = f"/imports/file/{file.pk}/row/?{SCOPE}&sheet=&row=2"
    assert re.search(r">\*\*\*\* \d{4}<", reader("zhouming").get(address).content.decode())
    assert "****" not in treasury.get(address).content.decode()


def test_an_original_is_taken_away_by_its_office_and_that_is_written_down(treasury, reader):
    file = intake.files("IN-09").first()
    address = f"/imports/file/{file.pk}/original/?{SCOPE}"
    assert reader("hejing").get(address).status_code == 403
    answer = treasury.get(address)
    assert answer.status_code == 200
    assert len(b"".join(answer.streaming_content)) == file.size
    assert office.Trail.objects.filter(verb="下载原件", by="liwenjing").exists()


@pytest.mark.parametrize("row", ["0", "-1", "abc", "99999999999", "１"])
def test_a_strange_row_number_is_refused(treasury, row):
    answer = treasury.get(f"/imports/file/160/row/?{SCOPE}&sheet=&row={row}")
    assert answer.status_code == 409
    assert "行号" in answer.content.decode()


def test_a_row_or_sheet_that_is_not_there_says_so(treasury):
    answer = treasury.get(f"/imports/file/160/row/?{SCOPE}&sheet=没有&row=3")
    assert answer.status_code == 409
    assert "没有工作表" in answer.content.decode()


def test_an_unknown_subject_is_given_its_place_and_the_next_file_follows(treasury):
    unknown = (*ROW[:8], "1030799999", "其他资源收入", 5, 5, 5, 5, 50)
    sent(treasury, workbook(unknown))
    pressed(treasury, newest(), "bring_in")
    work()
    listed = treasury.get(f"/imports/unclassified/?{SCOPE}").content.decode()
    assert "1 个科目待归类" in listed
    link = re.search(r'href="(/imports/unclassified/\?[^"]*item=[^"]*)"', listed)[1]
    opened = treasury.get(link.replace("&amp;", "&")).content.decode()
    assert "10307" in opened
    to = re.search(r'<option value="(10307\d*)"', opened)[1]
    answer = treasury.post(link.replace("&amp;", "&"), {"to": to, "_once": "clear"})
    told = page_of(treasury, answer)
    assert "没有待归类的科目" in told
    assert f"已将 1030799999 归入 {to}" in told
    next_day = ("2023-07-04", *unknown[1:10], 5, 10, 10, 10, 55)
    shown = page_of(treasury, sent(treasury, workbook(next_day, name="七月四日.xlsx")))
    assert f"的归类记入 {to}" in shown


def test_the_history_can_be_filtered(treasury):
    shown = treasury.get(f"/imports/?{SCOPE}&layout=IN-31").content.decode()
    assert "科目余额表" in shown
    assert "月支付明细.csv" not in shown


def test_a_package_is_ordered_made_and_taken_with_lines_in_the_trail(reader):
    auditor = reader("shenji")
    address = f"/audit/package/?{SCOPE}"
    wrong = auditor.post(address, {"first": "2023-06", "last": "2023-01", "_once": "w"})
    assert "起始月份晚于截止月份" in wrong.content.decode()
    answer = auditor.post(address, {"first": "2023-06", "last": "2023-06", "_once": "o"})
    assert answer.status_code == 302
    work()
    listed = auditor.get(address).content.decode()
    assert "已打包" in listed
    link = re.search(r'href="(/audit/package/[0-9a-f]+/[^"]*)"', listed)[1]
    taken = auditor.get(link.replace("&amp;", "&"))
    assert taken.status_code == 200
    assert b"".join(taken.streaming_content)[:2] == b"PK"
    verbs = set(office.Trail.objects.filter(by="shenji").values_list("verb", flat=True))
    assert verbs >= {"申请审计数据包", "生成审计数据包", "下载审计数据包"}


def test_the_jobs_of_these_pages_are_known():
    assert {"intake.check", "intake.upload", "audit.package"} <= set(office.job_kinds())
