"""Plain text: one encoding for certain or a refusal; what was pasted is cleaned."""

import pytest

from duzhi.checker.api import clean, read
from duzhi.checker.reading import limits
from duzhi.checker.tests.papers import SEED
from duzhi.kernel.finding import Refused

TEXT = "\n".join(SEED)


def refused(blob, name, code):
    with pytest.raises(Refused) as caught:
        read(blob, name)
    (finding,) = caught.value.findings
    assert finding.code == f"checker.{code}"
    assert finding.place.file == name
    assert "；" in finding.text, "what is wrong, then what to do"
    return finding.text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk"])
def test_a_text_is_the_same_in_every_encoding(encoding):
    text = TEXT.replace("—", "－")
    assert read(text.encode(encoding), "报告.txt") == text


def test_a_text_of_three_characters_is_known_too():
    assert read("税收３％".encode("gb18030"), "a.txt") == "税收３％"
    assert read("税收３％".encode(), "a.txt") == "税收３％"


def test_a_damaged_utf8_text_is_not_taken_for_gb18030():
    blob = TEXT.encode()
    assert "损坏" in refused(blob[:-1], "a.txt", "file_broken")
    assert "损坏" in refused(blob[:300] + b"\xff" + blob[300:], "a.txt", "file_broken")


@pytest.mark.parametrize(
    "blob",
    [
        "收入".encode() * 9 + "支出".encode("gb18030") * 30,
        "税收收入完成三百亿元".encode("utf-16-le"),
        "財政預算報告歲入歲出決算總額統計".encode("big5") * 5,
        bytes(range(256)) * 4,
        b"\x00\x01\x02" * 50,
    ],
    ids=["mixed", "utf16 without mark", "big5", "all bytes", "binary"],
)
def test_what_is_in_no_certain_encoding_is_refused(blob):
    refused(blob, "a.txt", "file_encoding")


def test_an_empty_file_is_one_sentence():
    assert "空的" in refused(b"", "a.txt", "file_empty")
    refused(b" \r\n\t ", "a.txt", "text_empty")
    refused("\u200b\ufeff".encode(), "a.txt", "text_empty")


def test_too_much_is_refused_before_it_is_read():
    assert "50 MB" in refused(bytes(limits.MOST_BYTES + 1), "a.pdf", "file_too_large")
    assert "300万字" in refused(b"1" * (limits.MOST_CHARACTERS + 1), "a.txt", "text_too_long")


def test_ten_megabytes_without_a_full_stop_are_one_sentence_or_a_text():
    wide = "税收收入1亿元，" * (10_000_000 // 22)
    assert read(wide[: limits.MOST_CHARACTERS].encode(), "a.txt") == wide[: limits.MOST_CHARACTERS]
    refused(wide.encode(), "a.txt", "text_too_long")


@pytest.mark.parametrize(
    ("head", "name", "word"),
    [
        (b"\xff\xd8\xff\xe0", "扫描.jpg", "图片"),
        (b"\x89PNG\r\n\x1a\n", "扫描.png", "图片"),
        (b"{\\rtf1", "报告.doc", "RTF"),
        (b"Rar!\x1a\x07", "报告.rar", "压缩包"),
        (b"MZ\x90\x00", "setup.exe", ".exe"),
    ],
)
def test_other_files_are_named_for_what_they_are(head, name, word):
    assert word in refused(head + bytes(100), name, "file_kind")


def test_a_name_that_lies_is_said():
    refused("不是文档".encode(), "报告.docx", "file_broken")
    refused("不是文档".encode(), "报告.pdf", "file_broken")


def test_line_ends_and_marks_nobody_sees_are_cleaned():
    assert clean("甲\r\n乙\r丙\u2028丁\x0b戊") == "甲\n乙\n丙\n丁\n戊"
    assert clean("\u202e收\u200f入\x001\u200b2\ufeff亿\xad元\ud800") == "收入12亿元"
    assert clean("增长\xa03％") == "增长 3％"


def test_rows_copied_from_a_workbook_become_rows():
    pasted = "项目\t预算\t执行\n税收\t1,200\t\n\t5\t6\n合计\t300\n1.\t正文"
    assert clean(pasted).split("\n") == [
        "项目 | 预算 | 执行 |",
        "税收 | 1,200 |",
        " | 5 | 6 |",
        "合计 | 300 |",
        "1. 正文",
    ]


def test_pasted_nothing_is_refused():
    with pytest.raises(Refused, match="没有可校核的文字"):
        clean(" \n\u200b")
