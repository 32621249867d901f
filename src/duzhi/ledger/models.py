"""What the ledger stores: entries and lines that never change, and sums that can be rebuilt.

Amounts are fen; periods are stored as one sortable number, 202306, with 13 for 调整期.
"""

from django.db import models
from django.db.models import F, Q


class KeyRow(models.Model):
    """键: a combination of classifications, interned once; `digest` is of its text."""

    digest = models.BinaryField(max_length=32, unique=True)
    region = models.CharField("区划", max_length=9)
    fund_type = models.CharField("资金性质", max_length=10)
    subject = models.CharField("功能科目", max_length=40)
    gov_econ = models.CharField("政府经济分类", max_length=10)
    dep_econ = models.CharField("部门经济分类", max_length=10)
    agency = models.CharField("单位", max_length=21)
    project = models.CharField("项目", max_length=40)
    level = models.CharField("预算级次", max_length=2)
    source_doc = models.CharField("资金来源文号", max_length=100)
    guarantee = models.CharField("三保标识", max_length=10)
    direct = models.CharField("直达标识", max_length=10)
    bond = models.CharField("债券", max_length=60)

    class Meta:
        db_table = "ledger_key"
        verbose_name = "分录键"


class EntryRow(models.Model):
    """分录: one event of one document; immutable, reversed when wrong."""

    region = models.CharField("区划", max_length=9)
    period = models.IntegerField("会计期间")
    on = models.DateField("业务日期")
    booked_at = models.DateTimeField("入账时间")
    source = models.CharField("来源单据", max_length=200)
    event = models.CharField("事项", max_length=60)
    by = models.CharField("经办", max_length=60)
    reverses = models.OneToOneField(
        "self", verbose_name="冲销", null=True, on_delete=models.PROTECT, related_name="reversed_by"
    )
    digest = models.BinaryField("摘要值", max_length=33)

    class Meta:
        db_table = "ledger_entry"
        verbose_name = "分录"
        constraints = (
            models.UniqueConstraint(fields=("source", "event"), name="ledger_entry_once"),
        )


class LineRow(models.Model):
    """分录行: signed fen, debit positive."""

    pk = models.CompositePrimaryKey("entry_id", "no")
    entry = models.ForeignKey(
        EntryRow, on_delete=models.PROTECT, related_name="lines", db_index=False
    )
    no = models.SmallIntegerField("行号")
    account = models.SmallIntegerField("账户")
    key = models.ForeignKey(KeyRow, on_delete=models.PROTECT, db_index=False)
    control = models.CharField("控制对象", max_length=120, default="")
    amount = models.BigIntegerField("金额（分）")
    period = models.IntegerField("会计期间")
    on = models.DateField("业务日期")

    class Meta:
        db_table = "ledger_line"
        verbose_name = "分录行"
        constraints = (models.CheckConstraint(condition=~Q(amount=0), name="ledger_line_not_zero"),)
        indexes = (
            models.Index(
                fields=("account", "period", "on", "entry", "no"), name="ledger_line_in_order"
            ),
            models.Index(fields=("key", "account", "period"), name="ledger_line_by_key"),
            models.Index(
                fields=("control", "account"),
                condition=~Q(control=""),
                name="ledger_line_by_control",
            ),
        )


class BalanceRow(models.Model):
    """余额: what moved on an account under a key in a period."""

    pk = models.CompositePrimaryKey("account", "period", "key_id")
    account = models.SmallIntegerField("账户")
    period = models.IntegerField("会计期间")
    key = models.ForeignKey(KeyRow, on_delete=models.PROTECT, db_index=False)
    debit = models.BigIntegerField("借方（分）")
    credit = models.BigIntegerField("贷方（分）")
    lines = models.IntegerField("行数", default=0)

    class Meta:
        db_table = "ledger_balance"
        verbose_name = "余额"


class RollupRow(models.Model):
    """报表汇总: the same movements by 区划, account, subject, 资金性质 and level."""

    pk = models.CompositePrimaryKey("region", "account", "period", "subject", "fund_type", "level")
    region = models.CharField("区划", max_length=9)
    account = models.SmallIntegerField("账户")
    period = models.IntegerField("会计期间")
    subject = models.CharField("功能科目", max_length=40)
    fund_type = models.CharField("资金性质", max_length=10)
    level = models.CharField("预算级次", max_length=2)
    debit = models.BigIntegerField("借方（分）")
    credit = models.BigIntegerField("贷方（分）")
    lines = models.IntegerField("行数", default=0)

    class Meta:
        db_table = "ledger_rollup"
        verbose_name = "报表汇总"


