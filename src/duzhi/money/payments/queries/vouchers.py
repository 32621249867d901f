"""Vouchers for screens: the list of a year by any of its orders, one voucher with its revisions."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db.models import F, Func, Q, QuerySet

from duzhi.kernel.entry import Key, Ref
from duzhi.ledger import api as ledger
from duzhi.money.payments.models import Payment
from duzhi.money.payments.rules import GUARANTEES, NO_GUARANTEE
from duzhi.office import api as office
from duzhi.registry import api as registry

_HIDDEN = {"id", "document", "revision", "current", "file", "sheet", "row", "digest", "month"}
_HIDDEN |= {"account_digest", "booked_on"}


PaymentRow = Payment
"""A voucher as screens name it."""


class Changed(NamedTuple):
    """A field that two revisions of a voucher say differently."""

    title: str
    before: object
    after: object


class Revised(NamedTuple):
    """A revision of a voucher and what it changed."""

    payment: Payment
    changes: list[Changed]


class _Plain(Func):
    """A column that no index answers for: SQLite takes the first range it can, and then sorts."""

    template = "%(expressions)s"
    arity = 1

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:  # noqa: ANN401 Django's own signature
        """The unary plus that its planner respects."""
        return self.as_sql(compiler, connection, template="+%(expressions)s", **extra)


def listed(region: str, on: date, scope: office.Scope, *, by_day: bool = True) -> QuerySet[Payment]:
    """Vouchers that stand in the year up to a day, where somebody may look; in no order yet.

    With `by_day` they are found by their days; without, another index is free to find them, by
    amount or number.
    """
    rows = Payment.objects.filter(_places(region), visible(scope), current=True)
    first = date(on.year, 1, 1)
    if by_day:
        return rows.filter(on__gte=first, on__lte=on)
    return rows.alias(day=_Plain("on")).filter(day__gte=first, day__lte=on)


def numbered(beginning: str, scope: office.Scope) -> QuerySet[Payment]:
    """Vouchers whose number begins so, where somebody may look, by number."""
    rows = Payment.objects.filter(visible(scope), current=True)
    return rows.filter(office.beginning("number", beginning)).order_by("number", "pk")


def visible(scope: office.Scope) -> Q:
    """What a reader may see, said so that the index of units finds it; nothing if nothing fits."""
    found = Q(pk__in=())
    for reach in scope.reaches:
        test = reach.where(region="region", agency="agency")
        if test == Q():
            return Q()
        if test is not None and reach.agency:
            place = office.Reach(reach.region).where(region="region") or Q()
            test = of_unit(reach.agency) & place
        found |= test or Q(pk__in=())
    return found


def of_unit(code: str) -> Q:
    """A unit, or a department with all of its units."""
    units = set(
        registry.Agency.objects.filter(starting("code", code)).values_list("code", flat=True)
    )
    return Q(agency=code) if units <= {code} else starting("agency", code)


def starting(field: str, prefix: str) -> Q:
    """Codes that begin so, as a range: `LIKE` finds no index on every database."""
    if not (prefix.isascii() and prefix.isdigit()):
        return Q(**{f"{field}__startswith": prefix})
    low, end = Q(**{f"{field}__gte": prefix}), after(prefix)
    return low & Q(**{f"{field}__lt": end}) if end else low


def after(prefix: str) -> str:
    """The first digits behind everything that begins with these; empty when there are none.

    >>> after("205"), after("2099"), after("99")
    ('206', '21', '')
    """
    bare = prefix.rstrip("9")
    return bare[:-1] + str(int(bare[-1]) + 1) if bare else ""


def voucher(document: str, scope: office.Scope) -> Payment | None:
    """A voucher as it stands (its last revision when it was withdrawn), if somebody may see it."""
    rows = Payment.objects.filter(visible(scope), document=document)
    return rows.order_by(F("current").desc(), "-revision").first()


def revisions(document: str) -> list[Revised]:
    """Every revision, newest first, with what it changed against the one before."""
    rows = list(Payment.objects.filter(document=document).order_by("revision"))
    before: Sequence[Payment | None] = (None, *rows)
    made = [
        Revised(row, differences(old, row) if old else [])
        for old, row in zip(before, rows, strict=False)
    ]
    return made[::-1]


def differences(before: Payment, after: Payment) -> list[Changed]:
    """Fields that two revisions say differently, in the order of the file."""
    return [
        Changed(title, old, new)
        for field, title in _fields()
        if (old := getattr(before, field)) != (new := getattr(after, field))
    ]


def related(payment: Payment) -> QuerySet[Payment]:
    """Vouchers that pay back or correct this one, and the one it corrects."""
    same = Q(region=payment.region, current=True)
    tests = Q(original=payment.number)
    if payment.original:
        tests |= Q(number=payment.original) | Q(original=payment.original)
    rows = Payment.objects.filter(same & tests).exclude(document=payment.document)
    return rows.order_by("on", "id")


def spending_key(payment: Payment) -> Key:
    """What names its spending line when asking for the row behind it."""
    return Key(payment.region, payment.fund_type, payment.subject)


def guarantee_name(code: str) -> str:
    """The words of a 三保标识; empty outside of it."""
    return "" if code in ("", NO_GUARANTEE) else GUARANTEES.get(code[:1], code)


def _fields() -> list[tuple[str, str]]:
    fields: Iterable[Any] = Payment._meta.concrete_fields  # noqa: SLF001 Django's own description
    return [(one.name, str(one.verbose_name)) for one in fields if one.name not in _HIDDEN]


def _places(region: str) -> Q:
    if len(region) == 9:  # noqa: PLR2004 digits of a 区划
        return Q(region=region)
    return Q(region__startswith=region)


def entries(standing: Ref) -> Sequence[Any]:
    """The entries a voucher was booked with, in their order."""
    return ledger.entries_of(str(standing))
