"""Endpoints of the verification ledger: lines, one entry, balances, turnover, in the scope."""

from collections.abc import Mapping
from datetime import date, timedelta
from enum import StrEnum
from itertools import islice

from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Query, Router, Schema

from duzhi.kernel.entry import Key
from duzhi.kernel.period import Span, month
from duzhi.ledger import api as ledger
from duzhi.web.interface import shapes
from duzhi.web.interface.reader import Part, reader

router = Router(tags=["校核账"])
_BEGINNING = date(2000, 1, 1)


class By(StrEnum):
    """By what a sum is split."""

    nothing = ""
    region = "region"
    fund_type = "fund_type"
    subject = "subject"
    level = "level"
    gov_econ = "gov_econ"
    dep_econ = "dep_econ"
    agency = "agency"
    project = "project"
    period = "period"


class Asked(Schema):
    """Which lines of an account count."""

    account: str = Field(max_length=60, description="账户代码，见 /ledger/accounts")
    region: shapes.RegionText = ""
    agency: shapes.AgencyText = ""
    fund: shapes.FundText = ""
    subject: shapes.CodesText = ""


@router.get(
    "/ledger/accounts",
    response=shapes.answers(shapes.Accounts),
    summary="账户表",
    description="校核账的账户及余额方向。",
)
def account_list(request: HttpRequest) -> dict[str, object]:  # noqa: ARG001 ninja gives it
    """The accounts of the ledger."""
    rows = ledger.accounts().values()
    return {"items": [{"code": one.code, "name": one.name, "side": one.side} for one in rows]}


@router.get(
    "/ledger/entries",
    response=shapes.answers(shapes.Postings),
    summary="账户的分录行",
    description="一个账户在一段时间内的分录行，按日期和分录号；金额按账户余额方向。",
)
def entry_list(
    request: HttpRequest,
    asked: Query[Asked],
    start: shapes.Start = None,
    end: shapes.End = None,
    limit: shapes.Limit = 50,
    offset: shapes.Offset = 0,
) -> dict[str, object]:
    """Lines of an account in some days, within the reader's scope."""
    part = reader(request).part(asked.region, asked.agency)
    span = _span(start, end)
    chosen = _selection(asked, part)
    lines = ledger.postings(chosen, span) if span.start < span.end else iter(())
    found = list(islice(lines, offset, offset + limit + 1))
    keys = ledger.keys({one.key_id for one in found})
    return {
        **_place(asked, part),
        "start": span.start,
        "end": span.end,
        "items": [_posting(one, keys) for one in found[:limit]],
        "next_offset": shapes.following(offset, limit, more=len(found) > limit),
    }


@router.get(
    "/ledger/entries/{number}",
    response=shapes.answers(shapes.Entry),
    summary="一笔分录",
    description="一笔分录的来源单据、摘要值和各行；不在数据范围内的行只计数。",
)
def entry(request: HttpRequest, number: shapes.Number) -> dict[str, object]:
    """One entry; lines outside the reader's scope are only counted."""
    asks, missing = reader(request), f"没有编号为{number}的分录，或不在您的数据范围内"
    try:
        found = ledger.entry(number)
    except LookupError:
        raise LookupError(missing) from None
    seen = [one for one in found.lines if asks.scope.covers(one.key.region, "", one.key.agency)]
    if not seen:
        raise LookupError(missing)
    return {
        "id": found.number,
        "on": found.on,
        "source": found.source,
        "event": found.event,
        "by": found.by,
        "booked_at": found.booked_at,
        "reverses": found.reverses,
        "reversed_by": found.reversed_by,
        "digest": found.digest,
        "proven": found.proven,
        "lines": [
            {
                "account": one.account.code,
                "amount": shapes.money(one.amount_fen),
                "control": one.control,
                "key": one.key._asdict(),
            }
            for one in seen
        ],
        "hidden_lines": len(found.lines) - len(seen),
    }


@router.get(
    "/ledger/balances",
    response=shapes.answers(shapes.Sums),
    summary="账户余额",
    description="一个账户日终的余额，可按一种分类拆开。",
)
def balances(
    request: HttpRequest,
    asked: Query[Asked],
    on: shapes.Day = None,
    by: By = By.nothing,
) -> dict[str, object]:
    """What stands on an account at the end of a day."""
    part = reader(request).part(asked.region, asked.agency)
    day = on or _last()
    chosen = _selection(asked, part)
    split = (by.value,) if by else ()
    first, after = month(day).start, day + timedelta(days=1)
    sums = ledger.grouped(chosen, Span(_BEGINNING, first), by=split) if first > _BEGINNING else {}
    this = ledger.grouped(chosen, Span(first, after), by=split, adjustment=False)
    whole = {code: sums.get(code, 0) + this.get(code, 0) for code in {**sums, **this}}
    return {**_place(asked, part), "start": None, "end": after, **_sums(whole, by)}


@router.get(
    "/ledger/turnover",
    response=shapes.answers(shapes.Sums),
    summary="账户发生额",
    description="一个账户在一段时间内的发生额，可按一种分类拆开；终止日不含在内。",
)
def turnover(
    request: HttpRequest,
    asked: Query[Asked],
    start: shapes.Start = None,
    end: shapes.End = None,
    by: By = By.nothing,
) -> dict[str, object]:
    """What moved on an account in some days."""
    part = reader(request).part(asked.region, asked.agency)
    span = _span(start, end)
    chosen = _selection(asked, part)
    split = (by.value,) if by else ()
    moved = ledger.grouped(chosen, span, by=split) if span.start < span.end else {}
    return {**_place(asked, part), "start": span.start, "end": span.end, **_sums(moved, by)}


def _selection(asked: Asked, part: Part) -> ledger.Selection:
    ledger.account(asked.account)
    return ledger.Selection(
        (asked.account,),
        regions=part.regions,
        fund=asked.fund,
        subjects=(asked.subject,) if asked.subject else (),
        also=(("agency", part.agency),) if part.agency else (),
    )


def _span(start: date | None, end: date | None) -> Span:
    """The days asked for; the year up to the last day in the books when nothing was."""
    until = end or _last() + timedelta(days=1)
    return Span(start or (until - timedelta(days=1)).replace(month=1, day=1), until)


def _last() -> date:
    return ledger.last_day() or timezone.localdate()


def _place(asked: Asked, part: Part) -> dict[str, object]:
    return {"account": asked.account, "region": part.region, "agency": part.agency}


def _sums(found: Mapping[tuple[str, ...], int], by: By) -> dict[str, object]:
    rows = sorted((code[0] if code else "", fen) for code, fen in found.items())
    return {
        "by": by.value,
        "total": shapes.money(sum(found.values())),
        "items": [{"code": code, "amount": shapes.money(fen)} for code, fen in rows],
    }


def _posting(one: ledger.Posting, keys: Mapping[int, Key]) -> dict[str, object]:
    return {
        "entry": one.entry,
        "source": one.source,
        "event": one.event,
        "on": one.on,
        "account": one.account,
        "amount": shapes.money(one.amount_fen),
        "key": keys[one.key_id]._asdict(),
    }
