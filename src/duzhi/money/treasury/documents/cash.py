"""Statements of treasury: 库款月报, 库款收支表, 总会计核对表 (domain.md §3.9, Appendix B)."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from duzhi.documents.api import (
    MONEY,
    PERCENT,
    Cell,
    Column,
    DocumentsLead,
    Entries,
    Lead,
    Row,
    Standing,
    Statement,
    Table,
)
from duzhi.kernel.codes import home
from duzhi.kernel.finding import Refused, refuse
from duzhi.kernel.money import decimal, growth, show
from duzhi.kernel.period import Span, day, month, same_day_last_year, year_to_date
from duzhi.kernel.wording import months
from duzhi.ledger import api as ledger
from duzhi.money.treasury import queries
from duzhi.money.treasury.models import CashDay
from duzhi.money.treasury.rules import books, cash
from duzhi.money.treasury.rules.cash import INFLOWS, OUTFLOWS, RESTRICTED
from duzhi.registry import api as registry

_UNIT = "万元"
_K_PLACES = 3
_BALANCES = "treasury.balance"
"""Kind of the rows of 科目余额表."""


def cash_report(on: date, region: str) -> list[Table]:
    """库款月报: one row per month of the year so far.

    Raises:
        Refused: no day of the year is reported.
    """
    regions = registry.subtree(region)
    found = queries.reported_months(regions, on)
    if not found:
        raise _no_days(on, region)
    columns = (
        *(Column(title) for title in ("区划编码", "区划名称", "月份", "日期")),
        *(Column(title, MONEY) for title in ("期初库款余额", "本期库款流入", "本期库款流出")),
        Column("期末库款余额", MONEY),
        *(Column(title, MONEY, "其中受限") for title in RESTRICTED.values()),
        Column("可调度库款", MONEY),
        Column("库款保障水平"),
        Column("状态"),
    )
    rows = tuple(_month_row(region, regions, own) for own in found)
    notes = (*_coverage_notes(on), *_difference_notes(regions, on))
    last = rows[-1].cells
    said = f"{last[2]}末库款 {show(int(str(last[7])), _UNIT, 0, thousands=True)} 万元"
    said += f"，保障水平 {last[-2]}，{last[-1]}" if last[-1] else ""
    return [Table("库款月报", _period(on), _UNIT, columns, rows, notes, finding=said)]


def flows(on: date, region: str) -> list[Table]:
    """库款收支表: every flow of the month and of the year so far, beside last year.

    Raises:
        Refused: no day of the year is reported.
    """
    regions = registry.subtree(region)
    start = on.replace(month=1, day=1)
    year = list(queries.days(regions, start, on))
    then = same_day_last_year(on)
    before = list(queries.days(regions, then.replace(month=1, day=1), then))
    if not year:
        raise _no_days(on, region)
    now = [one for one in year if one.on.month == on.month]
    spans = (now, year, before)
    leads = _flow_leads(regions, on)
    columns = (
        Column("项目"),
        *(Column(title, MONEY) for title in ("当月", "累计", "上年同期", "增减额")),
        Column("增减％", PERCENT),
    )
    rows = (
        _edge_row("期初余额", "opening", spans, 0),
        *(_flow_row(flow.title, flow.field, spans, 1) for flow in INFLOWS),
        _flow_row("流入合计", "inflow", spans),
        *(_flow_row(flow.title, flow.field, spans, 1) for flow in OUTFLOWS),
        _flow_row("流出合计", "outflow", spans),
        _edge_row("期末余额", "closing", spans, -1),
    )
    rows = tuple(replace(row, leads=leads(row.key)) for row in rows)
    notes = _booked_notes(region, year)
    said = _moved(sum(one.inflow for one in year), sum(one.outflow for one in year))
    return [Table("库款收支表", _period(on), _UNIT, columns, rows, notes, finding=said)]


def _moved(inflow: int, outflow: int) -> str:
    into, out, net = (
        show(fen, _UNIT, 0, thousands=True) for fen in (inflow, outflow, abs(inflow - outflow))
    )
    word = "净流入" if inflow >= outflow else "净流出"
    return f"库款累计流入 {into} 万元，流出 {out} 万元，{word} {net} 万元"


def reconciliation(on: date, region: str) -> list[Table]:
    """总会计核对表 of the last month whose 科目余额表 stands, compared as the books are now.

    Raises:
        Refused: there is none yet.
    """
    own = home(region)
    known = queries.periods(own, on.year * 100 + on.month)
    if not known:
        text = (
            f"{registry.region_name(region)}截至{_period(on)}没有总会计科目余额表；请先导入 IN-31"
        )
        raise refuse("treasury.no_trial_balance", text)
    period = known[-1]
    year, number = divmod(period, 100)
    compared = queries.compared(own, period)
    rows = [
        Row((one.name, "、".join(one.codes), one.measure, one.legal_fen, one.booked_fen,
             one.difference_fen, "相符" if not one.difference_fen else "不符"), key=one.account,
            leads=(None, None, None, _table(own, period, one.codes), _booked(one, own, period),
                   None, None))
        for one in compared
    ]  # fmt: skip
    balances = {row.code: row for row in queries.trial_balance(own, period)}
    rows += [
        Row(
            (one.name, "、".join(codes), "不核对", _closing(balances, codes), None, None, why),
            key=one.account,
            leads=(None, None, None, _table(own, period, codes), None, None, None),
        )
        for one in queries.chart(year)
        if (why := books.NOT_COMPARED.get(one.account))
        and (codes := books.present(one.codes, balances))
    ]
    left = books.unmapped(list(balances.values()), queries.chart(year))
    rows += [
        Row(
            (
                row.name,
                row.code,
                "未核算",
                row.closing,
                None,
                None,
                queries.why_not_kept(row.code, year),
            ),
            key=row.code,
            leads=(None, None, None, _table(own, period, [row.code]), None, None, None),
        )
        for row in left
    ]
    columns = (
        *(Column(title) for title in ("账户", "总会计科目", "口径")),
        *(Column(title, MONEY) for title in ("总会计", "校核账", "差额")),
        Column("说明"),
    )
    title, off = f"{year}年{number}月", sum(bool(one.difference_fen) for one in compared)
    said = f"{len(compared)} 个账户与总会计" + (f"核对，{off} 个不符" if off else "核对，全部相符")
    notes = _book_notes()
    return [Table("总会计核对表", title, _UNIT, columns, tuple(rows), notes, finding=said)]


def _no_days(on: date, region: str) -> Refused:
    text = f"{registry.region_name(region)}{on.year}年没有库款日报；请先导入 IN-11"
    return refuse("treasury.no_days", text)


def _month_row(region: str, regions: Sequence[str], own: Sequence[CashDay]) -> Row:
    last = own[-1].on
    final = [one for one in own if one.on == last]
    closing = _edge(own, "closing", -1)
    held = [_held(final, field) for field in RESTRICTED]
    free = None if closing is None or None in held else closing - sum(filter(None, held))
    covered = queries.coverage(regions, last)
    fields = ("opening", "inflow", "outflow", "closing", *RESTRICTED)
    span = Span(own[0].on, day(last).end)
    leads = (_days(regions, _part(field, span), field) for field in fields)
    return Row(
        (
            home(region),
            registry.region_name(region),
            f"{last.month}月",
            last.isoformat(),
            _edge(own, "opening", 0),
            sum(one.inflow for one in own),
            sum(one.outflow for one in own),
            closing,
            *held,
            free,
            decimal(covered.k, _K_PLACES) if covered else "",
            covered.level if covered else "",
        ),
        key=f"{last:%Y-%m}",
        leads=(None, None, None, None, *leads, None, None, None),
    )


def _days(regions: Sequence[str], span: Span, field: str) -> DocumentsLead:
    """Treasury days of a span, a column of them."""
    return DocumentsLead(cash.DAY, tuple(regions), span, (("field", field),))


def _part(field: str, span: Span) -> Span:
    """A balance is that of one day: the first of the span, or its last."""
    if field == "opening":
        return day(span.start)
    return day(span.last) if field == "closing" or field in RESTRICTED else span


def _flow_leads(regions: Sequence[str], on: date) -> Callable[[str], tuple[Lead | None, ...]]:
    spans = (
        Span(on.replace(day=1), day(on).end),
        year_to_date(on),
        year_to_date(same_day_last_year(on)),
    )

    def of(field: str) -> tuple[Lead | None, ...]:
        days = (_days(regions, _part(field, span), field) for span in spans)
        return (None, *days, None, None)

    return of


def _table(region: str, period: int, codes: Sequence[str]) -> DocumentsLead:
    """The 科目余额表 of a month, some of its rows."""
    whole = month(date(*divmod(period, 100), 1))
    return DocumentsLead(_BALANCES, (region,), whole, (("code", ",".join(codes)),))


def _booked(one: books.Compared, region: str, period: int) -> Lead:
    """The same lines of the ledger that were compared."""
    chosen = ledger.Selection((one.account,), regions=queries.served(region))
    whole = month(date(*divmod(period, 100), 1))
    if one.measure == books.BALANCE:
        return Standing(chosen, whole.last)
    span = whole if one.measure == books.MONTH else year_to_date(whole.last)
    return Entries(chosen, span)


def _held(final: Sequence[CashDay], field: str) -> int | None:
    amounts = [getattr(one, field) for one in final]
    return None if None in amounts else sum(amounts)


def _flow_row(title: str, field: str, spans: Sequence[Sequence[CashDay]], depth: int = 0) -> Row:
    now, year, before = (_sum(span, field) for span in spans)
    compared: tuple[Cell, ...] = (None, None)
    if year is not None and before is not None:
        compared = (year - before, growth(year, before))
    cells = (title, now, year, before, *compared)
    return Row(cells, depth=depth, bold=not depth, key=field)


def _edge_row(title: str, field: str, spans: Sequence[Sequence[CashDay]], index: int) -> Row:
    edges = (_edge(span, field, index) for span in spans)
    return Row((title, *edges, None, None), bold=True, key=field)


def _sum(span: Sequence[CashDay], field: str) -> int | None:
    """None where nothing is reported: that is not zero."""
    amounts: list[int] = [getattr(one, field) for one in span]
    return sum(amounts) if amounts else None


def _edge(span: Sequence[CashDay], field: str, index: int) -> int | None:
    """The balance at the first or last day, over every treasury reported that day."""
    if not span:
        return None
    amounts: list[int] = [getattr(one, field) for one in span if one.on == span[index].on]
    return sum(amounts)


def _closing(balances: dict[str, books.AccountRow], codes: Sequence[str]) -> Cell:
    return sum(balances[code].closing or 0 for code in codes)


def _coverage_notes(on: date) -> tuple[str, ...]:
    base, bands = (
        registry.law_at(code, on) for code in ("treasury_outflow_base", "treasury_bands")
    )
    return (f"保障水平＝期末余额÷月均流出，月均流出口径：{base.basis}", f"分档：{bands.basis}")


def _difference_notes(regions: Sequence[str], on: date) -> tuple[str, ...]:
    last = queries.latest(regions, on)
    if not last:
        return ()
    reported = sum(one.closing for one in last)
    served = {code for one in last for code in queries.served(one.region)}
    chosen = ledger.Selection(("cash.treasury",), regions=tuple(sorted(served)))
    booked = ledger.balance(chosen, last[0].on)
    if reported == booked:
        return (f"{last[0].on} 库款余额与校核账相符",)
    amounts = (show(fen, thousands=True) for fen in (reported, booked, reported - booked))
    text = "{} 库款余额：国库报表 {} 元，校核账 {} 元，差 {} 元"
    return (text.format(last[0].on, *amounts),)


def _booked_notes(region: str, year: Sequence[CashDay]) -> tuple[str, ...]:
    """What the reconciled columns differ from the files that post them, over the year so far."""
    if not year:
        return ()
    booked = queries.booked_sums(region, year[0].on, year[-1].on)
    notes = []
    for flow in cash.RECONCILED:
        reported = sum(getattr(one, flow.field) for one in year)
        if off := reported - booked[flow.field]:
            more = f"{'多' if off > 0 else '少'} {show(abs(off), thousands=True)} 元"
            notes.append(f"{flow.title}比 {flow.feed} 入账{more}")
    return tuple(notes) or ("收支各列与国库收入日报、支付明细入账数相符",)


def _book_notes() -> tuple[str, ...]:
    return (
        "总会计按补助收入核算的调度款，校核账记与上级往来，按本月发生额合并核对",
        "差额＝总会计－校核账",
    )


def _period(on: date) -> str:
    return f"{on.year}年{months(on)}"


DOCUMENTS = (
    Statement("cash", "库款月报", "国库股", cash_report),
    Statement("cashflow", "库款收支表", "国库股", flows),
    Statement("reconciliation", "总会计核对表", "国库股", reconciliation),
)
