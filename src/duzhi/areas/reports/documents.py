"""DOCUMENTS: the half-year report."""

from duzhi.areas.reports.figures import IDENTITIES
from duzhi.areas.reports.rules.items import DATA, ITEMS, check_day, double_half
from duzhi.documents import api as documents

HALF_YEAR = documents.Paper(
    code="half_year",
    name="上半年工作总结及下半年工作计划",
    office="办公室",
    items=tuple(
        documents.Item(item.id, item.code, item.office, public=item.public) for item in ITEMS
    ),
    identities=IDENTITIES,
    outline=DATA / "half_year.txt",
    datasheet="半年报告数据表",
    sayings={"double_half": double_half},
    check=check_day,
)
DOCUMENTS = (HALF_YEAR,)
