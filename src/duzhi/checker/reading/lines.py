"""The lines of a text while a document is read through: paragraphs, tables, boxes, in order.

Word files and web pages tell the same story: words, ends of lines, and tables whose cells hold
lines and tables again. It is told in one pass; nothing of the document is kept but its words.
"""

import re
from dataclasses import dataclass, field

from duzhi.checker.reading import limits, rows
from duzhi.checker.reading.rows import Cell
from duzhi.kernel.finding import refuse

DEEPEST = 60
"""Tables and boxes inside each other."""
WIDEST = 500
"""Cells of a row, merged ones counted as often as they are wide."""
_SPACES = re.compile(r"[ \xa0]+")


@dataclass(slots=True)
class _Table:
    row: list[Cell] | None = None
    real: int = 0
    """Cells of the row that the document has, merged ones counted once."""
    taken: dict[int, tuple[int, int]] = field(default_factory=dict)
    """By first column: rows that a cell from above still takes, and how wide it is."""


@dataclass(slots=True)
class _Frame:
    """A place that lines go to: the page, a cell or a box."""

    cell: Cell
    box: bool = False
    words: list[str] = field(default_factory=list)
    later: list[str] = field(default_factory=list)
    """Lines of boxes that hang on the paragraph."""
    table: _Table | None = None


class Lines:
    """Collects the text of one document; the caller says what begins and what ends."""

    def __init__(self) -> None:
        self._page = _Frame(Cell(), box=True)
        self._frames = [self._page]
        self._count = 0

    @property
    def said(self) -> bool:
        """Whether the line says anything yet."""
        return bool(self._frames[-1].words)

    def text(self, words: str) -> None:
        """More words of the line.

        Raises:
            Refused: the whole text is too long.
        """
        self._count += len(words)
        if self._count > limits.MOST_CHARACTERS:
            raise limits.too_long()
        self._frames[-1].words.append(words)

    def drop_line(self) -> None:
        """What was said of the line does not count."""
        self._frames[-1].words.clear()

    def end_line(self) -> None:
        """What was said so far is a line, if it is anything."""
        frame = self._frames[-1]
        if frame.words:
            line = _SPACES.sub(" ", "".join(frame.words)).strip(" ")
            frame.words.clear()
            if line:
                frame.cell.lines.append(line)
        if frame.later:
            frame.cell.lines += frame.later
            frame.later = []

    def open_box(self) -> None:
        """A box beside the text begins; it is read behind the line it hangs on."""
        self._push(_Frame(Cell(), box=True))

    def close_box(self) -> None:
        """The box ends."""
        while not self._frames[-1].box:
            self._close_frame()
        if len(self._frames) > 1:
            self._end_table()
            box = self._frames.pop()
            self._frames[-1].later += rows.all_lines([box.cell])

    def open_table(self) -> None:
        """A table begins."""
        self.end_line()
        self._end_table()
        self._frames[-1].table = _Table()

    def open_row(self) -> None:
        """A row of the innermost table begins; one that was left open ends."""
        self.close_row()
        if (table := self._frames[-1].table) is not None:
            table.row, table.real = [], 0

    def open_cell(self, width: int = 1, height: int = 1) -> None:
        """A cell of the row begins: so many columns wide, so many rows high."""
        self._leave_cell()
        frame = self._frames[-1]
        if (table := frame.table) is None:
            self.end_line()
            return
        table.row = row = table.row if table.row is not None else []
        _pass_taken(table, row)
        at = len(row)
        row.append(Cell())
        table.real += 1
        self._push(_Frame(row[at]))
        self.widen(width)
        if height > 1:
            table.taken[at] = (height - 1, len(row) - at)

    def widen(self, width: int) -> None:
        """The cell that has just begun is so many columns wide."""
        table = self._frames[-2].table if len(self._frames) > 1 else None
        if table is not None and table.row is not None:
            table.row += [Cell() for _ in range(min(width - 1, WIDEST - len(table.row)))]

    def close_row(self) -> None:
        """The row ends and is written."""
        self._leave_cell()
        frame = self._frames[-1]
        if (table := frame.table) is not None and table.row is not None:
            row, table.row = table.row, None
            _pass_taken(table, row)
            rows.write(row, table.real, frame.cell)

    def close_table(self) -> None:
        """The innermost table ends."""
        self._leave_cell()
        self._end_table()

    def finish(self) -> str:
        """The whole text; what was left open ends."""
        while len(self._frames) > 1:
            self._close_frame()
        self._end_table()
        return "\n".join(rows.all_lines([self._page.cell]))

    def _push(self, frame: _Frame) -> None:
        if len(self._frames) > DEEPEST:
            text = f"表格和文本框套了{DEEPEST}层以上，无法读取；请把它们拆开后再试"
            raise refuse("checker.file_too_deep", text)
        self._frames.append(frame)

    def _leave_cell(self) -> None:
        """Out of a cell that has no table open: what comes next concerns the table around it."""
        if not self._frames[-1].box and self._frames[-1].table is None:
            self.end_line()
            self._frames.pop()

    def _end_table(self) -> None:
        """Write the row that is open, and the line; the table of this frame is over."""
        if (table := self._frames[-1].table) is not None:
            self.close_row()
            table.taken.clear()
            self._frames[-1].table = None
        self.end_line()

    def _close_frame(self) -> None:
        if self._frames[-1].box:
            self.close_box()
        else:
            self._end_table()
            self._frames.pop()


def _pass_taken(table: _Table, row: list[Cell]) -> None:
    """Blank cells where one from above reaches down to."""
    while (taken := table.taken.pop(len(row), None)) is not None:
        left, wide = taken
        if left > 1:
            table.taken[len(row)] = (left - 1, wide)
        row += [Cell() for _ in range(min(wide, WIDEST - len(row)))]
        if len(row) >= WIDEST:
            return
