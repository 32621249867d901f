"""Treasury cash day by day (IN-11): what comes in, what goes out, and the purses inside."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from duzhi.kernel.codes import CAPITAL, CENTRAL, FUND, GENERAL, budget_of
from duzhi.sample import cash_facts
from duzhi.sample.cash_facts import monthly
from duzhi.sample.days import business_days, calendar_days, nth
from duzhi.sample.facts import COUNTY, LAST, WAN, fen
from duzhi.sample.payments import Pay
from duzhi.sample.revenue import Posted, budget
from duzhi.sample.workbook import DAY, Sheet, write_xlsx

INFLOWS = (
    "一般公共预算收入", "政府性基金收入", "国有资本经营收入", "上级调度款",
    "一般债券转贷", "专项债券转贷", "收回暂付款",
)  # fmt: skip
OUTFLOWS = (
    "一般公共预算支出", "政府性基金支出", "国有资本经营支出", "一般债券还本", "专项债券还本",
    "上解扣款", "归还调度款", "新增暂付款", "代管资金支付",
)  # fmt: skip
PURSES = ("专项债券资金", "专款及直达资金", "政府性基金")
BUDGET_IN = {GENERAL: INFLOWS[0], FUND: INFLOWS[1], CAPITAL: INFLOWS[2]}
BUDGET_OUT = {GENERAL: OUTFLOWS[0], FUND: OUTFLOWS[1], CAPITAL: OUTFLOWS[2]}
TO_FUND = "基金上级补助"
BOND_SPENDING = "专项债券支出"
NEW_BONDS = "新增专项债券"
TRANSFERRED = "基金调出"
"""Sub-flows that steer the purses but are no columns of their own."""
SCHEDULE = (
    (cash_facts.DISPATCH_FUND, 1, "上级调度款"),
    (cash_facts.DISPATCH_FUND, 1, TO_FUND),
    (cash_facts.GENERAL_BONDS, 3, "一般债券转贷"),
    (cash_facts.SPECIAL_BONDS_NEW, 3, "专项债券转贷"),
    (cash_facts.SPECIAL_BONDS_NEW, 3, NEW_BONDS),
    (cash_facts.SPECIAL_BONDS_REFINANCED, 3, "专项债券转贷"),
    (cash_facts.ADVANCE_RECOVERED, 6, "收回暂付款"),
    (cash_facts.GENERAL_REPAID, 9, "一般债券还本"),
    (cash_facts.SPECIAL_REPAID, 9, "专项债券还本"),
    (cash_facts.REMITTED, 10, "上解扣款"),
    (cash_facts.DISPATCH_RETURNED, 14, "归还调度款"),
    (cash_facts.ADVANCE_NEW, 12, "新增暂付款"),
    (cash_facts.ENTRUSTED_PAID, 16, "代管资金支付"),
)
"""Monthly amounts, business day from 0, flow."""
TRANCHES = ((0, 50), (7, 30), (13, 20))
"""Business day and percent of the month's 调度款; all at once where that would run dry."""
DISPATCH_STEP = 100 * WAN

Flows = dict[date, dict[str, int]]


@dataclass
class Purses:
    """Fen at the end of a day."""

    general: int
    fund: int
    bonds: int

    @property
    def cash(self) -> int:
        """国库存款."""
        return self.general + self.fund


@dataclass
class Month:
    """A month's days and its totals per flow."""

    opening: int
    closing: int
    rows: list[list[date | str | int | None]]
    totals: dict[str, int]


