"""Findings as the preview page prints them: grouped, with an address, what is wrong, what to do."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from duzhi.intake.report import LABELS
from duzhi.kernel.finding import ERROR, Finding, Place

RETURN, UNCLASSIFIED, NOTICE = "退回", "待归类", "提示"
GROUPS = (RETURN, UNCLASSIFIED, NOTICE)
_WORDS = {RETURN: "须改正", UNCLASSIFIED: "待归类", NOTICE: "请核对"}
_ON_SCREEN = (
    (r"用 --layout 指明(?:是哪一种)?", "在本页“换一种格式”里选定"),
    (r"，?请改用 --layout \S+", "，请在本页“换一种格式”里选它"),
    (r"(?:请|，或)用 --(?:region|year|unit|period) 指明(?:，例如 .*)?", "请在本页补充"),
    (r"请改正 --\w+", "请在本页改正"),
)
"""Messages speak of options of the command line; a page has fields for them."""

Letters = Mapping[tuple[str, str], str]
"""(sheet, title) → letters of the column; empty where a sheet is read in another shape."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """One finding for the page; plain data."""

    group: str
    code: str
    label: str
    """Two to five characters for the last column of the preview."""
    head: str
    """What is wrong, with the place."""
    todo: str
    """The arithmetic and what to do."""
    basis: str
    sheet: str
    row: int
    column: str
    cell: str
    """M13, empty where it has no address."""


def opinions(findings: Iterable[Finding], letters: Letters) -> tuple[Opinion, ...]:
    """All of them, 退回 first, each group in its own order."""
    made = [_opinion(one, letters) for one in findings]
    return tuple(sorted(made, key=lambda one: GROUPS.index(one.group)))


def group_of(finding: Finding) -> str:
    """退回 rejects the file, 待归类 and 提示 do not."""
    if finding.severity == ERROR:
        return RETURN
    return UNCLASSIFIED if finding.code == "intake.unclassified" else NOTICE


def word_of(finding: Finding) -> str:
    """The short word for a verdict."""
    return LABELS.get(finding.code, _WORDS[group_of(finding)])


def on_screen(text: str) -> str:
    """The sentence without options of the command line.

    >>> on_screen("缺少区划；请用 --region 指明，例如 --region 990181")
    '缺少区划；请在本页补充'
    """
    for pattern, words in _ON_SCREEN:
        text = re.sub(pattern, words, text)
    return text


def mended(
    earlier: Sequence[Mapping[str, object]], now: Sequence[Mapping[str, object]]
) -> list[tuple[Mapping[str, object], bool]]:
    """Every 退回 of an earlier preview, and whether the corrected file no longer has it."""
    left = {_same_fault(one) for one in now if one["group"] == RETURN}
    faults = [one for one in earlier if one["group"] == RETURN]
    return [(one, _same_fault(one) not in left) for one in faults]


def _same_fault(one: Mapping[str, object]) -> tuple[object, ...]:
    return one["code"], one["sheet"], one["row"], one["column"]


def _opinion(finding: Finding, letters: Letters) -> Opinion:
    place = finding.place
    said, _, todo = on_screen(finding.text).partition("；")
    letter = letters.get((place.sheet, place.column), "")
    return Opinion(
        group=group_of(finding),
        code=finding.code,
        label=word_of(finding),
        head=f"{_where(place)}{said}",
        todo=todo,
        basis=finding.basis,
        sheet=place.sheet,
        row=place.row,
        column=place.column,
        cell=f"{letter}{place.row}" if letter and place.row else "",
    )


def _where(place: Place) -> str:
    row = f"第 {place.row} 行" if place.row else ""
    column = f"「{place.column}」" if place.column else ""
    return f"{row}{column} " if row or column else ""
