"""The two questions that somebody who knows the trade, but not the house, answers in three clicks.

The clicks are written down in docs/guide/README.md.
"""

from playwright.sync_api import expect

from tests.e2e.conftest import SCOPE


def test_which_township_is_furthest_behind_and_why(desk):
    page = desk("zhouming")
    page.goto(f"/morning/?{SCOPE}")
    card = page.locator("section.card", has_text="个乡镇办中")
    last = card.locator("a", has_text="柳湾镇")
    last.click()
    expect(page.locator("h1")).to_contain_text("柳湾镇完成 36.21")
    expect(page.locator("h1")).to_contain_text("土地增值税")
    page.locator("main a", has_text="土地增值税").first.click()
    expect(page.locator("main")).to_contain_text("柳湾")


def test_where_58_7_per_cent_come_from(desk):
    page = desk("zhouming")
    page.goto(f"/morning/?{SCOPE}")
    page.locator("main a.fig", has_text="58.70").first.click()
    expect(page.locator("h1")).to_contain_text("58.7")
    page.locator("main a", has_text="117,402").first.click()
    expect(page.locator("h1")).to_contain_text("一般公共预算收入")
    page.locator("main a", has_text="日报 第").first.click()
    expect(page.locator("main")).to_contain_text("国库")
    expect(page.locator("h1")).to_contain_text("行")
