"""送阅, 退回, 撤回: a draft on its way to whoever finalises it, and the to-dos that go with it."""

import pytest

from duzhi.documents import api as documents
from duzhi.documents.tests.conftest import AT, JUNE, REGION
from duzhi.kernel.finding import Refused
from duzhi.office import api as office


@pytest.fixture
def begun(brief):
    for name in ("sunlu", "wangming"):
        office.User.objects.create_user(name, name=name)
    return documents.begin(kind="brief", on=JUNE, region=REGION, by="sunlu", at=AT)


def send(row, **given):
    to = given or {"reviewer": "wangming"}
    return documents.send_for_review(document=row.pk, **to, by="sunlu", at=AT)


def todos(**whom) -> list[str]:
    return [one.title for one in office.open_todos(**whom)]


def test_a_draft_that_is_sent_is_the_readers_todo(begun):
    row = send(begun)
    assert (row.state, row.reviewer) == ("送阅中", "wangming")
    assert todos(user="wangming") == [f"审阅{row.name}"]
    assert office.trail(row.ref).last().verb == "送阅"


def test_it_may_go_to_whoever_holds_a_role(begun):
    send(begun, role="deputy_director")
    assert len(todos(role="deputy_director")) == 1


def test_nobody_reads_his_own_paper_and_somebody_must_be_named(begun):
    with pytest.raises(Refused, match="同一人"):
        send(begun, reviewer="sunlu")
    with pytest.raises(Refused, match="审阅人"):
        send(begun, reviewer="", role="")
    with pytest.raises(Refused, match="登录名"):
        send(begun, reviewer="nobody")


def test_a_returned_draft_says_why_and_is_the_authors_todo(begun):
    send(begun)
    with pytest.raises(Refused, match="理由"):
        documents.return_to_author(document=begun.pk, reason=" ", by="wangming", at=AT)
    row = documents.return_to_author(
        document=begun.pk, reason="税收一段请说明原因", by="wangming", at=AT
    )
    assert (row.state, row.returned, row.reviewer) == ("草稿", "税收一段请说明原因", "")
    assert todos(user="wangming") == []
    assert todos(user="sunlu") == [f"修改后重送{row.name}"]
    assert todos(user="sunlu") == [f"修改后重送{row.name}"]
    send(row)
    assert todos(user="sunlu") == []


def test_a_draft_may_be_withdrawn_but_only_while_it_is_out(begun):
    send(begun)
    assert documents.withdraw(document=begun.pk, by="sunlu", at=AT).state == "草稿"
    assert todos(user="wangming") == []
    with pytest.raises(Refused, match="撤回"):
        documents.withdraw(document=begun.pk, by="sunlu", at=AT)


def test_finalising_closes_the_todo(begun):
    send(begun)
    final = documents.finalise(document=begun.pk, by="wangming", at=AT)
    assert final.document.state == "已定稿"
    assert todos(user="wangming") == []
    with pytest.raises(Refused):
        send(begun)
