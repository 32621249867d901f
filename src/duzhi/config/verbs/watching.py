"""`duzhi watch`: the nightly run of the warning rules, and a rule tried on the past."""

import argparse
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.conf import settings

from duzhi.config import permits
from duzhi.config.verbs import options
from duzhi.watch import api as watch

_TOP = 10


def add(commands: Any) -> None:  # noqa: ANN401 argparse keeps its type private
    """Add the parsers."""
    group = commands.add_parser("watch", help="预警规则：夜间查看、历史回放")
    verbs = group.add_subparsers(title="动作", required=True, metavar="动作")

    run = verbs.add_parser("run", help="用启用的规则查看新记录，触发疑点")
    run.add_argument("--since", type=options.day, help="从哪一天看起；默认为上月一日")
    run.add_argument("--json", action="store_true")
    options.add_on(run)
    options.add_region(run)
    options.add_by(run)
    run.set_defaults(run=_run)

    tried = verbs.add_parser("replay", help="规则在历史数据上会报出什么；不触发疑点")
    tried.add_argument("code", nargs="?", default="", metavar="规则")
    tried.add_argument("--from", dest="start", required=True, type=options.day, help="从哪一天")
    tried.add_argument("--to", dest="end", required=True, type=options.day, help="到哪一天（含）")
    tried.add_argument("--json", action="store_true")
    options.add_region(tried)
    options.add_by(tried)
    tried.set_defaults(run=_replay)


def _run(given: argparse.Namespace) -> int:
    permits.allow(given.by, watch.MAY_JUDGE, given.region)
    ran = watch.run(
        region=given.region, on=given.on, since=given.since, by=given.by, at=options.now()
    )
    if given.json:
        facts = {"looked": ran.looked, "raised": ran.raised, "changed": list(ran.changed)}
        options.say_json(facts)
        return 1 if ran.changed else 0
    options.say(ran.sentence)
    return 1 if ran.changed else 0


def _replay(given: argparse.Namespace) -> int:
    permits.allow(given.by, watch.MAY_JUDGE, given.region)
    codes = [given.code] if given.code else [one.code for one in watch.rules()]
    made = watch.replay(
        codes,
        region=given.region,
        start=given.start,
        end=given.end + timedelta(days=1),
        by=given.by,
        at=options.now(),
    )
    if given.json:
        options.say_json([_facts(one) for one in made])
        return 0
    for row in made:
        for line in _lines(row, in_full=len(made) == 1):
            options.say(line)
    options.say_notice(settings.HOME_REGION)
    return 0


def _facts(row: watch.Replay) -> dict[str, object]:
    """A replay for machines; amounts in fen."""
    return {
        "rule": row.rule,
        "name": watch.rule(row.rule).name,
        "start": row.start.isoformat(),
        "end": (row.end - timedelta(days=1)).isoformat(),
        "rows": row.rows,
        "hits": row.total,
        "confirmed": row.confirmed,
        "excused": row.excused,
        "months": row.months,
        "units": [
            {"agency": code, "name": name, "hits": hits, "amount_fen": fen}
            for code, name, hits, fen in row.units
        ],
        "documents": [document for document, *_ in row.samples],
    }


def _lines(row: watch.Replay, *, in_full: bool) -> Iterator[str]:
    rule = watch.rule(row.rule)
    yield f"{rule.code}  {rule.level}  {rule.name}：{row.rows}条记录命中{row.total}条"
    if not in_full:
        return
    yield f"  条件：{watch.sentence(rule.test, rule.records)}"
    yield f"  后来核实{row.confirmed}条，认定正常{row.excused}条"
    for month, hits in row.months.items():
        yield f"  {month[:4]}年{int(month[4:])}月 {hits}条"
    for code, name, hits, _ in row.units[:_TOP]:
        yield f"  {code} {name} {hits}条"
