"""FIGURES: revenue of the year so far, how it stands against budget, time and last year.

Everything counts levels 4 and 5 (county and townships) as the treasury booked it, net of refunds.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from duzhi.figures.api import (
    PERCENT,
    POINTS,
    Context,
    Figure,
    Formula,
    Identity,
    Reading,
    Source,
    difference,
    growth,
    month_so_far,
    points,
    ratio,
    total,
    year_so_far,
)
from duzhi.kernel.codes import CAPITAL, FUND, GENERAL, LEVEL_NAMES, UNCLASSIFIED
from duzhi.kernel.period import time_progress, year, year_to_date
from duzhi.ledger import api as ledger
from duzhi.money.receipts.postings import REVENUE
from duzhi.money.receipts.queries import details, targets
from duzhi.money.receipts.queries.days import OURS
from duzhi.money.receipts.rules.targets import TAX as TAX_MEASURE
from duzhi.registry import api as registry

Reader = Callable[[Context], Reading | None]
_WAN, _OFFICE = "万元", "国库股"
_BASIS = "《中华人民共和国预算法》第五十六条；收入以国库报表为准"
_INITIAL = "年初预算"
_TAX, _NONTAX, _FUND_ITEM = "101", "103", "10301"
_OWN_REVENUE = "1"
"""本级收入 of published balance tables."""
_OWN = "县级和乡级，扣除退库，不含上级分成"


def selection(budget: str, *prefixes: str) -> ledger.Selection:
    """Revenue of a budget under these subjects, those still 待归类 included."""
    subjects = (*prefixes, *(UNCLASSIFIED + prefix for prefix in prefixes))
    return ledger.Selection((REVENUE[budget],), fund=budget, subjects=subjects, levels=OURS)


def _so_far(budget: str, facts: Sequence[Sequence[str]], *prefixes: str) -> Reader:
    """累计; years without detail answer from published tables, headline by headline."""
    return year_so_far(selection(budget, *prefixes), facts=facts)


def _vat_refunds(context: Context) -> Reading | None:
    """留抵退税 of the year so far, the local part."""
    rows = details.vat_refunds(year_to_date(context.on), context.region)

    def sources() -> Iterator[Source]:
        for row in rows:
            yield Source(
                text=f"退库 {row.number}",
                on=row.on,
                amount=row.amount,
                ref=str(details.refund_ref(row)),
                event="退库",
                key=details.refund_key(row),
            )

    return Reading(sum(row.amount for row in rows), sources)


def _time(context: Context) -> Reading | None:
    """序时进度 by the installation's basis."""
    basis = registry.choice("time_progress_basis", context.on)
    share = time_progress(context.on, basis)
    text = f"序时进度（{'按月' if basis == 'month' else '按日'}）"
    return Reading(share, lambda: iter([Source(text, context.on, share)]))


def _target(context: Context) -> Reading | None:
    """What stands for the year: a place's own target, or all of a county's together."""
    rows = list(targets.targets(context.regions, context.on.year, TAX_MEASURE))
    if not rows:
        return None

    def sources() -> Iterator[Source]:
        for row in rows:
            yield Source(
                text=f"{row.name} {row.nature}",
                on=context.on,
                amount=row.amount,
                ref=str(targets.ref(row)),
                event="预期目标",
                key=targets.key(row),
            )

    return Reading(sum(row.amount for row in rows), sources)


def _differences(context: Context) -> Reading | None:
    """Days on which details and treasury do not tie, this year."""
    span = year(context.on) if context.monthly else year_to_date(context.on)
    sides = context.once(
        ("reconciled", span, context.region), lambda: details.reconciled(span, context.region)
    )
    every = [(side.name, one) for side in sides for one in side.differences]
    found = [(name, one) for name, one in every if one.place.on <= context.on]

    def sources() -> Iterator[Source]:
        for name, one in found:
            yield Source(f"{name} {one.place.subject} {one.place.level}级", one.place.on, 1)

    return Reading(len(found), sources)


def _money(code: str, name: str, definition: str, read: Reader) -> Figure:
    return Figure(code, name, _WAN, definition, _BASIS, _OFFICE, read)


def _derived(
    code: str, name: str, unit: str, definition: str, formula: Formula, denominator: str = ""
) -> Figure:
    return Figure(
        code, name, unit, definition, _BASIS, _OFFICE, formula=formula, denominator=denominator
    )


