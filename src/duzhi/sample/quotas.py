"""Quotas (IN-07) as the provincial system exports them at the end of June 2023.

Every payment of the year belongs to one: a quota has the classifications of what is paid from it.
Their sums are the budget table's 变动预算 类 by 类 (620,000 = 536,000 at the start, 53,600
and 30,400 from above), and none has less than what was paid. Money that came during the year is a
second quota beside the first, under the same document.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from duzhi.kernel.codes import CAPITAL, FUND, GENERAL, budget_of
from duzhi.kernel.money import allocate
from duzhi.sample import bonds, budget, budget_facts, facts, lines
from duzhi.sample.economy import STAFF_USES
from duzhi.sample.lines import Line
from duzhi.sample.parts import stream
from duzhi.sample.units import Unit, unit_of
from duzhi.sample.workbook import DAY, TEXT, Cell, Sheet, write_xlsx

YEAR = 2023
INITIAL, SHARED, SPECIAL, CARRIED = "年初预算", "一般性追加", "专项追加", "上年结转"
FRUGAL = ("30212", "30217", "30231", "31013")
APART = (*FRUGAL, "30215", "30216")
"""部门经济分类 that have a quota of their own among running costs: 三公, 会议, 培训."""
LOCAL = f"青财预〔{YEAR}〕1号"
LOCAL_ADDED = f"青财预〔{YEAR}〕9号"
CUT_BATCH = "TZ2023002"
SPECIAL_FEN, SHARED_FEN = facts.fen(30_400), facts.fen(53_600)
OLD = ((2021, facts.fen(1_860)), (2022, facts.fen(8_640)))
"""What is left of earlier years' 专款: 资金年度 and fen."""
_HUNDRED = 10_000
"""Quotas are given in whole hundreds of 元."""
_WAGES = {"30101": "201", "30102": "202", "30103": "202", "30107": "202", "30113": "205",
          "30302": "206"}  # fmt: skip
_LIVELIHOOD = (
    ("2050", "101"), ("2101202", "103"), ("20826", "107"), ("2100408", "104"), ("20819", "105"),
    ("20821", "105"), ("20820", "106"), ("2081001", "106"), ("2081107", "108"), ("20808", "109"),
    ("2080901", "109"), ("21013", "105"), ("2100717", "111"), ("2130705", "304"),
    ("20502", "101"), ("20503", "102"),
)  # fmt: skip
Key = tuple[str, ...]
Paid = Mapping[Key, int]


@dataclass(slots=True)
class Right:
    """One quota: the classifications of its lines, what was paid, and what it is given; fen."""

    line: Line
    dep: str
    item: str
    weight: int = 0
    paid: int = 0
    current: int = 0
    added: int = 0
    cut: int = 0
    origin: str = INITIAL
    since: int = 0
    issued_on: date = date(YEAR, 2, 24)
    document: str = ""
    upper: str = ""
    number: str = ""
    executable: bool = True
    source: str = field(default="")

    @property
    def amount(self) -> int:
        """What it was given at first."""
        return self.current - self.added + self.cut

    @property
    def left(self) -> int:
        """Neither paid nor given away."""
        return self.current - self.paid


def key(line: Line) -> Key:
    """What one quota is kept for: lines that differ only in economic class share it."""
    dep = line.dep if line.basic == lines.WAGES or _apart(line) else ""
    return (
        *(line.unit.code, line.fund, line.func, dep, line.project),
        *(line.basic, line.direct, line.document, line.bond),
    )


