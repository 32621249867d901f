"""年末结余 ＝ 上年结余 ＋ 收入 − 支出, and 结转 ＝ 收入总计 − 支出总计."""

import re
from collections.abc import Iterator
from itertools import pairwise

from duzhi.checker.claim import AMOUNT, LEVEL, Claim
from duzhi.checker.interval import of, total
from duzhi.checker.judging import Relation, first
from duzhi.checker.nearby import Nearby
from duzhi.checker.records import ADDING, TOTAL, Group, Reading, Record
from duzhi.checker.report import Identity

_LINES = 3
"""Lines between the two sides of one budget."""
_CLOSING = re.compile(r"(?:年末|期末|累计|滚存)(?:滚存)?(?:结余|余额|结存)")
_OPENING = re.compile(r"(?:上年|年初|期初|上期)(?:滚存|(?:末|累计)*(?:结余|余额|结存|结转))")
_PAID = re.compile(r"偿还|还本|归还|支出|核销")
_BESIDE = 5
"""Records between the totals and what is left of them."""
_CARRIED = re.compile(r"(?:结转|结余)")


def find(reading: Reading) -> Iterator[Identity]:
    """Every closing balance beside its opening one and the flows between."""
    nearby = Nearby(reading)
    for record in reading.records:
        if LEVEL in record.fields and (record.closing or _CLOSING.search(record.subject)):
            yield from _closing(reading, nearby, record)
        elif LEVEL in record.fields and _CARRIED.search(record.subject):
            yield from _carried(reading, nearby, record)
    yield from _balanced(reading)


def _carried(reading: Reading, nearby: Nearby, record: Record) -> Iterator[Identity]:
    """结转下年 ＝ 收入总计 − 支出总计, told right behind the two."""
    totals = [one for one in nearby.earlier(record, 20) if one.total and LEVEL in one.fields]
    income = next((one for one in totals if "收入" in one.subject), None)
    spent = next((one for one in totals if "支出" in one.subject), None)
    stated = record.fields[LEVEL]
    if income is None or spent is None or income.order > spent.order:
        return
    one, other = income.fields[LEVEL], spent.fields[LEVEL]
    if any(claim.masked or claim.kind != AMOUNT for claim in (one, other, stated)):
        return
    relation = Relation("difference", (one, other), stated, of(one) - of(other), "{}－{}", "结转")
    beside = 0 < record.order - spent.order <= _BESIDE and not nearby.is_part(record)
    yield from first(reading, [(relation, beside)], record)


def _closing(reading: Reading, nearby: Nearby, record: Record) -> Iterator[Identity]:
    earlier = [one for one in nearby.earlier(record) if LEVEL in one.fields]
    earlier = earlier or [
        one for one in nearby.before(record) if record.line - one.line <= _LINES * 2
    ]
    yield from _rolled(reading, record, earlier)
    opening = _nearest(nearby, earlier, _OPENING)
    income = _nearest(nearby, earlier, re.compile(r"(?<!均)收入$"))
    spent = _nearest(nearby, earlier, re.compile(r"(?<!均)支出$"))
    stated = record.fields[LEVEL]
    if opening is None or income is None or spent is None:
        return
    if any(one.masked or one.kind != AMOUNT for one in (opening, income, spent, stated)):
        return
    relation = Relation(
        "closing",
        (opening, income, spent),
        stated,
        of(opening) + of(income) - of(spent),
        "{}＋{}－{}",
        "年末结余",
        signs=(1, 1, -1),
        signed=True,
    )
    near = all(one.line == record.line for one in earlier[:1])
    yield from first(reading, [(relation, near)], record)


def _rolled(reading: Reading, record: Record, earlier: list[Record]) -> Iterator[Identity]:
    """年末余额 ＝ 上年末余额 ＋ 新增 − 偿还, where the figures between add up."""
    stated = record.fields[LEVEL]
    at = next((n for n, one in enumerate(earlier) if one.closing and n > 0), None)
    if at is None or stated.masked:
        return
    claims = [one.fields[LEVEL] for one in earlier[at::-1]]
    signs = [-1 if _PAID.search(one.subject) else 1 for one in earlier[at::-1]]
    if any(one.masked or one.kind != AMOUNT for one in claims):
        return
    terms = [of(one) if sign > 0 else -of(one) for one, sign in zip(claims, signs, strict=True)]
    formula = "{}" + "".join("＋{}" if sign > 0 else "－{}" for sign in signs[1:])
    relation = Relation(
        "closing", tuple(claims), stated, total(terms), formula, "期末余额", tuple(signs)
    )
    yield from first(reading, [(relation, False)], record)


def _nearest(nearby: Nearby, earlier: list[Record], pattern: re.Pattern[str]) -> Claim | None:
    every = [one for one in earlier if pattern.search(one.subject)]
    found = [one for one in every if not nearby.is_part(one)] or every
    return found[0].fields[LEVEL] if found else None


def _balanced(reading: Reading) -> Iterator[Identity]:
    """收入总计 and 支出总计 of one budget are equal, or differ by what is carried over."""
    totals = [one for one in reading.groups if one.kind in (ADDING, TOTAL)]
    totals.sort(key=lambda one: one.whole.order)
    for income, spent in pairwise(totals):
        if "收入" in income.whole.subject and "支出" in spent.whole.subject:
            yield from _pair(reading, income, spent)


def _pair(reading: Reading, income: Group, spent: Group) -> Iterator[Identity]:
    one, other = income.whole.fields.get(LEVEL), spent.whole.fields.get(LEVEL)
    if one is None or other is None or one.masked or other.masked or one.kind != other.kind:
        return
    if spent.whole.line - income.whole.line > _LINES:
        return
    offered = [(Relation("balance", (one,), other, of(one), "收入总计{}", "支出总计"), False)]
    for rest in reading.records[spent.whole.order + 1 : spent.whole.order + 3]:
        left = rest.fields.get(LEVEL)
        if left is not None and not left.masked and _CARRIED.search(rest.subject):
            relation = Relation(
                "difference", (one, other), left, of(one) - of(other), "{}－{}", rest.subject
            )
            offered.append((relation, False))
    said = reading.plain.text[
        reading.sentences[spent.whole.sentence][1] : reading.sentences[spent.whole.sentence][1] + 60
    ]
    if "平衡" in said:
        offered[0] = (offered[0][0], True)
    yield from first(reading, offered, spent.whole)
