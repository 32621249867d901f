"""Deciding about details (IN-02, IN-03, IN-04): shares of a tax, and what does not tie.

Sources: domain.md §1.3 (sharing), X5–X7.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction
from math import lcm
from typing import NamedTuple

from duzhi.kernel.codes import LEVEL_NAMES
from duzhi.kernel.finding import WARNING, Finding
from duzhi.kernel.money import allocate
from duzhi.money.receipts.rules.notices import yuan

REFUND_KIND = "receipts.refund"
PAID_IN, RECEIVED, VOID, UNPAID = "已缴库", "已到账未缴库", "已作废", "未缴款"
VAT_CREDIT = "留抵"
"""A refund whose reason names it is 增值税留抵退税."""

_WEIGHTS, _CHECKS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2), "10X98765432"
_SLACK_FEN = 100
"""The treasury rounds every voucher, so a shared tax may be a yuan off (domain.md §1.3)."""


class Tie(NamedTuple):
    """Where details and treasury must tie: day, 项 and level."""

    on: date
    subject: str
    level: str


class Difference(NamedTuple):
    """Details and treasury do not tie on a day; fen."""

    place: Tie
    details_fen: int
    treasury_fen: int

    @property
    def gap_fen(self) -> int:
        """Details less treasury."""
        return self.details_fen - self.treasury_fen


class Part(NamedTuple):
    """One level's line of a tax voucher."""

    voucher: str
    subject: str
    level: str
    on: date
    amount_fen: int


def split(gross_fen: int, shares: Sequence[Fraction]) -> list[int]:
    """Divide a gross amount by levels; the parts add up to it to the fen.

    >>> split(101, [Fraction(1, 2), Fraction(1, 2)])
    [51, 50]
    """
    whole = lcm(*(share.denominator for share in shares))
    return allocate(gross_fen, [int(share * whole) for share in shares])


def check_shares(
    parts: Iterable[Part], share: Callable[[str, date], Fraction | None]
) -> list[Finding]:
    """Local parts of shared taxes against the sharing table; `share` is the local fraction.

    Only vouchers that list both a central and a local part can be judged.
    """
    vouchers: dict[tuple[str, str], list[Part]] = {}
    for part in parts:
        vouchers.setdefault((part.voucher, part.subject), []).append(part)
    wrong = []
    for own in vouchers.values():
        levels = {part.level for part in own}
        local = share(own[0].subject, own[0].on)
        if local is None or "1" not in levels or not levels & {"4", "5"}:
            continue
        gross = sum(part.amount_fen for part in own)
        expected = split(gross, [1 - local, local])[1]
        found = sum(part.amount_fen for part in own if part.level in ("4", "5"))
        if abs(found - expected) > _SLACK_FEN:
            wrong.append((own[0], found, expected))
    if not wrong:
        return []
    first, found, expected = wrong[0]
    text = (
        f"{len(wrong)} 张税票的地方部分与分享比例不符，如 {first.voucher}（{first.subject}）地方 "
        f"{yuan(found)} 元，按比例应为 {yuan(expected)} 元；请核对级次或分享比例（law 目录）"
    )
    return [Finding("receipts.shares", text, "", WARNING)]


def differences(details: Mapping[Tie, int], treasury: Mapping[Tie, int]) -> list[Difference]:
    """Every day, 项 and level on which details and treasury do not tie, by day."""
    return [
        Difference(place, details.get(place, 0), treasury.get(place, 0))
        for place in sorted(details.keys() | treasury.keys())
        if details.get(place, 0) != treasury.get(place, 0)
    ]


def difference_finding(name: str, one: Difference) -> Finding:
    """A difference as a sentence."""
    on, subject, level = one.place
    text = (
        f"{on} {subject} {LEVEL_NAMES.get(level, level)}级：{name}净额 "
        f"{yuan(one.details_fen)} 元，国库 {yuan(one.treasury_fen)} 元，"
        f"差 {yuan(one.gap_fen)} 元；请与国库和征收机关核对"
    )
    return Finding("receipts.difference", text, "", WARNING)


def file_scope(days: Iterable[date], period: str, *, yearly: bool = False) -> str:
    """What a file of details answers for: its captioned month, else the one most rows fall in."""
    if period and not yearly:
        return period
    cut = 4 if yearly else 7
    counted = Counter(on.isoformat()[:cut] for on in days)
    return min(counted, key=lambda text: (-counted[text], text))


def is_person(identity: str) -> bool:
    """Whether a taxpayer's number is a 身份证号 (GB 11643-1999: birthday and check digit).

    >>> is_person("11010519491231002X"), is_person("91410000MA40ABCD1X")
    (True, False)
    """
    if not re.fullmatch(r"[1-9]\d{16}[\dX]", identity):
        return False
    try:
        date(int(identity[6:10]), int(identity[10:12]), int(identity[12:14]))
    except ValueError:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(identity[:17], _WEIGHTS, strict=True))
    return _CHECKS[total % 11] == identity[17]


def mask_taxpayer(identity: str) -> str:
    """A taxpayer's number as people may see it (税收征管法 第八条).

    >>> mask_taxpayer("91410000MA40ABCD1X"), mask_taxpayer("12")
    ('9141**********CD1X', '****')
    """
    if len(identity) <= 8:  # noqa: PLR2004 four digits on either side
        return "****" if identity else ""
    return identity[:4] + "*" * (len(identity) - 8) + identity[-4:]
