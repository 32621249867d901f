"""An original for the eyes of others: as it is, or row by row with personal data masked."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from duzhi.intake import guard, personal, recognise
from duzhi.intake.cells import text_of
from duzhi.intake.header import Header
from duzhi.intake.layout import Layout, layouts
from duzhi.intake.models import ImportFile
from duzhi.intake.personal import Mask
from duzhi.intake.source import original
from duzhi.intake.table import Sheet, open_sheets

Cells = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Transcript:
    """An original whose columns hold personal data: its path stays inside, its rows may leave."""

    path: Path
    titles: tuple[str, ...]
    """Titles of the masked columns; empty when the original itself may leave."""
    _sheets: tuple[tuple[Sheet, int, dict[int, Mask]], ...]

    def rows(self) -> Iterator[Cells]:
        """Sheet, row number, then the cells with personal data masked."""
        for sheet, header_row, masks in self._sheets:
            for number, cells in sheet.rows():
                hide = masks if number > header_row else {}
                texts = (
                    hide[place](text_of(cell)) if place in hide else text_of(cell)
                    for place, cell in enumerate(cells)
                )
                yield (sheet.name, str(number), *texts)


def transcript(file: ImportFile) -> Transcript:
    """The original of an imported file, read for masking.

    Raises:
        Refused: it is gone or altered.
    """
    path = original(file)
    one = next((known for known in layouts() if known.code == file.layout), None)
    found: list[tuple[Sheet, int, dict[int, Mask]]] = []
    titles: dict[str, None] = {}
    for sheet in open_sheets(path, guard.inspect(path)):
        header = _header(one, sheet)
        names = [title.name for title in header.titles] if header else []
        masks = personal.masks(names)
        titles.update(dict.fromkeys(names[place] for place in masks))
        found.append((sheet, header.last if header else 0, masks))
    return Transcript(path, tuple(titles), tuple(found))


def _header(one: Layout | None, sheet: Sheet) -> Header | None:
    tops = recognise.tops([sheet]) if one else []
    near = recognise.fit(one, tops).nearest if one and tops else None
    return near[1] if near else None
