"""What belongs together though no word in between says so: the second pass over a reading."""

import re
from collections import defaultdict
from collections.abc import Iterator
from fractions import Fraction

from duzhi.checker.claim import AMOUNT, LEVEL
from duzhi.checker.nearby import Nearby
from duzhi.checker.records import BRACKETS, PAIR, RESPECTIVE, SCOPES, Group, Reading, Record
from duzhi.checker.subjects import WHOLE_SCOPES

_PAIR = 2
_TWINS = 8
_LINES = 4
"""Lines between parts and a whole that are told apart."""
_PARTITIONS = (
    frozenset({"中央", "地方"}),
    frozenset({"市本级", "区级", "县级"}),
    frozenset({"市本级", "县市区"}),
    frozenset({"县本级", "乡镇"}),
    frozenset({"区本级", "乡镇"}),
    frozenset({"区本级", "街道"}),
)


def link(reading: Reading) -> None:
    """Tie repeated statements, enumerations, 税收 and 非税, 中央 and 地方, columns."""
    _twins(reading)
    _nested(reading)
    nearby = Nearby(reading)
    _respective(reading, nearby)
    found = [*_pairs(reading, nearby), *_scopes(reading), *_columns(reading)]
    reading.groups.extend(found)
    _once(reading)


def _twins(reading: Reading) -> None:
    """The same amount said again of the same thing shares what is said of it."""
    same: dict[tuple[str, Fraction], list[Record]] = defaultdict(list)
    for one in reading.levels():
        level = one.fields[LEVEL]
        if level.nominal is not None and len(one.key) > 1:
            same[one.key, level.nominal].append(one)
    for rows in same.values():
        for one in rows[: _TWINS * 4]:
            one.twins = [other for other in rows[:_TWINS] if other is not one]


def _nested(reading: Reading) -> None:
    """`购置及运行费90,其中:购置费30;运行费60`: the semicolon did not end the inner list."""
    inner = {id(one.whole): one for one in reading.groups if len(one.parts) == 1 and one.wholes}
    for group in reading.groups:
        for at, part in enumerate(group.parts[:-1]):
            own = inner.get(id(part))
            level, first = part.fields.get(LEVEL), own.parts[0].fields.get(LEVEL) if own else None
            following = group.parts[at + 1].fields.get(LEVEL)
            if own is None or level is None or first is None or following is None:
                continue
            claims = (level, first, following)
            if any(one.masked for one in claims) or len({one.kind for one in claims}) > 1:
                continue
            if first.known + following.known == level.known and group is not own:
                own.parts = [*own.parts, group.parts[at + 1]]
                own.ends = [2]
                del group.parts[at + 1]
                group.ends = [end - (end > at + 1) for end in group.ends]
                break


def _respective(reading: Reading, nearby: Nearby) -> None:
    """The whole of an enumeration is what its shares are shares of."""
    for group in reading.groups:
        if group.kind == RESPECTIVE and not group.wholes:
            first = group.parts[0]
            words = first.shares[0].of if first.shares else ""
            if words:
                group.wholes = [one for one, sure in nearby.wholes(first, words) if sure][:1]
            else:
                group.wholes = [one for one in nearby.earlier(first) if _outside(one, group)][:1]
                group.loose = True


def _outside(record: Record, group: Group) -> bool:
    return LEVEL in record.fields and record not in group.parts


def _pairs(reading: Reading, nearby: Nearby) -> Iterator[Group]:
    """税收 and 非税 told after the revenue they make up, without 其中."""
    for record in reading.levels():
        if record.key != "非税":
            continue
        back = reading.records[max(record.order - 30, 0) : record.order]
        near = [
            one
            for one in reversed(back)
            if LEVEL in one.fields and record.line - one.line <= _LINES
        ]
        tax = next((one for one in near if one.key.endswith("税收") and one.key[0] != "非"), None)
        if tax is None:
            continue
        before = [one for one in near if one.order < tax.order and not nearby.is_part(one)]
        whole = next((one for one in before if re.search(r"收入$", one.subject)), None)
        if whole is not None and not _among_others(reading, tax, record):
            yield Group(PAIR, [whole], [tax, record], [2])


def _among_others(reading: Reading, tax: Record, other: Record) -> bool:
    """A list names more parts than these two."""
    return any(
        tax in listed and other in listed and len(listed) > _PAIR
        for group in reading.groups
        for listed in (group.parts[: group.ends[0] if group.ends else None],)
    )


def _scopes(reading: Reading) -> Iterator[Group]:
    """全国 ＝ 中央 ＋ 地方, wherever the three stand for the same thing."""
    open_: dict[str, tuple[Record, dict[str, Record]]] = {}
    for record in reading.levels():
        if len(record.key) < _PAIR or record.table:
            continue
        scope = record.scope
        if scope in WHOLE_SCOPES or not scope:
            open_[record.key] = (record, {})
            continue
        whole, parts = open_.get(record.key, (None, {}))
        if whole is None or record.line - whole.line > _LINES:
            continue
        parts.setdefault(scope, record)
        if frozenset(parts) in _PARTITIONS:
            yield Group(SCOPES, [whole], list(parts.values()), [len(parts)], complete=True)


def _columns(reading: Reading) -> Iterator[Group]:
    """A whole split in brackets, and each of its parts split alike: the splits add up, too."""
    split: dict[int, list[Record]] = {}
    for group in reading.groups:
        if group.kind == BRACKETS and group.wholes:
            split.setdefault(id(group.whole), group.parts)
    for group in list(reading.groups):
        if group.kind == BRACKETS or not group.wholes or id(group.whole) not in split:
            continue
        rows = [split[id(one)] for one in group.parts if id(one) in split]
        if len(rows) < _PAIR:
            continue
        for column in split[id(group.whole)]:
            parts = [one for row in rows for one in row if one.subject == column.subject]
            if len(parts) > 1 and column.main is not None and column.main.kind == AMOUNT:
                yield Group(PAIR, [column], parts, [len(parts)])


def _once(reading: Reading) -> None:
    """The same parts under the same whole are one group."""
    seen: dict[tuple[int, tuple[int, ...]], Group] = {}
    kept = []
    for group in reading.groups:
        if not group.wholes:
            kept.append(group)
            continue
        name = (id(group.whole), tuple(id(one) for one in group.parts))
        if name in seen:
            seen[name].complete |= group.complete
            continue
        seen[name] = group
        kept.append(group)
    reading.groups = kept
