"""`duzhi subjects`: a year's official classification list over the shipped one."""

import argparse
from pathlib import Path
from typing import Any

from duzhi.config import permits
from duzhi.config.verbs import options
from duzhi.registry import api as registry


def add(commands: Any) -> None:  # noqa: ANN401 argparse keeps its type private
    """Add the parser."""
    subjects = commands.add_parser("subjects", help="政府收支分类科目")
    acts = subjects.add_subparsers(required=True, metavar="动作")
    loaded = acts.add_parser("import", help="载入一年的官方科目表，并列出变化")
    loaded.add_argument("file", type=Path, metavar="文件")
    loaded.add_argument("--year", type=int, required=True)
    loaded.add_argument(
        "--list", default="expenditure_function", choices=sorted(registry.LIST_NAMES)
    )
    options.add_by(loaded)
    loaded.set_defaults(run=_import)
    shown = acts.add_parser("list", help="列出一年的科目及可信程度")
    shown.add_argument("--year", type=int, required=True)
    shown.add_argument(
        "--list", default="expenditure_function", choices=sorted(registry.LIST_NAMES)
    )
    shown.set_defaults(run=_list)


def _import(given: argparse.Namespace) -> int:
    permits.allow(given.by, "registry.import", "")
    changes = registry.load_subject_file(
        path=given.file, list_name=given.list, year=given.year, by=given.by, at=options.now()
    )
    options.say(f"已载入{given.year}年{registry.LIST_TITLES[given.list]}")
    for word, rows in (
        ("新增", changes.added),
        ("取消", changes.removed),
        ("更名", changes.renamed),
    ):
        options.say(f"{word}{len(rows)}项")
        for row in rows:
            options.say(f"  {row}")
    return 0


def _list(given: argparse.Namespace) -> int:
    for one in registry.subjects(given.list, given.year):
        options.say(f"{one.code}  {one.name}  {one.evidence}")
    return 0
