"""Pages of requests: what a clerk sees of the own unit, the 预检, a batch passed, 上会材料."""

import re
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import docx
import pytest
from django.test import Client
from docx.shared import Cm
from openpyxl import load_workbook

from duzhi.intake import api as intake
from duzhi.money.budget import api as budget
from duzhi.money.payments.models import BarredPayee, FundRequest, PaymentRequest
from duzhi.money.payments.queries import banking
from duzhi.office import api as office
from duzhi.watch import api as watch
from tests.web.conftest import SCOPE

OWN = "126001"
NOW = datetime(2023, 7, 1, 2, tzinfo=UTC)


def page(client: Client, path: str, query: str = SCOPE) -> str:
    answer = client.get(f"{path}?{query}")
    assert answer.status_code == 200, path
    return answer.content.decode()


def title(text: str) -> str:
    found = re.search(r"<h1>(.*?)</h1>", text, re.DOTALL)
    assert found
    return re.sub(r"<[^>]+>|\s+", "", found[1])


@pytest.fixture
def clerk(reader) -> Client:
    """预算单位经办 at the desk."""
    return reader("caiwu")


def filled(**changed: str) -> dict[str, str]:
    """The form of a request as somebody fills it in, for a quota with money left."""
    scope = office.Scope((office.Reach("990181", "", OWN),))
    able = [one for one in budget.quotas_of(scope, 2023) if one.available_fen > 10_000_00]
    quota = next(one for one in able if not (one.upper_doc or one.payroll or one.frugal))
    given = {
        "quota": str(quota.id), "fund": "", "payee": "岚州槐序商贸有限公司（虚构）",
        "bank": "农商行", "account": "9901810000001234", "amount": "5000", "purpose": "办公用品",
        "dep_econ": "", "due": "2023-07-10", "method": "转账", "creditor": "民营企业",
        "contract": "", "_once": "x",
    }  # fmt: skip
    return given | changed


def test_a_clerk_reads_why_a_request_came_back_and_sees_no_other_unit(clerk):
    text = page(clerk, "/requests/")
    assert title(text) == "1笔支付申请被退回，请修改后再提交"
    assert "新建申请" in text
    back = PaymentRequest.objects.get(agency=OWN, state="已退回")
    shown = page(clerk, f"/requests/{back.pk}/")
    assert back.answer in shown
    assert "修改后可再次提交" in shown
    assert "9901" not in re.sub(r"990181", "", back.account_masked)
    other = PaymentRequest.objects.exclude(agency=OWN).first()
    assert clerk.get(f"/requests/{other.pk}/?{SCOPE}").status_code == 404
    assert other.purpose not in text or other.payee not in text


def test_the_check_says_everything_before_anything_is_kept(clerk):
    count = PaymentRequest.objects.count()
    wrong = filled(amount="999999999", method="现金", payee="青岚市教育体育局")
    text = clerk.post(f"/requests/new/?{SCOPE}&part=check", wrong).content.decode()
    assert "2 项须改正后才能提交" in text
    assert all(word in text for word in ("指标可用余额", "实有资金账户", "现金", "库款可调度"))
    assert "数据截至 2023-06-30" in text
    good = clerk.post(f"/requests/new/?{SCOPE}&part=check", filled()).content.decode()
    assert "可以提交" in good
    assert "还缺：" in clerk.post(f"/requests/new/?{SCOPE}&part=check", {}).content.decode()
    assert PaymentRequest.objects.count() == count


def test_the_check_hears_what_the_money_buys_and_reads_bad_input(clerk):
    def said(**changed: str) -> str:
        path = f"/requests/new/?{SCOPE}&part=check"
        return clerk.post(path, filled(**changed)).content.decode()

    assert "不在指标年度 2023 年内" in said(due="2020-01-01")
    assert "应刷公务卡" in said(dep_econ="30211", amount="500")
    assert "本指标没有列入控制数" in said(dep_econ="30217")
    scope = office.Scope((office.Reach("990181", "", OWN),))
    bond = next(str(one.id) for one in budget.quotas_of(scope, 2023) if one.bond)
    blank = said(quota=bond)
    assert "请在“部门经济分类”中选择" in blank
    assert "用于经常性支出" not in blank
    assert "用于经常性支出" in said(quota=bond, dep_econ="30201")
    assert "可以提交" in said(quota=bond, dep_econ="31005")
    made = clerk.post(f"/requests/new/?{SCOPE}", filled(dep_econ="30201", act="draft"))
    assert "30201 办公费" in page(clerk, made.url.split("?")[0])
    typed = said(amount="-5")
    assert "金额：" in typed
    assert "还缺：</p>" in typed


