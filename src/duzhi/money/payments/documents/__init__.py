"""DOCUMENTS: 支出执行表, 民生支出表, 预算单位执行表."""

from duzhi.money.payments.documents.tables import DOCUMENTS, livelihood, spending, units

__all__ = ["DOCUMENTS", "livelihood", "spending", "units"]
