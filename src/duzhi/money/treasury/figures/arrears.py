"""What was paid on last year's arrears (F34 … F38), what is still owed, gaps of the purses."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from duzhi.figures.api import Context, Figure, Reading, Source
from duzhi.kernel.codes import home
from duzhi.kernel.entry import Key, Ref
from duzhi.ledger import api as ledger
from duzhi.money.treasury import queries
from duzhi.money.treasury.models import ArrearPayment
from duzhi.money.treasury.queries import registers
from duzhi.money.treasury.rules import purses
from duzhi.money.treasury.rules.arrears import PAID_ITEMS
from duzhi.money.treasury.rules.purses import KINDS, RESTRICTED_OF

Reader = Callable[[Context], Reading | None]
ARREAR, ARREAR_PAYMENT, DUE = "treasury.arrear", "treasury.arrear_payment", "treasury.due"
_LEDGER = "欠账台账（IN-37）、欠账拨付明细（TRE-02）"
_OFFICES = {"班主任津贴": "教科文股", "乡村教师生活补助": "教科文股", "城乡居民医保欠解": "社保股"}
_NAMES = {
    "绩效工资": "拨付上年度事业人员绩效工资",
    "退休健康休养费及物业补贴": "拨付上年度退休人员健康休养费和物业补贴",
    "班主任津贴": "拨付上年下半年班主任津贴",
    "乡村教师生活补助": "拨付乡村教师生活补助",
    "城乡居民医保欠解": "拨付上年度城乡居民医保欠解资金",
}


def _paid(group: str) -> Reader:
    """Fen paid this year on the obligations of a group; None where none is registered."""

    def read(context: Context) -> Reading | None:
        region = home(context.region)
        own = {one.number for one in registers.obligations(region) if one.group == group}
        if not own:
            return None
        start = date(context.on.year, 1, 1)
        found = registers.arrear_payments(region, start, context.on).filter(obligation__in=own)
        return _of_payments(list(found))

    return read


def _of_payments(found: Sequence[ArrearPayment]) -> Reading:
    def sources() -> Iterator[Source]:
        for one in found:
            ref = Ref(ARREAR_PAYMENT, f"{one.region}/{one.number}", one.pk)
            text = f"欠账 {one.obligation} 拨付"
            yield Source(text, one.on, one.amount, str(ref), event="欠账拨付", key=Key(one.region))

    return Reading(sum(one.amount for one in found), sources)


def _open(context: Context) -> Reading | None:
    """What is owed on a day, obligation by obligation."""
    found = registers.owed(home(context.region), context.on)
    if not found:
        return None

    def sources() -> Iterator[Source]:
        for one in found:
            ref = Ref(ARREAR, f"{one.row.region}/{one.row.number}", one.row.pk)
            text = f"{one.row.number} {one.row.item}"
            key = Key(one.row.region)
            yield Source(text, one.row.since, one.open_fen, str(ref), event="欠账", key=key)

    return Reading(sum(one.open_fen for one in found), sources)


FIGURES = (
    *(
        Figure(
            code, _NAMES[group], "万元", f"1月1日至当日在欠账台账“{group}”各笔上实际拨付的金额",
            _LEDGER, _OFFICES.get(group, "国库股"), read=_paid(group),
        )
        for group, code in PAID_ITEMS.items()
    ),
    Figure(
        "treasury.arrears", "欠账余额", "万元", "欠账台账各笔金额扣除累计拨付", _LEDGER, "国库股",
        read=_open,
    ),
)  # fmt: skip


def _gaps(on: date, region: str) -> Iterator[ledger.Gap]:
    """Purses of the day that do not add up to its cash report."""
    own = queries.own_region(region)
    day = registers.last_purse_day(own, on)
    reported = queries.days((own,), day, day).first() if day else None
    if day is None or reported is None:
        return
    held: dict[str, int] = {}
    for one in registers.purses_of_day(own, day):
        held[one.kind] = held.get(one.kind, 0) + one.amount
    columns = {field: getattr(reported, field) for field in RESTRICTED_OF.values()}
    for finding in purses.check_split(held, columns, reported.closing):
        whole = sum(fen for kind, fen in held.items() if kind in (*RESTRICTED_OF, purses.GENERAL))
        yield ledger.Gap(
            sort="资金来源与库款不符",
            name="、".join(KINDS[kind] for kind in held),
            on=day,
            office="国库股",
            left_fen=whole,
            right_fen=reported.closing,
            gap_fen=whole - reported.closing,
            text=finding.text,
            screen="treasury.plan",
        )


DIFFERENCES = (_gaps,)
