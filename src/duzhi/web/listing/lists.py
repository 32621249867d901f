"""A list page: declared columns and filters over a table or over rows in memory.

The address says filter, order and page. One page costs the same however many rows there are:
rows are read by an index and a bounded offset; count and sums of large lists come afterwards in a
request of their own and are kept until something changes.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, NamedTuple, Protocol, runtime_checkable

from django.db.models import F, Q, QuerySet, Sum
from django.http.response import HttpResponseBase

from duzhi.web import stamp
from duzhi.web.answers import render
from duzhi.web.listing import export, saved
from duzhi.web.listing.columns import Cell, Column, cell, text_of, value_of
from duzhi.web.listing.filters import Condition, Field, Filter, matching
from duzhi.web.screen import Screen

SIZES = (50, 200)
DEEPEST = 10_000
"""Rows that can be paged through; beyond them a filter finds sooner than leafing does."""
_DIGITS = 6
FEW = 2_000
"""Up to so many rows are counted and summed at once."""
_OWN = ("sort", "page", "size", "part", "export")


@runtime_checkable
class Ready(Protocol):
    """Rows that filter, sort and sum themselves, because neither memory nor one query could.

    The view has put the filters of the address into them; `ordered` answers the same rows in
    another order, `sums` every total by its field.
    """

    def ordered(self, order: str) -> "Ready":
        """The same rows; `-` first for downward."""

    def sums(self) -> Mapping[str, int]:
        """Totals of everything."""

    def __len__(self) -> int:
        """How many there are."""

    def __getitem__(self, place: slice) -> Sequence[Any]:
        """A page."""

    def __iter__(self) -> Iterator[Any]:
        """All of them."""


Rows = QuerySet[Any] | Sequence[Any] | Ready


@dataclass(frozen=True, slots=True)
class Batch:
    """Something that can be done to several chosen rows: a page that takes their ids by POST."""

    title: str
    page: str
    verb: str


@dataclass(frozen=True, slots=True)
class List:
    """A list as an area declares it. `order` is a sortable field, `-` first for downward.

    `id` names a row (for choosing rows), `open` the page a row opens.
    """

    columns: tuple[Column, ...]
    filters: tuple[Filter, ...] = ()
    order: str = ""
    size: int = SIZES[0]
    id: str = "pk"
    batch: tuple[Batch, ...] = ()
    noun: str = "条"
    empty: str = "没有符合条件的记录；请放宽筛选条件"


class Order(NamedTuple):
    """The head of a column: its next address and how it is sorted now."""

    column: Column
    url: str
    now: str


class Line(NamedTuple):
    """A row on the page."""

    id: str
    cells: tuple[Cell, ...]
    row: Any


class Totals(NamedTuple):
    """How many rows there are, and the sums of the columns that have one."""

    rows: int
    sums: tuple[tuple[Column, str], ...]


@dataclass
class Listing:
    """A list for one request."""

    declared: List
    screen: Screen
    rows: Rows
    name: str = ""
    marks: dict[str, object] = field(default_factory=dict)

    @cached_property
    def conditions(self) -> list[Condition]:
        """What the address asks for."""
        data = self.screen.request.GET
        return [one for each in self.declared.filters for one in each.conditions(data, self.screen)]

    @cached_property
    def fields(self) -> list[Field]:
        """Inputs of the filters."""
        data = self.screen.request.GET
        return [one for each in self.declared.filters for one in each.fields(data, self.screen)]

    @cached_property
    def found(self) -> Rows:
        """Rows that pass, in the order asked for."""
        name, down = self.sorted_by
        if isinstance(self.rows, Ready):
            return self.rows.ordered(f"-{name}" if down else name)
        if isinstance(self.rows, QuerySet):
            tests = Q()
            for one in self.conditions:
                tests &= one.as_q()
            passing = self.rows.filter(tests)
            return passing.order_by(*_order(name, down)) if name else passing
        passing_rows = matching(self.rows, self.conditions)
        if name:
            passing_rows.sort(key=lambda row: _key(value_of(row, name)), reverse=down)
        return passing_rows

    @property
    def sorted_by(self) -> tuple[str, bool]:
        """The field and whether it goes down; the declared order for a field that cannot sort."""
        asked = self.screen.request.GET.get("sort", "")
        able = {column.field for column in self.declared.columns if column.sort}
        chosen = asked if asked.removeprefix("-") in able else self.declared.order
        return chosen.removeprefix("-"), chosen.startswith("-")

    @property
    def size(self) -> int:
        """Rows a page."""
        asked = self.screen.request.GET.get("size", "")
        return int(asked) if asked in map(str, SIZES) else self.declared.size

    @property
    def page(self) -> int:
        """The page asked for, from 1."""
        asked = self.screen.request.GET.get("page", "")
        number = int(asked[:_DIGITS]) if asked.isascii() and asked.isdigit() else 1
        return max(1, min(number, DEEPEST // self.size))

    @cached_property
    def _window(self) -> list[Any]:
        start = (self.page - 1) * self.size
        return list(self.found[start : start + self.size + 1])

    @property
    def lines(self) -> list[Line]:
        """The rows of this page."""
        columns, unit = self.declared.columns, self.screen.unit
        return [
            Line(
                str(value_of(row, self.declared.id)) if self.declared.batch else "",
                tuple(cell(row, column, unit) for column in columns),
                row,
            )
            for row in self._window[: self.size]
        ]

    @property
    def first(self) -> int:
        """The number of the first row of this page."""
        return (self.page - 1) * self.size + 1

    @property
    def last(self) -> int:
        """The number of the last row of this page."""
        return self.first + len(self._window[: self.size]) - 1

    @property
    def has_next(self) -> bool:
        """Whether another page follows that can be reached."""
        return len(self._window) > self.size and self.page < DEEPEST // self.size

    @property
    def at_end(self) -> bool:
        """Whether there are more rows than can be paged through."""
        return len(self._window) > self.size and self.page >= DEEPEST // self.size

    @property
    def previous_url(self) -> str:
        """The page before."""
        return self.screen.here(page=self.page - 1 if self.page > 2 else None)  # noqa: PLR2004 page 1 has no number

    @property
    def next_url(self) -> str:
        """The page after."""
        return self.screen.here(page=self.page + 1)

    @property
    def first_url(self) -> str:
        """The first page."""
        return self.screen.here(page=None)

    @property
    def size_urls(self) -> list[tuple[int, str]]:
        """Other page sizes."""
        return [(size, self.screen.here(size=size, page=None)) for size in SIZES]

    @property
    def heads(self) -> list[Order]:
        """The column heads with what a click on them does."""
        name, down = self.sorted_by
        heads = []
        for column in self.declared.columns:
            now = ("down" if down else "up") if column.sort and column.field == name else ""
            turned = (
                f"-{column.field}"
                if now == "up" or (not now and column.is_number)
                else (column.field)
            )
            url = self.screen.here(sort=turned, page=None) if column.sort else ""
            heads.append(Order(column, url, now))
        return heads

    @cached_property
    def totals(self) -> Totals | None:
        """Count and sums of a short list; None when they come in a request of their own."""
        if isinstance(self.found, Ready):
            return self._sum_ready(self.found)
        if not isinstance(self.found, QuerySet):
            return self._sum_rows(self.found)
        if len(self._window) <= self.size:
            short = self.found if self.page == 1 else self.found[: FEW + 1]
            return self._sum_rows(list(short[: FEW + 1])) if self.page == 1 else self.all_totals()
        few = self.found.order_by().values("pk")[: FEW + 1].count()
        return self.all_totals() if few <= FEW else None

    def all_totals(self) -> Totals:
        """Count and sums of everything that passes, kept until anything changes."""
        if isinstance(self.found, Ready):
            return self._sum_ready(self.found)
        if not isinstance(self.found, QuerySet):
            return self._sum_rows(self.found)
        asked = (self.name, str(self.found.order_by().query), self.screen.unit)
        return stamp.kept(asked, self.screen.stamp, self._sum_table)

    def _sum_ready(self, rows: Ready) -> Totals:
        sums, unit = rows.sums(), self.screen.unit
        return Totals(
            len(rows),
            tuple(
                (column, text_of(sums[column.field], column.kind, unit))
                for column in self.declared.columns
                if column.total
            ),
        )

    def _sum_table(self) -> Totals:
        summed = [column for column in self.declared.columns if column.total]
        plain = self.found.order_by() if isinstance(self.found, QuerySet) else None
        assert plain is not None, "only a table is summed by the database"
        sums = plain.aggregate(**{f"s{no}": Sum(one.field) for no, one in enumerate(summed)})
        return Totals(
            plain.count(),
            tuple(
                (column, text_of(sums[f"s{no}"] or 0, column.kind, self.screen.unit))
                for no, column in enumerate(summed)
            ),
        )

    def _sum_rows(self, rows: Sequence[Any]) -> Totals:
        return Totals(
            len(rows),
            tuple(
                (column, text_of(_sum(rows, column), column.kind, self.screen.unit))
                for column in self.declared.columns
                if column.total
            ),
        )

    @property
    def totals_url(self) -> str:
        """Where the sums of a long list come from."""
        return self.screen.here(part="totals")

    @property
    def export_url(self) -> str:
        """What is filtered, as a workbook."""
        return self.screen.here(export="xlsx", page=None)

    @property
    def clear_url(self) -> str:
        """The list without its filters."""
        names = {one.name for one in self.fields}
        return self.screen.here(**dict.fromkeys((*names, "page")))

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """Parts of the address that the filter form must keep."""
        own = {one.name for one in self.fields} | {"page", "part", "export"}
        return [
            (key, str(value)) for key, value in self.screen.request.GET.items() if key not in own
        ]

    @property
    def filtered(self) -> bool:
        """Whether anything is narrowed."""
        return bool(self.conditions)

    @cached_property
    def views(self) -> list[saved.View]:
        """The reader's saved views of this list."""
        return saved.views(self.screen)

    @property
    def batches(self) -> list[Batch]:
        """What the reader may do to chosen rows."""
        return [one for one in self.declared.batch if one.verb in self.screen.scopes]

    def everything(self) -> Iterator[Any]:
        """All rows that pass, for the export."""
        if isinstance(self.found, QuerySet):
            yield from self.found.iterator(2_000)
        else:
            yield from self.found


