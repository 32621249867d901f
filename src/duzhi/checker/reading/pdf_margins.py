"""Page numbers and lines repeated at the head and foot of pages: they belong to no text."""

import re
from collections import Counter
from collections.abc import Sequence

from duzhi.checker.reading.pdf_lines import Line
from duzhi.checker.reading.pdf_shapes import Page

_ZONE = 0.12
"""Share of the page's height, above and below; GB/T 9704 leaves 37 and 35 of 297 mm."""
_NUMBER = re.compile(
    r"[-—–－─·\s]*(?:第?\s*\d{1,4}\s*页?)(?:\s*[/／,，]?\s*共?\s*\d{1,4}\s*页?)?[-—–－─·\s]*"
)
_COUNTED = re.compile(r"\d+")
_LEAST, _OFTEN = 3, 0.4
"""A line is a header if it stands on so many pages and so large a share of them."""


def without(parts: Sequence[Sequence[Line]], pages: Sequence[Page]) -> list[list[Line]]:
    """The lines of every page, less page numbers and what is repeated in the margins."""
    zoned = [
        [(line, _at_edge(line, page)) for line in lines]
        for lines, page in zip(parts, pages, strict=True)
    ]
    seen = Counter(key for lines in zoned for key in {_key(line) for line, edge in lines if edge})
    least = max(_LEAST, _OFTEN * len(pages))
    return [
        [
            line
            for line, edge in lines
            if not (edge and (_NUMBER.fullmatch(line.text) or seen[_key(line)] >= least))
        ]
        for lines in zoned
    ]


def _at_edge(line: Line, page: Page) -> bool:
    low, high = _ZONE * page.height, (1 - _ZONE) * page.height
    return not line.whole and (line.top <= low or line.bottom >= high)


def _key(line: Line) -> str:
    """Its words, whatever page they count."""
    return _COUNTED.sub("#", line.text) if "页" in line.text else line.text
