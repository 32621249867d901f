"""Files: received, imported; and the subjects that still wait for a place in the classification."""

from typing import ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from duzhi.intake.flow import RECEIVED, STATES
from duzhi.office.api import Job


class ImportFile(models.Model):
    """A file whose rows were taken in; the original lies under `stored_path`."""

    STANDING = "imported"
    SUPERSEDED = "superseded"

    sha256 = models.CharField("指纹", max_length=64)
    name = models.CharField("文件名", max_length=255)
    layout = models.CharField("格式", max_length=20)
    region = models.CharField("区划", max_length=9, blank=True)
    year = models.PositiveSmallIntegerField("预算年度", default=0)
    unit = models.CharField("金额单位", max_length=4, blank=True)
    period = models.CharField("月份", max_length=10, blank=True)
    size = models.PositiveBigIntegerField("字节数")
    rows = models.PositiveIntegerField("数据行数")
    dropped = models.JSONField("未入账的行", default=dict)
    counts = models.JSONField("结果", default=dict)
    scopes = models.JSONField("负责的范围", default=list)
    status = models.CharField("状态", max_length=12, default=STANDING)
    by = models.CharField("导入人", max_length=40)
    at = models.DateTimeField("导入时间")
    sentence = models.TextField("摘要", blank=True)
    stored_path = models.CharField("原件", max_length=120, blank=True)

    class Meta:
        verbose_name = "导入文件"
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["sha256", "layout", "region", "year", "unit", "period"],
                condition=Q(status="imported"),
                name="intake_file_stands_once",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["imported", "superseded"]), name="intake_file_status"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["layout", "status"], name="intake_file_layout")]

    def __str__(self) -> str:
        return f"{self.layout} {self.name}"


class Unclassified(models.Model):
    """A subject code of one file that no list of the year has (待归类)."""

    OPEN = "open"
    CLEARED = "cleared"

    file = models.ForeignKey(ImportFile, models.PROTECT, related_name="unclassified")
    layout = models.CharField("格式", max_length=20)
    lists = models.CharField("科目表", max_length=200)
    raw = models.CharField("文件中的科目", max_length=300)
    name = models.CharField("文件中的名称", max_length=300, blank=True)
    rows = models.PositiveIntegerField("行数")
    amount_fen = models.BigIntegerField("金额（分）")
    state = models.CharField("状态", max_length=10, default=OPEN)
    cleared_to = models.CharField("归入科目", max_length=20, blank=True)
    by = models.CharField("归类人", max_length=40, blank=True)
    at = models.DateTimeField("归类时间", null=True)

    class Meta:
        verbose_name = "待归类科目"
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["file", "lists", "raw"], name="intake_unclassified_once"
            ),
            models.CheckConstraint(
                condition=Q(state="open", cleared_to="", at__isnull=True)
                | (Q(state="cleared", at__isnull=False) & ~Q(cleared_to="") & ~Q(by="")),
                name="intake_unclassified_state",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.raw} {self.name}"


class Upload(models.Model):
    """A file that was received and waits for a decision; it lies under HOME/inbox meanwhile."""

    name = models.CharField("文件名", max_length=255)
    sha256 = models.CharField("指纹", max_length=64)
    size = models.PositiveBigIntegerField("字节数")
    stored_path = models.CharField("存放处", max_length=400)
    by = models.CharField("上传人", max_length=40)
    at = models.DateTimeField("上传时间")
    layout = models.CharField("格式", max_length=20, blank=True)
    region = models.CharField("区划", max_length=9, blank=True)
    year = models.PositiveSmallIntegerField("预算年度", default=0)
    unit = models.CharField("金额单位", max_length=4, blank=True)
    state = models.CharField("状态", max_length=8, default=RECEIVED)
    sentence = models.TextField("说明", blank=True)
    preview = models.JSONField("预检", null=True, encoder=DjangoJSONEncoder)
    before = models.JSONField("上传时的账", default=dict, encoder=DjangoJSONEncoder)
    result = models.JSONField("结果", null=True, encoder=DjangoJSONEncoder)
    marked = models.CharField("标注后的文件", max_length=400, blank=True)
    job = models.ForeignKey(Job, models.PROTECT, null=True, related_name="+", verbose_name="任务")
    file = models.ForeignKey(
        ImportFile, models.PROTECT, null=True, related_name="uploads", verbose_name="导入文件"
    )
    previous = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="later", verbose_name="更正自"
    )

    class Meta:
        verbose_name = "上传文件"
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(state__in=STATES), name="intake_upload_state"),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "at"], name="intake_upload_state_at")]

    def __str__(self) -> str:
        return f"{self.name}（{self.state}）"
