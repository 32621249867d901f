"""Treasury payments (IN-09): per month, budget, 类 and layer whole fen that add up to the facts.

Void and returned payments, refunds of this and of last year and paired corrections are mixed in;
none of them moves a day's net total of a 类.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from duzhi.sample import facts, irregular, lines
from duzhi.sample.bonds import spending as bond_spending
from duzhi.sample.days import business_days
from duzhi.sample.lines import Line
from duzhi.sample.names import FICTION, suppliers
from duzhi.sample.parts import spread, stream, uneven, wobbled, yuan
from duzhi.sample.workbook import write_csv

HEADER = ",".join(
    (
        "支付申请编号,支付凭证号,凭证日期,实际支付日期,预算年度,区划代码,单位代码,单位名称,资金性质",
        "支出功能科目代码,政府经济分类代码,部门经济分类代码,项目代码,项目名称",
        "收款人名称,收款人账号,用途,业务类型,原支付凭证号,支付金额(元)",
        "三保标识,直达资金标识,资金来源文号,债券代码,支付状态",
    )
)
NORMAL, REFUND, CORRECTION = "正常支付", "退款支付", "更正"
PAID, CLEARED, VOID, BOUNCED = "已支付", "已清算", "已作废", "退票"
COUNTED = (PAID, CLEARED)
STAFF_PERCENT = {
    "201": 52, "204": 62, "205": 68, "206": 8, "207": 35, "208": 42, "210": 28, "211": 12,
    "212": 18, "213": 14, "214": 22, "215": 16, "216": 20, "220": 40, "221": 62, "222": 20,
    "224": 30,
}  # fmt: skip
RUNNING_PERCENT = {"201": 15, "204": 14, "205": 7, "207": 12, "210": 6, "220": 14, "224": 10}
COUNT_PERCENT = {lines.STAFF: 26, lines.RUNNING: 40, lines.PROJECT: 32}
OTHER_BUDGET_PERCENT = 2
REFUNDED_CLASSES = ("201", "205", "213")
FIXED_PAYEES = {
    lines.SALARY: (f"工资统发代发专户{FICTION}", "9901810000000000001"),
    lines.CROWD: (f"惠民补贴代发专户{FICTION}", "9901810000000000002"),
    lines.INSURANCE: (f"城乡居民社会保险基金财政专户{FICTION}", "9901810000000000003"),
}


@dataclass(slots=True)
class Pay:
    """One payment before it is numbered; `day` counts business days of the month."""

    day: int
    line: Line
    fen: int
    kind: str = NORMAL
    status: str = CLEARED
    year: int = 0
    origin: "Pay | None" = None
    voucher: str = ""
    payee: tuple[str, str] = ("", "")
    like: "Pay | None" = None
    """Paid to the same firm as this one."""
    use: str = ""
    """What it is for, where the line does not say it."""

    @property
    def net(self) -> int:
        """What it adds to this year's spending."""
        if self.status not in COUNTED or self.year:
            return 0
        return -self.fen if self.kind == REFUND else self.fen


def general_months(
    seed: int, half: facts.Half, index: int, present: Sequence[str]
) -> dict[str, list[int]]:
    """Fen of a 类 per layer and month of a half-year; layers without lines give to projects."""
    code, total = facts.CLASSES[index], facts.fen(facts.SPENDING[half][index])
    rng = stream(seed, "spending", *half, code)
    percent = {lines.STAFF: STAFF_PERCENT.get(code, 0), lines.RUNNING: RUNNING_PERCENT.get(code, 4)}
    parts: dict[str, list[int]] = {}
    left = total
    for layer, share in percent.items():
        if layer not in present or not share:
            continue
        amount = total * share // 100
        parts[layer] = spread(amount, wobbled(rng, (1,) * 6, 2))
        left -= amount
    parts[lines.PROJECT] = spread(left, wobbled(rng, _project_months(half), 5))
    return parts


