"""Files to take away: every form, plain and masked, logged; a final one never changes."""

from io import BytesIO

import openpyxl
import pytest

from duzhi.documents import api as documents
from duzhi.documents.api import FORMATS
from duzhi.documents.tests.conftest import AT, JUNE, REGION
from duzhi.kernel.finding import Refused
from duzhi.office import api as office


@pytest.fixture
def begun(brief):
    return documents.begin(kind="brief", on=JUNE, region=REGION, by="孙璐", at=AT)


def take(row, form="docx", *, mask=False):
    return documents.download(document=row.pk, form=form, mask=mask, by="李文静", at=AT)


@pytest.mark.parametrize("form", FORMATS)
def test_a_draft_can_be_taken_in_every_form(begun, form):
    made = take(begun, form)
    assert made.name.endswith(f".{form}")
    assert len(made.blob) > 1000
    line = office.trail(begun.ref).last()
    assert (line.verb, line.by, line.after["sha256"]) == ("下载", "李文静", made.sha256)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("mask", [False, True])
def test_a_final_paper_is_the_same_bytes_for_ever(begun, amounts, home, form, mask):
    row = documents.finalise(document=begun.pk, by="王明", at=AT).document
    first = take(row, form, mask=mask)
    amounts["t.tax"] = 9_000_000
    assert take(row, form, mask=mask).blob == first.blob
    for kept in (home / "reports" / "signed").rglob(f"*-{form}*"):
        kept.write_bytes(b"touched")
    assert take(row, form, mask=mask).blob == first.blob


def test_a_masked_file_holds_no_amount(begun):
    page = take(begun, "html", mask=True).blob.decode()
    assert ">*</a>万元" in page
    book = openpyxl.load_workbook(BytesIO(take(begun, "xlsx", mask=True).blob))
    assert book.worksheets[0]["C4"].value == "*"


def test_another_form_is_refused(begun):
    with pytest.raises(Refused, match="docx"):
        take(begun, "exe")
