"""`duzhi report`: the half-year report and every statement."""

import argparse
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from duzhi.areas.reports import actions as reports
from duzhi.config import permits
from duzhi.config.verbs import options
from duzhi.documents import api as documents

HALF_YEAR = "half-year"


def add(commands: Any) -> None:  # noqa: ANN401 argparse keeps its type private
    """Add the parser."""
    names = "、".join(f"{one.code} {one.name}" for one in documents.statements())
    paper = commands.add_parser(
        "report", help="半年报告与各种报表", description=f"{HALF_YEAR} 半年报告；{names}"
    )
    paper.add_argument("name", metavar="名称", choices=[HALF_YEAR, *_codes()])
    paper.add_argument("-o", "--output", type=Path, metavar="文件")
    paper.add_argument("--mask", choices=["amounts"], default="", help="金额以 * 代替")
    paper.add_argument("--plain", action="store_true", help="不标〔填报〕")
    paper.add_argument("--final", action="store_true", help="定稿（须由拟稿人以外的人办理）")
    paper.add_argument("--reason", default="", help="恒等式不符时仍定稿的理由")
    options.add_on(paper)
    options.add_region(paper)
    options.add_by(paper)
    paper.set_defaults(run=_report)


def _codes() -> list[str]:
    return [one.code for one in documents.statements()]


def _report(given: argparse.Namespace) -> int:
    if given.name == HALF_YEAR:
        return _half_year(given)
    tables = list(documents.statement(given.name).build(given.on, given.region))
    if given.output:
        documents.write_workbook(
            given.output,
            tables,
            prepared=timezone.localdate(),
            mark=documents.notice(given.region),
        )
        options.say(str(given.output))
        return 0
    for table in tables:
        options.say(documents.to_text(table))
        options.say_notice(given.region)
    return 0


def _half_year(given: argparse.Namespace) -> int:
    verb = "documents.finalise" if given.final else "documents.draft"
    permits.allow(given.by, verb, given.region)
    now, path = options.now(), given.output or settings.HOME / "reports" / _file(given)
    if given.final:
        made = reports.finalise_half_year(
            on=given.on, region=given.region, by=given.by, at=now, override=given.reason
        )
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        made = reports.draft_half_year(
            on=given.on,
            region=given.region,
            path=path,
            mask=given.mask == "amounts",
            plain=given.plain,
            by=given.by,
            at=now,
        )
    for written in (made.files.docx, made.files.html, made.files.xlsx):
        options.say(str(written))
    if made.findings:
        options.say("定稿前还须处理：")
        options.say_findings(made.findings)
    return 0


def _file(given: argparse.Namespace) -> str:
    return f"{HALF_YEAR}-{given.on}.docx"
