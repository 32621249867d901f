"""Numbers of spending, read from the ledger: by budget, 类, 三保, 民生, 直达 (domain.md §16.2)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from duzhi.figures.api import (
    Context,
    Figure,
    Formula,
    Reading,
    growth,
    ratio,
    share,
    total,
    year_so_far,
)
from duzhi.kernel.codes import CAPITAL, FUND, GENERAL
from duzhi.kernel.law import LawValue
from duzhi.ledger import api as ledger
from duzhi.money.payments.queries import proofs
from duzhi.money.payments.rules import (
    EIGHT,
    GUARANTEES,
    NARROW,
    NOT_FUND,
    NOT_GENERAL,
    WIDE,
)
from duzhi.registry import api as registry

Reader = Callable[[Context], Reading | None]
TREASURY = "国库股"
_CASH_BASIS = "《预算法实施条例》；国库集中支付按实际支付日期列支，退款冲减"
_CLASSES_BASIS = "政府收支分类科目（支出功能分类）"
_ALL = ("spending.general", "spending.fund", "spending.capital")
GENERAL_SPENDING = ledger.Selection(("spending.general",), fund=GENERAL, excluding=NOT_GENERAL)
FUND_SPENDING = ledger.Selection(("spending.fund",), fund=FUND, excluding=NOT_FUND)
CAPITAL_SPENDING = ledger.Selection(("spending.capital",), fund=CAPITAL, excluding=NOT_FUND)


def classes() -> dict[str, str]:
    """The 类 that count as 一般公共预算支出, by code."""
    return {
        row["code"]: row["name"]
        for row in registry.table_rows("expenditure_function")
        if len(row["code"]) == 3 and not row["code"].startswith(NOT_GENERAL)  # noqa: PLR2004 类 have three digits
    }


def scope(law: str, context: Context) -> tuple[tuple[str, ...], LawValue]:
    """类 of a 民生 scope and its law value; last year is compared under this year's scope."""
    year = context.restated or context.on.year
    on = date(year, context.on.month, 1)
    return registry.subject_scope(law, on), registry.law_at(law, on)


def scope_words(codes: tuple[str, ...], value: LawValue) -> str:
    """The scope version as printed."""
    return f"口径：{'、'.join(codes)}类，{value.start} 起；{value.basis}"


def _livelihood(law: str) -> Reader:
    def read(context: Context) -> Reading | None:
        codes, value = scope(law, context)
        reading = year_so_far(replace(GENERAL_SPENDING, subjects=codes))(context)
        return replace(reading, note=scope_words(codes, value)) if reading else None

    return read


def _flagged(field: str, prefix: str, accounts: tuple[str, ...]) -> Reader:
    return year_so_far(ledger.Selection(accounts, also=((field, prefix),)))


def _money(code: str, name: str, definition: str, read: Reader, basis: str) -> Figure:
    return Figure(f"payments.{code}", name, "万元", definition, basis, TREASURY, read=read)


def _percent(
    code: str, name: str, definition: str, formula: Formula, denominator: str = ""
) -> Figure:
    return Figure(
        f"payments.{code}", name, "％", definition, _CASH_BASIS, TREASURY,
        formula=formula, denominator=denominator,
    )  # fmt: skip