def rights(seed: int, paid: Paid, actual: budget.Actual) -> list[Right]:
    """Every quota of the year, by number."""
    made = _grouped(seed, paid)
    general = [one for one in made if budget_of(one.line.fund) == GENERAL]
    later = [
        extra
        for code, (first, changed) in _classes(actual).items()
        for extra in _by_class(general, code, first, changed)
    ]
    _split_special(later)
    bonded = {one.project: fen for one, fen in _bond_money().items()}
    for one in [one for one in made if one.line.bond]:
        one.current = bonded[one.line.project]
    for kind, given in ((FUND, sum(bonded.values())), (CAPITAL, 0)):
        whole = facts.fen(budget_facts.OWN[(YEAR, kind, budget.SPENDING)][1] or 0) - given
        _fill(
            [one for one in made if budget_of(one.line.fund) == kind and not one.line.bond], whole
        )
    _tighten(general)
    old = _carried(general)
    everything = [one for one in (*made, *later, *old, _reserve()) if one.current or one.paid]
    everything.sort(key=lambda one: (one.line.unit.code, one.line.project, one.upper, one.dep))
    for number, one in enumerate(everything, start=1):
        one.number = f"ZB{YEAR}{number:06d}"
    return everything


def write(folder: Path, found: Sequence[Right]) -> Path:
    """IN-07, one workbook in 元."""
    yuan, text = "元", TEXT
    columns = (
        ("区划代码", text), ("指标编号", text), ("指标文标题", text), ("本级指标文号", text),
        ("上级指标文号", text), ("下达日期", DAY), ("单位代码", text), ("业务主管股室", text),
        ("资金性质", text), ("支出功能科目代码", text), ("政府经济分类代码", text),
        ("部门经济分类代码", text), ("项目代码", text), ("资金年度", text), ("指标类型", text),
        ("指标来源", text), ("可执行标志", text), ("指标金额", yuan), ("调增金额", yuan),
        ("调减金额", yuan), ("指标余额", yuan), ("已申请支付金额", yuan), ("调整批次号", text),
        ("三保标识", text), ("三保项目编码", text), ("直达资金标识", text), ("债券代码", text),
        ("三公经费", text), ("工资标识", text),
    )  # fmt: skip
    sheet = Sheet(
        f"{facts.COUNTY}{YEAR}年预算指标台账",
        ("导出单位：预算管理一体化", f"预算年度：{YEAR}年", f"{YEAR}年06月", "单位：元"),
        columns,
    )
    return write_xlsx(folder / "预算" / f"{YEAR}年06月指标台账.xlsx", sheet, map(_row, found))


def _grouped(seed: int, paid: Paid) -> list[Right]:
    found: dict[Key, Right] = {}
    for line in _all_lines(seed):
        place = key(line)
        if place not in found:
            dep = place[3]
            found[place] = _right(line, dep, paid.get(place, 0))
        found[place].weight += line.weight
    return list(found.values())


def _all_lines(seed: int) -> Iterable[Line]:
    for rows in lines.general(seed, YEAR).values():
        yield from rows
    yield from lines.fund(YEAR)
    yield from lines.capital(YEAR)
    for project in _bond_money():
        yield from lines.bond(project)


def _bond_money() -> dict[bonds.BondProject, int]:
    """What each bond project has to spend in the year: its bond less what earlier years spent."""
    left = {one: facts.fen(one.wan) for one in bonds.PROJECTS}
    for when, shares in bonds.spending().items():
        for one, fen in shares.items() if when[0] < YEAR else ():
            left[one] -= fen
    return {one: fen for one, fen in left.items() if fen}


def _right(line: Line, dep: str, paid: int) -> Right:
    upper = "" if line.document.startswith("青财") else line.document
    early = line.basic in (lines.WAGES, lines.OPERATION)
    return Right(
        line,
        dep,
        _item(line),
        paid=paid,
        issued_on=date(YEAR, 1, 5) if early else date(YEAR, 2, 24),
        document=LOCAL if upper else line.document,
        upper=upper,
    )


def _item(line: Line) -> str:
    """The 三保 item of a line; empty outside the 三保."""
    if line.basic == lines.WAGES:
        return _WAGES.get(line.dep, "204")
    if line.basic == lines.OPERATION:
        return "301"
    if line.basic != lines.LIVELIHOOD:
        return ""
    return next((item for prefix, item in reversed(_LIVELIHOOD) if line.func.startswith(prefix)),
                "199")  # fmt: skip


