"""From an area's rows to a table of the lake, and the table of a span with the past it needs."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from duzhi.kernel.period import month
from duzhi.lake import api as lake
from duzhi.watch import lawful
from duzhi.watch.expression import DAY, TEXT, Law, Window, windows
from duzhi.watch.rule import Records, Rule

_KINDS = {TEXT: lake.TEXT, DAY: lake.DAY}


def reach(rules: Iterable[Rule]) -> int:
    """How many days before a record its rules look, at most."""
    trees = [tree for one in rules for tree in (one.test, *(expr for _, expr in one.shows))]
    return max((_days(window) for tree in trees for window in windows(tree)), default=1) - 1


def table(records: Records, region: str, start: date, end: date) -> Any:  # noqa: ANN401 an Ibis table
    """The rows of a region from a month's first day up to a day, written to the lake and opened.

    What a list says as of a day, it says as of the last one before `end`. None without rows.
    """
    first = month(start).start
    columns = {one.name: _KINDS.get(one.kind, lake.WHOLE) for one in records.columns}
    written = lake.write(records.code, region, columns, records.read(region, first, end))
    held = {int(path.stem.rpartition("-")[2]) for path in written}
    gone = [code for code in _months(first, end) if code not in held]
    lake.forget(records.code, region, gone)
    return lake.open_table(records.code, region) if held else None


def past(rules: Iterable[Rule], start: date) -> date:
    """The first day whose rows a run from `start` needs."""
    return start - timedelta(days=reach(rules))


def _days(window: Window) -> int:
    return lawful.longest(window.days) if isinstance(window.days, Law) else window.days


def _months(start: date, end: date) -> Iterator[int]:
    day = start
    while day < end:
        yield day.year * 100 + day.month
        day = month(day).end
