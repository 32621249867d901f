"""Cases of the rules over quotas, as a finance officer would say them; limits come from the law."""

from datetime import date

import pytest

from duzhi.money.budget import watches
from duzhi.watch import api as watch

ON = date(2023, 6, 30)
SAME = {
    "id": "990181000/2023/1",
    "region": "990181000",
    "agency": "126001",
    "agency_name": "教育局",
    "on": ON,
    "amount": 0,
}
GRANT = {
    "on": date(2023, 5, 30),
    "amount": 1,
    "direct": "01",
    "doc_no": "省财教〔2023〕5号",
    "name": "补助",
    "received": 5,
}
OLD = {"amount": 1, "age": 2, "bond": "", "title": "补助", "paid": 0}
UNIT = {"amount": 1200, "due": 600, "wages_due": 100, "wages_paid": 80, "paid": 300}
CASES = {
    "直达资金收到三十天还有未分配的，第三十天不报": (
        *(watches.DIRECT_LATE, GRANT | {"settled_on": date(2023, 6, 29)}),
        False,
    ),
    "第三十一天报": (watches.DIRECT_LATE, GRANT | {"settled_on": ON}, True),
    "不是直达资金的不报": (watches.DIRECT_LATE, GRANT | {"settled_on": ON, "direct": ""}, False),
    "结转两个预算年度还有剩余的报": (watches.IDLE, OLD, True),
    "只结转一年的不报": (watches.IDLE, OLD | {"age": 1}, False),
    "债券资金不作存量": (watches.IDLE, OLD | {"bond": "B1"}, False),
    "三公支出等于控制数不报": (
        *(watches.OVER_CONTROL, {"amount": 100, "control": 100, "item": "公务接待费"}),
        False,
    ),
    "三公支出超过控制数一分就报": (
        *(watches.OVER_CONTROL, {"amount": 101, "control": 100, "item": "公务接待费"}),
        True,
    ),
    "支出正好是序时的一半不报": (watches.SLOW, UNIT, False),
    "不到一半的报": (watches.SLOW, UNIT | {"paid": 299}, True),
    "保工资支出到序时的八成不报": (watches.WAGES_BEHIND, UNIT, False),
    "不到八成的报": (watches.WAGES_BEHIND, UNIT | {"wages_paid": 79}, True),
}


@pytest.mark.parametrize("case", CASES)
def test_a_rule_over_quotas_speaks_exactly_beyond_its_limit(case):
    rule, facts, speaks = CASES[case]
    assert bool(watch.judged([rule], SAME | facts)) == speaks
