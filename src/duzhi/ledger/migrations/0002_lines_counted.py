"""How many lines stand behind every balance and roll-up, so that a list knows its length."""

from typing import ClassVar

from django.db import migrations, models

_BALANCES = """
UPDATE ledger_balance SET lines = counted.number
FROM (
  SELECT account, period, key_id, count(*) AS number FROM ledger_line
  GROUP BY account, period, key_id
) AS counted
WHERE counted.account = ledger_balance.account AND counted.period = ledger_balance.period
  AND counted.key_id = ledger_balance.key_id
"""
_ROLLUPS = """
UPDATE ledger_rollup SET lines = counted.number
FROM (
  SELECT k.region, b.account, b.period, k.subject, k.fund_type, k.level, sum(b.lines) AS number
  FROM ledger_balance b JOIN ledger_key k ON k.id = b.key_id
  GROUP BY k.region, b.account, b.period, k.subject, k.fund_type, k.level
) AS counted
WHERE counted.region = ledger_rollup.region AND counted.account = ledger_rollup.account
  AND counted.period = ledger_rollup.period AND counted.subject = ledger_rollup.subject
  AND counted.fund_type = ledger_rollup.fund_type AND counted.level = ledger_rollup.level
"""


class Migration(migrations.Migration):
    """Two columns, filled from what stands."""

    dependencies: ClassVar = [("ledger", "0001_initial")]

    operations: ClassVar = [
        migrations.AddField(
            model_name="balancerow",
            name="lines",
            field=models.IntegerField("行数", default=0),
        ),
        migrations.AddField(
            model_name="rolluprow",
            name="lines",
            field=models.IntegerField("行数", default=0),
        ),
        migrations.RunSQL(_BALANCES, migrations.RunSQL.noop),
        migrations.RunSQL(_ROLLUPS, migrations.RunSQL.noop),
    ]
