"""All warning rules over all vouchers of a home, beside plain SQL for one of them on the database.

`DUZHI_HOME=var python -m benchmarks.watch` replays every rule over 30 months of the county that
`duzhi sample` has written there; nothing but replays is kept.
"""

import os
import sys
import time
from datetime import date

SPAN = (date(2021, 1, 1), date(2023, 7, 1))
BUDGET_SECONDS = 60
_SPLIT = """
select a.document from payments_payment a
join payments_payment b on b.region = a.region and b.agency = a.agency
 and b.account_digest = a.account_digest and b."on" between {back} and a."on"
 and b.current and b.kind = 'normal' and b.amount < 50000000 and b.amount >= 45000000
where a.current and a.kind = 'normal' and a.amount < 50000000 and a.amount >= 45000000
 and a.account_digest <> '' and a.payee not like '%代发专户%' and a.payee not like '%财政专户%'
 and a.payee not like '%代发户%'
group by a.id, a.document having count(*) >= 3 order by a.document
"""
_BACK = {"sqlite": "date(a.\"on\", '-6 days')", "postgresql": 'a."on" - 6'}


def main() -> int:
    """Print seconds in all and milliseconds of each rule; 1 when the budget is passed."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "duzhi.config.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection
    from django.utils import timezone

    from duzhi.watch import api as watch

    began = time.perf_counter()
    made = watch.replay(
        [one.code for one in watch.rules()],
        region=settings.HOME_REGION,
        start=SPAN[0],
        end=SPAN[1],
        by="system",
        at=timezone.now(),
    )
    whole = time.perf_counter() - began
    for row in made:
        sys.stdout.write(f"{row.rule:8} {row.rows:9,} rows {row.total:6} hits {row.took_ms:6} ms\n")
    sys.stdout.write(f"all rules with the copy to the lake {whole:8.2f} s\n")
    began = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute(_SPLIT.format(back=_BACK[connection.vendor]))
        plain = [f"payments.voucher:{document}#1" for (document,) in cursor.fetchall()]
    took = (time.perf_counter() - began) * 1000
    ours = next(row for row in made if row.rule == "PAY-02")
    same = sorted(document for document, *_ in ours.samples) == sorted(plain)
    sys.stdout.write(f"PAY-02 as plain SQL on {connection.vendor} {took:8.0f} ms, same: {same}\n")
    return 0 if same and whole <= BUDGET_SECONDS else 1


if __name__ == "__main__":
    sys.exit(main())
