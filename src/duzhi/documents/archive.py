"""Zip files that are the same whenever they are made from the same parts."""

import zipfile
from collections.abc import Mapping
from io import BytesIO

_BORN = (1980, 1, 1, 0, 0, 0)


def pack(parts: Mapping[str, bytes]) -> bytes:
    """The parts in their order, without the clock."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, blob in parts.items():
            entry = zipfile.ZipInfo(name, _BORN)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            package.writestr(entry, blob)
    return made.getvalue()


def repack(package: bytes) -> bytes:
    """A zip written by somebody else, without its clock."""
    with zipfile.ZipFile(BytesIO(package)) as read:
        return pack({name: read.read(name) for name in read.namelist()})
