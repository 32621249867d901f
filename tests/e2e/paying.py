"""What people do on the screens of a payment, each a few clicks; both stories are made of these."""

from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.e2e.conftest import SCOPE


def ask(
    page: Page,
    payee: str,
    *,
    quota: str,
    account: str,
    purpose: str,
    amount: str,
    fund: str = "",
    too_much: str = "",
) -> str:
    """The clerk writes a request, reads the 预检, and sends it to the unit's checker."""
    page.goto(f"/requests/new/?{SCOPE}")
    chosen = page.locator(f"[name=quota] option:has-text('{quota}')").first
    page.select_option("[name=quota]", str(chosen.get_attribute("value")))
    if fund:
        paper = page.locator(f"[name=fund] option:has-text('{fund}')")
        page.select_option("[name=fund]", str(paper.get_attribute("value")))
    for name, text in (
        ("payee", payee),
        ("bank", "岚州农商行"),
        ("account", account),
        ("purpose", purpose),
    ):
        page.fill(f"[name={name}]", text)
    if too_much:
        page.fill("[name=amount]", too_much)
        page.press("[name=amount]", "Tab")
        expect(page.locator("#precheck")).to_contain_text("指标可用余额")
        expect(page.locator("#precheck")).to_contain_text("数据截至")
    page.fill("[name=amount]", amount)
    page.press("[name=amount]", "Tab")
    expect(page.locator("#precheck")).to_contain_text("可以提交")
    return submit(page)


def submit(page: Page) -> str:
    """The button of the form; the address of the request."""
    page.click("button:has-text('提交单位审核')")
    page.wait_for_selector("text=待单位审核")
    return page.url


def send_back(page: Page, address: str, reason: str) -> None:
    """Whoever checks gives it back with a reason."""
    page.goto(address)
    page.click("a:has-text('退回')")
    page.fill("[name=reason]", reason)
    page.click("button:has-text('退回')")
    page.wait_for_selector("text=退回原因")


def mend(page: Page, address: str, reason: str, account: str) -> None:
    """The clerk finds the reason in the to-dos, changes the request and sends it again."""
    page.goto(f"/todos/?{SCOPE}")
    assert reason in page.inner_text("main")
    page.goto(address)
    assert reason in page.inner_text("main")
    page.click(".actions a:has-text('修改')")
    page.fill("[name=account]", account)
    submit(page)


def resend(page: Page, address: str, todo: str, words: Sequence[str], account: str) -> str:
    """What bounced stands in the to-dos with its reason; mended, it goes to the checker again."""
    page.goto(f"/todos/?{SCOPE}")
    expect(page.locator("main")).to_contain_text(todo)
    page.goto(address)
    said = page.inner_text("main")
    assert all(one in said for one in words), said
    page.click("button:has-text('重新提交')")
    page.wait_for_selector("text=请修改收款账号后提交")
    page.fill("[name=account]", account)
    again = submit(page)
    page.goto(address)
    assert "已重新提交" in page.inner_text("main")
    return again


def passed(page: Page, payee: str, count: int = 1) -> None:
    """Everything of a payee that waits for this desk is passed on as a batch."""
    page.goto(f"/requests/queue/?{SCOPE}&q={payee}")
    choose(page, count)
    page.click("button:has-text('通过所选')")
    page.wait_for_selector(f"text=已通过 {count} 笔")


def batched(page: Page, payee: str, count: int, file: str, folder: Path) -> Path:
    """A batch of what waits, and its file."""
    page.goto(f"/requests/batches/?{SCOPE}&q={payee}")
    choose(page, count)
    page.click("button:has-text('组成批次')")
    with page.expect_download() as kept:
        page.click(".actions a:has-text('下载')")
    assert kept.value.suggested_filename.startswith(file)
    path = folder / kept.value.suggested_filename
    kept.value.save_as(path)
    return path


def choose(page: Page, count: int) -> None:
    """Every row of a list that was narrowed."""
    boxes = page.locator("tbody input[type=checkbox]")
    expect(boxes).to_have_count(count)
    for box in boxes.all():
        box.check()


def imported(page: Page, folder: Path, name: str, lines: Sequence[str]) -> str:
    """A file goes through the import page; what stands at its end."""
    path = folder / name
    path.write_bytes("\r\n".join([*lines, ""]).encode("gb18030"))
    page.goto(f"/imports/new/?{SCOPE}")
    page.set_input_files("input[type=file]", str(path))
    page.get_by_role("button", name="上传并预检").click()
    page.get_by_role("button", name="入账").click(timeout=60_000)
    expect(page.locator("h1")).to_contain_text("已入账", timeout=60_000)
    return page.inner_text("main")


def stands(page: Page, address: str, state: str) -> None:
    """Where a request lies, as everybody who may see it reads it."""
    page.goto(address)
    expect(page.locator("h1")).to_contain_text(state)


def reconciled(page: Page, on: str) -> None:
    """The three-way page of a month shows no difference."""
    page.goto(f"/reconcile/payments/?region=990181&on={on}")
    expect(page.locator("h1")).to_contain_text("三方一致")
