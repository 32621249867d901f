"""The first road, end to end: files → checked rows → ledger → figures, to the printed digit."""

import os
from datetime import date
from pathlib import Path

import pytest

from duzhi.config.cli import main
from duzhi.documents import api as documents
from duzhi.figures import api as figures
from duzhi.intake import api as intake
from duzhi.intake.models import ImportFile
from duzhi.ledger import api as ledger
from duzhi.ledger.models import EntryRow
from duzhi.office import api as office
from tests.stories.conftest import AT, ON, bring

pytestmark = pytest.mark.django_db

COMPUTED = {
    "F03": 58.7, "F04": -19.38, "F07": 48.63, "F08": -8.17, "F11": 69.7, "F12": -26.24,
    "F13": 43.24, "F16": 6.39, "F17": -48.67, "F20": 37.8, "F21": 0.99, "F24": 55.7,
    "F25": -41.42, "F28": 58.7, "F29": 8.7, "F31": 0.99, "F33": 63.77,
}  # fmt: skip
AMOUNTS = {
    "F01": 117_402, "F02": 200_000, "F05": 50_768, "F06": 104_400, "F09": 66_634, "F10": 95_600,
    "F14": 6_390, "F15": 100_000, "F18": 234_360, "F19": 620_000, "F22": 89_120, "F23": 160_000,
    "F30": 234_360, "F32": 149_451,
}  # fmt: skip
REPORTED = {"F26": 8, "F27": 2, "F41": 157_798, "F42": 99.54, "F50": 7.6, "F65": 2.83}


def test_every_file_of_the_county_comes_in(county):
    standing = ImportFile.objects.filter(status=ImportFile.STANDING)
    assert {path.name for path in county.paths} == set(standing.values_list("name", flat=True))
    assert standing.count() == len(county.paths) > 150
    assert not intake.unclassified().exists()


def test_the_printed_percentages_of_the_seed_come_out_to_the_digit(county, duzhi_json):
    found = {one["id"]: one for one in duzhi_json("figures", "--on", str(ON))}
    assert list(found) == [f"F{n:02}" for n in range(1, 72)]
    for name, printed in COMPUTED.items():
        assert (name, float(found[name]["display"])) == (name, printed)
        assert (name, found[name]["source"], found[name]["status"]) == (name, "computed", "ok")
    for name, wan in AMOUNTS.items():
        assert (name, found[name]["exact"]) == (name, wan * 1_000_000)
        assert found[name]["source"] == "computed"
    for name, printed in REPORTED.items():
        assert (name, float(found[name]["display"]), found[name]["source"]) == (
            name,
            printed,
            "reported",
        )


