"""What the documents engine stores: papers from draft to final, and texts that were checked."""

from typing import ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q

from duzhi.kernel.entry import Ref

DRAFT, IN_REVIEW, FINAL = "草稿", "送阅中", "已定稿"
BEGUN, REWRITTEN, REFETCHED, RESTATED, SIGNED = "生成", "改文字", "重取数据", "改版", "定稿"
"""Why a version of a text was made."""


class Document(models.Model):
    """A paper on a day for a region; a finalised one keeps the numbers it was signed with."""

    kind = models.CharField("种类", max_length=40)
    name = models.CharField("名称", max_length=200)
    on = models.DateField("截至日期")
    region = models.CharField("区划", max_length=9)
    mask = models.BooleanField("隐去金额", default=False)
    plain = models.BooleanField("不标填报", default=False)
    state = models.CharField("状态", max_length=10, default=DRAFT)
    author = models.CharField("拟稿人", max_length=60)
    drafted_at = models.DateTimeField("拟稿时间")
    finalised_by = models.CharField("定稿人", max_length=60, blank=True, default="")
    finalised_at = models.DateTimeField("定稿时间", null=True)
    snapshot = models.PositiveBigIntegerField("快照", default=0)
    content = models.JSONField("定稿数值", null=True, encoder=DjangoJSONEncoder)
    path = models.CharField("文件", max_length=500)
    sha256 = models.CharField("指纹", max_length=64)
    override = models.TextField("校验说明", blank=True, default="")
    version = models.PositiveIntegerField("文稿版本", default=0)
    predecessor = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        related_name="successors",
        verbose_name="改版自",
    )
    reviewer = models.CharField("审阅人", max_length=60, blank=True, default="")
    reviewer_role = models.CharField("审阅角色", max_length=20, blank=True, default="")
    sent_at = models.DateTimeField("送阅时间", null=True)
    returned = models.TextField("退回原因", blank=True, default="")
    digests = models.JSONField("定稿文件指纹", default=dict)

    class Meta:
        verbose_name = "材料"
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(
                    state__in=(DRAFT, IN_REVIEW),
                    finalised_by="",
                    finalised_at__isnull=True,
                    snapshot=0,
                )
                | (
                    Q(state=FINAL, finalised_at__isnull=False, snapshot__gt=0) & ~Q(finalised_by="")
                ),
                name="documents_document_state",
            ),
            models.CheckConstraint(
                condition=~Q(author=F("finalised_by")), name="documents_document_four_eyes"
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["kind", "on", "region"], name="documents_document_scope")
        ]

    def __str__(self) -> str:
        return f"{self.name}（{self.state}）"

    @property
    def ref(self) -> Ref:
        """Its name in the audit trail."""
        return Ref("documents.document", str(self.pk))


class Version(models.Model):
    """A version of the text of a paper; it is never changed, a change makes the next one.

    `paragraphs` are [id, text] pairs. `content` is there where numbers were pulled; the others
    print the numbers of version `numbers`.
    """

    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, related_name="versions", verbose_name="材料"
    )
    no = models.PositiveIntegerField("版次")
    base = models.PositiveIntegerField("据以修改的版次")
    act = models.CharField("缘由", max_length=10)
    paragraphs = models.JSONField("段落")
    numbers = models.PositiveIntegerField("数值取自版次")
    content = models.JSONField("数值", null=True, encoder=DjangoJSONEncoder)
    by = models.CharField("操作人", max_length=60)
    at = models.DateTimeField("时间")
    note = models.CharField("说明", max_length=300, blank=True, default="")

    class Meta:
        verbose_name = "文稿版本"
        ordering: ClassVar = ["document", "no"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["document", "no"], name="documents_version_once"),
            models.CheckConstraint(
                condition=Q(content__isnull=True) | Q(numbers=F("no")),
                name="documents_version_numbers",
            ),
        ]

    def __str__(self) -> str:
        return f"第{self.no}版"


class CheckedText(models.Model):
    """A text somebody had checked and what was found; gone at `until` unless its owner keeps it."""

    name = models.CharField("名称", max_length=200)
    sha256 = models.CharField("指纹", max_length=64)
    by = models.CharField("送校人", max_length=60)
    at = models.DateTimeField("送校时间")
    text = models.TextField("正文")
    result = models.JSONField("校核结果")
    path = models.CharField("原件", max_length=100, blank=True, default="")
    keep = models.BooleanField("留存", default=False)
    until = models.DateTimeField("清除时间", null=True)

    class Meta:
        verbose_name = "校核文稿"
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(keep=True, until__isnull=True) | Q(keep=False, until__isnull=False),
                name="documents_checked_until",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["until"], name="documents_checked_until_i"),
            models.Index(fields=["by", "-id"], name="documents_checked_owner"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def ref(self) -> Ref:
        """Its name in the audit trail."""
        return Ref("documents.checked", str(self.pk))
