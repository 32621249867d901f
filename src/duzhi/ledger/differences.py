"""差异: what does not tie, gathered from the ledger and from whoever else finds some."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from duzhi.kernel.entry import Ref
from duzhi.kernel.finding import refuse
from duzhi.ledger import chart
from duzhi.ledger.models import Difference
from duzhi.office import api as office
from duzhi.registry import api as registry

LIMIT = "超出限额"
KIND = "ledger.difference"


@dataclass(frozen=True, slots=True)
class Gap:
    """One difference: what was compared, both sides in fen (None where it is no amount), where.

    `entry` is a number of the ledger, `figure` the code of a figure, `screen` the name of a page
    with its arguments: what shows more. `number` is set where it can be explained here.
    """

    sort: str
    name: str
    on: date
    office: str
    left_fen: int | None
    right_fen: int | None
    gap_fen: int | None
    text: str
    entry: int = 0
    figure: str = ""
    screen: str = ""
    number: int = 0
    handled_by: str = ""
    note: str = ""


Finder = Callable[[date, str], Iterable[Gap]]
"""Differences of a day's year so far, for a region with everything below it."""
_FINDERS: list[Finder] = []


def register_differences(finders: Iterable[Finder]) -> None:
    """Let areas publish theirs; `config` calls it at start-up with every area's DIFFERENCES."""
    _FINDERS.extend(one for one in finders if one not in _FINDERS)


def differences(on: date, region: str, *, handled: bool = False) -> list[Gap]:
    """Every difference of the year so far, the ledger's first; `handled` adds explained ones."""
    found = list(_over(on, region, handled=handled))
    for finder in _FINDERS:
        found += finder(on, region)
    return found


@transaction.atomic
def explain_difference(number: int, *, note: str, by: str, at: datetime) -> None:
    """Put an explanation to a difference of a limit; it stays in the books, explained.

    Raises:
        Refused: no words, or it was explained before.
    """
    row = Difference.objects.select_for_update().get(pk=number)
    if not note.strip():
        raise refuse("ledger.no_explanation", "请写明差异原因和处理办法后再提交")
    if row.handled_at:
        raise refuse("ledger.explained", f"这项差异已由{row.handled_by}说明：{row.note}；无需再办")
    row.handled_at, row.handled_by, row.note = at, by, note.strip()
    row.save()
    office.log(Ref(KIND, str(number)), "说明差异", by=by, at=at, note=row.note)


def _over(on: date, region: str, *, handled: bool) -> Iterator[Gap]:
    rows = Difference.objects.filter(
        entry__on__lte=on, entry__on__year=on.year, entry__region__in=registry.subtree(region)
    )
    rows = rows if handled else rows.filter(handled_at=None)
    for row in rows.select_related("entry").order_by("-pk"):
        account = chart.by_number()[row.account]
        yield Gap(
            sort=LIMIT,
            name=f"{account.name} {row.control}",
            on=row.entry.on,
            office="国库股",
            left_fen=None,
            right_fen=None,
            gap_fen=row.amount,
            text="导入的事实超出限额；请核对原始凭证并说明原因",
            entry=row.entry_id,
            number=row.pk,
            handled_by=row.handled_by,
            note=row.note,
        )
