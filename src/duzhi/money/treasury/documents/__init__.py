"""Statements and papers of treasury: 库款月报 and its kin, 付款次序表, the draft 调度款请示."""

from duzhi.money.treasury.documents import cash, plan

DOCUMENTS = (*cash.DOCUMENTS, *plan.DOCUMENTS)
