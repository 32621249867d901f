"""The original files of an installation, stored once by content under HOME/files."""

import os
from pathlib import Path
from tempfile import NamedTemporaryFile

from django.conf import settings

from duzhi.intake.guard import Form, digest, refusal

_KNOWN = {".xlsx", ".xls", ".et", ".csv", ".txt"}
_CHUNK = 1 << 20


def keep(path: Path, sha256: str, form: Form) -> str:
    """Copies a file under its digest and returns the place relative to HOME.

    Raises:
        Refused: the file is no longer what was read.
    """
    suffix = path.suffix.lower() if path.suffix.lower() in _KNOWN else f".{form.kind}"
    place = Path("files") / sha256[:2] / f"{sha256}{suffix}"
    target = settings.HOME / place
    if not target.exists():
        target.parent.mkdir(parents=True, exist_ok=True)
        _copy(path, target)
    if digest(target) != sha256:
        target.unlink()
        text = "文件在导入过程中被改动，未改动任何数据；请关闭正在编辑它的软件后重新导入"
        raise refusal(path, "file_moving", text)
    return place.as_posix()


def _copy(path: Path, target: Path) -> None:
    """Complete or not at all: a crash leaves no half file under a digest."""
    with NamedTemporaryFile(dir=target.parent, delete=False) as copy, path.open("rb") as source:
        while chunk := source.read(_CHUNK):
            copy.write(chunk)
        copy.flush()
        os.fsync(copy.fileno())
    Path(copy.name).replace(target)
