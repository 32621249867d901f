"""What the checker page makes of a report: findings, marks that never overlap, lines, folds."""

import time
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from duzhi.checker.api import (
    AMOUNT,
    EXACT,
    FEASIBLE,
    HARD,
    INFEASIBLE,
    LAST_DIGIT,
    NOT_COMPUTABLE,
    PERCENT,
    REDUCED,
    SOFT,
    VIOLATED,
    Claim,
    Identity,
    Masked,
    Range,
    Remark,
    Report,
)
from duzhi.web.checker import beside
from duzhi.web.checker.cards import cards
from duzhi.web.checker.judging import HINT, HOLDS, OPEN, WRONG, judge
from duzhi.web.checker.lines import BODY, CHAPTER, HEADLINE, SECTION, TABLE
from duzhi.web.checker.marking import marks
from duzhi.web.checker.paging import MOST_MARKS, MOST_SHOWN, Sheet
from duzhi.web.checker.summing import rows
from duzhi.web.checker.wording import ALONE, MASKED, NO_BASE

TEXT = "送审115991万元，审定97219万元，审减18906万元，审减率16.3％，惠及*人，增长5％。"


def claim(text: str, number: str, unit: str = "万元", *, within: str = TEXT, **more) -> Claim:
    start = within.index(text)
    value = None if number == "*" else Fraction(number)
    kind = PERCENT if unit == "％" else AMOUNT
    return Claim(text, text, start, start + len(text), kind, number, unit, value, **more)


SENT, APPROVED = claim("115991万元", "115991"), claim("97219万元", "97219")
CUT = claim("18906万元", "18906", role=REDUCED, subject="评审")
RATE = claim("16.3％", "16.3", "％")
PEOPLE, GROWTH = claim("*人", "*", "人"), claim("5％", "5", "％")
NOTHING_MASKED = Masked()
CLAIMS = (SENT, APPROVED, CUT, RATE, PEOPLE, GROWTH)
DIFFERENCE = Identity(
    "difference",
    ("115991万元", "97219万元", "18906万元"),
    "",
    ("115991", "97219"),
    "18906",
    Fraction(18772),
    Fraction(18771),
    Fraction(18773),
    VIOLATED,
    HARD,
    "审减额对不上，差134万元；三数须改一处",
    "115991万元－97219万元＝18772万元",
)
HELD = Identity(
    "rate",
    ("18906万元", "115991万元", "16.3％"),
    "",
    ("18906", "115991"),
    "16.3",
    Fraction("16.2995"),
    Fraction("16.299"),
    Fraction("16.3"),
    EXACT,
)


def report(*identities: Identity, linter=(), text: str = TEXT, masked=NOTHING_MASKED) -> Report:
    return Report(text, CLAIMS, identities, tuple(linter), masked)


def remark(quote: str, severity: str = HARD, text: str = TEXT, **more) -> Remark:
    start = text.index(quote)
    return Remark("term", quote, start, start + len(quote), severity, "请核对", **more)


def drawn(one: Report) -> dict[str, str]:
    """The words of every mark and its look."""
    return {one.text[mark.start : mark.end]: mark.look for mark in marks(judge(one))}


def test_the_stated_figure_is_blamed_and_what_it_was_worked_out_from_is_drawn_lighter():
    look = drawn(report(DIFFERENCE))
    assert look["18906万元"] == "wrong"
    assert look["115991万元"] == look["97219万元"] == "wrong part"
    assert look["5％"] == look["*人"] == "open"


def test_a_figure_in_several_sums_has_the_colour_of_the_worst_and_a_card_of_all():
    judged = judge(report(HELD, DIFFERENCE))
    mark = next(one for one in marks(judged) if one.start == CUT.start)
    assert (mark.look, mark.badges) == ("wrong", (1,))
    told, more = cards(mark, judged)
    assert [one.verdict for one in told] == ["不符", "相符"]
    assert more == 0


def test_a_remark_over_a_figure_is_one_mark_and_half_an_overlap_is_cut():
    over = remark("审减18906万元")
    assert drawn(report(HELD, linter=[over]))["审减18906万元"] == "wrong"
    half = remark("万元，审减率", SOFT)
    look = drawn(report(HELD, linter=[half]))
    assert look["18906"] == "holds"
    assert look["万元，审减率"] == "hint"


