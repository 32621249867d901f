"""What a warning rule says: one small typed tree; words, Python and tables come from the same data.

There is no null: a missing text is empty, a missing amount zero. There is no division: a share is
compared by multiplying across, so that both compilers stay exact.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date

TEXT, MONEY, COUNT, DAY, FLAG = "text", "money", "count", "day", "flag"
"""Types of a value; money is whole fen, a count a whole number."""
TEXTS, RATIO = "texts", "ratio"
"""Only legal values have these: a list of texts, an exact ratio."""
EQ, NE, LT, LE, GT, GE = "=", "≠", "<", "≤", ">", "≥"
OPERATORS = (EQ, NE, LT, LE, GT, GE)
ROWS, SUM, LEAST, MOST = "rows", "sum", "least", "most"
MEASURES = (ROWS, SUM, LEAST, MOST)

Plain = str | int | date


@dataclass(frozen=True, slots=True)
class Of:
    """A field of the record."""

    name: str


@dataclass(frozen=True, slots=True)
class Const:
    """A value that is no law: a code, a word, zero. `kind` says what an int is."""

    value: Plain
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Law:
    """A dated value of the law, as it stands on the record's day; yuan are read as fen."""

    key: str
    kind: str = MONEY


@dataclass(frozen=True, slots=True)
class Plus:
    """The sum of two amounts or two counts."""

    left: "Expr"
    right: "Expr"


@dataclass(frozen=True, slots=True)
class Minus:
    """The difference of two amounts or two counts."""

    left: "Expr"
    right: "Expr"


@dataclass(frozen=True, slots=True)
class Days:
    """Whole days from the earlier day to the later one; negative when they stand the other way."""

    earlier: "Expr"
    later: "Expr"


@dataclass(frozen=True, slots=True)
class MonthDay:
    """The calendar place of a day as a count: 20 December is 1220."""

    day: "Expr"


@dataclass(frozen=True, slots=True)
class Is:
    """A comparison of two values of one type; texts only by = and ≠."""

    left: "Expr"
    operator: str
    right: "Expr"


@dataclass(frozen=True, slots=True)
class Share:
    """`part` against `ratio` of `whole`; false where the whole is not positive."""

    part: "Expr"
    operator: str
    ratio: Law
    whole: "Expr"


@dataclass(frozen=True, slots=True)
class Starts:
    """Whether a text begins with one of the prefixes (or is one of them, with `whole`)."""

    text: "Expr"
    prefixes: "tuple[str, ...] | Law"
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Contains:
    """Whether one of the words stands in a text."""

    text: "Expr"
    words: "tuple[str, ...] | Law"


@dataclass(frozen=True, slots=True)
class And:
    """All of them."""

    parts: "tuple[Expr, ...]"


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of them."""

    parts: "tuple[Expr, ...]"


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite."""

    part: "Expr"


@dataclass(frozen=True, slots=True)
class Window:
    """A measure over the rows of the same keys in the `days` that end with the record's day.

    The record and every row of its day count; `where` says which rows do. `of` is what is summed,
    or the least or most of it (then every row counts); a window without rows has a sum of 0.
    """

    measure: str
    same: tuple[str, ...]
    days: "int | Law"
    of: "Expr | None" = None
    where: "Expr | None" = None


Expr = (
    Of
    | Const
    | Law
    | Plus
    | Minus
    | Days
    | MonthDay
    | Is
    | Share
    | Starts
    | Contains
    | And
    | Or
    | Not
    | Window
)
"""A whole tree."""
_NODES = Expr.__args__


def both(*parts: Expr) -> And:
    """All of them, written as a row; what is already such a row is taken in."""
    flat = (one.parts if isinstance(one, And) else (one,) for one in parts)
    return And(tuple(part for some in flat for part in some))


def either(*parts: Expr) -> Or:
    """At least one of them, written as a row."""
    return Or(parts)


def walk(expr: Expr) -> Iterator[Expr]:
    """A tree and everything below it, the top first."""
    yield expr
    for field in fields(expr):
        value = getattr(expr, field.name)
        for part in value if isinstance(value, tuple) else (value,):
            if isinstance(part, _NODES):
                yield from walk(part)


def laws(expr: Expr) -> tuple[Law, ...]:
    """The legal values a tree asks for, each once."""
    return tuple(dict.fromkeys(one for one in walk(expr) if isinstance(one, Law)))


def windows(expr: Expr) -> tuple[Window, ...]:
    """The windows of a tree, each once."""
    return tuple(dict.fromkeys(one for one in walk(expr) if isinstance(one, Window)))
