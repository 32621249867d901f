"""Treasury days and trial balances as they were reported, and what the comparison found."""

from django.db import models
from django.db.models import Q


class CashDay(models.Model):
    """库款日: one day of the daily report, fen; a correcting file adds a revision."""

    region = models.CharField("区划代码", max_length=9)
    on = models.DateField("日期")
    revision = models.PositiveSmallIntegerField("修订号", default=1)
    current = models.BooleanField("有效", default=True)
    opening = models.BigIntegerField("期初余额（分）")
    general_revenue = models.BigIntegerField("一般公共预算收入（分）")
    fund_revenue = models.BigIntegerField("政府性基金收入（分）")
    capital_revenue = models.BigIntegerField("国有资本经营收入（分）")
    dispatch = models.BigIntegerField("上级调度款（分）")
    general_bonds = models.BigIntegerField("一般债券转贷（分）")
    special_bonds = models.BigIntegerField("专项债券转贷（分）")
    advances_back = models.BigIntegerField("收回暂付款（分）")
    inflow = models.BigIntegerField("流入合计（分）")
    general_spending = models.BigIntegerField("一般公共预算支出（分）")
    fund_spending = models.BigIntegerField("政府性基金支出（分）")
    capital_spending = models.BigIntegerField("国有资本经营支出（分）")
    general_repaid = models.BigIntegerField("一般债券还本（分）")
    special_repaid = models.BigIntegerField("专项债券还本（分）")
    remitted = models.BigIntegerField("上解扣款（分）")
    dispatch_returned = models.BigIntegerField("归还调度款（分）")
    advances_new = models.BigIntegerField("新增暂付款（分）")
    custody_paid = models.BigIntegerField("代管资金支付（分）")
    outflow = models.BigIntegerField("流出合计（分）")
    closing = models.BigIntegerField("期末余额（分）")
    restricted_bonds = models.BigIntegerField("其中专项债券资金（分）", null=True)
    restricted_special = models.BigIntegerField("其中专款及直达资金（分）", null=True)
    restricted_fund = models.BigIntegerField("其中政府性基金（分）", null=True)
    file = models.BigIntegerField("文件")
    sheet = models.CharField("工作表", max_length=100, blank=True)
    row = models.PositiveIntegerField("行")

    class Meta:
        verbose_name = "库款日"
        ordering = ["region", "on", "revision"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "on", "revision"], name="treasury_day_revision_once"
            ),
            models.UniqueConstraint(
                fields=["region", "on"], condition=Q(current=True), name="treasury_day_stands_once"
            ),
            models.CheckConstraint(condition=Q(closing__gte=0), name="treasury_day_not_negative"),
            models.CheckConstraint(
                condition=Q(closing=models.F("opening") + models.F("inflow") - models.F("outflow")),
                name="treasury_day_identity",
            ),
        ]

    def __str__(self) -> str:
        """Region and day."""
        return f"{self.region} {self.on}"


class AccountBalance(models.Model):
    """总会计科目余额: a row of a month's table, fen; a new table of the month replaces it."""

    region = models.CharField("区划代码", max_length=9)
    period = models.PositiveIntegerField("会计期间")
    current = models.BooleanField("有效", default=True)
    code = models.CharField("科目编码", max_length=20)
    name = models.CharField("科目名称", max_length=100, blank=True)
    opening = models.BigIntegerField("期初余额（分）")
    debit = models.BigIntegerField("本期借方（分）")
    credit = models.BigIntegerField("本期贷方（分）")
    closing = models.BigIntegerField("期末余额（分）")
    file = models.BigIntegerField("文件")
    sheet = models.CharField("工作表", max_length=100, blank=True)
    row = models.PositiveIntegerField("行")

    class Meta:
        verbose_name = "总会计科目余额"
        ordering = ["region", "period", "code"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "period", "code"],
                condition=Q(current=True),
                name="treasury_account_stands_once",
            ),
        ]

    def __str__(self) -> str:
        """Period and code."""
        return f"{self.period} {self.code} {self.name}"


class OpeningBalance(models.Model):
    """期初: the table with which the ledger of a region began."""

    region = models.CharField("区划代码", max_length=9)
    on = models.DateField("日期")
    revision = models.PositiveSmallIntegerField("修订号")
    current = models.BooleanField("有效", default=True)
    file = models.BigIntegerField("文件")

    class Meta:
        verbose_name = "期初余额"
        ordering = ["region", "revision"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "on", "revision"], name="treasury_opening_revision_once"
            ),
            models.UniqueConstraint(
                fields=["region"], condition=Q(current=True), name="treasury_opening_once"
            ),
        ]

    def __str__(self) -> str:
        """Region and day."""
        return f"{self.region} {self.on}"


class Reconciled(models.Model):
    """总会计核对: both numbers of an account when a month's table was last compared, fen."""

    region = models.CharField("区划代码", max_length=9)
    period = models.PositiveIntegerField("会计期间")
    account = models.CharField("账户", max_length=40)
    measure = models.CharField("口径", max_length=10)
    legal = models.BigIntegerField("总会计（分）")
    booked = models.BigIntegerField("校核账（分）")
    at = models.DateTimeField("核对时间")
    by = models.CharField("核对人", max_length=40)

    class Meta:
        verbose_name = "总会计核对"
        ordering = ["region", "period", "account"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "period", "account"], name="treasury_reconciled_once"
            ),
        ]

    def __str__(self) -> str:
        """Period and account."""
        return f"{self.period} {self.account}"