@dataclass
class Cash:
    """Carries the purses from month to month."""

    purses: Purses
    dispatched: dict[int, int] = field(default_factory=lambda: defaultdict(int))

    @classmethod
    def opening(cls, start_year: int) -> "Cash":
        """As of 31 December before the start year."""
        before = start_year - 1
        fund, bonds = fen(cash_facts.FUND_PURSE[before]), fen(cash_facts.BOND_PURSE[before])
        return cls(Purses(fen(cash_facts.CASH[before]) - fund, fund, bonds))

    def month(
        self, year: int, number: int, entries: Iterable[Posted], pays: Iterable[Pay]
    ) -> Month:
        """Cash of a month after revenue and payments are known."""
        flows = _scheduled(year, number)
        _add_budgets(flows, entries, pays, business_days(year, number))
        total = self._dispatch(year, number, flows)
        _add_dispatch(flows, year, number, total, self.purses.general)
        opening = self.purses.cash
        rows = [self._day(day, flows[day]) for day in calendar_days(year, number)]
        totals: dict[str, int] = defaultdict(int)
        for day in calendar_days(year, number):
            for name, amount in flows[day].items():
                totals[name] += amount
        return Month(opening, self.purses.cash, rows, totals)

    def _dispatch(self, year: int, number: int, flows: Flows) -> int:
        """调度款 of the general purse that brings it near the month's target."""
        whole = fen(cash_facts.DISPATCH_GENERAL[year])
        last = (year, number) == LAST or number == 12  # noqa: PLR2004 December closes the year
        if last:
            return whole - self.dispatched[year]
        change = sum(_general_net(flow) for flow in flows.values())
        target = monthly(cash_facts.GENERAL_PURSE_TARGET, year, number)
        needed = target - self.purses.general - change
        total = max((needed + DISPATCH_STEP // 2) // DISPATCH_STEP, 0) * DISPATCH_STEP
        self.dispatched[year] += total
        return total

    def _day(self, day: date, flow: Mapping[str, int]) -> list[date | str | int | None]:
        opening = self.purses.cash
        inflows = [flow.get(name, 0) for name in INFLOWS]
        outflows = [flow.get(name, 0) for name in OUTFLOWS]
        fund = _fund_net(flow)
        self.purses.fund += fund
        self.purses.general += sum(inflows) - sum(outflows) - fund
        self.purses.bonds += flow.get(NEW_BONDS, 0) - flow.get(BOND_SPENDING, 0)
        part, whole = cash_facts.SPECIAL_MONEY
        special = max(self.purses.general, 0) * part // whole
        own = self.purses.fund - self.purses.bonds
        return [
            day, opening, *inflows, sum(inflows), *outflows, sum(outflows), self.purses.cash,
            self.purses.bonds, special, own,
        ]  # fmt: skip


_GENERAL_ONLY = (BUDGET_IN[GENERAL], BUDGET_IN[CAPITAL], "一般债券转贷", "收回暂付款", TRANSFERRED)
_GENERAL_PAID = (BUDGET_OUT[GENERAL], BUDGET_OUT[CAPITAL], "一般债券还本", "上解扣款", "归还调度款",
                 "新增暂付款", "代管资金支付")  # fmt: skip


def write(folder: Path, year: int, number: int, month: Month) -> Path:
    """IN-11: one row per calendar day and a 合计 row."""
    columns = [("日期", DAY), ("期初余额", "元")]
    columns += [(name, "元") for name in (*INFLOWS, "流入合计", *OUTFLOWS, "流出合计")]
    columns += [("期末余额", "元"), *((name, "元") for name in PURSES)]
    groups = (("日期", 1), ("期初余额", 1), ("流入", 8), ("流出", 10), ("期末余额", 1), ("其中", 3))
    sheet = Sheet(
        f"{COUNTY}库款日报",
        (f"编制单位：{COUNTY}财政局国库股", f"{year}年{number:02d}月", "单位：元"),
        columns,
        groups=groups,
    )
    return write_xlsx(
        folder / "库款" / f"{year}年{number:02d}月库款日报.xlsx", sheet, [*month.rows, _sum(month)]
    )


def _sum(month: Month) -> list[date | str | int | None]:
    inflows = [month.totals.get(name, 0) for name in INFLOWS]
    outflows = [month.totals.get(name, 0) for name in OUTFLOWS]
    return [
        "合计", month.opening, *inflows, sum(inflows), *outflows, sum(outflows), month.closing,
        None, None, None,
    ]  # fmt: skip


def _scheduled(year: int, number: int) -> Flows:
    """Everything that is neither revenue nor spending nor general 调度款, on its day."""
    flows: Flows = defaultdict(lambda: defaultdict(int))
    for amounts, index, name in SCHEDULE:
        flows[nth(year, number, index)][name] += monthly(amounts, year, number)
    if number == 12 and year in cash_facts.FUND_TO_GENERAL:  # noqa: PLR2004 the year's close
        first, last = cash_facts.FUND_TO_GENERAL[year]
        flows[nth(year, number, 0)][TRANSFERRED] += fen(first)
        flows[nth(year, number, 99)][TRANSFERRED] += fen(last)
    return flows


def _add_budgets(
    flows: Flows, entries: Iterable[Posted], pays: Iterable[Pay], days: Sequence[date]
) -> None:
    for entry in entries:
        if entry.level != CENTRAL:
            flows[entry.day][BUDGET_IN[budget(entry.subject)]] += entry.fen
    for pay in pays:
        flow = flows[days[pay.day]]
        flow[BUDGET_OUT[budget_of(pay.line.fund)]] += pay.net
        if pay.line.bond:
            flow[BOND_SPENDING] += pay.net


def _add_dispatch(flows: Flows, year: int, number: int, total: int, opening: int) -> None:
    parts = [(nth(year, number, index), total * percent // 100) for index, percent in TRANCHES]
    held = opening
    dry = False
    for day in calendar_days(year, number):
        held += _general_net(flows[day]) + sum(part for on, part in parts if on == day)
        dry = dry or held < fen(1_000)
    if dry:
        parts = [(nth(year, number, 0), total)]
    for day, part in parts:
        flows[day]["上级调度款"] += part


def _general_net(flow: Mapping[str, int]) -> int:
    received = sum(flow.get(name, 0) for name in _GENERAL_ONLY)
    return received - sum(flow.get(name, 0) for name in _GENERAL_PAID)


def _fund_net(flow: Mapping[str, int]) -> int:
    received = flow.get(BUDGET_IN[FUND], 0) + flow.get(TO_FUND, 0) + flow.get("专项债券转贷", 0)
    paid = flow.get(BUDGET_OUT[FUND], 0) + flow.get("专项债券还本", 0) + flow.get(TRANSFERRED, 0)
    return received - paid
