"""All warning rules over all vouchers of a county, beside plain SQL for one of them.

`python -m benchmarks.watch [HOME]` replays every rule over 30 months; without a home the sample
county is made first. Nothing but the replays is kept.
"""

import os
import sys
import time
from datetime import date
from pathlib import Path

from benchmarks.installation import county, say

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


def main(home: Path) -> int:
    """Print seconds in all and what each rule took; 1 when the budget is passed."""
    os.environ["DUZHI_HOME"] = str(home)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "duzhi.config.settings")
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection
    from django.utils import timezone

    from duzhi.watch import api as watch

    began, processor = time.perf_counter(), time.process_time()
    made = watch.replay(
        [one.code for one in watch.rules()],
        region=settings.HOME_REGION,
        start=SPAN[0],
        end=SPAN[1],
        by="system",
        at=timezone.now(),
    )
    whole, spent = time.perf_counter() - began, time.process_time() - processor
    for row in made:
        say(row.rule, f"{row.rows:,} rows, {row.total} hits, {row.took_ms} ms", "—")
    most = max(row.rows for row in made)
    name = f"{len(made)} rules over 30 months, {most:,} vouchers"
    goal = f"≤ {BUDGET_SECONDS} s"
    say(name, f"{whole:.1f} s with the copy to the lake, {spent:.1f} s of processor time", goal)
    began = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.execute(_SPLIT.format(back=_BACK[connection.vendor]))
        plain = [f"payments.voucher:{document}#1" for (document,) in cursor.fetchall()]
    took = (time.perf_counter() - began) * 1000
    ours = next(row for row in made if row.rule == "PAY-02")
    same = sorted(document for document, *_ in ours.samples) == sorted(plain)
    words = "the same vouchers" if same else "OTHER vouchers"
    say(f"PAY-02 as plain SQL, {connection.vendor}", f"{took:.0f} ms, {words}", "the same")
    return 0 if same and whole <= BUDGET_SECONDS else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else county()))
