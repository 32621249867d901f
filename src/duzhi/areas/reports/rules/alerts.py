"""结构性预警: what the year's figures say about the structure of the county's money.

Each `Check` names the figures and the parameters it needs and judges plain values, so that a watch
rule can take it over as it stands. Sources: domain.md §1.4, Appendix J12; the bounds are dated
parameters with their basis and evidence mark.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from duzhi.areas.reports.rules.progress import ORANGE, RED, YELLOW, percent, severity
from duzhi.kernel.law import LawValue
from duzhi.kernel.money import decimal, show
from duzhi.kernel.wording import trimmed

Number = int | Fraction
BLUE = "blue"
LEVELS = {RED: "严重", ORANGE: "较重", YELLOW: "关注", BLUE: "提示"}
"""Warning levels as the ministry uses them, the gravest first."""
YEAR_END = "@年末"
"""After a figure's code: as it stood at the end of last year."""
UNVERIFIED = {"LOCAL": "本地口径", "UNV": "未核实", "GEN": "通行做法", "SRC": "参考资料"}
"""Evidence marks that people must see beside a basis."""


@dataclass(frozen=True, slots=True)
class Alert:
    """A structural warning: sentence and context with numbers, figure codes, and its basis."""

    code: str
    level: str
    text: str
    context: str
    figures: tuple[str, ...]
    basis: str
    evidence: str

    @property
    def word(self) -> str:
        """严重, 较重, 关注 or 提示."""
        return LEVELS[self.level]

    @property
    def mark(self) -> str:
        """How far the basis was checked; empty for statute."""
        return UNVERIFIED.get(self.evidence, "")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a check sees: figures by code (fen or plain ratio), and the parameters of the day."""

    values: Mapping[str, Number | None]
    law: Mapping[str, LawValue]

    def share(self, code: str) -> Fraction:
        """A figure that is there."""
        value = self.values[code]
        assert value is not None, code
        return Fraction(value)

    def wan(self, code: str) -> str:
        """An amount in 万元, or a dash."""
        value = self.values.get(code)
        return "—" if value is None else show(int(value), "万元", 0, thousands=True)

    def bands(self, code: str) -> Sequence[Fraction]:
        """A parameter of rising bounds."""
        value = self.law[code].value
        assert isinstance(value, tuple), code
        return value

    def bound(self, code: str) -> Fraction:
        """A parameter of one bound."""
        value = self.law[code].value
        assert isinstance(value, Fraction), code
        return value


Said = tuple[str, str, str]
"""Level, sentence, context."""


@dataclass(frozen=True, slots=True)
class Check:
    """One rule: without any of `figures` it is silent; `beside` only serves the context."""

    code: str
    name: str
    law: str
    figures: tuple[str, ...]
    judge: Callable[[Facts], Said | None]
    beside: tuple[str, ...] = ()


def alerts(facts: Facts) -> list[Alert]:
    """Every warning of the day, the gravest first."""
    order = list(LEVELS)
    return sorted(_judged(facts), key=lambda one: order.index(one.level))


def _judged(facts: Facts) -> Iterator[Alert]:
    for check in CHECKS:
        if any(facts.values.get(code) is None for code in check.figures):
            continue
        if said := check.judge(facts):
            level, text, context = said
            law = facts.law[check.law]
            codes = tuple(code.removesuffix(YEAR_END) for code in check.figures)
            yield Alert(check.code, level, text, context, codes, law.basis, law.evidence)


def _fund(facts: Facts) -> Said | None:
    revenue, spending = facts.share(_FUND_IN), facts.share(_FUND_OUT)
    level = severity(spending - revenue, facts.bands("fund_gap_bands"))
    if not level:
        return None
    short = int(facts.share(_FUND_SPENT) - facts.share(_FUND_REVENUE))
    wan = show(short, "万元", 0, thousands=True)
    text = f"政府性基金收入 {percent(revenue)}，支出已 {percent(spending)}"
    where = "靠专项债券、上年结转等支撑" if short > 0 else "收入仍大于支出"
    return level, text, f"收支差 {wan} 万元，{where}"


def _nontax(facts: Facts) -> Said | None:
    share, bands = facts.share(_NONTAX_SHARE), facts.bands("nontax_share_bands")
    flag = facts.bound("nontax_share_flag")
    level = severity(share, (flag, *bands))
    if not level:
        return None
    passed = max(bound for bound in (flag, *bands) if share > bound)
    resources, nontax = facts.values.get(_RESOURCES), facts.values.get(_NONTAX)
    context = f"非税收入 {facts.wan(_NONTAX)} 万元"
    if resources and nontax:
        part = trimmed(Fraction(resources) / nontax * 100, 1)
        context = f"国有资源（资产）有偿使用收入占非税 {part}%"
    return level, f"非税占比 {percent(share)}，高于 {trimmed(passed * 100)}%", context


def _spending(facts: Facts) -> Said | None:
    lag = facts.share(_TIME) - facts.share(_SPENDING)
    level = severity(lag, facts.bands(_LAG))
    if not level:
        return None
    text = f"一般公共预算支出欠进度 {decimal(lag * 100, 2)} 个百分点"
    return level, text, f"按全年变动预算 {facts.wan(_SPENDING_BUDGET)} 万元计"


def _tax(facts: Facts) -> Said | None:
    lag = facts.share(_TIME) - facts.share(_TAX_DONE)
    level = severity(lag, facts.bands(_LAG))
    if not level:
        return None
    so_far, budget = facts.values.get(_TAX), facts.values.get(_TAX_BUDGET)
    context = ""
    if so_far and budget and budget > so_far:
        rest = show(int(budget - so_far), "万元", 0, thousands=True)
        times = decimal(Fraction(budget - so_far) / so_far, 3)
        context = f"余下月份需完成 {rest} 万元，为累计的 {times} 倍"
    return level, f"税收欠进度 {decimal(lag * 100, 2)} 个百分点", context


def _cash(facts: Facts) -> Said | None:
    k = facts.share(_COVERAGE)
    warning, low, high = facts.bands("treasury_bands")
    if low <= k <= high:
        return None
    level, word = (RED, "预警") if k < warning else (YELLOW, "偏低") if k < low else (BLUE, "闲置")
    net = facts.values.get(_COVERAGE_NET)
    context = "" if net is None else f"扣除专项债券资金后 {decimal(Fraction(net), 3)}"
    return level, f"库款保障水平 {decimal(k, 3)}，{word}", context


def _advances(facts: Facts) -> Said | None:
    share, cap = facts.share(_ADVANCES + YEAR_END), facts.bound("advance_payment_share")
    if share <= cap:
        return None
    text = f"暂付款占两本预算支出 {percent(share)}，高于 {trimmed(cap * 100)}%"
    before, now = facts.values.get(_ADVANCED + YEAR_END), facts.values.get(_ADVANCED)
    context = f"上年末 {facts.wan(_ADVANCED + YEAR_END)} 万元"
    if before is not None and now is not None:
        word = "净增" if now >= before else "净减"
        moved = show(abs(int(now - before)), "万元", 0, thousands=True)
        context += f"，本年{word} {moved} 万元"
    return YELLOW, text, context


_LAG, _TIME = "schedule_lag_bands", "time.progress"
_FUND_IN, _FUND_OUT = "receipts.fund_completion", "payments.fund_completion"
_FUND_REVENUE, _FUND_SPENT = "receipts.fund_revenue", "payments.fund_spending"
_NONTAX_SHARE, _NONTAX, _RESOURCES = (
    "receipts.nontax_share",
    "receipts.nontax",
    "receipts.nontax.10307",
)
_SPENDING, _SPENDING_BUDGET = "payments.general_completion", "budget.general_spending"
_TAX_DONE, _TAX, _TAX_BUDGET = "receipts.tax_completion", "receipts.tax", "budget.tax"
_COVERAGE, _COVERAGE_NET = "treasury.coverage", "treasury.coverage_net"
_ADVANCES, _ADVANCED = "treasury.advances_share", "treasury.advances"

CHECKS = (
    Check(
        *("reports.fund_gap", "政府性基金收入远落后于支出", "fund_gap_bands"),
        (_FUND_IN, _FUND_OUT, _FUND_REVENUE, _FUND_SPENT),
        _fund,
    ),
    Check(
        *("reports.nontax_share", "非税收入占比偏高", "nontax_share_flag"),
        (_NONTAX_SHARE,),
        _nontax,
        beside=(_NONTAX, _RESOURCES),
    ),
    Check(
        *("reports.spending_behind", "一般公共预算支出欠进度", _LAG),
        (_SPENDING, _TIME),
        _spending,
        beside=(_SPENDING_BUDGET,),
    ),
    Check(
        *("reports.tax_behind", "税收欠进度", _LAG),
        (_TAX_DONE, _TIME),
        _tax,
        beside=(_TAX, _TAX_BUDGET),
    ),
    Check(
        *("reports.cash_level", "库款保障水平偏离正常区间", "treasury_bands"),
        (_COVERAGE,),
        _cash,
        beside=(_COVERAGE_NET,),
    ),
    Check(
        *("reports.advances", "暂付款占比偏高", "advance_payment_share"),
        (_ADVANCES + YEAR_END,),
        _advances,
        beside=(_ADVANCED + YEAR_END, _ADVANCED),
    ),
)
"""The structural warnings, in the order of the morning page within a level."""
PARAMETERS = (
    "fund_gap_bands",
    "nontax_share_flag",
    "nontax_share_bands",
    "schedule_lag_bands",
    "treasury_bands",
    "advance_payment_share",
)
"""Every parameter the checks read."""
