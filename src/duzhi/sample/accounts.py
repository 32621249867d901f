"""Trial balances of 财政总会计 (IN-31): the 2015 system until 2022, the 2022 system from 2023.

December files stand after the year's close: revenue and spending accounts end at zero, their
closing is the year's total. In 2023 they run on as year-to-date balances. 调度款 is booked as
补助收入 when received; its return lowers 与上级往来.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from duzhi.kernel.codes import CAPITAL, FUND, GENERAL
from duzhi.sample import cash_facts
from duzhi.sample.cash import BUDGET_IN, BUDGET_OUT, TO_FUND
from duzhi.sample.facts import COUNTY, fen
from duzhi.sample.names import name_of
from duzhi.sample.workbook import TEXT, Sheet, write_xlsx

Totals = Mapping[str, int]
DEBIT_NATURE = ("1", "5", "7", "8041")
"""Code starts of accounts whose balance is shown as debit (2022 system)."""
COST_OF = {
    "501": "5002", "502": "5001", "503": "5007", "504": "5007", "505": "5003", "506": "5003",
    "507": "5004", "508": "5004", "509": "5005", "510": "5006", "511": "5011", "599": "5008",
}  # fmt: skip
"""拨款费用 account by 政府经济分类 (财库〔2022〕41号)."""
OLD_NAMES = {
    "1001": "国库存款", "1004": "其他财政存款", "1036": "其他应收款", "2012": "与上级往来",
    "2017": "应付代管资金", "3001": "一般公共预算结转结余", "3002": "政府性基金预算结转结余",
    "3003": "国有资本经营预算结转结余", "3031": "预算稳定调节基金", "3033": "预算周转金",
    "4001": "一般公共预算本级收入", "4002": "政府性基金预算本级收入",
    "4003": "国有资本经营预算本级收入", "4011": "补助收入", "4021": "调入资金",
    "4031": "动用预算稳定调节基金", "4042": "债务转贷收入", "5001": "一般公共预算本级支出",
    "5002": "政府性基金预算本级支出", "5003": "国有资本经营预算本级支出", "5012": "上解支出",
    "5021": "调出资金", "5031": "安排预算稳定调节基金", "5041": "债务还本支出",
}  # fmt: skip
"""Accounts of 财库〔2015〕192号."""


class Account(NamedTuple):
    """One row; balances in the account's own direction, fen."""

    code: str
    opening: int
    debit: int
    credit: int
    closing: int


def write(folder: Path, year: int, month: int, rows: list[Account]) -> Path:
    """IN-31 of a month, closed by a 合计 row of the month's debits and credits."""
    columns = [("科目编码", TEXT), ("科目名称", TEXT)]
    columns += [(name, "元") for name in ("期初余额", "本期借方", "本期贷方", "期末余额")]
    sheet = Sheet(
        f"{COUNTY}财政总会计科目余额表",
        (f"编制单位：{COUNTY}财政局国库股", f"{year}年{month:02d}月", "单位：元"),
        columns,
    )
    named = OLD_NAMES.__getitem__ if year < 2023 else _name  # noqa: PLR2004 the new system's year
    body: list[list[str | int | None]] = [
        [row.code, named(row.code), row.opening, row.debit, row.credit, row.closing] for row in rows
    ]
    debit, credit = sum(row.debit for row in rows), sum(row.credit for row in rows)
    body.append(["", "合计", None, debit, credit, None])
    return write_xlsx(folder / "总会计" / f"{year}年{month:02d}月科目余额表.xlsx", sheet, body)


def stocks(year: int) -> dict[str, int]:
    """Balance sheet of 31 December under the 2015 codes, fen."""
    facts = cash_facts
    wan = {
        "1001": facts.CASH[year], "1004": facts.OTHER_DEPOSITS, "1036": facts.ADVANCES[year],
        "2012": facts.UPPER_LEVEL[year], "2017": facts.ENTRUSTED[year],
        "3001": facts.GENERAL_CARRY[year], "3002": facts.FUND_PURSE[year],
        "3003": facts.CAPITAL_CARRY[year], "3031": facts.STABILISATION[year],
        "3033": facts.REVOLVING,
    }  # fmt: skip
    return {code: fen(amount) for code, amount in wan.items()}