class LimitRow(models.Model):
    """限额: what is left under a control; a fact beyond it is counted in `over`, never refused."""

    pk = models.CompositePrimaryKey("account", "control")
    account = models.SmallIntegerField("账户")
    control = models.CharField("控制对象", max_length=120)
    available = models.BigIntegerField("可用（分）")
    over = models.BigIntegerField("超出（分）", default=0)

    class Meta:
        db_table = "ledger_limit"
        verbose_name = "限额"
        constraints = (
            models.CheckConstraint(condition=Q(available__gte=0), name="ledger_limit_floor"),
            models.CheckConstraint(
                condition=Q(over__gte=0) & (Q(over=0) | Q(available=0)), name="ledger_limit_over"
            ),
        )


class Reservation(models.Model):
    """占用: the first phase of a two-phase act; what remains still counts against the limit."""

    source = models.CharField("来源单据", max_length=200, unique=True)
    control = models.CharField("控制对象", max_length=120)
    available = models.CharField("可用账户", max_length=40)
    reserved = models.CharField("占用账户", max_length=40)
    key = models.ForeignKey(KeyRow, on_delete=models.PROTECT)
    amount = models.BigIntegerField("占用额（分）")
    remaining = models.BigIntegerField("未了（分）")

    class Meta:
        db_table = "ledger_reservation"
        verbose_name = "占用"
        constraints = (
            models.CheckConstraint(
                condition=Q(remaining__gte=0) & Q(remaining__lte=F("amount")),
                name="ledger_reservation_remaining",
            ),
        )


class ClosedPeriod(models.Model):
    """已结期间: no entry may be booked into it until it is opened again, with a reason."""

    region = models.CharField("区划", max_length=9)
    period = models.IntegerField("会计期间")
    closed_at = models.DateTimeField("结账时间")
    by = models.CharField("经办", max_length=60)

    class Meta:
        db_table = "ledger_closed"
        verbose_name = "已结期间"
        constraints = (
            models.UniqueConstraint(fields=("region", "period"), name="ledger_closed_once"),
        )


class Seal(models.Model):
    """封签: chains the digests of committed entries, in the order of their numbers."""

    day = models.DateField("封签日")
    first = models.BigIntegerField("首号")
    last = models.BigIntegerField("末号", unique=True)
    count = models.IntegerField("笔数")
    previous = models.BinaryField("上一封签", max_length=33)
    digest = models.BinaryField("封签值", max_length=33)
    sealed_at = models.DateTimeField("封签时间")

    class Meta:
        db_table = "ledger_seal"
        verbose_name = "封签"
        constraints = (
            models.CheckConstraint(condition=Q(last__gte=F("first")), name="ledger_seal_range"),
        )


class Difference(models.Model):
    """差异: an imported fact went beyond a limit; somebody must explain it."""

    entry = models.ForeignKey(EntryRow, verbose_name="分录", on_delete=models.PROTECT)
    account = models.SmallIntegerField("账户")
    control = models.CharField("控制对象", max_length=120)
    amount = models.BigIntegerField("超出（分）")
    found_at = models.DateTimeField("发现时间")
    handled_at = models.DateTimeField("处理时间", null=True)
    handled_by = models.CharField("处理人", max_length=60, default="")
    note = models.CharField("说明", max_length=400, default="")

    class Meta:
        db_table = "ledger_difference"
        verbose_name = "差异"


class StatementFact(models.Model):
    """报表事实: one cell of a published table of a region without detail; never an entry."""

    region = models.CharField("区划", max_length=9)
    year = models.SmallIntegerField("年度")
    month = models.SmallIntegerField("截至月份")
    table = models.CharField("表", max_length=30)
    side = models.CharField("方向", max_length=10)
    no = models.SmallIntegerField("行次")
    name = models.CharField("项目", max_length=200)
    subject = models.CharField("科目", max_length=40, default="")
    depth = models.SmallIntegerField("层次")
    measure = models.CharField("口径", max_length=40)
    amount = models.BigIntegerField("金额（分）", null=True)
    file = models.BigIntegerField("文件")
    sheet = models.CharField("工作表", max_length=100)
    row = models.IntegerField("行")

    class Meta:
        db_table = "ledger_fact"
        verbose_name = "报表事实"
        constraints = (
            models.UniqueConstraint(
                fields=("region", "year", "month", "table", "side", "no", "measure"),
                name="ledger_fact_once",
            ),
        )
