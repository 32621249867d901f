"""Loading the year's official list."""

import csv
import io

import pytest
import xlsxwriter
from django.db import transaction

from duzhi.kernel.finding import Refused
from duzhi.office import api as office
from duzhi.registry import api as registry

OFFICIAL = [
    ("205", "教育支出"),
    ("20501", "教育管理事务"),
    ("2050101", "行政运行"),
    ("20502", "普通教育类支出"),
    ("20588", "新设教育支出"),
]


def rows(*pairs):
    return [registry.SubjectRow(code, name) for code, name in pairs]


def load(act, *pairs, year=2024):
    return registry.load_subjects(
        rows=rows(*pairs), list_name="expenditure_function", year=year, **act
    )


@pytest.mark.django_db
def test_an_official_list_replaces_the_derived_one_and_says_what_changed(act):
    changes = load(act, *OFFICIAL)
    assert [each.code for each in changes.added] == ["20588"]
    assert [(old.name, new.name) for old, new in changes.renamed] == [
        ("普通教育", "普通教育类支出")
    ]
    assert changes.same == 3
    assert "2010101" in {each.code for each in changes.removed}
    assert registry.codes("expenditure_function", 2024) == {code for code, _ in OFFICIAL}
    found = registry.subject("expenditure_function", "20588", 2024)
    assert found == registry.Subject("20588", "新设教育支出", "205", 2, "official", 2024)
    line = office.trail("registry.subjects:expenditure_function/2024#1").get()
    assert line.after["renamed"] == {"20502": ["普通教育", "普通教育类支出"]}


@pytest.mark.django_db
def test_other_years_and_lists_stay_as_they_were(act):
    load(act, *OFFICIAL)
    assert "2010101" in registry.codes("expenditure_function", 2023)
    assert "2010101" in registry.codes("expenditure_function", 2025)
    assert "20588" not in registry.codes("fund_expenditure", 2024)


@pytest.mark.django_db
def test_loading_the_same_list_again_changes_nothing(act):
    load(act, *OFFICIAL)
    changes = load(act, *reversed(OFFICIAL))
    assert changes[2:] == ((), (), (), 5)
    assert office.trail("registry.subjects:expenditure_function/2024#1").count() == 1


@pytest.mark.django_db
def test_a_corrected_list_wins_at_once(act):
    load(act, *OFFICIAL)
    assert "20588" in registry.codes("expenditure_function", 2024)
    changes = load(act, *OFFICIAL[:4])
    assert [each.code for each in changes.removed] == ["20588"]
    assert "20588" not in registry.codes("expenditure_function", 2024)


@pytest.mark.django_db(transaction=True)
def test_a_list_whose_load_was_rolled_back_was_never_there(act):
    class Stop(Exception):
        pass

    def half():
        with transaction.atomic():
            load(act, *OFFICIAL)
            assert "20588" in registry.codes("expenditure_function", 2024)
            raise Stop

    with pytest.raises(Stop):
        half()
    assert "2010101" in registry.codes("expenditure_function", 2024)
    load(act, *OFFICIAL[:4], ("20589", "另一项"))
    assert "20588" not in registry.codes("expenditure_function", 2024)
    assert "20589" in registry.codes("expenditure_function", 2024)


@pytest.mark.django_db
@pytest.mark.parametrize("turn", [1, 2])
def test_a_test_that_was_rolled_back_leaves_nothing_in_memory(act, turn, django_assert_num_queries):
    assert "2010101" in registry.codes("expenditure_function", 2024)
    load(act, *OFFICIAL)
    registry.codes("expenditure_function", 2024)
    with django_assert_num_queries(0):
        assert "2010101" not in registry.codes("expenditure_function", 2024)


@pytest.mark.django_db
def test_everything_that_is_wrong_is_said_at_once(act):
    with pytest.raises(Refused) as caught:
        load(
            act,
            ("205", "教育支出"),
            ("205", "教育支出"),
            ("20A", "错"),
            ("2050101", ""),
            ("99", "太短"),
        )
    text = str(caught.value)
    assert "科目编码 205 出现 2 次" in text
    assert "“20A”应为" in text
    assert "“99”应为" in text
    assert "科目 2050101 没有名称" in text
    assert "科目 2050101 的上级 20501 不在表中" in text
    assert registry.codes("expenditure_function", 2024) > {"2010101"}


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["", "支出科目"])
def test_an_unknown_list_is_refused(act, name):
    with pytest.raises(Refused, match="这张科目表"):
        registry.load_subjects(rows=rows(*OFFICIAL), list_name=name, year=2024, **act)


