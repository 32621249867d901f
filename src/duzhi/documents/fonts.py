"""Which characters the shipped fonts of the .pdf hold: what they lack is said, never left a box."""

import struct
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "data" / "fonts"
SONG, HEI = "Duzhi Song", "Duzhi Hei"
FILES = {SONG: "DuzhiSong.ttf", HEI: "DuzhiHei.ttf"}
_BASIC = 4
"""The cmap format of the Basic Multilingual Plane, which is all these fonts hold."""


def lacking(text: str) -> str:
    """The characters of a text that a font lacks, each once, in their order."""
    held = covered()
    return "".join(dict.fromkeys(char for char in text if char != "\n" and ord(char) not in held))


@cache
def covered() -> frozenset[int]:
    """Code points that every shipped font has a picture for."""
    found = [_mapped((FOLDER / name).read_bytes()) for name in FILES.values()]
    return frozenset.intersection(*found)


def _mapped(font: bytes) -> frozenset[int]:
    """The code points of the format 4 character map of a TrueType font."""
    start = _table(font, b"cmap")
    (count,) = struct.unpack_from(">H", font, start + 2)
    for number in range(count):
        (offset,) = struct.unpack_from(">I", font, start + 8 + 8 * number)
        if struct.unpack_from(">H", font, start + offset) == (_BASIC,):
            return _segments(font, start + offset)
    raise ValueError("字体没有格式4的字符映射表")


def _table(font: bytes, name: bytes) -> int:
    (count,) = struct.unpack_from(">H", font, 4)
    for number in range(count):
        tag, _, offset, _ = struct.unpack_from(">4sIII", font, 12 + 16 * number)
        if tag == name:
            return int(offset)
    raise ValueError(f"字体没有{name!r}表")


def _segments(font: bytes, at: int) -> frozenset[int]:
    """Every code point whose segment leads to a glyph."""
    (twice,) = struct.unpack_from(">H", font, at + 6)
    size = twice // 2
    ends = struct.unpack_from(f">{size}H", font, at + 14)
    starts = struct.unpack_from(f">{size}H", font, at + 16 + twice)
    steps = struct.unpack_from(f">{size}H", font, at + 16 + 2 * twice)
    ranges_at = at + 16 + 3 * twice
    ranges = struct.unpack_from(f">{size}H", font, ranges_at)
    found: set[int] = set()
    for spot, (first, last) in enumerate(zip(starts, ends, strict=True)):
        for code in range(first, last + 1):
            glyph = code
            if ranges[spot]:
                place = ranges_at + 2 * spot + ranges[spot] + 2 * (code - first)
                (glyph,) = struct.unpack_from(">H", font, place)
                if not glyph:
                    continue
            if (glyph + steps[spot]) % 65536 and code != _LAST:
                found.add(code)
    return frozenset(found)


_LAST = 0xFFFF
"""The segment that every map ends with."""