def _against(what: str, code: str, name: str, budget: str) -> Iterator[Figure]:
    """完成率, 同比 and 超欠进度 of a revenue figure."""
    done = f"receipts.{what}_completion"
    yield _derived(
        done,
        f"{name}完成预算比例",
        PERCENT,
        f"{name}累计 ÷ 年初预算（经批准调整的为调整预算）",
        ratio(code, budget),
        _INITIAL,
    )
    yield _derived(
        f"receipts.{what}_growth",
        f"{name}同比增幅",
        PERCENT,
        f"{name}累计 ÷ 上年同期 － 1，上年按本年科目口径",
        growth(code),
    )
    yield _derived(
        f"receipts.{what}_ahead",
        f"{name}超序时进度",
        POINTS,
        f"{name}完成预算比例 － 序时进度，负数为欠进度",
        points(done, "time.progress"),
    )


_HEADLINES = (
    _money(
        "receipts.general_revenue",
        "一般公共预算收入",
        f"当年1月1日至当日国库报一般公共预算收入累计（{_OWN}）",
        _so_far(GENERAL, ((_TAX, _NONTAX), (_OWN_REVENUE,))),
    ),
    _money(
        "receipts.tax",
        "税收收入",
        f"一般公共预算收入中税收收入（101类）累计（{_OWN}）",
        _so_far(GENERAL, ((_TAX,),), _TAX),
    ),
    _derived(
        "receipts.nontax",
        "非税收入",
        _WAN,
        "一般公共预算收入 － 税收收入",
        difference("receipts.general_revenue", "receipts.tax"),
    ),
    _money(
        "receipts.fund_revenue",
        "政府性基金收入",
        f"政府性基金预算本级收入累计（{_OWN}），不含转移支付、债务和结转收入",
        _so_far(FUND, ((_NONTAX,), (_OWN_REVENUE,))),
    ),
    _money(
        "receipts.capital_revenue",
        "国有资本经营预算收入",
        f"国有资本经营预算本级收入累计（{_OWN}）",
        _so_far(CAPITAL, ()),
    ),
)
_MONTHLY = (
    _money(
        "receipts.general_month",
        "一般公共预算收入当月数",
        f"当月1日至当日一般公共预算收入（{_OWN}）",
        month_so_far(selection(GENERAL)),
    ),
    _money(
        "receipts.tax_month",
        "税收收入当月数",
        f"当月1日至当日税收收入（{_OWN}）",
        month_so_far(selection(GENERAL, _TAX)),
    ),
    _derived(
        "receipts.nontax_month",
        "非税收入当月数",
        _WAN,
        "一般公共预算收入当月数 － 税收收入当月数",
        difference("receipts.general_month", "receipts.tax_month"),
    ),
    _money(
        "receipts.fund_month",
        "政府性基金收入当月数",
        f"当月1日至当日政府性基金本级收入（{_OWN}）",
        month_so_far(selection(FUND)),
    ),
)
_QUALITY = (
    _derived(
        "receipts.tax_share",
        "税收收入占一般公共预算收入比重",
        PERCENT,
        "税收收入 ÷ 一般公共预算收入",
        ratio("receipts.tax", "receipts.general_revenue"),
    ),
    _derived(
        "receipts.nontax_share",
        "非税收入占一般公共预算收入比重",
        PERCENT,
        "非税收入 ÷ 一般公共预算收入",
        ratio("receipts.nontax", "receipts.general_revenue"),
    ),
    Figure(
        "time.progress",
        "序时进度",
        PERCENT,
        "当年已过时间占全年的比重，按月或按日由参数 time_progress_basis 决定",
        "本地口径：按月（六月末为百分之五十）",
        _OFFICE,
        _time,
    ),
    _money(
        "receipts.vat_refunds",
        "增值税留抵退税",
        "当年累计退库中原因为留抵退税的县级和乡级部分",
        _vat_refunds,
    ),
    _derived(
        "receipts.general_comparable",
        "一般公共预算收入（同口径）",
        _WAN,
        "一般公共预算收入 ＋ 增值税留抵退税",
        total("receipts.general_revenue", "receipts.vat_refunds"),
    ),
    _derived(
        "receipts.tax_comparable",
        "税收收入（同口径）",
        _WAN,
        "税收收入 ＋ 增值税留抵退税",
        total("receipts.tax", "receipts.vat_refunds"),
    ),
    _derived(
        "receipts.tax_share_comparable",
        "税收收入占一般公共预算收入比重（同口径）",
        PERCENT,
        "税收收入（同口径）÷ 一般公共预算收入（同口径）",
        ratio("receipts.tax_comparable", "receipts.general_comparable"),
    ),
    _derived(
        "receipts.general_comparable_growth",
        "一般公共预算收入同口径增幅",
        PERCENT,
        "剔除增值税留抵退税因素后一般公共预算收入的同比增幅",
        growth("receipts.general_comparable"),
    ),
    Figure(
        "receipts.differences",
        "收入对账差异",
        "项",
        "当年税票减退库、缴款书与国库报表按日、项级科目、级次逐项核对的不符项数",
        "《中华人民共和国预算法》第五十六条；收入逐日对账",
        "国库股",
        _differences,
    ),
)

