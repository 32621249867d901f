"""资金请示 with their 批示: the papers that start a payment (Appendix J3)."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from duzhi.money.payments.rules.requests import CREDITORS, FUND_STATES, OTHER, UNLISTED


class FundRequest(models.Model):
    """资金请示: who asked for how much and who approved it; amounts in fen.

    `listed` is what living requests ask for under it, `paid` what was paid less what came back.
    """

    region = models.CharField("财政区划", max_length=9)
    number = models.CharField("来文文号", max_length=100)
    agency = models.CharField("单位代码", max_length=21)
    agency_name = models.CharField("单位名称", max_length=300, blank=True)
    purpose = models.CharField("事由", max_length=400)
    amount = models.BigIntegerField("金额（分）")
    approver = models.CharField("批示人", max_length=60)
    approved_on = models.DateField("批示日期")
    opinion = models.CharField("意见原文", max_length=600, blank=True)
    minutes = models.CharField("会议纪要号", max_length=100, blank=True)
    source = models.CharField("资金来源", max_length=100, blank=True)
    creditor = models.CharField("收款对象", max_length=10, default=OTHER)
    due = models.DateField("要求支付日期", null=True, blank=True)
    state = models.CharField("状态", max_length=10, default=UNLISTED)
    answer = models.CharField("退回原因", max_length=300, blank=True)
    listed = models.BigIntegerField("已申请（分）", default=0)
    paid = models.BigIntegerField("已付（分）", default=0)
    by = models.CharField("登记人", max_length=40)
    at = models.DateTimeField("登记时间")
    file = models.BigIntegerField("文件", null=True, blank=True)
    sheet = models.CharField("工作表", max_length=100, blank=True)
    row = models.PositiveIntegerField("行", default=0)
    digest = models.CharField("内容摘要", max_length=32)

    class Meta:
        verbose_name = "资金请示"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["region", "number"], name="payments_fund_number"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="payments_fund_amount"),
            models.CheckConstraint(condition=Q(state__in=FUND_STATES), name="payments_fund_state"),
            models.CheckConstraint(
                condition=Q(creditor__in=CREDITORS), name="payments_fund_creditor"
            ),
            models.CheckConstraint(
                condition=Q(listed__gte=0, paid__gte=0, listed__lte=F("amount")),
                name="payments_fund_within",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["state", "approved_on"], name="payments_fund_waiting"),
            models.Index(fields=["agency", "approved_on"], name="payments_fund_of_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.purpose}"
