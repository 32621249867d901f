"""What was imported: the history, one file with its scopes and trail, one row of its original."""

from django.db.models import Q
from django.http.response import HttpResponseBase

from duzhi.documents.api import COUNT
from duzhi.intake import api as intake
from duzhi.kernel.entry import Ref
from duzhi.kernel.finding import Refused, refuse
from duzhi.office import api as office
from duzhi.web.answers import download, render
from duzhi.web.intake import looked, people, uploads
from duzhi.web.listing.columns import CODE, MOMENT, STATE, Column
from duzhi.web.listing.filters import Choice, Days, Search
from duzhi.web.listing.lists import List, list_page
from duzhi.web.screen import Screen

_STATES = (("imported", "现行"), ("superseded", "已被替代"))
_DISTRICT = 6
_NAMED = 12
"""Rows that are named of those left out for one reason."""


def _layouts(_: Screen) -> list[tuple[str, str]]:
    return [(one.code, one.title) for one in intake.layouts()]


LIST = List(
    columns=(
        Column("pk", "次", CODE, sort=True, lead=lambda row: ("intake.file", row.pk)),
        Column("name", "文件", lead=lambda row: ("intake.file", row.pk)),
        Column("layout", "格式", CODE, sort=True),
        Column("period", "期间", CODE, wide=True, show=lambda row: row.period or row.year or ""),
        Column("rows", "明细行", COUNT),
        Column("added", "新增", COUNT, wide=True, show=lambda row: row.counts.get("added", 0)),
        Column("changed", "变更", COUNT, wide=True, show=lambda row: row.counts.get("changed", 0)),
        Column("sha256", "指纹", CODE, wide=True, show=lambda row: row.sha256[:8]),
        Column("who", "导入人", wide=True),
        Column("at", "时间", MOMENT),
        Column("status", "状态", STATE, show=lambda row: dict(_STATES)[row.status]),
    ),
    filters=(
        Choice("layout", "格式", _layouts),
        Choice("status", "状态", _STATES),
        Search("q", "文件名、指纹", ("name", "sha256")),
        Days("at", "导入日期", moment=True),
    ),
    order="-pk",
    noun="份",
    empty="没有符合条件的导入记录；请放宽筛选条件，或先导入文件",
)


def listed(screen: Screen) -> HttpResponseBase:
    """Every imported file of the region, newest first, and what the reader has under way."""
    within = screen.scope().where(region="region")
    here = Q(region="") | Q(region__startswith=screen.region[:_DISTRICT])
    rows = people.with_names(intake.files().filter(within & here))
    newest = rows.first()
    own = list(uploads.waiting(screen)[:5])
    return list_page(
        screen,
        LIST,
        rows,
        "intake/files.html",
        newest=newest,
        waiting=[looked.Line(screen, row) for row in own],
        may_import=uploads.may_import(screen),
    )


def one(screen: Screen, number: int) -> HttpResponseBase:
    """One imported file."""
    file = _file(screen, number)
    layout = {known.code: known for known in intake.layouts()}.get(file.layout)
    return render(
        screen,
        "intake/file.html",
        file=file,
        rows=f"{file.rows:,}",
        layout=layout,
        scopes=file.scopes[:60],
        more_scopes=max(0, len(file.scopes) - 60),
        dropped=[
            (reason, one["count"], [_place(text) for text in one["rows"][:_NAMED]])
            for reason, one in file.dropped.items()
        ],
        unclassified=list(file.unclassified.all()),
        superseded_by=intake.superseded_by(file),
        trail=Ref("intake.file", str(file.pk)),
        sheets=_sheets(file),
        may_take=_may_see_plain(screen, file),
    )


def original(screen: Screen, number: int) -> HttpResponseBase:
    """The original, for those who may bring it in; taking it away is written down."""
    file = _file(screen, number)
    if not _may_see_plain(screen, file):
        text = (
            "原件可能含有账号、证件号等个人信息，只有该格式的经办股室可以下载；可查看脱敏后的来源行"
        )
        raise refuse("office.not_allowed", text)
    path = intake.original(file)
    office.log(
        Ref("intake.file", str(file.pk)), "下载原件", by=screen.by, at=screen.now, note=file.name
    )
    return download(path, file.name)


def row(screen: Screen, number: int) -> HttpResponseBase:
    """One row of the original with its neighbours: the end of every trace."""
    file = _file(screen, number)
    asked = screen.request.GET
    text = asked.get("row", "1")
    if not (text.isascii() and text.isdigit() and 0 < int(text) < 10**7):
        raise refuse("web.row_strange", f"行号“{text[:12]}”应为正整数；请从来源列表进入")
    try:
        shown = intake.source_row(
            file_id=file.pk,
            sheet=asked["sheet"] if "sheet" in asked else _first_sheet(file),
            row=int(text),
            plain=_may_see_plain(screen, file),
        )
    except Refused as no:
        return render(screen, "intake/row_gone.html", status=409, file=file, findings=no.findings)
    pairs = list(zip(shown.columns, shown.cells, strict=False))
    return render(
        screen,
        "intake/row.html",
        file=file,
        shown=shown,
        pairs=pairs,
        earlier=max(1, shown.row - 1),
        later=min(shown.total, shown.row + 1),
        layout={known.code: known.title for known in intake.layouts()}.get(file.layout, ""),
    )


def _file(screen: Screen, number: int) -> intake.ImportFile:
    file = people.with_names(intake.files()).filter(pk=number).first()
    if file is None:
        raise LookupError(f"没有第 {number} 次导入；请从导入记录查找")
    if file.region and not screen.scope().covers(file.region):
        text = f"第 {number} 次导入属于{file.region}，不在您的数据范围；请系统管理员调整"
        raise refuse("office.out_of_scope", text)
    return file


def _may_see_plain(screen: Screen, file: intake.ImportFile) -> bool:
    """Personal data is shown to those whose work it is to bring this file in."""
    verbs = {one.code: one.verb for one in intake.layouts()}
    verb = verbs.get(file.layout, "")
    return bool(verb) and screen.may(verb, region=file.region or screen.region)


def _place(text: str) -> tuple[str, str]:
    """Sheet and row number of a row that was left out, as the import noted it: `日报!18`."""
    sheet, _, number = text.rpartition("!")
    return sheet, number


def _first_sheet(file: intake.ImportFile) -> str:
    return next((name for name, _ in _sheets(file)), "")


def _sheets(file: intake.ImportFile) -> list[tuple[str, int]]:
    """Sheets with their first row of data, for looking into the original."""
    try:
        return intake.sheets_of(file)
    except Refused:
        return []
