"""What the web keeps of its own: answered submissions and saved views of lists."""

from typing import ClassVar

from django.db import models


class Submission(models.Model):
    """提交: a form that was answered; pressing its button again gives the same answer."""

    token = models.CharField("提交编号", max_length=40, unique=True)
    by = models.CharField("提交人", max_length=40)
    at = models.DateTimeField("时间", db_index=True)
    answer = models.CharField("去向", max_length=1000, blank=True)

    class Meta:
        verbose_name = "提交"

    def __str__(self) -> str:
        return f"{self.by} {self.token}"


class SavedView(models.Model):
    """常用筛选: the query of a list under a name of the reader's own."""

    user = models.CharField("人员", max_length=40)
    page = models.CharField("页面", max_length=60)
    name = models.CharField("名称", max_length=40)
    query = models.CharField("条件", max_length=1000)

    class Meta:
        verbose_name = "常用筛选"
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["user", "page", "name"], name="web_saved_view_once")
        ]

    def __str__(self) -> str:
        return self.name
