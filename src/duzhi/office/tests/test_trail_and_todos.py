"""The audit trail and the to-dos."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from duzhi.kernel.entry import Ref
from duzhi.kernel.finding import Refused
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


ON = date(2023, 7, 3)


@pytest.fixture
def staff(hire, at):
    """Two of the budget office, a township, two unit clerks and their to-dos."""
    hire("王预算", "budget", region="990181")
    office.User.objects.filter(username="王预算").update(office="预算股")
    hire("赵乡", "township", region="990181007")
    hire("钱会计", "unit_maker", agency="101")
    hire("孙会计", "unit_maker", agency="102")
    unit = {"role": "unit_maker", "by": "王预算", "at": at}
    office.todo("a:1#1", "报项目", **unit, within=office.Reach(agency="101001"), due=ON)
    office.todo("a:2#1", "报绩效", **unit)
    office.todo("a:3#1", "审项目", office="预算股", by="钱会计", at=at, due=date(2023, 7, 1))
    office.todo("a:4#1", "核对", user="赵乡", by="system", at=at)
    office.todo("a:5#1", "收名册", role="township", within=office.Reach("990181008"), by="s", at=at)
    office.todo("a:6#1", "编预算", role="budget", within=office.Reach("990182"), by="s", at=at)


def titles(name):
    user = office.User.objects.get(username=name)
    return [row.title for row in office.todos_of(user, ON)]


def test_everybody_sees_what_is_theirs_by_name_office_role_and_place(staff):
    assert titles("王预算") == ["审项目"]
    assert titles("赵乡") == ["核对"]
    assert titles("钱会计") == ["报项目", "报绩效"]
    assert titles("孙会计") == ["报绩效"]


def test_what_waits_is_counted_in_one_query(staff, django_assert_num_queries):
    user = office.User.objects.get(username="钱会计")
    with django_assert_num_queries(1):
        assert office.waiting(user, ON) == (2, 1, 0)
    assert office.waiting(user, date(2023, 7, 4)).overdue == 1


def test_a_to_do_is_handed_over_with_a_word(staff, at):
    row = office.Todo.objects.get(title="审项目")
    office.hand_over(todo_id=row.pk, user="赵乡", note="请乡镇核实", by="王预算", at=at)
    assert titles("王预算") == []
    assert "审项目" in titles("赵乡")
    line = office.trail("a:3#1").get()
    assert (line.verb, line.note) == ("转交待办", "请乡镇核实")
    assert office.changes(line) == [("user", "", "赵乡"), ("office", "预算股", "")]
    office.hand_over(todo_id=row.pk, office="预算股", note="核实完毕", by="赵乡", at=at)
    assert titles("王预算") == ["审项目"]


def test_a_to_do_is_closed_by_who_has_it_or_asked_for_it(staff, at):
    row = office.Todo.objects.get(title="审项目")
    with pytest.raises(Refused, match="不由孙会计办理"):
        office.close_todo(todo_id=row.pk, note="", by="孙会计", at=at)
    office.close_todo(todo_id=row.pk, note="已审", by="钱会计", at=at)
    row.refresh_from_db()
    assert (row.done_by, row.note) == ("钱会计", "已审")
    with pytest.raises(Refused, match="已经办结"):
        office.close_todo(todo_id=row.pk, note="", by="王预算", at=at)
    with pytest.raises(Refused, match="已经办结"):
        office.hand_over(todo_id=row.pk, user="赵乡", note="", by="王预算", at=at)


def test_a_to_do_goes_to_one_known_person_or_one_office(staff, at):
    row = office.Todo.objects.get(title="审项目")
    with pytest.raises(Refused, match="二者选一"):
        office.hand_over(todo_id=row.pk, note="", by="王预算", at=at)
    with pytest.raises(Refused, match="没有登录名为“无名”"):
        office.hand_over(todo_id=row.pk, user="无名", note="", by="王预算", at=at)
