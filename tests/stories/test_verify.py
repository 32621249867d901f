"""`duzhi verify` names the identity of the county that somebody broke by hand (X1–X4, X16, X17).

That it finds nothing in the county as it stands is a test of `test_sample_county`.
"""

import pytest
from django.db import connection
from django.db.models import F

from duzhi.kernel.entry import Entry, Ref, cr, dr
from duzhi.ledger import api as ledger
from duzhi.money.budget.models import Quota
from duzhi.money.budget.postings import key
from duzhi.money.budget.queries import quotas as budget
from duzhi.money.payments.models import StatementLine
from duzhi.money.payments.rules.statements import BANK
from duzhi.money.treasury.models import CashDay
from tests.stories.conftest import AT, ON

pytestmark = pytest.mark.django_db


def quota_grew() -> int:
    first = Quota.objects.filter(fund_type__startswith="11").first()
    return Quota.objects.filter(pk=first.pk).update(current=F("current") + 1_000_000)


def spending_grew() -> int:
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE ledger_rollup SET debit = debit + 100 WHERE account = 40 AND period = 202306 "
            "AND debit = (SELECT max(debit) FROM ledger_rollup WHERE account = 40 "
            "AND period = 202306)"
        )
        return int(cursor.rowcount)


def bank_said_more() -> int:
    first = StatementLine.objects.filter(side=BANK).order_by("pk").first()
    return StatementLine.objects.filter(pk=first.pk).update(amount=F("amount") + 1)


def treasury_said_more() -> int:
    return CashDay.objects.filter(on=ON).update(opening=F("opening") + 1, closing=F("closing") + 1)


def guarantee_was_overpaid() -> int:
    quota = budget.views(Quota.objects.exclude(item="")[:1])[0]
    fen = sum(Quota.objects.exclude(item="").values_list("current", flat=True))
    one = {"key": key(quota), "amount_fen": fen, "control": quota.control}
    lines = (dr("quota.spent", **one), cr("quota.available", **one))
    entry = Entry(Ref("test.slip", "1"), "塞入", ON, lines)
    return len(ledger.post([entry], by="某人", at=AT, fact=True))


def direct_flag_was_lost() -> int:
    paid = ledger.controlled(("quota.spent",))
    for one in Quota.objects.exclude(direct=""):
        if paid.get(f"指标:{one.region}/{one.year}/{one.number}", {}).get("quota.spent"):
            return Quota.objects.filter(pk=one.pk).update(direct="", upper_doc="")
    raise AssertionError("no 直达 quota was paid from")


BROKEN = {
    "X1": quota_grew,
    "X2": spending_grew,
    "X3": bank_said_more,
    "X4": treasury_said_more,
    "X16": guarantee_was_overpaid,
    "X17": direct_flag_was_lost,
}


@pytest.mark.parametrize("identity", BROKEN)
def test_verify_names_the_identity_that_was_broken(county, duzhi, identity):
    assert BROKEN[identity]() >= 1
    code, said = duzhi("verify", "--on", str(ON))
    assert code == 1
    assert any(f"{identity} " in line for line in said.splitlines()), said