def test_a_rule_that_is_on_speaks_in_the_check_and_to_the_supervisor(clerk, reader):
    asked = filled(purpose="公务接待费")
    text = clerk.post(f"/requests/new/?{SCOPE}&part=check", asked).content.decode()
    assert "三公经费列在其他科目" in text
    assert "可以提交" in text
    clerk.post(f"/requests/new/?{SCOPE}", {**asked, "act": "submit"})
    row = PaymentRequest.objects.latest("pk")
    assert "三公经费列在其他科目" in page(clerk, f"/requests/{row.pk}/")
    alert = watch.Alert.objects.get(document__startswith="payments.request:")
    shown = page(reader("jiandu"), f"/watch/alerts/{alert.pk}/")
    assert "/requests/of/" in shown
    assert "公务接待费" in shown


def test_a_contract_is_registered_by_one_desk_and_held_by_another(clerk, reader):
    desk = reader("chaigu")
    given = {
        "number": "QL-CG-9", "agency": OWN, "title": "校服采购", "supplier": "岚州试桐商贸有限公司",
        "amount": "100000", "supplement": "", "paid_before": "40000", "signed_on": "2023-06-01",
        "_once": "c",
    }  # fmt: skip
    answer = desk.post(f"/contracts/new/?{SCOPE}", given)
    assert answer.status_code == 302, answer.content.decode()
    assert "期初 " in page(desk, answer.url.split("?")[0])
    over = filled(contract="QL-CG-9", amount="60000.01")
    text = clerk.post(f"/requests/new/?{SCOPE}&part=check", over).content.decode()
    assert "合同 QL-CG-9 金额 100,000.00 元，已付 40,000.00 元" in text
    assert "供应商是岚州试桐商贸有限公司，收款人不同" in text
    made = clerk.post(f"/requests/new/?{SCOPE}", {**over, "amount": "6", "act": "submit"})
    shown = page(clerk, made.url.split("?")[0])
    assert "QL-CG-9</a>，岚州试桐商贸有限公司" in shown
    assert "QL-CG-9" in page(clerk, "/contracts/", f"{SCOPE}&q=QL-CG-9")
    assert clerk.get(f"/contracts/new/?{SCOPE}").status_code == 403


def test_a_payee_is_blacklisted_refused_and_lifted_by_another(clerk, reader):
    first, second = reader("chushen"), reader("fuhe")
    given = {
        "name": "岚州槐序商贸有限公司（虚构）", "account": "", "start": "2023-06-01",
        "stops": "拦截", "reason": "虚开发票", "source": "青财监〔2023〕30号", "_once": "b",
    }  # fmt: skip
    answer = first.post(f"/barred/new/?{SCOPE}", given)
    assert answer.status_code == 302, answer.content.decode()
    asked = {**filled(), "act": "submit"}
    refused = clerk.post(f"/requests/new/?{SCOPE}", asked)
    assert refused.status_code == 422
    assert "列入收款人黑名单（虚开发票，青财监〔2023〕30号）" in refused.content.decode()
    row = BarredPayee.objects.latest("pk")
    lift = {"reason": "已经整改", "_once": "l"}
    assert "由楚申列入：虚开发票" in page(second, f"/barred/{row.pk}/")
    assert first.post(f"/barred/{row.pk}/?{SCOPE}", lift).status_code == 422
    assert second.post(f"/barred/{row.pk}/?{SCOPE}", {**lift, "_once": "m"}).status_code == 302
    assert clerk.post(f"/requests/new/?{SCOPE}", {**asked, "_once": "y"}).status_code == 302
    assert clerk.get(f"/barred/?{SCOPE}").status_code == 403


def test_plans_of_the_county_stay_within_their_quotas(reader, clerk):
    text = page(reader("liwenjing"), "/plans/")
    assert "1 至 6 月计划" in text
    assert "没有启用" in text
    assert "青岚市教育体育局" in page(clerk, "/plans/")
    assert "青岚市公安局" not in page(clerk, "/plans/")


def test_what_the_house_refuses_comes_back_with_what_was_typed(clerk):
    answer = clerk.post(f"/requests/new/?{SCOPE}", filled(amount="999999999", act="submit"))
    assert answer.status_code == 422
    assert "指标可用余额" in answer.content.decode()
    assert "岚州槐序商贸有限公司" in answer.content.decode()


