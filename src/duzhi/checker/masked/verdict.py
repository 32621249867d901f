"""What a reading whose amounts are masked gives away, or where it contradicts itself."""

from duzhi.checker.masked.solve import solve
from duzhi.checker.masked.structure import system_of
from duzhi.checker.records import Reading
from duzhi.checker.report import Masked


def masked_of(reading: Reading) -> Masked:
    """Judge the amounts printed as `*`; empty where there are none."""
    if not any(claim.masked for claim in reading.claims):
        return Masked()
    system = system_of(reading)
    return solve(
        system.ratios,
        system.sums,
        system.bounds,
        system.asked,
        system.words,
        system.hidden,
    )
