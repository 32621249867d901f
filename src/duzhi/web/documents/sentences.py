"""The head of a statement: the answer in one sentence with its number, and what is proven below."""

from fractions import Fraction

from duzhi.documents.api import COUNT, MONEY, PERCENT, Cell, Row, Table
from duzhi.kernel.wording import change
from duzhi.web import numbers
from duzhi.web.documents.grid import PROGRESS

_WAN = "万元"
_PROOF = "校验："


def title(table: Table) -> str:
    """What the area found, else what the total says, else the name of the table."""
    return table.finding or _of_total(table) or table.title


def context(table: Table) -> str:
    """One line below: which table, which period, how many rows."""
    words = (table.title if title(table) != table.title else "", table.period, _rows(table))
    return "　".join(filter(None, words))


def counting(table: Table) -> str:
    """共 22 行（19 个明细、3 个合计），合计 117,402.00 万元."""
    bold = sum(row.bold for row in table.rows)
    kinds = (
        f"（{len(table.rows) - bold} 个明细、{bold} 个合计）" if 0 < bold < len(table.rows) else ""
    )
    said = f"共 {len(table.rows)} 行{kinds}"
    total = total_of(table)
    if total is None or (column := _main(table)) is None:
        return said
    fen = total.cells[column]
    return f"{said}，合计 {numbers.money(int(fen), _WAN)} 万元" if isinstance(fen, int) else said


def proofs(table: Table) -> list[str]:
    """What the table proves about itself."""
    return [note.removeprefix(_PROOF) for note in table.notes if note.startswith(_PROOF)]


def notes(table: Table) -> list[str]:
    """What else is printed below it."""
    return [note for note in table.notes if not note.startswith(_PROOF)]


def total_of(table: Table) -> Row | None:
    """The row that sums up all: the last bold one at the edge, or the first of the table."""
    bold = [row for row in table.rows if row.bold and not row.depth and not row.key]
    if table.rows and table.rows[0] in bold:
        return table.rows[0]
    return bold[-1] if bold else None


def _of_total(table: Table) -> str:
    total, column = total_of(table), _main(table)
    if total is None or column is None or not isinstance(total.cells[column], int):
        return ""
    name = next((cell for cell in total.cells if isinstance(cell, str) and cell), "")
    subject = table.title.partition("执行")[0] if name == "合计" else name.removesuffix("合计")
    said = f"{subject}{_PERIOD} {numbers.money(_int(total.cells[column]), _WAN, 0)} 万元"
    for at, one in enumerate(table.columns):
        cell = total.cells[at]
        if one.title in PROGRESS and isinstance(cell, Fraction | int):
            said += f"，完成 {numbers.percent(cell)}％"
        if one.kind == PERCENT and one.title == "增减％" and isinstance(cell, Fraction | int):
            said += f"，同比{_spaced(change(Fraction(cell)))}"
    return said


def _main(table: Table) -> int | None:
    """The column that carries the headline: 累计, else the first amount."""
    money = [i for i, column in enumerate(table.columns) if column.kind == MONEY]
    named = [i for i in money if table.columns[i].title == "累计"]
    return next(iter((*named, *money)), None)


def _int(cell: Cell) -> int:
    return cell if isinstance(cell, int) else 0


def _rows(table: Table) -> str:
    counted = [i for i, column in enumerate(table.columns) if column.kind == COUNT]
    return "" if counted else f"{len(table.rows)} 行"


def _spaced(words: str) -> str:
    """On a screen a number stands apart: 下降 19.38％."""
    return f"{words[:2]} {words[2:]}" if len(words) > 2 else words  # noqa: PLR2004 增长, 下降, 持平


_PERIOD = "累计"
