"""From a file to an action and back: what is taken in, refused, repeated or sent back."""

from datetime import UTC, date, datetime

import pytest

from duzhi.intake import api as intake
from duzhi.intake.models import ImportFile
from duzhi.intake.tests.conftest import HEAD, NOW, ROWS, cash_layout, codes, receipts_layout
from duzhi.kernel.entry import Key, Ref
from duzhi.kernel.finding import Refused


def test_a_csv_file_reaches_the_action_as_typed_rows(load, text, taken):
    result = load(text([HEAD, *ROWS]), declared=intake.Declared(year=2023))
    assert result.status == "imported"
    assert taken.by == ("李文静", NOW)
    first, _, last = taken.rows
    assert first[:2] == ("", 2)
    assert first[2:] == ("0001", date(2023, 6, 1), "1010101", "国内增值税", "4", 120050, "")
    assert last.amount_fen == -2050
    assert result.outcome.total_fen == 148000
    assert "新增 3" in result.sentence
    assert "1,480.00 元" in result.sentence


def test_the_file_is_stored_by_content_and_recorded(load, text, home):
    path = text([HEAD, *ROWS])
    result = load(path)
    file = ImportFile.objects.get(pk=result.file_id)
    assert file.stored_path == f"files/{file.sha256[:2]}/{file.sha256}.csv"
    assert (home / file.stored_path).read_bytes() == path.read_bytes()
    assert (file.rows, file.by, file.layout) == (3, "李文静", "T-01")
    assert file.counts["added"] == 3


def test_the_same_file_again_changes_nothing_and_says_when_it_came(load, text, taken):
    load(text([HEAD, *ROWS]))
    again = load(text([HEAD, *ROWS], name="另一个名字.csv"))
    assert again.status == "same"
    assert "2023-07-01 08:00 李文静" in again.sentence
    assert "未改动任何数据" in again.sentence
    assert len(taken.files) == 1
    assert ImportFile.objects.count() == 1


def test_a_superseded_file_may_come_back_and_is_the_newest(load, text, taken):
    taken.outcome = intake.Outcome(added=3, superseded=("990181000/2023-06",))
    first = load(text([HEAD, *ROWS]))
    correction = load(text([HEAD, *ROWS[:2]], name="更正.csv"))
    back = load(text([HEAD, *ROWS]))
    assert back.status == "imported"
    assert back.file_id > correction.file_id > first.file_id
    states = dict(ImportFile.objects.values_list("pk", "status"))
    assert states == {
        first.file_id: "superseded",
        correction.file_id: "superseded",
        back.file_id: "imported",
    }


def test_a_file_for_another_month_supersedes_nothing(load, text, taken):
    taken.outcome = intake.Outcome(added=3, superseded=("2023-05",))
    load(text([HEAD, *ROWS]))
    taken.outcome = intake.Outcome(added=2, superseded=("2023-06",))
    load(text([HEAD, *ROWS[:2]], name="六月.csv"))
    assert load(text([HEAD, *ROWS])).status == "same"


def test_without_scopes_a_file_that_changed_something_lets_the_old_one_back(load, text, taken):
    load(text([HEAD, *ROWS]))
    taken.outcome = intake.Outcome(changed=1, same=1, withdrawn=1)
    load(text([HEAD, *ROWS[:2]], name="更正.csv"))
    taken.outcome = None
    assert load(text([HEAD, *ROWS])).status == "imported"


def test_a_crash_in_the_action_leaves_nothing(load, text, taken):
    taken.crash = True
    with pytest.raises(OSError, match="磁盘断开"):
        load(text([HEAD, *ROWS]))
    assert not ImportFile.objects.exists()


def test_a_refusal_by_the_action_sends_the_file_back(load, text, taken):
    taken.refuse = True
    result = load(text([HEAD, *ROWS]))
    assert result.status == "rejected"
    assert str(result.findings[0]) == "流水.csv第2行「入库日期」：5月已结账，不能入账"
    assert result.marked.exists()
    assert not ImportFile.objects.exists()


def test_the_wrong_layout_names_missing_columns_and_the_right_layout(load, text, taken):
    result = load(text([HEAD, *ROWS]), layout_code="T-02")
    assert result.status == "rejected"
    words = result.findings[0].text
    assert "不是 T-02 库款日报 的格式：缺少列" in words
    assert "期初余额" in words
    assert "--layout T-01" in words
    assert not taken.files


