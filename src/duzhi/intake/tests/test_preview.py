"""Looking at a file: everything an import would say, and nothing changed."""

import json

import pytest
from django.core.serializers.json import DjangoJSONEncoder

from duzhi.intake import api as intake
from duzhi.intake.models import ImportFile, Unclassified
from duzhi.intake.tests.conftest import HEAD, NOW, ROWS, codes
from duzhi.kernel.finding import Refused, refuse


@pytest.fixture
def look(known, db):
    def look(path, **given):
        return intake.preview(path, **({"by": "李文静", "now": NOW, "codes": codes} | given))

    return look


def test_a_preview_says_what_an_import_would_do_and_changes_nothing(look, text, taken, home):
    seen = look(text([HEAD, *ROWS]))
    assert seen.status == "imported"
    assert seen.sentence == "这份入库流水的 3 行明细可以入账"
    assert seen.effect == {
        "added": 3,
        "changed": 0,
        "withdrawn": 0,
        "same": 0,
        "total_fen": 148000,
    }
    assert (seen.total_fen, seen.period) == (148000, "2023-06-01 至 2023-06-03")
    assert len(taken.files) == 1, "the action was rehearsed"
    assert not ImportFile.objects.exists()
    assert not (home / "files").exists()
    assert not (home / "rejected").exists()


def test_a_preview_names_the_files_it_would_replace(look, load, text, taken):
    taken.outcome = intake.Outcome(added=3, superseded=("2023-06",))
    first = load(text([HEAD, *ROWS]))
    seen = look(text([HEAD, *ROWS[:2]], name="更正.csv"))
    assert [one.id for one in seen.replaces] == [first.file_id]
    assert ImportFile.objects.get().status == ImportFile.STANDING


def test_wrong_cells_have_an_address_and_their_rows_a_verdict(look, book, home):
    rows = [
        ["入库流水"],
        HEAD,
        *ROWS,
        ["0004", "2023-06-04", "10104", "", "县级", "4,870.00万", ""],
    ]
    rows.append(["合计", "", "", "", "", "1,480.00", ""])
    seen = look(book(rows))
    assert seen.status == "rejected"
    assert seen.sentence == "这份入库流水有 1 处须退回，未改动任何数据"
    fault = seen.opinions[0]
    assert (fault.group, fault.cell, fault.label) == ("退回", "F6", "不是金额")
    assert fault.head.startswith("第 6 行「金额」")
    sheet = seen.sheets[0]
    assert (sheet.header_row, sheet.rows[0].number, sheet.columns[5].letter) == (2, 3, "F")
    wrong = next(row for row in sheet.rows if row.number == 6)
    assert wrong.verdict == "wrong"
    assert [cell.verdict for cell in wrong.cells].index("wrong") == 5
    total = next(row for row in sheet.rows if row.number == 7)
    assert (total.verdict, total.words) == ("grey", ("小计、合计行，不入账",))
    assert seen.dropped == (("小计、合计行", 1),)
    assert (seen.rows, seen.faulty) == (3, 1)
    assert seen.marked.startswith(str(home / "rejected"))


def test_an_unknown_subject_is_yellow_and_does_not_reject(look, text):
    seen = look(text([HEAD, ["1", "2023-06-01", "1030718", "", "县级", "9.00", ""]]))
    assert seen.status == "imported"
    row = seen.sheets[0].rows[0]
    assert (row.verdict, row.words, row.cells[2].verdict) == ("unknown", ("待归类",), "unknown")
    assert seen.counts == {"退回": 0, "待归类": 1, "提示": 0}
    assert seen.opinions[0].cell == "C2"


def test_formulas_and_markup_are_shown_as_plain_text(look, text):
    row = ["1", "2023-06-01", "10104", "<b>企业</b>", "县级", "9.00", "=cmd|' /C calc'!A0"]
    seen = look(text([HEAD, row]))
    assert seen.sheets[0].rows[0].cells[3].text == "<b>企业</b>"
    assert seen.sheets[0].rows[0].cells[6].text.startswith("=cmd")
    assert seen.opinions[0].code == "intake.formula"


