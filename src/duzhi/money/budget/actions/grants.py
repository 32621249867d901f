"""IN-12: documents of the upper level; what came under each caps the quotas made of it."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from hashlib import blake2b

from django.conf import settings
from django.db import transaction

from duzhi.intake import api as intake
from duzhi.kernel.codes import home
from duzhi.kernel.entry import Entry, Ref
from duzhi.kernel.finding import WARNING, Finding
from duzhi.ledger import api as ledger
from duzhi.money.budget import postings
from duzhi.money.budget.models import Grant
from duzhi.money.budget.queries import grants as queries
from duzhi.money.budget.rules import quotas as rules
from duzhi.money.budget.rules.grants import GrantRow
from duzhi.office import api as office

_FIELDS = tuple(name for name in GrantRow._fields if name not in ("sheet", "row", "amount_fen"))
Place = tuple[str, str]
"""文号 and 资金名称."""


@transaction.atomic
def import_grants(
    *,
    rows: Sequence[GrantRow],
    file: intake.FileRef,
    declared: intake.Declared,
    by: str,
    now: datetime,
) -> intake.Outcome:
    """Take in what came from above; another amount moves the cap of the 文号 by the difference.

    Documents that the file does not list stay. Facts: a cap below what is allotted is a 差异.
    """
    region, year = home(declared.region or settings.HOME_REGION), declared.year
    listed = {(row.doc_no, row.name): row for row in rows}
    standing = queries.standing(region, year)
    digests = {_text(place): _digest(row) for place, row in listed.items()}
    old = {_text(place): _digest_of(one) for place, one in standing.items() if place in listed}
    changes = intake.difference(old, digests)
    moved = {*changes.added, *changes.changed}
    fresh = {place: row for place, row in listed.items() if _text(place) in moved}
    Grant.objects.filter(
        pk__in=[standing[place].pk for place in fresh if place in standing]
    ).update(standing=False)
    Grant.objects.bulk_create(
        _grant(row, region, year, standing.get(place), file) for place, row in fresh.items()
    )
    counts = {"added": len(changes.added), "changed": len(changes.changed)}
    office.log(Ref("intake.file", str(file.id)), "导入上级文件", by=by, at=now, after=counts)
    entries = _entries(fresh, standing, region, year)
    ledger.post_many(entries, by=by, at=now, fact=True)
    return intake.Outcome(
        added=len(changes.added),
        changed=len(changes.changed),
        same=len(changes.same),
        total_fen=sum(row.amount_fen for row in rows),
        findings=tuple(_beyond(fresh, region)),
        superseded=(f"{region}/{year}",),
    )


def _grant(
    row: GrantRow, region: str, year: int, before: Grant | None, file: intake.FileRef
) -> Grant:
    return Grant(
        region=region,
        year=year,
        **{name: getattr(row, name) for name in _FIELDS},
        amount=row.amount_fen,
        revision=before.revision + 1 if before else 1,
        file=file.id,
        file_name=file.name,
        sheet=row.sheet,
        row=row.row,
    )


def _entries(
    fresh: Mapping[Place, GrantRow], standing: Mapping[Place, Grant], region: str, year: int
) -> Iterator[Entry]:
    for place, row in fresh.items():
        before = standing.get(place)
        gained = row.amount_fen - (before.amount if before else 0)
        if gained:
            revision = before.revision + 1 if before else 1
            source = Ref(rules.GRANT, f"{region}/{year}/{_text(place)}", revision)
            yield postings.received(
                source, region, row.fund_type, row.doc_no, gained, row.received_on
            )


def _beyond(fresh: Mapping[Place, GrantRow], region: str) -> Iterator[Finding]:
    controls = {rules.grant_control(region, doc): doc for doc, _ in fresh}
    left = ledger.limits_of((postings.GRANT_LEFT,), controls)
    for control, doc in sorted(controls.items()):
        if min(left.get(control, {}).values(), default=0) < 0:
            text = f"{doc} 收到的金额少于已分配的指标；请核对文件，或收回多下达的指标"
            yield Finding("grants.beyond", text, "", WARNING)


def _digest(row: GrantRow) -> str:
    values = (*(getattr(row, name) for name in _FIELDS), row.amount_fen)
    return blake2b(repr(values).encode(), digest_size=16).hexdigest()


def _digest_of(row: Grant) -> str:
    values = (*(getattr(row, name) for name in _FIELDS), row.amount)
    return blake2b(repr(values).encode(), digest_size=16).hexdigest()


def _text(place: Place) -> str:
    return "/".join(place)
