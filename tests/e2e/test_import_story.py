"""In a real browser: a file with faults comes back, is mended by its own marks, and goes in."""

from pathlib import Path

import openpyxl
from playwright.sync_api import Page, expect

from tests.e2e.conftest import SCOPE

HEAD = (
    *("报表日期", "国库代码", "征收机关代码", "辖属标志", "报表种类", "预算种类", "预算级次"),
    *("调整期标志", "科目代码", "科目名称", "日累计", "旬累计", "月累计", "季累计", "年累计"),
)
ROW = ("2023-07-03", "9901810000", "499018100001", "0", "1", "1", "4", "0")
NAME = "国库收入日报_20230703.xlsx"


def written(folder: Path) -> Path:
    """A daily report in which one amount says 万 and one code was turned into a number."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = "日报"
    page.append(("青岚市预算收入日报",))
    page.append(("编制单位：国家金库青岚市支库", "", "", "", "", "", "2023年07月", "单位：元"))
    page.append(HEAD)
    page.append((*ROW, "1010101", "国内增值税", 100, 100, 100, 100, 1_000_000))
    page.append((*ROW, "1010401", "企业所得税", 50, 50, 50, 50, "4,870.00万"))
    page.append((*ROW, "1010601", "个人所得税", "五十", 50, 50, 50, 500_000))
    page.append(("合计", *[""] * 9, 200, 200, 200, 200, 50_200_000))
    path = folder / NAME
    book.save(path)
    return path


def choose(page: Page, path: Path) -> None:
    page.set_input_files("input[type=file]", str(path))


def download_marked(page: Page, target: Path) -> Path:
    with page.expect_download() as taken:
        page.get_by_role("link", name="下载标注后的文件").click()
    taken.value.save_as(target)
    return target


def mended(marked: Path, target: Path) -> Path:
    """What the sender does: reads the reasons, corrects the tinted cells, removes the column."""
    book = openpyxl.load_workbook(marked)
    sheet = book["日报"]
    assert all("不是金额" in str(sheet.cell(row, 16).value) for row in (5, 6))
    sheet.cell(5, 15).value = 48_700_000
    sheet.cell(6, 11).value = 50
    sheet.delete_cols(16)
    book.save(target)
    return target


def test_a_file_with_errors_is_downloaded_mended_and_imported(desk, tmp_path):
    page = desk("liwenjing")
    page.goto(f"/imports/?{SCOPE}")
    page.get_by_role("link", name="导入文件").click()
    choose(page, written(tmp_path))
    page.get_by_role("button", name="上传并预检").click()

    expect(page.locator("h1")).to_have_text("这份国库预算收入日报有 2 处须退回，未改动任何数据")
    expect(page.locator("td.wrong")).to_have_text(["4,870.00万", "五十"])
    expect(page.get_by_role("button", name="入账")).to_be_disabled()
    expect(page.locator("tr.grey")).to_contain_text("小计、合计行，不入账")

    choose(page, mended(download_marked(page, tmp_path / "标注.xlsx"), tmp_path / NAME))
    page.get_by_role("button", name="重传").click()

    expect(page.locator("h1")).to_have_text("这份国库预算收入日报的 3 行明细可以入账")
    expect(page.get_by_text("上次退回的 2 处：已改 2，全部改好")).to_be_visible()
    expect(page.locator(".opinions li.done")).to_have_count(2)
    page.get_by_role("button", name="入账").click()

    expect(page.locator("h1")).to_contain_text("已入账 3 行", timeout=60_000)
    page.get_by_role("link", name="看入账结果").click()
    expect(page.locator("h1")).to_contain_text("3 行明细，现行有效")
    page.get_by_label("行号").fill("5")
    page.get_by_role("button", name="查看").click()
    expect(page.locator("tr.asked")).to_contain_text("企业所得税")
    expect(page.locator("p.context")).to_contain_text("原件指纹与入账时相同")


def test_the_same_road_without_scripts(chrome, house, tmp_path):
    context = chrome.new_context(java_script_enabled=False, base_url=house)
    page = context.new_page()
    page.goto("/login/")
    page.fill("#username", "liwenjing")
    page.fill("#password", "qinglan-2023")
    page.click("button:has-text('登录')")
    page.goto(f"/imports/new/?{SCOPE}")
    choose(page, written(tmp_path))
    page.get_by_role("button", name="上传并预检").click()
    expect(page.locator("h1")).to_contain_text("2 处须退回")
    page.get_by_role("button", name="放弃").click()
    expect(page.locator("h1")).to_contain_text("最近一次导入")
    context.close()