def as_csv(path, encoding):
    text = io.StringIO()
    csv.writer(text).writerows([["科目编码", "科目名称"], *OFFICIAL])
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def as_xlsx(path, *, numbers):
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("支出功能")
        sheet.write_row(0, 0, ["2024年政府收支分类科目"])
        sheet.write_row(2, 0, ["序号", "科目编码", "科目名称", "说明"])
        for number, (code, name) in enumerate(OFFICIAL, 3):
            sheet.write_row(number, 0, [number, int(code) if numbers else code, f"  {name} ", ""])
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv_in_any_usual_encoding(tmp_path, encoding):
    found = registry.read_subjects(as_csv(tmp_path / "科目.csv", encoding))
    assert [(row.code, row.name) for row in found] == OFFICIAL
    assert str(found[0].place) == "科目.csv第2行"


@pytest.mark.parametrize("numbers", [True, False])
def test_excel_with_title_rows_and_codes_typed_as_numbers(tmp_path, numbers):
    found = registry.read_subjects(as_xlsx(tmp_path / "科目.xlsx", numbers=numbers))
    assert [(row.code, row.name) for row in found] == OFFICIAL
    assert str(found[0].place) == "科目.xlsx「支出功能」第4行"


@pytest.mark.django_db
def test_a_file_is_loaded_into_the_list_it_names(act, tmp_path):
    path = as_xlsx(tmp_path / "科目.xlsx", numbers=True)
    changes = registry.load_subject_file(
        path=path, list_name="expenditure_function", year=2024, **act
    )
    assert (changes.list_name, changes.year, len(changes.added)) == (
        "expenditure_function",
        2024,
        1,
    )


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["revenue_general", "fund_expenditure", "dep_economic"])
def test_a_whole_list_is_recognised_by_its_codes(act, tmp_path, name):
    path = tmp_path / "科目.csv"
    pairs = [(each.code, each.name) for each in registry.subjects(name, 2023)]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["code", "name"], *pairs])
    changes = registry.load_subject_file(path=path, year=2024, **act)
    assert changes.list_name == name


@pytest.mark.django_db
def test_a_file_that_could_be_any_list_needs_its_name(act, tmp_path):
    path = as_csv(tmp_path / "科目.csv", "utf-8")
    with pytest.raises(Refused, match="请用 --list 指明"):
        registry.load_subject_file(path=path, year=2024, **act)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("空.csv", b"", "没有找到“科目编码”“科目名称”两列的表头"),
        ("无表头.csv", "代号,叫法\n205,教育支出\n".encode(), "没有找到"),
        ("坏.xlsx", b"PK\x03\x04 not a workbook", "不是能打开的表格"),
        ("乱码.csv", b"\xff\xff\xff\x80", "文字编码既不是 UTF-8 也不是 GB18030"),
    ],
)
def test_an_unreadable_file_is_refused_with_its_name(tmp_path, name, content, message):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(Refused, match=message) as caught:
        registry.read_subjects(path)
    assert str(caught.value).startswith(name)


def test_a_missing_or_huge_file_is_refused(tmp_path, settings):
    with pytest.raises(Refused, match="文件不存在"):
        registry.read_subjects(tmp_path / "没有.csv")
    settings.MAX_UPLOAD_BYTES = 10
    with pytest.raises(Refused, match="文件过大"):
        registry.read_subjects(as_csv(tmp_path / "科目.csv", "utf-8"))


def test_a_workbook_that_unpacks_to_too_much_is_refused(tmp_path, settings):
    settings.MAX_UNPACKED_BYTES = 100
    with pytest.raises(Refused, match="展开后过大"):
        registry.read_subjects(as_xlsx(tmp_path / "科目.xlsx", numbers=False))
