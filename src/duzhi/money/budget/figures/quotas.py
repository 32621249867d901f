"""FIGURES of quotas: given, paid, 三保 need and coverage, 直达, 三公, 压减 and 存量.

What the provincial register says was paid is known on its own day only, so figures of what was
paid under quotas are read on that day, or where no register was taken in.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial

from duzhi.figures.api import (
    PERCENT,
    Context,
    Figure,
    Identity,
    Reading,
    Source,
    growth,
    ratio,
    year_so_far,
)
from duzhi.kernel.codes import FUND, GENERAL, budget_of
from duzhi.ledger import api as ledger
from duzhi.money.budget.postings import GRANTED, key
from duzhi.money.budget.queries import frugal, guarantee, idle, quotas, register
from duzhi.money.budget.queries import grants as documents
from duzhi.money.budget.rules.frugal import THREE
from duzhi.money.budget.rules.grants import GENERAL_PURPOSE, Document
from duzhi.money.budget.rules.guarantee import Standing
from duzhi.money.budget.rules.quotas import QuotaView
from duzhi.registry import api as registry

Reader = Callable[[Context], Reading | None]
_OFFICE = "预算股"
_QUOTA = "《预算管理一体化规范》指标管理"
_GUARANTEE = "县级“三保”清单与三保标识"
_GRANTS = "《中华人民共和国预算法》第五十二条；上级资金文件"
_FRUGAL = "党政机关厉行节约反对浪费条例；部门预算三公经费"
_IDLE = "《中华人民共和国预算法》第四十二条"


def _views(context: Context) -> list[QuotaView]:
    """Quotas of the year that were issued by the day."""

    def read() -> list[QuotaView]:
        rows = quotas.quotas(context.on.year).filter(region__in=context.regions)
        return quotas.views(rows.exclude(issued_on__gt=context.on))

    return context.once(("quotas", context.on), read)


def _on_its_day(context: Context) -> bool:
    """Whether what was paid under quotas is known on the day."""
    last = context.once(
        ("register", context.on.year),
        lambda: register.last_day(context.regions, context.on.year),
    )
    return last in ("", str(context.on))


def _whole(context: Context) -> Reading | None:
    """Every general quota of the year, on the day of the register alone."""
    if not register.last_day(context.regions, context.on.year):
        return None
    return _counted(_general, lambda view: view.current_fen, paid=True)(context)


def _counted(
    chosen: Callable[[QuotaView], bool], amount: Callable[[QuotaView], int], *, paid: bool = False
) -> Reader:
    """Σ over quotas; None without any, or when what is paid is not known on the day."""

    def read(context: Context) -> Reading | None:
        found = [view for view in _views(context) if chosen(view)]
        if not found or (paid and not _on_its_day(context)):
            return None
        total = sum(map(amount, found))
        return Reading(total, partial(_sources, found, amount, context))

    return read


def _sources(
    found: Iterable[QuotaView], amount: Callable[[QuotaView], int], context: Context
) -> Iterator[Source]:
    for view in found:
        if fen := amount(view):
            text = f"指标 {view.number} {view.title}"
            yield Source(text, context.on, fen, str(view.ref), event="指标", key=key(view))


def _general(view: QuotaView) -> bool:
    return budget_of(view.fund_type) == GENERAL


def _standing(amount: Callable[[Standing], int], *, paid: bool = False) -> Reader:
    """Σ over the 三保 items of the list."""

    def read(context: Context) -> Reading | None:
        found = context.once(("guarantee", context.on), lambda: _standings(context))
        if not any(one.need_fen for one in found) or (paid and not _on_its_day(context)):
            return None
        return Reading(sum(map(amount, found)), partial(_items, found, amount, context))

    return read


def _standings(context: Context) -> Sequence[Standing]:
    return guarantee.standings(context.regions[0], context.regions, context.on)


def _items(
    found: Iterable[Standing], amount: Callable[[Standing], int], context: Context
) -> Iterator[Source]:
    for one in found:
        if fen := amount(one):
            yield Source(f"{one.item.code} {one.item.name}", context.on, fen)


def _grants(amount: Callable[[Document], int], *, direct: bool, paid: bool = False) -> Reader:
    """Σ over the documents of the year; 财力性 ones are no 专款."""

    def read(context: Context) -> Reading | None:
        found = context.once(
            ("grants", context.on), lambda: documents.documents(context.regions, context.on)
        )
        chosen = [one for one in found if one.direct or not direct]
        chosen = [one for one in chosen if one.kind != GENERAL_PURPOSE]
        if not chosen or (paid and not _on_its_day(context)):
            return None
        return Reading(sum(map(amount, chosen)), partial(_papers, chosen, amount, context))

    return read


def _papers(
    found: Iterable[Document], amount: Callable[[Document], int], context: Context
) -> Iterator[Source]:
    for one in found:
        if fen := amount(one):
            yield Source(f"{one.doc_no} {one.name}", context.on, fen)


def _cut(context: Context) -> Reading | None:
    found = frugal.batches(context.regions, context.on.year)
    if not found:
        return None
    made = [Source(f"批次 {batch}，{count} 条指标", context.on, fen) for batch, count, fen in found]
    return Reading(sum(fen for _, _, fen in found), lambda: iter(made))


def _idle(context: Context, *, old: bool) -> Reading | None:
    found = context.once(("idle", context.on), lambda: idle.funds(context.regions, context.on))
    years = registry.number("idle_fund_years", context.on)
    chosen = [one for one in found if one.must_go(context.on, years) or not old]
    if not found:
        return None
    made = [
        Source(f"指标 {one.quota.number} {one.quota.title}（{one.since}年）", context.on,
               one.left_fen, str(one.quota.ref), event="存量", key=key(one.quota))
        for one in chosen if one.left_fen
    ]  # fmt: skip
    return Reading(sum(one.left_fen for one in chosen), lambda: iter(made))


def _money(code: str, name: str, definition: str, read: Reader, basis: str) -> Figure:
    return Figure(f"budget.{code}", name, "万元", definition, basis, _OFFICE, read)


FIGURES = (
    _money(
        "quota_general",
        "已下达一般公共预算指标",
        "截至当日已下达的一般公共预算指标余额（指标金额＋调增－调减），含待分指标和预备费",
        year_so_far(ledger.Selection((GRANTED,), fund=GENERAL)),
        _QUOTA,
    ),
    _money(
        "quota_whole",
        "指标台账一般公共预算指标",
        "指标台账所列一般公共预算指标余额之和；只在指标台账的日期上可核",
        _whole,
        _QUOTA,
    ),
    _money(
        "quota_fund",
        "已下达政府性基金指标",
        "截至当日已下达的政府性基金预算指标余额",
        year_so_far(ledger.Selection((GRANTED,), fund=FUND)),
        _QUOTA,
    ),
    _money(
        "quota_paid",
        "一般公共预算指标已支付",
        "一般公共预算各指标已支付数之和，扣除当年退款；只在指标台账的日期上可核",
        _counted(_general, lambda view: view.paid_fen, paid=True),
        _QUOTA,
    ),
    _money(
        "quota_available",
        "一般公共预算指标可用余额",
        "一般公共预算各指标的可用余额：指标余额减冻结、在途和已支付；只在指标台账的日期上可核",
        _counted(_general, lambda view: view.available_fen, paid=True),
        _QUOTA,
    ),
    _money(
        "guarantee_need",
        "“三保”支出需求",
        "最近一个环节的三保测算表：人数×标准×月数之和",
        _standing(lambda one: one.need_fen),
        _GUARANTEE,
    ),
    _money(
        "guarantee_budget",
        "“三保”支出预算",
        "带三保项目编码的指标余额之和",
        _standing(lambda one: one.budget_fen),
        _GUARANTEE,
    ),
    _money(
        "guarantee_gap",
        "“三保”预算缺口",
        "各三保项目需求大于预算的部分之和；一个项目的结余不抵另一个项目的缺口",
        _standing(lambda one: one.gap_fen),
        _GUARANTEE,
    ),
    _money(
        "guarantee_due",
        "“三保”应付数",
        "按月应付的三保支出：按月项目到发放日计入当月，其余按月均衡",
        _standing(lambda one: one.due_fen),
        _GUARANTEE,
    ),
    _money(
        "guarantee_paid",
        "“三保”指标已支付",
        "带三保项目编码的指标已支付数；只在指标台账的日期上可核",
        _standing(lambda one: one.paid_fen, paid=True),
        _GUARANTEE,
    ),
    _money(
        "guarantee_owed",
        "“三保”欠付数",
        "各三保项目应付数大于已付数的部分之和；只在指标台账的日期上可核",
        _standing(lambda one: one.owed_fen, paid=True),
        _GUARANTEE,
    ),
    Figure(
        "budget.guarantee_coverage",
        "“三保”预算保障率",
        PERCENT,
        "三保支出预算与需求之比",
        _GUARANTEE,
        _OFFICE,
        formula=ratio("budget.guarantee_budget", "budget.guarantee_need"),
    ),
    _money(
        "special_received",
        "上级专款收到数",
        "当年收到的共同财政事权、专项转移支付和债券转贷资金，按文号登记",
        _grants(lambda one: one.amount_fen, direct=False),
        _GRANTS,
    ),
    _money(
        "special_allotted",
        "上级专款已分配数",
        "上级专款已分配下达到指标的部分",
        _grants(lambda one: one.allotted_fen, direct=False),
        _GRANTS,
    ),
    _money(
        "direct_received",
        "直达资金收到数",
        "带直达标识的上级文件所列金额之和",
        _grants(lambda one: one.amount_fen, direct=True),
        _GRANTS,
    ),
    _money(
        "direct_allotted",
        "直达资金已分配数",
        "带直达标识的上级文件下已下达的指标余额",
        _grants(lambda one: one.allotted_fen, direct=True),
        _GRANTS,
    ),
    Figure(
        "budget.direct_allotment",
        "直达资金分配率",
        PERCENT,
        "直达资金已分配数与收到数之比",
        _GRANTS,
        _OFFICE,
        formula=ratio("budget.direct_allotted", "budget.direct_received"),
    ),
    _money(
        "direct_paid",
        "直达资金指标已支付",
        "带直达标识的指标已支付数；只在指标台账的日期上可核",
        _counted(lambda view: bool(view.direct), lambda view: view.paid_fen, paid=True),
        _GRANTS,
    ),
    Figure(
        "budget.direct_progress",
        "直达资金支出进度",
        PERCENT,
        "直达资金指标已支付数与收到数之比",
        _GRANTS,
        _OFFICE,
        formula=ratio("budget.direct_paid", "budget.direct_received"),
    ),
    _money(
        "frugal_control",
        "三公经费控制数",
        "三公经费指标余额之和（财政拨款）",
        _counted(lambda view: view.frugal, lambda view: view.current_fen),
        _FRUGAL,
    ),
    _money(
        "frugal_spent",
        "三公经费支出",
        "一般公共预算支付中部门经济分类 30212、30217、31013、30231 的累计（财政拨款）",
        year_so_far(
            ledger.Selection(
                ("spending.general",), fund=GENERAL, also=(("dep_econ", ",".join(THREE)),)
            )
        ),
        _FRUGAL,
    ),
    Figure(
        "budget.frugal_share",
        "三公经费占控制数",
        PERCENT,
        "三公经费支出与控制数之比",
        _FRUGAL,
        _OFFICE,
        formula=ratio("budget.frugal_spent", "budget.frugal_control"),
        denominator="三公经费控制数",
    ),
    Figure(
        "budget.frugal_growth",
        "三公经费支出同比",
        PERCENT,
        "三公经费支出比上年同期增减",
        _FRUGAL,
        _OFFICE,
        formula=growth("budget.frugal_spent"),
    ),
    _money("cut", "一般性支出压减额", "当年各批次调减指标之和", _cut, _FRUGAL),
    _money(
        "idle",
        "存量资金",
        "以前年度下达、当年仍有余额的指标余额（可用和冻结）",
        partial(_idle, old=False),
        _IDLE,
    ),
    _money(
        "idle_old",
        "应收回的存量资金",
        "存量资金中已满规定预算年度（参数 idle_fund_years）、应作结余收回的部分，不含债券资金",
        partial(_idle, old=True),
        _IDLE,
    ),
)
IDENTITIES = (
    Identity(
        "X1",
        "一般公共预算指标等于变动预算",
        ("budget.quota_whole",),
        ("budget.general_spending",),
    ),
    Identity(
        "X2",
        "指标已支付等于一般公共预算支出",
        ("budget.quota_paid",),
        ("payments.general_spending",),
    ),
    Identity(
        "X16", "“三保”支付不超“三保”指标", ("budget.guarantee_paid",), ("budget.guarantee_budget",),
        "≤",
    ),
    Identity("X17", "直达资金台账等于直达支付", ("budget.direct_paid",), ("payments.direct",)),
)  # fmt: skip
"""What must hold on the day of the register (domain.md Appendix G)."""
