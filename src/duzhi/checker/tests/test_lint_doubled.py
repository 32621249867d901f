"""What stands twice, and what stands alone."""

import pytest

from duzhi.checker.document import read
from duzhi.checker.lint import doubled
from duzhi.checker.report import SOFT


def found(text):
    return list(doubled.find(read(text)))


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("我区完成完成财政总收入71.53亿元。", "完成完成"),
        ("减少原因原因是压缩开支。", "原因原因"),
        ("全市的的收入。", "的的"),
        ("一般公共预算一般公共预算支出。", "一般公共预算一般公共预算"),
        ("收入5亿元，，支出9亿元。", "，，"),
        ("全面完成任务。。", "。。"),
        ("收入5亿元，。支出9亿元。", "，。"),
        ("收入5万元元。", "万元元"),
        ("税收（含营改增完成3亿元。", "（"),
        ("税收含营改增）完成3亿元。", "）"),
        ("落实“三保政策。", "“"),
        ("落实“三保“政策。", "“"),
        ("贯彻《预算法，依法理财。", "《"),
    ],
)
def test_certain_slips_of_the_keyboard(text, printed):
    (remark,) = found(text)
    assert (remark.text, remark.severity) == (printed, SOFT)


@pytest.mark.parametrize(
    "text",
    [
        "市政府政府采购办公室的目的的确明确，为了了解情况，以及及时拨付。",
        "逐项逐项研究研究，一户一户上门，方方面面都要想到。",
        "1)税收收入112446万元;2)非税收入3万元。\n一)收入\n二)支出",
        "等等。。。真的吗？！好……",
        "会议指出：\n“要抓收入。\n“要保支出。”",
        "收入(含\n退税)完成5亿元。",
        "甲,,3,,5\n乙,,4,,6",
        "落实《关于进一步做好“三保”工作的通知》（财预〔2023〕1号）。",
        "2023年年初预算，月月有调度。",
    ],
)
def test_what_is_said_or_printed_on_purpose_is_left_alone(text):
    assert found(text) == []
