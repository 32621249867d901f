"""What treasury, tax office and collecting units reported, with its place in their files."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from duzhi.kernel.codes import CAPITAL, FUND, GENERAL, LEVEL_NAMES
from duzhi.money.receipts.rules.details import PAID_IN, RECEIVED, UNPAID, VOID
from duzhi.money.receipts.rules.targets import MEASURE_NAMES, NATURES
from duzhi.money.receipts.rules.treasury import Number

_LEVELS = sorted(LEVEL_NAMES)


class TreasuryDay(models.Model):
    """国库日: a day of one treasury and budget, the document of an entry; never edited."""

    treasury = models.CharField("国库代码", max_length=10)
    region = models.CharField("财政区划", max_length=9)
    on = models.DateField("报表日期", db_index=True)
    fund_type = models.CharField("资金性质", max_length=2)
    adjustment = models.BooleanField("调整期", default=False)
    fiscal_year = models.PositiveSmallIntegerField("预算年度")
    revision = models.PositiveIntegerField("修订号")
    digest = models.CharField("内容摘要", max_length=64)
    standing = models.BooleanField("现行", default=True)
    file = models.BigIntegerField("文件")
    file_name = models.CharField("文件名", max_length=255)

    class Meta:
        verbose_name = "国库日报单"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["treasury", "on", "fund_type", "adjustment", "revision"],
                name="receipts_day_revision",
            ),
            models.UniqueConstraint(
                fields=["treasury", "on", "fund_type", "adjustment"],
                condition=Q(standing=True),
                name="receipts_day_stands_once",
            ),
            models.CheckConstraint(
                condition=Q(fund_type__in=[GENERAL, FUND, CAPITAL]), name="receipts_day_fund"
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)

    @property
    def number(self) -> Number:
        """What its entries are booked under."""
        return Number(self.treasury, self.on, self.fund_type, self.adjustment)


class TreasuryRow(models.Model):
    """国库日报行: the one true layer of a report, all five levels; amounts in fen."""

    document = models.ForeignKey(TreasuryDay, models.PROTECT, related_name="rows")
    organ = models.CharField("征收机关代码", max_length=12)
    level = models.CharField("预算级次", max_length=1)
    subject = models.CharField("科目代码", max_length=40)
    name = models.CharField("科目名称", max_length=300, blank=True)
    day = models.BigIntegerField("日累计（分）")
    ten = models.BigIntegerField("旬累计（分）", null=True)
    month = models.BigIntegerField("月累计（分）", null=True)
    quarter = models.BigIntegerField("季累计（分）", null=True)
    year = models.BigIntegerField("年累计（分）", null=True)
    sheet = models.CharField("工作表", max_length=100, blank=True)
    row = models.PositiveIntegerField("行")

    class Meta:
        verbose_name = "国库日报行"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["document", "organ", "level", "subject"], name="receipts_row_once"
            ),
            models.CheckConstraint(condition=Q(level__in=_LEVELS), name="receipts_row_level"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.level}"


class Detail(models.Model):
    """A row of a sub-ledger: not posted, reconciled to the treasury by day, 项 and level."""

    region = models.CharField("财政区划", max_length=9)
    scope = models.CharField("所属期间", max_length=7)
    number = models.CharField("凭证号", max_length=60)
    no = models.PositiveSmallIntegerField("序号")
    subject = models.CharField("科目代码", max_length=40)
    amount = models.BigIntegerField("金额（分）")
    file = models.BigIntegerField("文件")
    file_name = models.CharField("文件名", max_length=255)
    sheet = models.CharField("工作表", max_length=100, blank=True)
    row = models.PositiveIntegerField("行")

    class Meta:
        abstract = True
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["region", "number", "no"], name="%(class)s_once")
        ]
        indexes: ClassVar = [models.Index(fields=["region", "scope"], name="%(class)s_scope")]

    def __str__(self) -> str:
        return self.number


class TaxReceipt(Detail):
    """税票: gross tax of one level; the taxpayer's number is confidential (税收征管法 第八条).

    The number of a natural person is kept masked; the blind index finds it again.
    """

    level = models.CharField("预算级次", max_length=1)
    booked_on = models.DateField("入库日期", db_index=True)
    paid_on = models.DateField("缴款日期", null=True)
    period_start = models.DateField("税款所属期起", null=True)
    period_end = models.DateField("税款所属期止", null=True)
    taxpayer_id = models.CharField("纳税人识别号", max_length=30, blank=True)
    taxpayer_index = models.CharField("识别号索引", max_length=64, blank=True, db_index=True)
    taxpayer = models.CharField("纳税人名称", max_length=300, blank=True)
    item = models.CharField("征收项目", max_length=100, blank=True)
    detail_item = models.CharField("征收品目", max_length=200, blank=True)
    tax_office = models.CharField("主管税务所", max_length=100, blank=True)
    street = models.CharField("街道乡镇", max_length=100, blank=True)
    industry = models.CharField("行业", max_length=100, blank=True)
    registration = models.CharField("登记注册类型", max_length=100, blank=True)

    class Meta(Detail.Meta):
        verbose_name = "税票"
        indexes: ClassVar = [
            *Detail.Meta.indexes,
            models.Index(fields=["street", "booked_on"], name="taxreceipt_street"),
        ]
        constraints: ClassVar = [
            *Detail.Meta.constraints,
            models.CheckConstraint(condition=Q(level__in=_LEVELS), name="taxreceipt_level"),
        ]


class Refund(Detail):
    """收入退库: money back to a payer; the amount is positive."""

    level = models.CharField("预算级次", max_length=1)
    on = models.DateField("退库日期", db_index=True)
    treasury = models.CharField("国库代码", max_length=10, blank=True)
    taxpayer_id = models.CharField("纳税人识别号", max_length=30, blank=True)
    taxpayer_index = models.CharField("识别号索引", max_length=64, blank=True, db_index=True)
    taxpayer = models.CharField("纳税人名称", max_length=300, blank=True)
    reason = models.CharField("退库原因", max_length=100, blank=True)

    class Meta(Detail.Meta):
        verbose_name = "收入退库"
        constraints: ClassVar = [
            *Detail.Meta.constraints,
            models.CheckConstraint(condition=Q(level__in=_LEVELS), name="refund_level"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="refund_positive"),
        ]


class NonTaxSlip(Detail):
    """一般缴款书: counts on the day it reached the treasury."""

    fund_type = models.CharField("资金性质", max_length=10)
    unit_code = models.CharField("执收单位代码", max_length=21, blank=True)
    unit_name = models.CharField("执收单位名称", max_length=300, blank=True)
    item_code = models.CharField("收费项目编码", max_length=40, blank=True)
    item_name = models.CharField("收费项目名称", max_length=300, blank=True)
    payer = models.CharField("缴款人", max_length=300, blank=True)
    issued_on = models.DateField("开票日期")
    received_on = models.DateField("到账日期", null=True)
    treasury_on = models.DateField("缴库日期", null=True, db_index=True)
    status = models.CharField("状态", max_length=20)

    class Meta(Detail.Meta):
        verbose_name = "一般缴款书"
        constraints: ClassVar = [
            *Detail.Meta.constraints,
            models.CheckConstraint(
                condition=Q(status__in=[PAID_IN, RECEIVED, VOID, UNPAID]),
                name="nontaxslip_status",
            ),
            models.CheckConstraint(
                condition=~Q(status=PAID_IN) | Q(treasury_on__isnull=False),
                name="nontaxslip_paid_on",
            ),
        ]


class RevenueTarget(models.Model):
    """收入预期目标: an expectation or a duty of work, never a quota for those who collect.

    The county's own 区划 stands for 市直; another amount or leader is a new revision.
    """

    year = models.PositiveSmallIntegerField("年度")
    region = models.CharField("区划代码", max_length=9)
    name = models.CharField("名称", max_length=100)
    measure = models.CharField("口径", max_length=10)
    amount = models.BigIntegerField("年度目标（分）")
    nature = models.CharField("目标性质", max_length=10)
    leader = models.CharField("责任领导", max_length=60, blank=True)
    note = models.CharField("备注", max_length=200, blank=True)
    revision = models.PositiveIntegerField("修订号")
    standing = models.BooleanField("现行", default=True)
    file = models.BigIntegerField("文件")
    file_name = models.CharField("文件名", max_length=255)
    sheet = models.CharField("工作表", max_length=100, blank=True)
    row = models.PositiveIntegerField("行")

    class Meta:
        verbose_name = "收入预期目标"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["region", "year", "measure", "revision"], name="receipts_target_revision"
            ),
            models.UniqueConstraint(
                fields=["region", "year", "measure"],
                condition=Q(standing=True),
                name="receipts_target_stands_once",
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="receipts_target_positive"),
            models.CheckConstraint(
                condition=Q(measure__in=sorted(MEASURE_NAMES)), name="receipts_target_measure"
            ),
            models.CheckConstraint(
                condition=Q(nature__in=sorted(NATURES)), name="receipts_target_nature"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}年{self.name}{MEASURE_NAMES[self.measure]}预期目标"