def test_a_request_goes_from_desk_to_desk(clerk, reader):
    clerk.post(f"/requests/new/?{SCOPE}", filled(act="submit"))
    row = PaymentRequest.objects.latest("pk")
    assert (row.state, row.maker) == ("待单位审核", "caiwu")
    path = f"/requests/{row.pk}"
    assert clerk.post(f"{path}/endorse/?{SCOPE}", {"_once": "1"}).status_code == 403
    reader("yanshen").post(f"{path}/endorse/?{SCOPE}", {"_once": "2"})
    first, second = reader("chushen"), reader("fuhe")
    first.post(f"/requests/pass/?{SCOPE}", {"id": [row.pk], "_once": "3"})
    refused = first.post(f"/requests/pass/?{SCOPE}", {"id": [row.pk], "_once": "4"})
    assert refused.status_code == 422
    assert "不得为同一人" in refused.content.decode()
    second.post(f"/requests/pass/?{SCOPE}", {"id": [row.pk], "_once": "5"})
    second.post(f"/requests/batches/new/?{SCOPE}", {"id": [row.pk], "_once": "6"})
    row.refresh_from_db()
    assert row.state == "待录"
    assert "2023-06-30 傅和 办理" in page(second, f"/requests/batches/{row.batch_id}/")
    book = load_workbook(
        BytesIO(
            b"".join(
                second.get(f"/requests/batches/{row.batch_id}/file/?{SCOPE}").streaming_content
            )
        )
    )
    assert "9901810000001234" in [cell.value for cell in book.active[2]]
    batch = f"/requests/batches/{row.batch_id}/?{SCOPE}"
    assert "傅和 办理" in second.get(batch).content.decode()
    none = second.post(batch, {f"n{row.pk}": "", "_once": "8"}).content.decode()
    assert "没有填写支付申请编号；请填写至少一笔再保存" in none
    taken = PaymentRequest.objects.filter(state="已录").first().application
    twice = second.post(batch, {f"n{row.pk}": taken, "_once": "9"}).content.decode()
    assert f"申请 SQ2023-{row.pk:06d} 的支付申请编号 {taken} 已用于另一笔申请" in twice
    numbers = {f"n{row.pk}": "SQ-YTH-1", "_once": "7"}
    second.post(f"/requests/batches/{row.batch_id}/?{SCOPE}", numbers)
    row.refresh_from_db()
    assert (row.state, row.application) == ("已录", "SQ-YTH-1")


def test_what_waits_in_the_queue_is_said_where_people_start(clerk, reader):
    clerk.post(f"/requests/new/?{SCOPE}", filled(act="submit"))
    row = PaymentRequest.objects.latest("pk")
    checker, first = reader("yanshen"), reader("chushen")
    own = PaymentRequest.objects.filter(agency=OWN, state="待单位审核").count()
    assert title(page(checker, "/todos/")) == title(page(checker, "/requests/queue/"))
    assert title(page(checker, "/todos/")) == f"{own}笔支付申请等您办理"
    assert "组成批次" not in page(checker, "/todos/")
    assert re.search(r"\d+ 笔支付申请等您组成批次", page(first, "/todos/"))
    assert "支付申请" not in title(page(reader("wenban"), "/todos/"))
    checker.post(f"/requests/{row.pk}/endorse/?{SCOPE}", {"_once": "2"})
    assert f'href="/requests/{row.pk}/' in page(first, "/requests/queue/")
    first.post(f"/requests/{row.pk}/review/?{SCOPE}", {"_once": "3"})
    assert f'href="/requests/{row.pk}/' not in page(first, "/requests/queue/")
    assert "复核通过" not in page(first, f"/requests/{row.pk}/")
    assert "复核通过" in page(reader("fuhe"), f"/requests/{row.pk}/")
    first.post(f"/requests/{row.pk}/hold/?{SCOPE}", {"reason": "等待审计意见", "_once": "4"})
    queue = page(reader("fuhe"), "/requests/queue/")
    assert re.search(rf"已挂起、不在表中：.*SQ2023-{row.pk:06d}", queue)


def test_the_centre_sends_back_with_a_reason_that_the_clerk_has_to_do(clerk, reader):
    row = PaymentRequest.objects.filter(agency=OWN, state="待初审").first()
    first = reader("chushen")
    path = f"/requests/{row.pk}/return-centre/?{SCOPE}"
    assert first.post(path, {"reason": "好", "_once": "1"}).status_code == 422
    first.post(path, {"reason": "发票抬头与单位不符", "_once": "2"})
    assert "发票抬头与单位不符" in page(clerk, f"/requests/{row.pk}/")
    assert "发票抬头与单位不符" in page(clerk, "/todos/")


def test_papers_approved_are_counted_by_age_and_go_to_the_meeting(treasury):
    text = page(treasury, "/funds/")
    assert re.match(r"已批未付23件，[\d,]+万元，其中超过90天[\d,]+万元", title(text))
    assert title(page(treasury, "/statements/approved_unpaid/")).startswith("已批未付23件，未付")
    row = FundRequest.objects.filter(state="已批未列指标").first()
    shown = page(treasury, f"/funds/{row.pk}/")
    assert row.opinion in shown
    answer = treasury.get(f"/funds/?{SCOPE}&format=docx")
    paper = docx.Document(BytesIO(b"".join(answer.streaming_content)))
    assert "虚构数据" in paper.paragraphs[0].text
    assert len(paper.tables[0].rows) == 24
    sheet = paper.sections[0]
    room = sheet.page_width - sheet.left_margin - sheet.right_margin
    widths = [cell.width for cell in paper.tables[0].rows[1].cells]
    assert min(widths[-3:]) >= Cm(2.5) and sum(widths) <= room  # noqa: PT018 one claim
    assert [one.text[-1] for one in paper.paragraphs[2:] if one.text] == ["。", "。", "。"]
    book = load_workbook(
        BytesIO(b"".join(treasury.get(f"/funds/?{SCOPE}&format=xlsx").streaming_content))
    )
    assert book.active.title.startswith("已批未付")


