"""The text as rules read it: half-width, simplified, no blanks; every place leads back.

`at` gives the offset in the handed-in text for an offset in the plain one.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_SAME = {ord(wide): narrow for wide, narrow in zip("，；：（）％！？．", ",;:()%!?.", strict=True)}
_SAME |= {0xFF01 + i: chr(0x21 + i) for i in range(94)}
_SAME |= dict.fromkeys(map(ord, "－—–−─―‐‑﹣"), "-")
_SAME |= dict.fromkeys(map(ord, "\u3000\xa0\t\u2002\u2003\u2009"), " ")
_SAME |= {
    ord("﹪"): "%",
    ord("﹐"): ",",
    ord("﹒"): ".",
    ord("丨"): "|",
    ord("｜"): "|",
    ord("\r"): "\n",
}
_SAME |= {ord("【"): "(", ord("】"): ")", ord("〖"): "(", ord("〗"): ")", ord("\x0b"): "\n"}

_DROPPED = re.compile(
    r"\((?:[a-züāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]+)\)"  # 財(cái)政: a mirror's reading aids
    r"|(?<![0-9|\n])[ ]+(?![|\n])|(?<=[0-9])[ ]+(?![0-9|\n])"  # blanks, but not between numbers
    r"|[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\xad]"  # marks nobody sees
)


@dataclass(frozen=True, slots=True)
class Plain:
    """A normalised text; `starts` and `shifts` map pieces of it back."""

    text: str
    starts: tuple[int, ...]
    shifts: tuple[int, ...]

    def at(self, place: int) -> int:
        """Offset in the handed-in text of an offset in the plain one."""
        return place + self.shifts[bisect_right(self.starts, place) - 1]

    def end(self, place: int) -> int:
        """Offset just behind the character before `place`."""
        return self.at(place - 1) + 1 if place else 0


def plain(text: str) -> Plain:
    """Normalise a text.

    >>> one = plain("完成 １２.５ 亿元，增長（zhǎng）3％")
    >>> one.text, one.at(one.text.index("亿"))
    ('完成12.5亿元,增长3%', 8)
    """
    same = text.translate(_table())
    kept: list[str] = []
    starts, shifts, last, length = [0], [0], 0, 0
    for found in _DROPPED.finditer(same):
        piece = same[last : found.start()]
        kept.append(piece)
        length += len(piece)
        last = found.end()
        if starts[-1] == length:
            shifts[-1] = last - length
        else:
            starts.append(length)
            shifts.append(last - length)
    kept.append(same[last:])
    return Plain("".join(kept), tuple(starts), tuple(shifts))


@cache
def _table() -> dict[int, str]:
    lines = (Path(__file__).parent / "data" / "traditional.txt").read_text("utf-8").splitlines()
    old, new = [line for line in lines if not line.startswith("#")]
    return {ord(a): b for a, b in zip(old, new, strict=True)} | _SAME
