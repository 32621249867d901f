"""Bodies of the jobs that look at a large file and import one; running twice changes nothing."""

from collections.abc import Callable
from datetime import datetime

from django.utils import timezone

from duzhi.intake import uploads
from duzhi.intake.permits import permit_of
from duzhi.office import api as office


def check_upload(progress: office.Progress, *, upload: int, by: str) -> dict[str, object]:
    """Look at a received file."""
    permit = permit_of(by, timezone.localdate())
    row = uploads.check(upload=upload, by=by, clock=timezone.now, permit=permit, progress=progress)
    return {"upload": row.pk, "state": row.state, "sentence": row.sentence}


def take_upload(progress: office.Progress, *, upload: int, by: str) -> dict[str, object]:
    """Import a received file; region and verb are asked again."""
    now: datetime = timezone.now()
    permit = permit_of(by, timezone.localdate(now))
    row = uploads.take(upload=upload, by=by, at=now, permit=permit, progress=progress)
    return {
        "upload": row.pk,
        "state": row.state,
        "sentence": row.sentence,
        "file": row.file_id,
    }


BODIES: dict[str, Callable[..., object]] = {
    uploads.CHECK: check_upload,
    uploads.BRING_IN: take_upload,
}
