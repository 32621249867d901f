"""An office files a figure with evidence, somebody else reviews it, what came back is mended."""

from pathlib import Path

from playwright.sync_api import Page

from tests.e2e.conftest import SCOPE

FIGURE, PAPER = "培养入党积极分子", "积极分子备案.pdf"
LIST = f"/reports/filing/?{SCOPE}"


def test_a_figure_is_filed_sent_back_mended_and_reviewed_by_another(desk, tmp_path: Path):
    party, head = desk("dingyi"), desk("zhouming")
    address = file(party, tmp_path / PAPER)
    offers_no_review_to_the_filler(party, address)
    send_back(head, address)
    mend(party, address)
    head.goto(address)
    assert PAPER in head.inner_text("main")
    head.click("button:has-text('审核通过')")
    head.wait_for_selector("text=已审核，报告即用此数")
    head.goto(address)
    story = head.inner_text("main")
    for part in (f"{FIGURE} 13 人，已审", "丁仪", "周明远", "退回", "本期报过 2 次"):
        assert part in story


def file(party: Page, paper: Path) -> str:
    paper.write_bytes(b"%PDF-1.7 list")
    party.goto(LIST)
    assert "机关党委应报 2 项" in party.inner_text("h1")
    party.click(f"a:has-text('{FIGURE}')")
    address = party.url
    party.fill("[name=value]", "14")
    party.fill("[name=evidence]", "机关党委〔2023〕7号")
    party.set_input_files("[name=papers]", str(paper))
    party.click("button:has-text('提交审核')")
    party.wait_for_selector("text=已提交审核")
    assert "待审" in party.inner_text(f"tr:has-text('{FIGURE}')")
    return address


def offers_no_review_to_the_filler(party: Page, address: str) -> None:
    party.goto(address)
    assert party.locator("text=审核通过").count() == 0
    assert party.locator("button:has-text('撤回')").count() == 1


def send_back(head: Page, address: str) -> None:
    head.goto(address)
    with head.expect_download() as kept:
        head.click(f"text={PAPER}")
    assert kept.value.suggested_filename == PAPER
    head.click("a:has-text('退回')")
    head.fill("[name=reason]", "备案表只列了 13 人")
    head.click("button:has-text('退回')")
    head.wait_for_selector("text=已退回，待办已转丁仪")


def mend(party: Page, address: str) -> None:
    party.goto(address)
    assert "退回原因：备案表只列了 13 人" in party.inner_text("main")
    assert party.input_value("[name=value]") == "14"
    party.fill("[name=value]", "13")
    party.click("button:has-text('提交审核')")
    party.wait_for_selector("text=已提交审核")
