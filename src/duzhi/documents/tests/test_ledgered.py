"""Any text beside the ledger: only what surely names a figure is compared, within its digits."""

from datetime import date
from fractions import Fraction

import docx
import pytest

from duzhi.checker import api as checker
from duzhi.checker.api import AMOUNT, GROWTH, LEVEL, PERCENT, SHARE, Claim
from duzhi.documents import api as documents
from duzhi.documents.checked import named
from duzhi.documents.tests.conftest import AT, JUNE, REGION
from duzhi.kernel.finding import Refused

CATALOGUE = (
    ("r.tax", "税收收入", "万元"),
    ("r.tax_growth", "税收收入同比增幅", "％"),
    ("r.tax_completion", "税收收入完成预算比例", "％"),
    ("r.tax_share", "税收收入占一般公共预算收入比重", "％"),
    ("b.tax", "税收收入预算", "万元"),
    ("r.fund", "政府性基金预算支出", "万元"),
    ("r.month", "税收收入当月数", "万元"),
    ("r.comparable", "税收收入（同口径）", "万元"),
    ("s.rank", "考核位次", "名"),
)


def claim(subject="税收收入", role=LEVEL, kind=AMOUNT, **more) -> Claim:
    facts = {"number": "3", "unit": "万元", "nominal": Fraction(30_000), "half": Fraction(5_000)}
    return Claim("c1", "3万元", 0, 3, kind, subject=subject, role=role, **(facts | more))


def codes(one: Claim) -> list[str]:
    return [name.code for name in named.meant(one, named.names(CATALOGUE))]


def test_a_figure_is_named_by_its_own_words_and_its_role():
    assert codes(claim()) == ["r.tax", "b.tax"]
    assert codes(claim(role=GROWTH, kind=PERCENT))[0] == "r.tax_growth"
    assert codes(claim(role=SHARE, kind=PERCENT))[0] == "r.tax_share"
    assert codes(claim("全市税收收入", scope="全市"))[0] == "r.tax"
    assert codes(claim("政府性基金支出")) == ["r.fund"]


@pytest.mark.parametrize("subject", ["税收", "地方税收收入", "税收收入增量", "城镇税收收入", ""])
def test_words_that_are_only_like_a_figure_name_none(subject):
    assert codes(claim(subject)) == []


def test_a_role_no_figure_has_names_none():
    assert codes(claim(role="prior")) == []


@pytest.mark.parametrize(
    ("scope", "region"),
    [
        ("", "990181"),
        ("全市", "990181"),
        ("我县", "990181"),
        ("市本级", "990181000"),
        ("全省", ""),
        ("全国", ""),
    ],
)
def test_the_region_is_the_one_the_words_reach(scope, region):
    assert named.reach(claim(scope=scope), "990181") == region


@pytest.mark.parametrize(
    ("period", "role", "same"),
    [
        ("2023-06", LEVEL, True),
        ("????-06", LEVEL, True),
        ("", LEVEL, True),
        ("2023", LEVEL, True),
        ("2022-06", LEVEL, False),
        ("2023-05", LEVEL, False),
        ("2023-12", LEVEL, False),
        ("2023-12", "budget", True),
    ],
)
def test_only_what_speaks_of_the_day_is_compared(period, role, same):
    assert named.is_of(claim(period=period, role=role), JUNE) is same


def test_a_value_agrees_within_the_printed_digits():
    assert named.agrees(claim(), Fraction(34_999))
    assert not named.agrees(claim(), Fraction(35_001))


@pytest.fixture
def matched(brief):
    def matched(text, on=JUNE, path=None):
        return documents.against_ledger(checker.check(text), path, on=on, region=REGION)

    return matched


def test_a_text_is_held_against_the_ledger(matched):
    text = "2023年1－6月份，全市税收收入完成3万元，非税收入完成2.5万元，其他收入完成9万元。"
    tax, nontax = matched(text)
    assert (tax.label, tax.figure, tax.printed, tax.value) == (
        *("与账相符", "t.tax", "3万元"),
        "3万元",
    )
    assert nontax.label == "与账不符"
    said = "非税收入文中为2.5万元，账上（截至2023-06-30）为2万元；请核对文稿，或查看账上的来源"
    assert nontax.message == said
    assert documents.ledger_faults([tax, nontax]) == [nontax]


def test_another_year_another_place_and_masked_amounts_are_left_alone(matched):
    assert matched("2022年1－6月份，税收收入完成9万元。") == []
    assert matched("2023年1－6月份，全省税收收入完成9亿元。") == []
    assert matched("2023年1－6月份，税收收入完成*万元。") == []


def test_a_figure_the_ledger_does_not_have_says_nothing(matched, amounts):
    amounts["t.tax"] = None
    assert matched("2023年1－6月份，税收收入完成9万元。") == []


def test_without_a_day_nothing_can_be_compared(matched):
    with pytest.raises(Refused, match="--on 2023-06-30"):
        matched("税收收入完成9万元。", on=None)


def test_our_own_paper_knows_its_day_itself(matched, tmp_path):
    path = tmp_path / "简报.docx"
    facts = {"kind": "brief", "on": JUNE, "region": REGION, "by": "孙璐", "at": AT}
    documents.draft(**facts, path=path)
    found = matched("", on=None, path=path)
    assert [one.label for one in found] == ["与账相符"] * 3
    other = tmp_path / "别处.docx"
    docx.Document().save(str(other))
    assert matched("", on=date(2023, 6, 30), path=other) == []
