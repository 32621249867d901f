"""A text held against the ledger: our own paper by its controls, any other by its words."""

from datetime import date
from pathlib import Path
from zipfile import is_zipfile

from duzhi.checker.api import Report
from duzhi.documents.checked.matched import Matched
from duzhi.documents.checked.own import own
from duzhi.kernel.finding import refuse


def against_ledger(
    report: Report, path: Path | None, *, on: date | None, region: str
) -> list[Matched]:
    """Every number of a text that the ledger knows, beside what the ledger says.

    A paper that Duzhi made says itself for which day and region; any other text needs `on`.

    Raises:
        Refused: no day is given where one is needed, or the file's own record is damaged.
    """
    if path is not None and is_zipfile(path) and (found := own(path)) is not None:
        return found
    if on is None:
        raise refuse("check.no_day", "与账核对须写明截至日期；请用 --on 指明，例如 --on 2023-06-30")
    return []