def _apart(line: Line) -> bool:
    return line.basic == lines.OPERATION and line.dep in APART


def _classes(actual: budget.Actual) -> dict[str, tuple[int, int]]:
    """类 → 年初 and 变动预算, fen."""
    sums: dict[str, tuple[int, int]] = {}
    for code, (first, changed, _) in budget.lines(YEAR, GENERAL, budget.SPENDING, actual).items():
        had = sums.get(code[:3], (0, 0))
        sums[code[:3]] = had[0] + facts.fen(first or 0), had[1] + facts.fen(changed or 0)
    return sums


def _by_class(general: Sequence[Right], code: str, first: int, changed: int) -> list[Right]:
    """Fill the quotas of one 类; the quotas of money that came later are returned."""
    own = [one for one in general if one.line.func.startswith(code)]
    if not own:
        return []
    _fill(own, changed)
    wanted = changed - first
    if not wanted:
        return []
    givers = _givers(own, wanted)
    parts = allocate(wanted // _HUNDRED, [one.left for one in givers])
    later = [_later(one, part * _HUNDRED) for one, part in zip(givers, parts, strict=True) if part]
    later[-1].current += wanted % _HUNDRED
    return later


def _givers(own: Sequence[Right], wanted: int) -> list[Right]:
    """The fewest quotas, 专款 first, that keep half of what is left when they give the whole."""
    rigid = (lines.WAGES, lines.OPERATION)
    free = [one for one in own if one.line.basic not in rigid and one.left > 0]
    chosen, left = [], 0
    for one in sorted(free, key=lambda one: (not one.upper, -one.left, one.line.project)):
        if left >= 2 * wanted:
            break
        chosen.append(one)
        left += one.left
    assert left >= wanted, f"{own[0].line.func[:3]}: no room for {wanted}"
    return chosen


def _fill(own: Sequence[Right], whole: int) -> None:
    """What was paid, and the rest by weight, in whole hundreds of 元 but for the last."""
    base = [-(-one.paid // _HUNDRED) * _HUNDRED for one in own]
    rest = whole - sum(base)
    weights = _weights(own)
    weight = sum(weights)
    shares = [
        one.paid + max(rest, 0) * own_weight // (weight * 2) + 1
        for one, own_weight in zip(own, weights, strict=True)
    ]
    parts = allocate(rest // _HUNDRED, shares)
    for one, floor, part in zip(own, base, parts, strict=True):
        one.current = floor + part * _HUNDRED
    own[-1].current += rest % _HUNDRED


def _weights(own: Sequence[Right]) -> list[int]:
    """Weights of quotas; wages and other costs are shared among the units as they were paid.

    A county of few payments pays few of a unit's lines: what it has on the others may not put it
    behind its months, nor may a unit that was not reached have money that nobody spends.
    """
    paid, weight = Counter[tuple[bool, str]](), Counter[tuple[bool, str]]()
    for one in own:
        wages = one.line.basic == lines.WAGES
        for place in ((wages, one.line.unit.code), (wages, "")):
            paid[place] += max(one.paid, 0)
            weight[place] += one.weight
    made = []
    for one in own:
        wages = one.line.basic == lines.WAGES
        unit, whole = (wages, one.line.unit.code), (wages, "")
        scale = weight[unit] * paid[whole]
        made.append(one.weight * weight[whole] * paid[unit] // scale if scale else one.weight)
    return made


def _later(one: Right, part: int) -> Right:
    """Money that came during the year: a second quota under the same document."""
    one.current -= part
    rng = stream(YEAR, "later", one.upper or one.line.func[:3])
    return replace(
        one,
        paid=0,
        current=part,
        origin=SHARED,
        document=LOCAL_ADDED,
        issued_on=date(YEAR, 3 + rng.randrange(4), 5 + rng.randrange(20)),
    )


def _split_special(later: list[Right]) -> None:
    """30,400 of what came is 专项, the rest 一般性; the quota on the border is cut in two."""
    wanted = SPECIAL_FEN
    for one in [one for one in later if one.upper]:
        if one.current > wanted:
            if wanted:
                later.append(replace(one, current=wanted, origin=SPECIAL))
                one.current -= wanted
            return
        one.origin, wanted = SPECIAL, wanted - one.current


def _tighten(general: Sequence[Right]) -> None:
    """过紧日子: meetings, training and reception were cut in one batch, schools got the money."""
    freed = 0
    for one in general:
        if one.dep in ("30215", "30216", "30217") and one.left >= 2 * _HUNDRED:
            one.cut = min(one.current // 10, one.left) // _HUNDRED * _HUNDRED
            freed += one.cut
    schools = [one for one in general if one.item == "101" and not one.upper]
    given = allocate(freed // _HUNDRED, [one.current for one in schools])
    for one, part in zip(schools, given, strict=True):
        one.added = part * _HUNDRED


def _carried(general: Sequence[Right]) -> list[Right]:
    """专款 of earlier years, nothing paid yet, taken from the largest quotas outside the 三保."""
    made: list[Right] = []
    free = (one for one in general if not one.upper and one.line.basic == lines.NOT_BASIC)
    givers = iter(sorted(free, key=lambda one: (-one.left, one.line.project)))
    for order, (since, whole) in enumerate(OLD):
        rest = whole
        while rest:
            giver = next(givers)
            part = min(rest, giver.left // 2 // _HUNDRED * _HUNDRED)
            assert part, f"{giver.line.project}: nothing left for {since}"
            giver.current -= part
            rest -= part
            office = lines.OFFICES.get(giver.line.func[:3], "预")
            upper = f"省财{office}〔{since}〕{70 + order * 20 + len(made)}号"
            made.append(
                replace(
                    giver,
                    paid=0,
                    current=part,
                    origin=CARRIED,
                    since=since,
                    document=LOCAL,
                    upper=upper,
                    added=0,
                    cut=0,
                    issued_on=date(YEAR, 1, 20),
                )
            )
    return made


def _reserve() -> Right:
    """预备费, not given to anybody yet."""
    unit: Unit = unit_of("116001")
    line = Line(unit, lines.GENERAL_TYPE, "227", "59999", "", "", "预备费", "预备费",
                lines.FIRM, 1, document=LOCAL)  # fmt: skip
    whole = facts.fen(budget_facts.RESERVE)
    return Right(line, "", "", current=whole, document=LOCAL, executable=False)


def _row(one: Right) -> list[Cell]:
    line = one.line
    title = f"{line.project_name}（{STAFF_USES[one.dep]}）" if one.dep in STAFF_USES else ""
    return [
        line.unit.region, one.number, title or line.project_name, one.document, one.upper,
        one.issued_on, line.unit.code, line.unit.office, line.fund, line.func,
        line.gov if one.dep else "", one.dep, line.project, str(one.since or YEAR),
        "待分指标" if not one.executable else "执行指标", one.origin,
        "是" if one.executable else "否", one.amount, one.added, one.cut, one.current, one.paid,
        CUT_BATCH if one.added or one.cut else "",
        line.basic, one.item, line.direct if one.upper else "", line.bond,
        "是" if one.dep in FRUGAL else "否", "是" if line.basic == lines.WAGES else "否",
    ]  # fmt: skip


def totals(found: Iterable[Right]) -> Counter[str]:
    """Fen of general quotas by where the money came from."""
    made: Counter[str] = Counter()
    for one in found:
        if budget_of(one.line.fund) == GENERAL:
            made[INITIAL if one.origin == CARRIED else one.origin] += one.current
    return made


def by_document(found: Iterable[Right]) -> dict[str, list[Right]]:
    """上级文号 → quotas under it."""
    made: dict[str, list[Right]] = defaultdict(list)
    for one in found:
        if one.upper:
            made[one.upper].append(one)
    return dict(sorted(made.items()))
