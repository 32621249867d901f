"""The intake engine: files in, checked rows to an area's action, faults back to the sender.

Declaring: `Layout`, `Column` and the kinds; an action takes `rows, file, declared, by, now` and
returns an `Outcome`. Doing: `register` once at start-up, then `run`.
"""

from duzhi.intake.blank import write_blank
from duzhi.intake.cells import Cell, RawRow
from duzhi.intake.changes import Changes, difference
from duzhi.intake.clearing import mark_cleared
from duzhi.intake.columns import (
    Amount,
    Choice,
    Code,
    Codes,
    Column,
    Context,
    Day,
    Kind,
    Number,
    Subject,
    Text,
    Whole,
)
from duzhi.intake.faults import CellError
from duzhi.intake.layout import (
    Behind,
    Declared,
    FileRef,
    Layout,
    Origin,
    Outcome,
    Permit,
    layout,
    layouts,
    only,
    register,
)
from duzhi.intake.pace import Cancelled, Progress
from duzhi.intake.queries import files, last_import, origins, unclassified
from duzhi.intake.report import LABELS
from duzhi.intake.result import IMPORTED, REJECTED, SAME, Dropped, Result, SheetRead
from duzhi.intake.rows import Unknown
from duzhi.intake.run import run

__all__ = [
    "IMPORTED",
    "LABELS",
    "REJECTED",
    "SAME",
    "Amount",
    "Behind",
    "Cancelled",
    "Cell",
    "CellError",
    "Changes",
    "Choice",
    "Code",
    "Codes",
    "Column",
    "Context",
    "Day",
    "Declared",
    "Dropped",
    "FileRef",
    "Kind",
    "Layout",
    "Number",
    "Origin",
    "Outcome",
    "Permit",
    "Progress",
    "RawRow",
    "Result",
    "SheetRead",
    "Subject",
    "Text",
    "Unknown",
    "Whole",
    "difference",
    "files",
    "last_import",
    "layout",
    "layouts",
    "mark_cleared",
    "only",
    "origins",
    "register",
    "run",
    "unclassified",
    "write_blank",
]
