"""In a real browser, everybody at the own desk: a payment in the mirror, and one of our own bank.

From the paper that approves it to a month that agrees three ways; one payment bounces on the way,
is explained, mended and sent again.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page

from tests import county
from tests.e2e import paying
from tests.e2e.conftest import SCOPE, seats, served

NUMBER = "教请〔2023〕88号"
FIRM = "岚州试桐建设有限公司"
PAYEE, OTHER = f"{FIRM}（虚构）", f"{FIRM}二队（虚构）"
ACCOUNT, NEW = "9901810000008888", "9901810000009999"
REASON = "发票抬头与单位不符，请换发票"
DAY = "2023-07-03"
PAID_HEAD = (
    "支付申请编号,支付凭证号,凭证日期,实际支付日期,预算年度,区划代码,单位代码,单位名称,资金性质,"
    "支出功能科目代码,收款人名称,用途,业务类型,原支付凭证号,支付金额(元),三保标识,支付状态,退票原因"
)
SAID_HEAD = "对账方,日期,区划代码,账号,对方户名,方向,金额(元),流水号,摘要,凭证号"
BANK_HEAD = (
    "回单批号,区划代码,支付申请号,行号,收款人名称,金额(元),处理结果,失败代码,银行附言,银行流水号,"
    "处理日期"
)
Desk = Callable[..., Page]


@pytest.fixture
def own_desk(chrome: Browser, tmp_path_factory) -> Iterator[Desk]:
    """Desks of a bureau that pays by itself, as its own law file says."""
    shared = county.shared_folder(tmp_path_factory)
    home = county.copied(shared, tmp_path_factory.mktemp("own") / "home")
    (home / "law").mkdir(exist_ok=True)
    value = "{from: 2018-01-01, value: own, basis: 本地方式, evidence: LOCAL}"
    text = f"payment_mode:\n  title: 支付方式\n  unit: choice\n  values:\n    - {value}\n"
    (home / "law" / "mode.yaml").write_text(text, encoding="utf-8")
    with served(home) as address, seats(chrome, address) as sit:
        yield sit


def test_in_the_mirror_from_the_paper_to_a_month_that_agrees(desk: Desk, tmp_path: Path):
    desk = cache(desk)
    papers, clerk, treasury = desk("wenban"), desk("caiwu"), desk("liwenjing")
    register(papers)
    one, two = written(clerk, desk("yanshen"))
    template = approved(desk, clerk, two, 2, tmp_path)
    cells = [cell for row in load_workbook(template).active.values for cell in row]
    assert {PAYEE, OTHER, ACCOUNT, "4800.00", "5200.00"} <= set(cells)
    recorded(desk("fuhe"), 0, 2)
    paying.stands(clerk, one, "已录")
    name = "2023年07月支付明细.csv"
    paid = [voucher(0, PAYEE, "4800.00"), voucher(1, OTHER, "5200.00")]
    paying.imported(treasury, tmp_path, name, [PAID_HEAD, *paid])
    paying.stands(clerk, two, "已付")
    paid[1] = voucher(1, OTHER, "5200.00", "退票", "收款人账号与户名不符")
    paying.imported(treasury, tmp_path, name, [PAID_HEAD, *paid])
    paying.stands(clerk, one, "已付")
    assert "ZF20230780" in clerk.inner_text("main")
    told = ("账号与户名不符", "账号存在，但户名", "更正户名或账号后重发", "指标已释放")
    again = paying.resend(clerk, two, "退票 5,200.00 元：账号与户名不符", told, NEW)
    approved(desk, clerk, again, 1, tmp_path)
    recorded(desk("fuhe"), 2, 1)
    paid.append(voucher(2, OTHER, "5200.00"))
    paying.imported(treasury, tmp_path, name, [PAID_HEAD, *paid])
    paying.stands(clerk, again, "已付")
    days = said({"ZF20230780": "4800.00", "ZF20230782": "5200.00"}, "10000.00")
    paying.imported(treasury, tmp_path, "2023年07月对账单.csv", days)
    paying.reconciled(treasury, DAY)
    papers.goto(f"/funds/?{SCOPE}")
    assert NUMBER not in papers.inner_text("main")


def test_with_a_bank_of_our_own_from_the_voucher_to_reconciled(own_desk: Desk, tmp_path: Path):
    clerk, checker = own_desk("caiwu"), own_desk("yanshen")
    given = {"quota": "公用经费", "purpose": "校舍维修", "account": ACCOUNT}
    one = paying.ask(clerk, PAYEE, amount="4800", **given)
    two = paying.ask(clerk, OTHER, amount="5200", **given)
    first, second = own_desk("chushen"), own_desk("fuhe")
    for desk in (checker, first, second):
        paying.passed(desk, FIRM, 2)
    paying.stands(clerk, one, "已生成凭证")
    sent = paying.batched(first, FIRM, 2, "银行支付文件", tmp_path)
    orders = orders_of(sent)
    treasury = own_desk("liwenjing")
    answers = [answered(order, fine=order["收款人名称"] == PAYEE) for order in orders]
    told = paying.imported(treasury, tmp_path, "银行回单.csv", [BANK_HEAD, *answers])
    assert "4,800.00" in told or "4800.00" in told
    paying.stands(clerk, one, "银行已付")
    paying.stands(clerk, two, "退票")
    words = ("账号不存在", "查无此账号", "更正账号后重发", "指标已释放")
    again = paying.resend(clerk, two, "退票 5,200.00 元", words, NEW)
    for desk in (checker, first, second):
        paying.passed(desk, FIRM)
    orders += orders_of(paying.batched(first, FIRM, 1, "银行支付文件", tmp_path))
    answers = [answered(orders[-1], fine=True, number="HD20230703-2")]
    paying.imported(treasury, tmp_path, "银行回单2.csv", [BANK_HEAD, *answers])
    done = [order for order in orders if order["收款人名称"] == PAYEE] + orders[-1:]
    paid = {str(order["支付凭证号"]): str(order["金额（元）"]) for order in done}
    paying.imported(treasury, tmp_path, "2023年07月国库清算.csv", said({}, "10000.00"))
    paying.stands(clerk, one, "已清算")
    paying.imported(treasury, tmp_path, "2023年07月对账单.csv", said(paid, "10000.00"))
    for request in (one, again):
        paying.stands(clerk, request, "已对账")
    paying.reconciled(treasury, DAY)


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


def written(clerk: Page, checker: Page) -> tuple[str, str]:
    """A request under the paper, sent back once and mended, and one from money of the province."""
    given = {"account": ACCOUNT, "purpose": "校舍维修"}
    plain = {"quota": "公用经费", "amount": "4800", "too_much": "99999999"}
    one = paying.ask(clerk, PAYEE, fund=NUMBER, **plain, **given)
    two = paying.ask(clerk, OTHER, quota="省财教", amount="5200", **given)
    paying.send_back(checker, one, REASON)
    paying.mend(clerk, one, REASON, ACCOUNT)
    return one, two


def approved(desk: Desk, clerk: Page, bound: str, count: int, folder: Path) -> Path:
    """Unit, 业务股 for the money of the province, centre twice; the batch for its system."""
    paying.passed(desk("yanshen"), FIRM, count)
    paying.stands(clerk, bound, "待业务股")
    paying.passed(desk("jiaowen"), FIRM)
    for name in ("chushen", "fuhe"):
        paying.passed(desk(name), FIRM, count)
    return paying.batched(desk("fuhe"), FIRM, count, "一体化录入批次", folder)


def voucher(no: int, payee: str, yuan: str, state: str = "已清算", why: str = "") -> str:
    """A row of IN-09."""
    return (
        f"SQ-YTH-8{no},ZF2023078{no},{DAY},{DAY},2023,990181000,126001,青岚市教育体育局,111,2050299,"
        f"{payee},校舍维修,正常支付,,{yuan},000,{state},{why}"
    )


def recorded(page: Page, first: int, count: int) -> None:
    """The provincial system's numbers are written beside the requests of a batch."""
    for at, field in enumerate(page.locator("main input[name^=n]").all(), start=first):
        field.fill(f"SQ-YTH-8{at}")
    page.click("button:has-text('保存编号')")
    page.wait_for_selector(f"text=已补录 {count} 笔")


def said(paid: Mapping[str, str], whole: str) -> list[str]:
    """IN-10: what the bank says of vouchers, and the treasury of its day."""
    bank = [
        f"代理银行,{DAY},990181000,,{FIRM},支出,{yuan},LS{number},,{number}"
        for number, yuan in paid.items()
    ]
    return [SAID_HEAD, *bank, f"国库,{DAY},990181000,,汇总清算,支出,{whole},QS1,,"]


def orders_of(file: Path) -> list[dict[str, object]]:
    """The rows of the bank's file by their headings."""
    head, *lines = load_workbook(file).active.values
    return [dict(zip(head, line, strict=True)) for line in lines]


def answered(order: Mapping[str, object], *, fine: bool, number: str = "HD20230703") -> str:
    """BANK-01: a line is paid, or its account is unknown to the bank."""
    result = "成功,,,LS1" if fine else "失败,02,查无此账号,LS2"
    names = ("区划代码", "支付申请号", "行号", "收款人名称", "金额（元）")
    return ",".join([number, *(str(order[name]) for name in names), result, DAY])