def test_a_figure_that_cannot_be_checked_is_not_cut_by_a_remark_on_its_digits():
    look = drawn(report(linter=[remark("97219", SOFT)]))
    assert look["97219万元"] == "hint"
    assert look["115991万元"] == "open"


def test_errors_are_numbered_before_hints_and_both_in_the_order_of_the_text():
    judged = judge(
        report(DIFFERENCE, linter=[remark("惠及", SOFT), remark("增长"), remark("送审", SOFT)])
    )
    told = [
        (one.number, one.level, TEXT[slice(*one.places[0])]) for one in judged.found if one.number
    ]
    assert told == [
        (1, WRONG, "18906万元"),
        (2, WRONG, "增长"),
        (3, HINT, "送审"),
        (4, HINT, "惠及"),
    ]


def test_the_same_remark_in_two_places_is_one_finding_with_two_numbers_in_the_text():
    text = "电子化政采购三项，电子化政采购四项"
    twice = [
        Remark("term", "电子化政采购", at, at + 6, HARD, "漏字", "电子化政府采购") for at in (0, 9)
    ]
    judged = judge(Report(text, (), (), tuple(twice)))
    assert len(judged.of(WRONG)) == 1
    assert [one.badges for one in marks(judged)] == [(1,), (1,)]
    assert beside.entries(judged.of(WRONG), judged, Sheet(text, marks(judged)))[0].place.endswith(
        "2 处"
    )


def test_a_last_digit_is_a_hint_and_the_headline_counts_findings_and_figures():
    slip = Identity("rate", HELD.claims, "", HELD.numbers, "16.3", Fraction("16.4"), None, None,
                    VIOLATED, LAST_DIGIT, "末位差一")  # fmt: skip
    assert judge(report(DIFFERENCE, slip)).headline == (
        "这份稿子有 1 条错误、1 条提示；0 处数字相符，2 处无从核对"
    )
    assert judge(report(HELD)).headline == "这份稿子没有发现错误；3 处数字相符，3 处无从核对"
    assert judge(Report("没有数字", (), (), ())).headline == "这份稿子里没有读到可以核对的数字"


def test_percentages_that_contradict_each_other_are_one_error_in_all_their_places():
    masked = Masked(INFEASIBLE, (), ("16.3％", "5％"), "两个比率不能同时成立")
    judged = judge(report(masked=masked))
    assert [len(one.places) for one in judged.of(WRONG)] == [2]
    look = {TEXT[mark.start : mark.end]: mark.badges for mark in marks(judged)}
    assert look["16.3％"] == look["5％"] == (1,)
    assert beside.given(judged) == ()


def test_what_the_ratios_give_away_is_shown_with_the_narrowest_range_first():
    wide = Range("上年税收占比", Fraction("37.9"), Fraction("38.2"))
    narrow = Range("预算税收占比", Fraction("52.15"), Fraction("52.25"))
    masked = Masked(FEASIBLE, (wide, narrow))
    shown = beside.given(judge(report(masked=masked)))
    assert [(one.name, one.low, one.high) for one in shown] == [
        ("预算税收占比", "52.15", "52.25"),
        ("上年税收占比", "37.90", "38.20"),
    ]


def test_the_sum_is_laid_out_with_what_goes_in_what_comes_out_and_the_gap():
    judged = judge(report(DIFFERENCE))
    told = [(row.words, row.number, row.kind) for row in rows(DIFFERENCE, judged)]
    assert told[:2] == [("", "115,991万元", "in"), ("", "97,219万元", "in")]
    assert told[2:] == [
        ("应为", "18,772万元", "made"),
        ("文中", "18,906万元", "stated"),
        ("差", "134万元", "gap"),
    ]
    card = cards(next(one for one in marks(judged) if one.start == CUT.start), judged)[0][0]
    assert card.title == "评审审减额：文中 18,906，应为 18,772万元"
    assert card.message == "三数须改一处"
    assert card.bounds == "18,771－18,773"


