"""Every invariant of quotas (domain.md §3.1), broken by hand: `verify` names each (see README)."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.db.models import F

from duzhi.kernel.entry import Entry, Ref, cr, dr
from duzhi.ledger import api as ledger
from duzhi.money.budget import api as budget
from duzhi.money.budget import postings
from duzhi.money.budget.models import Quota, QuotaAct
from duzhi.money.budget.rules import quotas as rules
from duzhi.money.budget.tests.test_quotas import MAKER, ON, REGION, acted, issued

DOC = "省财建〔2023〕7号"
pytestmark = pytest.mark.django_db


@pytest.fixture
def quotas() -> dict[str, int]:
    """Every kind of quota with something done to it, and books that prove themselves."""
    entry = postings.received(Ref("budget.grant", "1"), REGION, "111", DOC, 1_000, ON)
    ledger.post([entry], **MAKER)
    made = {"own": issued("ZB001", 1_000), "other": issued("ZB002", 1_000)}
    made["parent"] = issued("ZB003", 1_000, executable=False)
    made["child"] = issued("ZB004", 600, parent=made["parent"])
    made["doc"] = issued("ZB005", 900, upper_doc=DOC)
    acted(rules.ADD, made["own"], 200)
    acted(rules.CUT, made["own"], 50)
    acted(rules.MOVE, made["own"], 100, other=made["other"])
    acted(rules.FREEZE, made["own"], 50)
    held = Ref("payments.request", "1")
    budget.reserve(source=held, quota=made["own"], amount_fen=400, on=ON, **MAKER)
    paid = {"reservation": held, "source": Ref("payments.voucher", "1"), "amount_fen": 300}
    budget.settle(**paid, on=ON, **MAKER)
    assert not list(ledger.verify())
    return made


def row(name: str, **changes: object) -> Callable[[dict[str, int]], object]:
    return lambda made: Quota.objects.filter(pk=made[name]).update(**changes)


def act(kind: str, **changes: object) -> Callable[[dict[str, int]], object]:
    return lambda _: QuotaAct.objects.filter(kind=kind).update(**changes)


def moved(debit: str, credit: str, fen: int) -> Callable[[dict[str, int]], object]:
    """An entry that somebody slipped past the limits, as a fact."""

    def slip(made: dict[str, int]) -> None:
        view = budget.quota_of(made["own"])
        one = {"key": postings.key(view), "amount_fen": fen, "control": view.control}
        lines = (dr(debit, **one), cr(credit, **one))
        ledger.post([Entry(Ref("test.slip", "1"), "塞入", ON, lines)], fact=True, **MAKER)

    return slip


def line(account: int) -> Callable[[dict[str, int]], object]:
    """One fen more on a line that already stands."""

    def alter(_: dict[str, int]) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE ledger_line SET amount = amount + 1 WHERE account = %s", [account]
            )
            assert cursor.rowcount

    return alter


def unreceived(_: dict[str, int]) -> None:
    entry = postings.received(Ref("budget.grant", "2"), REGION, "111", DOC, -200, ON)
    ledger.post([entry], fact=True, **MAKER)


ALTERED = {
    "指标余额改了一分": (row("own", current=F("current") + 1), {"row", "acts"}),
    "冻结改了一分": (row("own", frozen=F("frozen") - 1), {"row", "acts"}),
    "追加的业务单改了金额": (act(rules.ADD, amount=201), {"acts"}),
    "调剂的对方换了一条": (act(rules.MOVE, other=F("quota") + 2), {"acts"}),
    "追减的业务单被撤销": (act(rules.CUT, state=rules.DECLINED), {"acts"}),
    "在途的分录行改了一分": (line(84), {"parts"}),
    "已支付小于零": (moved("quota.available", "quota.spent", 301), {"spent"}),
    "可用小于零": (moved("quota.reserved", "quota.available", 10_000), {"overspent"}),
    "冻结小于零": (moved("quota.available", "quota.frozen", 51), {"overspent", "row"}),
    "下级指标换了源指标": (row("child", parent=None), {"children"}),
    "下级指标改了金额": (row("child", amount=601), {"children"}),
    "源指标已不够下级": (row("parent", current=-1), {"children", "row", "acts"}),
    "指标换了上级文号": (row("doc", upper_doc="省财建〔2023〕8号"), {"document"}),
    "收到的资金比分配的少": (unreceived, {"received"}),
    "指标改了编号，分录还在": (row("own", number="ZB999"), {"", "row"}),
}


@pytest.mark.parametrize("name", ALTERED)
def test_verify_names_what_somebody_altered(quotas, name):
    alter, expected = ALTERED[name]
    alter(quotas)
    found = {one.code for one in ledger.verify() if one.code.startswith("verify.quota")}
    assert found == {f"verify.quota_{code}".rstrip("_") for code in expected}