def test_the_last_days_of_june_agree_three_ways(treasury):
    text = page(treasury, "/reconcile/payments/")
    assert re.match(r"5天三方一致，\d+天还没有对账单", title(text))
    day = page(treasury, "/reconcile/payments/", f"{SCOPE}&day={date(2023, 6, 30)}")
    assert "支付系统与代理银行：一致" in day


def test_a_paper_is_registered_by_hand(reader):
    office_ = reader("wenban")
    given = {
        "number": "教请〔2023〕99号", "agency": OWN, "purpose": "校舍维修", "amount": "120000",
        "approver": "常务副市长", "approved_on": "2023-06-20", "opinion": "同意", "minutes": "",
        "source": "", "creditor": "民营企业", "due": "", "_once": "1",
    }  # fmt: skip
    office_.post(f"/funds/new/?{SCOPE}", given)
    row = FundRequest.objects.get(number="教请〔2023〕99号")
    assert (row.amount, row.state) == (12_000_000, "已批未列指标")
    office_.post(f"/funds/{row.pk}/return/?{SCOPE}", {"reason": "已从其他渠道解决", "_once": "2"})
    assert "已从其他渠道解决" in page(office_, f"/funds/{row.pk}/")


@pytest.fixture
def own_bank(settings, tmp_path) -> None:
    """The county pays by itself."""
    (tmp_path / "law").mkdir()
    value = "{from: 2018-01-01, value: own, basis: 本地方式, evidence: LOCAL}"
    text = f"payment_mode:\n  title: 支付方式\n  unit: choice\n  values:\n    - {value}\n"
    (tmp_path / "law" / "mode.yaml").write_text(text, encoding="utf-8")
    settings.HOME = tmp_path


def brought(folder: Path, name: str, *lines: str) -> intake.Result:
    """A file that the bank or the treasury sent, taken in."""
    path = folder / f"{name}.csv"
    path.write_bytes("\r\n".join([*lines, ""]).encode("gb18030"))
    return intake.run(path, declared=intake.Declared(), by="liwenjing", now=NOW)


def test_a_bank_of_the_own_pays_and_what_bounced_says_what_to_do(clerk, reader, own_bank, tmp_path):
    ids = []
    for payee in ("岚州槐序商贸有限公司（虚构）", "岚州望舒商贸有限公司（虚构）"):
        clerk.post(f"/requests/new/?{SCOPE}", filled(payee=payee, act="submit", _once=payee))
        ids.append(PaymentRequest.objects.latest("pk").pk)
    reader("yanshen").post(f"/requests/pass/?{SCOPE}", {"id": ids, "_once": "e"})
    for name in ("chushen", "fuhe"):
        reader(name).post(f"/requests/pass/?{SCOPE}", {"id": ids, "_once": name})
    reader("chushen").post(f"/requests/batches/new/?{SCOPE}", {"id": ids, "_once": "s"})
    good, bad = PaymentRequest.objects.filter(pk__in=ids).order_by("pk")
    assert (good.state, bad.state) == ("已签章", "已签章")
    head = "回单批号,区划代码,支付申请号,行号,金额(元),处理结果,失败代码,银行附言,处理日期"
    rows = [
        f"HD88,990181000,SQ2023-{row.pk:06d},1,5000.00,{said},2023-06-30"
        for row, said in ((good, "成功,,"), (bad, "失败,02,查无此账号"))
    ]
    assert brought(tmp_path, "回单", head, *rows).status == "imported"
    text = page(clerk, f"/requests/{bad.pk}/")
    for words in ("被退回：账号不存在", "查无此账号", "更正账号后重发", "重新提交"):
        assert words in text
    answer = clerk.post(f"/requests/{bad.pk}/resend/?{SCOPE}", {"_once": "r"})
    assert "/edit/" in answer["Location"]
    paid, back = page(clerk, f"/requests/{good.pk}/"), bad.amount
    assert "银行已付" in title(paid)
    before = banking.compared(["990181000"], date(2023, 6, 30), date(2023, 7, 1))[0]
    assert before.bank_gap_fen == before.treasury_gap_fen == -back
