"""Jobs in the queue: putting work in, cancelling it, a second chance when a worker dies."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import NamedTuple

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks.exceptions import TaskResultDoesNotExist

from duzhi.kernel.entry import Ref
from duzhi.kernel.finding import refuse
from duzhi.office import processes
from duzhi.office.access import require, verbs_of
from duzhi.office.models import CANCELLED, CANCELLING, FAILED, QUEUED, RUNNING, Job, User
from duzhi.office.running import do_job, job_kinds, runs_here
from duzhi.office.trails import log

MAX_ATTEMPTS = 3
STALE = timedelta(minutes=10)


class Pace(NamedTuple):
    """Per cent done (0 while the total is unknown), items a minute, time left if it can be said."""

    percent: int
    per_minute: int
    left: timedelta | None


@transaction.atomic
def enqueue(
    kind: str,
    args: Mapping[str, object],
    *,
    title: str = "",
    verb: str = "",
    by: str,
    at: datetime,
) -> Job:
    """Put work in the queue; `args` is what the body gets, as plain data.

    `title` is what people read: 导入 2023年06月支付明细.csv. Who may do `verb` may look at the job
    too; without one, its owner and 系统管理员 alone.

    Raises:
        LookupError: no body is registered for the kind.
    """
    if kind not in job_kinds():
        raise LookupError(f"没有登记“{kind}”这种任务；已登记：{'、'.join(job_kinds()) or '无'}")
    job = Job.objects.create(
        kind=kind,
        title=title,
        verb=verb,
        args=dict(args),
        by=by,
        created_at=at,
        heartbeat_at=at,
    )
    _queue(job)
    return job


@transaction.atomic
def cancel(job_id: int, *, by: str, at: datetime) -> Job:
    """Ask a job to stop: a waiting one ends at once, a running one at its next sign of progress.

    Its owner may, and 系统管理员.
    """
    job = Job.objects.select_for_update().get(pk=job_id)
    if by != job.by:
        require(by, "office.manage_users", on=timezone.localdate(at))
    if job.state == QUEUED:
        _write(job, state=CANCELLED, cancel_asked=True, ended_at=at)
    elif job.state in {RUNNING, CANCELLING}:
        _write(job, state=CANCELLING, cancel_asked=True)
    else:
        raise refuse("office.job_over", f"任务{job_id}已是“{job.state}”，不能取消；无需再操作")
    log(Ref("office.job", str(job_id)), "取消任务", by=by, at=at)
    return job


def jobs_of(user: User, on: date) -> QuerySet[Job]:
    """Jobs somebody may look at, newest first: their own, those of their verbs; an admin all."""
    rows = Job.objects.order_by("-created_at", "-id")
    verbs = verbs_of(user, on)
    if "office.manage_users" in verbs:
        return rows
    return rows.filter(Q(by=user.username) | Q(verb__in=verbs - {"read"}))


def pace(job: Job, now: datetime) -> Pace:
    """How fast a job goes and when it will be done, reckoned from its start.

    >>> from datetime import UTC
    >>> start = datetime(2023, 6, 30, tzinfo=UTC)
    >>> job = Job(state=RUNNING, done=600, total=2400, started_at=start)
    >>> pace(job, start + timedelta(seconds=60))
    Pace(percent=25, per_minute=600, left=datetime.timedelta(seconds=180))
    """
    percent = min(100, job.done * 100 // job.total) if job.total else 0
    passed = (now if job.ended_at is None else job.ended_at) - (job.started_at or now)
    if not job.done or passed < timedelta(seconds=1):
        return Pace(percent, 0, None)
    per_minute = job.done * 60 * 1_000_000 // (passed // timedelta(microseconds=1))
    left = passed * (job.total - job.done) // job.done if job.done < job.total else None
    return Pace(percent, per_minute, left if job.state == RUNNING else None)


def requeue_stale(now: datetime, after: timedelta = STALE) -> list[int]:
    """Queue jobs again whose worker died; says which. At most three attempts are made.

    A worker on this machine is dead when its process is; elsewhere, when its heartbeat is older
    than `after`. Queued jobs that no worker will come for are queued again too.
    """
    running = Job.objects.filter(state__in=(RUNNING, CANCELLING)).order_by("id")
    again = [job.pk for job in running if _dead(job, now, after) and _second_chance(job, now)]
    waiting = Job.objects.filter(state=QUEUED, heartbeat_at__lt=now - after).order_by("id")
    return again + [job.pk for job in waiting if not _waits(job) and _queue_again(job, now)]


def _dead(job: Job, now: datetime, after: timedelta) -> bool:
    if job.worker == processes.this_process():
        return not runs_here(job.pk)
    alive = processes.is_alive(job.worker)
    return job.heartbeat_at < now - after if alive is None else not alive


@transaction.atomic
def _second_chance(job: Job, now: datetime) -> bool:
    same = Job.objects.select_for_update().filter(pk=job.pk, worker=job.worker)
    if not same.filter(state__in=(RUNNING, CANCELLING), attempts=job.attempts).exists():
        return False
    if job.cancel_asked:
        _write(job, state=CANCELLED, ended_at=now, worker="")
        return False
    if job.attempts >= MAX_ATTEMPTS:
        error = f"执行进程连续{MAX_ATTEMPTS}次中断，不再重试；请联系系统管理员"
        _write(job, state=FAILED, ended_at=now, worker="", error=error)
        return False
    return _queue_again(job, now)


def _waits(job: Job) -> bool:
    """Whether a worker will still come for a queued job."""
    try:
        return do_job.get_result(job.task).status == TaskResultStatus.READY
    except TaskResultDoesNotExist:
        return False


@transaction.atomic
def _queue_again(job: Job, now: datetime) -> bool:
    _write(job, state=QUEUED, heartbeat_at=now, worker="")
    _queue(job)
    return True


def _queue(job: Job) -> None:
    _write(job, task=str(do_job.enqueue(job.pk).id))


def _write(job: Job, **fields: object) -> None:
    for name, value in fields.items():
        setattr(job, name, value)
    job.save(update_fields=list(fields))
