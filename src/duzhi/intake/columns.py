"""What a column of a layout is called and which kind of value stands in it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import ClassVar, Protocol

from duzhi.intake.amounts import fen_of, number_of
from duzhi.intake.cells import Cell, is_blank, quote, squeezed, text_of
from duzhi.intake.days import parse_day
from duzhi.intake.faults import (
    SCIENTIFIC,
    CellError,
    lost,
    refuse_formula,
    refuse_lost_digits,
    too_long,
)
from duzhi.kernel.codes import unclassified

Codes = Callable[[str, int], frozenset[str]]
"""Subject codes of a classification list (`revenue_general`) that are valid in a year."""


def no_codes(name: str, year: int) -> frozenset[str]:
    """The provider of a layout without subjects."""
    raise LookupError(f"没有提供科目表 {name}（{year}）")


@dataclass(frozen=True, slots=True)
class Context:
    """What a cell's meaning depends on besides the cell."""

    unit: str = ""
    year: int = 0
    codes: Codes = no_codes


class Kind(Protocol):
    """A kind of value: its Chinese name, its value for an empty cell, and its parser."""

    @property
    def label(self) -> str:
        """What the kind is called in the notes of a blank workbook."""

    @property
    def blank(self) -> object:
        """The value of an empty cell."""

    def parse(self, cell: Cell, ctx: Context) -> object:
        """The typed value of a cell; CellError when it cannot be read."""


@dataclass(frozen=True, slots=True)
class Text:
    """Words as printed, trimmed."""

    max: int = 300
    label: ClassVar[str] = "文字"
    blank: ClassVar[str] = ""

    def parse(self, cell: Cell, ctx: Context) -> str:  # noqa: ARG002 one signature for all kinds
        """The trimmed text."""
        refuse_formula(cell)
        refuse_lost_digits(cell)
        text = text_of(cell)
        if len(text) > self.max:
            raise too_long(cell, len(text), self.max)
        return text


@dataclass(frozen=True, slots=True)
class Code:
    """A code or number of identity: text that keeps its leading zeros."""

    max: int = 60
    label: ClassVar[str] = "编码（文本格式，保留前导零）"
    blank: ClassVar[str] = ""

    def parse(self, cell: Cell, ctx: Context) -> str:  # noqa: ARG002 one signature for all kinds
        """The code without white space."""
        if isinstance(cell, str) and len(cell) <= self.max and cell.isascii() and cell.isalnum():
            return cell
        refuse_formula(cell)
        refuse_lost_digits(cell)
        if isinstance(cell, float) and not cell.is_integer():
            raise CellError("intake.code", f"{quote(cell)}不是编码；请把该列设为文本后重填")
        text = squeezed(text_of(cell))
        if SCIENTIFIC.fullmatch(text):
            raise lost(cell)
        if len(text) > self.max:
            raise too_long(cell, len(text), self.max)
        whole = text.removesuffix(".0")
        return whole if whole.isdecimal() else text


_LONGEST_SUBJECT = 30


@dataclass(frozen=True, slots=True)
class Subject:
    """A subject of the named classification lists; an unknown one is kept as 待归类."""

    lists: tuple[str, ...]
    label: ClassVar[str] = "科目编码（文本格式）"
    blank: ClassVar[str] = ""

    def parse(self, cell: Cell, ctx: Context) -> str:
        """The code, or `?` and what the file says when no list of the year has it."""
        code = Code().parse(cell, ctx)
        if not code or not ctx.year:  # the row's date is faulty and already reported
            return code
        try:
            known = any(code in ctx.codes(name, ctx.year) for name in self.lists)
        except LookupError:
            text = f"没有 {ctx.year} 年的科目表，无法核对科目；请核对年度"
            raise CellError("intake.subject_list", text) from None
        if not known and len(code) > _LONGEST_SUBJECT:
            raise CellError("intake.subject", f"{quote(cell)}太长，不是科目编码；请核对后重填")
        return code if known else unclassified(code)


@dataclass(frozen=True, slots=True)
class Amount:
    """Money in the declared unit, as whole fen; an empty cell is None, not zero."""

    negative: bool = True
    label: ClassVar[str] = "金额"
    blank: ClassVar[None] = None

    def parse(self, cell: Cell, ctx: Context) -> int | None:
        """The fen."""
        fen = fen_of(cell, ctx.unit)
        if fen is not None and fen < 0 and not self.negative:
            raise CellError(
                "intake.negative", f"{quote(cell)}是负数，这一列不应有负数；请核对方向后重填"
            )
        return fen


@dataclass(frozen=True, slots=True)
class Day:
    """A calendar day in any of the usual notations."""

    label: ClassVar[str] = "日期（2023-06-30）"
    blank: ClassVar[None] = None

    def parse(self, cell: Cell, ctx: Context) -> date | None:  # noqa: ARG002 one signature
        """The day."""
        if isinstance(cell, datetime):
            return cell.date()
        if isinstance(cell, date):
            return cell
        try:
            return None if is_blank(cell) else parse_day(text_of(cell))
        except ValueError:
            raise CellError(
                "intake.day", f"{quote(cell)}不是日期；请写成 2023-06-30 的样子"
            ) from None


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few printed words or codes, mapped to the value the house uses."""

    values: Mapping[str, object]
    blank: ClassVar[None] = None

    @property
    def label(self) -> str:
        """Lists what may be written."""
        return f"只能是：{'、'.join(self.values)}"

    def parse(self, cell: Cell, ctx: Context) -> object:  # noqa: ARG002 one signature for all kinds
        """The mapped value; None for an empty cell."""
        text = squeezed(text_of(cell))
        for printed, value in self.values.items():
            if squeezed(printed) == text:
                return value
        if not text:
            return None
        raise CellError("intake.choice", f"{quote(cell)}不在可选值内；{self.label}")


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number: a year, a month, a count."""

    label: ClassVar[str] = "整数"
    blank: ClassVar[None] = None

    def parse(self, cell: Cell, ctx: Context) -> int | None:
        """The number; 年, 月 and thousands separators are tolerated."""
        bare = cell.strip().rstrip("年月") if isinstance(cell, str) else cell
        value = Number().parse(bare, ctx)
        if value is not None and value.denominator != 1:
            raise CellError("intake.whole", f"{quote(cell)}不是整数；请核对后重填")
        return None if value is None else value.numerator


@dataclass(frozen=True, slots=True)
class Number:
    """Any number, kept as an exact fraction; 12.5％ is one eighth."""

    label: ClassVar[str] = "数值"
    blank: ClassVar[None] = None

    def parse(self, cell: Cell, ctx: Context) -> Fraction | None:  # noqa: ARG002 one signature
        """The fraction; None for an empty cell or a dash."""
        return number_of(cell)


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the field it fills, its printed title, and the national field name if any.

    A title under a merged group is written `流入/一般公共预算收入`.
    """

    field: str
    title: str
    kind: Kind
    required: bool = True
    aliases: tuple[str, ...] = ()
    element: str = ""
