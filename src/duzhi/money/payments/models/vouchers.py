"""Payments as the provincial system reported them, one row per revision of a voucher."""

from django.db import models
from django.db.models import Q

from duzhi.money.payments.rules import CLEARED, CORRECTION, NORMAL, PAID, REFUND


class Payment(models.Model):
    """支付凭证: what a file said about it; a correcting file adds a revision, none is edited."""

    document = models.CharField("单据号", max_length=120)
    revision = models.PositiveSmallIntegerField("修订号", default=1)
    current = models.BooleanField("有效", default=True)
    month = models.PositiveIntegerField("支付月份")
    on = models.DateField("实际支付日期")
    booked_on = models.DateField("入账日期")
    region = models.CharField("区划代码", max_length=9)
    number = models.CharField("支付凭证号", max_length=100)
    dated = models.DateField("凭证日期", null=True, blank=True)
    application = models.CharField("支付申请编号", max_length=100, blank=True)
    year = models.PositiveSmallIntegerField("预算年度")
    agency = models.CharField("单位代码", max_length=21)
    agency_name = models.CharField("单位名称", max_length=300, blank=True)
    fund_type = models.CharField("资金性质", max_length=10)
    subject = models.CharField("支出功能科目", max_length=40)
    gov_econ = models.CharField("政府经济分类", max_length=11, blank=True)
    dep_econ = models.CharField("部门经济分类", max_length=20, blank=True)
    project = models.CharField("项目代码", max_length=40, blank=True)
    project_name = models.CharField("项目名称", max_length=180, blank=True)
    payee = models.CharField("收款人名称", max_length=300, blank=True)
    account_masked = models.CharField("收款人账号（掩码）", max_length=40, blank=True)
    account_digest = models.CharField("账号索引", max_length=64, blank=True)
    purpose = models.CharField("用途", max_length=300, blank=True)
    kind = models.CharField("业务类型", max_length=10)
    original = models.CharField("原支付凭证号", max_length=100, blank=True)
    amount = models.BigIntegerField("支付金额（分）")
    guarantee = models.CharField("三保标识", max_length=20, blank=True)
    direct = models.CharField("直达资金标识", max_length=20, blank=True)
    source_doc = models.CharField("资金来源文号", max_length=100, blank=True)
    bond = models.CharField("债券代码", max_length=38, blank=True)
    status = models.CharField("支付状态", max_length=10)
    file = models.BigIntegerField("文件")
    sheet = models.CharField("工作表", max_length=100, blank=True)
    row = models.PositiveIntegerField("行")
    digest = models.CharField("内容摘要", max_length=32)

    class Meta:
        verbose_name = "支付凭证"
        ordering = ["document", "revision"]
        constraints = [
            models.UniqueConstraint(fields=["document", "revision"], name="payments_revision_once"),
            models.UniqueConstraint(
                fields=["document"], condition=Q(current=True), name="payments_stands_once"
            ),
            models.CheckConstraint(condition=~Q(amount=0), name="payments_amount_not_zero"),
            models.CheckConstraint(
                condition=Q(kind__in=[NORMAL, REFUND, CORRECTION]), name="payments_kind"
            ),
            models.CheckConstraint(condition=Q(status__in=[PAID, CLEARED]), name="payments_status"),
            models.CheckConstraint(condition=Q(revision__gte=1), name="payments_revision"),
        ]
        indexes = [
            models.Index(fields=["month", "region"], name="payments_by_month"),
            models.Index(fields=["on", "id"], condition=Q(current=True), name="payments_newest"),
            models.Index(
                fields=["agency", "on", "id"], condition=Q(current=True), name="payments_of_unit"
            ),
            models.Index(
                fields=["amount", "id"], condition=Q(current=True), name="payments_by_amount"
            ),
            models.Index(
                fields=["number", "id"], condition=Q(current=True), name="payments_by_number"
            ),
            models.Index(
                fields=["subject", "on", "id"],
                condition=Q(current=True),
                name="payments_by_subject",
            ),
        ]

    def __str__(self) -> str:
        """Number and revision."""
        return f"{self.document}#{self.revision}"