def test_a_fall_is_compared_by_its_size_and_a_turned_sign_is_said():
    falls = claim("增长5％", "5", "％")
    wrong = Identity("growth", ("5％",), "", (), "5", Fraction(-7), None, None, VIOLATED, HARD, "")
    judged = judge(report(wrong))
    told = {row.words: row.number for row in rows(wrong, judged)}
    assert (told["应为"], told["差"]) == ("-7％", "12 个百分点")
    down = replace(falls, id="5％", nominal=Fraction(-5))
    judged = judge(Report(TEXT, (down,), (wrong,), ()))
    told = {row.words: row.number for row in rows(wrong, judged)}
    assert (told["应为"], told["差"]) == ("7％", "2 个百分点")


def test_a_result_that_no_figure_states_blames_all_its_figures_alike():
    parts = ("115991万元", "97219万元")
    apart = Identity("implied", parts, "", ("1", "2"), "20.5", Fraction(22), None, None,
                     VIOLATED, HARD, "倒推的合计不一致；请核对")  # fmt: skip
    judged = judge(report(apart))
    assert [len(one.places) for one in judged.of(WRONG)] == [2]
    assert cards(marks(judged)[0], judged)[0][0].title == "倒推的合计不一致"


def test_why_a_figure_is_not_checked_is_counted_by_reason():
    judged = judge(report())
    told = {one.text: one.count for one in beside.reasons(judged)}
    assert told == {ALONE: 3, NO_BASE: 2, MASKED: 1}
    unsure = Identity(
        "growth", ("5％",), "", (), "5", None, None, None, NOT_COMPUTABLE, message="缺上年数"
    )
    judged = judge(report(unsure))
    mark = next(one for one in marks(judged) if one.start == GROWTH.start)
    assert cards(mark, judged)[0][0].message == "缺上年数"


def test_claims_that_point_outside_the_text_are_left_alone():
    stray = Claim("x", "1", 900, 905, AMOUNT, "1", "元", Fraction(1))
    turned = Remark("term", "x", 5, 5, HARD, "无")
    judged = judge(Report("一百元", (stray,), (), (turned,)))
    assert marks(judged) == []


PAPER = """市财政局工作总结

一、收支情况
（一）收入
审减18906万元，比上年增长。
没有数字的一段话说了很多很多，一句接着一句，说到这里还没有完，再说一句就要超过六十个字了，这下一定够长。
第二段没有数字的话。
（二）支出
项目 | 金额 |
人员 | 97219万元 |
| 合计 | 115991万元 |
"""


def sheet(text: str, *numbers: str) -> Sheet:
    found = [claim(one, "1", within=text) for one in numbers]
    judged = judge(Report(text, tuple(found), (), ()))
    return Sheet(text, marks(judged))


def test_headings_paragraphs_and_tables_are_told_apart_and_places_are_named():
    one = sheet(PAPER, "18906万元", "97219万元", "115991万元")
    assert [line.kind for line in one.lines] == [
        *(HEADLINE, CHAPTER, SECTION, BODY, BODY, BODY, SECTION),
        *(TABLE, TABLE, TABLE),
    ]
    assert one.label(PAPER.index("18906")) == "一（一）"
    assert one.label(PAPER.index("97219")) == "一（二）"
    assert one.label(0) == "开头"
    assert sheet("甲\n乙100万元。", "100万元").label(3) == "第 2 段"


def test_paragraphs_without_marks_are_folded_but_headings_stay_with_what_they_head():
    blocks = sheet(PAPER, "18906万元", "115991万元").blocks()
    assert [one.kind for one in blocks] == [
        *(HEADLINE, CHAPTER, SECTION, BODY, "fold", SECTION, TABLE),
    ]
    assert blocks[4].lines == 2
    assert len(blocks[4].inside) == 2


def test_the_cells_of_a_table_keep_their_marks():
    table = sheet(PAPER, "97219万元").part(PAPER.index("项目"), len(PAPER))[0]
    told = [["".join(piece.text for piece in cell.pieces) for cell in row] for row in table.rows]
    assert told == [["项目", "金额"], ["人员", "97219万元"], ["", "合计", "115991万元"]]
    assert table.rows[1][1].pieces[0].mark is not None
    assert [cell.number for cell in table.rows[2]] == [False, False, False]


def test_a_line_that_was_asked_for_is_shown():
    blocks = sheet(PAPER, "115991万元").blocks(at=PAPER.index("第二段"))
    assert any("第二段" in one.pieces[0].text for one in blocks if one.kind == BODY)


