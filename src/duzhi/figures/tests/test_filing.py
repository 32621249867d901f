"""材料报送 by form: asked, filed, reviewed by another, sent back, taken back, and reminded of."""

from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest
from django.db import IntegrityError, transaction

from duzhi.figures import api as figures
from duzhi.figures import catalogue
from duzhi.figures.models import Duty, Reported
from duzhi.kernel.finding import Refused
from duzhi.office import api as office

ON, REGION, DUE = date(2023, 6, 30), "990181", date(2023, 7, 5)
AT = datetime(2023, 7, 1, 1, tzinfo=UTC)
OWES = "收入股"


@pytest.fixture(autouse=True)
def _catalogue(monkeypatch, db):
    monkeypatch.setattr(catalogue, "_CATALOGUE", {})
    rows = [("t.forces", "工作专班", "个", OWES), ("t.rank", "考核位次", "名", OWES)]
    rows += [("t.paid", "借新还旧", "万元", "债务股"), ("t.rate", "评价率", "％", "债务股")]
    figures.register(
        figures.Figure(code, name, unit, f"{name}的定义", "测试", who)
        for code, name, unit, who in rows
    )


@pytest.fixture(autouse=True)
def _colleague(db):
    office.User.objects.create_user("yi", name="乙", office=OWES)


@pytest.fixture
def called():
    return call()


def call(due=DUE, at=AT):
    asked = [(one.code, one.office) for one in figures.figures()]
    return figures.call_for(asked, on=ON, region=REGION, due=due, by="办公室", at=at)


def submit(value="8", code="t.forces", by="甲", owner=OWES, **more):
    given = None if value is None else Fraction(value)
    answer = figures.Answer(code, given, "在运行专班", more.pop("evidence", "通知"), **more)
    return figures.submit(answer, on=ON, region=REGION, owner=owner, by=by, at=AT)


def draft(value="8", by="甲", **more):
    answer = figures.Answer("t.forces", None if value is None else Fraction(value), **more)
    return figures.save_draft(answer, on=ON, region=REGION, owner=OWES, by=by, at=AT)


def state(code="t.forces"):
    return figures.owed_one(code, ON, REGION).state


def todos(who=OWES, user=""):
    return [one.title for one in office.open_todos(office=who, user=user)]


def refused(act) -> set[str]:
    with pytest.raises(Refused) as no:
        act()
    return {one.code for one in no.value.findings}


def test_calling_makes_one_duty_a_figure_and_one_todo_an_office():
    assert call() == 4
    assert todos() == ["填报材料（截至2023-06-30）"]
    assert [one.due for one in office.open_todos(office="债务股")] == [DUE]
    assert [(one.state, one.duty.office) for one in figures.owed(ON, REGION, OWES)] == [
        ("未报", OWES),
        ("未报", OWES),
    ]


def test_calling_again_changes_nothing_but_the_day(called):
    assert call() == 0
    assert Duty.objects.count() == 4
    assert len(todos()) == 1
    assert call(due=DUE + timedelta(days=2)) == 0
    assert set(Duty.objects.values_list("due", flat=True)) == {date(2023, 7, 7)}


def test_a_call_with_a_day_before_its_figures_or_for_nothing_is_refused():
    assert refused(lambda: call(due=date(2023, 6, 1))) == {"figures.due_too_early"}
    nothing = {"on": ON, "region": REGION, "due": DUE, "by": "办公室", "at": AT}
    assert refused(lambda: figures.call_for([], **nothing)) == {"figures.nothing_owed"}


def test_filed_by_one_reviewed_by_another_and_every_todo_closed(called):
    row = submit()
    assert state() == "待审"
    assert "审核填报数：工作专班" in todos()
    figures.review_figure(row.pk, by="乙", at=AT)
    assert state() == "已审"
    assert todos() == ["填报材料（截至2023-06-30）"]
    figures.review_figure(submit("2", "t.rank").pk, by="乙", at=AT)
    assert todos() == []
    assert figures.value("t.forces", ON, REGION).exact == 8


