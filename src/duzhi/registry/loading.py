"""Adding and changing rows of a register in one go; rows that are not named stay as they are."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple, TypeVar

from django.db.models import Manager, Model

from duzhi.kernel.entry import Ref
from duzhi.kernel.finding import Refused, refuse
from duzhi.office import api as office

M = TypeVar("M", bound=Model)
_BATCH = 500


class Counts(NamedTuple):
    """What a load did, in rows."""

    added: int
    changed: int
    same: int


def load(
    register: Manager[M],
    rows: Sequence[NamedTuple],
    key: tuple[str, ...],
    *,
    what: str,
    by: str,
    at: datetime,
) -> Counts:
    """Add new rows and change those that differ, matched by `key`; the trail keeps what changed."""
    wanted = _by_key(rows, key)
    known = {_key(row, key): row for row in register.all()}
    new = [register.model(**row._asdict()) for name, row in wanted.items() if name not in known]
    pairs = {name: (known[name], row) for name, row in wanted.items() if name in known}
    differing = {name: _differing(old, row) for name, (old, row) in pairs.items()}
    changed = {name: fields for name, fields in differing.items() if fields}
    before = {name: _values(known[name], fields) for name, fields in changed.items()}
    register.bulk_create(new, batch_size=_BATCH)
    for name, fields in changed.items():
        _change(known[name], fields)
    counts = Counts(len(new), len(changed), len(pairs) - len(changed))
    if new or changed:
        after = {**counts._asdict(), "rows": changed}
        office.log(Ref("registry.load", what), "导入", by=by, at=at, before=before, after=after)
    return counts


def _by_key(rows: Sequence[NamedTuple], key: tuple[str, ...]) -> dict[str, NamedTuple]:
    """Rows by key; said twice it counts once, said differently it is refused."""
    found: dict[str, NamedTuple] = {}
    for row in rows:
        if found.setdefault(_key(row, key), row) != row:
            raise _double(_key(row, key))
    return found


def _double(key: str) -> Refused:
    return refuse("registry.double_row", f"“{key}”在文件中出现两次且内容不同；请只保留一行")


def _key(row: object, key: tuple[str, ...]) -> str:
    return " ".join(str(getattr(row, name)) for name in key)


def _differing(old: Model, row: NamedTuple) -> dict[str, object]:
    return {name: value for name, value in row._asdict().items() if getattr(old, name) != value}


def _values(row: Model, fields: Iterable[str]) -> dict[str, object]:
    return {name: getattr(row, name) for name in fields}


def _change(row: Model, fields: dict[str, object]) -> None:
    for name, value in fields.items():
        setattr(row, name, value)
    row.save(update_fields=list(fields))
