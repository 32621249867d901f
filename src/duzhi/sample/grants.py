"""Documents of the upper level (IN-12) behind the quotas, and 均衡性 transfers behind none.

What came under a document is what its quotas were given, but for two that are not yet allotted, one
inside the thirty days and one beyond them: 文号, allotment and payment can be followed for every
专款.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from duzhi.sample import facts, quotas
from duzhi.sample.bonds import PROJECTS
from duzhi.sample.names import name_of
from duzhi.sample.parts import stream
from duzhi.sample.quotas import CARRIED, INITIAL, SPECIAL, YEAR, Right
from duzhi.sample.workbook import DAY, TEXT, Cell, Sheet, write_xlsx

SHARED_KIND, SPECIAL_KIND = "共同财政事权转移支付", "专项转移支付"
FREE_KIND, BOND_KIND = "财力性转移支付", "债券转贷"
WAITING = ("省财农〔2023〕61号", "高标准农田建设补助资金", "2130153", facts.fen(860))
"""Received in June, not yet allotted, still inside the thirty days."""
LATE = ("省财社〔2023〕66号", "就业补助资金", "2080799", facts.fen(240))
"""直达资金 of April that nobody has allotted yet: planted, to be found."""
EVEN = ((date(YEAR, 1, 6), "省财预〔2022〕98号", facts.fen(121_400)),
        (date(YEAR, 4, 18), "省财预〔2023〕64号", facts.fen(31_300)))  # fmt: skip
"""均衡性转移支付: used as a whole, no quota names it."""


def write(folder: Path, found: Sequence[Right]) -> Path:
    """IN-12, one workbook in 元."""
    columns = (
        ("文号", TEXT), ("标题", TEXT), ("发文单位", TEXT), ("发文日期", DAY), ("收文日期", DAY),
        ("资金名称", TEXT), ("资金类别", TEXT), ("资金性质", TEXT), ("功能科目", TEXT),
        ("金额", "元"), ("直达标识", TEXT), ("用途", TEXT), ("绩效目标", TEXT),
    )  # fmt: skip
    sheet = Sheet(
        f"{facts.COUNTY}{YEAR}年上级文件台账",
        ("登记单位：预算股", f"预算年度：{YEAR}年", "单位：元"),
        columns,
    )
    rows = sorted(rows_of(found), key=lambda row: (str(row[4]), str(row[0]), str(row[5])))
    return write_xlsx(folder / "预算" / f"{YEAR}年上级文件台账.xlsx", sheet, rows)


def rows_of(found: Sequence[Right]) -> list[list[Cell]]:
    """One row a document and batch: what was known when the year began, and what came later."""
    made = []
    for upper, own in quotas.by_document(found).items():
        for origins in ((INITIAL, CARRIED), (quotas.SHARED, SPECIAL)):
            batch = [one for one in own if one.origin in origins]
            if batch:
                made.append(_row(upper, batch))
    for came, (number, name, func, fen) in (
        (date(YEAR, 6, 19), WAITING),
        (date(YEAR, 4, 24), LATE),
    ):
        made.append(_line(number, name, came, SHARED_KIND, "111", func, fen, "01"))
    for came, number, fen in EVEN:
        made.append(_line(number, "均衡性转移支付", came, FREE_KIND, "111", "", fen, ""))
    return made


def _row(upper: str, batch: Sequence[Right]) -> list[Cell]:
    first = batch[0]
    fund = first.line.fund
    kind = BOND_KIND if first.line.bond else SHARED_KIND
    if any(one.origin == SPECIAL for one in batch):
        kind = SPECIAL_KIND
    suffix = "" if first.origin in (INITIAL, CARRIED) else "（第二批）"
    name = f"{name_of(first.line.func)}{'资金' if first.since else '补助资金'}{suffix}"
    if first.line.bond:
        name = f"{first.line.project_name}债券资金"
    direct = next((one.line.direct for one in batch if one.line.direct), "")
    fen = sum(one.current for one in batch)
    return _line(upper, name, _came(upper, batch), kind, fund, first.line.func, fen, direct)


def _came(upper: str, batch: Sequence[Right]) -> date:
    """Received some days before the first quota made of it, never more than thirty."""
    first = min(one.issued_on for one in batch)
    rng = stream(YEAR, "came", upper, batch[0].origin)
    last = max(one.issued_on for one in batch)
    bond = next((one for one in PROJECTS if one.bond == batch[0].line.bond), None)
    if bond is not None:
        return min(date(bond.year, bond.month, 20), first)
    return min(first - timedelta(days=rng.randrange(3, 10)), last - timedelta(days=3))


def _line(
    number: str, name: str, came: date, kind: str, fund: str, func: str, fen: int, direct: str
) -> list[Cell]:
    title = f"关于下达{YEAR}年{name}的通知"
    dated = came - timedelta(days=4)
    return [number, title, "省财政厅", dated, came, name, kind, fund, func, fen, direct,
            name.removesuffix("（第二批）"), "按上级下达的绩效目标执行"]  # fmt: skip