def list_page(
    screen: Screen,
    declared: List,
    rows: Rows,
    template: str,
    **context: Any,  # noqa: ANN401 whatever the template shows
) -> HttpResponseBase:
    """The page of a list; its sums, its export and its saved views come by the same address."""
    listing = Listing(declared, screen, rows, name=screen.page.name)
    if screen.request.method == "POST" and "saved_view" in screen.request.POST:
        return saved.change(screen)
    if screen.request.GET.get("part") == "totals":
        return render(screen, "web/list_totals.html", listing=listing, totals=listing.all_totals())
    if screen.request.GET.get("export") == "xlsx":
        return export.answer(screen, listing)
    return render(screen, template, listing=listing, **context)


def _order(name: str, down: bool) -> list[Any]:  # noqa: FBT001 the two parts of one order
    """The field, nothing last, and the key so that the order is always the same."""
    if name == "pk":
        return ["-pk" if down else "pk"]
    return [f"-{name}", "-pk"] if down else [F(name).asc(), "pk"]


def _key(value: Any) -> tuple[bool, Any]:  # noqa: ANN401 rows hold anything
    return (value is not None, value if value is not None else 0)


def _sum(rows: Iterable[Any], column: Column) -> Any:  # noqa: ANN401 fen or a count
    values = (value_of(row, column.field) for row in rows)
    return sum(value for value in values if value is not None)
