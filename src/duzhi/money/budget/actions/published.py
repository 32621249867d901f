"""Keeping published tables of regions without detail as statement facts, as they were printed."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from duzhi.intake import api as intake
from duzhi.kernel.codes import BUDGET_NAMES, FUND, GENERAL
from duzhi.kernel.entry import Ref
from duzhi.kernel.finding import WARNING, Finding, Place, refuse
from duzhi.kernel.money import show
from duzhi.ledger import api as ledger
from duzhi.money.budget.rules import printed
from duzhi.office import api as office

_YEAR_END = 12
_TABLE_NAMES = {GENERAL: ("general", "一般公共"), FUND: ("fund", "基金")}
"""How a file name or caption says which budget a published table is about."""


@transaction.atomic
def import_balance(
    *,
    rows: Sequence[printed.Cell],
    file: intake.FileRef,
    declared: intake.Declared,
    by: str,
    now: datetime,
) -> intake.Outcome:
    """FACT-01: a published two-sided balance table, as printed."""
    budget = _budget_of(rows, file)
    table = f"收支平衡{budget}"
    facts = _facts(rows, declared, table, file)
    findings = [*printed.check_sums(rows), *printed.check_two_sides(rows)]
    return _put(facts, findings, file, by, now)


@transaction.atomic
def import_items(
    *,
    rows: Sequence[printed.Cell],
    file: intake.FileRef,
    declared: intake.Declared,
    by: str,
    now: datetime,
) -> intake.Outcome:
    """FACT-02: a published table of numbered items, every amount column as a measure."""
    facts = _facts(rows, declared, f"{rows[0].side}项目{rows[0].budget or GENERAL}", file)
    findings = [*printed.check_sums(rows), *printed.check_changes(rows)]
    notes = [(cell.name, cell.note) for cell in rows if cell.note]
    return _put(facts, findings, file, by, now, notes)


@transaction.atomic
def import_debt(
    *,
    rows: Sequence[printed.Cell],
    file: intake.FileRef,
    declared: intake.Declared,
    by: str,
    now: datetime,
) -> intake.Outcome:
    """FACT-03: debt limit and balance by county; the first row is the whole."""
    facts = [
        replace(fact, depth=min(fact.no - 1, 1), subject="")
        for fact in _facts(rows, declared, "债务限额余额", file)
    ]
    return _put(facts, printed.check_whole(rows), file, by, now)


@transaction.atomic
def import_history(
    *,
    rows: Sequence[Any],
    file: intake.FileRef,
    declared: intake.Declared,
    by: str,
    now: datetime,
) -> intake.Outcome:
    """IN-06: monthly headline numbers of years without detail, as statement facts."""
    region = declared.region or settings.HOME_REGION
    counts: dict[tuple[int, int, str], int] = {}
    facts = []
    for row in rows:
        place = (row.year, row.month, row.fund)
        no = counts[place] = counts.get(place, 0) + 1
        for measure, amount in (("累计", row.total_fen), ("当月", row.month_fen)):
            facts.append(
                ledger.Fact(
                    region=region,
                    year=row.year,
                    month=row.month,
                    table=f"{measure}{row.fund}",
                    side=row.direction,
                    no=no,
                    name=row.name,
                    subject=row.subject,
                    depth=0,
                    measure=measure,
                    amount_fen=amount,
                    file=file.id,
                    sheet=row.sheet,
                    row=row.row,
                )
            )
    return _put(facts, _check_running(rows), file, by, now)


def _budget_of(rows: Sequence[printed.Cell], file: intake.FileRef) -> str:
    """Which budget a published table is about: its caption, the file's name, else its lines."""
    if rows[0].budget:
        return rows[0].budget
    lowered = file.name.lower()
    for budget, words in _TABLE_NAMES.items():
        if any(word in lowered for word in words):
            return budget
    if any(printed.bare(row.name) in ("税收", "税收收入") for row in rows):
        return GENERAL
    raise refuse(
        "budget.which_table",
        "看不出是哪一本预算的平衡表；请在标题或文件名中写明“一般公共预算”或“政府性基金”后再导入",
    )


