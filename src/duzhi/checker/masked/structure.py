"""From what was read to the system of unknown amounts.

Only what the words surely say binds amounts: a record's own percentages, shares of a whole in the
same paragraph, and lists that leave nothing out. Anything doubtful is left free, so that a
contradiction is one of the text and not of its reader.
"""

from collections.abc import Iterator

from duzhi.checker import claim as kinds
from duzhi.checker import subjects
from duzhi.checker.claim import AMOUNT, BUDGET, COUNT, GROWTH, PRIOR, Claim
from duzhi.checker.masked import stated
from duzhi.checker.masked.amounts import LEVEL, PAST, Amounts, Measured
from duzhi.checker.masked.draft import System
from duzhi.checker.masked.pairs import Pair, pairs
from duzhi.checker.masked.phrases import Phrases, prior_of
from duzhi.checker.masked.stated import Share
from duzhi.checker.masked.system import Asked
from duzhi.checker.masked.wholes import parts_of, sure, whole_of
from duzhi.checker.records import ADDING, TOTAL, Group, Reading, Record


def system_of(reading: Reading) -> System:
    """The ratios, sums and printed amounts of a reading, and which ratios are worth asking."""
    return _Builder(reading).build()


class _Builder:
    """Walks the records once, then the groups."""

    def __init__(self, reading: Reading) -> None:
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

    def build(self) -> System:
        for record in self.measured:
            self._measure(record)
            self._print(record)
        for record, whole, share in self._shares():
            self._share(record, whole, share)
        for pair in pairs(self.near):
            self._pair(pair)
        for group in self.groups:
            self._add(group)
        return self.system

    def _measure(self, record: Record) -> None:
        for basis, claim in self.measured[record].items():
            above, below = self.amounts.name(record), self.amounts.name(record, basis)
            grows = claim.role == GROWTH
            words = _growth(claim) if grows else f"为{basis}的{claim.text}"
            words = record.subject + words
            self.system.percent(claim, above, below, words, base=100 if grows else 0)

    def _print(self, record: Record) -> None:
        """The amounts of the record itself, in digits or in stars."""
        for role, claim in record.fields.items():
            what = self._what(record, role, claim)
            if what is not None and claim.kind in (AMOUNT, COUNT):
                name = self.amounts.name(record, what)
                self.system.amount(name, claim, record.subject + claim.text)

    def _what(self, record: Record, role: str, claim: Claim) -> str | None:
        if role == kinds.LEVEL:
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
        words = f"{record.subject}占{whole.subject}{share.percent.text}"
        self.system.percent(share.percent, part, all_of_it, words)
        self.system.shared.add((part, all_of_it))
        if share.change is not None:
            self._share_before(record, whole, share.percent, share.change)

    def _share_before(self, record: Record, whole: Record, now: Claim, change: Claim) -> None:
        """Last year's share is this year's less the points it rose by."""
        part, all_of_it = self.amounts.name(record, PAST), self.amounts.name(whole, PAST)
        ends = ((now.low - change.high) / 100, (now.high - change.low) / 100)
        verb = "下降" if change.known < 0 else "提高"
        words = f"{record.subject}占比较上年{verb}{change.text}"
        if ends[0] > 0:
            self.system.ratio((now, change), part, all_of_it, ends, words)
            self.system.shared.add((part, all_of_it))
            self.system.words[now.id] = f"{record.subject}占{whole.subject}{now.text}"

    def _pair(self, pair: Pair) -> None:
        above = self.amounts.name(pair.above)
        if isinstance(pair.below, Record):
            below = self.amounts.name(pair.below)
        else:
            below = pair.below.id
            self.system.amount(below, pair.below, pair.below.text)
        self.system.ratio((pair.claim,), above, below, (pair.low, pair.high), pair.words)

    def _add(self, group: Group) -> None:
        """The sum, and the same sum in every year or budget that a member is measured against."""
        whole, parts = group.whole, parts_of(group)
        for basis in self._bases(group):
            names = [self.amounts.name(one, basis) for one in parts]
            if self.system.sum(names, self.amounts.name(whole, basis)):
                self._ask(whole, parts, basis)

    def _bases(self, group: Group) -> list[str]:
        """本年, and what any member is measured against; a 总计 of sources has but this year's."""
        if group.kind in (ADDING, TOTAL):
            return [LEVEL]
        members = (group.whole, *parts_of(group))
        found = [basis for one in members for basis in self.measured[one]]
        past, shared = self.amounts.name(group.whole, PAST), self.system.shared
        found += [PAST for one in members if (self.amounts.name(one, PAST), past) in shared]
        return list(dict.fromkeys([LEVEL, *found]))

    def _ask(self, whole: Record, parts: list[Record], basis: str) -> None:
        """The shares of the parts, where the text itself prints none of them."""
        below = self.amounts.name(whole, basis)
        above = [self.amounts.name(one, basis) for one in parts]
        if self.system.shared.isdisjoint((one, below) for one in above):
            when = basis if basis in (LEVEL, PAST) else f"{basis}中"
            self.system.asked += [
                Asked(f"{when}{_called(part, whole)}占{_bare(whole)}", name, below)
                for part, name in zip(parts, above, strict=True)
            ]


def _positive(record: Record) -> bool:
    """Every amount it prints is more than nothing."""
    return all(
        claim.masked or claim.low > 0
        for role, claim in record.fields.items()
        if role in (kinds.LEVEL, BUDGET, PRIOR)
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
