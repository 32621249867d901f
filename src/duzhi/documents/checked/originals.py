"""The files people had checked: under HOME/checked, readable by the installation alone."""

from collections.abc import Collection
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from django.conf import settings

FOLDER = "checked"
_OURS = 0o600


def store(content: bytes) -> str:
    """Write a file and say its place relative to HOME. Its name there says nothing about it."""
    place = f"{FOLDER}/{uuid4().hex}"
    path = path_of(place)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.touch(_OURS, exist_ok=False)
    path.write_bytes(content)
    return place


def read(place: str) -> bytes | None:
    """The bytes as they came; None for a text that was pasted, or a file that is gone."""
    path = path_of(place)
    return path.read_bytes() if place and path.is_file() else None


def remove(place: str) -> None:
    """Forget a file; one that is gone already is no fault."""
    if place:
        path_of(place).unlink(missing_ok=True)


def remove_strays(known: Collection[str], before: datetime) -> int:
    """Remove what no record names (a killed process left it) once it is old; how many files."""
    folder = path_of(FOLDER)
    old = [
        path
        for path in (folder.iterdir() if folder.is_dir() else ())
        if f"{FOLDER}/{path.name}" not in known and path.stat().st_mtime < before.timestamp()
    ]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def path_of(place: str) -> Path:
    """Where a file lies."""
    return Path(settings.HOME) / place