def test_where_an_office_has_nobody_else_the_head_is_asked(called):
    submit("5", "t.paid", owner="债务股")
    assert "审核填报数：借新还旧" not in todos("债务股")
    (asked,) = office.open_todos(role="director")
    assert asked.title == "审核填报数：借新还旧"


def test_whoever_wrote_at_a_filing_never_reviews_it(called):
    draft(by="乙")
    row = submit(by="甲")
    for maker in ("甲", "乙"):
        assert refused(lambda by=maker: figures.review_figure(row.pk, by=by, at=AT)) == {
            "office.maker_is_checker"
        }
    figures.review_figure(row.pk, by="丙", at=AT)
    assert state() == "已审"


def test_a_returned_figure_is_mended_and_both_stay_in_the_history(called):
    row = submit("8")
    assert refused(lambda: figures.return_figure(row.pk, reason=" ", by="乙", at=AT)) == {
        "figures.no_reason"
    }
    figures.return_figure(row.pk, reason="通知只列了7个", by="乙", at=AT)
    assert state() == "退回"
    assert todos(who="", user="甲") == ["补正填报数：工作专班"]
    mended = submit("7")
    assert "补正填报数：工作专班" not in todos(who="", user="甲")
    figures.review_figure(mended.pk, by="乙", at=AT)
    history = figures.filings("t.forces", ON, REGION)
    assert [(one.exact, one.state, one.note) for one in history] == [
        ("7", "已审", ""),
        ("8", "退回", "通知只列了7个"),
    ]
    verbs = [
        one.verb
        for ref in figures.refs(figures.owed_one("t.forces", ON, REGION))
        for one in office.trail(ref)
    ]
    assert sorted(verbs) == ["下达报送任务", "填报", "填报", "审核", "退回"]


def test_a_draft_is_kept_unfinished_and_counts_as_owed(called):
    row = draft(None)
    assert (row.state, row.exact, state()) == ("草稿", "", "草稿")
    assert figures.value("t.forces", ON, REGION).exact is None
    again = draft("9", evidence="通知")
    assert again.pk == row.pk
    assert Reported.objects.count() == 1


def test_two_people_at_one_draft_do_not_overwrite_each_other(called):
    seen = draft("8").edits
    draft("9", by="乙", seen=seen)
    assert refused(lambda: draft("7", seen=seen)) == {"figures.draft_changed"}
    assert Reported.objects.get().exact == "9"


def test_a_filing_is_taken_back_by_its_filler_before_review_only(called):
    row = submit()
    assert refused(lambda: figures.withdraw(row.pk, by="乙", at=AT)) == {"figures.not_own"}
    figures.withdraw(row.pk, by="甲", at=AT)
    assert state() == "草稿"
    assert todos() == ["填报材料（截至2023-06-30）"]
    figures.review_figure(submit().pk, by="乙", at=AT)
    assert refused(lambda: figures.withdraw(row.pk, by="甲", at=AT)) == {"flow.not_allowed"}


def test_a_discarded_draft_gives_way_to_what_stood_before(called):
    figures.review_figure(submit().pk, by="乙", at=AT)
    change = draft("9")
    assert state() == "草稿"
    assert figures.value("t.forces", ON, REGION).exact == 8
    figures.discard(change.pk, by="甲", at=AT)
    assert state() == "已审"
    assert refused(lambda: figures.discard(change.pk, by="甲", at=AT)) == {"figures.not_draft"}


def test_not_applicable_needs_a_reason_and_a_reviewer(called):
    assert refused(lambda: submit(None, applies=False)) == {"figures.no_reason"}
    row = submit(None, applies=False, reason="本期没有专班", evidence="")
    assert figures.not_applicable(ON, REGION) == {}
    figures.review_figure(row.pk, by="乙", at=AT)
    assert figures.not_applicable(ON, REGION) == {"t.forces": "本期没有专班"}
    assert (state(), figures.value("t.forces", ON, REGION).exact) == ("已审", None)


