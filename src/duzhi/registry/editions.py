"""Loading a year's official subject list over the shipped one, and saying what it changed."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from operator import itemgetter
from pathlib import Path
from secrets import token_hex
from typing import NamedTuple

from django.db import transaction

from duzhi.kernel.codes import SUBJECT_LENGTHS, ancestors, level
from duzhi.kernel.entry import Ref
from duzhi.kernel.finding import Finding, Place, Refused, refuse
from duzhi.office import api as office
from duzhi.registry.derive import LIST_NAMES, LIST_TITLES, Listing, Subject
from duzhi.registry.models import SubjectEdition
from duzhi.registry.sheets import Sheet, sheets
from duzhi.registry.subjects import EDITIONS, codes, listing

_CODE_TITLES = ("科目编码", "科目代码", "编码", "code")
_NAME_TITLES = ("科目名称", "名称", "name")
_HEADER_ROWS = 20
_RECOGNISED = 0.5


class SubjectRow(NamedTuple):
    """A subject as a file gives it, and where it stands there."""

    code: str
    name: str
    place: Place = Place()


class SubjectChanges(NamedTuple):
    """What a loaded list changed: `renamed` holds (before, after) pairs, `same` is a count."""

    list_name: str
    year: int
    added: tuple[Subject, ...]
    removed: tuple[Subject, ...]
    renamed: tuple[tuple[Subject, Subject], ...]
    same: int


def load_subject_file(
    *, path: Path, year: int, list_name: str = "", by: str, at: datetime
) -> SubjectChanges:
    """Load a CSV or Excel file (columns 科目编码, 科目名称) as a year's official list.

    Without a list name the file is recognised by its codes; refused when that is not certain.
    """
    rows = read_subjects(path)
    name = list_name or recognised_list(rows, year)
    return load_subjects(rows=rows, list_name=name, year=year, by=by, at=at)


@transaction.atomic
def load_subjects(
    *, rows: Sequence[SubjectRow], list_name: str, year: int, by: str, at: datetime
) -> SubjectChanges:
    """Replace a year's list by an official one; the same list again changes nothing."""
    if list_name not in LIST_NAMES:
        known = "、".join(LIST_NAMES)
        raise refuse("registry.unknown_list", f"没有“{list_name}”这张科目表；可用：{known}")
    if findings := check_subjects(rows):
        raise Refused(findings)
    before = listing(list_name, year)
    after = {row.code: _subject(row, year) for row in sorted(rows, key=itemgetter(0))}
    changes = _compare(list_name, year, before, after)
    if EDITIONS.stamp(list_name, year) and changes.same == len(before) == len(after):
        return changes
    _replace(list_name, year, after, by, at)
    office.log(
        Ref("registry.subjects", f"{list_name}/{year}"),
        "载入科目表",
        by=by,
        at=at,
        after={
            "added": [each.code for each in changes.added],
            "removed": [each.code for each in changes.removed],
            "renamed": {old.code: [old.name, new.name] for old, new in changes.renamed},
            "same": changes.same,
        },
    )
    return changes


def read_subjects(path: Path) -> list[SubjectRow]:
    """Codes and names of a CSV or Excel file, with their places; refused when it has no header."""
    found = [row for sheet in sheets(path) for row in _rows(sheet)]
    if not found:
        raise Refused(
            [
                Finding(
                    "registry.no_header",
                    "没有找到“科目编码”“科目名称”两列的表头和数据；请核对后重新载入",
                    place=Place(path.name),
                )
            ]
        )
    return found


def recognised_list(rows: Sequence[SubjectRow], year: int) -> str:
    """The list that shares most codes with a file; refused unless one is clearly ahead."""
    mine = {row.code for row in rows}
    scores = Counter({name: _likeness(mine, codes(name, year)) for name in LIST_NAMES})
    (first, best), (_, second) = scores.most_common(2)
    if best < _RECOGNISED or best == second:
        known = "、".join(f"{name}（{title}）" for name, title in LIST_TITLES.items())
        raise refuse(
            "registry.list_not_recognised", f"看不出是哪张科目表；请用 --list 指明：{known}"
        )
    return first


def check_subjects(rows: Sequence[SubjectRow]) -> list[Finding]:
    """Everything that is wrong with a list: codes, names, doubles, missing parents."""
    times = Counter(row.code for row in rows)
    findings = [finding for row in rows for finding in _check_row(row, times)]
    return findings or ([] if rows else [Finding("registry.no_subjects", "科目表没有一行数据")])


def _check_row(row: SubjectRow, times: Counter[str]) -> list[Finding]:
    good = row.code.isascii() and row.code.isdigit() and len(row.code) in SUBJECT_LENGTHS
    parent = _parent(row.code)
    texts = {
        f"科目编码“{row.code}”应为 3、5、7、9 位数字；请更正": not good,
        f"科目 {row.code} 没有名称；请补上": not row.name,
        f"科目编码 {row.code} 出现 {times[row.code]} 次；请保留一行": times[row.code] > 1,
        f"科目 {row.code} 的上级 {parent} 不在表中；请补上": good and parent not in {"", *times},
    }
    return [
        Finding("registry.bad_subject", text, place=row.place) for text, bad in texts.items() if bad
    ]


def _parent(code: str) -> str:
    """The code right above, empty for a 类."""
    return (["", *ancestors(code)])[-1]


def _subject(row: SubjectRow, year: int) -> Subject:
    return Subject(row.code, row.name, _parent(row.code), level(row.code), "official", year)


def _compare(list_name: str, year: int, before: Listing, after: Listing) -> SubjectChanges:
    both = [(before[code], after[code]) for code in after if code in before]
    renamed = tuple((old, new) for old, new in both if old.name != new.name)
    return SubjectChanges(
        list_name,
        year,
        added=tuple(each for code, each in after.items() if code not in before),
        removed=tuple(each for code, each in before.items() if code not in after),
        renamed=renamed,
        same=len(both) - len(renamed),
    )


def _replace(list_name: str, year: int, after: Listing, by: str, at: datetime) -> None:
    SubjectEdition.objects.filter(list_name=list_name, year=year).delete()
    common = {"list_name": list_name, "edition": token_hex(16), "loaded_at": at, "by": by}
    SubjectEdition.objects.bulk_create(
        SubjectEdition(**common, **each._asdict()) for each in after.values()
    )
    EDITIONS.loading()


def _rows(sheet: Sheet) -> list[SubjectRow]:
    for number, cells in enumerate(sheet.rows[:_HEADER_ROWS]):
        code, name = _column(cells, _CODE_TITLES), _column(cells, _NAME_TITLES)
        if code is not None and name is not None:
            return _below(sheet, number + 1, code, name)
    return []


def _below(sheet: Sheet, first: int, code: int, name: int) -> list[SubjectRow]:
    found = []
    for number, cells in enumerate(sheet.rows[first:], first + 1):
        padded = [*cells, *[""] * (max(code, name) + 1)]
        row = SubjectRow(padded[code], padded[name], Place(sheet.file, sheet.name, number))
        if row.code or row.name:
            found.append(row)
    return found


def _column(cells: Sequence[str], titles: Sequence[str]) -> int | None:
    return next((cells.index(title) for title in titles if title in cells), None)


def _likeness(mine: set[str], theirs: frozenset[str]) -> float:
    return len(mine & theirs) / len(mine | theirs)
