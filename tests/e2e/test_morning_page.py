"""The morning page in a browser: one screen on a phone, one sheet of paper, plain words to copy."""

import re

from tests.e2e.conftest import SCOPE

PAGE = f"/morning/?{SCOPE}"
PHONE = {"width": 390, "height": 844}


def test_the_first_screen_of_a_phone_holds_the_answer_and_the_cash(desk):
    page = desk("zhouming", **PHONE)
    page.goto(PAGE)
    assert "58.70%" in page.inner_text("h1")
    for part in ("h1", "[id='treasury.cash'] .big"):
        box = page.locator(part).first.bounding_box()
        assert box["y"] + box["height"] <= PHONE["height"], part
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_cards_follow_the_order_of_need_on_a_phone(desk):
    page = desk("dingyi", **PHONE)
    page.goto(PAGE)
    tops = {
        name: page.locator(f"[id='{name}']").bounding_box()["y"]
        for name in ("treasury.cash", "reports.todos", "reports.progress", "reports.alerts")
    }
    assert list(tops) == sorted(tops, key=tops.get)


def test_it_prints_on_one_sheet_of_a4(desk):
    page = desk("zhouming")
    page.goto(PAGE)
    page.wait_for_load_state("networkidle")
    sheet = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page[^s]", sheet)) == 1


def test_copied_as_text_it_is_the_answer_in_plain_words(desk):
    page = desk("zhouming")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(PAGE)
    page.click("text=复制为文字")
    page.wait_for_selector("text=已复制")
    words = page.evaluate("navigator.clipboard.readText()")
    assert words.startswith("青岚市 截至2023-06-30\n1－6月一般公共预算收入完成 58.70%")
    assert "【严重】政府性基金收入 6.39%，支出已 55.70%。" in words
    assert "<" not in words
