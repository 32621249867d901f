"""The cash plan at 100, 500, 1,000 and 10,000 requests × 30 days and 26 weeks × 20 purses.

`python -m benchmarks.cashplan` prints how long planning and explaining every held request took, and
how far each tier stays below the bound of its linear program. Amounts are drawn, those of 500
requests five times; no database.
"""

import resource
import sys
import time
from datetime import date, timedelta
from random import Random

from duzhi.money.treasury.rules.plan.explain import holds
from duzhi.money.treasury.rules.plan.solve import solve
from duzhi.money.treasury.rules.plan.terms import Plan, Purse, Request, grid

DRAWS = ((100, 1), (500, 5), (1_000, 1), (10_000, 1))
"""Requests, and how many counties of that size are drawn."""
ON = date(2023, 7, 3)
SLOTS = grid(ON, ON + timedelta(30 + 26 * 7))
PURSES = 20
_TIERS, _SHARES = range(6), (1, 3, 2, 2, 4, 6)


def main() -> None:
    """One line a county, then one a tier of the largest."""
    for size, seed in ((size, seed) for size, draws in DRAWS for seed in range(draws)):
        asked = county(size, seed)
        started = time.perf_counter()
        plan = solve(SLOTS, *asked)
        planned = time.perf_counter()
        held = sum(1 for _ in holds(plan))
        explained = time.perf_counter()
        seconds = f"plan {planned - started:6.2f} s   reasons {explained - planned:6.2f} s"
        sys.stdout.write(f"{size:7,} requests   {seconds}   held {held:6,}   {_worst(plan)}\n")
    for rank in plan.ranks:
        gap = 100 * (rank.bound - rank.value) / max(rank.bound, 1)
        sys.stdout.write(
            f"  tier {rank.tier}  {rank.number:6,} requests   {gap:.4f} % below its bound\n"
        )
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    sys.stdout.write(f"peak {peak} MB\n")


def county(size: int, seed: int = 0) -> tuple[list[Purse], list[Request]]:
    """Requests of every tier, one in five payable from two purses, and cash for three quarters."""
    draw = Random(size + seed)  # noqa: S311 a benchmark, not a secret
    codes = [f"资金{number:02d}" for number in range(PURSES)]
    asked = dict.fromkeys(codes, 0)
    requests = []
    for number in range(size):
        own = draw.sample(codes, 2 if draw.random() < 0.2 else 1)
        fen = int(draw.lognormvariate(3.2, 1.2) * 1_000_000) // 100 * 100 + 100
        due = ON + timedelta(draw.randrange(-20, 150))
        tier = draw.choices(_TIERS, _SHARES)[0]
        requests.append(Request(str(number), tier, tuple(own), due, fen))
        asked[own[0]] += fen
    return [Purse(code, _cash(draw, fen)) for code, fen in asked.items()], requests


def _cash(draw: Random, asked_fen: int) -> tuple[int, ...]:
    whole = asked_fen * 3 // 4
    found = [whole // 10]
    for _ in SLOTS[1:]:
        found.append(found[-1] + int(whole * 9 // 10 // len(SLOTS) * draw.uniform(0.2, 1.8)))
    return tuple(found)


def _worst(plan: Plan) -> str:
    """The tier furthest below its bound among those that are not proven best."""
    open_ = [one for one in plan.ranks if not one.proven and one.bound]
    if not open_:
        return "every tier proven best"
    gap = max((one.bound - one.value) / one.bound for one in open_)
    proven = len(plan.ranks) - len(open_)
    return f"{100 * gap:.4f} % below the bound at most, {proven} tiers proven best"


if __name__ == "__main__":
    main()
