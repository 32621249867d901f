"""REG-01 … REG-04 fill the registers."""

from datetime import date

from duzhi.intake import api as intake
from duzhi.registry import api as registry


def test_regions_units_projects_and_mappings_come_in(book, bring):
    regions = [["990181000", "青岚市（本级）", "", "4", "9901810000"],
               ["990181001", "城关街道", "990181000", "5", "9901810001"]]  # fmt: skip
    head = ["区划代码", "区划名称", "上级区划", "级次", "国库代码"]
    first = bring(book("REG-01 财政区划.xlsx", head, regions, "单位：—"))
    assert (first.status, first.layout_code, first.outcome.added) == (intake.IMPORTED, "REG-01", 2)
    assert registry.subtree("990181") == ("990181000", "990181001")
    assert registry.region_of_treasury("9901810001") == "990181001"

    head = ["单位代码", "单位名称", "主管部门代码", "单位性质", "归口股室", "区划代码"]
    head += ["生效日期", "失效日期", "原单位代码"]
    units = [
        ["101001", "老局", "101", "行政", "行财股", "990181000", "2021-01-01", "2023-01-01", ""],
        ["102001", "新局", "102", "行政", "行财股", "990181000", "2023-01-01", "", "101001"],
    ]
    assert bring(book("REG-02 预算单位.xlsx", head, units)).layout_code == "REG-02"
    assert registry.successor("101001", date(2023, 6, 30)) == "102001"

    head = ["项目代码", "项目名称", "项目类别", "单位代码", "起始年度", "终止年度"]
    projects = [["990181001", "人员经费", "人员类", "101001", 2021, ""]]
    assert bring(book("REG-03 项目.xlsx", head, projects)).layout_code == "REG-03"
    assert registry.project("990181001").category == "人员类"

    head = ["年度", "预算类型", "原科目代码", "新科目代码", "说明"]
    moves = [["2023", "11", "2120399", "2130142", "改列"]]
    result = bring(book("REG-04 科目口径调整.xlsx", head, moves))
    assert (result.layout_code, result.outcome.added) == ("REG-04", 1)
    assert registry.earlier(("2130142",), "11", 2023).include == ("2120399",)
