"""The report in a browser: an author and a reviewer finish it; two people write one paragraph."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests import county
from tests.e2e.conftest import SCOPE

BODY = "#p-p05"


def begin(page: Page) -> str:
    """A half-year report of one's own; its address without the scope."""
    page.goto(f"/papers/new/?{SCOPE}")
    page.select_option("#id_kind", "half_year")
    page.click("button:has-text('生成第 1 版')")
    page.wait_for_url(re.compile(r"/papers/\d+/"))
    return re.search(r"/papers/\d+/", page.url)[0]


def open_editor(page: Page) -> None:
    page.hover(BODY)
    page.click(f"{BODY} .pen a.btn")
    expect(page.locator(".writing")).to_be_visible()


def type_at_end(page: Page, words: str) -> None:
    page.click(".writing")
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


@pytest.fixture
def author(desk) -> Page:
    return desk("sunlu")


def test_figures_are_chips_that_stay_whole_while_a_paragraph_is_written(author):
    begin(author)
    open_editor(author)
    assert author.locator(".writing .chip").count() > 10
    assert author.locator(".writing .chip").nth(2).inner_text() == "117402"
    type_at_end(author, "收入结构有待改善。")
    author.select_option("#pick", "F14")
    author.click("button:has-text('保存')")
    expect(author.locator(BODY)).to_contain_text("收入结构有待改善。6390万元")
    expect(author.locator(".said")).to_contain_text("已存为第 2 版")
    expect(author.locator(f"{BODY} a.fig").first).to_have_text("117402万元")


def test_two_people_write_one_paragraph_and_the_second_sees_the_difference(author, desk):
    other = desk("liwenjing")
    address = begin(author)
    other.goto(f"{address}?{SCOPE}")
    open_editor(author)
    open_editor(other)
    type_at_end(author, "税收占比偏低。")
    type_at_end(other, "收入质量有待提高。")
    author.click("button:has-text('保存')")
    expect(author.locator(BODY)).to_contain_text("税收占比偏低。")
    other.click("button:has-text('保存')")
    expect(other.locator("h1")).to_contain_text("孙璐已先改了这一段")
    expect(other.locator(".diff del")).to_contain_text("税收占比偏低")
    expect(other.locator(".diff ins")).to_contain_text("收入质量有待提高")
    expect(other.locator(".writing")).to_contain_text("收入质量有待提高。")
    type_at_end(other, "税收占比偏低。")
    other.click("button:has-text('用上面的文字保存')")
    expect(other.locator(BODY)).to_contain_text("收入质量有待提高。税收占比偏低。")


def test_an_author_and_a_reviewer_finish_a_report(author, desk, complete):
    address = begin(author)
    expect(author.locator("h1")).to_contain_text("可以定稿")
    expect(author.locator("#why")).to_contain_text("请送阅")
    claim_too_much(author)
    send(author)
    director = desk("zhouming")
    return_it(director, f"{address}?{SCOPE}", "请补充税收下降的原因")
    author.reload()
    expect(author.locator(".said.late")).to_contain_text("请补充税收下降的原因")
    open_editor(author)
    type_at_end(author, "税收下降主要受留抵退税影响。")
    author.click("button:has-text('保存')")
    send(author)
    director.goto(f"{address}?{SCOPE}")
    director.click("a.btn-primary:has-text('定稿')")
    director.click("button:has-text('定稿')")
    expect(director.locator("h1")).to_contain_text("已定稿")
    take_all(director)
    author.reload()
    assert author.locator(".pen").count() == 0
    expect(author.locator("a.btn:has-text('改版')")).to_be_visible()


def claim_too_much(author: Page) -> None:
    """A claim the numbers do not bear is waved, and the true words are taken over."""
    open_editor(author)
    type_at_end(author, "圆满实现双过半目标。")
    author.click("button:has-text('保存')")
    expect(author.locator(".wave").last).to_contain_text("圆满实现双过半目标")
    expect(author.locator("h1")).to_contain_text("1 处不符")
    author.click("button:has-text('采用')")
    expect(author.locator("h1")).to_contain_text("可以定稿")


def send(author: Page) -> None:
    author.click("a.btn:has-text('送阅')")
    author.select_option("#id_reviewer", "zhouming")
    author.click("button:has-text('送阅')")
    expect(author.locator(".context")).to_contain_text("送周明远")


def return_it(director: Page, address: str, reason: str) -> None:
    director.goto(address)
    director.click("a.btn:has-text('退回')")
    director.fill("#id_reason", reason)
    director.click("button:has-text('退回')")


def take_all(reader: Page) -> None:
    for form in (".docx", ".pdf", ".html", ".xlsx"):
        reader.click("summary:has-text('导出')")
        with reader.expect_download() as taken:
            reader.click(f".out .menu a >> text='{form}'")
        assert taken.value.suggested_filename.endswith(form)
        reader.keyboard.press("Escape")


def test_a_sentence_leads_to_a_payment_and_to_its_row_in_a_file(author):
    """Three clicks from a number of the report to a payment, one more to the file."""
    begin(author)
    author.hover("#F18-1")
    author.click(".hover a:has-text('来源行')")
    expect(author.locator("h1")).to_contain_text("一般公共预算支出的来源")
    author.click("main a[href*='/rows/'][href*='subject=']")
    expect(author.locator("h1")).to_contain_text("来自")
    author.click("main table a[href^='/payments/']")
    expect(author.locator("h1")).to_contain_text("元")
    voucher = re.search(r"ZF\d+", author.url)[0]
    author.click("main a[href*='/imports/file/']")
    expect(author.locator("h1")).to_contain_text("支付明细.csv 第")
    expect(author.locator("main")).to_contain_text(voucher)


def test_the_studio_reads_on_a_phone(desk):
    page = desk("sunlu", width=390, height=844)
    begin(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator("summary:has-text('（一）财政收入完成情况')").click()
    expect(page.locator(".folded").first).to_be_visible()


@pytest.fixture
def complete(house_home: Path) -> None:
    """Every number that the offices owe is filed and reviewed."""
    script = house_home / "file_everything.py"
    script.write_text(_SCRIPT, encoding="utf-8")
    county.python(house_home, script)


_SCRIPT = """
import os
os.environ["DJANGO_SETTINGS_MODULE"] = "duzhi.config.settings"
import django
django.setup()
from fractions import Fraction
from django.conf import settings
from django.utils import timezone
from duzhi.areas.reports.documents import HALF_YEAR
from duzhi.figures import api as figures
from datetime import date
on, now = date(2023, 6, 30), timezone.now()
ask = figures.Evaluator(on, settings.HOME_REGION)
for item in HALF_YEAR.items:
    value = ask.value(item.code)
    if value.exact is None:
        filing = figures.Filing(item.code, Fraction(12), value.figure.unit, "", item.office, "台账")
        number = figures.file_figure(
            filing, on=on, region=settings.HOME_REGION, by="hanli", at=now
        )
        figures.review_figure(number, by="tangyue", at=now)
"""