def test_the_golden_figures_are_byte_identical_on_every_database(county, duzhi):
    golden = Path(__file__).parent / "golden" / "figures-2023-06-30.json"
    code, out = duzhi("figures", "--on", str(ON), "--json")
    assert code == 0
    if os.environ.get("DUZHI_GOLDEN"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(out, encoding="utf-8")
    assert out == golden.read_text(encoding="utf-8")


def test_what_is_missing_names_the_office_that_owes_it(county, duzhi):
    code, out = duzhi("figures", "--on", str(ON), "--missing")
    assert code == 1
    assert [line.split()[0] for line in out.splitlines()] == ["F45", "F46", "F70", "F71"]
    assert all("【待报：" in line for line in out.splitlines())


@pytest.mark.parametrize("name", ["F13", "F33"])
def test_a_ratio_walks_back_to_files_sheets_and_rows_that_add_up(county, duzhi_json, name):
    tree = duzhi_json("trace", name, "--on", str(ON))
    base = list(_base(tree))
    assert base
    for node in base:
        assert sum(step["amount"] for step in node["entries"]) == node["exact"]
        for step in node["entries"]:
            assert step["rows"], step
            assert sum(row["amount"] for row in step["rows"]) == step["amount"]
            assert all(row["file"] and row["row"] > 1 for row in step["rows"])


def _base(node):
    if not node["parts"]:
        yield node
    for part in node["parts"]:
        yield from _base(part)


def test_a_filed_figure_walks_back_to_who_filed_it_on_what_evidence(county, duzhi_json):
    filed = duzhi_json("trace", "F26", "--on", str(ON))["filed"]
    assert filed["filler"] != filed["reviewer"]
    assert filed["evidence"]


def test_the_same_files_again_change_nothing(county):
    before = EntryRow.objects.count()
    again = [bring(path) for path in county.paths]
    assert {one.status for one in again} == {intake.SAME}
    assert EntryRow.objects.count() == before


def test_the_books_prove_themselves(county, duzhi):
    code, out = duzhi("verify", "--on", str(ON))
    assert (code, out.strip()[:4]) == (0, "校核通过")


def test_mid_month_and_month_end_agree_with_the_lines(county):
    for on in (date(2023, 6, 15), date(2023, 6, 30), date(2023, 1, 31)):
        value = figures.value("receipts.general_revenue", on, "990181")
        assert sum(one.amount for one in value.sources()) == value.exact


def test_county_and_townships_stand_apart_and_add_up(county):
    whole = figures.value("receipts.general_revenue", ON, "990181").exact
    own = figures.value("receipts.general_revenue", ON, "990181000").exact
    towns = [
        figures.value("receipts.general_revenue", ON, f"990181{n:03}").exact for n in range(1, 21)
    ]
    assert all(town > 0 for town in towns)
    assert own + sum(towns) == whole


def test_cash_closes_as_the_balance_says(county):
    cash = ledger.Selection(("cash.treasury",))
    assert ledger.balance(cash, date(2022, 12, 31)) == 38_600 * 1_000_000
    assert ledger.balance(cash, ON) == 14_500 * 1_000_000


def test_years_without_detail_answer_from_published_tables_and_say_so(county):
    value = figures.value("receipts.tax", date(2020, 6, 30), "990181")
    assert value.exact > 0
    assert "报表事实" in value.reading.note


@pytest.mark.parametrize(
    "name", ["revenue", "levels", "balance", "spending", "livelihood", "units", "cash"]
)
def test_every_statement_prints(county, duzhi, name):
    code, out = duzhi("report", name, "--on", str(ON))
    assert code == 0
    assert "单位：" in out


def test_the_report_carries_one_control_for_every_figure(county, duzhi, tmp_path):
    path = tmp_path / "r.docx"
    code, out = duzhi("report", "half-year", "--on", str(ON), "-o", str(path))
    assert code == 0
    assert all(path.with_suffix(end).exists() for end in (".docx", ".html", ".xlsx"))
    controls = documents.read_controls(path)
    assert {f"F{n:02}" for n in range(1, 72)} <= {one.figure for one in controls}
    by_figure = {one.figure: one.text for one in controls if one.tag.startswith("F03@")}
    assert by_figure == {"F03": "58.7"}
    assert all(len(one.tag) <= 64 for one in controls)
    assert "F45" in out  # what still stands against 定稿 is listed


def test_the_masked_report_prints_no_amount(county, duzhi, tmp_path):
    path = tmp_path / "m.docx"
    code, _ = duzhi("report", "half-year", "--on", str(ON), "--mask", "amounts", "-o", str(path))
    assert code == 0
    found = documents.read_controls(path)
    texts = {one.figure: one.text for one in found if not one.part}
    assert {texts[name] for name in ("F01", "F05", "F18", "F48", "F59", "F70")} == {"*"}
    assert (texts["F03"], texts["F13"], texts["F41"]) == ("58.7", "43.24", "157798")


def test_a_report_with_missing_figures_cannot_be_finalised(county, duzhi, tmp_path, capsys):
    words = ("report", "half-year", "--on", str(ON))
    duzhi(*words, "-o", str(tmp_path / "r.docx"))
    office.create_user(
        username="hou", name="侯局长", password="青岚-2023-开户", by=office.SYSTEM, at=AT
    )
    office.grant(username="hou", role="director", start=ON.replace(day=1), by=office.SYSTEM, at=AT)
    capsys.readouterr()
    code = main([*words, "--final", "--by", "hou", "--reason", "时间紧"])
    refused = capsys.readouterr().err
    assert code == 2
    assert "F45" in refused
    assert "待报" in refused
