from typing import Any

from django.db import migrations


def note_standing(apps: Any, schema_editor: Any) -> None:
    """Requests that vouchers closed before this table was there: one line each."""
    del schema_editor
    kept = apps.get_model("payments", "Settlement")
    rows = apps.get_model("payments", "PaymentRequest").objects.filter(mode="mirror", paid__gt=0)
    kept.objects.bulk_create(
        (
            kept(
                request=row, region=row.region, year=row.paid_on.year, voucher=row.voucher,
                amount=row.paid, on=row.paid_on, state="已付",
            )
            for row in rows.exclude(voucher="").exclude(paid_on=None).order_by("pk")
        ),
        ignore_conflicts=True,
    )  # fmt: skip


class Migration(migrations.Migration):

    dependencies = [
        ('payments', '0004_settlements'),
    ]

    operations = [
        migrations.RunPython(note_standing, migrations.RunPython.noop),
    ]
