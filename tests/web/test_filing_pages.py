"""材料报送 on pages: filled with evidence, reviewed by another, sent back, asked for, followed."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from duzhi.figures import api as figures
from duzhi.office import api as office
from tests.web.conftest import SCOPE

CODE = "party.members_admitted"
ONE = f"/reports/filing/one/{CODE}/"
ON, REGION = "2023-06-30", "990181"


@pytest.fixture
def party(reader):
    return reader("dingyi")


@pytest.fixture
def head(reader):
    return reader("zhouming")


def notice(name="发展党员批复.pdf", content=b"%PDF-1.7 batch"):
    return SimpleUploadedFile(name, content)


def fill(client, act="submit", code=CODE, once="", **fields):
    data = {"value": "6", "evidence": "青组〔2023〕12号", "scope": "", "reason": "", "act": act}
    data |= {"_once": once} | fields
    return client.post(f"/reports/filing/one/{code}/?{SCOPE}", data)


def press(client, what, code=CODE, **fields):
    return client.post(f"/reports/filing/one/{code}/{what}/?{SCOPE}", fields)


def state(code=CODE):
    return figures.owed_one(code, ON, REGION).state


def words(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_filed_with_a_paper_reviewed_by_another_and_used(party, head):
    answer = fill(party, papers=[notice(), notice("名单.pdf", b"%PDF-1.7 list")])
    assert answer.status_code == 302
    assert state() == "待审"
    seen = words(head.get(f"{ONE}?{SCOPE}"))
    for part in ("审核通过", "青组〔2023〕12号", "发展党员批复.pdf", "名单.pdf", "丁仪"):
        assert part in seen
    assert press(head, "accept").status_code == 302
    assert state() == "已审"
    assert figures.value(CODE, figures.owed_one(CODE, ON, REGION).duty.on, REGION).exact == 6


def test_the_filler_neither_sees_nor_reaches_the_review(party):
    fill(party)
    assert "审核通过" not in words(party.get(f"{ONE}?{SCOPE}"))
    answer = press(party, "accept")
    assert answer.status_code == 422
    assert "经办与审核不得为同一人" in words(answer)
    assert state() == "待审"


def test_another_office_neither_fills_nor_reviews(party, reader):
    other = reader("hanli")
    answer = fill(other)
    assert answer.status_code == 422
    assert "由机关党委负责" in words(answer)
    assert fill(reader("caiwu")).status_code == 403
    assert state() == "未报"
    fill(party)
    answer = press(other, "accept")
    assert answer.status_code == 422
    assert "不由债务股审核" in words(answer)


def test_what_is_missing_comes_back_with_everything_that_was_typed(party):
    answer = fill(party, value="", evidence="", scope="在册口径")
    assert answer.status_code == 422
    seen = answer.content.decode()
    assert "没有数值" in seen
    assert "依据材料（名称、文号）" in seen
    assert 'value="在册口径"' in seen
    assert state() == "未报"


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("六", "请填写数字"),
        ("1e9", "请填写数字"),
        ("1.5", "不小于零的整数"),
        ("-1", "不小于零的整数"),
        ("9" * 30, "请核对计量单位"),
        ("<script>", "请填写数字"),
    ],
)
def test_a_strange_number_is_explained(party, value, told):
    answer = fill(party, value=value)
    assert answer.status_code == 422
    assert told in answer.content.decode()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"MZ program", "不是可接收的类型"),
        (b"", "空"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧版 Office"),
    ],
)
def test_a_disguised_paper_is_refused_and_nothing_is_filed(party, content, told):
    answer = fill(party, papers=[notice(content=content)])
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert state() == "未报"


def test_pressing_twice_files_once(party):
    first, second = fill(party, once="same-filling"), fill(party, once="same-filling")
    assert (first.status_code, second.status_code) == (302, 302)
    assert figures.filings(CODE, ON, REGION).count() == 1


def test_a_draft_is_kept_and_taken_up_again(party):
    fill(party, act="draft", value="", papers=[notice()])
    page = party.get(f"{ONE}?{SCOPE}").content.decode()
    assert "草稿未提交" in page
    assert "青组〔2023〕12号" in page
    paper = office.attachments(figures.filing_ref(figures.filings(CODE, ON, REGION)[0])).get()
    fill(party, drop=[str(paper.pk)])
    row = figures.filings(CODE, ON, REGION)[0]
    assert (row.state, office.attachments(figures.filing_ref(row)).count()) == ("待审", 0)


@pytest.fixture
def colleague(party, reader):
    """A second person of 机关党委."""
    who = {"username": "luxing", "name": "陆星", "password": "zhi-shui-2023", "office": "机关党委"}
    now = timezone.now()
    office.create_user(**who, by="guanli", at=now)
    reach = office.Reach(region=REGION)
    start = timezone.localdate(now)
    office.grant(username="luxing", role="party", start=start, reach=reach, by="guanli", at=now)
    office.User.objects.filter(username="luxing").update(must_change_password=False)
    return reader("luxing")


def test_two_people_at_one_draft_see_each_other(party, colleague):
    fill(party, act="draft")
    seen = figures.filings(CODE, ON, REGION)[0].edits
    assert fill(colleague, act="draft", value="7", seen=str(seen)).status_code == 302
    answer = fill(party, act="draft", value="8", seen=str(seen))
    assert answer.status_code == 422
    assert "刚由陆星改过" in answer.content.decode()
    assert 'value="8"' in answer.content.decode()


def test_a_returned_figure_is_mended_with_its_papers(party, head):
    fill(party, papers=[notice()])
    assert press(head, "return", reason="错").status_code == 422
    assert press(head, "return", reason="批复只有五名").status_code == 302
    page = words(party.get(f"{ONE}?{SCOPE}"))
    assert "退回原因：批复只有五名" in page
    fill(party, value="5")
    row = figures.filings(CODE, ON, REGION)[0]
    assert (row.exact, row.state) == ("5", "待审")
    assert [one.name for one in office.attachments(figures.filing_ref(row))] == ["发展党员批复.pdf"]
    assert "本期报过 2 次" in words(head.get(f"{ONE}?{SCOPE}"))


def test_several_are_accepted_together_or_none(party, head):
    other = "party.activists"
    fill(party)
    address = f"/reports/filing/accept/?{SCOPE}&of=机关党委"
    refused = head.post(address, {"id": [CODE, other]})
    assert refused.status_code == 409
    assert "不在待审" in words(refused)
    assert state() == "待审"
    fill(party, code=other, value="13")
    assert party.post(address, {"id": [CODE, other]}).status_code == 409
    assert head.post(address, {"id": []}).status_code == 409
    assert head.post(address, {"id": [CODE, other]}).status_code == 302
    assert (state(), state(other)) == ("已审", "已审")


def test_a_filing_is_taken_back_before_review(party, head):
    fill(party)
    assert press(head, "withdraw").status_code == 403
    assert press(party, "withdraw").status_code == 302
    assert state() == "草稿"
    assert press(party, "discard").status_code == 302
    assert state() == "未报"


def test_not_applicable_asks_for_a_reason(party, head):
    assert fill(party, value="", absent="on").status_code == 422
    assert fill(party, value="", absent="on", reason="本期没有发展").status_code == 302
    press(head, "accept")
    assert "本期不适用" in words(party.get(f"{ONE}?{SCOPE}"))


def test_an_accepted_figure_is_corrected_by_its_office_only(party, head, reader):
    fill(party)
    press(head, "accept")
    assert "更正" in words(party.get(f"{ONE}?{SCOPE}"))
    assert "更正" not in words(reader("hanli").get(f"{ONE}?{SCOPE}"))
    assert 'name="act"' in party.get(f"{ONE}?{SCOPE}&again=1").content.decode()


def test_a_paper_is_sent_to_keep_and_the_look_is_in_the_trail(party, head, reader):
    fill(party, papers=[notice("../../<b>批复.pdf")])
    row = figures.filings(CODE, ON, REGION)[0]
    paper = office.attachments(figures.filing_ref(row)).get()
    answer = head.get(f"/reports/papers/{paper.pk}/")
    assert b"".join(answer.streaming_content) == b"%PDF-1.7 batch"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Type"] == "application/pdf"
    assert [one.by for one in office.trail(figures.filing_ref(row)) if one.verb == "查看附件"] == [
        "zhouming"
    ]
    assert reader("caiwu").get(f"/reports/papers/{paper.pk}/").status_code == 403
    assert reader("qiaoxiang").get(f"/reports/papers/{paper.pk}/").status_code == 403


def test_the_office_sees_its_list_and_the_writer_everybodys(party, reader):
    mine = words(party.get(f"/reports/filing/?{SCOPE}"))
    assert "机关党委应报 2 项，还差 2 项" in mine
    whole = words(reader("sunlu").get(f"/reports/filing/all/?{SCOPE}"))
    assert "9 个股室应报 33 项，还差 4 项" in whole
    assert "采购办差 2 项" in whole


def test_the_writer_reminds_once_a_day(reader):
    writer = reader("sunlu")
    address = f"/reports/filing/remind/?{SCOPE}"
    assert writer.post(address, {"office": "机关党委"}).status_code == 302
    again = writer.post(address, {"office": "机关党委"})
    assert again.status_code == 422
    assert "今天已催过" in again.content.decode()
    duty = figures.owed_one(CODE, ON, REGION).duty
    assert duty.reminders == 1


def test_calling_again_moves_the_day_and_repeats_nothing(reader):
    writer = reader("sunlu")
    address = f"/reports/filing/call/?{SCOPE}"
    assert 'value="2023-07-05"' in writer.get(address).content.decode()
    assert writer.post(address, {"due": "2023-06-01"}).status_code == 422
    assert writer.post(address, {"due": "2023-07-07"}).status_code == 302
    assert str(figures.owed_one(CODE, ON, REGION).duty.due) == "2023-07-07"
    assert figures.Duty.objects.filter(on=ON, region=REGION).count() == 33


def test_a_to_do_leads_to_the_page_it_is_about(party):
    ref = "990181/2023-06-30"
    assert "/reports/filing/?" in party.get(f"/reports/filing/of/{ref}/机关党委/")["Location"]
    assert f"/one/{CODE}/" in party.get(f"/reports/filing/of/{ref}/{CODE}/")["Location"]
    assert party.get("/reports/filing/of/what/ever/").status_code == 404


def test_a_figure_nobody_asked_for_is_said_plainly(party):
    answer = party.get("/reports/filing/one/receipts.tax/?region=990181&on=2023-06-30")
    assert answer.status_code == 404
    assert "没有下达" in answer.content.decode()
    assert party.get(f"/reports/filing/one/no.such/?{SCOPE}").status_code == 404


def test_the_overview_is_exported_as_it_is_filtered(reader):
    answer = reader("sunlu").get(f"/reports/filing/all/?{SCOPE}&office=债务股&export=xlsx")
    assert answer.status_code == 200
    assert "xlsx" in answer["Content-Disposition"]
    assert len(b"".join(answer.streaming_content)) > 2_000
