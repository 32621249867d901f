"""What was decided about money of earlier years."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from duzhi.money.budget.models.quotas import Quota, QuotaAct
from duzhi.money.budget.rules.idle import DECISIONS


class IdleDecision(models.Model):
    """存量资金处理: one decision about a quota, with the act that carries it out."""

    quota = models.ForeignKey(Quota, models.PROTECT, verbose_name="指标", related_name="decisions")
    decision = models.CharField("处理方式", max_length=10)
    reason = models.CharField("理由", max_length=400)
    authority = models.CharField("依据文号", max_length=100, blank=True)
    on = models.DateField("处理日期")
    act = models.OneToOneField(
        QuotaAct, models.PROTECT, verbose_name="指标业务单", null=True, blank=True
    )
    by = models.CharField("经办人", max_length=40)
    at = models.DateTimeField("经办时间")

    class Meta:
        verbose_name = "存量资金处理"
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(decision__in=DECISIONS), name="budget_idle_decision"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quota_id} {self.decision}"
