"""报告校核 in the browser's place: handing in, reading, keeping, deleting, and who may."""

import io
import re
from datetime import timedelta

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from duzhi.documents import api as documents
from duzhi.documents.models import CheckedText

SLIP = "全市收入完成100万元，其中：税收收入60万元，非税收入50万元。"
CLEAN = "全市收入完成110万元，其中：税收收入60万元，非税收入50万元。"


def page(client: Client, address: str, status: int = 200, **headers: str) -> str:
    answer = client.get(address, headers=headers)
    assert answer.status_code == status, answer.content.decode()[:500]
    return answer.content.decode()


def words(html: str) -> str:
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", html))


def hand_in(client: Client, text: str = "", **more: object):
    return client.post("/checker/", {"text": text, **more})


def checked(client: Client, text: str) -> str:
    """The address of a text that was pasted."""
    answer = hand_in(client, text)
    assert answer.status_code == 302, words(answer.content.decode())
    return answer.url.partition("?")[0]


@pytest.fixture
def writer(reader) -> Client:
    return reader("sunlu")


def test_a_pasted_text_is_answered_by_its_headline_its_marks_and_its_list(writer):
    html = page(writer, checked(writer, SLIP))
    assert "这份稿子有1条错误" in words(html)
    assert re.search(
        r'<a class="m wrong" id="m\d+"[^>]*>[^<]*100万元<i class="no wrong">1</i>', html
    )
    assert "应为110" in words(html)
    assert "只在本机读取" in html


def test_a_file_is_read_and_named(writer):
    file = SimpleUploadedFile("上半年总结.txt", CLEAN.encode("gb18030"))
    address = hand_in(writer, chosen=file).url
    html = page(writer, address)
    assert "上半年总结.txt" in html
    assert "没有发现错误" in html


def test_the_card_of_a_mark_lays_out_the_sum(writer):
    address = checked(writer, SLIP)
    at = re.search(r'class="m wrong" id="m(\d+)"', page(writer, address))[1]
    card = page(writer, f"{address}card/{at}/", **{"HX-Request": "true"})
    assert "<html" not in card
    assert "税收收入60万元" in words(card)
    assert "差10万元" in words(card)
    assert "<html" in page(writer, f"{address}card/{at}/"), "a page of its own without scripts"
    page(writer, f"{address}card/0/", 404)


def test_the_list_sorts_and_filters_by_its_address(writer):
    address = checked(writer, f"{CLEAN}\n{SLIP}")
    assert "相符" in page(writer, f"{address}?sort=text")
    only = page(writer, f"{address}?only=wrong")
    assert 'class="m holds"' not in only.split("<article")[1]
    assert 'class="m wrong"' in only


def test_a_second_press_of_the_button_answers_with_the_same_text(writer):
    once = {"_once": "the-same-filling"}
    first, second = hand_in(writer, SLIP, **once), hand_in(writer, SLIP, **once)
    assert first.url == second.url
    assert CheckedText.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({}, "还没有选文件"),
        ({"text": " \n "}, "还没有选文件"),
        ({"chosen": SimpleUploadedFile("空.txt", b"")}, "文件是空的"),
        ({"chosen": SimpleUploadedFile("一.txt", b"1"), "text": "2"}, "请只留一样"),
    ],
)
def test_what_cannot_be_checked_comes_back_on_the_form_in_one_sentence(writer, given, told):
    answer = writer.post("/checker/", given)
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert CheckedText.objects.count() == 0


def test_a_refused_file_can_be_handed_in_again_with_the_same_filling(writer):
    broken = {"chosen": SimpleUploadedFile("坏.docx", b"PK\x03\x04 no more"), "_once": "again"}
    answer = writer.post("/checker/", broken)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert hand_in(writer, SLIP, _once="again").status_code == 302


def test_a_text_is_nobody_elses_but_a_kept_one_is_the_auditors_too(writer, reader):
    address = checked(writer, SLIP)
    audit = reader("shenji")
    page(audit, address, 404)
    page(reader("zhouming"), address, 404)
    writer.post(f"{address}keep/")
    assert "已保留" in page(writer, address)
    html = page(audit, address)
    assert "立即删除" not in html, "reading is all an auditor may do"
    page(reader("zhouming"), address, 404)
    assert audit.post(f"{address}drop/").status_code == 403
    page(writer, address)


def test_deleting_removes_the_text_at_once_and_twice_is_no_fault(writer):
    address = checked(writer, SLIP)
    assert writer.get(f"{address}drop/").status_code == 302
    page(writer, address)
    assert writer.post(f"{address}drop/", follow=True).status_code == 200
    page(writer, address, 404)
    assert "已经不在" in writer.post(f"{address}drop/", follow=True).content.decode()


