"""Warning rules over vouchers: the controls of 国库集中支付 as data (domain.md §3.3–3.5)."""

from duzhi.money.payments.queries import watched
from duzhi.money.payments.rules import KIND
from duzhi.watch import api as watch
from duzhi.watch.api import (
    COUNT,
    DAY,
    EQ,
    GE,
    GT,
    LE,
    LEAST,
    LT,
    MONEY,
    MOST,
    NE,
    RATIO,
    ROWS,
    SUM,
    TEXTS,
    Column,
    Const,
    Contains,
    Is,
    Law,
    Minus,
    MonthDay,
    Not,
    Of,
    Rule,
    Share,
    Starts,
    Window,
    both,
    either,
)

VOUCHERS = watch.Records(
    "payments.voucher",
    "支付凭证",
    KIND,
    (
        Column("id", "支付凭证"),
        Column("region", "区划"),
        Column("agency", "单位"),
        Column("agency_name", "单位名称"),
        Column("on", "支付日期", DAY),
        Column("amount", "支付金额", MONEY),
        Column("fund_type", "资金性质"),
        Column("subject", "支出功能科目"),
        Column("gov_econ", "政府经济分类"),
        Column("dep_econ", "部门经济分类"),
        Column("project", "项目"),
        Column("payee", "收款人"),
        Column("account", "收款账号"),
        Column("purpose", "用途"),
        Column("kind", "业务类型"),
        Column("guarantee", "三保标识"),
        Column("direct", "直达资金标识"),
        Column("source_doc", "资金来源文号"),
        Column("bond", "债券代码"),
        Column("payee_unit", "收款的预算单位"),
        Column("department", "主管部门"),
        Column("payee_department", "收款单位的主管部门"),
        Column("project_unit", "项目所属单位"),
        Column("size", "金额大小", MONEY),
    ),
    watched.rows,
    watched.requests_of,
)
"""Vouchers that stand, whoever imported them."""

_PAID = both(Is(Of("kind"), EQ, Const("正常支付")), Is(Of("amount"), GT, Const(0, MONEY)))
_TO_A_UNIT = Is(Of("payee_unit"), NE, Const(""))
_ZERO = Const(0, MONEY)
_MONITORING = "《国库集中支付动态监控管理》的本地规则"
_CENTRAL = "《中央财政国库集中支付运行管理办法》及地方国库集中支付办法；文号未核实"
_SHOWN = (("支付金额", Of("amount")), ("收款人", Of("payee")), ("用途", Of("purpose")))

OWN_ACCOUNT = Rule(
    "PAY-01",
    "向本单位实有资金账户付款",
    VOUCHERS,
    both(
        _PAID,
        _TO_A_UNIT,
        Is(Of("payee_unit"), EQ, Of("agency")),
        Not(Starts(Of("dep_econ"), Law("watch_own_account_items", TEXTS))),
    ),
    f"{_CENTRAL}：除清单所列外，不得将资金从零余额账户转入本单位实有资金账户",
    "UNV",
    watch.RED,
    watch.STOP,
    "请改付到最终收款人；确属清单内事项的，请改用相应经济分类",
    shows=_SHOWN,
)

_LIMIT = Law("watch_split_limit", MONEY)
_JUST_UNDER = both(
    Is(Of("kind"), EQ, Const("正常支付")),
    Is(Of("amount"), LT, _LIMIT),
    Share(Of("amount"), GE, Law("watch_split_share", RATIO), _LIMIT),
)
_WEEK = Law("watch_split_days", COUNT)
_BATCH = Contains(Of("payee"), Law("watch_batch_payees", TEXTS))
"""Payroll and grants go through one account for everybody: equal or near amounts say nothing."""
_SAME_PAYEE = ("region", "agency", "account")
_SPLITS = Window(ROWS, _SAME_PAYEE, _WEEK, where=_JUST_UNDER)
SPLIT = Rule(
    "PAY-02",
    "拆分支付",
    VOUCHERS,
    both(
        Is(Of("account"), NE, Const("")),
        Not(_BATCH),
        _JUST_UNDER,
        Is(_SPLITS, GE, Law("watch_split_times", COUNT)),
    ),
    _MONITORING,
    "LOCAL",
    watch.ORANGE,
    watch.WARN,
    "请核对是否为同一事项拆分以避开限额，并提供合同和审批",
    shows=(
        *_SHOWN,
        ("近期接近限额的笔数", _SPLITS),
        ("近期合计", Window(SUM, _SAME_PAYEE, _WEEK, Of("amount"), _JUST_UNDER)),
    ),
)

