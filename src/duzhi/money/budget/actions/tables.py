"""Writing budget tables and the approvals that change them."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from duzhi.intake import api as intake
from duzhi.kernel.codes import GENERAL, home
from duzhi.kernel.entry import Ref
from duzhi.kernel.finding import WARNING, Finding, refuse
from duzhi.kernel.money import show
from duzhi.money.budget import queries
from duzhi.money.budget.models import Adjustment, BudgetLine, BudgetTable
from duzhi.money.budget.rules import balance as rules
from duzhi.money.budget.rules.balance import INITIAL, TRIGGERS, Approval, Item, Versions
from duzhi.office import api as office
from duzhi.registry import api as registry


@transaction.atomic
def import_budget(
    *,
    rows: Sequence[Versions],
    file: intake.FileRef,
    declared: intake.Declared,
    by: str,
    now: datetime,
) -> intake.Outcome:
    """IN-05: store every version the file prints; other content supersedes one and says so."""
    region = home(declared.region or settings.HOME_REGION)
    year = declared.year
    found = rules.tables(rows, queries.next_adjustment(region, year))
    standing = queries.standing(region, year)
    old = {_number(name): table.digest for name, table in standing.items() if name in found}
    new = {_number(name): rules.digest(items) for name, items in found.items()}
    changes = intake.difference(old, new)
    findings = _judged(found, region, year)
    for name, items in found.items():
        if _number(name) in changes.same:
            continue
        before = standing.get(name)
        table = _put_table((region, year, *name), items, before, file, by, now)
        if before is not None:
            findings.append(_superseded(before, table))
    return intake.Outcome(
        added=len(changes.added),
        changed=len(changes.changed),
        same=len(changes.same),
        total_fen=_own_total(found),
        findings=tuple(findings),
        superseded=tuple(f"{region}/{year}/{number}" for number in new),
    )


@transaction.atomic
def record_adjustment(
    *, region: str, year: int, no: int, approval: Approval, by: str, at: datetime
) -> Adjustment:
    """Put an approved adjustment on record; from its day on 调整n is the denominator.

    Raises:
        Refused: the reason is none of 预算法 第六十七条, or the number stands for another approval.
    """
    if approval.trigger not in TRIGGERS:
        words = "；".join(f"{number} {text}" for number, text in TRIGGERS.items())
        basis = "《中华人民共和国预算法》第六十七条"
        raise refuse("budget.trigger", f"调整事由只能是：{words}；请重新选择", basis)
    fields: dict[str, Any] = {
        "trigger": approval.trigger,
        "approve_body": approval.body,
        "approve_date": approval.on,
        "note": approval.note,
    }
    row, created = Adjustment.objects.get_or_create(
        region=home(region), year=year, no=no, defaults={**fields, "by": by, "at": at}
    )
    if not created and any(getattr(row, name) != value for name, value in fields.items()):
        raise refuse("budget.adjustment_taken", f"{row}已登记且内容不同；请核对次数后重新登记")
    if created:
        after = {**fields, "approve_date": approval.on.isoformat()}
        ref = Ref("budget.adjustment", f"{row.region}/{year}/{no}")
        office.log(ref, "登记预算调整", by=by, at=at, after=after)
    return row


def _number(name: tuple[str, str]) -> str:
    version, budget = name
    return f"{version}/{budget}"


def _judged(found: dict[tuple[str, str], list[Item]], region: str, year: int) -> list[Finding]:
    """Warnings about every version the file prints."""
    findings: list[Finding] = []
    versions: dict[str, list[Item]] = {}
    for (version, budget), items in found.items():
        counted = _counted(items)
        versions.setdefault(version, []).extend(counted)
        findings += rules.check_headings(items)
        findings += rules.check_balance(version, budget, counted)
    approved = queries.approvals(region, year)
    for version, items in versions.items():
        findings += rules.check_moves(version, items)
        findings += rules.check_approved(version, approved)
    if (INITIAL, GENERAL) in found:
        floor, ceiling = registry.ratios("reserve_fund_share", date(year, 1, 1))
        findings += rules.check_reserve(versions[INITIAL], floor, ceiling)
    return findings


def _counted(items: Sequence[Item]) -> list[Item]:
    """Items without those that only sum up others."""
    heads = {
        side: rules.headings(item.subject for item in items if item.side == side)
        for side in {item.side for item in items}
    }
    return [item for item in items if item.subject not in heads[item.side]]


def _put_table(
    place: tuple[str, int, str, str],
    items: Sequence[Item],
    before: BudgetTable | None,
    file: intake.FileRef,
    by: str,
    now: datetime,
) -> BudgetTable:
    region, year, version, fund = place
    if before is not None:
        BudgetTable.objects.filter(pk=before.pk).update(standing=False)
    table = BudgetTable.objects.create(
        region=region,
        year=year,
        version=version,
        fund_type=fund,
        revision=queries.last_revision(*place) + 1,
        digest=rules.digest(items),
        file=file.id,
        file_name=file.name,
        by=by,
        at=now,
    )
    counted = set(_counted(items))
    BudgetLine.objects.bulk_create(
        (
            BudgetLine(
                table=table,
                direction=item.side,
                subject=item.subject,
                name=item.name,
                level=item.level,
                amount=item.amount_fen,
                heading=item not in counted,
                sheet=item.sheet,
                row=item.row,
            )
            for item in items
        ),
        batch_size=500,
    )
    was = None if before is None else {"file": before.file_name, "revision": before.revision}
    after = {"file": file.name, "revision": table.revision, "lines": len(items)}
    ref = Ref("budget.table", f"{region}/{year}/{version}/{fund}", table.revision)
    office.log(ref, "导入预算表", by=by, at=now, before=was, after=after)
    return table


def _superseded(before: BudgetTable, table: BudgetTable) -> Finding:
    old, new = (_own_sums(one) for one in (before, table))
    parts = [f"{side} {_wan(old[side])} → {_wan(new[side])} 万元" for side in old]
    text = (
        f"{table}已被本次文件取代（原为 {before.file_name}，第{before.revision}版）："
        f"{'，'.join(parts)}；原版保留备查"
    )
    return Finding("budget.superseded", text, "", WARNING)


def _own_sums(table: BudgetTable) -> dict[str, int]:
    items = queries.items(queries.lines(BudgetTable.objects.filter(pk=table.pk)))
    sources, uses = rules.totals(items, table.fund_type)
    return {rules.SOURCE: sources, rules.USE: uses}


def _own_total(found: dict[tuple[str, str], list[Item]]) -> int:
    """Sources of the general budget as the year began, for the sentence about the import."""
    items = found.get((INITIAL, GENERAL), [])
    return rules.totals(_counted(items), GENERAL)[0]


def _wan(amount_fen: int) -> str:
    return show(amount_fen, "万元", thousands=True)
