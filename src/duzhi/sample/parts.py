"""Splitting totals into believable parts: whole fen, seeded, and the last part closes the gap."""

from collections.abc import Sequence
from random import Random


def stream(seed: int, *names: object) -> Random:
    """A random stream of its own for one file or figure: no other part of the sample moves it."""
    return Random("/".join(map(str, (seed, *names))))  # noqa: S311 sample data, not secrets


def spread(total: int, weights: Sequence[int]) -> list[int]:
    """Parts by weight; the last one closes the gap.

    >>> spread(100, [1, 1, 1])
    [33, 33, 34]
    """
    whole = sum(weights)
    parts = [total * weight // whole for weight in weights]
    parts[-1] += total - sum(parts)
    return parts


def wobbled(rng: Random, weights: Sequence[int], percent: int) -> list[int]:
    """The weights in thousandths, each up to `percent` higher or lower; zero stays zero."""
    low, width = 1000 - 10 * percent, 20 * percent
    return [weight * (low + int(rng.random() * width)) for weight in weights]


def uneven(rng: Random, count: int) -> list[int]:
    """Weights of `count` receipts or payments: many small, few large."""
    return [60 + int(1000 * rng.random() ** 3) for _ in range(count)]


def pieces(rng: Random, total: int, count: int) -> list[int]:
    """`count` uneven amounts that add up to the total."""
    return spread(total, uneven(rng, count))


def yuan(fen: int) -> str:
    """元 with two decimals, from integers alone.

    >>> yuan(-1205)
    '-12.05'
    """
    sign = "-" if fen < 0 else ""
    whole, rest = divmod(abs(fen), 100)
    return f"{sign}{whole}.{rest:02d}"
