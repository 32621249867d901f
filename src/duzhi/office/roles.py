"""Who may do what: roles and verbs as constant data (domain.md §0.4, §9 segregation, J13).

`does` is what a role may do, `never` what nobody holding it may do, whatever else they hold.
"""

from collections.abc import Iterable
from typing import NamedTuple

VERBS = {
    "read": "查看",
    "audit.export": "导出审计数据包",
    "registry.import": "导入基础资料",
    "budget.import": "导入预算",
    "budget.ask": "申报部门预算",
    "quota.create": "录入指标",
    "quota.review": "审核下达指标",
    "plan.approve": "审批用款计划",
    "receipts.import": "导入收入",
    "receipts.read_taxpayers": "查看纳税人名称",
    "payments.import": "导入支付",
    "payments.register": "登记资金请示和批示",
    "contract.register": "登记采购合同",
    "payments.request": "申请支付",
    "payments.endorse": "审核本单位支付申请",
    "payments.consent": "会签本股室归口的支付申请",
    "payments.review": "审核支付申请",
    "payments.pay": "支付",
    "payee.change": "变更收款人",
    "treasury.import": "导入库款",
    "treasury.dispatch": "调度库款",
    "ledger.import": "导入总会计科目余额",
    "ledger.close": "结账",
    "figures.report": "填报数据",
    "figures.review": "审核填报数据",
    "documents.draft": "起草材料",
    "documents.finalise": "材料定稿",
    "watch.judge": "认定疑点",
    "watch.answer": "答复问询",
    "watch.review": "复核疑点",
    "watch.switch": "启停预警规则",
    "office.read_trail": "查看操作记录",
    "office.manage_users": "管理人员与权限",
}
"""Every verb and how people read it; an act names exactly one of them."""

ALL = frozenset(VERBS)
_BUSINESS = ALL - {"read", "office.manage_users", "office.read_trail"}
_QUOTA = frozenset({"quota.create", "quota.review"})
_PAY = frozenset({"payments.review", "payments.pay"})
_STAFF = frozenset({"read", "figures.report", "figures.review", "documents.draft"})
_HEAD = frozenset(
    {"read", "receipts.read_taxpayers", "figures.review", "documents.finalise", "office.read_trail"}
    | {"watch.review", "watch.switch"}
)
_READ = frozenset({"read"})
_UNIT = _READ | {"figures.report", "budget.ask", "payments.request", "watch.answer"}


class Role(NamedTuple):
    """One role: code, Chinese name, what it does and what it must never do."""

    code: str
    name: str
    does: frozenset[str]
    never: frozenset[str] = frozenset()
    duty: str = ""
    external: bool = False


def _staff(code: str, name: str, *verbs: str, never: Iterable[str] = (), duty: str = "") -> Role:
    return Role(code, name, _STAFF.union(verbs), frozenset(never), duty)


def _watcher(code: str, name: str, *verbs: str, duty: str = "只读") -> Role:
    return Role(code, name, _READ.union(verbs), ALL - _READ.union(verbs), duty, external=True)


def _partner(code: str, name: str, duty: str) -> Role:
    return Role(code, name, frozenset(), ALL, duty, external=True)


