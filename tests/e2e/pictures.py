"""`make pictures`: the pages that the README and the guide show, taken from a running demo.

.venv/bin/python -m tests.e2e.pictures http://127.0.0.1:8000 docs/pictures var/sample
"""

import sys
from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import Page

from tests.e2e.browser import browser, sign_in

REPORT = Path(__file__).parents[1] / "data" / "seed-report.txt"
SCOPE = "region=990181&on=2023-06-30"


def main(base: str, folder: Path, samples: Path) -> None:
    """Take them all at 1280 px."""
    with browser() as started:
        page = started.new_context(
            viewport={"width": 1280, "height": 900}, base_url=base, locale="zh-CN"
        ).new_page()
        sign_in(page, base, "zhouming")
        shoot(page, f"/morning/?{SCOPE}", folder / "morning.png", whole=True)
        page.goto(f"/receipts/execution/?{SCOPE}")
        page.locator("a[data-opens]", has_text="契税").first.click()
        page.wait_for_load_state("networkidle")
        keep(page, folder / "statement.png", whole=True)
        shoot(page, f"/figures/F13/?{SCOPE}", folder / "figure.png", whole=True)
        shoot(page, f"/papers/1/?{SCOPE}", folder / "studio.png")
        check(page, folder / "checker.png")
        page.context.clear_cookies()
        sign_in(page, base, "liwenjing")
        page.goto(f"/imports/new/?{SCOPE}")
        page.locator("input[type=file]").first.set_input_files(faulty(samples, folder))
        if page.locator("main button.btn-primary").count():
            page.locator("main button.btn-primary").first.click()
        page.wait_for_load_state("networkidle")
        keep(page, folder / "import.png", whole=True)


def check(page: Page, target: Path) -> None:
    """The report that everybody knows, its first error explained."""
    page.set_viewport_size({"width": 1280, "height": 1200})
    page.goto("/checker/")
    page.set_input_files("input[type=file]", REPORT)
    page.click("button:has-text('校核')")
    page.wait_for_load_state("networkidle")
    page.locator("a.m.wrong").first.hover()
    keep(page, target)
    page.click("button:has-text('立即删除')")
    page.set_viewport_size({"width": 1280, "height": 900})


def shoot(page: Page, path: str, target: Path, *, whole: bool = False) -> None:
    page.goto(path)
    keep(page, target, whole=whole)


def keep(page: Page, target: Path, *, whole: bool = False) -> None:
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(800)  # charts draw themselves
    page.screenshot(path=str(target), full_page=whole)


def faulty(samples: Path, folder: Path) -> str:
    """A treasury report of the sample with three planted faults, under a name of its own."""
    book = load_workbook(samples / "国库" / "2023年06月预算收入日报.xlsx")
    sheet = book.active
    assert sheet is not None, "the sample's workbook has a sheet"
    sheet.cell(8, 8).value, sheet.cell(11, 13).value = "1070299", "4,870.00万"
    path = folder.parent / "国库收入日报_20230630.xlsx"
    book.save(path)
    return str(path)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