@pytest.mark.parametrize(
    ("change", "codes"),
    [
        ({"value": None}, {"figures.no_value"}),
        ({"value": None, "evidence": ""}, {"figures.no_value", "figures.no_evidence"}),
        ({"value": "1/2"}, {"figures.not_whole"}),
        ({"value": "-1"}, {"figures.not_whole"}),
        ({"value": str(10**15)}, {"figures.too_large"}),
        ({"code": "t.paid", "value": "1/300000007", "owner": "债务股"}, {"figures.bad_amount"}),
        ({"owner": "债务股"}, {"figures.other_office"}),
        ({"owner": ""}, {"figures.other_office"}),
    ],
)
def test_what_cannot_be_filed_is_said_all_at_once(called, change, codes):
    assert refused(lambda: submit(**change)) == codes
    assert Reported.objects.count() == 0


def test_a_rate_may_have_decimals_and_money_is_stored_in_fen(called):
    assert submit("99.5", "t.rate", owner="债务股").exact == str(Fraction(199, 200))
    assert submit("-1.25", "t.paid", owner="债务股").exact == "-1250000"


def test_nothing_is_changed_behind_the_reviewers_back(called):
    submit()
    assert refused(lambda: submit("9")) == {"figures.waits"}
    assert refused(lambda: draft("9")) == {"figures.waits"}


def test_a_reminder_counts_once_a_day_and_spares_who_has_filed(called):
    submit()
    remind = {"on": ON, "region": REGION, "by": "办公室"}
    assert figures.remind(**remind, at=AT) == 3
    assert figures.remind(**remind, at=AT + timedelta(hours=1)) == 0
    assert figures.remind(**remind, owner=OWES, at=AT + timedelta(days=1)) == 1
    counts = {one.duty.code: one.duty.reminders for one in figures.owed(ON, REGION)}
    assert counts == {"t.forces": 0, "t.rank": 2, "t.paid": 1, "t.rate": 1}


def test_late_is_what_is_still_owed_after_its_day(called):
    submit()
    late = {one.duty.code for one in figures.owed(ON, REGION) if one.late(DUE + timedelta(days=1))}
    assert late == {"t.rank", "t.paid", "t.rate"}
    assert not any(one.late(DUE) for one in figures.owed(ON, REGION))


def test_a_file_takes_over_from_a_draft_and_closes_the_duty(called):
    draft("9")
    filing = figures.Filing("t.forces", Fraction(8), "个", "", OWES, "通知")
    number = figures.file_figure(filing, on=ON, region=REGION, by="甲", at=AT)
    figures.review_figure(number, by="乙", at=AT)
    assert state() == "已审"
    assert sorted(Reported.objects.values_list("state", flat=True)) == ["作废", "已审"]


def test_the_database_holds_one_open_filing_and_a_value_or_a_reason(called):
    row = submit()
    for wrong in (
        {"state": "草稿"},
        {"state": "已审", "exact": ""},
        {"state": "退回", "applies": False},
    ):
        fields = {"code": row.code, "on": ON, "region": REGION, "exact": "1", "filler": "甲"}
        with pytest.raises(IntegrityError), transaction.atomic():
            Reported.objects.create(**(fields | {"filed_at": AT} | wrong))


def test_the_computed_value_stands_beside_the_reported_one(called):
    figures.review_figure(submit("8").pk, by="乙", at=AT)
    read = lambda _: figures.Reading(9, lambda: iter(()))  # noqa: E731 one line says it
    figures.register(
        [figures.Figure("t.forces", "工作专班", "个", "台账", "测试", OWES, read=read)]
    )
    value = figures.value("t.forces", ON, REGION)
    assert (value.exact, value.gap, value.filed.exact) == (9, 1, 8)
