"""Whether one slip of the pen explains a difference: a digit, two swapped, one lost, a 万 or 亿.

A list that is only part of its whole falls short of it by any amount; a wrong figure falls short by
an amount that one changed digit makes good. `likely` weighs how improbable a coincidence would be.
"""

from collections.abc import Sequence
from fractions import Fraction

from duzhi.checker.claim import AMOUNT, Claim
from duzhi.checker.tokens import SCALE

CHANCE = Fraction(1, 40)
"""A coincidence as rare as this is taken for a slip."""


def slips(claim: Claim, wanted: Fraction, doubt: Fraction) -> bool:
    """Whether the claim becomes `wanted` (± doubt, 元 or count) by one slip of the pen."""
    if any(abs(abs(claim.known) * by - wanted) <= doubt * by for by in _SCALES):
        return True
    return any(abs(one - wanted) <= doubt for one in _variants(claim))


_SCALES = (Fraction(10_000), Fraction(1, 10_000), Fraction(10), Fraction(1, 10), Fraction(10**8))


def _variants(claim: Claim) -> list[Fraction]:
    """Every value one digit away from the printed one."""
    digits = claim.number.replace(",", "").lstrip("+-")
    places = len(digits.partition(".")[2])
    plain = digits.replace(".", "")
    found = {plain[:i] + one + plain[i + 1 :] for i in range(len(plain)) for one in "0123456789"}
    found |= {
        plain[:i] + plain[i + 1] + plain[i] + plain[i + 2 :] for i in range(len(plain) - 1)
    }
    found |= {plain[:i] + one + plain[i:] for i in range(len(plain) + 1) for one in "0123456789"}
    if len(plain) > 1:
        found |= {plain[:i] + plain[i + 1 :] for i in range(len(plain))}
    unit = Fraction(SCALE.get(claim.unit, 1) if claim.kind == AMOUNT else 1, 10**places)
    return [int(one) * unit for one in found - {plain}]


def likely(parts: Sequence[Claim], whole: Claim) -> bool:
    """Whether one slip in one of the figures makes the parts add up to the whole, not by chance."""
    signed = sum((one.known for one in parts), Fraction(0))
    doubt = sum((one.half for one in parts), Fraction(0)) + whole.half
    missing = whole.known - signed
    unit = min(one.half for one in (*parts, whole)) * 2 or Fraction(1)
    room = max(abs(whole.known), abs(signed)) / unit
    chance = Fraction(0)
    explained = False
    for one in (*parts, whole):
        wanted = abs(one.known - missing if one is whole else one.known + missing)
        window = max(doubt - one.half, one.half)
        steps = 21 * len(one.number.replace(",", "").replace(".", ""))
        chance += Fraction(steps) * (2 * window / unit + 1) / max(room, Fraction(1))
        explained = explained or slips(one, wanted, window)
    return explained and chance <= CHANCE


def close(parts: Sequence[Claim], whole: Claim) -> bool:
    """Whether parts and whole differ by so little that nothing can have been left out."""
    signed = sum((one.known for one in parts), Fraction(0))
    doubt = sum((one.half for one in parts), Fraction(0)) + whole.half
    missing = abs(whole.known - signed)
    unit = max(one.half for one in (*parts, whole)) * 2 or Fraction(1)
    return missing <= doubt + 3 * unit and missing * 200 <= abs(whole.known)