def test_an_unknown_file_lists_near_misses(load, text):
    result = load(text([["凭证号", "入库日期", "科目代码", "甲", "乙"], ["1", "2", "3", "4", "5"]]))
    assert result.status == "rejected"
    assert "T-01 入库流水（缺少列 级次、金额）" in result.findings[0].text
    strange = load(text([["甲", "乙"], ["1", "2"]], name="别的.csv"))
    assert "认不出是哪种表" in strange.findings[0].text


def test_an_unknown_layout_code_is_refused_with_the_known_ones(load, text):
    with pytest.raises(Refused, match="没有格式 T-99；可用的有：T-01、T-02"):
        load(text([HEAD, *ROWS]), layout_code="T-99")


def test_two_layouts_that_fit_equally_are_not_guessed_between(taken, text, db):
    twin = receipts_layout(taken.take, code="T-03", name="补录流水")
    with intake.only([receipts_layout(taken.take), twin]):
        result = intake.run(text([HEAD, *ROWS]), by="李", now=NOW, codes=codes)
        assert "同时符合T-01 入库流水、T-03 补录流水" in result.findings[0].text
        chosen = intake.run(text([HEAD, *ROWS]), layout_code="T-03", by="李", now=NOW, codes=codes)
    assert chosen.layout_code == "T-03"


def test_a_missing_unit_is_asked_for_and_can_be_declared(load, text, taken):
    bare = [title.replace("(元)", "") for title in HEAD]
    result = load(text([bare, *ROWS]))
    assert result.status == "rejected"
    assert "缺少金额单位（金额）" in result.findings[0].text
    assert "--unit" in result.findings[0].text
    assert load(text([bare, *ROWS]), declared=intake.Declared(unit="万元")).status == "imported"
    assert taken.rows[0].amount_fen == 1_200_500_000


def test_a_region_that_a_layout_needs_must_be_declared(load, text):
    head = ["日期", "期初余额", "流入/一般公共预算", "流入/基金", "流出/一般公共预算", "期末余额"]
    rows = [head, ["2023-06-30", "1", "2", "3", "4", "2"]]
    said = intake.Declared(unit="万元")
    result = load(text(rows), declared=said)
    assert "缺少区划；请用 --region 指明" in result.findings[0].text
    said = intake.Declared(unit="万元", region="990181")
    assert load(text(rows), declared=said).status == "imported"


def test_progress_is_told_and_an_import_can_be_cancelled(load, text, taken):
    rows = [[f"{n:06}", "2023-06-01", "1010101", "", "县级", "1.00", ""] for n in range(5_000)]
    told = []
    load(text([HEAD, *rows]), progress=lambda done, total: told.append((done, total)))
    assert [done for done, _ in told] == [0, 2000, 4000, 5001, 5001]
    assert told[-1][1] >= 5001
    with pytest.raises(Refused, match="已取消，未改动任何数据"):
        load(text([HEAD, *rows, *ROWS[:1]]), cancelled=lambda: True)
    assert ImportFile.objects.count() == 1


def test_origins_are_asked_of_the_layout_that_posts_the_kind(taken):
    origin = intake.Origin("流水.csv", 1, "", 2, 120050, "凭证 0001")
    asked = []

    def rows_of(pairs):
        asked.extend(pairs)
        return {pair: [origin] for pair in pairs}

    one = receipts_layout(taken.take, origins=rows_of, source_kinds=("receipts.slip",))
    with intake.only([one, cash_layout(taken.take)]):
        slip, stranger = (
            (Ref("receipts.slip", "0001"), Key()),
            (Ref("ledger.reclassify", "1"), Key()),
        )
        assert intake.origins([slip, stranger]) == {slip: [origin]}
        assert asked == [slip]


def test_the_last_import_dates_the_data(load, text):
    assert intake.last_import("T-01") is None
    load(text([HEAD, *ROWS]))
    assert intake.last_import("T-01") == datetime(2023, 7, 1, tzinfo=UTC)


def test_a_region_or_unit_that_cannot_be_is_refused(load, text):
    result = load(text([HEAD, *ROWS]), declared=intake.Declared(region="青岚", unit="角"))
    assert [finding.code for finding in result.findings] == [
        "intake.unit_strange",
        "intake.region_strange",
    ]
