"""The documents engine: tables to terminal, workbook and page; papers whose numbers lead back.

An area offers `Statement` and `Paper` in its DOCUMENTS; `config` registers them. `read_controls`
and `read_scope` read a filled .docx back for the checker.
"""

from duzhi.documents.cells import lines
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
    Mark,
    Series,
    waterfall,
)
from duzhi.documents.chart import to_table as chart_table
from duzhi.documents.chart_docx import add_chart
from duzhi.documents.chart_echarts import payload as chart_payload
from duzhi.documents.chart_xlsx import workbook_of as chart_workbook
from duzhi.documents.controls import Control, Tag, read_controls
from duzhi.documents.drafting import (
    Drafted,
    Files,
    documents,
    draft,
    finalise,
    render,
    write_template,
)
from duzhi.documents.fill import notice
from duzhi.documents.leads import (
    DocumentsLead,
    Entries,
    FigureLead,
    Lead,
    RefLead,
    Standing,
    compared,
    entries,
)
from duzhi.documents.models import DRAFT, FINAL, Document
from duzhi.documents.page import page
from duzhi.documents.paper import (
    Item,
    Paper,
    Saying,
    paper,
    papers,
    register,
    statement,
    statements,
)
from duzhi.documents.printed import Manner
from duzhi.documents.scope_part import Entry, Scope, digest, digest_all, read_scope
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
from duzhi.documents.template import build_template
from duzhi.documents.terminal import to_text
from duzhi.documents.workbook import write_list, write_workbook

__all__ = [
    "AREA",
    "BARS",
    "BUDGET",
    "BULLET",
    "COUNT",
    "DANGER",
    "DRAFT",
    "FINAL",
    "HIGH",
    "LAST",
    "LINE",
    "LOW",
    "MONEY",
    "NOW",
    "NUMBER",
    "PERCENT",
    "POINTS",
    "RANK",
    "TARGET",
    "TEXT",
    "WATERFALL",
    "Cell",
    "Chart",
    "Column",
    "Control",
    "Document",
    "DocumentsLead",
    "Drafted",
    "Entries",
    "Entry",
    "FigureLead",
    "Files",
    "Item",
    "Lead",
    "Manner",
    "Mark",
    "Paper",
    "RefLead",
    "Row",
    "Saying",
    "Scope",
    "Series",
    "Standing",
    "Statement",
    "Table",
    "Tag",
    "add_chart",
    "build_template",
    "chart_payload",
    "chart_table",
    "chart_workbook",
    "compared",
    "digest",
    "digest_all",
    "documents",
    "draft",
    "entries",
    "finalise",
    "lines",
    "notice",
    "page",
    "paper",
    "papers",
    "read_controls",
    "read_scope",
    "register",
    "render",
    "statement",
    "statements",
    "to_html",
    "to_text",
    "waterfall",
    "write_list",
    "write_template",
    "write_workbook",
]
