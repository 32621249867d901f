"""The worker: queues again what a dead worker left, then does what waits."""

import time

from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from duzhi.office.jobs import requeue_stale


def work(*, once: bool = False, interval: float = 1.0) -> None:
    """Do jobs until a signal, which lets the current one finish; with `once`, until none waits."""
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
        requeue_stale(timezone.now())
        worker.run()
        if once:
            return
        time.sleep(interval)