def opening(year: int) -> list[Account]:
    """31 December as the sample's starting point: balances only."""
    return [Account(code, held, 0, 0, held) for code, held in stocks(year).items()]


def closed_december(year: int, before: Totals, december: Totals) -> list[Account]:
    """December with the year's close; `before` are January to November."""
    moved = _december_moves(year, before, december)
    held = stocks(year)
    rows = []
    for code in sorted({*held, *moved}):
        debit, credit = moved.get(code, (0, 0))
        side = 1 if code[0] in "15" else -1
        closing = held.get(code, 0)
        rows.append(Account(code, closing - side * (debit - credit), debit, credit, closing))
    return rows


def month_2023(before: Totals, now: Totals, costs: tuple[Totals, Totals]) -> list[Account]:
    """A month of 2023: `before` are the months before it, `costs` both by 政府经济分类."""
    opened = _opening_2023()
    past, moved = _moves_2023(before, costs[0]), _moves_2023(now, costs[1])
    rows = []
    for code in sorted({*opened, *past, *moved}):
        side = 1 if code.startswith(DEBIT_NATURE) else -1
        debit, credit = past.get(code, (0, 0))
        start = opened.get(code, 0) + side * (debit - credit)
        debit, credit = moved.get(code, (0, 0))
        rows.append(Account(code, start, debit, credit, start + side * (debit - credit)))
    return rows


def cash_in(totals: Totals) -> int:
    """Everything the treasury received."""
    return sum(amount for name, amount in totals.items() if name in _IN)


def cash_out(totals: Totals) -> int:
    """Everything the treasury paid."""
    return sum(amount for name, amount in totals.items() if name in _OUT)


_IN = frozenset((*BUDGET_IN.values(), "上级调度款", "一般债券转贷", "专项债券转贷", "收回暂付款"))
_OUT = frozenset((*BUDGET_OUT.values(), "一般债券还本", "专项债券还本", "上解扣款", "归还调度款",
                  "新增暂付款", "代管资金支付"))  # fmt: skip


def _name(code: str) -> str:
    return name_of(f"account {code}")


def _december_moves(year: int, before: Totals, december: Totals) -> dict[str, tuple[int, int]]:
    """Debit and credit of every account in December, close included."""
    facts = cash_facts
    year_total = {name: before.get(name, 0) + december.get(name, 0) for name in (*_IN, *_OUT)}
    to_fund = before.get(TO_FUND, 0) + december.get(TO_FUND, 0)
    fund_out = fen(sum(facts.FUND_TO_GENERAL[year]))
    capital_out = fen(facts.CAPITAL_TO_GENERAL[year])
    used, added = fen(facts.STABILISATION_USED[year]), fen(facts.STABILISATION_ADDED[year])
    income = {
        "4001": BUDGET_IN[GENERAL], "4002": BUDGET_IN[FUND], "4003": BUDGET_IN[CAPITAL],
        "4011": "上级调度款",
    }  # fmt: skip
    spent = {"5001": BUDGET_OUT[GENERAL], "5002": BUDGET_OUT[FUND], "5003": BUDGET_OUT[CAPITAL],
             "5012": "上解扣款"}  # fmt: skip
    moves = {code: (year_total[name], december.get(name, 0)) for code, name in income.items()}
    moves |= {code: (december.get(name, 0), year_total[name]) for code, name in spent.items()}
    moves["4042"] = _pair(year_total, december, "一般债券转贷", "专项债券转贷")
    moves["5041"] = _pair(year_total, december, "一般债券还本", "专项债券还本")[::-1]
    moves["4021"] = moves["5021"] = (fund_out + capital_out, fund_out + capital_out)
    moves["4031"], moves["5031"] = (used, used), (added, added)
    moves["3031"] = (used, added)
    moves["3001"] = (
        sum(year_total[name] for name in (BUDGET_OUT[GENERAL], "上解扣款", "一般债券还本")) + added,
        year_total[BUDGET_IN[GENERAL]] + year_total["上级调度款"] - to_fund
        + year_total["一般债券转贷"] + fund_out + capital_out + used,
    )  # fmt: skip
    moves["3002"] = (
        year_total[BUDGET_OUT[FUND]] + year_total["专项债券还本"] + fund_out,
        year_total[BUDGET_IN[FUND]] + to_fund + year_total["专项债券转贷"],
    )
    moves["3003"] = (
        year_total[BUDGET_OUT[CAPITAL]] + capital_out,
        year_total[BUDGET_IN[CAPITAL]],
    )
    moves["1001"] = (cash_in(december), cash_out(december))
    moves["1036"] = (december.get("新增暂付款", 0), december.get("收回暂付款", 0))
    moves["2012"] = (december.get("归还调度款", 0), 0)
    moves["2017"] = (december.get("代管资金支付", 0), 0)
    return moves


