"""The register of quotas (IN-07) as the provincial system exports it, and what can be wrong."""

from collections.abc import Iterable
from datetime import date
from hashlib import blake2b
from typing import NamedTuple

from duzhi.kernel.finding import Finding, Place
from duzhi.kernel.money import show
from duzhi.money.budget.rules.quotas import ISSUED, QuotaView


class RegisterRow(NamedTuple):
    """A line of IN-07; amounts in fen, `paid_fen` is 已申请支付金额."""

    sheet: str
    row: int
    region: str
    number: str
    title: str
    doc_no: str
    upper_doc: str
    issued_on: date
    agency: str
    office: str
    fund_type: str
    subject: str
    gov_econ: str
    dep_econ: str
    project: str
    since: int | None
    kind: str
    origin: str
    executable: bool
    parent: str
    amount_fen: int
    added_fen: int
    cut_fen: int
    current_fen: int
    paid_fen: int
    batch: str
    guarantee: str
    item: str
    direct: str
    bond: str
    procurement: bool
    frugal: bool
    payroll: bool


def current(row: RegisterRow) -> int:
    """What may be spent by the parts that are printed."""
    return row.amount_fen + row.added_fen - row.cut_fen


def digest(row: RegisterRow) -> str:
    """Of everything but the place in the file."""
    return blake2b(repr(row[2:]).encode(), digest_size=16).hexdigest()


def view(row: RegisterRow, year: int) -> QuotaView:
    """The row as the quota it describes, without its money."""
    same = (
        *("region", "number", "title", "agency", "fund_type", "subject", "gov_econ", "dep_econ"),
        *("project", "doc_no", "upper_doc", "issued_on", "kind", "origin", "office"),
        *("guarantee", "item", "direct", "bond"),
    )
    flags = ("executable", "procurement", "frugal", "payroll")
    values = {name: getattr(row, name) for name in same}
    values["since"] = row.since or 0
    values |= {name: bool(getattr(row, name)) for name in flags}
    level = "4" if row.region.endswith("000") else "5"
    return QuotaView(id=0, year=year, state=ISSUED, level=level, **values)


def check_rows(rows: Iterable[RegisterRow]) -> list[Finding]:
    """指标余额 = 指标金额 + 调增 − 调减 in every line; paid beyond it is a fact, not a fault."""
    return [
        Finding(
            "register.sum",
            f"指标 {row.number}：指标金额 {show(row.amount_fen, '元')} ＋ 调增 "
            f"{show(row.added_fen, '元')} − 调减 {show(row.cut_fen, '元')} ≠ 指标余额 "
            f"{show(row.current_fen, '元')} 元；请核对导出条件后重新导出",
            place=Place("", row.sheet, row.row, "指标余额"),
        )
        for row in rows
        if current(row) != row.current_fen
    ]
