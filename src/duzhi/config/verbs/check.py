"""`duzhi check`: what does not fit in a report; the database is asked for the ledger alone."""

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from duzhi.checker import api as checker
from duzhi.config.verbs import options
from duzhi.documents import api as documents
from duzhi.kernel.finding import refuse

_STDIN = "-"
_INDENT = "     "


def add(commands: Any) -> None:  # noqa: ANN401 argparse keeps its type private
    """Add the parser."""
    check = commands.add_parser("check", help="校核一份报告：数字是否自洽，是否与账相符")
    check.add_argument("file", metavar="文件", help="txt、docx、html、pdf；- 为标准输入的文字")
    check.add_argument("--json", action="store_true")
    check.add_argument("--against-ledger", action="store_true", help="并与账上的指标核对")
    check.add_argument("--on", type=options.day, help="与哪一天的账核对，如 2023-06-30")
    options.add_region(check)
    check.set_defaults(run=_check)


def _check(given: argparse.Namespace) -> int:
    if given.on and not given.against_ledger:
        raise refuse("check.day_alone", "--on 只用于与账核对；请同时写 --against-ledger")
    path = None if given.file == _STDIN else Path(given.file)
    name, content = _read(path)
    report = checker.check(checker.read(content, name))
    matched = []
    if given.against_ledger:
        matched = documents.against_ledger(report, path, on=given.on, region=given.region)
    if given.json:
        ledger = {"ledger": [one.to_json() for one in matched]} if given.against_ledger else {}
        options.say_json(report.to_json() | ledger)
    else:
        for line in _lines(name, report, matched, given):
            options.say(line)
    return 0 if report.clean and not documents.ledger_faults(matched) else 1


def _read(path: Path | None) -> tuple[str, bytes]:
    if path is None:
        return "标准输入.txt", sys.stdin.buffer.read()
    if path.is_dir():
        raise refuse("check.not_a_file", f"{path.name} 是文件夹；请指明其中一个文件")
    return path.name, path.read_bytes()


def _lines(
    name: str,
    report: checker.Report,
    matched: Sequence[documents.Matched],
    given: argparse.Namespace,
) -> Iterator[str]:
    found = documents.points(report)
    yield f"{name}：{len(report.text)}字，读出{len(report.claims)}个数"
    for severity, label in documents.SEVERITIES.items():
        rows = [one for one in found if one.severity == severity]
        if rows:
            yield f"{label}（{len(rows)}处）"
            for number, one in enumerate(rows, 1):
                yield from _point(number, one)
    if given.against_ledger:
        yield from _ledger(matched)
    if report.masked.status:
        yield f"遮住的金额：{documents.masked_sentence(report.masked)}"
    yield f"{documents.summary_sentence(report, found)}。"


def _point(number: int, one: documents.Point) -> Iterator[str]:
    yield f"{number:>4} {one.place}：{one.before}【{one.quote}】{one.after}"
    yield f"{_INDENT}{one.said}"
    if one.advice:
        yield f"{_INDENT}建议：{one.advice}"


def _ledger(matched: Sequence[documents.Matched]) -> Iterator[str]:
    faults = documents.ledger_faults(matched)
    yield f"与账核对：相符{len(matched) - len(faults)}处、不符{len(faults)}处"
    for number, one in enumerate(faults, 1):
        yield f"{number:>4} {one.label}：{one.message}"
