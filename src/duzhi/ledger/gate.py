"""The gate every writer passes: posting shares it, closing and sealing hold it alone.

On SQLite the write transaction itself is the gate.
"""

from collections.abc import Iterable

from django.db import connection

from duzhi.kernel.finding import Finding, Refused
from duzhi.kernel.period import Fiscal
from duzhi.ledger import tables

NUMBER = 0x6475_7A68  # "duzh"


def share() -> None:
    """Enter together with other writers, until the transaction ends."""
    _lock("pg_advisory_xact_lock_shared")


def hold() -> None:
    """Wait for every writer to leave and keep others out, until the transaction ends."""
    _lock("pg_advisory_xact_lock")


def require_open(places: Iterable[tuple[str, int]]) -> None:
    """Every (区划, period) must still be open.

    Raises:
        Refused: names each closed period.
    """
    wanted = set(places)
    refuse_closed(wanted, closed_among(sorted({period for _, period in wanted})))


def refuse_closed(wanted: set[tuple[str, int]], among: Iterable[tuple[str, int]]) -> None:
    """Every (区划, period) wanted must be none of the closed ones.

    Raises:
        Refused: names each closed period.
    """
    if closed := sorted(wanted & set(among)):
        raise Refused(
            Finding(
                "ledger.period_closed",
                f"{region}的{_name(period)}已结账，请用开放期间的日期入账，或请总会计反结账",
            )
            for region, period in closed
        )


def closed_among(periods: list[int]) -> set[tuple[str, int]]:
    """The (区划, period) pairs that are closed."""
    if not periods:
        return set()
    (found,) = tables.together([closed_statement(periods)])
    return {(region, period) for region, period in found}


def closed_statement(periods: list[int]) -> tables.Statement:
    """What finds the closed (区划, period) pairs."""
    marks = ", ".join(["%s"] * len(periods))
    return f"SELECT region, period FROM ledger_closed WHERE period IN ({marks})", list(periods)  # noqa: S608 only placeholders


def _name(period: int) -> str:
    fiscal = Fiscal.from_code(period)
    return f"{fiscal.year}年{fiscal.no}月" if fiscal.no <= 12 else f"{fiscal.year}年调整期"  # noqa: PLR2004 months of a year


def _lock(function: str) -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {function}(%s)", [NUMBER])
