"""The audit trail and the to-dos."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from duzhi.kernel.entry import Ref
from duzhi.office import api as office

DAY = Ref("receipts.day", "990181000/2023-06-30")


@pytest.mark.django_db
def test_the_trail_keeps_before_and_after_in_order(at):
    office.log(
        DAY,
        "更正",
        by="张三",
        at=at + timedelta(hours=1),
        before={"金额": "1"},
        after={"金额": "2"},
    )
    office.log(DAY, "导入", by="张三", at=at, after={"on": date(2023, 6, 30), "率": Decimal("0.3")})
    first, second = office.trail(DAY)
    assert (first.verb, second.verb) == ("导入", "更正")
    assert first.after == {"on": "2023-06-30", "率": "0.3"}
    assert (second.before, second.after) == ({"金额": "1"}, {"金额": "2"})
    assert list(office.trail(str(DAY))) == [first, second]


@pytest.mark.django_db
def test_asking_twice_for_the_same_thing_is_one_todo(at):
    one = office.todo(
        DAY, "核对待归类科目", office="国库股", due=date(2023, 7, 5), by="system", at=at
    )
    two = office.todo(DAY, "核对待归类科目", office="国库股", by="system", at=at)
    assert one.pk == two.pk
    assert two.due == date(2023, 7, 5)
    assert office.done(DAY, by="李四", at=at) == 1
    three = office.todo(DAY, "核对待归类科目", office="国库股", by="system", at=at)
    assert three.pk != one.pk
    one.refresh_from_db()
    assert (one.done_by, one.done_at) == ("李四", at)


@pytest.mark.django_db
def test_the_database_keeps_open_todos_unique(at):
    fields = {"ref": str(DAY), "title": "核对", "by": "system", "at": at}
    office.Todo.objects.create(**fields)
    with pytest.raises(IntegrityError), transaction.atomic():
        office.Todo.objects.create(**fields)


@pytest.mark.django_db
def test_open_todos_by_due_day_for_whom_they_concern(at):
    office.todo("a:1#1", "无期限", office="预算股", by="s", at=at)
    office.todo("a:2#1", "七月", office="预算股", due=date(2023, 7, 31), by="s", at=at)
    office.todo("a:3#1", "本人", user="张三", due=date(2023, 7, 10), by="s", at=at)
    office.todo("a:4#1", "别人", role="treasury", due=date(2023, 7, 1), by="s", at=at)
    titles = [row.title for row in office.open_todos(office="预算股", user="张三")]
    assert titles == ["本人", "七月", "无期限"]
    assert office.open_todos().count() == 4
    assert office.done("a:2#1", title="别的事", by="s", at=at) == 0
