"""One description of a chart, drawn as Excel's own, as Word's own and as JSON for a page."""

import io
import json
import zipfile
from fractions import Fraction

import docx
import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from duzhi.documents import chart_look as look
from duzhi.documents.api import (
    AREA,
    BARS,
    BUDGET,
    BULLET,
    DANGER,
    HIGH,
    LAST,
    LINE,
    LOW,
    RANK,
    Chart,
    Column,
    Dot,
    Mark,
    Row,
    Series,
    Table,
    add_chart,
    chart_payload,
    chart_table,
    waterfall,
    write_list,
    write_workbook,
)
from duzhi.documents.chart import plotted, said, steps

WAN = 1_000_000
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def wan(*amounts):
    return tuple(None if one is None else one * WAN for one in amounts)


CHARTS = (
    Chart(
        BARS,
        "6月 1,206 万元，低于上年",
        "万元",
        ("5月", "6月"),
        (Series("上年", wan(1400, 1300), LAST), Series("本年", wan(1001, 1206))),
    ),
    Chart(
        RANK,
        "北关办不足 40％",
        "％",
        ("柳林镇", "北关办"),
        (Series("完成进度", (Fraction(612, 1000), Fraction(3777, 10_000))),),
        (Mark("序时进度", Fraction(1, 2)),),
    ),
    Chart(
        BULLET,
        "税收未过半",
        "％",
        ("收入", "税收"),
        (Series("完成进度", (Fraction(587, 1000), Fraction(4863, 10_000))),),
        (Mark("序时进度", Fraction(1, 2)),),
    ),
    Chart(
        LINE,
        "税收占比上升",
        "％",
        ("5月", "6月", "7月"),
        (
            Series("2023", (Fraction(44, 100), Fraction(4324, 10_000), None)),
            Series("2022", (Fraction(38, 100), Fraction(3796, 10_000), Fraction(37, 100)), LAST),
            Series("预算", (Fraction(522, 1000),) * 3, BUDGET),
        ),
    ),
    Chart(
        AREA,
        "7月13日库款最低",
        "万元",
        ("11日", "12日", "13日"),
        (
            Series("库款", wan(9000, 8500, None)),
            Series("预计下限", wan(None, 8500, 7315), LOW),
            Series("预计上限", wan(None, 8500, 8900), HIGH),
        ),
        (Mark("警戒线", 8000 * WAN, DANGER),),
        dots=(Dot(0, "11日 发薪"), Dot(1, "12日 最低", low=True)),
    ),
    waterfall(
        "税收少收 4,517 万元",
        "万元",
        ("2022年", 55_285 * WAN),
        (("增值税", 4360 * WAN), ("契税", -2200 * WAN), ("土地增值税", -6677 * WAN)),
        "2023年",
    ),
)
ALL = pytest.mark.parametrize("chart", CHARTS, ids=lambda one: one.kind)


def name_of(series):
    return series.findtext(f"{C}tx//{C}v")


def numbers(space):
    """Plotted numbers by series, as the XML caches them."""
    return {
        name_of(one): [float(value.text) for value in one.find(f"{C}val").iter(f"{C}v")]
        for one in space.iter(f"{C}ser")
    }


def in_workbook(chart, folder):
    path = write_workbook(folder / "图.xlsx", [], charts=[chart], mark="虚构数据")
    with zipfile.ZipFile(path) as package:
        return path, etree.fromstring(package.read("xl/charts/chart1.xml"))


@ALL
def test_a_chart_in_a_workbook_refers_to_the_cells_beside_it(chart, tmp_path):
    path, space = in_workbook(chart, tmp_path)
    page = openpyxl.load_workbook(path).worksheets[0]
    assert page["A1"].value == chart.title
    assert [page.cell(4 + i, 1).value for i in range(len(chart.labels))] == list(chart.labels)
    titles = {cell.value for cell in page[3]}
    assert set(numbers(space)) <= titles
    assert chart.title in "".join(space.find(f"{C}chart/{C}title").itertext())
    assert page.page_setup.orientation == "landscape"
    assert not list(space.iter("{*}blip")), "a picture would need a font of the server"


