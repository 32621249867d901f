"""Whether one slip of the pen explains a difference: a digit, two swapped, one lost, a 万 or 亿.

A list that is only part of its whole falls short of it by any amount; a wrong figure falls short by
an amount that one changed digit makes good. `chance` weighs how improbable a coincidence would be.
"""

from collections.abc import Sequence
from fractions import Fraction

from duzhi.checker.claim import AMOUNT, Claim
from duzhi.checker.tokens import SCALE

RARE = Fraction(1, 40)
"""A coincidence as rare as this is taken for a slip."""
UNLIKELY = Fraction(1, 10)
"""Up to here it is worth a question."""


def slips(claim: Claim, wanted: Fraction, doubt: Fraction) -> bool:
    """Whether the claim becomes `wanted` (± doubt, 元 or count) by one slip of the pen."""
    return _rescaled(claim, wanted, doubt) or any(
        abs(one - wanted) <= doubt for one in _variants(claim)
    )


def _rescaled(claim: Claim, wanted: Fraction, doubt: Fraction) -> bool:
    return any(abs(abs(claim.known) * by - wanted) <= doubt for by in _SCALES)


_SCALES = (Fraction(10_000), Fraction(1, 10_000))
"""万元 for 元, 亿元 for 万元, and back."""


def _variants(claim: Claim) -> list[Fraction]:
    """Every value one digit away from the printed one."""
    digits = claim.number.replace(",", "").lstrip("+-")
    places = len(digits.partition(".")[2])
    plain = digits.replace(".", "")
    found = {plain[:i] + one + plain[i + 1 :] for i in range(len(plain)) for one in "0123456789"}
    found |= {plain[:i] + plain[i + 1] + plain[i] + plain[i + 2 :] for i in range(len(plain) - 1)}
    found |= {plain[:i] + one + plain[i:] for i in range(len(plain) + 1) for one in "0123456789"}
    if len(plain) > 1:
        found |= {plain[:i] + plain[i + 1 :] for i in range(len(plain))}
    unit = Fraction(SCALE.get(claim.unit, 1) if claim.kind == AMOUNT else 1, 10**places)
    return [int(one) * unit for one in found - {plain}]


def chance(parts: Sequence[Claim], whole: Claim) -> Fraction:
    """How likely a list that leaves something out would look like one slip by chance.

    Σ over the figures of (values one slip away × width of a hit) ÷ size of the whole; 1 where no
    slip makes the parts add up. A hit to the last printed digit is narrower than one within the
    rounding, and so tells more.
    """
    every = (*parts, whole)
    signed = sum((one.known for one in parts), Fraction(0))
    doubt = sum((one.half for one in every), Fraction(0))
    missing, room = whole.known - signed, max(abs(whole.known), abs(signed))
    fine = min(one.half for one in every) * 2 or Fraction(1)
    best = Fraction(1)
    for window in (fine / 2, doubt):
        for one in every:
            wanted = one.known - missing if one is whole else one.known + missing
            wanted = wanted if one.known >= 0 else -wanted
            if wanted <= 0:
                continue
            if _rescaled(one, wanted, window):
                best = min(best, len(every) * 4 * window / room)
            elif any(abs(value - wanted) <= window for value in _variants(one)):
                best = min(best, _ways(every) * 2 * window / room)
    return best


def _ways(every: Sequence[Claim]) -> int:
    """Values one slip away, over all figures."""
    return sum(21 * len(one.number.replace(",", "").replace(".", "")) for one in every)


def close(parts: Sequence[Claim], whole: Claim) -> bool:
    """Whether parts and whole differ by so little that nothing can have been left out."""
    signed = sum((one.known for one in parts), Fraction(0))
    doubt = sum((one.half for one in parts), Fraction(0)) + whole.half
    missing = abs(whole.known - signed)
    unit = max(one.half for one in (*parts, whole)) * 2 or Fraction(1)
    return missing <= doubt + 3 * unit and missing * 200 <= abs(whole.known)