_ROLES = (
    Role("leader", "市委市政府主要领导", _READ, _BUSINESS, "大额资金审批、调度"),
    Role("vice_mayor", "常务副市长", _READ, _BUSINESS, "分管财政"),
    Role("director", "局长", _HEAD, _PAY, "签发指标、报告、计划；三重一大集体决策"),
    Role("deputy_director", "分管局长", _HEAD, _PAY, "分管股室的审签"),
    _staff(
        *("budget", "预算股", "registry.import", "budget.import", "payments.register", *_QUOTA),
        never=_PAY | {"payments.request"},
        duty="编制预算、下达和调剂指标、转移支付、三保审核、预决算公开；不得支付",
    ),
    _staff(
        *("treasury", "国库股", "plan.approve", "receipts.import", "payments.import"),
        *("treasury.import", "treasury.dispatch", "ledger.import", "ledger.close", "watch.judge"),
        "payments.register",
        never=_QUOTA,
        duty="用款计划审批、库款调度、总预算会计、旬月报、决算、与国库和代理银行对账；不得录入指标",
    ),
    _staff(
        *("chief_accountant", "总会计", "receipts.import", "treasury.import"),
        *("ledger.import", "ledger.close"),
        never=_QUOTA | {"payments.pay"},
        duty="财政总会计核算、科目余额表",
    ),
    _staff(
        *(
            "payment_center",
            "国库支付中心",
            "payments.import",
            *_PAY,
            "payee.change",
            "watch.judge",
        ),
        never=_QUOTA | {"payments.request"},
        duty="审核支付申请、开具支付凭证、清算、退款、动态监控；初审与复核分人",
    ),
    _staff(
        *("payroll", "工资统发", "payments.import", "payments.request"),
        never=_QUOTA | _PAY,
        duty="供养人员与工资统发数据",
    ),
    _staff(
        *("tax_policy", "税政股", "receipts.import", "receipts.read_taxpayers"),
        duty="税收分析、涉税信息共享",
    ),
    _staff(
        *("revenue", "收入股", "receipts.import", "receipts.read_taxpayers"),
        duty="收入计划与进度",
    ),
    _staff(
        "nontax", "非税局", "receipts.import", never=_PAY, duty="非税票据与缴款书；不得收取现金"
    ),
    _staff(
        "admin_law",
        "行政政法股",
        "payments.consent",
        never=_PAY,
        duty="归口预算单位的预算与项目监管",
    ),
    _staff(
        "education", "教科文股", "payments.consent", never=_PAY, duty="归口预算单位的预算与项目监管"
    ),
    _staff(
        "social",
        "社保股",
        "payments.consent",
        never=_PAY,
        duty="社保、卫生、民政资金与一卡通发放审核",
    ),
    _staff("agriculture", "农业股", "payments.consent", never=_PAY, duty="农业农村、乡村振兴资金"),
    _staff("construction", "经建股", "payments.consent", never=_PAY, duty="经济建设、项目资金"),
    _staff("enterprise", "企业股", "payments.consent", never=_PAY, duty="企业与产业资金"),
    _staff("land", "综合股", "payments.consent", never=_PAY, duty="综合财力、土地出让收支"),
    _staff(
        "township_affairs", "乡财管理股", "payments.consent", never=_PAY, duty="乡镇财政、乡财县管"
    ),
    _staff("debt", "债务股", never=_PAY, duty="法定债务台账、还本付息计划、专项债申报"),
    _staff(
        *("procurement", "采购办", "contract.register"),
        never=_PAY | {"payments.request"},
        duty="采购监管、登记采购合同；不得自行采购",
    ),
    _staff("appraisal", "财政投资评审中心", never=_PAY, duty="概算、预算、结算、决算评审"),
    _staff("performance", "预算绩效中心", never=_PAY, duty="绩效目标、监控、评价"),
    _staff("assets", "国资股", never=_PAY, duty="行政事业资产与地方国企"),
    _staff(
        *("supervision", "监督股", "office.read_trail", "watch.judge", "watch.review"),
        never=_PAY | _QUOTA,
        duty="财会监督、检查与整改台账",
    ),
    _staff("party", "机关党委", never=_PAY | _QUOTA, duty="党建、廉政"),
    _staff("personnel", "人事股", never=_PAY | _QUOTA, duty="干部教育、编制"),
    _staff(
        "general_office", "办公室", "payments.register", never=_PAY | _QUOTA, duty="督办、综合事务"
    ),
    _staff("writer", "办公室文稿", never=_PAY | _QUOTA, duty="总结、计划、通报等材料"),
    Role(
        *("township", "乡镇财政所", _UNIT),
        *(_PAY | _QUOTA, "乡镇预算、补贴名册、本地收入"),
    ),
    Role(
        *("unit_maker", "预算单位经办", _UNIT),
        *(_PAY | _QUOTA | {"payments.endorse"}, "申请指标、计划、支付；采购；绩效自评"),
    ),
    Role(
        *("unit_checker", "预算单位审核", _READ | {"payments.endorse"}),
        *(_PAY | _QUOTA | {"payments.request"}, "审核本单位申请；对支付的真实性负责"),
    ),
    _partner("bank", "代理银行", "支付、清算、回单；只交换文件，不登录"),
    _partner("grant_bank", "代发银行", "补贴代发与回盘；只交换文件，不登录"),
    _partner("state_treasury", "人民银行国库", "国库报表；只交换文件，不登录"),
    _partner("tax_bureau", "税务局", "入库明细；只交换文件，不登录"),
    _partner("land_bureau", "自然资源局", "土地数据；只交换文件，不登录"),
    _watcher("congress", "人大联网"),
    _watcher(
        "audit", "审计取数", "audit.export", "office.read_trail", duty="只读，可导出审计数据包"
    ),
    _watcher("discipline", "纪检组", "office.read_trail"),
    _watcher("province", "省财政厅"),
    _watcher("regulator", "财政部监管局"),
    Role(
        *("sysadmin", "系统管理员", frozenset({"office.manage_users", "office.read_trail"})),
        *(ALL - {"office.manage_users", "office.read_trail"}, "人员、权限、备份；无业务权限"),
    ),
    Role("console", "本机命令行", ALL, duty="安装与批量导入时在服务器上操作；不能登录"),
)
ROLES = {role.code: role for role in _ROLES}
"""Every role by its code."""


def who_may(verb: str) -> tuple[str, ...]:
    """Names of the bureau's own roles that do a verb, to tell people whom to ask."""
    return tuple(role.name for role in _ROLES if verb in role.does and role.code not in {"console"})


class VerbRow(NamedTuple):
    """A verb with, for each role asked about, 1 may, -1 must never, 0 neither."""

    verb: str
    name: str
    marks: tuple[int, ...]


def matrix(roles: Iterable[Role] | None = None) -> list[VerbRow]:
    """Verbs × roles as people read them; all people's roles when none are named.

    >>> [row for row in matrix([ROLES["budget"], ROLES["treasury"]]) if row.verb == "quota.create"]
    [VerbRow(verb='quota.create', name='录入指标', marks=(1, -1))]
    """
    asked = tuple(ROLES.values()) if roles is None else tuple(roles)
    return [
        VerbRow(verb, name, tuple((verb in role.does) - (verb in role.never) for role in asked))
        for verb, name in VERBS.items()
    ]


def conflicts(codes: Iterable[str]) -> list[tuple[Role, Role, str]]:
    """Pairs of roles one person must not hold together: what one does, the other never may.

    >>> [(a.name, b.name) for a, b, _ in conflicts(["budget", "treasury"])]
    [('国库股', '预算股')]
    """
    held = [ROLES[code] for code in sorted(set(codes))]
    return [
        (one, other, min(clash))
        for one in held
        for other in held
        if (clash := one.never & other.does) and one != other
    ]
