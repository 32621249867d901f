"""Pages of statements and papers."""

from duzhi.web.documents.statements import STATEMENT_PAGES

PAGES = STATEMENT_PAGES
