"""From what was read to the system of unknown amounts.

Only what the words surely say binds amounts: a record's own percentages, shares of a whole in the
same paragraph, and lists that leave nothing out. Anything doubtful is left free, so that a
contradiction is one of the text and not of its reader.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction

from duzhi.checker import subjects
from duzhi.checker.claim import AMOUNT, BUDGET, COUNT, PRIOR, Claim
from duzhi.checker.claim import LEVEL as THE_LEVEL
from duzhi.checker.complete import adds_up_by_terms
from duzhi.checker.masked import stated
from duzhi.checker.masked.amounts import LEVEL, Amounts, Measured, same_place
from duzhi.checker.masked.phrases import Phrases, prior_of
from duzhi.checker.masked.stated import Share
from duzhi.checker.masked.system import Asked, Bound, Ratio, Sum
from duzhi.checker.records import ADDING, TOTAL, Group, Reading, Record

_BACK = 60
"""Records before a share among which its whole is looked for."""


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


def system_of(reading: Reading) -> System:
    """The ratios, sums and printed amounts of a reading, and which ratios are worth asking."""
    return _Builder(reading).build()


class _Builder:
    """Walks the records once, then the groups."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.phrases = Phrases(reading)
        usable = [one for one in reading.records if _positive(one)]
        self.measured: dict[Record, Measured] = {
            one: stated.measured(one, self.phrases) for one in usable
        }
        self.amounts = Amounts(self.measured.items())
        self.near: dict[int, list[Record]] = {}
        for one in usable:
            self.near.setdefault(one.sentence, []).append(one)
        self.groups = [one for one in reading.groups if self._sure(one)]
        self.whole_of = {part: one.whole for one in self.groups for part in _parts(one)}
        self.system = System()
        self.shared: set[tuple[str, str]] = set()

    def build(self) -> System:
        for record in self.measured:
            self._measure(record)
            self._print(record)
        for record, whole, share in list(self._shares()):
            self._share(record, whole, share)
        for group in self.groups:
            self._add(group)
        return self.system

    def _measure(self, record: Record) -> None:
        level = self.amounts.name(record)
        for basis, claim in self.measured[record].items():
            grows = claim.role == "growth"
            base = 100 if grows else 0
            below = self.amounts.name(record, basis)
            self._ratio(claim, level, below, base)
            word = _growth(claim) if grows else f"为{basis}的{claim.text}"
            self.system.words[claim.id] = f"{record.subject}{word}"

    def _print(self, record: Record) -> None:
        """Bounds for the amounts in digits; those in stars are what is sought."""
        for role, claim in record.fields.items():
            what = self._what(record, role, claim)
            if what is None or claim.kind not in (AMOUNT, COUNT):
                continue
            name = self.amounts.name(record, what)
            if claim.masked:
                self.system.hidden.add(name)
            else:
                self.system.bounds.append(Bound((claim.id,), name, claim.low, claim.high))
                self.system.words[claim.id] = f"{record.subject}{claim.text}"

    def _what(self, record: Record, role: str, claim: Claim) -> str | None:
        if role == THE_LEVEL:
            return LEVEL
        if role == BUDGET:
            return stated.budget_name(record, claim, self.phrases)
        return prior_of(self.phrases.between(claim)) if role == PRIOR else None

    def _shares(self) -> Iterator[tuple[Record, Record, Share]]:
        """Each share with its part and its whole."""
        rows: list[Record] = []
        for record in self.measured:
            if rows and rows[-1].line != record.line:
                rows = []
            for share in stated.shares(record, self.phrases):
                whole = self._whole(record, share, rows)
                if whole is not None and whole is not record:
                    yield record, whole, share
            rows.append(record)

    def _whole(self, record: Record, share: Share, rows: list[Record]) -> Record | None:
        listed = self.whole_of.get(record)
        if not share.of:
            return listed
        if listed is not None and subjects.likeness(share.of, listed.subject) >= 0.9:
            return listed
        place = subjects.split(share.of)[0] or record.scope
        for one in reversed(rows[-_BACK:]):
            if same_place(one.scope, place) and subjects.likeness(share.of, one.subject) >= 0.9:
                return one
        return None

    def _share(self, record: Record, whole: Record, share: Share) -> None:
        part, all_of_it = self.amounts.name(record), self.amounts.name(whole)
        if part == all_of_it:
            return
        self._ratio(share.percent, part, all_of_it, 0)
        self.shared.add((part, all_of_it))
        name = f"{record.subject}占{whole.subject}{share.percent.text}"
        self.system.words[share.percent.id] = name

    def _ratio(self, claim: Claim, above: str, below: str, base: int) -> None:
        low, high = ((end + base) / 100 for end in (claim.low, claim.high))
        self.system.ratios.append(Ratio((claim.id,), above, below, max(low, Fraction(0)), high))

    def _sure(self, group: Group) -> bool:
        """One whole, parts that are all there can be, and no amount that is not positive."""
        if len(group.wholes) != 1:
            return False
        members = [group.whole, *_parts(group)]
        if not len(set(members)) == len(members) > 2:
            return False
        if not all(one in self.measured and THE_LEVEL in one.fields for one in members):
            return False
        said = group.complete or group.kind == ADDING
        return said or (adds_up_by_terms(group) and not self._rivals(group))

    def _rivals(self, group: Group) -> bool:
        """Whether the sentence of the whole names another amount that could be it as well."""
        near = self.near.get(group.whole.sentence, [])
        others = [one for one in near if one is not group.whole and one not in group.parts]
        return any(
            adds_up_by_terms(Group(group.kind, [one], group.parts, group.ends))
            for one in others[:_BACK]
            if one.order < group.parts[0].order and THE_LEVEL in one.fields
        )

    def _add(self, group: Group) -> None:
        """The sum, and the same sum in every year or budget that a member is measured against."""
        whole, parts = group.whole, _parts(group)
        bases = {LEVEL: None}
        if group.kind not in (ADDING, TOTAL):
            bases |= {basis: None for one in (whole, *parts) for basis in self.measured[one]}
        for basis in bases:
            names = [self.amounts.name(one, basis) for one in parts]
            all_of_it = self.amounts.name(whole, basis)
            if len({*names, all_of_it}) == len(names) + 1:
                self.system.sums.append(Sum(tuple(names), all_of_it))
                self._ask(whole, parts, basis)

    def _ask(self, whole: Record, parts: list[Record], basis: str) -> None:
        """The shares of the parts, where the text itself prints none of them."""
        pairs = [(self.amounts.name(one, basis), self.amounts.name(whole, basis)) for one in parts]
        if not self.shared.isdisjoint(pairs):
            return
        when = basis if basis in (LEVEL, "上年") else f"{basis}中"
        for part, (above, below) in zip(parts, pairs, strict=True):
            name = f"{when}{_bare(part)}占{_bare(whole)}"
            self.system.asked.append(Asked(name, above, below))


def _parts(group: Group) -> list[Record]:
    return group.parts[: group.ends[0]] if group.ends else group.parts


def _positive(record: Record) -> bool:
    """Every amount it prints is more than nothing."""
    return all(
        claim.masked or claim.low > 0
        for role, claim in record.fields.items()
        if role in (THE_LEVEL, BUDGET, PRIOR)
    )


def _growth(claim: Claim) -> str:
    return f"同比{'下降' if claim.known < 0 else '增长'}{claim.text}"


def _bare(record: Record) -> str:
    """Its subject without 全市: both sides are of one place."""
    scope, _ = subjects.split(record.subject)
    return record.subject.removeprefix(scope)
