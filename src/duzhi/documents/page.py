"""A standalone page without scripts: frame and style sheet for papers and tables."""

from functools import cache
from html import escape
from pathlib import Path


def page(title: str, body: str, *, notice: str = "") -> str:
    """A whole HTML file with its style sheet inside; `body` is markup, the rest is text."""
    line = f'<p class="notice">{escape(notice)}</p>' if notice else ""
    return (
        '<!DOCTYPE html>\n<html lang="zh-Hans">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>\n{_style()}</style>\n</head>\n"
        f"<body>\n<main>\n{line}{body}</main>\n</body>\n</html>\n"
    )


@cache
def _style() -> str:
    return (Path(__file__).parent / "paper.css").read_text(encoding="utf-8")