YEAR_END = Rule(
    "PAY-03",
    "年底向所属单位大额付款",
    VOUCHERS,
    both(
        _PAID,
        Is(MonthDay(Of("on")), GE, Const(1220)),
        Is(MonthDay(Of("on")), LE, Const(1231)),
        _TO_A_UNIT,
        Is(Of("payee_unit"), NE, Of("agency")),
        Is(Of("payee_department"), EQ, Of("department")),
        Is(Of("amount"), GE, Law("watch_year_end_amount", MONEY)),
    ),
    _MONITORING,
    "LOCAL",
    watch.ORANGE,
    watch.WARN,
    "请说明款项用途和最终收款人，防止年底突击花钱、以拨代支",
    shows=_SHOWN,
)

_CYCLE = Law("watch_cycle_days", COUNT)
_BACK = Window(SUM, _SAME_PAYEE, _CYCLE, Of("size"), Is(Of("kind"), EQ, Const("退款支付")))
_OUT = Window(SUM, _SAME_PAYEE, _CYCLE, Of("size"), Is(Of("kind"), EQ, Const("正常支付")))
_BACKS = Window(ROWS, _SAME_PAYEE, _CYCLE, where=Is(Of("kind"), EQ, Const("退款支付")))
REFUND_CYCLE = Rule(
    "PAY-04",
    "付款后反复退回（空转）",
    VOUCHERS,
    both(
        Is(Of("kind"), EQ, Const("退款支付")),
        Is(Of("account"), NE, Const("")),
        Is(_BACKS, GE, Law("watch_cycle_times", COUNT)),
        Share(_BACK, GE, Law("watch_cycle_share", RATIO), _OUT),
    ),
    _MONITORING,
    "LOCAL",
    watch.RED,
    watch.WARN,
    "请说明反复支付又退回的原因，防止虚列支出、资金空转",
    shows=(
        *_SHOWN,
        ("退回笔数", _BACKS),
        ("退回合计", _BACK),
        ("付出合计", _OUT),
        ("仍付出", Minus(_OUT, _BACK)),
    ),
)

_BOND = Is(Of("bond"), NE, Const(""))
BOND_RUNNING_COST = Rule(
    "PAY-05",
    "债券资金用于经常性支出",
    VOUCHERS,
    both(_PAID, _BOND, Not(Starts(Of("dep_econ"), Law("watch_bond_items", TEXTS)))),
    "《中华人民共和国预算法》第三十五条：举借的债务只能用于公益性资本支出，不得用于经常性支出",
    "LAW",
    watch.RED,
    watch.STOP,
    "请退回债券专户，改用本单位相应经费列支",
    shows=(*_SHOWN, ("债券代码", Of("bond")), ("部门经济分类", Of("dep_econ"))),
)
BOND_OUTSIDE = Rule(
    "PAY-06",
    "债券资金用于项目之外",
    VOUCHERS,
    both(_PAID, _BOND, Is(Of("project_unit"), NE, Of("agency"))),
    "《地方政府专项债务预算管理办法》（财预〔2016〕155号）：专项债券资金用于对应项目；条款未核实",
    "UNV",
    watch.RED,
    watch.STOP,
    "请核对债券与项目的对应关系；未经批准调整用途的，请退回",
    shows=(*_SHOWN, ("债券代码", Of("bond")), ("项目所属单位", Of("project_unit"))),
)

TO_FINAL_PERSON = Rule(
    "PAY-07",
    "直达和惠民资金未付到最终受益人",
    VOUCHERS,
    both(
        _PAID,
        _TO_A_UNIT,
        either(
            Is(Of("direct"), NE, Const("")),
            Starts(Of("gov_econ"), Law("watch_household_items", TEXTS)),
        ),
    ),
    "直达资金监控要求：直接支付到最终收款人，不得以拨代支；文号未核实",
    "UNV",
    watch.RED,
    watch.STOP,
    "请改付到企业、个人或代发专户，不得转入预算单位账户",
    shows=(*_SHOWN, ("直达资金标识", Of("direct"))),
)

