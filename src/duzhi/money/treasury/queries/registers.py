"""Reading the registers: purses of a day, arrears and what was paid on them, advances, dues."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from django.db.models import Max, QuerySet, Sum

from duzhi.intake import api as intake
from duzhi.kernel.entry import Key, Ref
from duzhi.ledger import api as ledger
from duzhi.money.treasury.models import (
    Advance,
    ArrearPayment,
    Due,
    Expected,
    Lending,
    Obligation,
    PurseBalance,
    SpecialPayment,
    UpperItem,
)
from duzhi.money.treasury.queries import served
from duzhi.money.treasury.rules import arrears, decisions, purses


class Owed(NamedTuple):
    """An obligation with what was paid on it up to a day; fen."""

    row: Obligation
    paid_fen: int

    @property
    def open_fen(self) -> int:
        """What is still owed."""
        return arrears.open_fen(self.row.amount, (self.paid_fen,))


def last_purse_day(region: str, on: date) -> date | None:
    """The newest day with a split by purse, up to a day."""
    found = PurseBalance.objects.filter(region=region, current=True, on__lte=on)
    last: date | None = found.aggregate(last=Max("on"))["last"]
    return last


def purses_of_day(region: str, on: date) -> list[PurseBalance]:
    """Every purse at the end of a day, the general one first."""
    found = PurseBalance.objects.filter(region=region, current=True, on=on)
    order = list(purses.KINDS)
    return sorted(found, key=lambda one: (order.index(one.kind), one.code))


def general_of(region: str, on: date) -> int | None:
    """Fen in the general purse at the end of the last known day; None where no day is known."""
    day = last_purse_day(region, on)
    if day is None:
        return None
    own = purses_of_day(region, day)
    return sum(one.amount for one in own if one.kind == purses.GENERAL)


def known_purses(region: str) -> set[tuple[str, str]]:
    """Kind and code of every purse there ever was."""
    found = PurseBalance.objects.filter(region=region).order_by()
    return set(found.values_list("kind", "code").distinct())


def obligations(region: str) -> QuerySet[Obligation]:
    """The 欠账台账 as it stands."""
    found = Obligation.objects.filter(region=region, current=True)
    return found.order_by("tier", "since", "number")


def arrear_payments(region: str, start: date, end: date) -> QuerySet[ArrearPayment]:
    """Payments on arrears from `start` up to and including `end`."""
    found = ArrearPayment.objects.filter(region=region, current=True, on__range=(start, end))
    return found.order_by("on", "number")


def paid_on(region: str, on: date) -> dict[str, int]:
    """Fen paid on each obligation up to a day."""
    found = ArrearPayment.objects.filter(region=region, current=True, on__lte=on).order_by()
    sums = found.values_list("obligation").annotate(paid=Sum("amount"))
    return dict(sums)


def owed(region: str, on: date) -> list[Owed]:
    """Every obligation that stood on a day with what was paid on it by then."""
    paid = paid_on(region, on)
    found = obligations(region).filter(since__lte=on)
    return [Owed(one, paid.get(one.number, 0)) for one in found]


def advances(region: str) -> QuerySet[Advance]:
    """Every 暂付款 that is listed."""
    return Advance.objects.filter(region=region, current=True).order_by("since", "number")


def upper_items(region: str, year: int, on: date) -> QuerySet[UpperItem]:
    """与上级往来 of a year up to a day."""
    found = UpperItem.objects.filter(region=region, current=True, on__year=year, on__lte=on)
    return found.order_by("on", "number")


def dues(region: str) -> QuerySet[Due]:
    """What falls due or waits."""
    return Due.objects.filter(region=region, current=True).order_by("tier", "on", "number")


def expected(region: str, start: date, end: date) -> QuerySet[Expected]:
    """Expected flows from `start` up to and excluding `end`."""
    found = Expected.objects.filter(region=region, current=True, on__gte=start, on__lt=end)
    return found.order_by("on", "purse", "name")


def specials(region: str, numbers: Iterable[str] | None = None) -> list[SpecialPayment]:
    """Payments out of turn that are not void."""
    found = SpecialPayment.objects.filter(region=region).exclude(state=decisions.VOID)
    if numbers is not None:
        found = found.filter(request__in=list(numbers))
    return list(found.order_by("on", "pk"))


def special(region: str, number: int) -> SpecialPayment | None:
    """One payment out of turn that is not void."""
    return next((one for one in specials(region) if one.pk == number), None)


def lendings(region: str) -> list[Lending]:
    """Lending between purses, the newest first."""
    return list(Lending.objects.filter(region=region).order_by("-on", "-pk"))


def booked(region: str, account: str, on: date | None = None) -> int:
    """Fen on an account of the whole treasury at the end of a day, or of the last booked one."""
    day = on or ledger.last_day()
    if day is None:
        return 0
    return ledger.balance(ledger.Selection((account,), regions=served(region)), day)


def moved(region: str, account: str, on: date) -> int:
    """Fen an account moved from the end of last year to the end of a day."""
    return booked(region, account, on) - booked(region, account, date(on.year - 1, 12, 31))


def origins(asked: Sequence[tuple[Ref, Key]]) -> dict[tuple[Ref, Key], list[intake.Origin]]:
    """The row of a register behind each document: the revision is the record."""
    arrears_of = Obligation.objects.in_bulk([ref.revision for ref, _ in asked])
    payments_of = ArrearPayment.objects.in_bulk([ref.revision for ref, _ in asked])
    dues_of = Due.objects.in_bulk([ref.revision for ref, _ in asked])
    rows: dict[str, Mapping[int, Obligation | ArrearPayment | Due]] = {
        "treasury.arrear": arrears_of,
        "treasury.arrear_payment": payments_of,
        "treasury.due": dues_of,
    }
    names = {file.pk: file.name for file in intake.files()}
    found: dict[tuple[Ref, Key], list[intake.Origin]] = {}
    for ref, key in asked:
        row = rows[ref.kind].get(ref.revision)
        if row is not None:
            place = (names.get(row.file, ""), row.file, row.sheet, row.row)
            found[ref, key] = [intake.Origin(*place, amount_fen=row.amount)]
    return found
