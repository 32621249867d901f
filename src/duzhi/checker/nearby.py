"""Finding the record that words speak of: in the same list, the same line, or shortly before."""

from collections import defaultdict
from collections.abc import Iterator

from duzhi.checker import subjects
from duzhi.checker.claim import BUDGET, LEVEL, Claim
from duzhi.checker.records import Reading, Record

_BACK = 60
"""Records to look back for a name: a page or two."""
_SURE = 3
"""Lines within which a name that fits is surely meant."""
_GENERIC = frozenset(
    [f"{kind}{way}" for kind in ("", "全部") for way in ("收入", "支出")]
    + ["总收入", "总支出", "收入总量", "支出总量"]
    + ["总额", "全部", "总量", "总数", "合计", "规模"]
)
"""Names of a whole that do not say which."""
_HALF = 0.5


class Nearby:
    """Looks records up by name, with a bounded way back: the cost stays linear."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.owners: dict[int, list[Record]] = defaultdict(list)
        """By id of a part: the wholes of its lists."""
        self.unsure: set[int] = set()
        """Parts of lists whose whole nothing names."""
        for group in reading.groups:
            for part in group.parts[: group.ends[0] if group.ends else None]:
                self.owners[id(part)].extend(group.wholes)
                if group.loose:
                    self.unsure.add(id(part))
        self.parts = set(self.owners)
        self._named: dict[str, list[Record]] = defaultdict(list)
        for one in reading.records:
            if LEVEL in one.fields:
                self._named[one.key].append(one)

    def is_part(self, record: Record) -> bool:
        """Whether it stands in some list."""
        return id(record) in self.parts

    def borrowed(self, record: Record) -> Claim | None:
        """税收占比 where only what the tax office took in is told: near enough to verify."""
        offices = self._named["税务部门"] if record.key == "税收" else []
        found = [one for one in offices if abs(one.line - record.line) <= _SURE]
        return found[-1].fields[LEVEL] if found else None

    def level(self, record: Record) -> Claim | None:
        """Its amount, or the one said of the same subject in this line or just before."""
        if LEVEL in record.fields:
            return record.fields[LEVEL]
        named = self._named[record.key]
        found = [one for one in named if abs(one.line - record.line) < _SURE]
        same = [one for one in found if one.scope == record.scope] or found
        before = [one for one in same if one.order < record.order] or same
        return before[-1].fields[LEVEL] if before else None

    def wholes(self, record: Record, words: str) -> Iterator[tuple[Record, bool]]:
        """What `words` may name as the whole of a record; no words name that of its list."""
        owners = [one for one in self.owners[id(record)] if LEVEL in one.fields]
        name = subjects.cleaned(words)
        if not name:
            yield from ((one, id(record) not in self.unsure) for one in owners[:1])
            yield from ((one, False) for one in self._line(record))
            return
        ranked = [(self._like(name, one), one) for one in (*owners, *self.before(record))]
        clear = [
            (score, one) for score, one in ranked if score >= subjects.ALIKE and one is not record
        ]
        here = not subjects.split(name)[0]
        if owners and (
            (here and subjects.key(name) in _GENERIC) or _loose(name, owners[0].subject)
        ):
            yield owners[0], id(record) not in self.unsure
        best = max((score for score, _ in clear), default=0.0)
        tied = {one.fields[LEVEL].nominal for score, one in clear if score == best}
        for score, one in clear:
            near = record.line - one.line <= _SURE or score >= 1
            yield one, score == best and near and len(tied) == 1
        own = subjects.key(name)
        for score, one in ranked:
            ending = one.subject[-2:]
            likely = score >= _HALF or ending == name[-2:]
            if score < subjects.ALIKE and (likely or (own in _GENERIC and own[:2] == ending)):
                yield one, False

    def budget(self, record: Record) -> Claim | None:
        """The budget of the same subject, told in this line or just before."""
        for one in self.earlier(record):
            if (
                BUDGET in one.fields
                and subjects.likeness(one.subject, record.subject) >= subjects.ALIKE
            ):
                return one.fields[BUDGET]
        named = [one for one in self._named[record.key] if BUDGET in one.fields]
        found = [one for one in named if 0 <= record.line - one.line <= _SURE]
        return found[-1].fields[BUDGET] if found else None

    def _like(self, name: str, record: Record) -> float:
        return subjects.likeness(name, record.subject)

    def _line(self, record: Record) -> Iterator[Record]:
        for one in reversed(self.reading.records[max(record.order - _BACK, 0) : record.order]):
            if one.line != record.line:
                return
            if LEVEL in one.fields:
                yield one

    def before(self, record: Record) -> list[Record]:
        """Records with an amount before it, the nearest first."""
        window = self.reading.records[max(record.order - _BACK, 0) : record.order + 3]
        return [one for one in reversed(window) if LEVEL in one.fields and one is not record]

    def earlier(self, record: Record, back: int = 12) -> Iterator[Record]:
        """Records of its line before it, the nearest first."""
        for one in reversed(self.reading.records[max(record.order - back, 0) : record.order]):
            if one.line == record.line:
                yield one


def _loose(name: str, subject: str) -> bool:
    """全月收入 for 全市财政收入: ends alike, and has nothing of its own but 全部, 全月."""
    plain = subjects.key(name).removeprefix("全部").removeprefix("全月").removeprefix("当月")
    return bool(plain) and subjects.key(subject).endswith(plain)
