"""In a real browser: from a statement to months, vouchers and the entries behind a number."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.e2e.conftest import SCOPE

REVENUE = f"/statements/revenue/?{SCOPE}"


def watched(page: Page) -> list[str]:
    """What the console complains about."""
    told: list[str] = []
    page.on("console", lambda one: told.append(one.text) if one.type == "error" else None)
    page.on("pageerror", lambda one: told.append(str(one)))
    return told


def overflow(page: Page) -> int:
    return page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )


@pytest.mark.parametrize("width", [1280, 390])
def test_a_row_opens_in_place_with_a_chart_and_closes_again(desk, width):
    page = desk("liwenjing", width=width)
    told = watched(page)
    page.goto(REVENUE)
    page.get_by_role("link", name="契税", exact=True).click()
    opened = page.locator("tr.opened")
    expect(opened.locator("canvas")).to_be_visible()
    expect(opened).to_contain_text("连续 6 个月低于上年")
    expect(opened).to_contain_text("少收 2,200 万元")
    assert overflow(page) <= 0
    page.get_by_role("link", name="契税", exact=True).first.click()
    expect(opened).to_have_count(0)
    assert told == []


def test_a_group_folds_and_unfolds(desk):
    page = desk("liwenjing")
    page.goto(REVENUE)
    rows = page.locator("table.statement tbody tr:visible")
    before = rows.count()
    page.get_by_role("button", name="折叠税收收入").click()
    assert rows.count() == before - 13
    page.get_by_role("button", name="折叠税收收入").click()
    assert rows.count() == before


def test_an_amount_walks_to_its_entries_and_to_the_row_of_a_file(desk):
    page = desk("liwenjing")
    page.goto(REVENUE)
    page.locator("tr", has_text="契税").get_by_role("link", name="6,290.00").click()
    expect(page.locator("main")).to_contain_text("6,290.00")
    page.locator("table.data tbody a").first.click()
    expect(page.locator("main")).to_contain_text(re.compile("国库收入|来源"))


def test_the_numbers_of_a_chart_stand_in_its_table_and_in_its_workbook(desk):
    page = desk("liwenjing")
    page.goto(f"/statements/revenue/0/12/?{SCOPE}")
    figure = page.locator("figure.chart")
    figure.get_by_text("表", exact=True).click()
    expect(figure.locator("table")).to_contain_text("1,306.26")
    with page.expect_download() as taken:
        figure.get_by_role("link", name="下载 xlsx").click()
    assert taken.value.suggested_filename.endswith(".xlsx")


def test_a_statement_prints_without_the_frame(desk):
    page = desk("liwenjing")
    page.goto(REVENUE)
    page.emulate_media(media="print")
    expect(page.locator(".rail")).to_be_hidden()
    expect(page.locator(".picks")).to_be_hidden()
    expect(page.locator("table.statement")).to_be_visible()
    page.emulate_media(media="screen")
