"""From a replay to a rule that is on, from an alert to its closing."""

from datetime import date, timedelta
from io import BytesIO

import pytest

from duzhi.kernel.finding import Refused
from duzhi.office import api as office
from duzhi.watch import actions, catalogue, flow, queries, replaying, running
from duzhi.watch.models import Alert
from duzhi.watch.tests.conftest import END, NOW, REGION, RULE, START, row

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
DUE = date(2023, 7, 20)
SPAN = {"region": REGION, "start": START, "end": END}
DAYS = (date(2023, 5, 30), date(2023, 6, 2), date(2023, 6, 5), date(2023, 6, 20))


@pytest.fixture
def alert(rows, people) -> Alert:
    """One raised alert: the third of three payments in a week."""
    rows(*(row(no, day, 200) for no, day in enumerate(DAYS)))
    on()
    running.run(region=REGION, on=date(2023, 6, 30), by="system", at=NOW)
    return Alert.objects.get()


def on(code: str = RULE.code):
    (made,) = replaying.replay([code], **SPAN, by="jiandu", at=NOW)
    replaying.switch_on(
        code=code, replay_id=made.pk, reason="命中属实，同意启用", by="juzhang", at=NOW
    )
    return made


def step(act, alert, by, **more):
    return act(alert=alert.pk, by=by, at=NOW, **more)


def test_a_replay_counts_by_month_and_unit_and_raises_nothing(rows, people):
    rows(*(row(no, day, 200) for no, day in enumerate(DAYS)))
    (made,) = replaying.replay([RULE.code], **SPAN, by="jiandu", at=NOW)
    assert (made.rows, made.total, made.months) == (4, 1, {"202306": 1})
    assert made.units == [["126001", "教育局", 1, 200_00]]
    assert made.samples[0][4] == [["金额", "200.00 元"], ["近七天笔数", "3"]]
    assert not Alert.objects.exists()


def test_windows_see_rows_before_the_span_and_no_hit_lies_there(rows, people):
    rows(*(row(no, date(2023, 1, 2) - timedelta(days=no), 200) for no in range(4)))
    (made,) = replaying.replay([RULE.code], **SPAN, by="jiandu", at=NOW)
    assert (made.rows, made.total) == (2, 2)


def test_only_a_replayed_rule_is_switched_on_and_only_by_who_may(rows, people):
    with pytest.raises(Refused, match="请先回放"):
        replaying.switch_on(code=RULE.code, replay_id=1, reason="试一试看", by="juzhang", at=NOW)
    (made,) = replaying.replay([RULE.code], **SPAN, by="jiandu", at=NOW)
    with pytest.raises(Refused, match="启停预警规则"):
        replaying.switch_on(
            code=RULE.code, replay_id=made.pk, reason="试一试看", by="jiandu", at=NOW
        )


def test_a_rule_that_changed_since_its_replay_does_not_run(alert, monkeypatch):
    monkeypatch.setattr(catalogue, "digest", lambda _: "other")
    ran = running.run(region=REGION, on=date(2023, 6, 30), by="system", at=NOW)
    assert (ran.looked, ran.changed) == (0, (RULE.code,))
    assert queries.standing(RULE.code).changed


def test_running_again_raises_nothing_twice(alert):
    ran = running.run(region=REGION, on=date(2023, 6, 30), by="system", at=NOW)
    assert (ran.looked, ran.raised, Alert.objects.count()) == (1, {RULE.code: 0}, 1)
    assert alert.document == "test.row:R2#1"


def test_an_alert_goes_its_way_to_closing_by_two_people(alert):
    step(actions.judge, alert, "jiandu", verb=flow.HOLD, opinion="需要单位说明")
    asked = step(actions.send, alert, "jiandu", question="请说明三笔是否同一合同", due=DUE)
    assert asked.number == "问询〔2023〕1号"
    assert [todo.title for todo in office.todos_of(user("danwei"), DUE)] == [
        "答复问询单：问询〔2023〕1号"
    ]
    papers = [("合同.pdf", BytesIO(PDF))]
    reply = {"reply": "三份合同", "measure": "今后合并支付", "papers": papers}
    step(actions.answer, alert, "danwei", **reply)
    assert office.attachments(actions.inquiry_ref(asked)).count() == 1
    assert not office.todos_of(user("danwei"), DUE)
    with pytest.raises(Refused, match="不得为同一人"):
        step(actions.review, alert, "jiandu", verb=flow.PASS, verdict="同意")
    step(actions.review, alert, "fuhe", verb=flow.RETURN, verdict="请补合同")
    assert office.todos_of(user("danwei"), DUE)
    step(actions.answer, alert, "danwei", reply="已补", measure="已整改")
    step(actions.review, alert, "fuhe", verb=flow.PASS, verdict="属实")
    step(actions.close, alert, "fuhe", note="整改到位")
    alert.refresh_from_db()
    assert alert.state == flow.CLOSED
    (again,) = replaying.replay([RULE.code], **SPAN, by="jiandu", at=NOW)
    assert (again.total, again.confirmed) == (1, 1)


def test_a_unit_sees_and_answers_only_what_it_was_asked(alert):
    own, other = (office.scope(name, "read", DUE) for name in ("danwei", "waidan"))
    assert not queries.alerts(REGION, DUE, own)
    step(actions.judge, alert, "jiandu", verb=flow.HOLD, opinion="需要单位说明")
    step(actions.send, alert, "jiandu", question="请说明", due=DUE)
    assert [one.pk for one in queries.alerts(REGION, DUE, own)] == [alert.pk]
    assert not queries.alerts(REGION, DUE, other)
    with pytest.raises(Refused, match="数据范围"):
        step(actions.answer, alert, "waidan", reply="不是我们", measure="无")


def test_what_was_found_in_order_ends_there(alert):
    step(actions.judge, alert, "jiandu", verb=flow.EXCUSE, opinion="三份独立合同")
    assert not office.open_todos(role="supervision")
    with pytest.raises(Refused, match="认定正常"):
        step(actions.send, alert, "jiandu", question="请说明", due=DUE)
    assert queries.standing(RULE.code).alerts == {flow.NORMAL: 1}


def user(name: str) -> office.User:
    return office.User.objects.get(username=name)
