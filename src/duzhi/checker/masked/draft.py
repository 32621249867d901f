"""The system while it is written down: figures become ratios and bounds, each with its words."""

from dataclasses import dataclass, field
from fractions import Fraction

from duzhi.checker.claim import Claim
from duzhi.checker.masked.system import Asked, Bound, Ratio, Sum


@dataclass(slots=True)
class System:
    """What `solve` takes."""

    ratios: list[Ratio] = field(default_factory=list)
    sums: list[Sum] = field(default_factory=list)
    bounds: list[Bound] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    hidden: set[str] = field(default_factory=set)
    """Amounts printed as `*`."""
    words: dict[str, str] = field(default_factory=dict)
    """Claim → how a message calls it."""
    shared: set[tuple[str, str]] = field(default_factory=set)
    """Parts and wholes whose ratio is printed."""

    def percent(self, claim: Claim, above: str, below: str, words: str, *, base: int = 0) -> None:
        """Above ÷ below is a printed percentage; `base` is 100 for a growth."""
        low, high = ((end + base) / 100 for end in (claim.low, claim.high))
        self.ratio((claim,), above, below, (low, high), words)

    def ratio(
        self,
        claims: tuple[Claim, ...],
        above: str,
        below: str,
        ends: tuple[Fraction, Fraction],
        words: str,
    ) -> None:
        """Above ÷ below lies between the ends, as the last of the claims says."""
        if above != below:
            ids = tuple(one.id for one in claims)
            self.ratios.append(Ratio(ids, above, below, max(ends[0], Fraction(0)), ends[1]))
            self.words[ids[-1]] = words

    def amount(self, name: str, claim: Claim, words: str) -> None:
        """An amount in digits bounds its name, one in stars is what is sought."""
        if claim.masked:
            self.hidden.add(name)
        elif claim.low > 0:
            self.bounds.append(Bound((claim.id,), name, claim.low, claim.high))
            self.words[claim.id] = words

    def sum(self, parts: list[str], whole: str) -> bool:
        """The parts make up the whole; not where two of them are the same amount."""
        if len({*parts, whole}) <= len(parts):
            return False
        self.sums.append(Sum(tuple(parts), whole))
        return True
