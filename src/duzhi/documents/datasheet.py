"""The table of numbers beside a paper: 数据表, 校验, 缺报清单 (domain.md Appendix B)."""

from fractions import Fraction

from duzhi.documents import printed
from duzhi.documents.content import Check, Content, Fact
from duzhi.documents.printed import Manner
from duzhi.documents.table import NUMBER, Cell, Column, Row, Table
from duzhi.figures import api as figures
from duzhi.kernel.money import UNIT_FEN

_COLUMNS = (
    Column("编号"),
    Column("指标名称"),
    Column("数值", NUMBER),
    Column("计量单位"),
    Column("口径"),
    Column("公式"),
    Column("分母"),
    Column("来源"),
    Column("责任股室"),
    Column("依据"),
    Column("校验结果"),
)
_CHECKS = (
    Column("恒等式"),
    Column("内容"),
    Column("左", NUMBER),
    Column("右", NUMBER),
    Column("差", NUMBER),
    Column("计量单位"),
    Column("结论"),
)
_GAPS = tuple(map(Column, ("编号", "指标名称", "计量单位", "责任股室")))


def tables(title: str, content: Content, manner: Manner) -> list[Table]:
    """Every number with unit, definition, formula, denominator and source; identities; gaps."""
    period = f"截至{content.on.year}年{content.on.month}月{content.on.day}日"
    rows = tuple(Row(_cells(fact, content, manner)) for fact in content.facts)
    checks = tuple(Row(_check_cells(one, manner)) for one in content.checks)
    gaps = tuple(Row((one.id, one.name, one.unit, one.office)) for one in content.missing())
    return [
        Table(title, period, "", _COLUMNS, rows, _notes(content)),
        Table("校验", period, "", _CHECKS, checks),
        Table("缺报清单", period, "", _GAPS, gaps, () if gaps else ("没有缺报的指标",)),
    ]


def verdicts(content: Content, fact: Fact) -> str:
    """How the identities came out that a number is part of."""
    return "；".join(f"{one.name}：{one.verdict}" for one in content.checks_of(fact.code))


def denominator(fact: Fact, manner: Manner) -> str:
    """The denominator of a ratio, without its amount where amounts are masked."""
    if not manner.mask:
        return fact.denominator
    return fact.denominator.rpartition(" ")[0]


def _cells(fact: Fact, content: Content, manner: Manner) -> tuple[Cell, ...]:
    return (
        fact.id,
        fact.name,
        _value(fact, manner),
        fact.unit,
        fact.definition,
        fact.formula,
        denominator(fact, manner),
        fact.kind,
        fact.office,
        "；".join(filter(None, (fact.basis, "" if manner.mask else fact.evidence))),
        verdicts(content, fact),
    )


def _value(fact: Fact, manner: Manner) -> Cell:
    """In its own unit, rounded as it is printed in a table: ten places at most."""
    if printed.hidden(fact, manner):
        return printed.MASK
    exact = fact.value
    if exact is None:
        return None
    times = 100 if fact.unit in (figures.PERCENT, figures.POINTS) else 1
    return Fraction(exact) * times / UNIT_FEN.get(fact.unit, 1)


def _check_cells(one: Check, manner: Manner) -> tuple[Cell, ...]:
    sides = (one.left, one.right, one.difference)
    shown: list[Cell] = [printed.MASK if manner.mask else _side(side) for side in sides]
    return (one.code, one.name, *shown, one.unit, one.verdict)


def _side(text: str) -> Cell:
    return Fraction(text) if text else None


def _notes(content: Content) -> tuple[str, ...]:
    kinds = [fact.kind for fact in content.facts]
    said = "，".join(f"{kind}{kinds.count(kind)}项" for kind in ("计算", "填报", "待报"))
    return (f"共{len(kinds)}项：{said}",)
