"""Has anything changed since? Every act leaves a trail row or an entry, so their last numbers tell.

What is dear to compute and the same for everybody is kept under this stamp, in each process.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TypeVar, cast

from duzhi.ledger import api as ledger
from duzhi.office import api as office

T = TypeVar("T")
Stamp = tuple[int, int]
_MOST = 512
_kept: OrderedDict[Hashable, tuple[Stamp, object]] = OrderedDict()


def stamp() -> Stamp:
    """Last entry and last trail row: two look-ups by primary key."""
    return ledger.last_entry(), office.last_trail()


def kept(key: Hashable, at: Stamp, make: Callable[[], T]) -> T:
    """What `make` answers, remembered until anything changes; `key` names all it depends on."""
    found = _kept.get(key)
    if found is None or found[0] != at:
        found = (at, make())
        _kept[key] = found
        while len(_kept) > _MOST:
            _kept.popitem(last=False)
    return cast("T", found[1])


def forget() -> None:
    """Drop what is remembered; for tests, whose rolled-back numbers come again."""
    _kept.clear()