def test_a_long_sheet_shows_its_beginning_and_the_rows_at_fault(look, text):
    rows = [[f"{n:04}", "2023-06-01", "10104", "", "县级", "1.00", ""] for n in range(200)]
    rows[150][5] = "一元"
    seen = look(text([HEAD, *rows]))
    numbers = [row.number for row in seen.sheets[0].rows]
    assert numbers == [*range(2, 22), 151, 152, 153]


def test_how_sure_the_layout_is(look, text):
    seen = look(text([HEAD, *ROWS]))
    best = seen.likeness[0]
    assert (best.code, best.matched, best.expected) == ("T-01", 7, 7)


def test_the_words_of_the_command_line_stay_there(look, text):
    bare = [title.replace("(元)", "") for title in HEAD]
    seen = look(text([bare, *ROWS]))
    said = "".join(one.head + one.todo for one in seen.opinions)
    assert "金额单位" in said
    assert "--" not in said


def test_the_same_file_again_is_said_before_anything_is_clicked(look, load, text):
    done = load(text([HEAD, *ROWS]))
    seen = look(text([HEAD, *ROWS], name="又.csv"))
    assert (seen.status, seen.same_as) == ("same", done.file_id)


def test_what_the_action_would_refuse_is_said_in_the_preview(look, text, taken):
    taken.refuse = True
    seen = look(text([HEAD, *ROWS]))
    assert seen.status == "rejected"
    assert "5月已结账" in seen.opinions[0].head


def test_somebody_without_the_verb_is_told_so(look, text):
    def permit(layout, declared):
        raise refuse("office.not_allowed", "王宁没有“导入收入”的权限；请由国库股办理")

    seen = look(text([HEAD, *ROWS]), permit=permit)
    assert "没有“导入收入”的权限" in seen.opinions[0].head


def test_a_preview_is_plain_data(look, text):
    plain = look(text([HEAD, *ROWS])).plain()
    assert json.loads(json.dumps(plain, cls=DjangoJSONEncoder))["sheets"][0]["rows"]


def test_a_decided_subject_is_followed_in_the_next_file(look, load, text, taken):
    row = ["1", "2023-06-01", "1030718", "", "县级", "9.00", ""]
    load(text([HEAD, row]))
    intake.mark_cleared(
        raw="1030718", subject_lists=["revenue_general"], to="1030115", by="李文静", at=NOW
    )
    again = load(text([HEAD, row, ["2", *row[1:]]], name="七月.csv"))
    assert [one.subject for one in taken.rows] == ["1030115", "1030115"]
    assert not again.unclassified
    said = next(one for one in again.findings if one.code == "intake.followed")
    assert said.text.startswith(
        "科目 1030718 按 2023-07-01 李文静 的归类记入 1030115，2 行、18.00 元"
    )
    assert Unclassified.objects.count() == 1


def test_a_decision_of_a_year_in_which_the_subject_is_unknown_is_not_followed(load, text):
    row = ["1", "2023-06-01", "1030718", "", "县级", "9.00", ""]
    load(text([HEAD, row]))
    intake.mark_cleared(
        raw="1030718", subject_lists=["revenue_general"], to="999", by="李文静", at=NOW
    )
    assert load(text([HEAD, row, ["2", *row[1:]]], name="七月.csv")).unclassified


def test_a_cancelled_preview_says_so(look, text):
    with pytest.raises(Refused, match="已取消，未改动任何数据"):
        look(text([HEAD, *ROWS]), cancelled=lambda: True)


def test_what_would_be_withdrawn_is_said_before_anybody_clicks(look, text, taken):
    taken.outcome = intake.Outcome(changed=1, withdrawn=2, same=3)
    said = look(text([HEAD, *ROWS])).opinions[0]
    assert (said.group, said.code) == ("提示", "intake.would_change")
    assert said.head == "入账后将变更已入账的 1 笔、撤回 2 笔，3 笔不变"
    assert said.todo == "请核对是不是更正文件"
