"""Figures: computed from parts, filed by offices, traced to what they are made of."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest

from duzhi.figures import api as figures
from duzhi.figures import catalogue
from duzhi.figures.models import SnapshotValue
from duzhi.kernel.finding import Refused

ON, REGION = date(2023, 6, 30), "990181"
AT = datetime(2023, 7, 1, tzinfo=UTC)
NOW = {"t.tax": 50_768, "t.nontax": 66_634, "t.budget": 200_000}
BEFORE = {"t.tax": 55_285, "t.nontax": 90_339, "t.budget": 208_900}


def _read(code: str):
    def read(context: figures.Context) -> figures.Reading:
        wan = (NOW if context.on.year == 2023 else BEFORE)[code]
        fen = wan * 1_000_000

        def sources() -> Iterator[figures.Source]:
            yield figures.Source("明细", context.on, fen)

        return figures.Reading(fen, sources)

    return read


def _figure(code: str, name: str, unit: str = "万元", **more) -> figures.Figure:
    return figures.Figure(code, name, unit, f"{name}的定义", "测试", "预算股", **more)


@pytest.fixture(autouse=True)
def _catalogue(monkeypatch):
    monkeypatch.setattr(catalogue, "_CATALOGUE", {})
    figures.register(
        [
            _figure("t.tax", "税收收入", read=_read("t.tax")),
            _figure("t.nontax", "非税收入", read=_read("t.nontax")),
            _figure("t.budget", "收入预算", read=_read("t.budget")),
            _figure("t.total", "一般公共预算收入", formula=figures.total("t.tax", "t.nontax")),
            _figure(
                "t.completion",
                "收入占预算",
                "％",
                formula=figures.ratio("t.total", "t.budget"),
                denominator="年初预算",
            ),
            _figure("t.growth", "收入同比", "％", formula=figures.growth("t.total")),
            _figure("t.share", "税收占比", "％", formula=figures.share("t.tax", "t.total")),
            _figure("t.filed", "工作专班", "个"),
            _figure("t.asked", "送审金额"),
            _figure("t.given", "审定金额"),
            _figure("t.cut", "审减率", "％", formula=figures.cut("t.asked", "t.given")),
        ]
    )


@pytest.mark.parametrize(
    ("code", "display"),
    [("t.total", "117402"), ("t.completion", "58.7"), ("t.growth", "-19.38"), ("t.share", "43.24")],
)
def test_figures_print_to_the_digit(db, code, display):
    value = figures.value(code, ON, REGION)
    assert (value.display, value.source, value.status) == (display, "computed", "ok")


def test_a_ratio_is_exact_and_names_its_formula_and_denominator(db):
    value = figures.value("t.completion", ON, REGION)
    assert value.exact == Fraction(58_701, 100_000)
    assert value.decimal == "58.7010000000"
    assert value.formula == "一般公共预算收入 ÷ 收入预算"
    assert value.denominator == "年初预算 200000万元"


def test_growth_names_last_year(db):
    value = figures.value("t.growth", ON, REGION)
    assert value.formula == "一般公共预算收入 ÷ 上年同期一般公共预算收入 － 1"
    assert value.parts[1].on == date(2022, 6, 30)
    assert value.parts[1].display == "145624"


def test_a_base_figure_is_what_its_sources_add_up_to(db):
    value = figures.value("t.tax", ON, REGION)
    assert sum(one.amount for one in value.sources()) == value.exact


def test_nobody_has_filed_it_yet(db):
    value = figures.value("t.filed", ON, REGION)
    assert (value.exact, value.display, value.source, value.status) == (None, None, None, "missing")


def _file(code: str, value: str, unit: str, by: str = "甲") -> int:
    filing = figures.Filing(code, Fraction(value), unit, "全市", "评审中心", "评审台账.xlsx")
    return figures.file_figure(filing, on=ON, region=REGION, by=by, at=AT)


def test_a_filed_figure_counts_only_after_somebody_else_reviewed_it(db):
    number = _file("t.filed", "8", "个")
    assert figures.value("t.filed", ON, REGION).status == "missing"
    with pytest.raises(Refused, match="不得为同一人"):
        figures.review_figure(number, by="甲", at=AT)
    figures.review_figure(number, by="乙", at=AT)
    value = figures.value("t.filed", ON, REGION)
    assert (value.exact, value.source, value.filed.evidence) == (8, "reported", "评审台账.xlsx")


def test_what_is_derived_from_filed_parts_is_itself_filed(db):
    for code, wan in (("t.asked", "86400"), ("t.given", "7.9834")):
        unit = "万元" if wan.isdigit() else "亿元"
        figures.review_figure(_file(code, wan, unit), by="乙", at=AT)
    value = figures.value("t.cut", ON, REGION)
    assert (value.display, value.source) == ("7.6", "reported")


def test_a_corrected_filing_replaces_the_reviewed_one(db):
    figures.review_figure(_file("t.filed", "8", "个"), by="乙", at=AT)
    second = _file("t.filed", "9", "个")
    assert figures.value("t.filed", ON, REGION).exact == 8
    figures.review_figure(second, by="乙", at=AT)
    assert figures.value("t.filed", ON, REGION).exact == 9


def test_the_same_filing_twice_is_one(db):
    assert _file("t.filed", "8", "个") == _file("t.filed", "8", "个")


def test_a_filing_needs_evidence_and_the_right_unit(db):
    bare = figures.Filing("t.filed", Fraction(8), "个", "全市", "办公室", "")
    with pytest.raises(Refused, match="依据材料"):
        figures.file_figure(bare, on=ON, region=REGION, by="甲", at=AT)
    with pytest.raises(Refused, match="计量单位应为个"):
        _file("t.filed", "8", "家")


def test_a_returned_filing_says_why_and_does_not_count(db):
    number = _file("t.filed", "8", "个")
    figures.return_figure(number, reason="与文件不符", by="乙", at=AT)
    with pytest.raises(Refused, match="处于“退回”"):
        figures.review_figure(number, by="乙", at=AT)
    assert figures.value("t.filed", ON, REGION).status == "missing"


def test_a_computed_figure_takes_over_from_the_filed_one(db):
    figures.review_figure(_file("t.asked", "1", "万元"), by="乙", at=AT)
    figures.register([_figure("t.asked", "送审金额", read=_read("t.tax"))])
    figures.register([_figure("t.asked", "送审金额")])
    value = figures.value("t.asked", ON, REGION)
    assert value.source == "computed"
    assert value.gap == (50_768 - 1) * 1_000_000
    assert value.filed.filler == "甲"


def test_two_areas_cannot_compute_the_same_figure():
    with pytest.raises(ValueError, match="两处计算"):
        figures.register([_figure("t.tax", "税收", read=_read("t.nontax"))])


def test_an_unknown_figure_is_named():
    with pytest.raises(LookupError, match=r"没有“t\.none”"):
        figures.value("t.none", ON, REGION)


def test_identities_hold_break_or_cannot_be_computed(db):
    evaluator = figures.Evaluator(ON, REGION)
    holds, broken, unknown = figures.check(
        [
            figures.Identity("I1", "收入合计", ("t.tax", "t.nontax"), ("t.total",)),
            figures.Identity("I2", "收入不超预算一半", ("t.budget",), ("t.total",), "≤"),
            figures.Identity("I3", "专班", ("t.filed",), ("t.filed",)),
        ],
        evaluator,
    )
    assert (holds.verdict, broken.verdict, unknown.verdict) == ("相符", "不符", "无法计算")
    assert broken.text == "收入预算 ≤ 一般公共预算收入：200000万元 > 117402万元"
    assert broken.difference == "82598万元"


def test_a_snapshot_keeps_what_was_signed(db):
    values = figures.Evaluator(ON, REGION).values(["t.tax", "t.completion"])
    number = figures.freeze("半年报告", values, by="甲", at=AT)
    assert SnapshotValue.objects.filter(snapshot_id=number).count() == 2
    assert figures.changed(number, values) == []
    figures.register([])
    SnapshotValue.objects.filter(code="t.tax").update(exact="1")
    assert [row[0] for row in figures.changed(number, values)] == ["t.tax"]


def test_a_rank_shares_places_and_a_mean_is_exact():
    assert figures.rank("a", "b", "c").compute([5, 7, 5]) == 2
    assert figures.mean("a", "b").compute([860, 1_241]) == Fraction(2_101, 2)
    assert figures.count("a", "b").compute([0, 3]) == 1
    assert figures.growth("a").compute([5, 0]) is None
