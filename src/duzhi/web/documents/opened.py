"""An opened row of a statement: its months against last year, its parts, its largest vouchers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from duzhi.documents.api import BARS, LAST, Chart, Entries, Row, Series, Table
from duzhi.intake import api as intake
from duzhi.kernel.entry import Ref
from duzhi.kernel.period import MONTHS
from duzhi.ledger import api as ledger
from duzhi.registry import api as registry
from duzhi.web import numbers
from duzhi.web.documents import leading
from duzhi.web.pages import has_page
from duzhi.web.refs import target
from duzhi.web.screen import Screen

_MONTH, _YEAR, _LAST = "当月", "累计", "上年同期"
_PARTS, _VOUCHERS = 4, 5
_WAN = "万元"


class Part(NamedTuple):
    """A township or a unit of a row; fen."""

    name: str
    now_fen: int
    last_fen: int

    @property
    def change_fen(self) -> int:
        """More or less than last year."""
        return self.now_fen - self.last_fen


class Voucher(NamedTuple):
    """One line behind the month's amount."""

    on: date
    number: str
    url: str
    text: str
    fen: int


@dataclass(frozen=True, slots=True)
class Opened:
    """What stands in an opened row; each block is titled with its finding."""

    chart: Chart
    by: str
    parts_title: str
    parts: list[Part]
    vouchers_title: str
    vouchers: list[Voucher]
    count: int
    all_url: str


def opened(screen: Screen, table: Table, row: Row) -> Opened | None:
    """None where a row has no entries behind it."""
    leads = {
        column.title: lead
        for column, lead in zip(table.columns, row.leads, strict=False)
        if isinstance(lead, Entries)
    }
    year = leads.get(_YEAR) or next(iter(leads.values()), None)
    if year is None:
        return None
    month, last = leads.get(_MONTH) or year, leads.get(_LAST)
    by, parts = _parts(screen, year, last)
    vouchers, count = _vouchers(screen, month)
    return Opened(
        chart=_months(screen, year, last),
        by=by,
        parts_title=_parts_title(parts, year),
        parts=_cut(parts),
        vouchers_title=f"{screen.on.month}月{_verb(year, '入库', '支付')}最大的几笔",
        vouchers=vouchers,
        count=count,
        all_url=leading.address(screen, month),
    )


def _months(screen: Screen, year: Entries, last: Entries | None) -> Chart:
    """Every month of the year so far, last year's beside it."""
    now = _by_month(year)
    before = _by_month(last) if last else {}
    numbered = range(1, screen.on.month + 1)
    own = Series("本年", tuple(now.get(one, 0) for one in numbered))
    ghost = Series("上年", tuple(before.get(one, 0) for one in numbered), LAST)
    title = _month_finding(screen.on.month, own.values, ghost.values if last else ())
    labels = tuple(f"{one}月" for one in numbered)
    return Chart(BARS, title, screen.unit, labels, (ghost, own) if last else (own,))


def _by_month(lead: Entries) -> dict[int, int]:
    """Fen by month; 调整期 counts with December."""
    sums: dict[int, int] = {}
    for (period,), fen in ledger.grouped(lead.selection, lead.span, by=("period",)).items():
        number = min(int(period) % 100, MONTHS)
        sums[number] = sums.get(number, 0) + fen
    return sums


def _month_finding(month: int, now: Sequence[object], before: Sequence[object]) -> str:
    said = f"{month}月 {_wan(int(str(now[-1])))} 万元"
    changes = [int(str(a)) - int(str(b)) for a, b in zip(now, before, strict=bool(before))]
    if not changes or not changes[-1]:
        return said
    lower = changes[-1] < 0
    run = 0
    for change in reversed(changes):
        if not change or (change < 0) != lower:
            break
        run += 1
    word = "低于上年" if lower else "高于上年"
    return (
        f"{said}，连续 {run} 个月{word}" if run > 1 else f"{said}，{word} {_wan(changes[-1])} 万元"
    )


def _parts(screen: Screen, year: Entries, last: Entries | None) -> tuple[str, list[Part]]:
    """By 乡镇办 where revenue has several, else by 单位 or 科目; the largest change first."""
    first = year.selection
    if not first.accounts[0].startswith("revenue"):
        field, name = "agency", "单位"
    elif len(first.regions) > 1:
        field, name = "region", "乡镇办"
    else:
        field, name = "subject", "科目"
    now, before = _grouped(year, field), _grouped(last, field) if last else {}
    names = _names(field, {*now, *before}, first.fund, screen.on)
    found = [
        Part(names.get(code, code) or "未分单位", now.get(code, 0), before.get(code, 0))
        for code in {*now, *before}
    ]
    return name, sorted(found, key=lambda part: (-abs(part.change_fen), part.name))


def _grouped(lead: Entries, field: str) -> dict[str, int]:
    sums = ledger.grouped(lead.selection, lead.span, by=(field,))
    return {code: fen for (code,), fen in sums.items() if fen}


def _names(field: str, codes: set[str], fund: str, on: date) -> Mapping[str, str]:
    if field == "agency":
        return dict(registry.agencies(on).values_list("code", "name"))
    if field == "region":
        return {code: registry.region_name(code) for code in codes}
    return {code: registry.name_of(code, fund[:2], registry.REVENUE, on.year) for code in codes}


def _cut(parts: list[Part]) -> list[Part]:
    rest = parts[_PARTS:]
    if len(rest) <= 1:
        return parts
    now, last = sum(one.now_fen for one in rest), sum(one.last_fen for one in rest)
    return [*parts[:_PARTS], Part(f"其余 {len(rest)} 个", now, last)]


def _parts_title(parts: list[Part], year: Entries) -> str:
    change = sum(part.change_fen for part in parts)
    if not parts or not change:
        return "与上年持平" if parts else "没有发生额"
    word = _verb(year, "收", "支")
    said = f"{'多' if change > 0 else '少'}{word} {_wan(abs(change))} 万元"
    first = parts[0]
    if (first.change_fen > 0) == (change > 0) and len(parts) > 1:
        return f"{said}，{first.name}占 {_wan(abs(first.change_fen))}"
    return said


def _vouchers(screen: Screen, month: Entries) -> tuple[list[Voucher], int]:
    found, count = ledger.largest(month.selection, month.span, _VOUCHERS)
    keys = ledger.keys({one.key_id for one in found})
    behind = [(Ref.parse(one.source), keys[one.key_id]) for one in found]
    origins = intake.origins(behind)
    texts = [next((row.text for row in origins.get(one, ())), "") for one in behind]
    return [_voucher(screen, *pair) for pair in zip(found, texts, strict=True)], count


def _voucher(screen: Screen, one: ledger.Posting, text: str) -> Voucher:
    ref = Ref.parse(one.source)
    url = target(screen, ref)
    if not url and has_page("ledger.entry"):
        url = screen.link("ledger.entry", one.entry)
    return Voucher(one.on, ref.number, url, text or one.event, one.amount_fen)


def _verb(lead: Entries, revenue: str, spending: str) -> str:
    return revenue if lead.selection.accounts[0].startswith("revenue") else spending


def _wan(fen: int) -> str:
    return numbers.money(fen, _WAN, 0)
