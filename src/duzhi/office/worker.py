"""The worker: queues again what a dead worker left, then does what waits, and tidies up."""

import time
from collections.abc import Callable
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from duzhi.office.jobs import requeue_stale

TIDY_EVERY = timedelta(minutes=1)


def work(
    *,
    once: bool = False,
    interval: float = 1.0,
    tidy: Callable[[datetime], object] | None = None,
) -> None:
    """Do jobs until a signal, which lets the current one finish; with `once`, until none waits.

    `tidy` is called with the moment at the beginning and then about once a minute, between jobs.
    """
    tidied: datetime | None = None
    worker = Worker(
        queue_names=["default"],
        interval=interval,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
        excluded_queue_names=[],
    )
    worker.configure_signals()
    while worker.running:
        now = timezone.now()
        requeue_stale(now)
        if tidy is not None and (tidied is None or now - tidied >= TIDY_EVERY):
            tidy(now)
            tidied = now
        worker.run()
        if once:
            return
        time.sleep(interval)
