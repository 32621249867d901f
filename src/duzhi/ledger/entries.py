"""One entry as people check it: lines with their keys, what undid it, and whether it is proven."""

from dataclasses import dataclass
from datetime import date, datetime

from duzhi.kernel.entry import Key
from duzhi.ledger import chart, digest, rows
from duzhi.ledger.chart import Account
from duzhi.ledger.models import EntryRow, Seal


@dataclass(frozen=True, slots=True)
class EntryLine:
    """A line: its account, classifications and side; the amount is debit positive."""

    no: int
    account: Account
    key: Key
    control: str
    amount_fen: int


@dataclass(frozen=True, slots=True)
class Detail:
    """An entry with everything that stands about it.

    `proven` says whether its content still gives the digest it was booked with; `seal` is the seal
    whose range holds it, None until the next sealing.
    """

    number: int
    source: str
    event: str
    on: date
    period: int
    region: str
    booked_at: datetime
    by: str
    lines: tuple[EntryLine, ...]
    digest: str
    proven: bool
    seal: Seal | None
    reverses: int | None
    reversed_by: int | None

    @property
    def amount_fen(self) -> int:
        """One side of it."""
        return sum(line.amount_fen for line in self.lines if line.amount_fen > 0)


def entry(number: int) -> Detail:
    """One entry by its number.

    Raises:
        LookupError: there is none.
    """
    row = EntryRow.objects.filter(pk=number).first()
    if row is None:
        raise LookupError(f"没有第{number}号分录；请核对编号")
    stored = rows.by_numbers([number])[0]
    undone = EntryRow.objects.filter(reverses=number).values_list("pk", flat=True).first()
    lines = tuple(
        EntryLine(no, chart.account(line.account), line.key, line.control, line.amount_fen)
        for no, line in enumerate(stored.entry.lines, 1)
    )
    return Detail(
        number=number,
        source=row.source,
        event=row.event,
        on=row.on,
        period=row.period,
        region=row.region,
        booked_at=row.booked_at,
        by=row.by,
        lines=lines,
        digest=bytes(row.digest)[1:].hex(),
        proven=proven(stored),
        seal=Seal.objects.filter(last__gte=number, first__lte=number).first(),
        reverses=row.reverses_id,
        reversed_by=undone,
    )


def entries_of(source: str) -> list[EntryRow]:
    """Every entry of a document, in the order they were booked."""
    return list(EntryRow.objects.filter(source=source).order_by("pk"))


def proven(one: rows.Stored) -> bool:
    """Whether an entry's content gives the digest that was stored with it."""
    entry = one.entry
    content = [
        f"{line.account}|{digest.key_text(line.key)}|{line.control}|{line.amount_fen}"
        for line in entry.lines
    ]
    on, period = entry.on.isoformat(), entry.fiscal.code
    text = digest.entry_text(str(entry.source), entry.event, on, period, content)
    return digest.of(text, like=one.digest) == one.digest
