"""Budget tables by version with their lines, and the adjustments the 人大常委会 approved."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from duzhi.kernel.codes import BUDGET_NAMES
from duzhi.money.budget.rules.balance import CURRENT, FINAL, INITIAL, SOURCE, TRIGGERS, USE


class BudgetTable(models.Model):
    """预算表: one version of one budget of a region and year; another content is a new revision."""

    region = models.CharField("财政区划", max_length=9)
    year = models.PositiveSmallIntegerField("预算年度")
    version = models.CharField("版本", max_length=10)
    fund_type = models.CharField("资金性质", max_length=2)
    revision = models.PositiveIntegerField("修订号")
    digest = models.CharField("内容摘要", max_length=64)
    standing = models.BooleanField("现行", default=True)
    file = models.BigIntegerField("文件")
    file_name = models.CharField("文件名", max_length=255)
    by = models.CharField("导入人", max_length=40)
    at = models.DateTimeField("导入时间")

    class Meta:
        verbose_name = "预算表"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["region", "year", "version", "fund_type", "revision"],
                name="budget_table_revision",
            ),
            models.UniqueConstraint(
                fields=["region", "year", "version", "fund_type"],
                condition=Q(standing=True),
                name="budget_table_stands_once",
            ),
            models.CheckConstraint(
                condition=Q(version__in=[INITIAL, CURRENT, FINAL]) | Q(version__startswith="调整"),
                name="budget_table_version",
            ),
            models.CheckConstraint(
                condition=Q(fund_type__in=sorted(BUDGET_NAMES)), name="budget_table_fund"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.region} {self.year} {BUDGET_NAMES[self.fund_type]}{self.version}数"


class BudgetLine(models.Model):
    """预算科目行: an amount in fen; `heading` marks one that only sums up others of its table."""

    table = models.ForeignKey(BudgetTable, models.PROTECT, related_name="lines")
    direction = models.CharField("收支方向", max_length=2)
    subject = models.CharField("科目编码", max_length=40)
    name = models.CharField("科目名称", max_length=300)
    level = models.CharField("级次", max_length=10, blank=True)
    amount = models.BigIntegerField("金额（分）")
    heading = models.BooleanField("上级科目", default=False)
    sheet = models.CharField("工作表", max_length=100, blank=True)
    row = models.PositiveIntegerField("行")

    class Meta:
        verbose_name = "预算科目行"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["table", "direction", "subject", "name", "level"], name="budget_line_once"
            ),
            models.CheckConstraint(
                condition=Q(direction__in=[SOURCE, USE]), name="budget_line_direction"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.name}"


class Adjustment(models.Model):
    """预算调整: approved by the 人大常委会; its lines are the table of version 调整n."""

    region = models.CharField("财政区划", max_length=9)
    year = models.PositiveSmallIntegerField("预算年度")
    no = models.PositiveSmallIntegerField("第几次")
    trigger = models.PositiveSmallIntegerField("调整事由")
    approve_body = models.CharField("批准机关", max_length=100)
    approve_date = models.DateField("批准日期")
    note = models.CharField("说明", max_length=400, blank=True)
    by = models.CharField("登记人", max_length=40)
    at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = "预算调整"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["region", "year", "no"], name="budget_adjustment_once"),
            models.CheckConstraint(
                condition=Q(trigger__in=sorted(TRIGGERS)), name="budget_adjustment_trigger"
            ),
            models.CheckConstraint(condition=Q(no__gte=1), name="budget_adjustment_no"),
        ]

    def __str__(self) -> str:
        return f"{self.year}年第{self.no}次预算调整"
