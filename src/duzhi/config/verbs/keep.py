"""`duzhi verify`, `seal`, `close`, `worker`: keeping the books."""

import argparse
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils import timezone

from duzhi.config import permits
from duzhi.config.verbs import options
from duzhi.documents import api as documents
from duzhi.figures import api as figures
from duzhi.intake import api as intake
from duzhi.kernel.finding import Finding
from duzhi.kernel.period import Fiscal
from duzhi.ledger import api as ledger
from duzhi.office import api as office
from duzhi.web import api as web

_THREE_WAYS = "三方对账不符"
"""The differences that no import excuses: every day must tie (X3)."""


def add(commands: Any) -> None:  # noqa: ANN401 argparse keeps its type private
    """Add the parsers."""
    verify = commands.add_parser("verify", help="校核账自证：分录、余额、限额、封签、恒等式")
    verify.add_argument("--on", type=options.day, help="在这一天验证恒等式；默认为账内最后一天")
    verify.add_argument("--package", type=Path, metavar="文件", help="校验一个审计数据包")
    options.add_region(verify)
    verify.set_defaults(run=_verify)

    seal = commands.add_parser("seal", help="封签：把新分录串入防篡改链")
    seal.set_defaults(run=_seal)

    close = commands.add_parser("close", help="结账或反结账")
    close.add_argument("period", metavar="期间", help="如 202306；202213 为调整期")
    close.add_argument("--reopen", default="", metavar="理由", help="反结账")
    options.add_region(close)
    options.add_by(close)
    close.set_defaults(run=_close)

    worker = commands.add_parser("worker", help="后台任务")
    worker.add_argument("--once", action="store_true", help="做完排队的任务就退出")
    worker.set_defaults(run=_worker)


def _verify(given: argparse.Namespace) -> int:
    if given.package:
        return _verify_package(given.package)
    found = list(ledger.verify())
    if on := given.on or ledger.last_day():
        evaluator = figures.Evaluator(on, given.region)
        verdicts = figures.check(figures.identities(), evaluator)
        found += [
            Finding("verify.identity", f"{one.identity.code} {one.text}；请核对来源文件")
            for one in verdicts
            if one.verdict == figures.BROKEN
        ]
        found += [
            Finding("verify.three_ways", f"X3 {one.on}{one.name}{one.sort}；{one.text}")
            for one in ledger.differences(on, given.region)
            if one.sort == _THREE_WAYS
        ]
    options.say_findings(found)
    options.say(
        f"校核发现{len(found)}处问题"
        if found
        else "校核通过：分录、余额、汇总、限额、封签、恒等式一致"
    )
    return 1 if found else 0


def _verify_package(path: Path) -> int:
    found = web.prove_package(path)
    options.say_findings(found)
    whole = "数据包完整：文件、分录、封签与清单一致"
    options.say(f"数据包有{len(found)}处问题" if found else whole)
    return 1 if found else 0


def _seal(_: argparse.Namespace) -> int:
    now = options.now()
    made = ledger.seal(timezone.localdate(now), at=now)
    options.say(f"已封签分录{made.first}至{made.last}，共{made.count}笔" if made else "没有新分录")
    return 0


def _close(given: argparse.Namespace) -> int:
    permits.allow(given.by, "ledger.close", given.region)
    fiscal, now = Fiscal.from_code(int(given.period)), options.now()
    for region in options.regions(given.region):
        if given.reopen:
            ledger.reopen_period(region, fiscal, reason=given.reopen, by=given.by, at=now)
        else:
            ledger.close_period(region, fiscal, by=given.by, at=now)
    ledger.seal(timezone.localdate(now), at=now)
    options.say(f"已{'反结账' if given.reopen else '结账'}：{given.region} {given.period}")
    return 0


def _worker(given: argparse.Namespace) -> int:
    now = options.now()
    ledger.seal(timezone.localdate(now), at=now)
    intake.sweep(now=now)
    office.work(once=given.once, tidy=_tidy)
    return 0


def _tidy(now: datetime) -> None:
    """What goes by the minute: texts that were checked and whose hour is over."""
    documents.purge_checked(at=now)