_TOTALS = (
    _money(
        "general_spending",
        "一般公共预算支出",
        "1月1日至当日按实际支付日期列支的一般公共预算支出，扣除当年退款；"
        "不含 230 转移性支出、231 债务还本、209、223",
        year_so_far(GENERAL_SPENDING, facts=(("2",),)),
        _CASH_BASIS,
    ),
    _percent(
        "general_completion",
        "一般公共预算支出占预算",
        "一般公共预算支出占全年变动预算的比重",
        ratio("payments.general_spending", "budget.general_spending"),
        "全年变动预算",
    ),
    _percent(
        "general_spending_growth",
        "一般公共预算支出同比",
        "一般公共预算支出比上年同期增减，上年按本年科目口径",
        growth("payments.general_spending"),
    ),
    _money(
        "fund_spending",
        "政府性基金预算支出",
        "1月1日至当日按实际支付日期列支的政府性基金预算支出，含专项债券资金安排的支出，扣除当年退款",
        year_so_far(FUND_SPENDING, facts=(("2",),)),
        _CASH_BASIS,
    ),
    _percent(
        "fund_completion",
        "政府性基金预算支出占预算",
        "政府性基金预算支出占年初预算的比重",
        ratio("payments.fund_spending", "budget.fund_spending"),
        "年初预算",
    ),
    _percent(
        "fund_spending_growth",
        "政府性基金预算支出同比",
        "政府性基金预算支出比上年同期增减",
        growth("payments.fund_spending"),
    ),
    _money(
        "capital_spending",
        "国有资本经营预算支出",
        "1月1日至当日按实际支付日期列支的国有资本经营预算支出",
        year_so_far(CAPITAL_SPENDING),
        _CASH_BASIS,
    ),
)
_LIVELIHOOD = (
    _money(
        "livelihood",
        "民生支出",
        "一般公共预算支出中属于民生窄口径（参数 livelihood_scope_narrow）各类之和，口径随数打印",
        _livelihood(NARROW),
        "本地民生支出统计口径",
    ),
    _percent(
        "livelihood_share",
        "民生支出占一般公共预算支出",
        "民生支出（窄口径 livelihood_scope_narrow）占一般公共预算支出的比重",
        share("payments.livelihood", "payments.general_spending"),
        "一般公共预算支出",
    ),
    _money(
        "livelihood_wide",
        "民生支出（宽口径）",
        "一般公共预算支出中属于民生宽口径（参数 livelihood_scope_wide）各类之和，口径随数打印",
        _livelihood(WIDE),
        "本地民生支出统计口径",
    ),
    _percent(
        "livelihood_wide_share",
        "民生支出（宽口径）占一般公共预算支出",
        "民生支出（宽口径 livelihood_scope_wide）占一般公共预算支出的比重",
        share("payments.livelihood_wide", "payments.general_spending"),
        "一般公共预算支出",
    ),
    _money(
        "eight",
        "八项支出",
        f"一般公共预算支出中 {'、'.join(EIGHT)} 八类之和（地区生产总值核算用）",
        year_so_far(replace(GENERAL_SPENDING, subjects=EIGHT)),
        _CLASSES_BASIS,
    ),
)
_CLASSES = tuple(
    _money(
        f"class.{code}",
        name,
        f"一般公共预算支出中功能分类 {code} 类",
        year_so_far(replace(GENERAL_SPENDING, subjects=(code,))),
        _CLASSES_BASIS,
    )
    for code, name in classes().items()
)
_GUARANTEES = tuple(
    _money(
        f"guarantee.{code}",
        f"三保支出：{name}",
        f"一般公共预算支付中三保标识为 {code} {name}的累计",
        _flagged("guarantee", code, ("spending.general",)),
        "县级“三保”清单与三保标识",
    )
    for code, name in GUARANTEES.items()
)
_FLAGGED = (
    Figure(
        "payments.guarantee",
        "三保支出",
        "万元",
        "一般公共预算支付中保基本民生、保工资、保运转之和",
        "县级“三保”清单与三保标识",
        TREASURY,
        formula=total(*(one.code for one in _GUARANTEES)),
    ),
    _money(
        "direct",
        "直达资金支出",
        "带直达资金标识（01 中央直达、02 参照直达、09 其他）的支付累计",
        _flagged("direct", "0", _ALL),
        "直达资金管理办法",
    ),
)
FIGURES = (*_TOTALS, *_LIVELIHOOD, *_CLASSES, *_GUARANTEES, *_FLAGGED)
DIFFERENCES = (proofs.gaps,)
PROOFS = (proofs.proofs,)
