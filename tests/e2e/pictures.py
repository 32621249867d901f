"""`make pictures`: the pages that the README and the guide show, taken from a running demo.

.venv/bin/python -m tests.e2e.pictures http://127.0.0.1:8000 docs/pictures var/sample
"""

import sys
import tempfile
from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import Page

from tests.e2e.browser import browser, sign_in

REPORT = Path(__file__).parents[1] / "data" / "seed-report.txt"
SCOPE = "region=990181&on=2023-06-30"


PAGES = (
    ("zhouming", "/morning/", "morning.png", True),
    ("zhouming", "/figures/F13/", "figure.png", True),
    ("zhouming", "/papers/1/", "studio.png", False),
    ("hejing", "/budget/quotas/", "quotas.png", False),
    ("hejing", "/budget/guarantee/", "guarantee.png", False),
    ("wenban", "/funds/", "unpaid.png", False),
    ("caiwu", "/budget/own/", "own.png", False),
    ("chushen", "/requests/queue/", "queue.png", False),
    ("chushen", "/requests/batches/new/", "batch.png", False),
    ("liwenjing", "/treasury/brief/", "brief.png", True),
    ("liwenjing", "/treasury/plan/what-if/", "what-if.png", False),
    ("liwenjing", "/reconcile/payments/", "three-ways.png", False),
    ("jiandu", "/watch/", "alerts.png", False),
    ("jiandu", "/watch/rules/PAY-02/", "rule.png", False),
)
"""Who looks, where, the picture, whether the whole page."""


def main(base: str, folder: Path, samples: Path) -> None:
    """Take them all at 1280 px."""
    with browser() as started:
        page = started.new_context(
            viewport={"width": 1280, "height": 900}, base_url=base, locale="zh-CN"
        ).new_page()
        for username, path, name, whole in PAGES:
            enter(page, base, username)
            shoot(page, f"{path}?{SCOPE}", folder / name, whole=whole)
        enter(page, base, "zhouming")
        page.goto(f"/receipts/execution/?{SCOPE}")
        page.locator("a[data-opens]", has_text="契税").first.click()
        page.wait_for_load_state("networkidle")
        keep(page, folder / "statement.png", whole=True)
        check(page, folder / "checker.png")
        enter(page, base, "liwenjing")
        held(page, folder / "plan.png")
        with tempfile.TemporaryDirectory() as apart:
            page.goto(f"/imports/new/?{SCOPE}")
            page.locator("input[type=file]").first.set_input_files(faulty(samples, Path(apart)))
            if page.locator("main button.btn-primary").count():
                page.locator("main button.btn-primary").first.click()
            page.wait_for_load_state("networkidle")
            keep(page, folder / "import.png", whole=True)
        enter(page, base, "caiwu")
        returned(page, folder / "returned.png")
        asked(page, folder / "precheck.png")


def enter(page: Page, base: str, username: str) -> None:
    page.context.clear_cookies()
    sign_in(page, base, username)


def held(page: Page, target: Path) -> None:
    """What is paid today, and why one payment is not."""
    page.goto(f"/treasury/plan/?{SCOPE}")
    page.locator("table.order tr", has_text="暂缓").first.locator("a").first.click()
    page.wait_for_load_state("networkidle")
    page.evaluate("scrollTo(0, 0)")
    keep(page, target, whole=True)


def returned(page: Page, target: Path) -> None:
    """A request that came back: why, and whom to call."""
    page.goto(f"/requests/?{SCOPE}")
    page.locator("main tr", has_text="已退回").first.locator("a").first.click()
    keep(page, target)


def asked(page: Page, target: Path) -> None:
    """A request for more than there is, before it is submitted."""
    page.goto(f"/requests/new/?{SCOPE}")
    quota = page.locator("[name=quota] option:has-text('公用经费')").first
    page.select_option("[name=quota]", str(quota.get_attribute("value")))
    page.fill("[name=payee]", "岚州槐序建设有限公司（虚构）")
    page.fill("[name=bank]", "岚州农商行")
    page.fill("[name=account]", "9901810000008888")
    page.fill("[name=purpose]", "提取备用金")
    page.fill("[name=amount]", "9999999")
    page.press("[name=amount]", "Tab")
    page.wait_for_load_state("networkidle")
    keep(page, target, whole=True)


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
