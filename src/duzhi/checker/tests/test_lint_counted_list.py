"""Do numbered lists run without a gap, and do counts fit?"""

import pytest

from duzhi.checker.document import read
from duzhi.checker.lint import counted_list
from duzhi.checker.report import SOFT


def found(text):
    return list(counted_list.find(read(text)))


@pytest.mark.parametrize(
    ("text", "printed", "says"),
    [
        ("一是抓收入。二是保支出。四是防风险。", "四是", "三是"),
        ("一是抓收入；二是保支出；二是防风险。", "二是", "两次"),
        ("(一)收入情况\n很好。\n(二)支出情况\n很好。\n(四)债务情况\n", "(四)", "缺3"),
        ("一、收入\n二、支出\n五、债务\n", "五、", "缺3至4"),
        ("1.收入\n2.支出\n2.债务\n", "2.", "重复"),
        ("重点抓好以下三项工作：一是收入。二是支出。三是债务。四是民生。", "三", "4条"),
        ("支持三个县（甲县、乙县、丙县和丁县）。", "三", "4个"),
        ("围绕税收、基金收入、非税收入、国有资产等成立了三个工作专班。", "三", "4个"),
    ],
)
def test_a_gap_a_repeat_or_a_wrong_count_is_named(text, printed, says):
    (remark,) = found(text)
    assert (remark.text, remark.severity) == (printed, SOFT)
    assert says in remark.message


@pytest.mark.parametrize(
    "text",
    [
        "一是抓收入。二是保支出。三是防风险。\n(二)支出\n一是保工资。二是保运转。",
        "一、收入\n(一)税收\n(二)非税\n二、支出\n(一)民生\n(二)运转\n",
        "1.税收分成143545.90万元。\n2.市补基数10445.60万元。\n3.补贴6937.00万元。\n",
        "主要有两个方面：一是收入。二是支出。",
        "成立了八个工作专班（税收、基金、非税等）。",
        "三个县（甲县、乙县和丙县）。",
        "围绕税收、基金收入、非税收入、国有资产等成立了8个工作专班。",
        "围绕税收、基金收入、国有资产收益和总部经济等方面成立8个工作专班。",
        "十一是单数。第一是质量。",
        "(三)全市情况\n(四)市本级情况\n",
        "一是收入，二是支出（一是工资，二是运转，三是民生），三是债务，四是改革。",
        "一是收入（一是税收，二是非税），二是支出，三是债务。\n一是民生，二是就业。",
        "一要稳收入，二要保支出，三要防风险。",
        "一是强化征管，三个专班（一是税收，二是基金，三是非税）协同。二是培植财源。",
    ],
)
def test_lists_that_are_right_are_left_alone(text):
    assert found(text) == []