def test_a_long_stretch_without_marks_is_left_out_and_nothing_is_lost():
    dull = "这一句话里什么数字也没有。" * 30
    text = f"收入100万元。{dull}支出200万元。"
    block = sheet(text, "100万元", "200万元").blocks()[0]
    assert sum(piece.skipped for piece in block.pieces) == 30
    assert "".join(piece.text for piece in block.pieces) == text


@given(
    st.lists(
        st.tuples(st.integers(0, 60), st.integers(1, 20), st.sampled_from((HARD, SOFT))),
        max_size=12,
    ),
    st.text(st.sampled_from("一二、（）。|\n 数12"), min_size=1, max_size=70),
)
def test_marks_never_overlap_and_the_page_says_the_text_again(spots, text):
    linter = [
        Remark(f"r{at}", "", start, start + size, severity, "")
        for at, (start, size, severity) in enumerate(spots)
    ]
    judged = judge(Report(text, (), (), tuple(linter)))
    found = marks(judged)
    assert all(one.end <= other.start for one, other in pairwise(found))
    inside = {at for one in linter if one.end <= len(text) for at in range(one.start, one.end)}
    assert {at for one in found for at in range(one.start, one.end)} == inside
    told = []
    for block in Sheet(text, found).part(0, len(text)):
        told += [piece.text for piece in block.pieces]
        told += [piece.text for row in block.rows for cell in row for piece in cell.pieces]
    bare = str.maketrans("", "", " \n|")
    assert "".join(told).translate(bare) == text.translate(bare)


SHARE = Identity(
    "share",
    (),
    "",
    ("2345", "12345"),
    "45.6",
    Fraction(19),
    None,
    None,
    EXACT,
    HARD,
    "占比不符",
)


def long_report(copies: int) -> Report:
    line = "收入完成12345万元，增长12.3％，税收2345万元，占45.6％。"
    text = "\n".join([line] * copies)
    step = len(line) + 1
    spots = [("12345", "万元"), ("12.3", "％"), ("2345", "万元"), ("45.6", "％")]
    claims = []
    for at in range(copies):
        for number, unit in spots:
            start = at * step + line.index(number + unit, 8 if number == "2345" else 0)
            name = f"{at}-{number}"
            end = start + len(number + unit)
            claims.append(
                Claim(name, number + unit, start, end, AMOUNT, number, unit, Fraction(number))
            )
    shares = tuple(
        replace(
            SHARE,
            claims=(f"{at}-2345", f"{at}-12345", f"{at}-45.6"),
            verdict=VIOLATED if at % 50 == 0 else EXACT,
            working=str(at),
        )
        for at in range(copies)
    )
    return Report(text, tuple(claims), shares, ())


def test_a_long_report_shows_its_errors_and_folds_the_rest_to_be_fetched():
    one = long_report(2500)
    began = time.process_time()
    found = marks(judge(one))
    blocks = Sheet(one.text, found).blocks()
    assert time.process_time() - began < 2
    assert len(found) == 10_000 > MOST_MARKS
    shown = [one for one in blocks if one.kind == BODY]
    assert len(shown) == 50
    folds = [one for one in blocks if one.kind == "fold"]
    assert all(not one.inside and one.marks for one in folds)
    assert sum(one.lines for one in folds) == 2450


def test_a_page_bears_only_so_many_marks_and_says_where_the_others_are():
    one = long_report(1000)
    wrong = replace(one, identities=tuple(replace(it, verdict=VIOLATED) for it in one.identities))
    blocks = Sheet(one.text, marks(judge(wrong))).blocks()
    assert sum(len(block.pieces) for block in blocks) < 3 * MOST_SHOWN
    assert sum(block.lines for block in blocks if block.kind == "fold" and block.bad) >= 400
    assert not any(block.bad for block in Sheet(one.text, marks(judge(one))).blocks())


def test_only_some_of_what_holds_is_sent_at_once():
    judged = judge(long_report(100))
    groups = beside.groups(judged, Sheet(judged.report.text, marks(judged)))
    assert [(one.level, one.count, one.rest) for one in groups] == [(WRONG, 2, 0), (HOLDS, 98, 92)]
    assert sum(one.width for one in beside.bar(judged)) in range(990, 1020)
    assert OPEN in {one.level for one in beside.bar(judged)}
