"""The paper as data says what the .docx says, and knows which number stands where."""

from duzhi.documents import outline
from duzhi.documents.live import live
from duzhi.documents.paragraphs import numbered
from duzhi.documents.tests.conftest import (
    OUTLINE,
    WORDS,
    content,
    filled,
    issue,
    text,
)

ROWS = numbered(outline.paragraphs(OUTLINE))


def body(given=None, how=None):
    return live(given or content(), ROWS, how or issue(), WORDS)[2]


def test_the_words_are_those_of_the_docx(tmp_path):
    for how in (issue(), issue(mask=True), issue(plain=True)):
        for given in (content(), content(F04="0.02", F05="0"), content(F01="")):
            shown = [one.text for one in live(given, ROWS, how, WORDS)]
            assert shown == text(filled(tmp_path, given, how)).splitlines()


def test_a_number_takes_its_word_and_unit_along():
    runs = {run.figure: run for run in body().runs if run.place}
    assert runs["F01"].text == "117402万元"
    assert runs["F04"].text == "下降19.38％"
    assert runs["F05"].text == "超进度8.7个百分点"
    assert (runs["F06"].kind, runs["F06"].text) == ("missing", "【待报：机关党委】")
    assert runs["F07"].kind == "reported"
    assert runs["F01"].fact.name == "指标F01"


def test_every_place_of_a_number_has_its_own_anchor():
    anchors = [run.anchor for run in body().runs if run.figure == "F03" and run.place]
    assert anchors == ["F03-1", "F03-2"]


def test_the_break_of_the_title_is_a_run_of_its_own():
    title = live(content(), ROWS, issue(), WORDS)[0]
    assert (title.kind, title.id) == ("title", "p01")
    assert [run.kind for run in title.runs].count("line") == 1
