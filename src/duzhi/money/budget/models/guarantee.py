"""三保: the province's list, what is needed by head, and who is paid from the treasury."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from duzhi.money.budget.rules.guarantee import BLOCKS, STAGES


class GuaranteeItem(models.Model):
    """三保项目: an item of the province's list while it is in force."""

    code = models.CharField("项目编码", max_length=20)
    block = models.CharField("三保类别", max_length=1)
    name = models.CharField("项目名称", max_length=100)
    measure = models.CharField("计量", max_length=20, blank=True)
    payday = models.PositiveSmallIntegerField("每月发放日", default=0)
    start = models.DateField("生效日期")
    end = models.DateField("失效日期", null=True, blank=True)
    basis = models.CharField("依据", max_length=200)
    file = models.BigIntegerField("文件")

    class Meta:
        verbose_name = "三保项目"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["code", "start"], name="budget_guarantee_item_once"),
            models.CheckConstraint(
                condition=Q(block__in=sorted(BLOCKS)), name="budget_guarantee_block"
            ),
            models.CheckConstraint(condition=Q(payday__lte=31), name="budget_guarantee_payday"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class GuaranteeNeed(models.Model):
    """三保测算: persons × standard × months of an item at one stage of 二上二下, fen."""

    region = models.CharField("财政区划", max_length=9)
    year = models.PositiveSmallIntegerField("预算年度")
    stage = models.CharField("环节", max_length=4)
    item = models.CharField("三保项目", max_length=20)
    kind = models.CharField("标准类别", max_length=10)
    standard = models.BigIntegerField("标准（分）")
    persons = models.PositiveIntegerField("人数")
    months = models.PositiveSmallIntegerField("月数")
    need = models.BigIntegerField("需求（分）")
    budget = models.BigIntegerField("已安排（分）")
    file = models.BigIntegerField("文件")
    file_name = models.CharField("文件名", max_length=255)
    sheet = models.CharField("工作表", max_length=100, blank=True)
    row = models.PositiveIntegerField("行")

    class Meta:
        verbose_name = "三保测算"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["region", "year", "stage", "item", "kind"], name="budget_need_once"
            ),
            models.CheckConstraint(condition=Q(stage__in=STAGES), name="budget_need_stage"),
        ]

    def __str__(self) -> str:
        return f"{self.year}年{self.stage} {self.item}"


class StaffPay(models.Model):
    """供养人员与工资统发: a unit's heads and one pay item of a month, fen."""

    region = models.CharField("财政区划", max_length=9)
    month = models.PositiveIntegerField("月份")
    agency = models.CharField("单位代码", max_length=21)
    item = models.CharField("项目", max_length=40)
    posts = models.PositiveIntegerField("编制人数")
    serving = models.PositiveIntegerField("在职人数")
    retired = models.PositiveIntegerField("离退休人数")
    persons = models.PositiveIntegerField("发放人数")
    amount = models.BigIntegerField("金额（分）")
    payday = models.DateField("发放日")
    file = models.BigIntegerField("文件")
    file_name = models.CharField("文件名", max_length=255)
    sheet = models.CharField("工作表", max_length=100, blank=True)
    row = models.PositiveIntegerField("行")

    class Meta:
        verbose_name = "供养人员与工资"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["region", "month", "agency", "item"], name="budget_staff_pay_once"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["month", "region"], name="budget_staff_by_month")]

    def __str__(self) -> str:
        return f"{self.month} {self.agency} {self.item}"