class Payments:
    """Draws the payments of a month; keeps the lines of a year between months."""

    def __init__(self, seed: int, per_year: int) -> None:
        self._seed = seed
        self._per_month = max(per_year // 12, 1)
        self._year = 0
        self._lines: dict[lines.Layer, list[Line]] = {}
        self._december: Pay | None = None

    def month(self, year: int, number: int) -> list[Pay]:
        """Payments by day, numbered."""
        if year != self._year:
            self._year, self._lines = year, lines.general(self._seed, year)
        pays = [*self._general(year, number), *self._funds(year, number)]
        rng = stream(self._seed, "traps", year, number)
        pays += traps(rng, pays, self._lines[("201", lines.RUNNING)], (year, number))
        if number == 1 and self._december:
            pays += resent(self._december, 10)
        pays.sort(key=lambda pay: pay.day)
        for order, pay in enumerate(pays, start=1):
            pay.voucher = _number(year, number, order)
        for order, pay in enumerate(irregular.plant((year, number), pays), start=len(pays) + 1):
            pay.voucher = _number(year, number, order)
            pays.append(pay)
        if number == 12:  # noqa: PLR2004 December
            self._december = next(pay for pay in pays if _plain(pay))
        return pays

    def _general(self, year: int, number: int) -> list[Pay]:
        half = (year, facts.half(number))
        sizes = dict.fromkeys(COUNT_PERCENT, 0)
        for (_, layer), rows in self._lines.items():
            sizes[layer] += len(rows)
        pays: list[Pay] = []
        for index, code in enumerate(facts.CLASSES):
            present = [layer for layer in COUNT_PERCENT if (code, layer) in self._lines]
            for layer, months in general_months(self._seed, half, index, present).items():
                rows = self._lines[(code, layer)]
                count = self._per_month * COUNT_PERCENT[layer] * len(rows) // (100 * sizes[layer])
                rng = stream(self._seed, "pay", year, number, code, layer)
                pays += _draw(rng, rows, months[(number - 1) % 6], (year, number), count, layer)
        return pays

    def _funds(self, year: int, number: int) -> list[Pay]:
        rng = stream(self._seed, "funds", year, number)
        when, size = (year, number), self._per_month * OTHER_BUDGET_PERCENT // 100
        other = facts.fen(facts.FUND_SPENDING_OTHER[year][number - 1])
        pays = _draw(rng, lines.fund(year), other, when, size // 2, lines.PROJECT)
        own = facts.fen(facts.CAPITAL_SPENDING[year][number - 1])
        pays += _draw(rng, lines.capital(year), own, when, size // 40, lines.PROJECT)
        for project, share in bond_spending()[when].items():
            pays += _draw(rng, lines.bond(project), share, when, size // 20, lines.PROJECT)
        return pays


def write(folder: Path, seed: int, when: tuple[int, int], pays: Sequence[Pay]) -> Path:
    """IN-09: GB18030, closed by a 合计 row over everything listed."""
    year, number = when
    days = [str(day) for day in business_days(year, number)]
    rng = stream(seed, "payees", year, number)
    firms = suppliers(seed)
    rows = []
    for order, pay in enumerate(pays, start=1):
        line = pay.line
        pay.payee = _known(pay) or firms[int(rng.random() * len(firms))]
        origin = pay.origin.voucher if pay.origin else ""
        use = pay.use or f"{number}月{line.use}"
        rows.append(
            f"{year}{number:02d}{line.unit.region}{order:06d},{pay.voucher},{days[pay.day]},"
            f"{days[pay.day]},{pay.year or year},{line.head},{pay.payee[0]},{pay.payee[1]},"
            f"{use},{pay.kind},{origin},{yuan(pay.fen)},{line.tail},{pay.status}"
        )
    total = sum(pay.fen for pay in pays)
    rows.append(f"合计{',' * 19}{yuan(total)},,,,,")
    path = folder / "支付" / f"{year}年{number:02d}月支付明细.csv"
    return write_csv(path, HEADER, rows, "gb18030")


def _number(year: int, number: int, order: int) -> str:
    return f"ZF{year}{number:02d}{order:06d}"


def _known(pay: Pay) -> tuple[str, str] | None:
    """The payee where it is not left to chance."""
    if pay.origin:
        return pay.origin.payee
    if pay.payee[0]:
        return pay.payee
    if pay.like:
        name, account = pay.like.payee
        return name, pay.payee[1] or account
    return FIXED_PAYEES.get(pay.line.payee)


def traps(
    rng: Random, pays: Sequence[Pay], running: Sequence[Line], when: tuple[int, int]
) -> list[Pay]:
    """Rows that must not move the totals."""
    year, number = when
    last = len(business_days(year, number)) - 1
    sample = [pay for pay in rng.sample(pays, min(len(pays), 12)) if not pay.line.bond]
    made = [
        Pay(pay.day, pay.line, pay.fen, status=VOID if index % 2 else BOUNCED)
        for index, pay in enumerate(sample[:8])
    ]
    wrong = next(pay for pay in pays if pay.line in running)
    right = next(
        line for line in running if line.unit == wrong.line.unit and line.dep != wrong.line.dep
    )
    for line, sign in ((wrong.line, -1), (right, 1)):
        fen = sign * min(wrong.fen, 1_250_000)
        made.append(Pay(last, line, fen, CORRECTION, origin=wrong))
    return made


def resent(december: Pay, day: int) -> list[Pay]:
    """Money of last December that bounced after the close and was sent again the same day."""
    year = int(december.voucher[2:6])
    back = Pay(day, december.line, december.fen, REFUND, year=year, origin=december)
    return [back, Pay(day, december.line, december.fen, year=year, origin=back)]


def _draw(
    rng: Random, rows: Sequence[Line], total: int, when: tuple[int, int], count: int, layer: str
) -> list[Pay]:
    """At least one payment; staff costs once per line and month, others as often as asked."""
    if not total:
        return []
    count = max(count, 1)
    last = len(business_days(*when)) - 1
    chosen = rng.sample(list(rows), min(count, len(rows)))
    if layer != lines.STAFF:
        chosen += rng.choices(rows, k=count - len(chosen))
    money_back = _back(rng, chosen, layer, total)
    weights = uneven(rng, len(chosen)) if layer != lines.STAFF else [950] * len(chosen)
    weights = [line.weight * weight for line, weight in zip(chosen, weights, strict=True)]
    amounts = spread(total + sum(money_back), weights)
    pays = [
        Pay(_pay_day(rng, layer, last), line, fen)
        for line, fen in zip(chosen, amounts, strict=True)
    ]
    largest = sorted(pays, key=lambda pay: -pay.fen)[: len(money_back)]
    for order, fen in enumerate(money_back):
        paid = largest[order % len(largest)]
        pays.append(Pay(min(paid.day + 2 + order, last), paid.line, fen, REFUND, origin=paid))
    return pays


def _back(rng: Random, chosen: Sequence[Line], layer: str, total: int) -> list[int]:
    """Refunds of a project layer, small beside what it pays."""
    if layer != lines.PROJECT or chosen[0].func[:3] not in REFUNDED_CLASSES:
        return []
    return [total // 2_000 + rng.randrange(50_000), total // 6_000 + rng.randrange(90_000)]


def _pay_day(rng: Random, layer: str, last: int) -> int:
    if layer == lines.STAFF:
        return min(6 + int(rng.random() * 4), last)
    return int(rng.random() * (last + 1))


def _project_months(half: facts.Half) -> Sequence[int]:
    return facts.SPENDING_MONTHS[half[1]]


def _plain(pay: Pay) -> bool:
    """A running cost that went through, of a unit that keeps its code."""
    line = pay.line
    steady = line.unit.last_year > facts.LAST[0]
    return line.basic == lines.OPERATION and pay.net > 0 and pay.kind == NORMAL and steady
