"""Files made to break their reader: a text or one sentence, in time that grows as they do."""

import struct
import sys
import zipfile
from collections.abc import Callable
from io import BytesIO
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duzhi.checker.api import clean, read
from duzhi.checker.reading import limits, pdf
from duzhi.checker.tests.papers import (
    SEED,
    TABLE,
    docx_of,
    html_of,
    pdf_of,
    with_body,
    with_part,
)
from duzhi.checker.tests.test_reading_text import refused
from duzhi.kernel.finding import Refused

SUFFIXES = ["txt", "docx", "docm", "doc", "html", "htm", "pdf", "wps", "ofd", "xyz", ""]
GOOD = {
    "txt": "\n".join(SEED).encode("gb18030"),
    "docx": docx_of(SEED[:8], TABLE),
    "html": html_of(SEED[:8], TABLE).encode(),
    "pdf": pdf_of(SEED[:8], TABLE),
}
MAIN = "word/document.xml"
patient = settings(deadline=None, max_examples=60)


def answered(blob, name):
    """A text, or nothing where it was refused in one sentence; anything else fails the test."""
    try:
        text, refusal = read(blob, name), ""
    except Refused as error:
        text, refusal = "", str(error)
    assert text.strip() or refusal.count("；") == 1
    text.encode()
    return text


@patient
@given(st.binary(max_size=400), st.sampled_from(SUFFIXES))
def test_any_bytes_under_any_name(blob, suffix):
    answered(blob, f"报告.{suffix}")


@patient
@given(
    st.sampled_from([b"%PDF-1.7", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"<html>"])
)
def test_a_beginning_and_nothing_behind(head):
    answered(head, "a")


@st.composite
def damaged(draw, kinds, most=12):
    """A good file with some bytes changed, or cut."""
    kind = draw(st.sampled_from(kinds))
    blob = bytearray(GOOD[kind])
    place = st.integers(0, len(blob) - 1)
    for at, byte in draw(st.lists(st.tuples(place, st.integers(0, 255)), max_size=most)):
        blob[at] = byte
    if draw(st.booleans()):
        del blob[draw(place) :]
    return bytes(blob), kind


@patient
@given(damaged(["txt", "docx", "html"]))
def test_damaged_files(given_file):
    blob, kind = given_file
    answered(blob, f"报告.{kind}")


@settings(deadline=None, max_examples=3)
@given(damaged(["pdf"], most=60))
def test_damaged_pdfs_end_nobody_but_their_own_process(given_file):
    answered(given_file[0], "报告.pdf")


@patient
@given(st.text(st.characters(exclude_categories=())))
def test_any_pasted_text(text):
    try:
        kept = clean(text)
    except Refused:
        return
    kept.encode()
    assert clean(kept) == kept, "what is clean stays as it is"


def test_a_process_that_dies_is_a_refusal(monkeypatch):
    monkeypatch.setattr(pdf, "MODULE", "duzhi.checker.reading.no_such_module")
    refused(GOOD["pdf"], "a.pdf", "file_broken")


def test_an_entity_bomb_is_refused_before_it_goes_off():
    names = "abcdefghij"
    bombs = "".join(f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in pairwise(names))
    head = f'<!DOCTYPE x [<!ENTITY a "甲甲甲甲">{bombs}]>'.encode()
    body = b"<w:p><w:r><w:t>&j;</w:t></w:r></w:p>"

    def bomb(part):
        start = part.index(b"<w:document")
        return part[:start] + head + part[start:].replace(b"<w:body>", b"<w:body>" + body)

    assert "实体" in refused(with_part(docx_of([]), MAIN, bomb), "a.docx", "file_bomb")


def test_a_file_of_the_server_is_never_taken_in():
    head = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'
    blob = with_part(docx_of([]), MAIN, lambda old: head + old[old.index(b"<w:document") :])
    refused(blob, "a.docx", "file_bomb")


def test_a_zip_bomb_is_refused_while_it_unpacks():
    file = BytesIO(docx_of(["正文"]))
    with zipfile.ZipFile(file) as old:
        parts = {one: old.read(one) for one in old.namelist() if one != MAIN}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
        package.writestr(MAIN, b"<x>" + b" " * limits.MOST_UNPACKED)
    assert "压缩炸弹" in refused(file.getvalue(), "a.docx", "file_bomb")


def test_a_package_of_countless_parts_is_refused():
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr("[Content_Types].xml", "")
        for number in range(5_001):
            package.writestr(f"p{number}", "")
    refused(file.getvalue(), "a.docx", "file_bomb")


