"""Quotas (指标), the acts on them, and what the provincial register said about them."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from duzhi.money.budget.rules import quotas as rules


class Quota(models.Model):
    """指标: a unit's right to spend; its money stands in the ledger, `current` and `frozen` too."""

    region = models.CharField("财政区划", max_length=9)
    year = models.PositiveSmallIntegerField("预算年度")
    number = models.CharField("指标编号", max_length=60)
    title = models.CharField("指标文标题", max_length=300, blank=True)
    doc_no = models.CharField("本级指标文号", max_length=100, blank=True)
    upper_doc = models.CharField("上级指标文号", max_length=100, blank=True)
    issued_on = models.DateField("下达日期", null=True, blank=True)
    level = models.CharField("预算级次", max_length=2, blank=True)
    agency = models.CharField("单位代码", max_length=21)
    office = models.CharField("业务主管股室", max_length=40, blank=True)
    fund_type = models.CharField("资金性质", max_length=10)
    subject = models.CharField("支出功能科目", max_length=40)
    gov_econ = models.CharField("政府经济分类", max_length=11, blank=True)
    dep_econ = models.CharField("部门经济分类", max_length=20, blank=True)
    project = models.CharField("项目代码", max_length=40, blank=True)
    since = models.PositiveSmallIntegerField("资金年度", default=0)
    kind = models.CharField("指标类型", max_length=20, blank=True)
    origin = models.CharField("指标来源", max_length=20, blank=True)
    executable = models.BooleanField("可执行", default=True)
    guarantee = models.CharField("三保标识", max_length=20, blank=True)
    item = models.CharField("三保项目", max_length=20, blank=True)
    direct = models.CharField("直达资金标识", max_length=20, blank=True)
    bond = models.CharField("债券代码", max_length=38, blank=True)
    procurement = models.BooleanField("政府采购", default=False)
    frugal = models.BooleanField("三公经费", default=False)
    payroll = models.BooleanField("工资", default=False)
    matching = models.BooleanField("直达资金配套", default=False)
    to_person = models.BooleanField("补贴到人到企业", default=False)
    note = models.CharField("指标说明", max_length=400, blank=True)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name="源指标",
        null=True,
        blank=True,
        related_name="children",
    )
    state = models.CharField("状态", max_length=10, default=rules.ENTERED)
    amount = models.BigIntegerField("指标金额（分）")
    current = models.BigIntegerField("指标余额（分）", default=0)
    frozen = models.BigIntegerField("冻结（分）", default=0)
    maker = models.CharField("录入人", max_length=40)
    made_at = models.DateTimeField("录入时间")
    checker = models.CharField("审核人", max_length=40, blank=True)
    checked_at = models.DateTimeField("审核时间", null=True, blank=True)

    class Meta:
        verbose_name = "指标"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["region", "year", "number"], name="budget_quota_number"
            ),
            models.CheckConstraint(condition=Q(state__in=rules.STATES), name="budget_quota_state"),
            models.CheckConstraint(condition=Q(frozen__gte=0), name="budget_quota_frozen"),
            models.CheckConstraint(
                condition=Q(checker="") | ~Q(checker=F("maker")), name="budget_quota_two_people"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["year", "agency", "number"], name="budget_quota_of_unit"),
            models.Index(fields=["year", "upper_doc"], name="budget_quota_of_doc"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def document(self) -> str:
        """The number of its document."""
        return f"{self.region}/{self.year}/{self.number}"


class QuotaAct(models.Model):
    """指标业务单: one act on a quota, asked for by one person and decided by another."""

    region = models.CharField("财政区划", max_length=9)
    year = models.PositiveSmallIntegerField("预算年度")
    kind = models.CharField("业务", max_length=10)
    quota = models.ForeignKey(Quota, models.PROTECT, verbose_name="指标", related_name="acts")
    other = models.ForeignKey(
        Quota, models.PROTECT, verbose_name="对方指标", null=True, blank=True, related_name="taken"
    )
    amount = models.BigIntegerField("金额（分）")
    on = models.DateField("业务日期")
    batch = models.CharField("调整批次号", max_length=40, blank=True)
    authority = models.CharField("依据文号", max_length=100, blank=True)
    reason = models.CharField("事由", max_length=400)
    state = models.CharField("状态", max_length=10, default=rules.WAITING)
    maker = models.CharField("经办人", max_length=40)
    made_at = models.DateTimeField("经办时间")
    checker = models.CharField("审核人", max_length=40, blank=True)
    checked_at = models.DateTimeField("审核时间", null=True, blank=True)
    answer = models.CharField("审核意见", max_length=400, blank=True)

    class Meta:
        verbose_name = "指标业务单"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=rules.KINDS), name="budget_act_kind"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="budget_act_amount"),
            models.CheckConstraint(
                condition=Q(other__isnull=False) | ~Q(kind__in=rules.PAIRS),
                name="budget_act_other",
            ),
            models.CheckConstraint(
                condition=Q(checker="") | ~Q(checker=F("maker")), name="budget_act_two_people"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["state", "region", "year"], name="budget_act_waiting"),
            models.Index(fields=["year", "batch"], name="budget_act_of_batch"),
        ]

    def __str__(self) -> str:
        return f"{self.year}年{self.pk}号{self.kind}单"

    @property
    def document(self) -> str:
        """The number of its document."""
        return f"{self.region}/{self.year}/{self.pk}"


class QuotaReading(models.Model):
    """指标台账行: what the provincial register (IN-07) said about a quota; revisions stay."""

    quota = models.ForeignKey(Quota, models.PROTECT, verbose_name="指标", related_name="readings")
    revision = models.PositiveIntegerField("修订号")
    standing = models.BooleanField("现行", default=True)
    on = models.DateField("台账日期")
    current = models.BigIntegerField("指标余额（分）")
    paid = models.BigIntegerField("已支付（分）")
    added = models.BigIntegerField("调增（分）", default=0)
    cut = models.BigIntegerField("调减（分）", default=0)
    batch = models.CharField("调整批次号", max_length=40, blank=True)
    digest = models.CharField("内容摘要", max_length=32)
    file = models.BigIntegerField("文件")
    file_name = models.CharField("文件名", max_length=255)
    sheet = models.CharField("工作表", max_length=100, blank=True)
    row = models.PositiveIntegerField("行")

    class Meta:
        verbose_name = "指标台账行"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["quota", "revision"], name="budget_reading_revision"),
            models.UniqueConstraint(
                fields=["quota"], condition=Q(standing=True), name="budget_reading_stands_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quota_id}#{self.revision}"
