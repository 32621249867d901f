"""Registers brought in by file: purses, arrears, advances, the upper level, what falls due.

A row that a later file changes or leaves out stays as history; one row of a key is current.
"""

from django.db import models
from django.db.models import Q


def _standing(name: str, *fields: str) -> list[models.BaseConstraint]:
    own = ["region", *fields]
    return [
        models.UniqueConstraint(
            fields=own, condition=Q(current=True), name=f"treasury_{name}_stands_once"
        )
    ]


def _amount(field: str, name: str) -> models.CheckConstraint:
    return models.CheckConstraint(condition=Q(amount__gte=0), name=f"treasury_{name}_{field}")


class Register(models.Model):
    """What every row of a register has: whose it is, whether it stands, where it came from."""

    region = models.CharField("区划代码", max_length=9)
    current = models.BooleanField("有效", default=True)
    file = models.BigIntegerField("文件")
    sheet = models.CharField("工作表", max_length=100, blank=True)
    row = models.PositiveIntegerField("行")

    class Meta:
        abstract = True


class PurseBalance(Register):
    """资金来源余额: one purse at the end of a day, fen (domain.md Appendix J1)."""

    on = models.DateField("日期")
    kind = models.CharField("类别", max_length=10)
    code = models.CharField("资金来源编码", max_length=60)
    name = models.CharField("资金来源", max_length=100)
    amount = models.BigIntegerField("余额（分）")

    class Meta:
        verbose_name = "资金来源余额"
        ordering = ["region", "on", "kind", "code"]
        constraints = [
            *_standing("purse", "on", "kind", "code"),
            _amount("not_negative", "purse"),
        ]

    def __str__(self) -> str:
        """Day and name."""
        return f"{self.on} {self.name}"


class Obligation(Register):
    """欠账: what is owed to whom since when, by which law, and when it is to be paid; fen."""

    number = models.CharField("欠账编号", max_length=40)
    group = models.CharField("分组", max_length=20)
    item = models.CharField("事项", max_length=100)
    law_class = models.CharField("法律类别", max_length=20)
    agency = models.CharField("责任单位", max_length=100, blank=True)
    creditor = models.CharField("债权人", max_length=100)
    creditors = models.PositiveIntegerField("债权人数", default=1)
    since = models.DateField("形成日期")
    year = models.PositiveIntegerField("所属年度")
    amount = models.BigIntegerField("金额（分）")
    plan_on = models.DateField("计划偿还日", null=True)
    purse = models.CharField("资金来源", max_length=200)
    tier = models.PositiveSmallIntegerField("层级")

    class Meta:
        verbose_name = "欠账"
        ordering = ["region", "number"]
        constraints = [
            *_standing("obligation", "number"),
            _amount("not_negative", "obligation"),
        ]

    def __str__(self) -> str:
        """Number and item."""
        return f"{self.number} {self.item}"


class ArrearPayment(Register):
    """欠账拨付: money paid on an obligation, fen."""

    number = models.CharField("拨付编号", max_length=40)
    obligation = models.CharField("欠账编号", max_length=40)
    on = models.DateField("拨付日期")
    amount = models.BigIntegerField("金额（分）")
    voucher = models.CharField("凭证", max_length=60, blank=True)

    class Meta:
        verbose_name = "欠账拨付"
        ordering = ["region", "on", "number"]
        constraints = [
            *_standing("arrear_payment", "number"),
            _amount("not_negative", "arrear_payment"),
        ]

    def __str__(self) -> str:
        """Day and number."""
        return f"{self.on} {self.number}"


class Advance(Register):
    """暂付款: money advanced before a budget stood behind it, fen."""

    number = models.CharField("暂付编号", max_length=40)
    since = models.DateField("形成日期")
    agency = models.CharField("单位", max_length=100)
    purpose = models.CharField("事由", max_length=200)
    amount = models.BigIntegerField("金额（分）")
    returned = models.BigIntegerField("已消化（分）")
    plan_on = models.DateField("计划消化日", null=True)
    way = models.CharField("消化方式", max_length=100, blank=True)

    class Meta:
        verbose_name = "暂付款"
        ordering = ["region", "since", "number"]
        constraints = [
            *_standing("advance", "number"),
            models.CheckConstraint(
                condition=Q(returned__gte=0) & Q(returned__lte=models.F("amount")),
                name="treasury_advance_within",
            ),
        ]

    def __str__(self) -> str:
        """Number and purpose."""
        return f"{self.number} {self.purpose}"


class UpperItem(Register):
    """与上级往来: 调度款, 归还 and 扣款 as the province lists them, fen."""

    number = models.CharField("文号", max_length=60)
    on = models.DateField("日期")
    summary = models.CharField("摘要", max_length=200)
    received = models.BigIntegerField("调入（分）", default=0)
    deducted = models.BigIntegerField("扣回（分）", default=0)

    class Meta:
        verbose_name = "与上级往来"
        ordering = ["region", "on", "number"]
        constraints = _standing("upper", "number")

    def __str__(self) -> str:
        """Day and summary."""
        return f"{self.on} {self.summary}"


class Due(Register):
    """到期事项: payroll, debt service, 民生 and requests that wait to be paid, fen."""

    number = models.CharField("编号", max_length=40)
    kind = models.CharField("类别", max_length=10)
    purpose = models.CharField("事项", max_length=200)
    agency = models.CharField("单位", max_length=100)
    amount = models.BigIntegerField("金额（分）")
    on = models.DateField("到期日")
    tier = models.PositiveSmallIntegerField("层级")
    block = models.CharField("三保类别", max_length=10, blank=True)
    purses = models.CharField("资金来源", max_length=300, blank=True)
    divisible = models.BooleanField("可分次", default=False)
    state = models.CharField("状态", max_length=20)
    note = models.CharField("说明", max_length=200, blank=True)
    contact = models.CharField("联系人", max_length=100, blank=True)

    class Meta:
        verbose_name = "到期事项"
        ordering = ["region", "on", "number"]
        constraints = [*_standing("due", "number"), _amount("not_negative", "due")]

    def __str__(self) -> str:
        """Number and purpose."""
        return f"{self.number} {self.purpose}"


class Expected(Register):
    """预计资金: a flow the office expects on a day in a purse, fen; negative goes out."""

    on = models.DateField("日期")
    purse = models.CharField("资金来源", max_length=100)
    kind = models.CharField("类别", max_length=10)
    name = models.CharField("事项", max_length=100)
    amount = models.BigIntegerField("预计（分）")
    low = models.BigIntegerField("下限（分）")

    class Meta:
        verbose_name = "预计资金"
        ordering = ["region", "on", "purse", "name"]
        constraints = _standing("expected", "on", "purse", "kind", "name")

    def __str__(self) -> str:
        """Day and name."""
        return f"{self.on} {self.name}"