def test_a_text_whose_hour_is_over_is_gone_even_before_it_is_swept(writer):
    address = checked(writer, SLIP)
    assert "粘贴的文字" in page(writer, "/checker/")
    CheckedText.objects.update(until=timezone.now() - timedelta(minutes=1))
    page(writer, address, 404)
    assert "粘贴的文字" not in page(writer, "/checker/").split("您最近校核的稿子")[1]


@pytest.mark.parametrize(("what", "name"), [("opinion", "校核意见"), ("annotated", "批注稿")])
def test_what_is_handed_back_is_a_word_file(writer, what, name):
    answer = writer.get(f"{checked(writer, SLIP)}{what}/")
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment; filename*=UTF-8''%E")
    assert docx.Document(io.BytesIO(answer.content)).paragraphs, name


def test_a_unit_clerk_may_have_a_text_checked_and_sees_the_page_in_the_rail(reader):
    clerk = reader("caiwu")
    assert "1条错误" in words(page(clerk, checked(clerk, SLIP)))
    assert 'href="/checker/' in page(clerk, "/checker/")


def test_a_paper_of_the_studio_is_checked_as_it_reads(writer):
    paper = documents.documents().get(pk=1)
    assert "checker/paper/1/" in page(writer, f"/papers/1/?region={paper.region}&on={paper.on}")
    answer = writer.post("/checker/paper/1/")
    assert answer.status_code == 302
    html = page(writer, answer.url)
    assert paper.name in html
    assert "一般公共预算收入" in html


def test_the_search_finds_the_page_and_the_readers_own_texts(writer):
    hand_in(writer, chosen=SimpleUploadedFile("镇里的总结.txt", SLIP.encode()))
    assert "报告校核" in page(writer, "/search/?q=报告校核")
    assert "镇里的总结.txt" in page(writer, "/search/?q=镇里的总结")


def test_a_paste_beyond_every_measure_is_told_to_come_as_a_file(writer):
    answer = writer.post("/checker/", {"text": "长" * 800_000})
    assert answer.status_code == 413
    assert "选择文件" in answer.content.decode()


def test_a_long_text_is_folded_and_its_parts_are_fetched(writer):
    lines = [
        f"全市收入完成{at + 50}万元，其中：税收收入{at}万元，非税收入50万元。"
        for at in range(60, 660)
    ]
    lines.insert(500, SLIP)
    address = checked(writer, "\n".join(lines))
    html = page(writer, address)
    assert len(html) < 400_000
    fold = re.search(r'hx-get="(/checker/\d+/part/\?from=\d+&amp;to=\d+)"', html)[1]
    part = page(writer, fold.replace("&amp;", "&"), **{"HX-Request": "true"})
    assert 'class="m holds"' in part
    assert "其余" in html
    more = page(writer, f"{address}rows/?level=holds&from=6", **{"HX-Request": "true"})
    assert more.count("<li") > 5


def test_a_long_text_asks_the_database_no_more_than_a_short_one(writer):
    asked = []
    for text in (SLIP, "\n".join(f"全市收入完成{at}万元。{SLIP}" for at in range(300))):
        address = checked(writer, text)
        page(writer, address)
        with CaptureQueriesContext(connection) as captured:
            page(writer, address)
        asked.append(len(captured))
    assert asked[0] == asked[1] <= 9


@pytest.mark.parametrize(
    ("name", "blob", "told"),
    [
        ("扫描件.png", b"\x89PNG\r\n\x1a\n" + bytes(64), "这是图片"),
        ("残缺.pdf", b"%PDF-1.7 and no more", "打不开"),
        ("十兆.txt", ("没有句号" * 900_000).encode(), "远多于300页"),
    ],
)
def test_a_file_that_is_no_report_gets_one_sentence_and_is_not_kept(writer, name, blob, told):
    answer = writer.post("/checker/", {"chosen": SimpleUploadedFile(name, blob)})
    assert answer.status_code == 422
    assert answer.content.decode().count('<i class="mark red"></i><div>') == 1
    assert told in answer.content.decode()
    assert CheckedText.objects.count() == 0


def test_a_paper_of_our_own_is_held_against_the_ledger(writer):
    made = documents.download(document=1, form="docx", mask=False, by="sunlu", at=timezone.now())
    answer = hand_in(writer, chosen=SimpleUploadedFile(made.name, made.blob))
    assert answer.status_code == 302, words(answer.content.decode())
    assert "与账核对" in page(writer, answer.url).split("校核结果")[-1]
