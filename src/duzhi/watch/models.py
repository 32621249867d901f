"""What the watch keeps: alerts, inquiries, which rule is on, and the replays behind that."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from duzhi.watch.flow import ALERT, OFF, RAISED, RULE
from duzhi.watch.rule import HANDLINGS, LEVELS


class Replay(models.Model):
    """规则回放: what a rule would have said; `months` and `units` are hits by month and unit."""

    rule = models.CharField("规则", max_length=40)
    digest = models.CharField("规则摘要", max_length=32)
    region = models.CharField("区划代码", max_length=9)
    start = models.DateField("起始日")
    end = models.DateField("截止日（不含）")
    total = models.PositiveIntegerField("命中数")
    confirmed = models.PositiveIntegerField("已核实数")
    excused = models.PositiveIntegerField("认定正常数")
    rows = models.PositiveIntegerField("记录数")
    months = models.JSONField("按月命中")
    units = models.JSONField("按单位命中")
    samples = models.JSONField("命中记录")
    took_ms = models.PositiveIntegerField("耗时（毫秒）")
    by = models.CharField("回放人", max_length=40)
    at = models.DateTimeField("回放时间")

    class Meta:
        verbose_name = "规则回放"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(start__lt=F("end")), name="watch_replay_span"),
            models.CheckConstraint(
                condition=Q(total__gte=F("confirmed") + F("excused")), name="watch_replay_counts"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["rule", "-at"], name="watch_replay_newest")]

    def __str__(self) -> str:
        """Rule and span."""
        return f"{self.rule} {self.start}－{self.end}"


class RuleState(models.Model):
    """规则状态: off, tried on the past, or on, and who decided it upon which replay."""

    rule = models.CharField("规则", max_length=40, unique=True)
    state = models.CharField("状态", max_length=10, default=OFF)
    replay = models.ForeignKey(
        Replay, models.PROTECT, verbose_name="依据的回放", null=True, blank=True
    )
    digest = models.CharField("规则摘要", max_length=32, blank=True)
    reason = models.CharField("理由", max_length=300, blank=True)
    by = models.CharField("经办人", max_length=40)
    at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "规则状态"
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=RULE.states()), name="watch_rule_state"),
            models.CheckConstraint(
                condition=Q(state=OFF) | Q(replay__isnull=False), name="watch_rule_tried_first"
            ),
        ]

    def __str__(self) -> str:
        """Rule and state."""
        return f"{self.rule} {self.state}"


class Alert(models.Model):
    """疑点: a rule spoke about a record; the record is named by its document."""

    rule = models.CharField("规则", max_length=40)
    digest = models.CharField("规则摘要", max_length=32)
    document = models.CharField("单据", max_length=200)
    on = models.DateField("业务日期")
    region = models.CharField("区划代码", max_length=9)
    agency = models.CharField("单位代码", max_length=21)
    agency_name = models.CharField("单位名称", max_length=300, blank=True)
    amount = models.BigIntegerField("金额（分）", default=0)
    level = models.CharField("级别", max_length=2)
    handling = models.CharField("处理方式", max_length=4)
    evidence = models.JSONField("疑点数值")
    state = models.CharField("状态", max_length=10, default=RAISED)
    raised_at = models.DateTimeField("触发时间")
    judged_by = models.CharField("认定人", max_length=40, blank=True)
    judged_at = models.DateTimeField("认定时间", null=True, blank=True)
    opinion = models.CharField("认定意见", max_length=400, blank=True)
    reviewed_by = models.CharField("复核人", max_length=40, blank=True)
    reviewed_at = models.DateTimeField("复核时间", null=True, blank=True)
    verdict = models.CharField("复核意见", max_length=400, blank=True)
    closed_by = models.CharField("销号人", max_length=40, blank=True)
    closed_at = models.DateTimeField("销号时间", null=True, blank=True)

    class Meta:
        verbose_name = "疑点"
        ordering: ClassVar = ["-on", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["rule", "document"], name="watch_alert_once"),
            models.CheckConstraint(condition=Q(level__in=LEVELS), name="watch_alert_level"),
            models.CheckConstraint(
                condition=Q(handling__in=HANDLINGS), name="watch_alert_handling"
            ),
            models.CheckConstraint(condition=Q(state__in=ALERT.states()), name="watch_alert_state"),
            models.CheckConstraint(
                condition=Q(reviewed_by="") | ~Q(reviewed_by=F("judged_by")),
                name="watch_alert_two_people",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["-on", "-id"], name="watch_alert_newest"),
            models.Index(fields=["agency", "-on"], name="watch_alert_of_unit"),
        ]

    def __str__(self) -> str:
        """Rule and document."""
        return f"{self.rule} {self.document}"


class Inquiry(models.Model):
    """问询单: what a unit is asked about an alert, and what it answers."""

    year = models.PositiveSmallIntegerField("年度")
    serial = models.PositiveIntegerField("序号")
    alert = models.OneToOneField(Alert, models.PROTECT, verbose_name="疑点", related_name="inquiry")
    question = models.CharField("核实要求", max_length=600)
    due = models.DateField("答复期限")
    sent_by = models.CharField("下发人", max_length=40)
    sent_at = models.DateTimeField("下发时间")
    reply = models.CharField("情况说明", max_length=1000, blank=True)
    measure = models.CharField("整改措施", max_length=1000, blank=True)
    replied_by = models.CharField("答复人", max_length=40, blank=True)
    replied_at = models.DateTimeField("答复时间", null=True, blank=True)

    class Meta:
        verbose_name = "问询单"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["year", "serial"], name="watch_inquiry_number")
        ]

    def __str__(self) -> str:
        """Its number of the year."""
        return self.number

    @property
    def number(self) -> str:
        """As it is printed."""
        return f"问询〔{self.year}〕{self.serial}号"
