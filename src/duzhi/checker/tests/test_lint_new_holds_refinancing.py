"""Does a figure called 新增 contain 再融资债券?"""

import pytest

from duzhi.checker.document import read
from duzhi.checker.lint import new_holds_refinancing
from duzhi.checker.report import HARD


def found(text):
    return list(new_holds_refinancing.find(read(text)))


@pytest.mark.parametrize(
    "text",
    [
        "我市共发行新增政府债券*万元（再融资债券*万元，新增专项债*万元用于*个项目）。",
        "发行新增债券8亿元（其中：再融资债券3亿元、专项债券5亿元）。",
        "全年新增专项债12.5亿元，其中再融资专项债2.5亿元。",
        "新增政府债券8亿元，其中：新增一般债券1亿元、新增专项债券4亿元、再融资债券3亿元。",
    ],
)
def test_refinancing_inside_a_total_called_new_is_certain(text):
    (remark,) = found(text)
    assert remark.severity == HARD
    assert "再融资" in remark.text
    assert remark.instead.endswith(("债券", "专项债"))


@pytest.mark.parametrize(
    "text",
    [
        "发行政府债券15亿元（新增债券10亿元，再融资债券5亿元）。",
        "发行新增债券10亿元、再融资债券5亿元。",
        "发行新增债券10亿元（不含再融资债券5亿元）。",
        "新增政府债券8亿元，其中一般债券3亿元，专项债券5亿元；另发行再融资债券3亿元。",
        "新增政府债券8亿元，其中一般债券3亿元，专项债券5亿元，再融资债券3亿元按期到位。",
        "新增一般债券9000万元、专项债券10000万元（用于扶贫、教育、环保等项目建设）。",
    ],
)
def test_new_and_refinancing_side_by_side_are_left_alone(text):
    assert found(text) == []
