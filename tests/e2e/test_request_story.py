"""In a real browser: from the paper that approves a payment to the voucher that closes it."""

from pathlib import Path

from playwright.sync_api import Page, expect

from duzhi.sample.payments import HEADER
from tests.e2e.conftest import SCOPE

NUMBER, PAYEE = "教请〔2023〕88号", "岚州槐序建设有限公司（虚构）"
REASON = "发票抬头与单位不符，请换发票"
PAID = (
    "SQ-YTH-88,ZF20230788,2023-07-03,2023-07-03,2023,990181000,126001,青岚市教育体育局,111,2050299,"
    f",,,,{PAYEE},9901810000008888,校舍维修,正常支付,,4800.00,000,,,,已清算"
)


def test_a_payment_from_the_paper_to_the_voucher(desk, tmp_path: Path):
    papers, clerk, checker = desk("wenban"), desk("caiwu"), desk("yanshen")
    register(papers)
    address = ask(clerk)
    send_back(checker, address)
    mend(clerk, address)
    checker.goto(address)
    checker.click("button:has-text('审核通过')")
    checker.wait_for_selector("text=已审核通过")
    for name in ("chushen", "fuhe"):
        passed(desk(name))
    sent(desk("fuhe"))
    imported(desk("liwenjing"), tmp_path)
    clerk.goto(address)
    assert "已付" in clerk.inner_text("h1")
    assert "ZF20230788" in clerk.inner_text("main")
    papers.goto(f"/funds/?{SCOPE}")
    assert NUMBER not in papers.inner_text("main")


def register(page: Page) -> None:
    page.goto(f"/funds/new/?{SCOPE}")
    page.fill("[name=number]", NUMBER)
    page.select_option("[name=agency]", "126001")
    page.fill("[name=purpose]", "校舍维修")
    page.fill("[name=amount]", "4800")
    page.fill("[name=approver]", "常务副市长")
    page.fill("[name=approved_on]", "2023-06-28")
    page.fill("[name=opinion]", "同意，先付一部分。")
    page.select_option("[name=creditor]", "民营企业")
    page.click("button:has-text('登记')")
    page.wait_for_selector("text=已登记")
    assert "已批未列指标" in page.inner_text("main")


def ask(page: Page) -> str:
    page.goto(f"/requests/new/?{SCOPE}")
    plain = page.locator("[name=quota] option:has-text('公用经费')").first
    page.select_option("[name=quota]", str(plain.get_attribute("value")))
    paper = page.locator(f"[name=fund] option:has-text('{NUMBER}')")
    page.select_option("[name=fund]", str(paper.get_attribute("value")))
    for name, text in (
        ("payee", PAYEE),
        ("bank", "岚州农商行"),
        ("account", "9901810000008888"),
        ("purpose", "校舍维修"),
        ("amount", "99999999"),
    ):
        page.fill(f"[name={name}]", text)
    page.press("[name=amount]", "Tab")
    expect(page.locator("#precheck")).to_contain_text("指标可用余额")
    expect(page.locator("#precheck")).to_contain_text("数据截至")
    page.fill("[name=amount]", "4800")
    page.press("[name=amount]", "Tab")
    expect(page.locator("#precheck")).to_contain_text("可以提交")
    page.click("button:has-text('提交单位审核')")
    page.wait_for_selector("text=待单位审核")
    return page.url


def send_back(page: Page, address: str) -> None:
    page.goto(address)
    page.click("a:has-text('退回')")
    page.fill("[name=reason]", REASON)
    page.click("button:has-text('退回')")
    page.wait_for_selector("text=退回原因")


def mend(page: Page, address: str) -> None:
    page.goto(f"/todos/?{SCOPE}")
    assert REASON in page.inner_text("main")
    page.goto(address)
    assert REASON in page.inner_text("main")
    page.click(".actions a:has-text('修改')")
    page.fill("[name=account]", "9901810000008888")
    page.click("button:has-text('提交单位审核')")
    page.wait_for_selector("text=待单位审核")


def passed(page: Page) -> None:
    page.goto(f"/requests/queue/?{SCOPE}&q={PAYEE[:6]}")
    page.check("tbody input[type=checkbox]")
    page.click("button:has-text('通过所选')")
    page.wait_for_selector("text=已通过 1 笔")


def sent(page: Page) -> None:
    page.goto(f"/requests/batches/?{SCOPE}&q={PAYEE[:6]}")
    page.check("tbody input[type=checkbox]")
    page.click("button:has-text('组成批次')")
    with page.expect_download() as kept:
        page.click("a:has-text('下载录入表')")
    assert kept.value.suggested_filename.startswith("一体化录入批次")
    page.fill("main input[name^=n]", "SQ-YTH-88")
    page.click("button:has-text('保存编号')")
    page.wait_for_selector("text=已补录 1 笔")


def imported(page: Page, folder: Path) -> None:
    path = folder / "2023年07月支付明细.csv"
    path.write_bytes(f"{HEADER}\r\n{PAID}\r\n".encode("gb18030"))
    page.goto(f"/imports/new/?{SCOPE}")
    page.set_input_files("input[type=file]", str(path))
    page.get_by_role("button", name="上传并预检").click()
    page.get_by_role("button", name="入账").click(timeout=60_000)
    expect(page.locator("h1")).to_contain_text("已入账 1 行", timeout=60_000)
