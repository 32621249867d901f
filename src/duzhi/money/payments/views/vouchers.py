"""The list of payments and one payment; everybody sees what lies in the own scope."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.http.response import HttpResponseBase

from duzhi.kernel.codes import BUDGET_NAMES, CAPITAL, FUND, GENERAL
from duzhi.kernel.entry import Ref
from duzhi.kernel.money import show
from duzhi.kernel.wording import months
from duzhi.money.payments.queries import origins, units, vouchers
from duzhi.money.payments.rules import CLEARED, GUARANTEES, KIND, KINDS, PAID
from duzhi.registry import api as registry
from duzhi.web import api as web

KIND_NAMES = {code: name for name, code in KINDS.items()}
_SHORT = {
    code: name.removesuffix("支付").removeprefix("正常") or "支付"
    for code, name in KIND_NAMES.items()
}
STATUS_NAMES = {PAID: "已支付", CLEARED: "已清算"}
_FLAGS = (("direct", "直达资金"), ("bond", "债券资金"), ("guarantee", "三保支出"))
_FUNDS = [(code, BUDGET_NAMES[code]) for code in (GENERAL, FUND, CAPITAL)]
_NUMBER, _FOUND = 6, 8
"""Letters of a number before the search looks, and how many it shows."""
_BY_DAY = ("", "on", "-on")


@dataclass(frozen=True, slots=True)
class Within(web.Search):
    """Codes that begin so: as a range, which an index answers."""

    def conditions(self, data: QueryDict, screen: web.Screen) -> list[web.Condition]:  # noqa: ARG002 every filter is asked alike
        """From the prefix up to the next one; a whole code is asked for itself."""
        asked = data.get(self.name, "").strip()[:60].replace("\x00", "")
        if not asked:
            return []
        if not (asked.isascii() and asked.isdigit()):
            return [web.Condition(self.over, "startswith", asked)]
        after = vouchers.after(asked)
        low = web.Condition(self.over, "gte", asked)
        return [low, web.Condition(self.over, "lt", after)] if after else [low]


@dataclass(frozen=True, slots=True)
class Flag(web.Choice):
    """A mark that a payment bears, whatever it says."""

    def conditions(self, data: QueryDict, screen: web.Screen) -> list[web.Condition]:  # noqa: ARG002 every filter is asked alike
        """Its field says something; 三保 outside of 非三保."""
        asked = data.get(self.name, "")
        if asked == "guarantee":
            return [web.Condition(("guarantee",), "gte", "1")]
        return [web.Condition((asked,), "gte", "0")] if asked in dict(_FLAGS) else []


def _units(screen: web.Screen) -> Sequence[tuple[str, str]]:
    scope = screen.scope()
    rows = registry.agencies(screen.on).values_list("code", "name", "region")
    return [
        (code, f"{code} {name}")
        for code, name, region in rows
        if scope.covers(region, agency=code) and region.startswith(screen.region)
    ]


def _months(screen: web.Screen) -> Sequence[tuple[str, str]]:
    return [(str(screen.on.year * 100 + no), f"{no}月") for no in range(1, screen.on.month + 1)]


LIST = web.List(
    columns=(
        web.Column("on", "支付日期", web.DAY, sort=True),
        web.Column(
            "number", "支付凭证号", web.CODE, sort=True,
            lead=lambda row: ("payments.detail", row.document),
        ),
        web.Column(
            "agency_name", "单位", wide=True,
            lead=lambda row: ("payments.list", {"unit": row.agency}),
        ),
        web.Column("subject", "功能科目", web.CODE, wide=True),
        web.Column("payee", "收款人"),
        web.Column("purpose", "用途", wide=True),
        web.Column("kind", "业务", web.STATE, show=lambda row: _SHORT[row.kind], wide=True),
        web.Column(
            "guarantee", "三保", web.STATE, wide=True,
            show=lambda row: vouchers.guarantee_name(row.guarantee),
        ),
        web.Column(
            "status", "状态", web.STATE, wide=True, show=lambda row: STATUS_NAMES[row.status]
        ),
        web.Column("amount", "金额", web.MONEY, sort=True, total=True),
    ),
    filters=(
        web.Choice("month", "月份", _months),
        web.Days("on", "支付日期"),
        web.Choice("unit", "单位", _units, field="agency"),
        Within("dept", "部门或单位代码", ("agency",)),
        Within("subject", "功能科目", ("subject",), how="startswith"),
        web.Choice("fund", "预算", _FUNDS, field="fund_type", how="startswith"),
        web.Choice("kind", "业务类型", list(KIND_NAMES.items())),
        web.Choice("status", "状态", list(STATUS_NAMES.items())),
        web.Choice("guarantee", "三保", list(GUARANTEES.items()), how="startswith"),
        Flag("flag", "标识", _FLAGS),
        web.Amounts("amount", "金额"),
        Within("number", "支付凭证号", ("number",)),
        web.Search("q", "收款人或用途", ("payee", "purpose")),
    ),
    order="-on",
    noun="笔",
    empty="没有符合条件的支付凭证；请放宽筛选，或先导入支付明细（IN-09）",
)  # fmt: skip


def listed(screen: web.Screen) -> HttpResponseBase:
    """Vouchers of the year up to the day, newest first."""
    given = screen.request.GET
    by_day = given.get("sort", "") in _BY_DAY and not given.get("number")
    rows = vouchers.listed(screen.region, screen.on, screen.scope(), by_day=by_day)
    unit = given.get("unit", "")
    return web.list_page(
        screen,
        LIST,
        rows,
        "payments/list.html",
        period=f"{screen.on.year}年{months(screen.on)}",
        unit_name=dict(_units(screen)).get(unit, ""),
    )


def find(screen: web.Screen, text: str) -> Iterator[web.Found]:
    """Vouchers by the beginning of their number, for the search of the top bar."""
    if len(text) < _NUMBER or not text.isascii() or "read" not in screen.scopes:
        return
    for row in vouchers.numbered(text.upper(), screen.scope())[:_FOUND]:
        told = f"{row.agency_name}　{show(row.amount, thousands=True)} 元"
        yield web.Found(row.number, told, screen.link("payments.detail", row.document))


def detail(screen: web.Screen, document: str) -> HttpResponseBase:
    """One payment: fields, revisions, entries, source row, what belongs to it.

    Raises:
        LookupError: no such voucher, or out of the reader's scope.
    """
    found = vouchers.voucher(document, screen.scope())
    if found is None:
        raise LookupError(f"没有支付凭证 {document}，或不在您的数据范围内；请从支付明细进入")
    revisions = vouchers.revisions(document)
    standing = Ref(KIND, document, found.revision)
    key = vouchers.spending_key(found)
    rows = origins([(standing, key)]).get((standing, key), [])
    return web.render(
        screen,
        "payments/detail.html",
        payment=found,
        ref=standing,
        kind=KIND_NAMES[found.kind],
        state=STATUS_NAMES[found.status],
        facts=_facts(found),
        revisions=revisions,
        entries=vouchers.entries(standing),
        rows=rows,
        own=units.budgets(found.region, screen.on, found.agency),
        related=[(one, KIND_NAMES[one.kind]) for one in vouchers.related(found)],
        headline=_headline(found),
    )


def _facts(one: vouchers.PaymentRow) -> list[tuple[str, str, str]]:
    """Title, code and name of everything the voucher says."""
    year, fund = one.on.year, one.fund_type[:2]
    rows = [
        ("支付凭证号", "", one.number),
        ("支付申请编号", "", one.application),
        ("实际支付日期", "", str(one.on)),
        ("凭证日期", "", str(one.dated or "")),
        ("入账日期", "", "" if one.booked_on == one.on else f"{one.booked_on}（所在月份已结账）"),
        ("预算年度", "", str(one.year)),
        ("区划", one.region, registry.region_name(one.region)),
        ("单位", one.agency, one.agency_name),
        ("资金性质", one.fund_type, BUDGET_NAMES.get(fund, "")),
        ("支出功能科目", one.subject, registry.name_of(one.subject, fund, registry.SPENDING, year)),
        ("政府经济分类", one.gov_econ, _econ("gov_economic", one.gov_econ)),
        ("部门经济分类", one.dep_econ, _econ("dep_economic", one.dep_econ)),
        ("项目", one.project, one.project_name),
        ("收款人", "", one.payee),
        (
            "收款人账号",
            "",
            f"{one.account_masked}（系统只存掩码，不能还原）" if one.account_masked else "",
        ),
        ("用途", "", one.purpose),
        ("原支付凭证号", "", one.original),
        ("三保标识", one.guarantee, vouchers.guarantee_name(one.guarantee) or "非三保"),
        ("直达资金标识", one.direct, ""),
        ("资金来源文号", "", one.source_doc),
        ("债券代码", one.bond, ""),
    ]
    return [row for row in rows if row[1] or row[2]]


def _masked(one: vouchers.PaymentRow) -> str:
    """The account as it is stored; nobody can have it back whole."""
    return f"{one.account_masked}（系统只存掩码，不能还原）" if one.account_masked else ""


def _econ(table: str, code: str) -> str:
    rows = registry.table_rows(table)
    return next((row["name"] for row in rows if row["code"] == code), "")


def _headline(one: vouchers.PaymentRow) -> str:
    amount = show(abs(one.amount), "元", thousands=True)
    if one.amount < 0:
        return f"{one.agency_name}收回 {amount} 元"
    return f"{one.agency_name}付 {one.payee or '收款人未填'} {amount} 元"
