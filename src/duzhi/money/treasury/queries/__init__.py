"""Reading treasury cash and the legal books: days, what is booked, both sides of an account."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.conf import settings
from django.db.models import Max, QuerySet

from duzhi.intake import api as intake
from duzhi.kernel.codes import home
from duzhi.kernel.entry import Key, Ref
from duzhi.kernel.period import Fiscal, Span, day, month, year_to_date
from duzhi.ledger import api as ledger
from duzhi.money.treasury.models import AccountBalance, CashDay, OpeningBalance
from duzhi.money.treasury.rules import books, cash
from duzhi.money.treasury.rules.books import AccountRow, Compared, Mapped
from duzhi.money.treasury.rules.cash import DAY, FLOWS, IN, OPENING, RECONCILED, Coverage, Flow
from duzhi.registry import api as registry

_CONTROL = "control"
_PARALLEL_SINCE = 2023
"""财库〔2022〕41号 keeps financial beside budget accounting."""
_BEFORE_ALL = date(2000, 1, 1)
_FLOW = {flow.field: flow for flow in FLOWS}


def own_region(declared: str) -> str:
    """The 区划 whose treasury a file describes: the declared one, else the home region's."""
    return home(declared or settings.HOME_REGION)


def served(region: str) -> tuple[str, ...]:
    """The budgets whose money lies in a region's treasury: a county's with its townships."""
    return registry.subtree(region.removesuffix("000"))


def days(regions: Sequence[str], start: date, end: date) -> QuerySet[CashDay]:
    """Days that stand, from `start` up to and including `end`."""
    found = CashDay.objects.filter(current=True, region__in=regions, on__range=(start, end))
    return found.order_by("on", "region")


def latest(regions: Sequence[str], on: date) -> list[CashDay]:
    """The last reported day of the month up to a day, one row a treasury; empty without any."""
    found = list(days(regions, on.replace(day=1), on))
    return [one for one in found if one.on == found[-1].on]


def day_before(region: str, on: date) -> CashDay | None:
    """The last day that stands before one."""
    return CashDay.objects.filter(current=True, region=region, on__lt=on).order_by("on").last()


def last_revisions(region: str, wanted: Iterable[date]) -> dict[date, int]:
    """The highest revision there ever was of each day."""
    found = CashDay.objects.filter(region=region, on__in=list(wanted)).order_by()
    return dict(found.values_list("on").annotate(last=Max("revision")))


def outflows(regions: Sequence[str], months: Sequence[tuple[int, int]]) -> list[CashDay] | None:
    """Every day of whole months; None while one of them is not reported to its last day."""
    found: list[CashDay] = []
    for year, number in months:
        whole = month(date(year, number, 1))
        own = list(days(regions, whole.start, whole.last))
        if not own or own[-1].on != whole.last:
            return None
        found += own
    return found


def booked(region: str, wanted: Sequence[date]) -> dict[str, dict[date, int] | None]:
    """Fen per day that other files posted for each reconciled column; None where there is none.

    Payments of earlier years' budgets move 结转结余 instead of spending, and cash all the same.
    """
    regions = served(region)
    names = _reconciled_accounts()
    span = Span(min(wanted), max(wanted) + timedelta(days=1))
    there = _moved(names, regions, span)
    daily = {on: _moved(names, regions, day(on)) for on in wanted}
    return {
        flow.field: {on: _cash(flow, moved) for on, moved in daily.items()}
        if {flow.account, flow.carried} & there.keys()
        else None
        for flow in RECONCILED
    }


def reported_months(regions: Sequence[str], on: date) -> list[list[CashDay]]:
    """The days of the year so far, month by month."""
    found: dict[int, list[CashDay]] = {}
    for one in days(regions, date(on.year, 1, 1), on):
        found.setdefault(one.on.month, []).append(one)
    return list(found.values())


def base_months(on: date) -> list[tuple[int, int]]:
    """The months whose outflow is averaged (parameter treasury_outflow_base)."""
    return cash.base_months(on, registry.choice("treasury_outflow_base", on))


def coverage(regions: Sequence[str], on: date) -> Coverage | None:
    """库款保障水平 and its level on a day; None while a month of the base is not reported."""
    months, last = base_months(on), latest(regions, on)
    base = outflows(regions, months)
    if base is None or not last:
        return None
    closing = sum(one.closing for one in last)
    k = cash.coverage(closing, sum(one.outflow for one in base), len(months))
    if k is None:
        return None
    return Coverage(k, cash.level(k, registry.ratios("treasury_bands", on)))


def booked_sums(region: str, start: date, end: date) -> dict[str, int]:
    """Fen that other files posted for each reconciled column, from `start` up to `end`."""
    moved = _moved(_reconciled_accounts(), served(region), Span(start, end + timedelta(days=1)))
    return {flow.field: _cash(flow, moved) for flow in RECONCILED}


def chart(year: int) -> list[Mapped]:
    """Ledger accounts with their codes in the legal books of a year."""
    return [
        Mapped(one.code, one.name, one.side == "debit", one.legal_codes(year))
        for one in ledger.accounts().values()
        if one.scope != _CONTROL
    ]


def periods(region: str, upto: int) -> list[int]:
    """Months whose 科目余额表 stands, oldest first."""
    found = AccountBalance.objects.filter(current=True, region=region, period__lte=upto)
    return list(found.order_by("period").values_list("period", flat=True).distinct())


def trial_balance(region: str, period: int) -> list[AccountRow]:
    """The 科目余额表 of a month by code."""
    found = AccountBalance.objects.filter(current=True, region=region, period=period)
    fields = ("sheet", "row", "code", "name", "opening", "debit", "credit", "closing")
    return [AccountRow(*row) for row in found.order_by("code").values_list(*fields)]


