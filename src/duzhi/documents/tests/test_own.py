"""Our own paper back from Word: changed, stale, typed and missing numbers are named."""

import tracemalloc
import zipfile

import docx
import pytest

from duzhi.documents import api as documents
from duzhi.documents import archive, controls
from duzhi.documents.api import Manner
from duzhi.documents.checked.own import own as every
from duzhi.documents.tests.conftest import AT, JUNE, REGION
from duzhi.kernel.finding import Refused


@pytest.fixture
def drafted(brief, tmp_path):
    """The path of a small paper as Duzhi wrote it: 税收3万元，非税2万元，合计5万元。"""

    def draft(**given):
        facts = {"kind": "brief", "on": JUNE, "region": REGION, "by": "孙璐", "at": AT}
        return documents.draft(**facts, path=tmp_path / "简报.docx", **given).files.docx

    return draft


def in_word(path, change):
    """Somebody opens it in Word, does something, and saves it."""
    word = docx.Document(str(path))
    change(word)
    word.save(str(path))
    return path


def control(word, head):
    return next(
        one
        for one in controls.walk(word.element.body)
        if controls.Tag.parse(controls.tag_of(one)).name == head
    )


def own(path):
    """What somebody must look at."""
    return documents.ledger_faults(every(path))


def said(found):
    return [(one.label, one.figure, one.printed, one.value) for one in found]


def test_a_paper_nobody_touched_agrees_with_the_ledger(drafted):
    found = every(drafted())
    assert [(one.label, one.figure, one.value) for one in found] == [
        ("与账相符", "t.tax", "3万元"),
        ("与账相符", "t.nontax", "2万元"),
        ("与账相符", "t.total", "5万元"),
    ]
    assert own(drafted(manner=Manner(mask=True))) == []


def test_a_changed_digit_is_named_with_what_was_printed_and_what_the_books_say(drafted):
    path = in_word(drafted(), lambda word: controls.write(control(word, "F01"), "8", pending=False))
    (one,) = own(path)
    assert said([one]) == [("改动", "t.tax", "8", "3万元")]
    assert one.message.startswith(
        "F01 税收收入被改动：原印“3”，现为“8”，账上（截至2023-06-30）为“3”"
    )
    assert one.to_json()["on"] == "2023-06-30"


def test_a_number_the_books_have_left_behind_is_stale(drafted, amounts):
    path = drafted()
    amounts["t.tax"] = 3_500_000
    (one,) = own(path)
    assert said([one]) == [("过期", "t.tax", "3", "3.5万元")]
    assert "请重取数据" in one.message


def test_a_change_too_small_to_print_is_not_stale(drafted, amounts):
    path = drafted()
    amounts["t.tax"] += 1
    assert own(path) == []


def test_a_number_typed_beside_its_control_is_named(drafted, amounts):
    amounts["t.total"] = 12_345_000_000
    path = in_word(drafted(), lambda word: word.add_paragraph("合计12345万元，创历史新高。"))
    (one,) = own(path)
    assert said([one]) == [("手打", "t.total", "12345万元", "12345万元")]


def test_a_control_that_was_taken_out_is_missed(drafted):
    def remove(word):
        one = control(word, "F02")
        one.getparent().remove(one)

    (one,) = own(in_word(drafted(), remove))
    assert said([one]) == [("缺失", "t.nontax", "", "2万元")]


def test_a_forged_seal_is_all_that_is_said(drafted):
    path = drafted()
    blobs = parts_of(path)
    name = next(one for one, text in blobs.items() if b"urn:duzhi:document:1" in text)
    blobs[name] = blobs[name].replace(b'display="3"', b'display="8"')
    path.write_bytes(archive.pack(blobs))
    assert [(one.label, one.name) for one in own(path)] == [("改动", "校验信息")]


def test_another_file_is_not_ours(tmp_path):
    word = docx.Document()
    word.add_paragraph("税收3万元")
    path = tmp_path / "别处的.docx"
    word.save(str(path))
    assert every(path) is None


@pytest.mark.parametrize("day", ["2023-06-31", "0001-01-01", "9999-06-30"])
def test_a_damaged_or_senseless_day_is_one_sentence(drafted, day):
    path = drafted()
    blobs = parts_of(path)
    name = next(one for one, text in blobs.items() if b"urn:duzhi:document:1" in text)
    blobs[name] = blobs[name].replace(b'on="2023-06-30"', f'on="{day}"'.encode())
    path.write_bytes(archive.pack(blobs))
    with pytest.raises(Refused, match="请从度支重新下载"):
        own(path)


def parts_of(path):
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_a_bomb_beside_the_record_is_never_unpacked(drafted):
    path = drafted()
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("customXml/item99.xml", b"0" * (8 << 20))
    tracemalloc.start()
    assert own(path) == []
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 8 << 20
