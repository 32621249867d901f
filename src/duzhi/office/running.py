"""Doing a job: its body, how far it is, how it ends. A job in the queue is in `jobs`.

A body is `body(progress, **args)`; it may run again after a kill, so running it twice must be the
same as running it once. It says how far it is with `progress(done, total)`.
"""

import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from types import TracebackType

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection
from django.db.models import F, QuerySet
from django.utils import timezone
from django_tasks import task

from duzhi.kernel.finding import Refused, refuse
from duzhi.office import processes
from duzhi.office.models import CANCELLED, FAILED, FINISHED, QUEUED, RUNNING, Job

Body = Callable[..., object]
Clock = Callable[[], datetime]

_TICK = timedelta(seconds=1)
_bodies: dict[str, Body] = {}
_here: set[int] = set()


class Cancelled(Exception):
    """Somebody asked the job to stop; let it pass, the job ends as 已取消."""


class Progress:
    """Given to a body; calling it shows how far the work is and stops it when asked to."""

    def __init__(self, job: Job, clock: Clock) -> None:
        self._mine = _attempt(job)
        self._clock = clock
        self._written: datetime | None = None
        self.done = 0
        self.total = 0

    def __call__(self, done: int, total: int = 0) -> None:
        """Say how far the work is; written at most once a second, with a heartbeat.

        Inside the body's own transaction nothing is written: no one could see it before the end.

        Raises:
            Cancelled: somebody asked the job to stop, or another worker has taken it over.
        """
        self.done, self.total = done, total
        now = self._clock()
        if self._written is not None and abs(now - self._written) < _TICK:
            return
        self._written = now
        if not self._mine.filter(cancel_asked=False).exists():
            raise Cancelled
        if not connection.in_atomic_block:
            self._mine.update(done=done, total=total, heartbeat_at=now)


def register_jobs(bodies: Mapping[str, Body]) -> None:
    """Say which function does which kind of job; start-up calls this once.

    Raises:
        ValueError: a kind already has another body.
    """
    for kind, body in bodies.items():
        if _bodies.setdefault(kind, body) is not body:
            raise ValueError(f"任务“{kind}”已有另一个执行函数")


def job_kinds() -> tuple[str, ...]:
    """Kinds that have a body here."""
    return tuple(sorted(_bodies))


def run_job(job_id: int, *, clock: Clock) -> None:
    """Do a queued job once; one that is running, ended or cancelled is left alone."""
    if not _claim(job_id, clock()):
        return
    job = Job.objects.get(pk=job_id)
    progress = Progress(job, clock)
    with _Outcome(job, progress, clock) as outcome:
        body = _bodies.get(job.kind)
        if body is None:
            raise refuse("office.no_job_body", f"本机没有“{job.kind}”的执行程序；请升级后重新发起")
        outcome.result = _plain(body(progress, **job.args))


@task()
def do_job(job_id: int) -> None:
    """The one task that django-tasks knows; a worker calls it."""
    run_job(job_id, clock=timezone.now)


def runs_here(job_id: int) -> bool:
    """Whether this process is doing the job right now."""
    return job_id in _here


class _Outcome:
    """Writes how a job ended; a fault of the program also goes on to the worker's own record."""

    def __init__(self, job: Job, progress: Progress, clock: Clock) -> None:
        self._job, self._progress, self._clock = job, progress, clock
        self.result: object = None

    def __enter__(self) -> "_Outcome":
        _here.add(self._job.pk)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        _here.discard(self._job.pk)
        if fault is None:
            self._end(FINISHED, result=self.result)
        elif isinstance(fault, Cancelled):
            self._end(CANCELLED)
        elif isinstance(fault, Refused):
            self._end(FAILED, error=str(fault))
        elif isinstance(fault, Exception):
            text = f"程序故障（{type(fault).__name__}：{fault}）；请把任务编号告诉系统管理员"
            self._end(FAILED, error=text)
        # Anything else is a worker being stopped: the job stays, and is queued again.
        return isinstance(fault, Cancelled | Refused)

    def _end(self, state: str, **fields: object) -> None:
        now = self._clock()
        how_far = {"done": self._progress.done, "total": self._progress.total}
        ended = {"state": state, "ended_at": now, "heartbeat_at": now, "worker": ""}
        _attempt(self._job).update(**ended, **how_far, **fields)


def _claim(job_id: int, now: datetime) -> int:
    """Take a queued job; of several that try, one gets it."""
    return Job.objects.filter(pk=job_id, state=QUEUED).update(
        state=RUNNING,
        started_at=now,
        heartbeat_at=now,
        attempts=F("attempts") + 1,
        worker=processes.this_process(),
    )


def _attempt(job: Job) -> QuerySet[Job]:
    """The job while it is still this attempt; nothing once another worker has taken it over."""
    return Job.objects.filter(pk=job.pk, attempts=job.attempts, worker=job.worker)


def _plain(result: object) -> object:
    """What JSON keeps of a result; a result it cannot hold fails the job here."""
    return json.loads(json.dumps(result, cls=DjangoJSONEncoder, ensure_ascii=False))
