"""Batches sent out, returns that came back, and statements of bank and treasury."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from duzhi.money.payments.rules.requests import MIRROR, OWN
from duzhi.money.payments.rules.statements import SIDES


class Batch(models.Model):
    """支付批次: requests that go together to the provincial system or to the bank; fen."""

    region = models.CharField("财政区划", max_length=9)
    kind = models.CharField("去向", max_length=10)
    on = models.DateField("日期")
    count = models.PositiveIntegerField("申请数")
    amount = models.BigIntegerField("金额（分）")
    by = models.CharField("办理人", max_length=40)
    at = models.DateTimeField("办理时间")

    class Meta:
        verbose_name = "支付批次"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=[MIRROR, OWN]), name="payments_batch_kind"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="payments_batch_amount"),
        ]
        indexes: ClassVar = [models.Index(fields=["region", "on"], name="payments_batch_day")]

    def __str__(self) -> str:
        return f"{self.on:%Y%m%d}-{self.pk}"


class BankReturn(models.Model):
    """银行回单: one return of the bank; the same again changes nothing, another one is refused."""

    region = models.CharField("财政区划", max_length=9)
    number = models.CharField("回单批号", max_length=60)
    digest = models.CharField("内容摘要", max_length=64)
    rows = models.PositiveIntegerField("行数")
    paid = models.BigIntegerField("成功（分）")
    bounced = models.BigIntegerField("退票（分）")
    file = models.BigIntegerField("文件")
    by = models.CharField("导入人", max_length=40)
    at = models.DateTimeField("导入时间")

    class Meta:
        verbose_name = "银行回单"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["region", "number"], name="payments_return_once")
        ]

    def __str__(self) -> str:
        return self.number


class StatementLine(models.Model):
    """对账单行: what bank or treasury says left on a day; fen, what came back is negative."""

    side = models.CharField("对账方", max_length=10)
    region = models.CharField("财政区划", max_length=9)
    on = models.DateField("日期")
    account = models.CharField("账号（掩码）", max_length=40, blank=True)
    payee = models.CharField("对方户名", max_length=300, blank=True)
    amount = models.BigIntegerField("金额（分）")
    serial = models.CharField("流水号", max_length=60, blank=True)
    summary = models.CharField("摘要", max_length=200, blank=True)
    voucher = models.CharField("凭证号", max_length=100, blank=True)
    file = models.BigIntegerField("文件")
    sheet = models.CharField("工作表", max_length=100, blank=True)
    row = models.PositiveIntegerField("行")

    class Meta:
        verbose_name = "对账单行"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(side__in=SIDES), name="payments_statement_side"),
            models.CheckConstraint(condition=~Q(amount=0), name="payments_statement_amount"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["region", "on", "side"], name="payments_statement_day")
        ]

    def __str__(self) -> str:
        return f"{self.side} {self.on} {self.serial}"
