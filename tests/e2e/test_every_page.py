"""Every page that a role may open, as a person sees it: no error, no English, no sideways scroll.

One visit shows a page at 1280 px and then at 390 px; what axe-core calls serious is a fault.
"""

import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Page

from tests.e2e import browser as chromium
from tests.e2e.conftest import SCOPE
from tests.web.test_access import DESKS, arguments, rows

AXE = (Path(__file__).parents[1] / "data" / "vendor" / "axe.min.js").read_text(encoding="utf-8")
WIDE, NARROW = 1280, 390
ROLES = [role for role in DESKS if any(row[role] == "200" for row in rows())]
NOT_PAGES = {"web.words", "web.export", "documents.download", "figures.card"}
"""Addresses that answer with a fragment or a file."""
FOREIGN = re.compile(r"[A-Za-z]{2,}(?:[ '][A-Za-z]{2,})+|\b[A-Z][a-z]{3,}\b")
"""Two English words in a row, or a capitalised one."""
ALLOWED = re.compile(
    r"xlsx|docx|html|pdf|txt|csv|zip|json|SHA-?256|SM3|OpenAPI|JSON|GET|POST|Bearer|Authorization|"
    r"TOTP|API|IN-\d+|REG-\d+|REP-\d+|REC-\d+|[\w./-]+\.(?:xlsx|csv|docx|xls)|https?://\S+|[\w.]+\.[\w.]+"
)


READ = """(() => {
  const copy = document.querySelector('#main').cloneNode(true);
  copy.querySelectorAll('script,style,code,pre,svg,.foreign').forEach(one => one.remove());
  const labelled = Array.from(document.querySelectorAll('[aria-label],[title],[placeholder]'));
  const said = labelled.map(one => [one.ariaLabel, one.title, one.placeholder].join(' '));
  return copy.innerText + ' ' + said.join(' ');
})()"""
"""What stands on the page, and what its labels say."""
SETTLED = """new Promise(done => requestAnimationFrame(() => requestAnimationFrame(
  () => done(document.documentElement.scrollWidth))))"""
"""How wide the page is once what listens to its size has drawn."""


@pytest.fixture(scope="module")
def first(tmp_path_factory) -> Callable[[str], bool]:
    """Whether a page is met for the first time in this run: its parts are the same for every role.

    Both workers ask, and one of them is told yes.
    """
    base = tmp_path_factory.getbasetemp()
    taken = (base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / "pages"
    taken.mkdir(exist_ok=True)

    def ask(name: str) -> bool:
        try:
            (taken / name).touch(exist_ok=False)
        except FileExistsError:
            return False
        return True

    return ask


def addresses(role: str) -> list[tuple[str, str]]:
    return [
        (row["page"], f"{reverse(row['page'], kwargs=arguments(row['arguments']))}?{SCOPE}")
        for row in rows()
        if row[role] == "200" and row["page"] not in NOT_PAGES and row.get("look", "") != "no"
    ]


@pytest.mark.parametrize("role", ROLES)
def test_every_page_of_a_role_reads_well_on_screen_and_phone(role, chrome, house, first):
    context = chrome.new_context(
        viewport={"width": WIDE, "height": 900}, base_url=house, locale="zh-CN"
    )
    faults: list[str] = []
    page = watched(context, house, faults)
    chromium.sign_in(page, house, DESKS[role])
    for name, address in addresses(role):
        faults += [f"{name}: {fault}" for fault in visit(page, address, fresh=first(name))]
    context.close()
    assert not faults, f"{role}:\n" + "\n".join(dict.fromkeys(faults))


def watched(context: BrowserContext, house: str, faults: list[str]) -> Page:
    """A page whose console and requests are listened to."""
    page = context.new_page()
    page.on(
        "console",
        lambda told: (
            faults.append(f"{page.url} console: {told.text}") if told.type == "error" else None
        ),
    )
    page.on("pageerror", lambda error: faults.append(f"{page.url} script: {error}"))
    page.on(
        "request",
        lambda asked: (
            None
            if asked.url.startswith((house, "data:", "blob:"))
            else faults.append(f"{page.url} asks {asked.url}")
        ),
    )
    return page


def visit(page: Page, address: str, *, fresh: bool) -> list[str]:
    answer = page.goto(address)
    page.wait_for_load_state("networkidle" if fresh else "load")
    page.wait_for_function("!document.querySelector('.htmx-request')")
    found = [] if answer and answer.ok else [f"answers {answer.status if answer else '—'}"]
    for width in (WIDE, NARROW):
        page.set_viewport_size({"width": width, "height": 900})
        wide = page.evaluate(SETTLED)
        if wide > width:
            found.append(f"{wide} px wide at {width}")
        if fresh:
            found += [f"{width} px: {fault}" for fault in serious(page)]
    page.set_viewport_size({"width": WIDE, "height": 900})
    if fresh:
        found += [f"English: {text}" for text in english(page)]
    return found


def serious(page: Page) -> list[str]:
    """What axe-core finds serious or worse."""
    page.evaluate(AXE)
    result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{one['id']}: {json.dumps([node['target'] for node in one['nodes']][:3])}"
        for one in result["violations"]
        if one["impact"] in ("serious", "critical")
    ]


def english(page: Page) -> list[str]:
    """Foreign words that a reader would see, code and file names aside."""
    text = page.evaluate(READ)
    return sorted(set(FOREIGN.findall(ALLOWED.sub("", text))))[:5]


def test_a_browser_without_scripts_still_gets_every_list(chrome: Browser, house: str):
    context = chrome.new_context(java_script_enabled=False, base_url=house)
    page = context.new_page()
    page.goto("/login/")
    page.fill("#username", DESKS["treasury"])
    page.fill("#password", chromium.PASSWORD)
    page.click("button:has-text('登录')")
    assert page.locator("main h1").count() == 1
    context.close()
