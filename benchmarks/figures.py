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
    say("all 71 figures at once, warm", f"{everything * 1000:.0f} ms", "≤ 60 ms")
    for name in ("F13", "F18", "F33"):
        behind(name, region)


def behind(name: str, region: str) -> None:
    """What the page of a figure asks besides the value, nothing kept from before."""
    from duzhi.figures import api as figures

    code = figures.code_of(name)
    ask = figures.Evaluator(ON, region)
    value = ask.value(code)
    by = figures.ways(value)[0]
    told = {
        "months": lambda: figures.both(code, ON, region),
        "parts": lambda: figures.breakdown(value, by, ask),
        "checks": lambda: figures.proofs(value, figures.Evaluator(ON, region)),
        "groups of source rows": lambda: figures.source_groups(value),
        "a page of source rows": lambda: figures.source_page(value),
    }
    for what, act in told.items():
        say(f"{what} of {name}", f"{best(act, 3) * 1000:.0f} ms", "—")


if __name__ == "__main__":
    main()
