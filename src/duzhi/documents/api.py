"""The documents engine: tables to terminal, workbook and page; papers whose numbers lead back.

An area offers `Statement` and `Paper` in its DOCUMENTS; `config` registers them. `read_controls`
and `read_scope` read a filled .docx back for the checker.
"""

from duzhi.documents.cells import lines, thousands
from duzhi.documents.chart import (
    AREA,
    BARS,
    BUDGET,
    BULLET,
    DANGER,
    HIGH,
    LAST,
    LINE,
    LOW,
    NOW,
    RANK,
    TARGET,
    WATERFALL,
    Chart,
    Dot,
    Mark,
    Series,
    waterfall,
)
from duzhi.documents.chart import to_table as chart_table
from duzhi.documents.chart_docx import add_chart
from duzhi.documents.chart_echarts import payload as chart_payload
from duzhi.documents.chart_xlsx import workbook_of as chart_workbook
from duzhi.documents.checked.annotated import annotated
from duzhi.documents.checked.checking import (
    check_file,
    check_text,
    checked,
    checked_by,
    drop_checked,
    keep_checked,
    matched_of,
    purge_checked,
    report_of,
)
from duzhi.documents.checked.gate import CHECK_FAILED
from duzhi.documents.checked.ledgered import against_ledger
from duzhi.documents.checked.matched import Matched, ledger_faults
from duzhi.documents.checked.opinion import opinion
from duzhi.documents.checked.points import LABELS as SEVERITIES
from duzhi.documents.checked.points import Point, masked_sentence, points, summary_sentence
from duzhi.documents.content import Check, Content, Fact
from duzhi.documents.controls import Control, Tag, read_controls
from duzhi.documents.differing import Changed, NumberChanged, Span, shown_exact
from duzhi.documents.differing import words as word_difference
from duzhi.documents.downloads import FORMATS, Download, download
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
    write_template,
)
from duzhi.documents.leads import (
    DocumentsLead,
    Entries,
    FigureLead,
    Lead,
    RefLead,
    Standing,
    compared,
)
from duzhi.documents.live import Living, Run, kind_of
from duzhi.documents.models import DRAFT, FINAL, IN_REVIEW, CheckedText, Document, Version
from duzhi.documents.outline import BODY, SECOND
from duzhi.documents.outline import split as split_tokens
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
from duzhi.documents.reading import chips, living, living_with
from duzhi.documents.reviewing import return_to_author, send_for_review, withdraw
from duzhi.documents.scope_part import Entry, Scope, digest, digest_all, read_scope
from duzhi.documents.sources import (
    content_of,
    newest,
    standing_content,
    template_text,
    text_of,
    version,
)
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
from duzhi.documents.workbook import write_list, write_workbook
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
    "AREA",
    "BARS",
    "BODY",
    "BUDGET",
    "BULLET",
    "CHECK_FAILED",
    "COUNT",
    "DANGER",
    "DELETE",
    "DRAFT",
    "EDIT",
    "FINAL",
    "FORMATS",
    "HIGH",
    "INSERT",
    "IN_REVIEW",
    "LAST",
    "LINE",
    "LOW",
    "MONEY",
    "MOVE",
    "NOW",
    "NUMBER",
    "PERCENT",
    "POINTS",
    "RANK",
    "RESTORE",
    "SECOND",
    "SEVERITIES",
    "TARGET",
    "TEXT",
    "WATERFALL",
    "Cell",
    "Change",
    "Changed",
    "Chart",
    "Check",
    "CheckedText",
    "Claim",
    "Column",
    "Compared",
    "Conflict",
    "Content",
    "Control",
    "Document",
    "DocumentsLead",
    "Dot",
    "Download",
    "Drafted",
    "Edited",
    "Entries",
    "Entry",
    "Fact",
    "FigureLead",
    "Files",
    "Item",
    "Lead",
    "Living",
    "Manner",
    "Mark",
    "Matched",
    "NumberChanged",
    "Paper",
    "Paragraph",
    "Point",
    "RefLead",
    "Remark",
    "Row",
    "Run",
    "Saying",
    "Scope",
    "Series",
    "Span",
    "Standing",
    "Statement",
    "Table",
    "Tag",
    "Version",
    "add_chart",
    "against_ledger",
    "annotated",
    "begin",
    "build_template",
    "changed_since",
    "chart_payload",
    "chart_table",
    "chart_workbook",
    "check_file",
    "check_text",
    "checked",
    "checked_by",
    "chips",
    "compare",
    "compared",
    "content_of",
    "digest",
    "digest_all",
    "documents",
    "download",
    "draft",
    "drop_checked",
    "edit_paragraphs",
    "false_claims",
    "finalise",
    "keep_checked",
    "kind_of",
    "ledger_faults",
    "lines",
    "living",
    "living_with",
    "makers",
    "masked_sentence",
    "matched_of",
    "newest",
    "notice",
    "opinion",
    "page",
    "paper",
    "papers",
    "points",
    "purge_checked",
    "read_controls",
    "read_scope",
    "refetch",
    "register",
    "remarks_of",
    "render",
    "report_of",
    "restate",
    "return_to_author",
    "send_for_review",
    "shown_exact",
    "split_tokens",
    "standing_against",
    "standing_content",
    "statement",
    "statements",
    "summary_sentence",
    "tables_to_pdf",
    "take_up",
    "template_text",
    "text_of",
    "thousands",
    "to_html",
    "to_text",
    "version",
    "waterfall",
    "withdraw",
    "word_difference",
    "write_list",
    "write_template",
    "write_workbook",
]
