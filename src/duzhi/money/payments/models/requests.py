"""Payment requests with their lines and what came back of them; amounts in fen."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from duzhi.money.payments.flow import DRAFT, STATES
from duzhi.money.payments.models.banking import Batch
from duzhi.money.payments.models.funds import FundRequest
from duzhi.money.payments.rules.requests import (
    CREDITORS,
    KINDS_OF_REQUEST,
    METHODS,
    MIRROR,
    ORDINARY,
    OTHER,
    OWN,
    TRANSFER,
)
from duzhi.money.payments.rules.returns import BOUNCED, LINE_STATES, PAID, WAITING


class PaymentRequest(models.Model):
    """支付申请: from the unit's draft to paid; the quota's classifications are copied."""

    region = models.CharField("财政区划", max_length=9)
    year = models.PositiveSmallIntegerField("预算年度")
    kind = models.CharField("类别", max_length=10, default=ORDINARY)
    mode = models.CharField("支付方式", max_length=10, default=MIRROR)
    state = models.CharField("状态", max_length=10, default=DRAFT)
    held = models.CharField("挂起原因", max_length=300, blank=True)
    answer = models.CharField("退回原因", max_length=300, blank=True)
    attempt = models.PositiveSmallIntegerField("第几次提交", default=0)
    fund = models.ForeignKey(
        FundRequest, models.PROTECT, verbose_name="资金请示", null=True, blank=True
    )
    origin = models.CharField("来源单据", max_length=200, blank=True)
    resends = models.ForeignKey(
        "self", models.PROTECT, verbose_name="重发的申请", null=True, blank=True
    )
    agency = models.CharField("单位代码", max_length=21)
    agency_name = models.CharField("单位名称", max_length=300, blank=True)
    quota = models.BigIntegerField("指标")
    quota_number = models.CharField("指标编号", max_length=60)
    fund_type = models.CharField("资金性质", max_length=10)
    subject = models.CharField("支出功能科目", max_length=40)
    gov_econ = models.CharField("政府经济分类", max_length=11, blank=True)
    dep_econ = models.CharField("部门经济分类", max_length=20, blank=True)
    project = models.CharField("项目代码", max_length=40, blank=True)
    source_doc = models.CharField("资金来源文号", max_length=100, blank=True)
    guarantee = models.CharField("三保标识", max_length=20, blank=True)
    direct = models.CharField("直达资金标识", max_length=20, blank=True)
    bond = models.CharField("债券代码", max_length=38, blank=True)
    contract = models.CharField("采购合同编号", max_length=100, blank=True)
    contract_amount = models.BigIntegerField("合同金额（分）", default=0)
    method = models.CharField("结算方式", max_length=10, default=TRANSFER)
    creditor = models.CharField("收款对象", max_length=10, default=OTHER)
    focus = models.BooleanField("重点", default=False)
    purpose = models.CharField("用途", max_length=300)
    payee = models.CharField("收款人", max_length=300)
    account_masked = models.CharField("收款人账号（掩码）", max_length=40, blank=True)
    account_digest = models.CharField("账号索引", max_length=64, blank=True)
    lines_count = models.PositiveIntegerField("笔数", default=1)
    amount = models.BigIntegerField("金额（分）")
    paid = models.BigIntegerField("已付（分）", default=0)
    bounced = models.BigIntegerField("退票（分）", default=0)
    refunded = models.BigIntegerField("退款（分）", default=0)
    due = models.DateField("要求支付日期")
    maker = models.CharField("经办人", max_length=40)
    made_at = models.DateTimeField("录入时间")
    submitted_on = models.DateField("提交日期", null=True, blank=True)
    endorser = models.CharField("单位审核人", max_length=40, blank=True)
    consenter = models.CharField("业务股会签人", max_length=40, blank=True)
    reviewer = models.CharField("初审人", max_length=40, blank=True)
    approver = models.CharField("复核人", max_length=40, blank=True)
    approved_on = models.DateField("复核日期", null=True, blank=True)
    application = models.CharField("支付申请编号", max_length=100, blank=True)
    voucher = models.CharField("支付凭证号", max_length=100, blank=True)
    paid_on = models.DateField("支付日期", null=True, blank=True)
    batch = models.ForeignKey(
        Batch, models.PROTECT, verbose_name="批次", null=True, blank=True, related_name="requests"
    )

    class Meta:
        verbose_name = "支付申请"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=STATES), name="payments_request_state"),
            models.CheckConstraint(
                condition=Q(kind__in=KINDS_OF_REQUEST), name="payments_request_kind"
            ),
            models.CheckConstraint(
                condition=Q(mode__in=[MIRROR, OWN]), name="payments_request_mode"
            ),
            models.CheckConstraint(condition=Q(method__in=METHODS), name="payments_request_method"),
            models.CheckConstraint(
                condition=Q(creditor__in=CREDITORS), name="payments_request_creditor"
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="payments_request_amount"),
            models.CheckConstraint(
                condition=Q(paid__gte=0, bounced__gte=0, refunded__gte=0)
                & Q(paid__lte=F("amount") - F("bounced"))
                & Q(refunded__lte=F("paid")),
                name="payments_request_within",
            ),
            models.CheckConstraint(
                condition=(Q(endorser="") | ~Q(endorser=F("maker")))
                & (Q(reviewer="") | ~Q(reviewer=F("maker")))
                & (Q(approver="") | (~Q(approver=F("maker")) & ~Q(approver=F("reviewer")))),
                name="payments_request_two_people",
            ),
            models.UniqueConstraint(
                fields=["region", "year", "application"],
                condition=~Q(application=""),
                name="payments_request_application",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["state", "region", "due"], name="payments_request_queue"),
            models.Index(fields=["agency", "made_at"], name="payments_request_of_unit"),
            models.Index(fields=["payee", "submitted_on"], name="payments_request_payee"),
            models.Index(
                fields=["contract"], condition=~Q(contract=""), name="payments_request_contract"
            ),
            models.Index(
                fields=["voucher"], condition=~Q(voucher=""), name="payments_request_voucher"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}-{self.pk} {self.purpose}"


class PaymentLine(models.Model):
    """支付明细行: one payee of a request; the account is encrypted, its mask is what people see."""

    request = models.ForeignKey(PaymentRequest, models.PROTECT, related_name="lines")
    no = models.PositiveIntegerField("行号")
    payee = models.CharField("收款人", max_length=300)
    bank = models.CharField("开户行", max_length=200, blank=True)
    account_masked = models.CharField("收款人账号（掩码）", max_length=40)
    account_digest = models.CharField("账号索引", max_length=64)
    account_cipher = models.CharField("收款人账号（密文）", max_length=200)
    amount = models.BigIntegerField("金额（分）")
    state = models.CharField("状态", max_length=10, default=WAITING)
    code = models.CharField("退票代码", max_length=10, blank=True)
    remark = models.CharField("银行附言", max_length=200, blank=True)
    serial = models.CharField("银行流水号", max_length=60, blank=True)
    paid_on = models.DateField("支付日期", null=True, blank=True)

    class Meta:
        verbose_name = "支付明细行"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["request", "no"], name="payments_line_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="payments_line_amount"),
            models.CheckConstraint(condition=Q(state__in=LINE_STATES), name="payments_line_state"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["account_digest"], name="payments_line_account"),
            models.Index(fields=["payee", "account_digest"], name="payments_line_payee"),
        ]

    def __str__(self) -> str:
        return f"{self.request_id}/{self.no}"


class Settlement(models.Model):
    """核销记录: a voucher of the provincial system that paid our request, or failed to."""

    request = models.ForeignKey(PaymentRequest, models.PROTECT, related_name="settlements")
    region = models.CharField("财政区划", max_length=9)
    year = models.PositiveSmallIntegerField("年度")
    voucher = models.CharField("支付凭证号", max_length=100)
    amount = models.BigIntegerField("金额（分）")
    on = models.DateField("支付日期")
    state = models.CharField("状态", max_length=10, default=PAID)

    class Meta:
        verbose_name = "核销记录"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["region", "year", "voucher"], name="payments_settlement_once"
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="payments_settlement_amount"),
            models.CheckConstraint(
                condition=Q(state__in=[PAID, BOUNCED]), name="payments_settlement_state"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.voucher} {self.state}"


class Refund(models.Model):
    """退款: money of a paid request that came back; of an earlier year it restores no quota."""

    request = models.ForeignKey(PaymentRequest, models.PROTECT, related_name="refunds")
    amount = models.BigIntegerField("金额（分）")
    on = models.DateField("退款日期")
    restores = models.BooleanField("恢复指标")
    voucher = models.CharField("支付凭证号", max_length=100, blank=True)
    reason = models.CharField("原因", max_length=300)
    by = models.CharField("登记人", max_length=40)
    at = models.DateTimeField("登记时间")

    class Meta:
        verbose_name = "退款"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="payments_refund_amount"),
            models.UniqueConstraint(
                fields=["request", "voucher"],
                condition=~Q(voucher=""),
                name="payments_refund_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request_id} {self.amount}"
