"""校核意见: what was found in a text, as a paper to sign and hand back (.docx, GB/T 9704 look)."""

from collections.abc import Sequence
from pathlib import PurePath

from django.conf import settings
from django.utils import timezone

from duzhi.checker.api import Identity, Report
from duzhi.documents import archive, skeleton, spoken
from duzhi.documents.checked import sheet
from duzhi.documents.checked.checking import matched_of, report_of
from duzhi.documents.checked.matched import Matched, ledger_faults
from duzhi.documents.checked.points import (
    LABELS,
    Point,
    fitting,
    masked_sentence,
    points,
    summary_sentence,
)
from duzhi.documents.checked.sheet import Column, Words
from duzhi.documents.models import CheckedText
from duzhi.office import api as office

_NUMERALS = "一二三四五六七八九十"
_COLUMNS = (
    Column("序号", 11, "center"),
    Column("位置", 17),
    Column("原文", 42),
    Column("问题", 39),
    Column("算式", 24),
    Column("建议", 23),
)
_FITS = (
    Column("序号", 11, "center"),
    Column("文中数", 27),
    Column("算式", 56),
    Column("原文", 62),
)
_LEDGER = (
    Column("序号", 11, "center"),
    Column("指标", 34),
    Column("文中", 24),
    Column("账上", 24),
    Column("问题", 63),
)
_SHORT = 16
"""Digits of the digest that people compare."""
_MOST = 300
"""Rows of relations that hold; more would bury the opinion."""
_RED, _AMBER = "B42318", "9A5B00"
_LIMITS = (
    "本意见由度支按文稿所印数字在本机自动校核：在四舍五入范围内相符的不列为问题，"
    "金额以*遮住的由比率互相推算。数字与账是否一致、事实是否成立，仍须由人审核。"
)


def opinion(row: CheckedText) -> bytes:
    """The opinion on a checked text; the same text gives the same file."""
    report = report_of(row)
    found = points(report)
    body = [
        sheet.paragraph(f"《{PurePath(row.name).stem}》校核意见", "Title"),
        *_origin(row, report),
        *_parts(_sections(report, found, matched_of(row))),
        sheet.paragraph(_LIMITS, before=200, kept=True),
        *_signatures(row),
    ]
    parts = skeleton.parts("".join(body))
    return archive.pack(_with_notice(parts, spoken.notice(settings.HOME_REGION)))


def _origin(row: CheckedText, report: Report) -> list[str]:
    """What was checked: the file, its digest, who asked and when."""
    at = timezone.localtime(row.at)
    person = office.User.objects.filter(username=row.by).values_list("name", flat=True).first()
    text = (
        f"送校文稿：{row.name}（SHA-256 前{_SHORT}位 {row.sha256[:_SHORT]}），"
        f"{len(report.text)}字，由{person or row.by}于{at.year}年{at.month}月{at.day}日"
        f"{at:%H:%M}送校。校核结果如下。"
    )
    return [sheet.paragraph(text)]


def _sections(
    report: Report, found: Sequence[Point], matched: Sequence[Matched]
) -> list[tuple[str, list[str]]]:
    """Headings and what stands under them; a heading without anything is left out."""
    sections = [("校核结果", [sheet.paragraph(f"{summary_sentence(report, found)}。")])]
    for severity, label in LABELS.items():
        rows = [one for one in found if one.severity == severity]
        if rows:
            sections.append((f"{label}（{len(rows)}处）", [_points(rows)]))
    if matched:
        faults = ledger_faults(matched)
        sections.append((f"与账核对（不符{len(faults)}处）", _beside_ledger(matched, faults)))
    if report.masked.status:
        sections.append(("遮住的金额", [sheet.paragraph(masked_sentence(report.masked))]))
    if fits := fitting(report):
        sections.append((f"相符的关系（{len(fits)}处）", _fits(report)))
    return sections


def _parts(sections: Sequence[tuple[str, list[str]]]) -> list[str]:
    made = []
    for number, (title, body) in enumerate(sections):
        head = sheet.paragraph(f"{_NUMERALS[number]}、{title}", "Heading1", before=200)
        made += [head, *body]
    return made


def _points(rows: Sequence[Point]) -> str:
    """A table of points; a column that says nothing in any row gives its room to 原文 and 问题."""
    cells = [_cells(number, one) for number, one in enumerate(rows, 1)]
    used = [any("".join(w.text for w in row[spot]) for row in cells) for spot in range(6)]
    spare = sum(one.width for one, there in zip(_COLUMNS, used, strict=True) if not there)
    wide = {"原文", "问题"}
    columns = [
        Column(one.head, one.width + (spare / 2 if one.head in wide else 0), one.align)
        for one, there in zip(_COLUMNS, used, strict=True)
        if there
    ]
    shown = [[cell for cell, there in zip(row, used, strict=True) if there] for row in cells]
    return sheet.table(columns, shown)


def _cells(number: int, one: Point) -> list[list[Words]]:
    color = _RED if one.severity == "hard" else _AMBER
    quote = [
        Words(one.before, color=sheet.QUIET),
        Words(one.quote, bold=True, color=color),
        Words(one.after, color=sheet.QUIET),
    ]
    apart = one.problem.replace(f"，按{one.working}", "") if one.working else one.problem
    texts = (apart, one.working, one.advice)
    return [[Words(str(number))], [Words(one.place)], quote, *([Words(text)] for text in texts)]


def _beside_ledger(matched: Sequence[Matched], faults: Sequence[Matched]) -> list[str]:
    """Of a paper of ours: what was changed, is stale, typed or missing, by the ledger."""
    fits = len(matched) - len(faults)
    said = f"文稿由度支生成，数字逐个与账上核对，相符{fits}处、不符{len(faults)}处。"
    rows = [
        [[Words(text)] for text in (str(number), one.name, one.printed, one.value, one.message)]
        for number, one in enumerate(faults, 1)
    ]
    return [sheet.paragraph(said), *([sheet.table(_LEDGER, rows)] if rows else [])]


def _fits(report: Report) -> list[str]:
    printed = {one.id: one.text for one in report.claims}
    rows = [
        [
            [Words(str(number))],
            [Words(printed.get("".join(one.claims[-1:]), one.stated))],
            [Words(one.working or one.message)],
            [Words(_clipped(one), color=sheet.QUIET)],
        ]
        for number, one in enumerate(fitting(report)[:_MOST], 1)
    ]
    more = len(fitting(report)) - _MOST
    return [
        sheet.table(_FITS, rows),
        *([sheet.paragraph(f"其余{more}处相符的不再列出。")] if more > 0 else []),
    ]


def _clipped(one: Identity, longest: int = 44) -> str:
    """The line in which the stated number stands, cut where it is long."""
    lines = [line.strip() for line in one.sentence.splitlines()] or [""]
    text = next((line for line in reversed(lines) if one.stated in line), lines[-1])
    return text if len(text) <= longest else f"{text[:longest]}…"


def _signatures(row: CheckedText) -> list[str]:
    day = timezone.localtime(row.at)
    return [
        sheet.paragraph("校核人：　　　　　　　　复核人：　　　　　　　　", "Signature", kept=True),
        sheet.paragraph(f"{day.year}年{day.month}月{day.day}日", "Date"),
    ]


def _with_notice(parts: dict[str, bytes], notice: str) -> dict[str, bytes]:
    """The line of a fictional county on top of every page."""
    if not notice:
        return parts
    words = f"<w:t>{notice}</w:t>".encode()
    return {
        name: blob.replace(b"<w:t/>", words) if "header" in name else blob
        for name, blob in parts.items()
    }
