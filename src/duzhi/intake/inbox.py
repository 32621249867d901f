"""Receiving a file: streamed to HOME/inbox, checked by its bytes, refused without a trace."""

import hashlib
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

from django.conf import settings

from duzhi.intake import guard
from duzhi.intake.naming import safe_name
from duzhi.kernel.finding import Refused, refuse


class Stored(NamedTuple):
    """A received file: harmless name, place relative to HOME, digest and size in bytes."""

    name: str
    place: str
    sha256: str
    size: int


def store(name: str, chunks: Iterable[bytes]) -> Stored:
    """Write a stream into a folder of its own under HOME/inbox.

    Raises:
        Refused: too large, empty, dangerous, or no table; nothing is kept.
    """
    safe = safe_name(name)
    folder = Path("inbox") / uuid4().hex
    path = settings.HOME / folder / safe
    path.parent.mkdir(parents=True)
    try:
        sha256, size = _write(path, chunks)
        guard.inspect(path)
    except Refused:
        shutil.rmtree(path.parent)
        raise
    return Stored(safe, (folder / safe).as_posix(), sha256, size)


def remove(place: str) -> None:
    """Forget a stored file; one that is gone already is no fault."""
    shutil.rmtree((settings.HOME / place).parent, ignore_errors=True)


def _write(path: Path, chunks: Iterable[bytes]) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    with path.open("wb") as file:
        for chunk in chunks:
            size += len(chunk)
            if size > settings.MAX_UPLOAD_BYTES:
                limit = settings.MAX_UPLOAD_BYTES >> 20
                text = f"{path.name} 超过上限 {limit} MB，未保存；请按月份拆分后再导入"
                raise refuse("intake.file_too_large", text)
            digest.update(chunk)
            file.write(chunk)
    return digest.hexdigest(), size
