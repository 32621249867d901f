"""乡镇收入进度通报: townships by completion of their expected revenue (domain.md Appendix B)."""

from collections.abc import Sequence
from datetime import date

from duzhi.documents.api import COUNT, MONEY, PERCENT, POINTS, Column, Row, Table
from duzhi.documents.api import Lead as DocumentLead
from duzhi.kernel.wording import months
from duzhi.money.receipts.documents import leads, pictures
from duzhi.money.receipts.queries import townships
from duzhi.money.receipts.queries.townships import Township
from duzhi.registry import api as registry

_DISTRICT = 6
_NOTE = "完成％＝税收累计÷年度预期目标；目标为预期性或工作责任，不是对征收部门的任务。"


def progress(on: date, region: str) -> Sequence[Table]:
    """One table; none where the townships have no targets or the region is a single one."""
    if len(region) != _DISTRICT:
        return ()
    found = townships.ranking(region, on)
    if not found.has_targets:
        return ()
    all_codes = registry.subtree(region)
    own = found.own.code
    below = [code for code in all_codes if code != own]
    rows = [_row(row, [row.code], on) for row in found.rows]
    rows.append(_row(found.towns, below, on, bold=True))
    rows.append(_row(found.own, [own], on))
    rows.append(_row(found.whole, all_codes, on, bold=True))
    table = Table(
        finding=pictures.headline(found),
        title=f"{registry.region_name(region)}乡镇税收预期目标完成情况表",
        period=f"{on.year}年{months(on)}",
        unit="万元",
        columns=(
            Column("名次", COUNT),
            Column("乡镇"),
            Column("责任领导"),
            Column("年度目标", MONEY),
            Column("税收当月", MONEY),
            Column("税收累计", MONEY),
            Column("完成％", PERCENT),
            Column("超欠进度", POINTS),
            Column("增减％", PERCENT),
            Column("税收占比", PERCENT),
            Column("主要缺口"),
        ),
        rows=tuple(rows),
        notes=(_NOTE,),
    )
    return (table,)


def _row(row: Township, regions: Sequence[str], on: date, *, bold: bool = False) -> Row:
    _, taxes = leads.region(regions, on)
    led: tuple[DocumentLead | None, ...] = (*([None] * 5), taxes, *([None] * 5))
    return Row(
        (
            *(row.no or None, row.name, row.leader, row.target_fen, row.month_fen, row.year_fen),
            *(row.completion, row.ahead, row.growth, row.tax_share, row.reason),
        ),
        bold=bold,
        key="" if bold else row.code,
        leads=led,
    )
