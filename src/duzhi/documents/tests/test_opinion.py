"""What was found, told to people: point by point, as 校核意见, and as comments in Word."""

import dataclasses
import io
from fractions import Fraction

import docx
import pytest

from duzhi.checker import api as checker
from duzhi.checker.claim import Claim
from duzhi.documents import api as documents
from duzhi.documents.checked import keeping
from duzhi.documents.checked.points import Places, between, points, summary_sentence
from duzhi.documents.models import CheckedText
from duzhi.documents.tests.conftest import AT

TEXT = """青岚市财政局工作总结

一、收入情况
（一）总量
收入3375万元，比上年2985万元增加390万元。
送审115991万元，审定97219万元，审减18906万元，共审批电子化政采购项目12项。
二、支出情况
全市一般性预算支出完成37.8％。"""


def spot(words: str) -> tuple[int, int]:
    start = TEXT.index(words)
    return start, start + len(words)


def claim(name: str, words: str) -> Claim:
    return Claim(
        name, words, *spot(words), "amount", words[:-2], "万元", Fraction(int(words[:-2]) * 10000)
    )


@pytest.fixture
def report() -> checker.Report:
    """A hard and a soft remark, an amount that does not fit, one that does, one nobody can tell."""
    sums = {"claims": ("c1",), "sentence": "", "numbers": (), "low": None, "high": None}
    cut = checker.Identity(
        "difference",
        ("c2",),
        "审减18906万元",
        ("115991", "97219"),
        "18906万元",
        Fraction(18772),
        None,
        None,
        checker.VIOLATED,
        checker.HARD,
        "审减额与送审、审定对不上，差134万元；三数须改一处",
        "115,991 − 97,219 ＝ 18,772",
    )
    fits = checker.Identity(
        kind="difference", stated="390万元", expected=Fraction(390), verdict=checker.EXACT, **sums
    )
    open_one = checker.Identity(
        kind="share", stated="", expected=None, verdict=checker.NOT_COMPUTABLE, **sums
    )
    typo = checker.Remark(
        "typo",
        "电子化政采购",
        *spot("电子化政采购"),
        checker.HARD,
        "漏字；请改正",
        "电子化政府采购",
    )
    term = checker.Remark(
        "term", "一般性预算支出", *spot("一般性预算支出"), checker.SOFT, "与前文用语不同；请统一"
    )
    masked = checker.Masked(
        checker.FEASIBLE,
        (checker.Range("上年税收占比", Fraction(37911, 1000), Fraction(37999, 1000)),),
    )
    claims = (claim("c1", "390万元"), claim("c2", "18906万元"))
    return checker.Report(TEXT, claims, (cut, fits, open_one), (term, typo), masked)


@pytest.fixture
def row(db, report) -> CheckedText:
    kept = keeping.kept(report)
    return CheckedText(name="总结.docx", sha256="ab" * 32, by="孙璐", at=AT, text=TEXT, result=kept)


def words_of(blob: bytes) -> str:
    word = docx.Document(io.BytesIO(blob))
    cells = [cell.text for table in word.tables for line in table.rows for cell in line.cells]
    return "\n".join([*(one.text for one in word.paragraphs), *cells])


def test_points_come_worst_first_each_with_its_place_and_its_words(report):
    cut, typo, term = points(report)
    assert [one.label for one in (cut, typo, term)] == ["错误", "错误", "请核实"]
    assert (cut.place, typo.place, term.place) == ("一（一）第2段", "一（一）第2段", "二第1段")
    assert cut.words == "送审115991万元，审定97219万元，审减18906万元，共审批电子化政采购项目12项"
    assert (cut.problem, cut.advice) == ("审减额与送审、审定对不上，差134万元", "三数须改一处")
    assert (typo.quote, typo.advice) == ("电子化政采购", "改为“电子化政府采购”")
    said = "错误2处、末位不符0处、请核实1处；相符1处；无从核对1处"
    assert summary_sentence(report, points(report)) == said


