"""What engine pages and areas use of the web: pages, screens, answers, forms, lists.

`OWN_PAGES`, `JOBS`, `patterns` and the error pages are for `config`, which puts them in place.
"""

from duzhi.documents.api import COUNT, MONEY, PERCENT, POINTS, TEXT
from duzhi.web.answers import done, download, render, submit
from duzhi.web.audit import package
from duzhi.web.audit.proof import prove as prove_package
from duzhi.web.documents.statements import statement as statement_page
from duzhi.web.errors import bad_request, broken, denied, not_found
from duzhi.web.forms import (
    ChoiceField,
    DayField,
    EvidenceField,
    MoneyField,
    ReasonField,
    TextField,
    in_words,
)
from duzhi.web.home import PAGES as OWN_PAGES
from duzhi.web.listing import export
from duzhi.web.listing.columns import CODE, DAY, MOMENT, STATE, Column
from duzhi.web.listing.filters import Amounts, Choice, Condition, Days, Search
from duzhi.web.listing.lists import Batch, List, Listing, list_page
from duzhi.web.pages import (
    BUDGET,
    BUSINESS,
    DEBT,
    FREE,
    GROUPS,
    OVERSIGHT,
    REGION,
    REPORTS,
    REVENUE,
    SPENDING,
    SYSTEM,
    TOP,
    TREASURY,
    UNIT,
    Cell,
    Desk,
    Page,
    Panel,
    has_page,
    page,
    pages,
    panels,
    register_desks,
    register_pages,
    register_panels,
    register_screens,
)
from duzhi.web.people import names as people_names
from duzhi.web.refs import target
from duzhi.web.screen import Screen, address
from duzhi.web.searching import Finder, Found, document_number, register_finders
from duzhi.web.stamp import kept
from duzhi.web.urls import patterns

JOBS = {**export.BODIES, **package.BODIES}
"""For the worker."""

__all__ = [
    "BUDGET",
    "BUSINESS",
    "CODE",
    "COUNT",
    "DAY",
    "DEBT",
    "FREE",
    "GROUPS",
    "JOBS",
    "MOMENT",
    "MONEY",
    "OVERSIGHT",
    "OWN_PAGES",
    "PERCENT",
    "POINTS",
    "REGION",
    "REPORTS",
    "REVENUE",
    "SPENDING",
    "STATE",
    "SYSTEM",
    "TEXT",
    "TOP",
    "TREASURY",
    "UNIT",
    "Amounts",
    "Batch",
    "Cell",
    "Choice",
    "ChoiceField",
    "Column",
    "Condition",
    "DayField",
    "Days",
    "Desk",
    "EvidenceField",
    "Finder",
    "Found",
    "List",
    "Listing",
    "MoneyField",
    "Page",
    "Panel",
    "ReasonField",
    "Screen",
    "Search",
    "TextField",
    "address",
    "bad_request",
    "broken",
    "denied",
    "document_number",
    "done",
    "download",
    "has_page",
    "in_words",
    "kept",
    "list_page",
    "not_found",
    "page",
    "pages",
    "panels",
    "patterns",
    "people_names",
    "prove_package",
    "register_desks",
    "register_finders",
    "register_pages",
    "register_panels",
    "register_screens",
    "render",
    "statement_page",
    "submit",
    "target",
]
