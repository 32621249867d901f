"""A report is dropped on the checker, read with its marks, handed back, and deleted."""

import io
import re
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e import browser as chromium
from tests.e2e.test_every_page import serious, watched

SEED = Path(__file__).parents[1] / "data" / "seed-report.txt"
SLIP = "全市收入完成100万元，其中：税收收入60万元，非税收入50万元。\n各项工作有序推进。"
DROP = """([name, text]) => {
  const carried = new DataTransfer();
  carried.items.add(new File([text], name, {type: 'text/plain'}));
  const told = {dataTransfer: carried, bubbles: true, cancelable: true};
  const zone = document.querySelector('[data-drop]');
  for (const kind of ['dragover', 'drop']) zone.dispatchEvent(new DragEvent(kind, told));
}"""


@pytest.fixture
def writer(desk) -> Page:
    return desk("sunlu")


def paste(page: Page, text: str) -> None:
    page.goto("/checker/")
    page.fill("#id_text", text)
    page.click("button:has-text('校核')")
    page.wait_for_url(re.compile(r"/checker/\d+/"))


def test_a_report_is_dropped_read_handed_back_and_deleted(writer):
    faults: list[str] = []
    writer.on("pageerror", lambda error: faults.append(str(error)))
    writer.goto("/checker/")
    writer.evaluate(DROP, ["上半年工作总结.txt", SEED.read_text(encoding="utf-8")])
    writer.wait_for_url(re.compile(r"/checker/\d+/"))
    expect(writer.locator("h1")).to_contain_text(re.compile(r"这份稿子有 \d+ 条错误"))
    expect(writer.locator(".context")).to_contain_text("只在本机读取")
    read(writer)
    hand_back(writer)
    address = writer.url
    writer.click("button:has-text('立即删除')")
    expect(writer.locator(".said")).to_contain_text("都已删除")
    assert writer.goto(address).status == 404
    assert faults == []


def read(writer: Page) -> None:
    """Marks explain themselves, rows of the list lead to them, the filter leaves errors alone."""
    assert serious(writer) == []
    mark = writer.locator("a.m.wrong", has_text="全覆益")
    mark.hover()
    expect(writer.locator(".hover")).to_contain_text("全覆盖")
    assert serious(writer) == []
    writer.locator("a.m", has_text="8.7个百分点").first.focus()
    expect(writer.locator(".hover")).to_contain_text("58.7％")
    writer.keyboard.press("Escape")
    writer.locator("a.go", has_text="全覆益").click()
    expect(mark).to_be_in_viewport()
    expect(mark).to_have_class(re.compile("lit"))
    writer.click("a:has-text('只看错误')")
    expect(writer.locator("article a.m.holds")).to_have_count(0)
    expect(writer.locator("a:has-text('看全部')")).to_be_visible()
    assert "only=wrong" in writer.url


def hand_back(writer: Page) -> None:
    with writer.expect_download() as taken:
        writer.click("a:has-text('下载校核意见')")
    assert taken.value.suggested_filename == "校核意见-上半年工作总结.docx"
    told = docx.Document(io.BytesIO(Path(taken.value.path()).read_bytes()))
    assert "校核意见" in told.paragraphs[0].text


def test_j_and_k_walk_from_fault_to_fault_and_a_folded_part_opens(writer):
    paste(writer, f"{SLIP}\n{'没有数字的一段。' * 20}\n工作推进。\n{SLIP.replace('60', '70')}")
    marks = writer.locator("a.m.wrong:has(.no)")
    expect(marks).to_have_count(2)
    writer.keyboard.press("j")
    expect(marks.nth(0)).to_be_focused()
    expect(writer.locator(".hover")).to_contain_text("差")
    writer.keyboard.press("j")
    expect(marks.nth(1)).to_be_focused()
    writer.keyboard.press("k")
    expect(marks.nth(0)).to_be_focused()
    writer.keyboard.press("Escape")
    fold = writer.locator(".fold-of").first
    fold.locator("summary").click()
    expect(fold).to_contain_text("没有数字的一段")


def test_on_a_phone_the_list_comes_first_and_a_tap_shows_the_sum(chrome: Browser, house: str):
    context = chrome.new_context(
        viewport={"width": 390, "height": 844}, base_url=house, has_touch=True, locale="zh-CN"
    )
    faults: list[str] = []
    page = watched(context, house, faults)
    chromium.sign_in(page, house, "caiwu")
    paste(page, SLIP)
    expect(page.locator("a.go").first).to_be_in_viewport()
    page.locator("a.go").first.tap()
    mark = page.locator("a.m.wrong:not(.part)")
    expect(mark).to_be_in_viewport()
    mark.tap()
    expect(page.locator(".hover")).to_contain_text("税收收入")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert serious(page) == []
    context.close()
    assert faults == []


def test_without_scripts_a_text_is_handed_in_and_its_sums_are_pages(chrome: Browser, house: str):
    context = chrome.new_context(java_script_enabled=False, base_url=house)
    page = context.new_page()
    page.goto("/login/")
    page.fill("#username", "sunlu")
    page.fill("#password", chromium.PASSWORD)
    page.click("button:has-text('登录')")
    paste(page, SLIP)
    page.locator("a.m.wrong:not(.part)").click()
    expect(page.locator("main")).to_contain_text("应为")
    page.locator(".crumbs a").last.click()
    page.click("a:has-text('只看错误')")
    expect(page.locator("a.m.wrong:not(.part)")).to_have_count(1)
    context.close()


def test_what_is_pasted_and_longer_than_a_field_still_arrives(writer):
    paste(writer, "这里只有文字，没有停顿" * 120_000)
    expect(writer.locator("h1")).to_contain_text("没有读到")