def test_a_package_behind_a_password_is_said():
    blob = bytearray(docx_of(["正文"]))
    for magic, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = blob.find(magic)
        while at >= 0:
            blob[at + offset] |= 1
            at = blob.find(magic, at + 4)
    assert "密码" in refused(bytes(blob), "a.docx", "file_encrypted")


def test_compound_files_are_named_for_what_they_are():
    assert "另存为 .docx" in refused(compound("WordDocument"), "a.doc", "file_kind")
    assert "密码" in refused(compound("EncryptedPackage"), "a.docx", "file_encrypted")
    refused(compound("WordDocument")[:600], "a.doc", "file_broken")


def compound(stream):
    """A small OLE compound file with one stream."""
    free, end, none = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFF

    def entry(name, kind, child, start, size):
        text = name.encode("utf-16-le")
        head = text.ljust(64, b"\0") + struct.pack("<HBB", len(text) + 2, kind, 1)
        return head + struct.pack("<III36xIQ", none, none, child, start, size)

    chain = [0xFFFFFFFD, end, *range(3, 10), end]
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, end, 0, end, 0)
    head += struct.pack("<109I", 0, *[free] * 108)
    table = struct.pack("<128I", *chain, *[free] * (128 - len(chain)))
    entries = entry("Root Entry", 5, 1, end, 0) + entry(stream, 2, none, 2, 4096)
    return head + table + entries.ljust(512, b"\0") + bytes(4096)


def test_a_hundred_thousand_runs_are_one_paragraph():
    look = "<w:rPr><w:b/><w:sz w:val='32'/></w:rPr>"
    runs = f"<w:r>{look}<w:t>收入</w:t></w:r>" * 100_000
    assert read(with_body(f"<w:p>{runs}</w:p>"), "a.docx") == "收入" * 100_000


def nested(depth):
    inside = "<w:p><w:r><w:t>甲</w:t></w:r></w:p>"
    cell = f"<w:tbl><w:tr><w:tc>{inside}</w:tc><w:tc>{inside}"
    return with_body(cell * depth + "</w:tc></w:tr></w:tbl>" * depth)


def test_tables_fifty_deep_are_read_and_deeper_ones_are_a_sentence():
    assert read(nested(50), "a.docx").split("\n") == ["甲 | 甲 |"] * 50
    refused(nested(100), "a.docx", "file_too_deep")
    assert answered(nested(5_000), "a.docx") == ""


def test_a_list_may_claim_any_number():
    wild = f"<w:p><w:pPr><w:numPr><w:ilvl w:val='{'9' * 30}'/></w:numPr></w:pPr></w:p>"
    cell = f"<w:tc><w:tcPr><w:gridSpan w:val='{'9' * 9}'/></w:tcPr><w:p/></w:tc>"
    answered(with_body(wild + f"<w:tbl><w:tr>{cell}{cell}</w:tr></w:tbl>"), "a.docx")


def test_marks_of_writing_direction_change_nothing():
    turned = "\u202e".join("税收收入3亿元")
    for blob, name in ((turned.encode(), "a.txt"), (docx_of([turned]), "a.docx")):
        assert read(blob, name) == "税收收入3亿元"


def calls(act: Callable[[], object]) -> int:
    """How many functions are called on the way: work that no slow machine changes."""
    count = 0

    def counted(*_):
        nonlocal count
        count += 1

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        act()
    finally:
        sys.setprofile(before)
    return count


ROW = "<tr><td rowspan=3>甲<td colspan=9>1<td>2"


@pytest.mark.parametrize(
    "made",
    [
        lambda size: ("税收1亿元，".encode() * size, "a.txt"),
        lambda size: (f"<table>{ROW * size}</table>".encode(), "a.html"),
        lambda size: (("<table><tr><td>甲</table>" * size).encode(), "a.html"),
        lambda size: (("<div hidden><b>" * size).encode() + b"<p>1", "a.html"),
        lambda size: (with_body("<w:p><w:r><w:t>甲</w:t></w:r></w:p>" * size), "a.docx"),
        lambda size: (with_body("<w:tbl><w:tr><w:tc>" * 9 + "<w:tc/>" * size), "a.docx"),
    ],
    ids=["text", "rows", "tables", "hidden", "paragraphs", "cells"],
)
def test_work_grows_as_the_file_does(made):
    small, large = (calls(lambda size=size: answered(*made(size))) for size in (500, 2_000))
    assert large <= 4 * small * 1.3
