"""What acts on quotas mean in debits and credits: control accounts 80 to 86 and 95.

`quota.available` and `quota.frozen` are limited, so a quota can never be overdrawn by what is
decided here; `grant.available` holds an upper level's document to what was received under it.
"""

from collections.abc import Sequence
from datetime import date

from duzhi.kernel.entry import Entry, Key, Line, Ref, cr, dr
from duzhi.money.budget.rules import quotas as rules
from duzhi.money.budget.rules.quotas import QuotaView

GRANTED, AVAILABLE, FROZEN = "quota.granted", "quota.available", "quota.frozen"
RESERVED, SPENT = "quota.reserved", "quota.spent"
GRANT_LEFT, GRANT_RECEIVED, GRANT_ALLOTTED = (
    "grant.available",
    "grant.received",
    "grant.allotted",
)


def key(view: QuotaView) -> Key:
    """The classifications a quota is booked under."""
    return Key(
        region=view.region,
        fund_type=view.fund_type,
        subject=view.subject,
        gov_econ=view.gov_econ,
        dep_econ=view.dep_econ,
        agency=view.agency,
        project=view.project,
        level=view.level,
        source_doc=view.upper_doc or view.doc_no,
        guarantee=view.guarantee if view.guaranteed else "",
        direct=view.direct,
        bond=view.bond,
    )


def acted(
    source: Ref, kind: str, amount_fen: int, gives: QuotaView, takes: QuotaView | None, on: date
) -> list[Entry]:
    """下达 追加 追减 收回 结余 冻结 解冻 of one quota; 调剂 分解 结转 from one to another.

    结转 leaves last year in its 调整期 and arrives in this year.
    """
    if kind == rules.CARRY:
        assert takes is not None, "check_act comes first"
        late = on.year > gives.year
        return [
            Entry(source, "结转转出", on, _shrinks(gives, amount_fen), adjustment=late),
            Entry(source, "结转转入", on, _grows(takes, amount_fen)),
        ]
    if kind in rules.PAIRS:
        assert takes is not None, "check_act comes first"
        lines = [*_shrinks(gives, amount_fen), *_grows(takes, amount_fen)]
    elif kind in rules.GROWS:
        lines = [*_grows(gives, amount_fen), *_allotted(gives, amount_fen)]
    elif kind in rules.SHRINKS:
        lines = [*_shrinks(gives, amount_fen), *_handed_back(gives, amount_fen)]
    else:
        there, back = (FROZEN, AVAILABLE) if kind == rules.FREEZE else (AVAILABLE, FROZEN)
        lines = [_dr(there, gives, amount_fen), _cr(back, gives, amount_fen)]
    return [Entry(source, kind, on, lines)]


def restored(source: Ref, view: QuotaView, amount_fen: int, on: date) -> Entry:
    """借：可用指标　贷：已支付指标: a payment of this year came back."""
    return Entry(
        source, "恢复", on, (_dr(AVAILABLE, view, amount_fen), _cr(SPENT, view, amount_fen))
    )


def registered(
    source: Ref, event: str, parts: Sequence[tuple[QuotaView, int, int]], on: date
) -> Entry | None:
    """What the provincial register (IN-07) says beyond what stands; None where that is nothing.

    Each part is a quota with signed fen of its 指标余额 and of what was paid from it.
    """
    lines: list[Line] = []
    for view, current_fen, paid_fen in parts:
        if current_fen > 0:
            lines += [*_grows(view, current_fen), *_allotted(view, current_fen)]
        elif current_fen < 0:
            lines += [*_shrinks(view, -current_fen), *_handed_back(view, -current_fen)]
        if paid_fen:
            there, back = (SPENT, AVAILABLE) if paid_fen > 0 else (AVAILABLE, SPENT)
            lines += [_dr(there, view, abs(paid_fen)), _cr(back, view, abs(paid_fen))]
    return Entry(source, event, on, lines) if lines else None


def received(
    source: Ref, region: str, fund_type: str, doc_no: str, amount_fen: int, on: date
) -> Entry:
    """借：文号可用　贷：文号下达; an upper level's document gave, or took back, an amount."""
    own = Key(region=region, fund_type=fund_type, source_doc=doc_no)
    name = rules.grant_control(region, doc_no)
    there, back = GRANT_LEFT, GRANT_RECEIVED
    if amount_fen < 0:
        there, back = back, there
    size = abs(amount_fen)
    lines = (
        dr(there, key=own, amount_fen=size, control=name),
        cr(back, key=own, amount_fen=size, control=name),
    )
    return Entry(source, "收文", on, lines)


def _grows(view: QuotaView, fen: int) -> Sequence[Line]:
    return _dr(AVAILABLE, view, fen), _cr(GRANTED, view, fen)


def _shrinks(view: QuotaView, fen: int) -> Sequence[Line]:
    return _dr(GRANTED, view, fen), _cr(AVAILABLE, view, fen)


def _allotted(view: QuotaView, fen: int) -> Sequence[Line]:
    """A 专款 takes its amount from what came under its 上级文号."""
    return _grant(view, fen, GRANT_ALLOTTED, GRANT_LEFT) if view.upper_doc else ()


def _handed_back(view: QuotaView, fen: int) -> Sequence[Line]:
    return _grant(view, fen, GRANT_LEFT, GRANT_ALLOTTED) if view.upper_doc else ()


def _grant(view: QuotaView, fen: int, there: str, back: str) -> Sequence[Line]:
    """A document is the county's, its quotas may be a township's."""
    region = rules.county(view.region)
    own = Key(region=region, fund_type=view.fund_type, source_doc=view.upper_doc)
    name = rules.grant_control(region, view.upper_doc)
    return (
        dr(there, key=own, amount_fen=fen, control=name),
        cr(back, key=own, amount_fen=fen, control=name),
    )


def _dr(account: str, view: QuotaView, fen: int) -> Line:
    return dr(account, key=key(view), amount_fen=fen, control=view.control)


def _cr(account: str, view: QuotaView, fen: int) -> Line:
    return cr(account, key=key(view), amount_fen=fen, control=view.control)