@ALL
def test_a_chart_in_a_paper_can_be_edited_with_the_workbook_it_brings(chart):
    paper = docx.Document()
    paper.add_paragraph("前文")
    first = paper.paragraphs[0]
    add_chart(paper, chart)
    add_chart(paper, chart, after=first)
    saved = io.BytesIO()
    paper.save(saved)
    read = docx.Document(saved)
    drawn = [bool(list(one.iter("{*}drawing"))) for one in read.element.body.iter("{*}p")]
    assert drawn == [False, True, True]
    parts = [one.target_part for one in read.part.rels.values() if one.reltype.endswith("/chart")]
    assert {str(part.partname) for part in parts} == {
        "/word/charts/chart1.xml",
        "/word/charts/chart2.xml",
    }
    for part in parts:
        space = etree.fromstring(part.blob)
        external = space.find(f"{C}externalData")
        order = [etree.QName(child).localname for child in space]
        assert order.index("externalData") < order.index("printSettings")
        book = part.rels[external.get(f"{R}id")].target_part
        page = openpyxl.load_workbook(io.BytesIO(book.blob)).worksheets[0]
        assert page.title == "数据"
        assert "'" not in space.findtext(f".//{C}val//{C}f")
        assert space.findtext(f".//{C}val//{C}f").startswith("数据!")
        assert page["A1"].value == chart.title


def test_word_is_told_what_excel_leaves_unsaid():
    paper = docx.Document()
    add_chart(paper, CHARTS[3])
    part = next(one.target_part for one in paper.part.rels.values() if "chart" in one.reltype)
    space = etree.fromstring(part.blob)
    assert {one.get("val") for one in space.iter(f"{C}smooth")} == {"0"}
    assert space.find(f".//{C}dispBlanksAs").get("val") == "gap"
    assert numbers(space)["2023"] == [44.0, 43.24], "an unknown month is no zero"


def test_rises_are_filled_and_falls_outlined(tmp_path):
    _, space = in_workbook(CHARTS[5], tmp_path)
    drawn = {}
    for one in space.iter(f"{C}barChart"):
        for series in one.iter(f"{C}ser"):
            fill = series.find(f"{C}spPr//{{*}}solidFill/{{*}}srgbClr")
            name = name_of(series)
            drawn[name] = fill.get("val").lower() if fill is not None else ""
    assert drawn["增加"] == look.BAR.strip("#")
    assert drawn["减少"] == "ffffff"
    assert drawn["起点"] == ""
    assert numbers(space)["标注位置"] == [55_285, 59_645, 59_645, 57_445, 50_768]


@ALL
@pytest.mark.parametrize("width", ["wide", "narrow"])
def test_a_page_gets_plain_data_with_readable_letters(chart, width):
    made = json.loads(json.dumps(chart_payload(chart), allow_nan=False))[width]
    assert made["tooltip"]["renderMode"] == "richText"
    sizes = list(found(made, "fontSize"))
    assert sizes
    assert min(sizes) >= 12
    assert not list(found(made, "renderItem"))


def found(value, name):
    if isinstance(value, dict):
        if name in value:
            yield value[name]
        for one in value.values():
            yield from found(one, name)
    if isinstance(value, list):
        for one in value:
            yield from found(one, name)


def test_a_waterfall_turns_on_its_side_on_a_phone():
    made = chart_payload(CHARTS[5])
    assert made["wide"]["xAxis"]["type"] == "category"
    assert made["narrow"]["yAxis"]["type"] == "category"
    assert made["narrow"]["yAxis"]["inverse"]


def test_last_years_line_is_dashed_and_the_budget_dotted():
    lines = chart_payload(CHARTS[3])["wide"]["series"]
    assert [one["lineStyle"]["type"] for one in lines] == ["solid", "dashed", "dotted"]


