"""DOCUMENTS: 收入执行表, 收入分级次表, 乡镇收入进度表, 收入对账表."""

from duzhi.money.receipts.documents.tables import (
    DOCUMENTS,
    levels,
    reconcile,
    revenue,
    townships,
)

__all__ = ["DOCUMENTS", "levels", "reconcile", "revenue", "townships"]
