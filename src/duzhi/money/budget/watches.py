"""Warning rules over quotas: 直达 in time, old money, 三公, progress, wages (domain.md §3.5–§3.10).

These lists speak as of the last day that is looked at: an alert says how it stood then.
"""

from duzhi.money.budget.queries import watched
from duzhi.money.budget.rules.quotas import GRANT, QUOTA
from duzhi.watch import api as watch
from duzhi.watch.api import (
    COUNT,
    DAY,
    EQ,
    GE,
    GT,
    LT,
    MONEY,
    NE,
    RATIO,
    Column,
    Const,
    Days,
    Is,
    Law,
    Of,
    Rule,
    Share,
    both,
)

_ZERO = Const(0, MONEY)


def _columns(amount: str, day: str, *more: Column) -> tuple[Column, ...]:
    """The columns that every list has, and its own."""
    return (
        Column("id", "编号"),
        Column("region", "区划"),
        Column("agency", "单位"),
        Column("agency_name", "单位名称"),
        Column("on", day, DAY),
        Column("amount", amount, MONEY),
        *more,
    )


DOCUMENTS = watch.Records(
    "budget.documents",
    "上级文件",
    GRANT,
    _columns(
        *("未分配金额", "收文日期"),
        Column("doc_no", "文号"),
        Column("name", "资金名称"),
        Column("kind", "资金类别"),
        Column("direct", "直达标识"),
        Column("settled_on", "分配完毕日（未完毕的为查看日）", DAY),
        Column("received", "收到金额", MONEY),
        Column("allotted", "已分配金额", MONEY),
    ),
    watched.documents,
)
OLD_MONEY = watch.Records(
    "budget.old_money",
    "以前年度资金的指标",
    QUOTA,
    _columns(
        *("剩余金额", "查看日"),
        Column("title", "指标名称"),
        Column("age", "结转年度数", COUNT),
        Column("bond", "债券代码"),
        Column("upper_doc", "上级文号"),
        Column("paid", "已支付", MONEY),
    ),
    watched.old_money,
)
CONTROLS = watch.Records(
    "budget.controls",
    "三公经费控制数",
    "budget.control",
    _columns(*("本年支出", "查看日"), Column("item", "项目"), Column("control", "控制数", MONEY)),
    watched.controls,
)
UNITS = watch.Records(
    "budget.units",
    "单位预算执行",
    "budget.unit",
    _columns(
        *("全年指标", "查看日"),
        Column("paid", "已支付", MONEY),
        Column("due", "序时应支付", MONEY),
        Column("wages_due", "保工资序时应支付", MONEY),
        Column("wages_paid", "保工资已支付", MONEY),
    ),
    watched.units,
)

_WAITED = Days(Of("on"), Of("settled_on"))
DIRECT_LATE = Rule(
    "BUD-01",
    "直达资金未在期限内分配",
    DOCUMENTS,
    both(
        Is(Of("direct"), NE, Const("")),
        Is(Of("amount"), GT, _ZERO),
        Is(_WAITED, GT, Law("grant_allot_days", COUNT)),
    ),
    "《中华人民共和国预算法》第五十二条；县级直达资金参照三十日",
    "GEN",
    watch.RED,
    watch.WARN,
    "请立即提出分配方案，下达到单位和项目",
    shows=(
        ("文号", Of("doc_no")),
        ("资金名称", Of("name")),
        ("收到金额", Of("received")),
        ("未分配金额", Of("amount")),
        ("收到后天数", _WAITED),
    ),
)
IDLE = Rule(
    "BUD-02",
    "结转资金两年未用完",
    OLD_MONEY,
    both(
        Is(Of("age"), GE, Law("idle_fund_years", COUNT)),
        Is(Of("amount"), GT, _ZERO),
        Is(Of("bond"), EQ, Const("")),
    ),
    "《中华人民共和国预算法》第四十二条：连续两年未用完的结转资金，应当作为结余资金管理",
    "LAW",
    watch.ORANGE,
    watch.WARN,
    "请在存量资金页提出收回、调整用途或上缴上级的决定",
    shows=(
        ("指标", Of("title")),
        ("剩余金额", Of("amount")),
        ("结转年度数", Of("age")),
        ("已支付", Of("paid")),
    ),
)
OVER_CONTROL = Rule(
    "BUD-03",
    "三公经费超过控制数",
    CONTROLS,
    both(Is(Of("control"), GT, _ZERO), Is(Of("amount"), GT, Of("control"))),
    "《党政机关厉行节约反对浪费条例》：三公经费只减不增；条款未核实",
    "UNV",
    watch.RED,
    watch.STOP,
    "请停止列支这一项，说明原因；确需追加的先调减其他支出",
    shows=(("项目", Of("item")), ("本年支出", Of("amount")), ("控制数", Of("control"))),
)
SLOW = Rule(
    "BUD-04",
    "单位支出进度过慢",
    UNITS,
    both(
        Is(Of("due"), GT, _ZERO),
        Share(Of("paid"), LT, Law("watch_progress_share", RATIO), Of("due")),
    ),
    "预算执行动态监控的本地规则",
    "LOCAL",
    watch.YELLOW,
    watch.NOTE,
    "请说明项目进展，用不了的及时申请调减",
    shows=(("全年指标", Of("amount")), ("序时应支付", Of("due")), ("已支付", Of("paid"))),
)
WAGES_BEHIND = Rule(
    "BUD-05",
    "保工资支出没有跟上",
    UNITS,
    both(
        Is(Of("wages_due"), GT, _ZERO),
        Share(Of("wages_paid"), LT, Law("watch_wages_share", RATIO), Of("wages_due")),
    ),
    "三保支出按月足额保障，工资按时发放；文号未核实",
    "UNV",
    watch.RED,
    watch.WARN,
    "请核对是否有工资、社保缴费没有发放，列入三保支付计划",
    shows=(("保工资序时应支付", Of("wages_due")), ("保工资已支付", Of("wages_paid"))),
)

WATCHES = (DIRECT_LATE, IDLE, OVER_CONTROL, SLOW, WAGES_BEHIND)
