"""What the documents engine stores: papers from draft to final."""

from typing import ClassVar

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import F, Q

from duzhi.kernel.entry import Ref

DRAFT, FINAL = "草稿", "已定稿"


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

    class Meta:
        verbose_name = "材料"
        ordering: ClassVar = ["-id"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state=DRAFT, finalised_by="", finalised_at__isnull=True, snapshot=0)
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
