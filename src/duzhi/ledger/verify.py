"""`duzhi verify`: proves at rest what posting guards on the way in; each fault names its entry."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db import connection

from duzhi.kernel.finding import Finding
from duzhi.kernel.money import show
from duzhi.ledger import chart, entries, rows, seal
from duzhi.ledger.models import EntryRow, Seal
from duzhi.ledger.write import rolled_up

Progress = Callable[[int], None]
Proof = Callable[[], Iterable[Finding]]
"""Proves at rest what an area keeps beside the ledger; every fault as a finding."""
_PROOFS: list[Proof] = []


def register_proofs(proofs: Iterable[Proof]) -> None:
    """Let areas prove their own rows; `config` calls it at start-up with every area's PROOFS."""
    _PROOFS.extend(one for one in proofs if one not in _PROOFS)


def verify(progress: Progress | None = None) -> Iterator[Finding]:
    """Every fault of the books; none means that they prove themselves."""
    yield from _entries(progress)
    yield from _balances()
    yield from _rollups()
    yield from _limits()
    yield from _seals()
    for proof in _PROOFS:
        yield from proof()


def _entries(progress: Progress | None) -> Iterator[Finding]:
    last = EntryRow.objects.order_by("-id").values_list("id", flat=True).first() or 0
    for done, one in enumerate(rows.stored(1, last), 1):
        entry = one.entry
        if not entries.proven(one):
            yield _entry(one, "verify.digest", "内容与入账时的摘要值不符，可能被改动")
        sums: dict[tuple[str, str], int] = {}
        for line in entry.lines:
            group = (line.key.region, line.key.fund_type[:2])
            sums[group] = sums.get(group, 0) + line.amount_fen
        if any(sums.values()) or not sums:
            yield _entry(one, "verify.unbalanced", "借贷不平")
        if progress and done % 10_000 == 0:
            progress(done)


def _entry(one: rows.Stored, code: str, what: str) -> Finding:
    return Finding(
        code,
        f"分录{one.id}（{one.entry.source} {one.entry.event}，{one.entry.on}）{what}；"
        "请核对来源文件",
    )


_BALANCE = """
SELECT account, period, key_id, sum(debit), sum(credit), sum(debits), sum(credits),
       sum(lines), sum(counted), max(entry)
FROM (
  SELECT account, period, key_id, debit, credit, lines,
         0 AS debits, 0 AS credits, 0 AS counted, NULL AS entry
  FROM ledger_balance
  UNION ALL
  SELECT account, period, key_id, 0, 0, 0, CASE WHEN amount > 0 THEN amount ELSE 0 END,
         CASE WHEN amount < 0 THEN -amount ELSE 0 END, 1, entry_id
  FROM ledger_line
) AS both_sides
GROUP BY account, period, key_id
HAVING sum(debit) <> sum(debits) OR sum(credit) <> sum(credits) OR sum(lines) <> sum(counted)
ORDER BY account, period, key_id
"""


def _balances() -> Iterator[Finding]:
    for account, period, key, *sides, lines, counted, entry in _query(_BALANCE):
        name = chart.by_number()[account].name
        debit, credit, debit_sum, credit_sum = (show(int(fen)) for fen in sides)
        yield Finding(
            "verify.balance",
            f"余额不等于分录之和：{name} {period}期 键{key}，"
            f"余额借{debit}贷{credit}元共{lines}行，分录借{debit_sum}贷{credit_sum}元共{counted}行"
            f"（最近一笔为分录{entry or '无'}）；"
            "请用备份恢复，或在查明后重建余额",
        )


def _rollups() -> Iterator[Finding]:
    sums = "debit, credit, lines"
    stored = _by_place(
        _query(
            f"SELECT region, account, period, subject, fund_type, level, {sums} FROM ledger_rollup"  # noqa: S608 our own names
        )
    )
    balances = _query(f"SELECT account, period, key_id, {sums} FROM ledger_balance")  # noqa: S608 our own names
    counted = _by_place(rolled_up(balances, dict(rows.keys())))
    nothing = (0, 0, 0)
    for place in sorted(stored.keys() | counted.keys()):
        if stored.get(place, nothing) != counted.get(place, nothing):
            region, account, period, subject, fund, level = place
            yield Finding(
                "verify.rollup",
                f"报表汇总不等于余额之和：{region} {chart.by_number()[account].name} {period}期 "
                f"科目{subject} 资金性质{fund} 级次{level}；请重建汇总",
            )


def _by_place(found: list[Any]) -> dict[tuple[Any, ...], tuple[Any, ...]]:
    return {tuple(row[:6]): tuple(row[6:]) for row in found}


_LIMIT = """
SELECT account, control, sum(stored), sum(counted), max(entry)
FROM (
  SELECT account, control, available - "over" AS stored, 0 AS counted, NULL AS entry
  FROM ledger_limit
  UNION ALL
  SELECT account, control, 0, amount, entry_id FROM ledger_line
  WHERE control <> '' AND account IN ({accounts})
) AS both_sides
GROUP BY account, control HAVING sum(stored) <> sum(counted) ORDER BY account, control
"""


def _limits() -> Iterator[Finding]:
    limited = ", ".join(str(one.no) for one in chart.accounts().values() if one.limited)
    for account, control, stored, counted, entry in _query(_LIMIT.format(accounts=limited)):
        yield Finding(
            "verify.limit",
            f"限额不等于分录之和：{chart.by_number()[account].name} {control}，"
            f"限额{show(int(stored))}元，分录{show(int(counted))}元"
            f"（最近一笔为分录{entry or '无'}）；"
            "请查明后重建限额",
        )


def _seals() -> Iterator[Finding]:
    previous, expected = b"", 1
    for one in Seal.objects.order_by("last"):
        value, count = seal.chained(one.first, one.last, previous, like=bytes(one.digest))
        same = value == bytes(one.digest) and count == one.count and one.first == expected
        if not same or bytes(one.previous) != previous:
            yield Finding(
                "verify.seal",
                f"{one.day}的封签（分录{one.first}至{one.last}）与账内不符：封签{one.count}笔，"
                f"账内{count}笔；请用备份核对",
            )
        previous, expected = bytes(one.digest), one.last + 1


def _query(sql: str) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())
