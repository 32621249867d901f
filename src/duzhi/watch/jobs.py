"""Long work of the watch, for the worker: running it twice is the same as once."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.utils import timezone

from duzhi.office import api as office
from duzhi.watch import replaying, running

RUN, REPLAY = "watch.run", "watch.replay"


def run(progress: office.Progress, *, region: str, on: str, by: str) -> dict[str, object]:
    """The nightly run."""
    ran = running.run(
        region=region, on=date.fromisoformat(on), by=by, at=timezone.now(), progress=progress
    )
    return {"sentence": ran.sentence, "raised": ran.raised, "page": ["watch.alerts"]}


def replay(
    progress: office.Progress, *, code: str, region: str, start: str, end: str, by: str
) -> dict[str, object]:
    """One rule on the past."""
    made = replaying.replay(
        [code],
        region=region,
        start=date.fromisoformat(start),
        end=date.fromisoformat(end),
        by=by,
        at=timezone.now(),
        progress=progress,
    )
    sentence = f"回放完毕，{made[0].rows}条记录命中{made[0].total}条"
    return {"sentence": sentence, "page": ["watch.rule", code]}


BODIES: dict[str, Callable[..., Any]] = {RUN: run, REPLAY: replay}
