"""DOCUMENTS: 支出执行表, 民生支出表, 预算单位执行表, 已批未付情况表."""

from duzhi.money.payments.documents import meeting, tables
from duzhi.money.payments.documents.tables import livelihood, spending, units

DOCUMENTS = (*tables.DOCUMENTS, meeting.STATEMENT)

__all__ = ["DOCUMENTS", "livelihood", "spending", "units"]
