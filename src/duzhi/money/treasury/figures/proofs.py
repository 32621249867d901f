"""What `duzhi verify` proves of purses: none below zero, none lent without two people."""

from collections.abc import Iterator

from django.db.models import F, Q

from duzhi.kernel.finding import Finding
from duzhi.kernel.money import show
from duzhi.ledger import api as ledger
from duzhi.money.treasury.models import Lending, PurseBalance
from duzhi.money.treasury.postings import PURSE_AVAILABLE
from duzhi.money.treasury.rules import decisions, purses

_BASIS = "资金来源不为负；不同资金来源之间借用须有两人签批的暂付记录"


def proofs() -> Iterator[Finding]:
    """Every purse there ever was against its limit, and every lending against its signatures."""
    rows = PurseBalance.objects.order_by("region", "kind", "code")
    for region, kind, code in rows.values_list("region", "kind", "code").distinct():
        own = purses.control(region, kind, code)
        fen = ledger.available(PURSE_AVAILABLE, own)
        if fen < 0:
            text = f"{own} 为 {show(fen, thousands=True)} 元；请查明占用了哪个资金来源并补签暂付"
            yield Finding("treasury.purse_negative", text, _BASIS)
    signed = Lending.objects.exclude(state__in=(decisions.ASKED, decisions.VOID))
    for one in signed.filter(Q(signed_by="") | Q(signed_by=F("asked_by"))).order_by("pk"):
        yield Finding("treasury.unsigned", f"暂付 {one.pk} {one}没有两人签批；请补签", _BASIS)


PROOFS = (proofs,)