_TARGETS = (
    Figure(
        "receipts.tax_target",
        "税收收入预期目标",
        _WAN,
        "当年下达各乡镇和市直的税收收入预期目标之和，属预期性或工作责任，不是对征收部门的任务",
        "《中华人民共和国预算法》第五十五条；《中华人民共和国税收征收管理法》第二十八条",
        "收入股",
        _target,
    ),
    _derived(
        "receipts.tax_target_completion",
        "税收收入完成预期目标比例",
        PERCENT,
        "税收收入累计 ÷ 税收收入预期目标",
        ratio("receipts.tax", "receipts.tax_target"),
        "税收收入预期目标",
    ),
    _derived(
        "receipts.tax_target_ahead",
        "税收收入预期目标超序时进度",
        POINTS,
        "税收收入完成预期目标比例 － 序时进度，负数为欠进度",
        points("receipts.tax_target_completion", "time.progress"),
    ),
)


def _items() -> Iterator[Figure]:
    """One figure per 款 of general revenue and per 项 of fund revenue."""
    for row in registry.table_rows("revenue_general"):
        code, name = row["code"], row["name"]
        if row["level"] == "2" and code.startswith((_TAX, _NONTAX)):
            kind = "tax" if code.startswith(_TAX) else "nontax"
            definition = f"{code} {name}累计（{_OWN}）"
            yield _money(
                f"receipts.{kind}.{code}", f"{name}累计", definition, _so_far(GENERAL, (), code)
            )
    for row in registry.table_rows("fund_revenue"):
        code, name = row["code"], row["name"]
        if row["level"] == "3" and code.startswith(_FUND_ITEM):
            definition = f"{code} {name}累计（{_OWN}）"
            yield _money(
                f"receipts.fund.{code}", f"{name}累计", definition, _so_far(FUND, (), code)
            )


FIGURES = (
    *_HEADLINES,
    *_MONTHLY,
    *_QUALITY,
    *_TARGETS,
    *_against("general", "receipts.general_revenue", "一般公共预算收入", "budget.general_revenue"),
    *_against("tax", "receipts.tax", "税收收入", "budget.tax"),
    *_against("nontax", "receipts.nontax", "非税收入", "budget.nontax"),
    *_against("fund", "receipts.fund_revenue", "政府性基金收入", "budget.fund_revenue"),
    *_items(),
)


def _gaps(on: date, region: str) -> Iterator[ledger.Gap]:
    """Days on which details and treasury do not tie, as the list of 差异 shows them."""
    for side in details.reconciled(year_to_date(on), region):
        for one in side.differences:
            yield ledger.Gap(
                sort="明细与国库不符",
                name=f"{side.name} {one.place.subject} {LEVEL_NAMES.get(one.place.level, '')}级",
                on=one.place.on,
                office="收入股",
                left_fen=one.details_fen,
                right_fen=one.treasury_fen,
                gap_fen=one.gap_fen,
                text="请与国库和征收机关核对当日税票、退库和缴款书",
                figure="receipts.differences",
                screen="receipts.reconcile",
            )


DIFFERENCES = (_gaps,)
IDENTITIES = (
    Identity(
        "X6.1",
        "税收＋非税＝一般公共预算收入",
        ("receipts.tax", "receipts.nontax"),
        ("receipts.general_revenue",),
    ),
    Identity(
        "X6.2",
        "各税种之和＝税收收入",
        tuple(one.code for one in FIGURES if one.code.startswith("receipts.tax.")),
        ("receipts.tax",),
    ),
)
