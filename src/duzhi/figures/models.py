"""What the figures engine stores: who owes which figure, 填报数, and frozen snapshots."""

from django.db import models
from django.db.models import F, Q


class Duty(models.Model):
    """报送任务: a figure that an office owes for a day, and by when."""

    code = models.CharField("指标", max_length=60)
    on = models.DateField("截至日期")
    region = models.CharField("区划", max_length=9)
    office = models.CharField("责任股室", max_length=40)
    due = models.DateField("截止日期")
    by = models.CharField("下达人", max_length=60)
    at = models.DateTimeField("下达时间")
    reminders = models.PositiveSmallIntegerField("催报次数", default=0)
    reminded_at = models.DateTimeField("最近催报", null=True)

    class Meta:
        verbose_name = "报送任务"
        ordering = ("on", "office", "code")
        constraints = (
            models.UniqueConstraint(fields=("code", "on", "region"), name="figures_duty_once"),
        )

    def __str__(self) -> str:
        """Which figure on which day."""
        return f"{self.region}/{self.on}/{self.code}"


class Reported(models.Model):
    """填报数: a filed value; `exact` is fen, a count or "p/q" as text.

    Empty while a draft has no value yet, and where the figure does not apply in this period.
    """

    code = models.CharField("指标", max_length=60)
    on = models.DateField("截至日期")
    region = models.CharField("区划", max_length=9)
    exact = models.CharField("数值", max_length=60, blank=True)
    applies = models.BooleanField("本期适用", default=True)
    reason = models.CharField("不适用原因", max_length=300, default="", blank=True)
    scope = models.CharField("统计口径", max_length=200)
    office = models.CharField("填报股室", max_length=40)
    evidence = models.CharField("依据材料", max_length=300)
    due = models.DateField("截止日期", null=True)
    filler = models.CharField("填报人", max_length=60)
    filed_at = models.DateTimeField("填报时间")
    reviewer = models.CharField("审核人", max_length=60, default="")
    reviewed_at = models.DateTimeField("审核时间", null=True)
    state = models.CharField("状态", max_length=10)
    note = models.CharField("退回原因", max_length=300, default="")
    edits = models.PositiveSmallIntegerField("修改次数", default=0)

    class Meta:
        verbose_name = "填报数"
        constraints = (
            models.UniqueConstraint(
                fields=("code", "on", "region"),
                condition=Q(state="已审"),
                name="figures_reported_one_accepted",
            ),
            models.UniqueConstraint(
                fields=("code", "on", "region"),
                condition=Q(state__in=("草稿", "待审")),
                name="figures_reported_one_open",
            ),
            models.CheckConstraint(
                condition=~Q(filler=F("reviewer")), name="figures_reported_four_eyes"
            ),
            models.CheckConstraint(
                condition=~Q(exact="") | Q(applies=False) | Q(state__in=("草稿", "作废")),
                name="figures_reported_has_value",
            ),
            models.CheckConstraint(
                condition=Q(applies=True) | ~Q(reason="") | Q(state__in=("草稿", "作废")),
                name="figures_reported_says_why",
            ),
        )
        indexes = (models.Index(fields=("on", "region"), name="figures_reported_day"),)


class Snapshot(models.Model):
    """快照: the values of a document, frozen at a moment."""

    name = models.CharField("名称", max_length=100)
    on = models.DateField("截至日期")
    region = models.CharField("区划", max_length=9)
    by = models.CharField("经办", max_length=60)
    at = models.DateTimeField("冻结时间")

    class Meta:
        verbose_name = "快照"


class SnapshotValue(models.Model):
    """快照数值."""

    snapshot = models.ForeignKey(Snapshot, on_delete=models.PROTECT, related_name="values")
    code = models.CharField("指标", max_length=60)
    exact = models.CharField("数值", max_length=60, default="")
    display = models.CharField("显示", max_length=60, default="")
    source = models.CharField("来源", max_length=10, default="")

    class Meta:
        verbose_name = "快照数值"
        constraints = (
            models.UniqueConstraint(fields=("snapshot", "code"), name="figures_snapshot_once"),
        )
