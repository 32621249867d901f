"""What is decided here by two people: lending between purses, payments out of turn."""

from django.db import models
from django.db.models import Q


class Lending(models.Model):
    """资金来源间暂付: one purse lends to another, signed by two people, with a day to give back."""

    region = models.CharField("区划代码", max_length=9)
    on = models.DateField("日期")
    lender = models.CharField("借出资金来源", max_length=80)
    borrower = models.CharField("借入资金来源", max_length=80)
    amount = models.BigIntegerField("金额（分）")
    reason = models.CharField("事由", max_length=300)
    return_on = models.DateField("归还日期")
    state = models.CharField("状态", max_length=10)
    asked_by = models.CharField("经办人", max_length=150)
    signed_by = models.CharField("签批人", max_length=150, blank=True)
    returned_on = models.DateField("实际归还日", null=True)

    class Meta:
        verbose_name = "资金来源间暂付"
        ordering = ["region", "on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gt=0), name="treasury_lending_amount"),
            models.CheckConstraint(
                condition=~Q(asked_by=models.F("signed_by")), name="treasury_lending_two_people"
            ),
            models.CheckConstraint(
                condition=~Q(lender=models.F("borrower")), name="treasury_lending_two_purses"
            ),
        ]

    def __str__(self) -> str:
        """Day and purses."""
        return f"{self.on} {self.lender} → {self.borrower}"


class SpecialPayment(models.Model):
    """特批拨付: a request paid out of turn on the word of two named people."""

    region = models.CharField("区划代码", max_length=9)
    request = models.CharField("申请编号", max_length=60)
    on = models.DateField("付款日期")
    amount = models.BigIntegerField("金额（分）")
    reason = models.CharField("事由", max_length=300)
    state = models.CharField("状态", max_length=10)
    first_by = models.CharField("第一签批人", max_length=150)
    first_at = models.DateTimeField("第一签批时间")
    second_by = models.CharField("第二签批人", max_length=150, blank=True)
    second_at = models.DateTimeField("第二签批时间", null=True)

    class Meta:
        verbose_name = "特批拨付"
        ordering = ["region", "on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["region", "request"],
                condition=~Q(state="作废"),
                name="treasury_special_once",
            ),
            models.CheckConstraint(
                condition=~Q(first_by=models.F("second_by")), name="treasury_special_two_people"
            ),
        ]

    def __str__(self) -> str:
        """Day and request."""
        return f"{self.on} {self.request}"
