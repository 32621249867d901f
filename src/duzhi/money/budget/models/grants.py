"""Documents of the upper level that bring money (上级文件), by 文号 and fund."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from duzhi.money.budget.rules.grants import CLASSES


class Grant(models.Model):
    """上级文件: one fund of one document; other content is a new revision."""

    region = models.CharField("财政区划", max_length=9)
    year = models.PositiveSmallIntegerField("预算年度")
    doc_no = models.CharField("文号", max_length=100)
    name = models.CharField("资金名称", max_length=200)
    title = models.CharField("标题", max_length=300, blank=True)
    issuer = models.CharField("发文单位", max_length=100, blank=True)
    dated = models.DateField("发文日期")
    received_on = models.DateField("收文日期")
    kind = models.CharField("资金类别", max_length=20)
    fund_type = models.CharField("资金性质", max_length=10)
    subject = models.CharField("功能科目", max_length=40, blank=True)
    amount = models.BigIntegerField("金额（分）")
    direct = models.CharField("直达标识", max_length=20, blank=True)
    purpose = models.CharField("用途", max_length=300, blank=True)
    target = models.CharField("绩效目标", max_length=400, blank=True)
    revision = models.PositiveIntegerField("修订号")
    standing = models.BooleanField("现行", default=True)
    file = models.BigIntegerField("文件")
    file_name = models.CharField("文件名", max_length=255)
    sheet = models.CharField("工作表", max_length=100, blank=True)
    row = models.PositiveIntegerField("行")

    class Meta:
        verbose_name = "上级文件"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["region", "year", "doc_no", "name", "revision"],
                name="budget_grant_revision",
            ),
            models.UniqueConstraint(
                fields=["region", "year", "doc_no", "name"],
                condition=Q(standing=True),
                name="budget_grant_stands_once",
            ),
            models.CheckConstraint(condition=Q(kind__in=CLASSES), name="budget_grant_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.doc_no} {self.name}"
