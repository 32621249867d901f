"""`duzhi figures`, `duzhi trace`: numbers and where they come from."""

import argparse
from collections.abc import Iterator
from datetime import date
from typing import Any

from duzhi.areas.reports import queries as reports
from duzhi.config.verbs import options
from duzhi.documents import api as documents
from duzhi.figures import api as figures
from duzhi.kernel.money import show

_KINDS = {figures.COMPUTED: "计算", figures.REPORTED: "填报", "": "—"}


def add(commands: Any) -> None:  # noqa: ANN401 argparse keeps its type private
    """Add the parsers."""
    listed = commands.add_parser("figures", help="列出指标的数值")
    listed.add_argument("code", nargs="?", default="", metavar="指标")
    listed.add_argument("--json", action="store_true")
    listed.add_argument("--missing", action="store_true", help="只列缺报的，及应报股室")
    options.add_on(listed)
    options.add_region(listed)
    listed.set_defaults(run=_figures)

    traced = commands.add_parser("trace", help="一个数从哪里来，直到文件、工作表和行")
    traced.add_argument("code", metavar="指标")
    traced.add_argument("--json", action="store_true")
    traced.add_argument("--top", type=int, default=20, help="文字输出时每个数最多列几行分录")
    options.add_on(traced)
    options.add_region(traced)
    traced.set_defaults(run=_trace)


def _figures(given: argparse.Namespace) -> int:
    found = _found(given.code, given.on, given.region)
    if given.missing:
        found = [(name, value) for name, value in found if value.exact is None]
    if given.json:
        options.say_json([figures.plain(name, value) for name, value in found])
        return 0
    if given.missing:
        for name, value in found:
            options.say(_line(name, value))
        return 1 if found else 0
    options.say(documents.to_text(_table(found, given.on)))
    options.say_notice(given.region)
    return 0


def _found(code: str, on: date, region: str) -> list[tuple[str, figures.Value]]:
    if not code:
        return [(item.id, item.value) for item in reports.items(on, region)]
    return [(code, figures.value(reports.code_of(code), on, region))]


def _table(found: list[tuple[str, figures.Value]], on: date) -> documents.Table:
    rows = tuple(documents.Row(_cells(name, value)) for name, value in found)
    columns = ("编号", "指标", "数值", "单位", "来源", "分母")
    return documents.Table(
        title="指标数值",
        period=f"截至{on}",
        unit="",
        columns=tuple(documents.Column(title) for title in columns),
        rows=rows,
    )


def _cells(name: str, value: figures.Value) -> tuple[str, ...]:
    one = value.figure
    if value.display is None:
        return (name, one.name, f"【待报：{one.office}】", one.unit, "—", "")
    return (name, one.name, value.display, one.unit, _kind(value), _remark(value))


def _remark(value: figures.Value) -> str:
    return value.denominator + ("　与填报数不一致" if value.gap else "")


def _kind(value: figures.Value) -> str:
    """计算, 填报, or 公布 where a published table answers for want of detail."""
    return "公布" if value.published else _KINDS[value.source or ""]


def _line(name: str, value: figures.Value) -> str:
    one = value.figure
    if value.display is None:
        return f"{name}  {one.name}  【待报：{one.office}】"
    kind = _kind(value)
    base = f"（分母：{value.denominator}）" if value.denominator else ""
    base += "（与填报数不一致，请核对）" if value.gap else ""
    return f"{name}  {one.name}  {value.display}{one.unit}  {kind}{base}"


def _trace(given: argparse.Namespace) -> int:
    value = figures.value(reports.code_of(given.code), given.on, given.region)
    if given.json:
        options.say_json(figures.plain_tree(given.code, value))
        return 0
    for line in _outline(given.code, value, 0, given.top):
        options.say(line)
    options.say_notice(given.region)
    return 0


def _outline(name: str, value: figures.Value, depth: int, top: int) -> Iterator[str]:
    pad = "  " * depth
    yield pad + _line(name, value)
    if value.figure.formula:
        yield f"{pad}  ＝ {value.formula}"
    if value.filed:
        filed = value.filed
        yield f"{pad}  填报：{filed.filler}，审核：{filed.reviewer}，{filed.evidence}"
    for part in value.parts:
        yield from _outline(part.figure.code, part, depth + 1, top)
    steps = list(figures.steps(value))
    for step in steps[:top]:
        yield f"{pad}  {_words(step)}"
    if len(steps) > top:
        rest = sum(int(step.source.amount) for step in steps[top:])
        amount = show(rest, thousands=True)
        yield f"{pad}  另有 {len(steps) - top} 行，合计 {amount} 元（--json 列全）"


def _words(step: figures.Step) -> str:
    source = step.source
    amount = show(int(source.amount), thousands=True)
    places = "；".join(f"{row.file}「{row.sheet}」第{row.row}行" for row in step.rows[:3])
    entry = f"分录{source.entry} " if source.entry else ""
    subject = f" {source.key.subject}" if source.key and source.key.subject else ""
    return f"{source.on} {entry}{source.text}{subject} {amount} 元 ← {places or source.ref}"
