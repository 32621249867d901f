"""部门预算申报: what a unit asks for a year, from 一上 to 二下."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from duzhi.money.budget.rules.proposals import RETURNED, STATES


class Proposal(models.Model):
    """部门预算申报: one of a unit and year; who asked, who set the figure, who approved."""

    region = models.CharField("财政区划", max_length=9)
    year = models.PositiveSmallIntegerField("预算年度")
    agency = models.CharField("单位代码", max_length=21)
    state = models.CharField("环节", max_length=4)
    other = models.BigIntegerField("其他支出（分）", default=0)
    control = models.BigIntegerField("控制数（分）", null=True, blank=True)
    maker = models.CharField("申报人", max_length=40)
    made_at = models.DateTimeField("申报时间")
    controller = models.CharField("下达控制数人", max_length=40, blank=True)
    checker = models.CharField("批复人", max_length=40, blank=True)
    answer = models.CharField("退回原因", max_length=300, blank=True)

    class Meta:
        verbose_name = "部门预算申报"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["region", "year", "agency"],
                condition=~Q(state=RETURNED),
                name="budget_proposal_once",
            ),
            models.CheckConstraint(condition=Q(state__in=STATES), name="budget_proposal_state"),
            models.CheckConstraint(
                condition=~Q(controller=F("maker")) & (Q(checker="") | ~Q(checker=F("maker"))),
                name="budget_proposal_two_people",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agency} {self.year}年预算申报"


class ProposalNeed(models.Model):
    """申报的三保项目: heads × standard × months, and what is set aside; fen."""

    proposal = models.ForeignKey(
        Proposal, models.PROTECT, verbose_name="部门预算申报", related_name="needs"
    )
    item = models.CharField("三保项目", max_length=20)
    persons = models.PositiveIntegerField("人数")
    standard = models.BigIntegerField("标准（分）")
    months = models.PositiveSmallIntegerField("月数")
    asked = models.BigIntegerField("安排（分）")

    class Meta:
        verbose_name = "申报的三保项目"
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["proposal", "item"], name="budget_proposal_need_once"),
        ]

    def __str__(self) -> str:
        return f"{self.proposal_id} {self.item}"