def test_a_contradiction_of_masked_amounts_is_an_error_at_its_first_number(report):
    masked = checker.Masked(checker.INFEASIBLE, (), ("c1", "c2"), "两数互相矛盾；请核对其中之一")
    found = points(dataclasses.replace(report, masked=masked))
    (one,) = (point for point in found if point.quote == "390万元")
    assert (one.severity, one.problem, one.working) == (
        "hard",
        "两数互相矛盾",
        "390万元、18906万元",
    )


def test_a_long_sentence_is_cut_on_both_sides_and_never_searched_to_its_ends(report):
    text = "甲" * 100_000 + "390万元" + "乙" * 100_000
    given = dataclasses.replace(
        report,
        text=text,
        linter=(checker.Remark("x", "390", 100_000, 100_005, checker.SOFT, "请看"),),
        identities=(),
    )
    (one,) = points(given)
    assert (one.before, one.after) == ("…" + "甲" * 28, "乙" * 28 + "…")


def test_a_place_needs_no_headings():
    places = Places("第一段。\n\n第二段。")
    assert (places.at(0), places.at(7)) == ("第1段", "第2段")


def test_a_range_is_rounded_outwards():
    assert (
        between(checker.Range("占比", Fraction(37911, 1000), Fraction(37991, 1000)))
        == "37.91％—38.00％"
    )
    assert between(checker.Range("占比", Fraction(50), Fraction(50))) == "50.00％—50.00％"


def test_the_opinion_says_what_was_checked_what_is_wrong_and_what_fits(row):
    said = words_of(documents.opinion(row))
    for words in (
        "《总结》校核意见",
        "总结.docx（SHA-256 前16位 abababababababab）",
        "由孙璐于2023年7月3日09:30送校",
        "错误2处、末位不符0处、请核实1处；相符1处；无从核对1处。",
        "115,991 − 97,219 ＝ 18,772",
        "改为“电子化政府采购”",
        "上年税收占比为37.91％—38.00％",
        "相符的关系（1处）",
        "校核人：",
        "复核人：",
    ):
        assert words in said
    assert "末位不符（" not in said


def test_the_opinion_of_a_fictional_county_bears_its_mark(row, settings):
    def heads(blob):
        return docx.Document(io.BytesIO(blob)).sections[0].header._element.xml  # noqa: SLF001

    assert "虚构数据" in heads(documents.opinion(row))
    settings.HOME_REGION = "411681"
    assert "虚构数据" not in heads(documents.opinion(row))


def test_the_same_text_gives_the_same_files(row):
    assert documents.opinion(row) == documents.opinion(row)
    assert documents.annotated(row) == documents.annotated(row)


def test_the_annotated_text_holds_every_word_and_a_comment_at_every_point(row):
    word = docx.Document(io.BytesIO(documents.annotated(row)))
    assert "\n".join(one.text for one in word.paragraphs) == TEXT.replace("\n\n", "\n")
    assert [one.style.name for one in word.paragraphs[:3]] == ["Title", "Heading 1", "Heading 2"]
    said = [comment.text for comment in word.comments]
    assert said[0].splitlines() == [
        "错误：审减额与送审、审定对不上，差134万元（115,991 − 97,219 ＝ 18,772）",
        "建议：三数须改一处",
    ]
    assert len(said) == 3
    assert {comment.timestamp for comment in word.comments} == {AT}


def test_words_that_no_word_file_can_hold_are_left_out(row):
    row.text = TEXT.replace("工作总结", "工作\x07总结")
    row.result |= {"linter": []}
    assert (
        docx.Document(io.BytesIO(documents.annotated(row))).paragraphs[0].text
        == "青岚市财政局工作总结"
    )
    row.name = "总\x0b结.docx"
    assert "《总结》校核意见" in words_of(documents.opinion(row))