def compared(region: str, period: int) -> list[Compared]:
    """Every comparable account of a month in both books."""
    fiscal = Fiscal.from_code(period)
    rows = {row.code: row for row in trial_balance(region, period)}
    return [
        Compared(
            one.account,
            one.name,
            books.codes_of(one, books.COMPARED[one.account], rows),
            books.COMPARED[one.account],
            books.legal_fen(one, books.COMPARED[one.account], rows, fiscal.no),
            _booked(one.account, books.COMPARED[one.account], region, fiscal),
        )
        for one in chart(fiscal.year)
        if one.account in books.COMPARED
    ]


def why_not_kept(code: str, year: int) -> str:
    """Why the ledger has no account for a code of the legal books."""
    if year >= _PARALLEL_SINCE and code in _financial():
        return "财务会计科目，校核账只记预算会计"
    return "校核账不设此科目"


def standing_opening(region: str) -> OpeningBalance | None:
    """The opening balances of a region, if the ledger began with some."""
    return OpeningBalance.objects.filter(current=True, region=region).first()


def last_opening(region: str, on: date) -> int:
    """The highest revision there ever was of the opening balances of a day."""
    found = OpeningBalance.objects.filter(region=region, on=on).order_by("revision").last()
    return found.revision if found else 0


def is_empty(region: str, upto: date) -> bool:
    """Whether the ledger has nothing on the region's accounts up to a day."""
    names = [one.account for one in chart(upto.year)]
    return not _moved(names, served(region), Span(_BEFORE_ALL, upto + timedelta(days=1)))


def origins(asked: Sequence[tuple[Ref, Key]]) -> dict[tuple[Ref, Key], list[intake.Origin]]:
    """The cell behind each line of a treasury day; the table's rows behind opening balances."""
    refs = {ref for ref, _ in asked}
    by_day = _days_of([ref for ref in refs if ref.kind == DAY])
    by_opening = {ref: _opening_rows(ref) for ref in refs if ref.kind == OPENING}
    names = {file.pk: file.name for file in intake.files()}
    found: dict[tuple[Ref, Key], list[intake.Origin]] = {}
    for ref, key in asked:
        if ref.kind == OPENING:
            found[ref, key] = [_row_origin(row, names) for row in by_opening[ref]]
        elif row := by_day.get(_day_of(ref)):
            found[ref, key] = [_cell_origin(row, ref.number.rpartition("/")[2], key, names)]
    return found


def _reconciled_accounts() -> list[str]:
    return [name for flow in RECONCILED for name in (flow.account, flow.carried) if name]


def _financial() -> frozenset[str]:
    return frozenset(one.code for one in registry.treasury_accounts() if one.system == "financial")


def _moved(names: Sequence[str], regions: Sequence[str], span: Span) -> dict[str, int]:
    """Fen moved per account on its own side; accounts without a movement are left out."""
    numbers = {str(ledger.account(name).no): name for name in names}
    found: dict[str, int] = {}
    for side in ("debit", "credit"):
        own = tuple(name for name in names if ledger.account(name).side == side)
        if own:
            chosen = ledger.Selection(own, regions=tuple(regions))
            sums = ledger.grouped(chosen, span, by=("account",), adjustment=False)
            found |= {numbers[number]: fen for (number,), fen in sums.items()}
    return found


def _cash(flow: Flow, moved: dict[str, int]) -> int:
    return moved.get(flow.account, 0) - moved.get(flow.carried, 0)


def _booked(account: str, measure: str, region: str, fiscal: Fiscal) -> int:
    chosen = ledger.Selection((account,), regions=served(region))
    whole = month(date(fiscal.year, fiscal.no, 1))
    if measure == books.BALANCE:
        return ledger.balance(chosen, whole.last)
    span = whole if measure == books.MONTH else year_to_date(whole.last)
    return ledger.turnover(chosen, span)


def _day_of(ref: Ref) -> tuple[str, date, int]:
    region, on, _ = ref.number.split("/")
    return region, date.fromisoformat(on), ref.revision


def _days_of(refs: Sequence[Ref]) -> dict[tuple[str, date, int], CashDay]:
    if not refs:
        return {}
    places = [_day_of(ref) for ref in refs]
    first, last = min(on for _, on, _ in places), max(on for _, on, _ in places)
    rows = CashDay.objects.filter(
        region__in={place[0] for place in places}, on__range=(first, last)
    )
    return {(row.region, row.on, row.revision): row for row in rows}


def _opening_rows(ref: Ref) -> list[AccountBalance]:
    region, year = ref.number.split("/")
    opening = OpeningBalance.objects.filter(
        region=region, on__year=int(year), revision=ref.revision
    ).first()
    if opening is None:
        return []
    codes = {code for one in chart(int(year)) for code in one.codes}
    rows = AccountBalance.objects.filter(region=region, file=opening.file, code__in=codes)
    return list(rows.order_by("code"))


def _row_origin(row: AccountBalance, names: dict[int, str]) -> intake.Origin:
    text = f"{row.code} {row.name}"
    return intake.Origin(
        names.get(row.file, ""), row.file, row.sheet, row.row, row.closing, text=text
    )


def _cell_origin(row: CashDay, field: str, key: Key, names: dict[int, str]) -> intake.Origin:
    """The amount as the line shows it: cash grows by 流入, others on their own side."""
    fen: int = getattr(row, field) or 0
    flow = _FLOW.get(field)
    text = flow.title if flow else ""
    sign = -1 if flow and not _grows(flow, key) else 1
    return intake.Origin(names.get(row.file, ""), row.file, row.sheet, row.row, sign * fen, text)


def _grows(flow: Flow, key: Key) -> bool:
    if not key.level:
        return flow.way == IN
    return (ledger.account(flow.account).side == "credit") == (flow.way == IN)