def test_a_balance_names_what_moves_it_and_on_a_phone_only_its_lowest_day():
    area = next(one for one in CHARTS if one.kind == AREA)
    made = chart_payload(area)
    names = {
        width: {
            one["label"]["formatter"]: one["coord"]
            for one in made[width]["series"][0]["markPoint"]["data"]
        }
        for width in ("wide", "narrow")
    }
    assert names["wide"] == {"11日 发薪": [0, 9000], "12日 最低": [1, 8500]}
    assert names["narrow"] == {"12日 最低": [1, 8500]}


def test_a_bar_behind_its_target_is_paler_and_has_a_tick():
    track, bars, ticks = chart_payload(CHARTS[1])["wide"]["series"]
    assert [one["itemStyle"]["color"] for one in bars["data"]] == [look.BAR, look.BEHIND]
    assert (bars["barWidth"], track["barWidth"], ticks["symbolSize"][0]) == (8, 14, 2)
    assert ticks["data"] == [[50.0, 0], [50.0, 1]]


def test_a_cut_axis_is_said_beside_the_unit():
    assert CHARTS[5].unit_words == "万元　纵轴自 45,000 起"
    assert CHARTS[0].unit_words == "万元"


def test_the_table_of_a_chart_is_exact():
    table = chart_table(CHARTS[1])
    assert table.rows[1].cells == ("北关办", Fraction(3777, 10_000))
    assert table.notes == ("序时进度 50％",)


@given(st.lists(st.integers(-(10**12), 10**12), max_size=12), st.integers(10**14, 10**15))
def test_the_steps_of_a_waterfall_join(changes, start):
    chart = waterfall("题", "万元", ("起", start), [("项", one) for one in changes], "止")
    found = steps(chart)
    level = start
    for one in found[1:-1]:
        assert {one.low, one.high} == {level, level + one.change}
        level += one.change
    assert found[-1].high == level
    assert (chart.axis_start or 0) <= min([one.low for one in found])


def test_numbers_are_rounded_half_up_once():
    assert plotted(Fraction(12_345, 1_000_000), "％") == 1.23
    assert plotted(123_450_000, "万元") == 123.45
    assert plotted(125_000, "万元") == 0.13
    assert plotted(None, "万元") is None


@pytest.mark.parametrize(("labels", "values"), [(("甲",), (1, 2)), (("甲", "乙", "丙"), (1, 2, 4))])
def test_a_shape_that_cannot_be_drawn_is_refused(labels, values):
    with pytest.raises(ValueError, match="题"):
        Chart("waterfall", "题", "万元", labels, (Series("金额", values),))


def test_a_long_list_is_written_row_by_row(tmp_path):
    columns = (Column("单据号"), Column("金额", "money", "本年"), Column("占比", "percent"))
    table = Table("支付明细", "2023年1－6月份", "元", columns, (), ("注释",))
    rows = (Row((f"=P{number}", number * 100, Fraction(1, 3))) for number in range(3000))
    assert write_list(tmp_path / "a.xlsx", table, rows, mark="虚构数据") == 3000
    page = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert [cell.value for cell in page[3]] == ["单据号", "本年金额", "占比"]
    assert [cell.value for cell in page[3003]] == ["=P2999", 2999, 1 / 3]
    assert page["A3003"].data_type == "s"
    assert page["C3003"].number_format == "0.00%"
    assert page.freeze_panes == "A4"
    assert page.print_title_rows == "$1:$3"
    assert page["A2"].value.startswith("2023年1－6月份")
    assert page["C2"].value == "单位：元"


def test_a_written_number_is_rounded_once_from_the_exact_one():
    assert said(30_619_496_000, "万元") == "30,619"
    assert said(50, "万元", signed=True) == "0"
    assert said(-12_345_600_000, "万元", signed=True) == "-12,346"
    assert said(4_360 * WAN, "万元", signed=True) == "+4,360"
    assert said(Fraction(58_704, 100_000), "％") == "58.70"
