"""The system's Chromium, driven by Playwright, and pictures of pages by hand.

    .venv/bin/python -m tests.e2e.browser http://127.0.0.1:8000 --as liwenjing --to pictures \\
        /payments/ "/figures/F13/" --width 390
"""

import argparse
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--font-render-hinting=none", "--hide-scrollbars", "--lang=zh-CN"),
]
PASSWORD = "qinglan-2023"
WIDTHS = (1280, 390)


@contextmanager
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


def sign_in(page: Page, base: str, username: str) -> None:
    page.goto(f"{base}/login/")
    page.fill("#username", username)
    page.fill("#password", PASSWORD)
    page.click("button:has-text('登录')")
    page.wait_for_load_state("networkidle")


def main() -> None:
    given = argparse.ArgumentParser()
    given.add_argument("base")
    given.add_argument("paths", nargs="+")
    given.add_argument("--as", dest="username", default="zhouming")
    given.add_argument("--to", type=Path, default=Path("pictures"))
    given.add_argument("--width", type=int, action="append")
    chosen = given.parse_args()
    chosen.to.mkdir(parents=True, exist_ok=True)
    with browser() as started:
        for width in chosen.width or WIDTHS:
            page = started.new_context(
                viewport={"width": width, "height": 900}, locale="zh-CN"
            ).new_page()
            page.on("console", lambda told: print(told.type, told.text))
            sign_in(page, chosen.base, chosen.username)
            for path in chosen.paths:
                page.goto(chosen.base + path)
                page.wait_for_load_state("networkidle")
                name = re.sub(r"\W+", "-", path.strip("/")).strip("-") or "home"
                target = chosen.to / f"{name}-{width}.png"
                page.screenshot(path=str(target), full_page=True)
                wide = page.evaluate("document.documentElement.scrollWidth")
                print(target, "" if wide <= width else f"page is {wide} px wide")


if __name__ == "__main__":
    main()
