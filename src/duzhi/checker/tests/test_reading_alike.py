"""A report says the same in every form: what is found does not depend on the kind of file."""

from collections import Counter

import pytest

from duzhi.checker.api import check, clean, read
from duzhi.checker.reading.pdf_text import text_of
from duzhi.checker.tests.papers import DATA, SEED, docx_of, html_of, pdf_of

REPORTS = sorted((DATA / "reports").glob("*.txt"))
NO_PICTURE = "□"
"""Stands where the shipped fonts have no picture for a character."""


def said(text):
    """What the checker finds, wherever it stands."""
    report = check(text)
    claims = Counter("".join(one.text.split()) for one in report.claims)
    found = Counter((one.kind, one.numbers, one.verdict) for one in report.identities)
    return claims, found, Counter((one.rule, one.text) for one in report.linter)


def parts_of(path):
    """The prose of a report, and the rows of its tables."""
    lines = [one.strip() for one in path.read_text("utf-8").split("\n")[1:] if one.strip()]
    rows = [[cell.strip() for cell in one.split("|")[:-1]] for one in lines if "|" in one]
    return [one for one in lines if "|" not in one], rows


def forms(prose, rows):
    look = "#set text(size: 12pt)\n"
    return {
        "a.docx": docx_of(prose, rows),
        "a.html": ("<meta charset=gbk>" + html_of(prose, rows)).encode("gb18030"),
        "a.pdf": pdf_of(prose, rows, look),
    }


@pytest.mark.parametrize("path", REPORTS, ids=lambda one: one.stem)
def test_a_published_report_says_the_same_in_every_form(path):
    prose, rows = parts_of(path)
    expected = said(clean("\n".join([*prose, *(" | ".join([*row, ""]) for row in rows)])))
    for name, blob in forms(prose, rows).items():
        text = text_of(blob) if name == "a.pdf" else read(blob, name)
        assert said(text) == expected or NO_PICTURE in text, name


def test_the_seed_says_the_same_in_every_form():
    expected = said("\n".join(SEED))
    for name, blob in forms(SEED, []).items():
        assert said(read(blob, name)) == expected, name
