"""送阅: a draft goes to somebody else, who finalises it or sends it back with a reason."""

from datetime import datetime

from django.db import transaction

from duzhi.documents.models import DRAFT, FINAL, IN_REVIEW, Document
from duzhi.kernel.finding import refuse
from duzhi.kernel.flow import Flow
from duzhi.office import api as office

FLOW = Flow(
    "材料",
    DRAFT,
    {
        DRAFT: {"送阅": IN_REVIEW, "定稿": FINAL},
        IN_REVIEW: {"退回": DRAFT, "撤回": DRAFT, "定稿": FINAL},
    },
)


@transaction.atomic
def send_for_review(
    *, document: int, reviewer: str = "", role: str = "", by: str, at: datetime, note: str = ""
) -> Document:
    """Ask a person, or whoever holds a role, to read a draft; it becomes their to-do.

    Raises:
        Refused: nobody named, the reader is the author, or it is not a draft.
    """
    row = _locked(document)
    state = FLOW.after(row.state, "送阅")
    if not (reviewer or role):
        raise refuse("documents.no_reviewer", "没有写送谁审阅；请选择审阅人或角色")
    if reviewer:
        office.separate(row.author, reviewer, row.name)
        office.operator(reviewer)
    row.state, row.reviewer, row.reviewer_role, row.sent_at = state, reviewer, role, at
    row.returned = ""
    row.save()
    where = office.Reach(region=row.region)
    office.todo(row.ref, f"审阅{row.name}", user=reviewer, role=role, within=where, by=by, at=at)
    office.done(row.ref, by=by, at=at, title=_again(row))
    after = {"reviewer": reviewer, "role": role, "version": row.version}
    office.log(row.ref, "送阅", by=by, at=at, after=after, note=note)
    return row


@transaction.atomic
def return_to_author(*, document: int, reason: str, by: str, at: datetime) -> Document:
    """Send a draft back; the reason becomes the author's to-do.

    Raises:
        Refused: no reason, the author returns it to himself, or it was not sent.
    """
    row = _locked(document)
    state = FLOW.after(row.state, "退回")
    if not reason.strip():
        raise refuse("documents.no_reason", "退回须写明理由；请填写后再退回")
    office.separate(row.author, by, row.name)
    _back(row, state, by=by, at=at)
    row.returned = reason.strip()
    row.save()
    office.todo(row.ref, _again(row), user=row.author, by=by, at=at)
    office.log(row.ref, "退回", by=by, at=at, note=row.returned)
    return row


@transaction.atomic
def withdraw(*, document: int, by: str, at: datetime) -> Document:
    """The author, or who sent it, takes a draft back before it was decided on.

    Raises:
        Refused: it was not sent.
    """
    row = _locked(document)
    _back(row, FLOW.after(row.state, "撤回"), by=by, at=at)
    row.save()
    office.log(row.ref, "撤回", by=by, at=at)
    return row


def _back(row: Document, state: str, *, by: str, at: datetime) -> None:
    row.state, row.reviewer, row.reviewer_role, row.sent_at = state, "", "", None
    office.done(row.ref, by=by, at=at)


def _again(row: Document) -> str:
    return f"修改后重送{row.name}"


def _locked(document: int) -> Document:
    return Document.objects.select_for_update().get(pk=document)