HIDDEN_RECEPTION = Rule(
    "PAY-08",
    "三公经费列在其他科目",
    VOUCHERS,
    both(
        _PAID,
        Contains(Of("purpose"), Law("watch_reception_words", TEXTS)),
        Not(Starts(Of("dep_econ"), Law("watch_reception_items", TEXTS))),
    ),
    "《党政机关厉行节约反对浪费条例》：三公经费按规定科目列支；条款未核实",
    "UNV",
    watch.ORANGE,
    watch.WARN,
    "请更正经济分类，并计入三公经费控制数",
    shows=(*_SHOWN, ("部门经济分类", Of("dep_econ"))),
)

_ACCOUNT_DAYS = Law("watch_account_days", COUNT)
_ONE_NAME = ("region", "agency", "payee")
ACCOUNT_CHANGED = Rule(
    "PAY-09",
    "同一收款人近期换了账号",
    VOUCHERS,
    both(
        _PAID,
        Is(Of("account"), NE, Const("")),
        Is(
            Window(LEAST, _ONE_NAME, _ACCOUNT_DAYS, Of("account")),
            NE,
            Window(MOST, _ONE_NAME, _ACCOUNT_DAYS, Of("account")),
        ),
    ),
    _MONITORING,
    "LOCAL",
    watch.ORANGE,
    watch.WARN,
    "请按登记的电话回访收款人，核对账号变更的书面依据后再付",
    shows=_SHOWN,
)
CASH = Rule(
    "PAY-10",
    "提取现金",
    VOUCHERS,
    both(_PAID, Contains(Of("purpose"), Law("watch_cash_words", TEXTS))),
    "《中央预算单位公务卡管理暂行办法》（财库〔2007〕63号）及强制结算目录；地方规定未核实",
    "UNV",
    watch.YELLOW,
    watch.WARN,
    "目录内事项请用公务卡结算；确需现金的请写明理由",
    shows=_SHOWN,
)

_SALARY = Starts(Of("dep_econ"), Law("watch_salary_items", TEXTS))
SALARY_FROM_GRANT = Rule(
    "PAY-11",
    "用上级专款发工资",
    VOUCHERS,
    both(_PAID, _SALARY, Starts(Of("source_doc"), Law("watch_upper_documents", TEXTS))),
    "《中华人民共和国预算法》第七十二条：未经批准不得改变预算支出用途；三保保障要求",
    "GEN",
    watch.RED,
    watch.WARN,
    "请改用本级安排的人员经费，并归还专款",
    shows=(*_SHOWN, ("资金来源文号", Of("source_doc"))),
)
SALARY_UNFLAGGED = Rule(
    "PAY-12",
    "工资没有三保标识",
    VOUCHERS,
    both(_PAID, _SALARY, Not(Starts(Of("guarantee"), ("1", "2", "3")))),
    "三保清单：基本工资、津贴补贴、奖金、绩效工资属于保工资；文号未核实",
    "UNV",
    watch.YELLOW,
    watch.NOTE,
    "请在指标上补三保标识，否则三保执行数会少计",
    shows=(*_SHOWN, ("三保标识", Of("guarantee"))),
)

_DUPLICATE_DAYS = Law("watch_duplicate_days", COUNT)
_SAME_PAYMENT = ("region", "agency", "account", "size", "project", "dep_econ")
_TWINS = Window(SUM, _SAME_PAYMENT, _DUPLICATE_DAYS, Of("amount"))
DUPLICATE = Rule(
    "PAY-13",
    "重复支付",
    VOUCHERS,
    both(
        _PAID,
        Is(Of("account"), NE, Const("")),
        Not(_BATCH),
        Is(
            Window(ROWS, _SAME_PAYMENT, _DUPLICATE_DAYS, where=Is(Of("amount"), GT, _ZERO)),
            GT,
            Const(1),
        ),
        Is(_TWINS, GT, Of("amount")),
    ),
    _MONITORING,
    "LOCAL",
    watch.ORANGE,
    watch.WARN,
    "请核对是否同一张发票、同一事项付了两次；重复的请退回",
    shows=(*_SHOWN, ("近期同额合计", _TWINS)),
)

WATCHES = (
    OWN_ACCOUNT,
    SPLIT,
    YEAR_END,
    REFUND_CYCLE,
    BOND_RUNNING_COST,
    BOND_OUTSIDE,
    TO_FINAL_PERSON,
    HIDDEN_RECEPTION,
    ACCOUNT_CHANGED,
    CASH,
    SALARY_FROM_GRANT,
    SALARY_UNFLAGGED,
    DUPLICATE,
)
