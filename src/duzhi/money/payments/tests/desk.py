"""People, a quota and requests for the tests of payments: each made through its action."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from duzhi.intake import api as intake
from duzhi.money.budget.actions import quotas
from duzhi.money.budget.rules.quotas import QuotaView
from duzhi.money.payments.actions import bank, requests, review
from duzhi.money.payments.models import PaymentRequest
from duzhi.money.payments.queries import requests as queries
from duzhi.money.payments.rules.requests import PRIVATE, Draft, Payee
from duzhi.money.payments.rules.returns import FAILURE, SUCCESS, Answer

COUNTY = "990181000"
ON, DUE = date(2023, 6, 1), date(2023, 6, 20)
AT = datetime(2023, 6, 1, 2, tzinfo=UTC)
FILE = intake.FileRef(1, "回单.xlsx")
NONE = intake.Declared()
SHOP = Payee("岚州文具有限公司", "6217001234567890", "农商行", 10_000)
DRAFT = Draft(COUNTY, "205001", "青岚市第一中学", "办公用品", (SHOP,), DUE, creditor=PRIVATE)
PLAN = QuotaView(0, COUNTY, 2023, "ZB1", "公用经费", "", "205001", "111", "2050204", guarantee="3")


def quota(fen: int = 100_000, number: str = "ZB1", **more: object) -> int:
    """A quota that two people issued."""
    row = quotas.enter_quota(
        plan=replace(PLAN, number=number, amount_fen=fen, **more), by="预算甲", at=AT
    )
    quotas.review_quota(quota=row.pk, by="预算乙", at=AT)
    quotas.issue_quotas(quotas=[row.pk], batch="1", on=date(2023, 1, 5), by="预算乙", at=AT)
    return row.pk


def drafted(number: int, *, fen: int = 10_000, **more: object) -> PaymentRequest:
    """A draft of one payee."""
    payees = more.pop("payees", (SHOP._replace(amount_fen=fen),))
    draft = replace(DRAFT, payees=payees, **more)
    return requests.draft_request(draft=draft, quota=number, by="经办", at=AT)


def submitted(number: int, *, on: date = ON, **more: object) -> PaymentRequest:
    """A request on its way."""
    row = drafted(number, **more)
    return requests.submit_request(request=row.pk, on=on, by="经办", at=AT)


def approved(number: int, **more: object) -> PaymentRequest:
    """A request that unit and payment centre let pass."""
    return passed(submitted(number, **more).pk)


def passed(pk: int) -> PaymentRequest:
    """A request on its way that unit and payment centre let pass."""
    review.endorse_requests(requests=[pk], by="审核", at=AT)
    review.review_requests(requests=[pk], by="初审", at=AT)
    return review.approve_requests(requests=[pk], on=ON, by="复核", at=AT)[0]


def signed(number: int, **more: object) -> PaymentRequest:
    """A request whose file the bank has."""
    row = approved(number, **more)
    bank.sign_batch(vouchers=[row.pk], on=ON, by="签章", at=AT)
    row.refresh_from_db()
    return row


def answers(
    row: PaymentRequest, *, number: str = "HD1", failed: Sequence[int] = (), code: str = "01"
) -> list[Answer]:
    """What the bank says about every line; those in `failed` bounced."""
    return [
        Answer(
            "回单",
            one.no + 1,
            number,
            row.region,
            queries.number(row),
            one.no,
            one.payee,
            one.amount,
            FAILURE if one.no in failed else SUCCESS,
            code if one.no in failed else "",
            "",
            f"LS{one.no}",
            ON,
        )
        for one in queries.lines(row)
    ]


def answered(rows: Sequence[Answer]) -> intake.Outcome:
    """The return file of the bank, taken in."""
    return bank.import_returns(rows=rows, file=FILE, declared=NONE, by="回单", now=AT)
