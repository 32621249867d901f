"""Roles: everyone of the handbook exists, and what must be kept apart is kept apart."""

import pytest

from duzhi.office.roles import ROLES, VERBS, conflicts, who_may

NAMES = {role.name: role for role in ROLES.values()}
HANDBOOK = [
    "市委市政府主要领导",
    "局长",
    "预算股",
    "国库股",
    "国库支付中心",
    "税政股",
    "收入股",
    "非税局",
    "行政政法股",
    "教科文股",
    "社保股",
    "农业股",
    "经建股",
    "企业股",
    "债务股",
    "采购办",
    "财政投资评审中心",
    "预算绩效中心",
    "国资股",
    "监督股",
    "乡镇财政所",
    "预算单位经办",
    "预算单位审核",
    "代理银行",
    "代发银行",
    "人民银行国库",
    "税务局",
    "自然资源局",
    "人大联网",
    "审计取数",
    "纪检组",
    "省财政厅",
    "财政部监管局",
    "机关党委",
    "办公室",
    "人事股",
    "分管局长",
    "常务副市长",
    "总会计",
    "工资统发",
    "综合股",
    "办公室文稿",
    "系统管理员",
]
BUSINESS = {"budget.import", "quota.create", "payments.pay", "treasury.import", "ledger.close"}


@pytest.mark.parametrize("name", HANDBOOK)
def test_every_role_of_the_handbook_exists(name):
    assert name in NAMES


def test_roles_use_only_known_verbs_and_every_verb_has_somebody():
    for role in ROLES.values():
        assert role.does <= set(VERBS)
        assert role.never <= set(VERBS)
        assert not role.does & role.never
    assert all(who_may(verb) for verb in VERBS)


def test_the_budget_office_makes_quotas_and_never_pays_the_others_the_reverse():
    assert "quota.create" in NAMES["预算股"].does
    assert "payments.pay" in NAMES["预算股"].never
    assert "quota.create" in NAMES["国库股"].never
    assert "quota.create" in NAMES["国库支付中心"].never


def test_the_system_administrator_has_no_business_role():
    admin = NAMES["系统管理员"]
    assert admin.does == {"office.manage_users", "office.read_trail"}
    assert admin.never >= BUSINESS


@pytest.mark.parametrize("name", ["人大联网", "审计取数", "省财政厅", "财政部监管局", "纪检组"])
def test_overseers_only_read(name):
    role = NAMES[name]
    assert role.does <= {"read", "audit.export", "office.read_trail"}
    assert role.never == set(VERBS) - role.does


@pytest.mark.parametrize("name", ["代理银行", "税务局", "人民银行国库"])
def test_banks_and_other_bureaus_exchange_files_and_do_nothing(name):
    assert NAMES[name].does == frozenset()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("budget", "treasury"),
        ("budget", "payment_center"),
        ("sysadmin", "tax_policy"),
        ("unit_maker", "unit_checker"),
        ("payroll", "payment_center"),
    ],
)
def test_incompatible_posts_are_known(one, other):
    assert conflicts([one, other])


def test_compatible_roles_may_meet_in_one_person():
    assert conflicts(["tax_policy", "revenue", "land"]) == []
    assert conflicts(["treasury", "chief_accountant"]) == []