def _pair(year: Totals, december: Totals, first: str, second: str) -> tuple[int, int]:
    return year[first] + year[second], december.get(first, 0) + december.get(second, 0)


def _opening_2023() -> dict[str, int]:
    """2023-01-01 under the 2022 system; debt enters against 累计盈余."""
    old = stocks(2022)
    debt = fen(sum(cash_facts.DEBT[2022]))
    carried = old["3001"] + old["3002"] + old["3003"]
    advances = old["1036"] - old["2017"]
    return {
        "1001": old["1001"], "1002": old["1004"], "1035": old["1036"], "2021": old["2012"],
        "2023": old["2017"], "2041": debt, "3001": carried - debt, "3002": old["3031"],
        "3003": old["3033"], "8001": old["3001"], "8002": old["3002"], "8003": old["3003"],
        "8031": old["3031"], "8033": old["3033"], "804101": old["1001"], "804102": old["1004"],
        "804105": -old["2012"], "804109": advances,
    }  # fmt: skip


def _moves_2023(totals: Totals, costs: Totals) -> dict[str, tuple[int, int]]:
    """Debits and credits of the financial and the budget side."""

    def get(*names: str) -> int:
        return sum(totals.get(name, 0) for name in names)

    bonds, repaid = get("一般债券转贷", "专项债券转贷"), get("一般债券还本", "专项债券还本")
    tax, funds = totals.get("税收", 0), get(BUDGET_IN[FUND], BUDGET_IN[CAPITAL])
    lent, back, paid = get("新增暂付款"), get("收回暂付款"), get("代管资金支付")
    received, returned, up = get("上级调度款"), get("归还调度款"), get("上解扣款")
    moves = {
        "1001": (cash_in(totals), cash_out(totals)),
        "1035": (lent, back), "2021": (returned, 0), "2023": (paid, 0), "2041": (repaid, bonds),
        "4001": (0, tax), "4002": (0, get(BUDGET_IN[GENERAL]) - tax + funds),
        "4011": (0, received), "5022": (up, 0),
        "6001": (0, get(BUDGET_IN[GENERAL])), "6002": (0, get(BUDGET_IN[FUND])),
        "6003": (0, get(BUDGET_IN[CAPITAL])), "6011": (0, received), "6042": (0, bonds),
        "7001": (get(BUDGET_OUT[GENERAL]), 0), "7002": (get(BUDGET_OUT[FUND]), 0),
        "7003": (get(BUDGET_OUT[CAPITAL]), 0), "7012": (up, 0), "7041": (repaid, 0),
        "804101": (cash_in(totals), cash_out(totals)),
        "804105": (returned, 0), "804109": (lent + paid, back),
    }  # fmt: skip
    for code, amount in costs.items():
        account = COST_OF[code]
        moves[account] = (moves.get(account, (0, 0))[0] + amount, 0)
    return moves
