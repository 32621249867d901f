"""With the amounts masked, a whole's completion and growth follow from its parts' own rates."""

import pytest

from duzhi.checker.tests.asked import HOLDS, ROUNDED, accused, answers, found

REPORT = (
    "1－6月份，全市一般公共预算收入累计完成{amount}万元，占全年预算任务{amount}万元的{done}％，"
    "同比{grown}％。其中：税收收入累计完成{amount}万元，占全年预算任务{amount}万元的48.63％，"
    "同比下降8.17％；非税收入累计完成{amount}万元，占全年预算任务{amount}万元的69.7％，"
    "同比下降26.24％。税收收入占一般公共预算收入的{share}％。"
)


def report(*, done="58.7", grown="下降19.38", share="43.24", amount="*"):
    return REPORT.format(done=done, grown=grown, share=share, amount=amount)


def test_the_completion_of_the_whole_is_a_mean_of_the_parts():
    assert answers(report(), "completion_mix") in ([HOLDS], [ROUNDED])
    (one,) = found(report(), "completion_mix")
    assert (one.numbers, one.stated) == (("43.24", "48.63", "69.7"), "58.7")
    assert one.low <= one.expected <= one.high


def test_the_growth_of_the_whole_is_a_mean_of_the_parts():
    (one,) = found(report(), "growth_mix")
    assert (one.numbers, one.stated) == (("43.24", "-8.17", "-26.24"), "19.38")
    assert one.verdict in ("exact", "rounding")


@pytest.mark.parametrize(
    ("changed", "kind"),
    [({"done": "59.7"}, "completion_mix"), ({"grown": "下降18.38"}, "growth_mix")],
)
def test_a_rate_that_no_mean_gives_is_left_to_the_masked_system(changed, kind):
    text = report(**changed)
    assert answers(text, kind) == []
    assert accused(text) == []


def test_printed_amounts_are_held_against_each_other_instead():
    assert answers(report(amount="500"), "completion_mix") == []
