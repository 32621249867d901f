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
from duzhi.checker.masked import stated
from duzhi.checker.masked.amounts import LEVEL, PAST, Amounts, Measured
from duzhi.checker.masked.pairs import Pair, pairs
from duzhi.checker.masked.phrases import Phrases, prior_of
from duzhi.checker.masked.stated import Share
from duzhi.checker.masked.system import Asked, Bound, Ratio, Sum
from duzhi.checker.masked.wholes import parts_of, sure, whole_of
from duzhi.checker.records import ADDING, TOTAL, Group, Reading, Record


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
        self.groups = [one for one in reading.groups if sure(one, self.measured, self.near)]
        self.listed = {part: one.whole for one in self.groups for part in parts_of(one)}
        self.system = System()
        self.shared: set[tuple[str, str]] = set()

    def build(self) -> System:
        for record in self.measured:
            self._measure(record)
            self._print(record)
        for record, whole, share in list(self._shares()):
            self._share(record, whole, share)
        for pair in pairs(self.near, self.phrases):
            self._pair(pair)
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
                whole = whole_of(share.of, record, self.listed.get(record), rows)
                if whole is not None and whole is not record:
                    yield record, whole, share
            rows.append(record)

    def _share(self, record: Record, whole: Record, share: Share) -> None:
        part, all_of_it = self.amounts.name(record), self.amounts.name(whole)
        if part == all_of_it:
            return
        self._ratio(share.percent, part, all_of_it, 0)
        self.shared.add((part, all_of_it))
        name = f"{record.subject}占{whole.subject}{share.percent.text}"
        self.system.words[share.percent.id] = name
        if share.change is not None:
            self._share_before(record, whole, share.percent, share.change)

    def _share_before(self, record: Record, whole: Record, now: Claim, change: Claim) -> None:
        """Last year's share is this year's less the points it rose by."""
        part, all_of_it = self.amounts.name(record, PAST), self.amounts.name(whole, PAST)
        low, high = (now.low - change.high) / 100, (now.high - change.low) / 100
        if low > 0:
            claims = (now.id, change.id)
            self.system.ratios.append(Ratio(claims, part, all_of_it, low, high))
            self.shared.add((part, all_of_it))
            verb = "下降" if change.known < 0 else "提高"
            self.system.words[change.id] = f"{record.subject}占比较上年{verb}{change.text}"

    def _pair(self, pair: Pair) -> None:
        above, below = self.amounts.name(pair.above), self.amounts.name(pair.below)
        if above != below:
            self.system.ratios.append(Ratio((pair.claim.id,), above, below, pair.low, pair.high))
            self.system.words[pair.claim.id] = pair.words

    def _ratio(self, claim: Claim, above: str, below: str, base: int) -> None:
        low, high = ((end + base) / 100 for end in (claim.low, claim.high))
        self.system.ratios.append(Ratio((claim.id,), above, below, max(low, Fraction(0)), high))

    def _add(self, group: Group) -> None:
        """The sum, and the same sum in every year or budget that a member is measured against."""
        whole, parts = group.whole, parts_of(group)
        for basis in self._bases(group):
            names = [self.amounts.name(one, basis) for one in parts]
            all_of_it = self.amounts.name(whole, basis)
            if len({*names, all_of_it}) == len(names) + 1:
                self.system.sums.append(Sum(tuple(names), all_of_it))
                self._ask(whole, parts, basis)

    def _bases(self, group: Group) -> list[str]:
        """本年, and what any member is measured against; a 总计 of sources has but this year's."""
        if group.kind in (ADDING, TOTAL):
            return [LEVEL]
        members = (group.whole, *parts_of(group))
        found = [basis for one in members for basis in self.measured[one]]
        past = self.amounts.name(group.whole, PAST)
        found += [PAST for one in members if (self.amounts.name(one, PAST), past) in self.shared]
        return list(dict.fromkeys([LEVEL, *found]))

    def _ask(self, whole: Record, parts: list[Record], basis: str) -> None:
        """The shares of the parts, where the text itself prints none of them."""
        pairs = [(self.amounts.name(one, basis), self.amounts.name(whole, basis)) for one in parts]
        if not self.shared.isdisjoint(pairs):
            return
        when = basis if basis in (LEVEL, PAST) else f"{basis}中"
        for part, (above, below) in zip(parts, pairs, strict=True):
            name = f"{when}{_called(part, whole)}占{_bare(whole)}"
            self.system.asked.append(Asked(name, above, below))


def _positive(record: Record) -> bool:
    """Every amount it prints is more than nothing."""
    return all(
        claim.masked or claim.low > 0
        for role, claim in record.fields.items()
        if role in (THE_LEVEL, BUDGET, PRIOR)
    )


def _growth(claim: Claim) -> str:
    return f"同比{'下降' if claim.known < 0 else '增长'}{claim.text}"


def _called(part: Record, whole: Record) -> str:
    """The subject of a part, with its place where that is what tells it from the whole."""
    bare = _bare(part)
    return part.scope + bare if bare == _bare(whole) else bare


def _bare(record: Record) -> str:
    """Its subject without 全市."""
    return record.subject.removeprefix(subjects.split(record.subject)[0])