def _facts(
    cells: Sequence[printed.Cell],
    declared: intake.Declared,
    table: str,
    file: intake.FileRef,
) -> list[ledger.Fact]:
    """Every cell with its line number and depth."""
    made: list[ledger.Fact] = []
    for side in dict.fromkeys(cell.side for cell in cells):
        own = [cell for cell in cells if cell.side == side]
        rows = list(dict.fromkeys((cell.sheet, cell.row, cell.name) for cell in own))
        named = printed.places([name for _, _, name in rows])
        numbers = {row: no for no, row in enumerate(rows, 1)}
        for cell in own:
            no = numbers[cell.sheet, cell.row, cell.name]
            made.append(
                ledger.Fact(
                    region=declared.region,
                    year=declared.year,
                    month=_YEAR_END,
                    table=table,
                    side=side,
                    no=no,
                    name=cell.name,
                    subject=printed.subject_of(cell.name),
                    depth=named[no - 1].depth,
                    measure=cell.measure,
                    amount_fen=cell.amount_fen,
                    file=file.id,
                    sheet=cell.sheet,
                    row=cell.row,
                )
            )
    return made


def _put(
    facts: Sequence[ledger.Fact],
    findings: Sequence[Finding],
    file: intake.FileRef,
    by: str,
    now: datetime,
    notes: Sequence[tuple[str, str]] = (),
) -> intake.Outcome:
    """Store tables, each replacing what stood in its place, and say what became of them."""
    new: dict[str, list[ledger.Fact]] = {}
    for fact in facts:
        new.setdefault(_place(fact), []).append(fact)
    old = {place: _said(rows) for place, rows in _known(facts).items() if place in new}
    changes = intake.difference(old, {place: _said(rows) for place, rows in new.items()})
    ledger.put_facts(facts)
    if changes.added or changes.changed:
        after: dict[str, object] = {"file": file.name, "notes": dict(notes)}
        after |= {"added": changes.added, "changed": changes.changed}
        office.log(Ref("budget.facts", str(file.id)), "导入报表事实", by=by, at=now, after=after)
    replaced = [
        Finding(
            "budget.fact_replaced",
            f"{place}的表已有不同的内容，已按本次文件更新；请核对",
            severity=WARNING,
        )
        for place in changes.changed
    ]
    return intake.Outcome(
        added=len(changes.added),
        changed=len(changes.changed),
        same=len(changes.same),
        findings=(*findings, *replaced),
        superseded=tuple(new),
    )


def _known(facts: Sequence[ledger.Fact]) -> dict[str, list[ledger.Fact]]:
    found: dict[str, list[ledger.Fact]] = {}
    for region, year in sorted({(fact.region, fact.year) for fact in facts}):
        for fact in ledger.facts(region, year):
            found.setdefault(_place(fact), []).append(fact)
    return found


def _place(fact: ledger.Fact) -> str:
    return f"{fact.region}/{fact.year}-{fact.month:02}/{fact.table}"


def _said(facts: Sequence[ledger.Fact]) -> str:
    """What a table prints, its place in a file left out."""
    return repr(sorted((f.side, f.no, f.name, f.measure, f.amount_fen or 0) for f in facts))


def _check_running(rows: Sequence[Any]) -> list[Finding]:
    """累计 = last month's 累计 + 当月, wherever both months are in the file."""
    known = {(r.year, r.month, r.fund, r.direction, r.subject): r for r in rows}
    findings = []
    for row in rows:
        before = known.get((row.year, row.month - 1, row.fund, row.direction, row.subject))
        if row.month > 1 and before is None:
            continue
        expected = (before.total_fen or 0 if before else 0) + (row.month_fen or 0)
        if row.month_fen is not None and row.total_fen != expected:
            text = (
                f"{row.year}年{row.month}月{BUDGET_NAMES[row.fund]}{row.name}：累计 "
                f"{show(row.total_fen, '万元', thousands=True)}，上月累计加当月 "
                f"{show(expected, '万元', thousands=True)} 万元；已按累计列保存，请核对"
            )
            place = Place("", row.sheet, row.row, "累计")
            findings.append(Finding("budget.running", text, "", WARNING, place))
    return findings
