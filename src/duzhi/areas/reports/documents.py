"""DOCUMENTS: the half-year report."""

from collections.abc import Iterator, Mapping

from duzhi.areas.reports.figures import IDENTITIES
from duzhi.areas.reports.rules.items import DATA, ITEMS, check_day, double_half, false_claims
from duzhi.documents import api as documents
from duzhi.figures import api as figures


def _claims(text: str, values: Mapping[str, figures.Number | None]) -> Iterator[documents.Claim]:
    return (documents.Claim(*one) for one in false_claims(text, values))


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
    claims=_claims,
    short="上半年工作总结",
)
DOCUMENTS = (HALF_YEAR,)
