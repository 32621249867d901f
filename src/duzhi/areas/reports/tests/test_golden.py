"""The report as text beside its golden copy; `make golden` rewrites, the diff is reviewed."""

import os
from pathlib import Path

import docx
import pytest

from duzhi.areas.reports import actions
from duzhi.areas.reports.tests.conftest import AT, JUNE, REGION
from duzhi.documents import controls

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize(("name", "mask"), [("half_year", False), ("half_year_masked", True)])
def test_golden_text_of_the_half_year_report(reported, tmp_path, name, mask):
    drafted = actions.draft_half_year(
        on=JUNE, region=REGION, path=tmp_path / "报告.docx", mask=mask, by="孙璐", at=AT
    )
    body = docx.Document(str(drafted.files.docx)).element.body
    lines = [controls.text_of(one) for one in body.iter(controls.q("p"))]
    text = "\n".join([*lines, ""])
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("DUZHI_GOLDEN"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")
