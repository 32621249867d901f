"""`duzhi import`, `duzhi layouts`, `duzhi unclassified`: files into the house."""

import argparse
import sys
from pathlib import Path
from typing import Any

from duzhi.config import jobs, permits
from duzhi.config.verbs import options
from duzhi.intake import api as intake
from duzhi.ledger import api as ledger
from duzhi.office import api as office
from duzhi.registry import api as registry


def add(commands: Any) -> None:  # noqa: ANN401 argparse keeps its type private
    """Add the parsers."""
    bring = commands.add_parser("import", help="导入文件")
    bring.add_argument("files", nargs="+", type=Path, metavar="文件")
    bring.add_argument("--layout", default="", help="格式代码，如 IN-01；默认自动识别")
    bring.add_argument("--region", default="", help="文件所属区划")
    bring.add_argument("--year", default=0, type=int, help="预算年度")
    bring.add_argument("--unit", default="", choices=["", "元", "千元", "万元", "亿元"])
    bring.add_argument("--json", action="store_true")
    bring.add_argument("--later", action="store_true", help="排队，由后台任务（duzhi worker）导入")
    options.add_by(bring)
    bring.set_defaults(run=_import)

    layouts = commands.add_parser("layouts", help="列出文件格式，或写出空白表")
    layouts.add_argument("codes", nargs="*", metavar="格式")
    layouts.add_argument("--write", type=Path, metavar="文件夹", help="写出空白表")
    layouts.set_defaults(run=_layouts)

    waiting = commands.add_parser("unclassified", help="待归类科目：列出，或归入一个科目")
    waiting.add_argument("--clear", metavar="原编码")
    waiting.add_argument("--to", metavar="科目编码")
    waiting.add_argument("--year", type=int, default=0)
    options.add_by(waiting)
    waiting.set_defaults(run=_unclassified)


def _import(given: argparse.Namespace) -> int:
    declared = intake.Declared(region=given.region, year=given.year, unit=given.unit)
    if given.later:
        return _queue(given, declared)
    answers, worst = [], 0
    for path in given.files:
        result = intake.run(
            path,
            progress=_progress(path),
            layout_code=given.layout,
            declared=declared,
            by=given.by,
            now=options.now(),
            permit=permits.to_import(given.by),
        )
        answers.append(_json(result))
        if not given.json:
            options.say(result.sentence)
            options.say_findings(result.findings)
        if result.status == intake.REJECTED:
            worst = 2
    if given.json:
        options.say_json(answers)
    return worst


def _progress(path: Path) -> intake.Progress | None:
    """Rows read so far on one line of a terminal; nothing where nobody watches."""
    if not sys.stderr.isatty():
        return None

    def show(done: int, total: int) -> None:
        sys.stderr.write(f"\r{path.name}：{done:,}／{total:,} 行")
        sys.stderr.write("\n" if total and done >= total else "")

    return show


def _queue(given: argparse.Namespace, declared: intake.Declared) -> int:
    for path in given.files:
        args = jobs.import_args(path.resolve(strict=True), given.layout, declared, given.by)
        title = f"导入 {path.name}"
        job = office.enqueue(jobs.IMPORT, args, title=title, by=given.by, at=options.now())
        options.say(f"已排队：任务{job.pk} {path.name}")
    return 0


def _json(result: intake.Result) -> dict[str, object]:
    outcome = result.outcome
    return {
        "file": result.file,
        "layout": result.layout_code,
        "status": result.status,
        "sentence": result.sentence,
        "rows": result.rows,
        "added": outcome.added if outcome else 0,
        "changed": outcome.changed if outcome else 0,
        "withdrawn": outcome.withdrawn if outcome else 0,
        "total_fen": outcome.total_fen if outcome else 0,
        "findings": [options.finding_json(one) for one in result.findings],
        "marked": str(result.marked) if result.marked else None,
    }


def _layouts(given: argparse.Namespace) -> int:
    chosen = [intake.layout(code) for code in given.codes] or list(intake.layouts())
    for one in chosen:
        if given.write:
            given.write.mkdir(parents=True, exist_ok=True)
            path = given.write / f"{one.title}.xlsx"
            intake.write_blank(one.code, path)
            options.say(str(path))
        else:
            titles = "、".join(column.title for column in one.columns)
            options.say(f"{one.title}（{one.office or '—'}）：{titles}")
    return 0


def _unclassified(given: argparse.Namespace) -> int:
    if given.clear:
        return _clear(given)
    waiting = list(intake.unclassified())
    for one in waiting:
        options.say(
            f"{one.raw} {one.name}：{one.file.name} {one.rows}行；"
            f"归类：duzhi unclassified --clear {one.raw} --to 科目编码"
        )
    if not waiting:
        options.say("没有待归类的科目")
    return 1 if waiting else 0


def _knows(found: tuple[str, int], code: str) -> bool:
    """Whether one of the lists a file was checked against has the code."""
    lists, year = found
    return any(code in registry.codes(name, year) for name in lists.split(","))


def _clear(given: argparse.Namespace) -> int:
    permits.allow(given.by, "ledger.import", "")
    moved = 0
    found = {(one.lists, one.file.year) for one in intake.unclassified() if one.raw == given.clear}
    fitting = [one for one in sorted(found) if _knows(one, given.to or "")]
    for lists, year in fitting or sorted(found):
        moved += ledger.clear_unclassified(
            given.clear,
            lists=lists.split(","),
            to=given.to or "",
            year=given.year or year,
            by=given.by,
            at=options.now(),
        )
    if not found:
        options.say(f"科目 {given.clear} 没有待归类的记录")
        return 1
    options.say(f"已将 {given.clear} 归入 {given.to}，入账 {moved} 笔")
    return 0
