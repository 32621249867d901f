"""The index of an account holds its lines in the very order of a list, so that a page stops early."""

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """One index for another."""

    dependencies: ClassVar = [("ledger", "0002_lines_counted")]

    operations: ClassVar = [
        migrations.AddIndex(
            model_name="linerow",
            index=models.Index(
                fields=["account", "period", "on", "entry", "no"], name="ledger_line_in_order"
            ),
        ),
        migrations.RemoveIndex(model_name="linerow", name="ledger_line_by_account"),
    ]
