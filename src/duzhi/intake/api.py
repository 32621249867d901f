"""The intake engine: files in, checked rows to an area's action, faults back to the sender.

Declaring: `Layout`, `Column` and the kinds; an action takes `rows, file, declared, by, now` and
returns an `Outcome`. Doing: `register` once at start-up, then `run`; for people
`receive`, `check`, `bring_in`.
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
from duzhi.intake.flow import (
    BUSY,
    CHECKING,
    FAILED,
    GIVEN_UP,
    IMPORTING,
    READY,
    RECEIVED,
    RETURNED,
)
from duzhi.intake.flow import IMPORTED as TAKEN
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
from duzhi.intake.models import ImportFile, Unclassified, Upload
from duzhi.intake.naming import safe_name
from duzhi.intake.opinions import Opinion, mended
from duzhi.intake.pace import Cancelled, Progress
from duzhi.intake.permits import permit_of
from duzhi.intake.preview import Preview, preview
from duzhi.intake.queries import (
    files,
    last_import,
    of_months,
    origins,
    standing_counts,
    superseded_by,
    unclassified,
    upload_state,
    uploads,
)
from duzhi.intake.report import LABELS
from duzhi.intake.result import IMPORTED, REJECTED, SAME, Dropped, Result, SheetRead
from duzhi.intake.retention import sweep
from duzhi.intake.rows import Unknown
from duzhi.intake.run import run
from duzhi.intake.sheet_view import CellView, ColumnView, RowView, SheetView
from duzhi.intake.source import SourceRow, original, sheets_of, source_row
from duzhi.intake.suggest import Suggestion, suggestions
from duzhi.intake.transcript import Transcript, transcript
from duzhi.intake.upload_jobs import BODIES as JOBS
from duzhi.intake.uploads import (
    bring_in,
    check,
    check_later,
    declare,
    give_up,
    is_small,
    receive,
    take,
)

__all__ = [
    "BUSY",
    "CHECKING",
    "FAILED",
    "GIVEN_UP",
    "IMPORTED",
    "IMPORTING",
    "JOBS",
    "LABELS",
    "READY",
    "RECEIVED",
    "REJECTED",
    "RETURNED",
    "SAME",
    "TAKEN",
    "Amount",
    "Behind",
    "Cancelled",
    "Cell",
    "CellError",
    "CellView",
    "Changes",
    "Choice",
    "Code",
    "Codes",
    "Column",
    "ColumnView",
    "Context",
    "Day",
    "Declared",
    "Dropped",
    "FileRef",
    "ImportFile",
    "Kind",
    "Layout",
    "Number",
    "Opinion",
    "Origin",
    "Outcome",
    "Permit",
    "Preview",
    "Progress",
    "RawRow",
    "Result",
    "RowView",
    "SheetRead",
    "SheetView",
    "SourceRow",
    "Subject",
    "Suggestion",
    "Text",
    "Transcript",
    "Unclassified",
    "Unknown",
    "Upload",
    "Whole",
    "bring_in",
    "check",
    "check_later",
    "declare",
    "difference",
    "files",
    "give_up",
    "is_small",
    "last_import",
    "layout",
    "layouts",
    "mark_cleared",
    "mended",
    "of_months",
    "only",
    "original",
    "origins",
    "permit_of",
    "preview",
    "receive",
    "register",
    "run",
    "safe_name",
    "sheets_of",
    "source_row",
    "standing_counts",
    "suggestions",
    "superseded_by",
    "sweep",
    "take",
    "transcript",
    "unclassified",
    "upload_state",
    "uploads",
    "write_blank",
]
