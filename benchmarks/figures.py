"""Every number of the half-year report asked alone, nothing kept from before.

`DUZHI_HOME=… python -m benchmarks.figures` on an installation that holds the sample county.
"""

import os
from datetime import date

from benchmarks.installation import best, say

ON = date(2023, 6, 30)


def main() -> None:
    """The slowest of the computed figures, and all 71 together."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "duzhi.config.settings"
    import django

    django.setup()
    from django.conf import settings

    from duzhi.areas.reports import queries
    from duzhi.figures import api as figures

    region = settings.HOME_REGION
    everything = best(lambda: queries.items(ON, region))
    times = {
        item.id: best(lambda code=item.value.figure.code: figures.value(code, ON, region))
        for item in queries.items(ON, region)
    }
    slowest = max(times, key=lambda name: times[name])
    say(
        f"slowest of 71 figures ({slowest}), open connection",
        f"{times[slowest] * 1000:.1f} ms",
        "≤ 5 ms",
    )
    say("all 71 figures at once", f"{everything * 1000:.0f} ms", "—")


if __name__ == "__main__":
    main()
