"""Searching the trail: what it finds, for whom, and by which index."""

from datetime import date, timedelta

import pytest
from django.db import connection

from duzhi.office import api as office
from duzhi.office.access import Reach, Scope

ALL = Scope((Reach(),))


@pytest.fixture
def lines(db, at):
    for number in range(3):
        office.log(
            f"payments.voucher:{number}#1",
            "导入",
            by="zhang",
            at=at + timedelta(days=number),
            after={"amount": number},
            note=f"第{number}笔",
        )
    office.log("office.user:li#1", "登录", by="li", at=at, origin="10.1.2.3")


def found(**asked):
    return [row.ref for row in office.search_trail(scope=ALL, **asked)]


def test_the_newest_line_comes_first(lines):
    assert found()[0] == "payments.voucher:2#1"
    assert len(found()) == 4


def test_a_document_or_its_beginning_a_verb_a_person(lines):
    assert found(ref="payments.voucher:1") == ["payments.voucher:1#1"]
    assert len(found(ref="payments.voucher:")) == 3
    assert found(verb="登录") == found(by="li") == ["office.user:li#1"]
    assert found(verb="导入", by="li") == []


def test_days_run_from_midnight_of_the_bureau_and_end_before_the_last(lines):
    assert len(found(start=date(2023, 7, 4), end=date(2023, 7, 6))) == 2
    assert len(found(end=date(2023, 7, 4))) == 2


def test_words_are_found_in_the_note_and_the_document(lines):
    assert found(words="第2笔") == ["payments.voucher:2#1"]
    assert found(words="USER:LI") == ["office.user:li#1"]
    assert found(words="%") == []


def test_only_acts_of_people_of_the_reader_s_region_are_seen(lines, hire):
    hire("li", "treasury", region="990181")
    hire("zhang", "treasury", region="990282")
    mine = office.search_trail(scope=Scope((Reach(region="990181"),)))
    assert {row.by for row in mine} == {"li", "system"}
    theirs = office.search_trail(scope=Scope((Reach(region="990282"),)))
    assert {row.by for row in theirs} == {"zhang", "system"}


def test_a_change_is_told_field_by_field(db, at):
    row = office.log(
        "a:1#1",
        "更正",
        by="zhang",
        at=at,
        before={"金额": 1, "去": "x", "同": [1, 2]},
        after={"金额": 2, "同": [1, 2], "新": {"甲": 1}},
    )
    assert office.changes(row) == [("金额", "1", "2"), ("去", "x", ""), ("新", "", "甲：1")]
    assert office.changes(office.log("a:1#1", "看", by="zhang", at=at)) == []
    assert office.changes(office.log("a:1#1", "记", by="z", at=at, after=5)) == [("", "", "5")]


def test_acts_inside_say_where_they_came_from(db, at):
    with office.acting_from("10.1.2.3"):
        inside = office.log("a:1#1", "看", by="zhang", at=at)
        other = office.log("a:1#1", "看", by="zhang", at=at, origin="终端")
    after = office.log("a:1#1", "看", by="zhang", at=at)
    assert (inside.origin, other.origin, after.origin) == ("10.1.2.3", "终端", "")


@pytest.mark.parametrize(
    ("asked", "index"),
    [
        ({"ref": "payments.voucher:1#"}, "office_trail_ref"),
        ({"verb": "导入"}, "office_trail_verb"),
        ({"by": "zhang"}, "office_trail_by"),
        ({"start": date(2023, 7, 1), "end": date(2023, 7, 8), "words": "笔"}, "office_trail_at"),
    ],
)
def test_every_way_of_asking_has_its_index(lines, asked, index):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL chooses by the size of the table")
    assert index in office.search_trail(scope=ALL, **asked)[:50].explain()


def test_verbs_seen_lately(lines, at):
    assert office.trail_verbs(30, at) == ["导入", "登录"]
