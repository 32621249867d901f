"""后台任务: what runs, how far it is, how it ended; it goes on when the page is left."""

from datetime import timedelta
from typing import Any, NamedTuple

from django.http.response import HttpResponseBase

from duzhi.kernel.entry import Ref
from duzhi.office import api as office
from duzhi.web import people
from duzhi.web.answers import done, render
from duzhi.web.listing.export import EXPORT
from duzhi.web.pages import has_page
from duzhi.web.screen import Screen

_ACTIVE = ("排队", "进行", "取消中")
_MOST = 100
_MINUTE, _HOUR = 60, 3600
_PER_MILLE = 10


class Shown(NamedTuple):
    """A job as the pages show it."""

    row: office.Job
    title: str
    owner: str
    active: bool
    level: str
    percent: int
    handled: str
    pace: str
    left: str
    took: str
    sentence: str
    findings: list[str]
    url: str
    may_cancel: bool

    @property
    def ref(self) -> Ref:
        """Its name in the audit trail."""
        return Ref("office.job", str(self.row.pk))

    @property
    def length(self) -> int:
        """The bar in thousandths."""
        return self.percent * _PER_MILLE


def jobs(screen: Screen) -> HttpResponseBase:
    """Jobs the reader may look at, the newest first; running ones move by themselves."""
    rows = [shown(screen, row) for row in office.jobs_of(screen.user, screen.today)[:_MOST]]
    active = sum(one.active for one in rows)
    return render(screen, "office/jobs.html", jobs=rows, active=active)


def job(screen: Screen, number: int) -> HttpResponseBase:
    """One job."""
    row = _found(screen, number)
    ahead = office.Job.objects.filter(state="排队", pk__lt=number).count()
    return render(screen, "office/job.html", job=shown(screen, row), ahead=ahead)


def cancel(screen: Screen, number: int) -> HttpResponseBase:
    """Ask a job to stop; a button on its page."""
    _found(screen, number)
    target = screen.link("office.job", number)
    if screen.request.method != "POST":
        return done(screen, target)
    row = office.cancel(number, by=screen.by, at=screen.now)
    told = "任务已取消" if row.state == "已取消" else "已请任务停止，稍候即止；已入账的不受影响"
    return done(screen, target, told)


def shown(screen: Screen, row: office.Job) -> Shown:
    """A job in words."""
    pace = office.pace(row, screen.now)
    result = row.result if isinstance(row.result, dict) else {}
    names = people.names(screen)
    ended = row.ended_at or screen.now
    active = row.state in _ACTIVE
    own = row.by == screen.by or "office.manage_users" in screen.scopes
    return Shown(
        row=row,
        title=row.title or _KINDS.get(row.kind, row.kind),
        owner=names.get(row.by, row.by),
        active=active,
        level={"完成": "good", "失败": "red", "已取消": "grey"}.get(row.state, "blue"),
        percent=100 if row.state == "完成" else pace.percent,
        handled=_count(row),
        pace=f"每分钟 {pace.per_minute:,}" if pace.per_minute else "",
        left=f"约还需 {duration(pace.left)}" if pace.left and active else "",
        took=duration(ended - row.started_at) if row.started_at else "",
        sentence=str(result.get("sentence", "")),
        findings=[str(one) for one in result.get("findings", [])][:_MOST],
        url=_result_url(screen, row, result),
        may_cancel=own and row.state in {"排队", "进行"},
    )


def duration(span: timedelta) -> str:
    """A length of time as people say it.

    >>> duration(timedelta(seconds=80)), duration(timedelta(hours=2, minutes=5))
    ('1 分 20 秒', '2 小时 5 分')
    """
    seconds = max(0, round(span.total_seconds()))
    if seconds >= _HOUR:
        return f"{seconds // _HOUR} 小时 {seconds % _HOUR // _MINUTE} 分"
    if seconds >= _MINUTE:
        return f"{seconds // _MINUTE} 分 {seconds % _MINUTE} 秒"
    return f"{seconds} 秒"


def _count(row: office.Job) -> str:
    """How much is done, of how much."""
    whole = f"／{row.total:,}" if row.total else ""
    return f"{row.done:,}{whole}" if row.done or whole else ""


_KINDS = {EXPORT: "导出 xlsx", "intake.import": "导入文件"}


def _result_url(screen: Screen, row: office.Job, result: dict[str, Any]) -> str:
    """Where the result is: a workbook to keep, or the page that a job names (`page`)."""
    if row.state != "完成":
        return ""
    if row.kind == EXPORT:
        return screen.link("web.export", row.pk) if row.by == screen.by else ""
    if "upload" in result and has_page("intake.upload"):
        return screen.link("intake.upload", result["upload"])
    named = result.get("page")
    if isinstance(named, list) and named and has_page(str(named[0])):
        return screen.link(str(named[0]), *named[1:])
    return ""


def _found(screen: Screen, number: int) -> office.Job:
    row = office.jobs_of(screen.user, screen.today).filter(pk=number).first()
    if row is None:
        raise LookupError(f"没有编号为{number}的任务，或不由您发起")
    return row
