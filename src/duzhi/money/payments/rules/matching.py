"""Which voucher of the provincial system paid which request of the mirror (domain.md §3.3)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from duzhi.kernel.finding import WARNING, Finding
from duzhi.money.payments.rules import Voucher
from duzhi.money.payments.rules.requests import yuan

_DAYS = 31
"""A voucher that comes later than this after 复核 is not matched by amount and payee."""


class Open(NamedTuple):
    """A request that waits for the provincial system; fen still to be paid."""

    pk: int
    region: str
    agency: str
    payee: str
    left_fen: int
    application: str
    since: date


class Matched(NamedTuple):
    """Requests with the vouchers that paid them, and what a person must look at."""

    pairs: tuple[tuple[int, Voucher], ...]
    findings: tuple[Finding, ...] = ()


NOTHING = Matched(())


def match(opened: Sequence[Open], vouchers: Iterable[Voucher]) -> Matched:
    """By 支付申请编号 first; else amount, payee and day, when exactly one request fits.

    No request is ever given more than it still waits for.
    """
    left = {one.pk: one for one in opened}
    numbered = {(one.region, one.application): one.pk for one in opened if one.application}
    alike = defaultdict[tuple[str, str, str, int], list[int]](list)
    for one in opened:
        if not one.application:
            alike[one.region, one.agency, one.payee, one.left_fen].append(one.pk)
    pairs, findings = list[tuple[int, Voucher]](), list[Finding]()
    for voucher in vouchers:
        named = numbered.get((voucher.region, voucher.application)) if voucher.application else None
        fits = [named] if named else _like(alike, left, voucher)
        if len(fits) > 1:
            findings.append(_ambiguous(voucher, len(fits)))
        elif fits and voucher.amount_fen > left[fits[0]].left_fen:
            findings.append(_too_much(voucher, left[fits[0]]))
        elif fits:
            pairs.append((fits[0], voucher))
            one = left[fits[0]]
            left[one.pk] = one._replace(left_fen=one.left_fen - voucher.amount_fen)
    return Matched(tuple(pairs), tuple(findings))


def reissued(
    vouchers: Iterable[Voucher], region: str, application: str, amount_fen: int
) -> Voucher | None:
    """The voucher by which the provincial system paid the same request anew, if there is one."""
    if not application:
        return None
    wanted = (region, application, amount_fen)
    return next((v for v in vouchers if (v.region, v.application, v.amount_fen) == wanted), None)


def paid_after_bounce(voucher: Voucher, request: str) -> Finding:
    """A voucher that pays what had come back: somebody must look before it is paid twice."""
    text = (
        f"支付凭证 {voucher.number}（{voucher.payee} {yuan(voucher.amount_fen)} 元）"
        f"付的是已退票的申请 {request}；请与一体化系统核对，已重发的申请请作废，防止重复支付"
    )
    return Finding("payments.paid_after_bounce", text, severity=WARNING)


def check_numbers(given: Mapping[str, str], used: set[str]) -> list[Finding]:
    """支付申请编号 are there, new, and not given twice; `given` is our number → theirs."""
    found, seen = [], set[str]()
    for number, text in sorted(given.items()):
        if not text:
            found.append(_no(number, "没有填写支付申请编号；请按一体化系统回填"))
        elif text in used or text in seen:
            found.append(_no(number, f"的支付申请编号 {text} 已用于另一笔申请；请核对"))
        seen.add(text)
    return found


def _like(
    alike: Mapping[tuple[str, str, str, int], Sequence[int]],
    left: Mapping[int, Open],
    voucher: Voucher,
) -> list[int]:
    key = (voucher.region, voucher.agency, voucher.payee, voucher.amount_fen)
    end = timedelta(days=_DAYS)
    return [
        pk
        for pk in alike.get(key, ())
        if left[pk].left_fen and left[pk].since <= voucher.on <= left[pk].since + end
    ]


def _ambiguous(voucher: Voucher, count: int) -> Finding:
    text = (
        f"支付凭证 {voucher.number}（{voucher.payee} {yuan(voucher.amount_fen)} 元）与 {count} 笔"
        "待录申请都相符；请在一体化批次页补录支付申请编号后重新导入"
    )
    return Finding("payments.match_many", text, severity=WARNING)


def _too_much(voucher: Voucher, one: Open) -> Finding:
    text = (
        f"支付凭证 {voucher.number} 付了 {yuan(voucher.amount_fen)} 元，对应的申请只剩 "
        f"{yuan(one.left_fen)} 元待付；未自动核销，请核对支付申请编号"
    )
    return Finding("payments.match_amount", text, severity=WARNING)


def _no(number: str, text: str) -> Finding:
    return Finding("payments.application", f"申请 {number} {text}")
