"""`duzhi sample`: write the fictional county's files and import them like anybody's."""

import argparse
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone

from duzhi.areas.reports import actions as reports
from duzhi.config.verbs import options
from duzhi.documents import api as documents
from duzhi.intake import api as intake
from duzhi.kernel.finding import ERROR, WARNING
from duzhi.ledger import api as ledger
from duzhi.office import api as office
from duzhi.sample import api as sample

_WRITER, _HALF_YEAR, _DUE = "sunlu", date(2023, 6, 30), date(2023, 7, 5)
"""Who writes the half-year report of the sample county, its day, and when numbers are owed."""


def add(commands: Any) -> None:  # noqa: ANN401 argparse keeps its type private
    """Add the parser."""
    made = commands.add_parser("sample", help="生成并导入样例县（虚构数据）")
    made.add_argument("--folder", type=Path, default=settings.HOME / "sample")
    made.add_argument("--payments", type=int, default=100_000, help="每年支付笔数")
    made.add_argument("--only-write", action="store_true", help="只写文件，不导入")
    made.set_defaults(run=_sample)


def _sample(given: argparse.Namespace) -> int:
    given.folder.mkdir(parents=True, exist_ok=True)
    paths = sample.write(given.folder, payments_per_year=given.payments)
    options.say(f"已写出 {len(paths)} 个文件：{given.folder}")
    if given.only_write:
        return 0
    rejected = 0
    for number, path in enumerate(paths, 1):
        result = intake.run(
            path,
            declared=intake.Declared(region=settings.HOME_REGION),
            by="样例",
            now=options.now(),
        )
        options.say(f"[{number}/{len(paths)}] {result.sentence}")
        options.say_findings(one for one in result.findings if one.severity in (ERROR, WARNING))
        rejected += result.status == intake.REJECTED
    now = options.now()
    ledger.seal(timezone.localdate(now), at=now)
    seat_people(now)
    ask_offices(now)
    begin_report(now)
    return 1 if rejected else 0


def ask_offices(now: datetime) -> None:
    """材料报送 of the half-year, as 办公室 asks for it: what nobody reported is still owed."""
    reports.call_for_materials(
        on=_HALF_YEAR, region=settings.HOME_REGION, due=_DUE, by=_WRITER, at=now
    )


def begin_report(now: datetime) -> None:
    """The half-year report as 办公室 has just begun it, if nobody has yet."""
    if documents.documents(reports.HALF_YEAR).exists():
        return
    begun = documents.begin(
        kind=reports.HALF_YEAR, on=_HALF_YEAR, region=settings.HOME_REGION, by=_WRITER, at=now
    )
    options.say(f"已起草 {begun.name}（拟稿人 {_WRITER}）")


def seat_people(now: datetime) -> None:
    """Make the demo users that are not there yet, and say who they are."""
    by, start = office.operator().username, date(2023, 1, 1)
    options.say(f"演示用户（密码都是 {sample.DEMO_WORD}）：")
    for one in sample.PEOPLE:
        if not office.User.objects.filter(username=one.username).exists():
            office.create_user(
                username=one.username,
                name=one.name,
                password=sample.DEMO_WORD,
                office=one.office,
                by=by,
                at=now,
            )
            reach = office.Reach(region=one.region, agency=one.agency)
            office.grant(
                username=one.username, role=one.role, start=start, reach=reach, by=by, at=now
            )
            own = one.username  # as if changed at the first login
            office.set_password(username=own, password=sample.DEMO_WORD, by=own, at=now)
        options.say(f"  {one.username:<12}{one.name}　{one.duty}")
