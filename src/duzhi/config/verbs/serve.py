"""`duzhi serve`: the website, and beside it the worker that does what was put off."""

import argparse
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from granian import Granian
from granian.constants import Interfaces

from duzhi.config.verbs import options
from duzhi.documents import api as documents
from duzhi.kernel.finding import refuse
from duzhi.office import api as office
from duzhi.sample import api as sample

_RESTART_SECONDS = 3.0


def add(commands: Any) -> None:  # noqa: ANN401 argparse keeps its type private
    """Add the parser."""
    serve = commands.add_parser("serve", help="开网站（连同后台任务）")
    serve.add_argument("--address", default="127.0.0.1", help="监听地址")
    serve.add_argument("--port", default=8000, type=int, help="端口")
    serve.add_argument("--workers", default=os.cpu_count() or 1, type=int, help="进程数")
    serve.add_argument(
        "--no-worker", action="store_true", help="不带后台任务，由 duzhi worker 另开"
    )
    serve.set_defaults(run=_serve)


def _serve(given: argparse.Namespace) -> int:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise refuse("serve.not_migrated", "数据库还不是这个版本的；请先运行 duzhi django migrate")
    gather_static()
    options.say(f"度支在 http://{given.address}:{given.port}/ （Ctrl+C 停止）")
    _say_people()
    connection.close()
    with _worker(wanted=not given.no_worker):
        Granian(
            "duzhi.config.wsgi:application",
            address=given.address,
            port=given.port,
            interface=Interfaces.WSGI,
            workers=given.workers,
            blocking_threads=1,
            websockets=False,
            log_level="warning",  # type: ignore[arg-type]
            respawn_failed_workers=True,
        ).serve()
    return 0


def _say_people() -> None:
    """Whom one can sign in as, where the county is invented."""
    names = [one.username for one in sample.PEOPLE]
    there = office.User.objects.filter(username__in=names).exists()
    if there and documents.notice(settings.HOME_REGION):
        options.say(f"演示用户（密码都是 {sample.DEMO_WORD}）：")
        for one in sample.PEOPLE:
            options.say(f"  {one.username:<12}{one.name}　{one.duty}")


def gather_static() -> None:
    """Put style sheets and scripts under HOME/static, fingerprinted and compressed."""
    call_command("collectstatic", interactive=False, verbosity=0)


@contextmanager
def _worker(*, wanted: bool) -> Iterator[None]:
    """A worker that is started again when it falls over, and stopped with the website."""
    stopping = threading.Event()
    running: list[subprocess.Popen[bytes]] = []

    def keep() -> None:
        while not stopping.is_set():
            running[:] = [_start()]
            running[0].wait()
            time.sleep(0 if stopping.is_set() else _RESTART_SECONDS)

    if wanted:
        threading.Thread(target=keep, daemon=True).start()
    try:
        yield
    finally:
        stopping.set()
        for one in running:
            one.terminate()
            one.wait()


def _start() -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "duzhi.config.cli", "worker"]
    return subprocess.Popen(command, env={**os.environ, "DUZHI_HOME": str(settings.HOME)})  # noqa: S603 our own command
