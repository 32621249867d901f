"""The documents engine: tables to terminal, workbook and page; papers whose numbers lead back.

An area offers `Statement` and `Paper` in its DOCUMENTS; `config` registers them. `read_controls`
and `read_scope` read a filled .docx back for the checker.
"""

from duzhi.documents.controls import Control, Tag, read_controls
from duzhi.documents.differing import Changed, NumberChanged, Span
from duzhi.documents.downloads import FORMATS, Download, download, living, living_with
from duzhi.documents.drafting import (
    Drafted,
    Files,
    changed_since,
    documents,
    draft,
    false_claims,
    finalise,
    makers,
    render,
    standing_against,
    standing_content,
    write_template,
)
from duzhi.documents.live import Living, Run
from duzhi.documents.models import DRAFT, FINAL, IN_REVIEW, Document, Version
from duzhi.documents.page import page
from duzhi.documents.paper import (
    Claim,
    Item,
    Paper,
    Saying,
    paper,
    papers,
    register,
    statement,
    statements,
)
from duzhi.documents.paragraphs import (
    DELETE,
    EDIT,
    INSERT,
    MOVE,
    RESTORE,
    Change,
    Conflict,
    Paragraph,
)
from duzhi.documents.printed import Manner
from duzhi.documents.proofread import Remark
from duzhi.documents.reviewing import return_to_author, send_for_review, withdraw
from duzhi.documents.scope_part import Entry, Scope, digest, digest_all, read_scope
from duzhi.documents.sources import newest, template_text, text_of, version
from duzhi.documents.spoken import notice
from duzhi.documents.table import (
    COUNT,
    MONEY,
    NUMBER,
    PERCENT,
    POINTS,
    TEXT,
    Cell,
    Column,
    Row,
    Statement,
    Table,
)
from duzhi.documents.table_html import to_html
from duzhi.documents.table_pdf import tables_to_pdf
from duzhi.documents.template import build_template
from duzhi.documents.terminal import to_text
from duzhi.documents.workbook import write_workbook
from duzhi.documents.writing import (
    Compared,
    Edited,
    begin,
    compare,
    edit_paragraphs,
    refetch,
    remarks_of,
    restate,
    take_up,
)

__all__ = [
    "COUNT",
    "DELETE",
    "DRAFT",
    "EDIT",
    "FINAL",
    "FORMATS",
    "INSERT",
    "IN_REVIEW",
    "MONEY",
    "MOVE",
    "NUMBER",
    "PERCENT",
    "POINTS",
    "RESTORE",
    "TEXT",
    "Cell",
    "Change",
    "Changed",
    "Claim",
    "Column",
    "Compared",
    "Conflict",
    "Control",
    "Document",
    "Download",
    "Drafted",
    "Edited",
    "Entry",
    "Files",
    "Item",
    "Living",
    "Manner",
    "NumberChanged",
    "Paper",
    "Paragraph",
    "Remark",
    "Row",
    "Run",
    "Saying",
    "Scope",
    "Span",
    "Statement",
    "Table",
    "Tag",
    "Version",
    "begin",
    "build_template",
    "changed_since",
    "compare",
    "digest",
    "digest_all",
    "documents",
    "download",
    "draft",
    "edit_paragraphs",
    "false_claims",
    "finalise",
    "living",
    "living_with",
    "makers",
    "newest",
    "notice",
    "page",
    "paper",
    "papers",
    "read_controls",
    "read_scope",
    "refetch",
    "register",
    "remarks_of",
    "render",
    "restate",
    "return_to_author",
    "send_for_review",
    "standing_against",
    "standing_content",
    "statement",
    "statements",
    "tables_to_pdf",
    "take_up",
    "template_text",
    "text_of",
    "to_html",
    "to_text",
    "version",
    "withdraw",
    "write_template",
    "write_workbook",
]
