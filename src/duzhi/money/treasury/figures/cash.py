"""Numbers of treasury cash: balance, purses, flows, 保障水平, 暂付款 (domain.md §3.9, App. J1)."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from duzhi.figures.api import (
    PERCENT,
    TIMES,
    Context,
    Figure,
    Formula,
    Identity,
    Reading,
    Source,
    difference,
    multiple,
    ratio,
    share,
    standing,
    total,
    year_so_far,
)
from duzhi.kernel.codes import FUND, GENERAL
from duzhi.kernel.entry import Key, Ref
from duzhi.kernel.period import Fiscal, month
from duzhi.ledger import api as ledger
from duzhi.money.treasury import queries
from duzhi.money.treasury.models import CashDay
from duzhi.money.treasury.postings import day_number
from duzhi.money.treasury.rules.cash import DAY, RESTRICTED

Reader = Callable[[Context], Reading | None]
_OFFICE = "国库股"
_REPORT = "库款日报；《预算法实施条例》第七十五条（库款报告）"
_MONITOR = "库款监测口径（参数 treasury_outflow_base、treasury_bands）"
_ADVANCES = "暂付款项消化要求（参数 advance_payment_share）"
_LAST = (12, 31)
_SPENDING = (
    ledger.Selection(
        ("spending.general",), fund=GENERAL, excluding=("209", "223", "230", "231")
    ),
    ledger.Selection(("spending.fund",), fund=FUND, excluding=("230", "231")),
)  # fmt: skip


def _standing(account: str) -> Reader:
    """A balance of the whole treasury: a county's own 区划 means its townships' money too."""
    read_balance = standing(ledger.Selection((account,)))

    def read(context: Context) -> Reading | None:
        return read_balance(replace(context, regions=queries.served(context.region)))

    return read


def _column(field: str) -> Reader:
    """A column of the last reported day of the month."""

    def read(context: Context) -> Reading | None:
        found = _between(context, context.on.replace(day=1), context.on)
        last = [one for one in found if one.on == found[-1].on]
        if not last or any(getattr(one, field) is None for one in last):
            return None
        note = f"数据截至 {last[0].on}" if last[0].on != context.on else ""
        return _of_days(last, field, note)

    return read


def _so_far(field: str) -> Reader:
    """A column summed over the year so far."""

    def read(context: Context) -> Reading | None:
        start = context.on.replace(month=1, day=1)
        found = _between(context, start, context.on)
        return _of_days(found, field) if found else None

    return read


def _base(context: Context) -> Reading | None:
    months = queries.base_months(context.on)
    found = _outflows(context, months)
    if found is None:
        return None
    (year, first), (_, last) = months[0], months[-1]
    return _of_days(found, "outflow", f"{year}年{first}月起 {len(months)} 个月，至{last}月")


def _base_count(context: Context) -> Reading | None:
    months = queries.base_months(context.on)
    if _outflows(context, months) is None:
        return None

    def sources() -> Iterator[Source]:
        for year, number in months:
            yield Source(f"{year}年{number}月", date(year, number, 1), 1)

    return Reading(len(months), sources)


def _spending_base(context: Context) -> Reading | None:
    """A whole year's spending: last year's until the year is over."""
    ended = (context.on.month, context.on.day) == _LAST
    on = context.on if ended else date(context.on.year - 1, *_LAST)
    asked = replace(context, on=on, restated=0, regions=queries.served(context.region))
    parts = [reading for one in _SPENDING if (reading := year_so_far(one)(asked))]
    fen = sum(int(part.value) for part in parts)
    if not fen:
        return None

    def sources() -> Iterator[Source]:
        for part in parts:
            yield from part.sources()

    return Reading(fen, sources, note=f"{on.year}年全年")


def _outflows(context: Context, months: Sequence[tuple[int, int]]) -> list[CashDay] | None:
    """Every day of whole months; None while one of them is not reported to its last day."""
    found: list[CashDay] = []
    for year, number in months:
        whole = month(date(year, number, 1))
        own = _between(context, whole.start, whole.last)
        if not own or own[-1].on != whole.last:
            return None
        found += own
    return found


def _between(context: Context, start: date, end: date) -> list[CashDay]:
    """Days that stand, of one year; where its other months are asked too they are read once."""
    if not context.monthly:
        return list(queries.days(context.regions, start, end))
    first, last = date(start.year, 1, 1), date(start.year, *_LAST)
    every = context.once(
        ("cash", context.regions, start.year),
        lambda: list(queries.days(context.regions, first, last)),
    )
    return [one for one in every if start <= one.on <= end]


def _of_days(found: Sequence[CashDay], field: str, note: str = "") -> Reading:
    def sources() -> Iterator[Source]:
        for one in found:
            number = day_number(one.region, one.on, field)
            yield Source(
                text=f"库款日报 {one.on}",
                on=one.on,
                amount=getattr(one, field),
                ref=str(Ref(DAY, number, one.revision)),
                event="库款日报",
                key=Key(one.region),
            )

    return Reading(sum(getattr(one, field) for one in found), sources, note)


def _money(code: str, name: str, definition: str, read: Reader, basis: str = _REPORT) -> Figure:
    return Figure(f"treasury.{code}", name, "万元", definition, basis, _OFFICE, read=read)


def _derived(
    code: str, name: str, unit: str, definition: str, formula: Formula, basis: str = _MONITOR
) -> Figure:
    return Figure(f"treasury.{code}", name, unit, definition, basis, _OFFICE, formula=formula)


_BALANCES = (
    _money(
        "cash",
        "库款余额",
        "国库单一账户日终余额，由校核账逐笔推出（期初余额＋收入－支出＋调度、债券、暂付等）",
        _standing("cash.treasury"),
        "财政总会计制度 1001 国库存款",
    ),
    _money(
        "reported", "库款余额（国库报表）", "库款日报的期末余额，与校核账库款余额核对",
        _column("closing"),
    ),
    *(
        _money(
            field, f"其中受限：{title}", f"库款日报期末余额中的{title}，不得用于其他支出",
            _column(field),
        )
        for field, title in RESTRICTED.items()
    ),
    _derived(
        "restricted", "受限库款", "万元", "期末余额中专项债券资金、专款及直达资金、政府性基金之和",
        total(*(f"treasury.{field}" for field in RESTRICTED)), _REPORT,
    ),
    _derived(
        "free", "可调度库款", "万元", "库款余额扣除受限库款",
        difference("treasury.cash", "treasury.restricted"), _REPORT,
    ),
)  # fmt: skip
_FLOWS = (
    _money("inflow", "库款流入累计", "1月1日至当日库款流入合计", _so_far("inflow")),
    _money("outflow", "库款流出累计", "1月1日至当日库款流出合计", _so_far("outflow")),
    _money(
        "outflow_base", "库款流出基数",
        "计算月均流出的整月流出合计：当年各整月，1月用上年；或近十二个月", _base, _MONITOR,
    ),
    Figure(
        "treasury.base_months", "库款流出基数月数", "个", "流出基数所含的整月数", _MONITOR, _OFFICE,
        read=_base_count,
    ),
    _derived(
        "outflow_average", "月均库款流出", "万元", "库款流出基数除以月数",
        ratio("treasury.outflow_base", "treasury.base_months"),
    ),
)  # fmt: skip
_COVERAGE = (
    _derived(
        "coverage", "库款保障水平", TIMES,
        "库款期末余额 ÷ 月均库款流出；按参数 treasury_bands 分为预警、偏低、正常、闲置",
        multiple("treasury.reported", "treasury.outflow_average"),
    ),
    _derived(
        "net", "库款净额", "万元", "库款期末余额扣除未支出的专项债券资金",
        difference("treasury.reported", "treasury.restricted_bonds"),
    ),
    _derived(
        "coverage_net", "库款保障水平（扣除专项债券资金）", TIMES, "库款净额 ÷ 月均库款流出",
        multiple("treasury.net", "treasury.outflow_average"),
    ),
)  # fmt: skip
_ADVANCED = (
    _money(
        "advances", "暂付款余额", "借出款项和其他应收款余额，期初加新增减收回",
        _standing("advances"), "财政总会计制度 1031 借出款项、1035 其他应收款",
    ),
    _money(
        "spending_base", "全年两本预算支出",
        "全年一般公共预算与政府性基金预算支出之和，年度未终了时用上年全年",
        _spending_base, _ADVANCES,
    ),
    _derived(
        "advances_share", "暂付款占两本预算支出", PERCENT,
        "暂付款余额占全年一般公共预算和政府性基金预算支出的比重",
        share("treasury.advances", "treasury.spending_base"), _ADVANCES,
    ),
)  # fmt: skip
IDENTITIES = (
    Identity(
        "X4", "校核账库款余额等于国库报表余额", ("treasury.cash",), ("treasury.reported",)
    ),
)  # fmt: skip
"""What must hold every day (domain.md Appendix G)."""


def _gaps(on: date, region: str) -> Iterator[ledger.Gap]:
    """Accounts on which 总会计 and the ledger differ in the latest month of both."""
    own = queries.own_region(region)
    periods = queries.periods(own, Fiscal.of(on).code)
    if not periods or periods[-1] // 100 != on.year:
        return
    last = Fiscal.from_code(periods[-1])
    for one in queries.compared(own, periods[-1]):
        if one.difference_fen:
            yield ledger.Gap(
                sort="与总会计不符",
                name=f"{one.name}（{one.measure}）",
                on=month(date(last.year, min(last.no, 12), 1)).last,
                office=_OFFICE,
                left_fen=one.booked_fen,
                right_fen=one.legal_fen,
                gap_fen=one.booked_fen - one.legal_fen,
                text=f"{last.year}年{last.no}月科目余额表与校核账不一致；请与总会计逐项核对",
                screen="treasury.reconciliation",
            )


DIFFERENCES = (_gaps,)
FIGURES = (*_BALANCES, *_FLOWS, *_COVERAGE, *_ADVANCED)
