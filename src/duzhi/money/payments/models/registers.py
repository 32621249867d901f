"""Registers that the controls before a payment ask; amounts in fen."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q


class BarredPayee(models.Model):
    """收款人黑名单: whom nobody may pay between two days, why, and by which document.

    The account is kept masked and as a blind index; without one the name alone is barred.
    """

    region = models.CharField("财政区划", max_length=9)
    name = models.CharField("收款人", max_length=300)
    account_masked = models.CharField("账号（掩码）", max_length=40, blank=True)
    account_digest = models.CharField("账号索引", max_length=64, blank=True)
    start = models.DateField("列入日期")
    end = models.DateField("解除日期", null=True, blank=True)
    reason = models.CharField("原因", max_length=300)
    source = models.CharField("依据", max_length=200)
    stops = models.BooleanField("拦截", default=True)
    by = models.CharField("登记人", max_length=40)
    at = models.DateTimeField("登记时间")
    lifted_by = models.CharField("解除人", max_length=40, blank=True)
    lifted_why = models.CharField("解除原因", max_length=300, blank=True)
    file = models.BigIntegerField("文件", null=True, blank=True)
    sheet = models.CharField("工作表", max_length=100, blank=True)
    row = models.PositiveIntegerField("行", default=0)

    class Meta:
        verbose_name = "收款人黑名单"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["region", "name", "account_digest", "start"], name="payments_barred_once"
            ),
            models.CheckConstraint(
                condition=Q(end=None) | Q(end__gt=F("start")), name="payments_barred_days"
            ),
            models.CheckConstraint(
                condition=Q(lifted_by="") | ~Q(lifted_by=F("by")), name="payments_barred_two_people"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["name"], name="payments_barred_name"),
            models.Index(
                fields=["account_digest"],
                condition=~Q(account_digest=""),
                name="payments_barred_account",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Contract(models.Model):
    """采购合同: what was agreed with whom; what is left of it follows from the requests."""

    region = models.CharField("财政区划", max_length=9)
    number = models.CharField("采购合同编号", max_length=100)
    agency = models.CharField("单位代码", max_length=21)
    agency_name = models.CharField("单位名称", max_length=300, blank=True)
    title = models.CharField("项目名称", max_length=300)
    supplier = models.CharField("供应商", max_length=300)
    amount = models.BigIntegerField("合同金额（分）")
    supplement = models.BigIntegerField("补充合同（分）", default=0)
    paid_before = models.BigIntegerField("期初已付（分）", default=0)
    signed_on = models.DateField("签订日期")
    by = models.CharField("登记人", max_length=40)
    at = models.DateTimeField("登记时间")
    file = models.BigIntegerField("文件", null=True, blank=True)
    sheet = models.CharField("工作表", max_length=100, blank=True)
    row = models.PositiveIntegerField("行", default=0)

    class Meta:
        verbose_name = "采购合同"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["region", "number"], name="payments_contract_number"),
            models.CheckConstraint(
                condition=Q(amount__gt=0, supplement__gte=0, paid_before__gte=0)
                & Q(paid_before__lte=F("amount") + F("supplement")),
                name="payments_contract_parts",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["agency", "signed_on"], name="payments_contract_of_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class PlanLine(models.Model):
    """用款计划: what a unit may pay of a 资金性质 in a month, as the treasury approved it."""

    region = models.CharField("财政区划", max_length=9)
    year = models.PositiveSmallIntegerField("预算年度")
    number = models.CharField("计划明细编号", max_length=60)
    month = models.PositiveSmallIntegerField("计划月份")
    agency = models.CharField("单位代码", max_length=21)
    agency_name = models.CharField("单位名称", max_length=300, blank=True)
    fund_type = models.CharField("资金性质", max_length=10)
    asked = models.BigIntegerField("申请金额（分）")
    amount = models.BigIntegerField("审批金额（分）")
    purpose = models.CharField("用途", max_length=300, blank=True)
    by = models.CharField("登记人", max_length=40)
    at = models.DateTimeField("登记时间")
    file = models.BigIntegerField("文件")
    sheet = models.CharField("工作表", max_length=100, blank=True)
    row = models.PositiveIntegerField("行", default=0)

    class Meta:
        verbose_name = "用款计划"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["region", "year", "number"], name="payments_plan_number"
            ),
            models.CheckConstraint(
                condition=Q(month__gte=1, month__lte=12), name="payments_plan_month"
            ),
            models.CheckConstraint(
                condition=Q(amount__gte=0) & Q(amount__lte=F("asked")), name="payments_plan_amount"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["agency", "year", "fund_type", "month"], name="payments_plan_of_unit"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.month}月"
