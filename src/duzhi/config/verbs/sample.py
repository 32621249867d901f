"""`duzhi sample`: write the fictional county's files and import them like anybody's."""

import argparse
from datetime import date, datetime, timedelta
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
from duzhi.money.budget import api as budget
from duzhi.office import api as office
from duzhi.sample import api as sample
from duzhi.watch import api as watch

_WRITER, _HALF_YEAR, _DUE = "sunlu", date(2023, 6, 30), date(2023, 7, 5)
"""Who writes the half-year report of the sample county, its day, and when numbers are owed."""
_SUPERVISOR, _DIRECTOR, _FIRST_DAY = "jiandu", "zhouming", date(2021, 1, 1)
_UNIT, _CLERK, _BUDGET = "126001", "caiwu", "hejing"
_ANSWER_IN = timedelta(days=10)
_ASKED = "PAY-08"
_JUDGED = {
    "PAY-03": (watch.EXCUSE, "还本付息款按合同期限支付，付款依据齐全"),
    "PAY-02": (watch.HOLD, "同一天三笔都略低于限额，需要单位提供合同"),
    _ASKED: (watch.HOLD, "用途是公务接待费，列支科目不是公务接待费"),
}
"""What the supervisors have judged of the first alert of a rule."""
_QUESTION = "请说明这笔支出为何没有列入公务接待费，附接待公函、审批单和消费清单"


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
    look_back(now)
    ask_offices(now)
    ask_next_year(now)
    begin_report(now)
    return 1 if rejected else 0


def ask_offices(now: datetime) -> None:
    """材料报送 of the half-year, as 办公室 asks for it: what nobody reported is still owed."""
    reports.call_for_materials(
        on=_HALF_YEAR, region=settings.HOME_REGION, due=_DUE, by=_WRITER, at=now
    )


def ask_next_year(now: datetime) -> None:
    """二上二下 of one unit: it has asked for the year to come and got its control figure."""
    region, year = f"{settings.HOME_REGION}000", _HALF_YEAR.year + 1
    if budget.proposals([region], year).exists():
        return
    needs = [
        budget.Need("201", 148, 420_000, 12, 745_920_000),
        budget.Need("205", 148, 98_000, 12, 174_048_000),
        budget.Need("301", 148, 900_000, 1, 120_000_000),
    ]
    ask = budget.Ask(_UNIT, year, needs, 260_000_000)
    row = budget.ask_budget(ask=ask, region=region, by=_CLERK, at=now)
    budget.set_control(proposal=row.pk, control_fen=1_290_000_000, by=_BUDGET, at=now)


def look_back(now: datetime) -> None:
    """Every warning rule tried on the past, switched on, and its alerts as far as people are."""
    if watch.Replay.objects.exists():
        return
    region, end = settings.HOME_REGION, _HALF_YEAR + timedelta(days=1)
    codes = [one.code for one in watch.rules()]
    tried = watch.replay(codes, region=region, start=_FIRST_DAY, end=end, by=_SUPERVISOR, at=now)
    for one in tried:
        watch.switch_on(
            code=one.rule, replay_id=one.pk, reason="回放结果属实，同意启用", by=_DIRECTOR, at=now
        )
    ran = watch.run(region=region, on=_HALF_YEAR, since=_FIRST_DAY, by=_SUPERVISOR, at=now)
    options.say(ran.sentence)
    first = {one.rule: one for one in watch.Alert.objects.order_by("-on", "-pk")}
    for code, (verb, opinion) in _JUDGED.items():
        watch.judge(alert=first[code].pk, verb=verb, opinion=opinion, by=_SUPERVISOR, at=now)
    due = timezone.localdate(now) + _ANSWER_IN
    asked = first[_ASKED].pk
    watch.send(alert=asked, question=_QUESTION, due=due, by=_SUPERVISOR, at=now)


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
