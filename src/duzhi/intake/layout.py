"""What a file layout declares, what a file must be told, and what an import answers."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, NamedTuple, Protocol, cast

from duzhi.intake.cells import RawRow
from duzhi.intake.columns import Amount, Column
from duzhi.kernel.entry import Key, Ref
from duzhi.kernel.finding import Finding, Refused, refuse
from duzhi.kernel.money import UNIT_FEN

PLACE_FIELDS = ("sheet", "row")


@dataclass(frozen=True, slots=True)
class Declared:
    """What the user says about a file or its caption does; empty where neither says it."""

    region: str = ""
    """区划, 6 or 9 digits."""
    year: int = 0
    """预算年度."""
    unit: str = ""
    """元, 千元, 万元 or 亿元."""
    period: str = ""
    """The month in a caption: 2023-06."""


class FileRef(NamedTuple):
    """The imported file as an action sees it; `id` names it in every row it leaves."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an action did with the rows of one file, counted in documents."""

    added: int = 0
    changed: int = 0
    withdrawn: int = 0
    same: int = 0
    total_fen: int = 0
    """Sum of what the file now stands for."""
    findings: tuple[Finding, ...] = ()
    """Warnings; a fault must be raised as `Refused` instead."""
    superseded: tuple[str, ...] = ()
    """Scopes this file answers for from now on (`990181000/2023-06`): earlier files of the layout
    that answered for one of them no longer stand and may be imported again."""


@dataclass(frozen=True, slots=True)
class Origin:
    """A row of an imported file behind a posted document."""

    file: str
    file_id: int
    sheet: str
    row: int
    amount_fen: int | None = None
    text: str = ""


Behind = tuple[Ref, Key]
"""A posted document and the key of one of its lines: what rows are asked for."""


Permit = Callable[["Layout", Declared], None]
"""Raises `Refused` unless this layout may be brought in for this region."""


class RowClass(Protocol):
    """What every NamedTuple class can do."""

    @property
    def _fields(self) -> tuple[str, ...]: ...

    def _make(self, iterable: Iterable[Any], /) -> tuple[Any, ...]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A file layout: where it comes from, its columns, and the action its rows go to."""

    code: str
    name: str
    columns: tuple[Column, ...]
    row: type[tuple[Any, ...]]
    """A NamedTuple class: `sheet: str`, `row: int`, then the field of every column."""
    action: Callable[..., Outcome]
    """Called once with `rows`, `file: FileRef`, `declared`, `by` and `now`."""
    office: str = ""
    """The 股室 that owns it."""
    verb: str = ""
    """What somebody must be allowed to do to bring it in (`office.VERBS`)."""
    basis: str = ""
    """`net` or `gross` of refunds, empty where it does not matter."""
    skip: Callable[[Any], str | None] | None = None
    """Why a row that was read does not count (小计, 全辖, …), None for one that does."""
    hears: Callable[[Any], bool] | None = None
    """Which of the skipped rows the action is told of all the same, as `besides`."""
    checks: tuple[Callable[[Sequence[Any], Declared], list[Finding]], ...] = ()
    """Run on the rows that could be read, also when others could not."""
    reshape: Callable[[list[RawRow]], list[RawRow]] | None = None
    """Pure: a sheet with two tables side by side → one long table, row numbers kept."""
    origins: Callable[[Sequence[Behind]], Mapping[Behind, Sequence[Origin]]] | None = None
    source_kinds: tuple[str, ...] = ()
    """Kinds of the documents its action posts; `origins` answers for them."""
    unit_words: tuple[str, ...] = tuple(UNIT_FEN)
    """Units the layout accepts; the first one stands in a blank workbook."""
    keys: tuple[str, ...] = ()
    """Fields that together name a row; two rows with the same ones are a fault."""
    needs: tuple[str, ...] = ()
    """What must be declared or captioned: `region`, `year`, `period`."""
    year_field: str = ""
    """The 日期 or 年度 field whose year decides which subject list applies; default the file's."""
    total: str = ""
    """The amount that counts in totals; default the first amount."""

    @property
    def title(self) -> str:
        """`IN-01 国库收入日报`."""
        return f"{self.code} {self.name}"

    @property
    def row_class(self) -> RowClass:
        """`row` as the NamedTuple class it is."""
        return cast("RowClass", self.row)

    def column(self, field: str) -> Column:
        """The column that fills a field."""
        return next(column for column in self.columns if column.field == field)

    def total_field(self) -> str:
        """The amount field that counts in totals, empty when the layout has no amounts."""
        amounts = (column.field for column in self.columns if isinstance(column.kind, Amount))
        return self.total or next(amounts, "")


_LAYOUTS: dict[str, Layout] = {}


def register(declared: Iterable[Layout]) -> None:
    """Make layouts known; `config` calls it at start-up with every area's IMPORTS.

    Raises:
        ValueError: a layout contradicts itself, or its code is taken by another one.
    """
    for one in declared:
        _check(one)
        if _LAYOUTS.setdefault(one.code, one) != one:
            raise ValueError(f"layout {one.code} is declared twice")


@contextmanager
def only(declared: Iterable[Layout]) -> Iterator[None]:
    """Know exactly these layouts inside the block; for tests."""
    before = dict(_LAYOUTS)
    _LAYOUTS.clear()
    try:
        register(declared)
        yield
    finally:
        _LAYOUTS.clear()
        _LAYOUTS.update(before)


def layouts() -> tuple[Layout, ...]:
    """Every known layout by code."""
    return tuple(_LAYOUTS[code] for code in sorted(_LAYOUTS))


def layout(code: str) -> Layout:
    """One layout.

    Raises:
        Refused: there is none with this code; says which ones there are.
    """
    if code not in _LAYOUTS:
        raise _unknown(code)
    return _LAYOUTS[code]


def _unknown(code: str) -> Refused:
    known = "、".join(sorted(_LAYOUTS)) or "无"
    return refuse("intake.layout_unknown", f"没有格式 {code}；可用的有：{known}")


def _check(one: Layout) -> None:
    fields = tuple(column.field for column in one.columns)
    if one.row_class._fields != (*PLACE_FIELDS, *fields):
        raise ValueError(f"layout {one.code}: row fields are not sheet, row, {', '.join(fields)}")
    named = {*one.keys, *filter(None, (one.year_field, one.total))}
    if strange := named - set(fields):
        raise ValueError(f"layout {one.code}: no column fills {', '.join(sorted(strange))}")
    if bool(one.source_kinds) != bool(one.origins):
        raise ValueError(f"layout {one.code}: origins and source_kinds belong together")
    if not one.unit_words or not set(one.unit_words) <= set(UNIT_FEN):
        raise ValueError(f"layout {one.code}: unit_words must be some of {', '.join(UNIT_FEN)}")
