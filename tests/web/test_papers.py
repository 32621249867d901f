"""The report studio: list, text with live numbers, writing by two people, its way to 定稿."""

import html
import re
from fractions import Fraction

import pytest
from django.test import Client
from django.utils import timezone

from duzhi.documents import api as documents
from duzhi.figures import api as figures
from duzhi.office import api as office
from tests.web.conftest import SCOPE

PAPER = 1
"""The half-year report that the sample county has begun."""
BODY = "p05"


def url(tail: str = "", **query: object) -> str:
    more = "".join(f"&{key}={value}" for key, value in query.items())
    return f"/papers/{PAPER}/{tail}?{SCOPE}{more}"


def page(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, answer.content.decode()[:500]
    return answer.content.decode()


def words(html: str) -> str:
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", html))


def write(client: Client, text: str, base: int = 1, name: str = BODY, **more: object):
    return client.post(url(f"paragraphs/{name}/"), {"text": text, "base": base, **more})


def paper() -> documents.Document:
    return documents.documents().get(pk=PAPER)


@pytest.fixture
def writer(reader) -> Client:
    return reader("sunlu")


def test_the_list_says_how_many_papers_stand_where(writer):
    html = page(writer, f"/papers/?{SCOPE}")
    assert "草稿 1 份" in html
    assert "孙璐" in html


def test_a_new_paper_begins_from_the_template(writer):
    answer = writer.post(f"/papers/new/?{SCOPE}", {"kind": "half_year", "on": "2023-06-30"})
    assert answer.status_code == 302
    assert documents.documents().count() == 2
    wrong = writer.post(f"/papers/new/?{SCOPE}", {"kind": "half_year", "on": "2023-05-31"})
    assert wrong.status_code == 422
    assert "6月30日" in wrong.content.decode()


def test_the_plan_begins_the_paper_it_names_on_its_own_day(reader):
    treasury, day = reader("liwenjing"), "region=990181&on=2023-06-29"
    link = re.search(r'href="([^"]+)">调度款请示', page(treasury, f"/treasury/plan/?{SCOPE}"))[1]
    form = page(treasury, html.unescape(link).replace("2023-06-30", "2023-06-29"))
    assert re.search(r'<option value="dispatch_request" selected', form)
    assert re.search(r'id="id_on"[^>]*value="2023-06-29"|value="2023-06-29"[^>]*id="id_on"', form)
    treasury.post(f"/papers/new/?{day}", {"kind": "dispatch_request", "on": "2023-06-29"})
    row = documents.documents().latest("pk")
    told = [words(one.text) for one in documents.living(row)]
    assert [one for one in told if "财政局" in one] == ["青岚市财政局"]
    assert not [one for one in told if ">" in one]


def test_the_title_says_what_still_stands_between_the_paper_and_its_end(writer):
    html = page(writer, url())
    assert re.search(r"<h1>上半年工作总结还差 \d+ 个数</h1>", html)
    assert "不能定稿：" in html
    assert "待报" in html


def test_the_page_says_what_the_docx_says(writer):
    row = paper()
    shown = words(re.search(r"<article>(.*)</article>", page(writer, url()), re.DOTALL)[1])
    for one in documents.living(row):
        assert re.sub(r"\s+", "", one.text)[:40] in shown


def test_every_number_has_an_anchor_in_the_text_and_a_row_beside_it(writer):
    html = page(writer, url())
    assert 'id="F03-1"' in html
    assert 'href="#F03-1"' in html
    assert html.count('class="line ') == 71


def test_the_figures_are_chosen_by_kind(writer):
    html = page(writer, url(show="missing"))
    assert set(re.findall(r'class="line (\w+)"', html)) == {"missing"}


def test_another_day_in_the_address_is_sent_to_the_papers_own(writer):
    answer = writer.get(f"/papers/{PAPER}/?region=990181&on=2023-05-31")
    assert answer.status_code == 302
    assert "on=2023-06-30" in answer["Location"]


def test_an_edit_makes_a_version_and_comes_back_to_its_paragraph(writer):
    answer = write(writer, "1－6月份，收入完成{F01}万元，同比{F04:change}。")
    assert answer.status_code == 302
    assert answer["Location"].endswith(f"#p-{BODY}")
    assert paper().version == 2
    assert "收入完成117402万元，同比下降19.38％" in words(page(writer, url()))


def test_the_second_of_two_editors_sees_the_difference_and_loses_nothing(writer, reader):
    write(writer, "收入完成{F01}万元。")
    answer = write(reader("liwenjing"), "收入入库{F01}万元。")
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "孙璐已先改了这一段" in html
    assert "<del>完成</del><ins>入库</ins>" in html
    assert ">收入入库{F01}万元。</textarea>" in html
    assert paper().version == 2
    assert write(reader("liwenjing"), "收入入库{F01}万元。", base=2).status_code == 302


def test_two_editors_of_two_paragraphs_are_both_kept(writer, reader):
    write(writer, "收入完成{F01}万元。")
    assert write(reader("liwenjing"), "基金收入{F14}万元。", name="p06").status_code == 302
    shown = words(page(writer, url()))
    assert "收入完成117402万元。" in shown
    assert "基金收入6390万元。" in shown


@pytest.mark.parametrize(
    "typed",
    [
        "收入{F99}万元。",
        "<script>alert(1)</script>",
        "= 改成标题",
        "收入\u200b增长",
        "{",
        "收" * 5000,
        "",
        "\x00",
    ],
)
def test_what_may_not_stand_comes_back_with_what_was_typed(writer, typed):
    answer = write(writer, typed)
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "<script>alert" not in html
    assert paper().version == 1


def test_a_typed_figure_and_a_false_claim_are_pointed_out_and_can_be_put_right(writer):
    write(writer, "上半年，圆满实现双过半目标，收入完成117402万元。")
    html = page(writer, url())
    assert 'class="wave">圆满实现双过半目标<' in html
    assert "建议：对照“双过半”要求" in words(html)
    assert "税收收入48.63％" in html
    answer = writer.post(url("act/"), {"paragraph": BODY, "act": "adopt", "base": 2})
    assert answer.status_code == 302
    text = {one.id: one.text for one in documents.text_of(documents.newest(paper()))}
    assert "{say:double_half}" in text[BODY] or "{F01}" in text[BODY]


def test_paragraphs_are_inserted_moved_deleted_and_restored(writer):
    def act(verb: str, name: str = BODY) -> int:
        return writer.post(url("act/"), {"paragraph": name, "act": verb}).status_code

    def order() -> list[str]:
        return [one.id for one in documents.text_of(documents.newest(paper()))]

    assert write(writer, "补充一段。", name="new", after=BODY).status_code == 302
    assert order()[5] == "v2-1"
    assert act("down", "v2-1") == 302
    assert order()[6] == "v2-1"
    assert act("delete", "v2-1") == 302
    assert "v2-1" not in order()
    assert act("delete", "p01") == 409  # the title stays
    write(writer, "改过。", base=paper().version)
    assert act("restore") == 302
    assert act("fly") == 409
    assert act("up", "p999") == 409


def test_versions_are_compared_in_words_and_numbers(writer):
    write(writer, "收入完成{F01}万元。")
    html = page(writer, url("versions/"))
    assert "第 1 版到第 2 版：改了 1 段、0 个数" in html
    assert "<del>" in html
    page(writer, url("versions/", **{"from": 1, "to": 99}), 404)
    assert "相同" in page(writer, url("versions/", **{"from": 2, "to": "x"}))


@pytest.mark.parametrize("form", ["docx", "pdf", "html", "xlsx"])
@pytest.mark.parametrize("mask", ["", "1"])
def test_a_paper_is_taken_out_in_every_form(writer, form, mask):
    answer = writer.get(url(f"download/{form}/", mask=mask))
    assert answer.status_code == 200
    assert "attachment" in answer["Content-Disposition"]
    assert office.trail(paper().ref).last().verb == "下载"


def test_an_unknown_form_and_an_unknown_paper_are_refused(writer):
    page(writer, url("download/exe/"), 409)
    page(writer, f"/papers/999999/?{SCOPE}", 404)


def test_a_paper_is_sent_returned_withdrawn(writer, reader):
    director = reader("zhouming")
    form = page(writer, url("send/"))
    assert "周明远" in form
    assert "本机命令行" not in form
    assert writer.post(url("send/"), {"reviewer": ""}).status_code == 422
    assert writer.post(url("send/"), {"reviewer": "zhouming"}).status_code == 302
    assert "送周明远审阅" in page(writer, url())
    assert office.open_todos(user="zhouming").count() == 1
    assert f"/papers/{PAPER}/" in page(director, f"/todos/?{SCOPE}")
    assert director.post(url("return/"), {"reason": ""}).status_code == 422
    assert director.post(url("return/"), {"reason": "请写明税收下降的原因"}).status_code == 302
    assert "退回修改：请写明税收下降的原因" in page(writer, url())
    writer.post(url("send/"), {"reviewer": "role:deputy_director"})
    assert writer.post(url("withdraw/")).status_code == 302
    assert paper().state == "草稿"
    assert writer.post(url("withdraw/")).status_code == 409
    assert writer.post(url("send/"), {"reviewer": "sunlu"}).status_code == 422


def test_a_paper_with_missing_numbers_is_not_finalised(reader):
    answer = reader("zhouming").post(url("finalise/"), {"override": "先报"})
    assert answer.status_code == 422
    assert "待报" in answer.content.decode()
    assert paper().state == "草稿"


def test_numbers_are_pulled_again_on_demand(writer):
    answer = writer.post(url("refetch/"), follow=True)
    assert "没有变化" in answer.content.decode()


@pytest.fixture
def complete(db) -> None:
    """Every number that the offices owe is filed and reviewed."""
    ask = figures.Evaluator(paper().on, paper().region)
    for item in documents.paper("half_year").items:
        if ask.value(item.code).exact is None:
            file(item.code, 12)


def file(code: str, value: int) -> None:
    one = figures.figure(code)
    filing = figures.Filing(code, Fraction(value), one.unit, "", one.office, "台账")
    on, region = paper().on, paper().region
    number = figures.file_figure(filing, on=on, region=region, by="hanli", at=timezone.now())
    figures.review_figure(number, by="tangyue", at=timezone.now())


def test_a_final_paper_stands_still_and_says_what_has_changed_since(writer, reader, complete):
    director = reader("zhouming")
    assert director.post(url("finalise/"), {"override": ""}).status_code == 302
    html = page(writer, url())
    assert "已定稿" in html
    assert 'class="pen"' not in html
    before = writer.get(url("download/pdf/")).content
    assert "都没有变化" in page(writer, url("changed/"))
    file("party.members_admitted", 15)
    changed = page(writer, url("changed/"))
    assert "定稿后有 1 项数据变了" in changed
    assert ">12人<" in changed
    assert ">15人<" in changed
    assert writer.get(url("download/pdf/")).content == before
    assert write(writer, "改。").status_code == 422
    page(reader("shenji"), url())


def test_a_text_that_contradicts_itself_is_final_only_with_a_signed_reason(
    writer, reader, complete
):
    write(writer, "共评审项目送审115991万元，审定97219万元，审减18906万元。")
    writer.post(url("refetch/"))
    director = reader("zhouming")
    studio = page(director, url())
    assert "审减写的是18906万元" in studio
    assert f'href="/papers/{PAPER}/finalise/' in studio
    assert "确需定稿的写明理由" in page(director, url("finalise/"))
    assert director.post(url("finalise/"), {"override": ""}).status_code == 422
    assert director.post(url("finalise/"), {"override": "以原件为准"}).status_code == 302
    assert paper().override.startswith("文中校核错误1处，以原件为准。（zhouming，")


def test_a_final_paper_is_restated_as_a_new_draft(writer, reader, complete):
    reader("zhouming").post(url("finalise/"), {"override": ""})
    answer = writer.post(url("restate/"), {"reason": "国库更正六月数据"})
    assert answer.status_code == 302
    fresh = documents.documents().first()
    assert (fresh.predecessor_id, fresh.state) == (PAPER, "草稿")
    assert "改版自上一定稿" in page(writer, f"/papers/{fresh.pk}/?{SCOPE}")
    assert writer.post(url("restate/"), {"reason": "再改一次看看"}).status_code == 422


def test_a_draft_of_the_command_line_is_read_and_taken_up(writer, tmp_path):
    made = documents.draft(
        kind="half_year",
        on=paper().on,
        region=paper().region,
        path=tmp_path / "半年报告.docx",
        by="sunlu",
        at=timezone.now(),
    )
    address = f"/papers/{made.document.pk}/"
    html = page(writer, f"{address}?{SCOPE}")
    assert "转入工作台" in html
    assert "一般公共预算收入累计完成117402万元" in words(html)
    assert writer.post(f"{address}take-up/?{SCOPE}").status_code == 302
    assert "第 1 版" in page(writer, f"{address}?{SCOPE}")


def test_a_double_click_inserts_once(writer):
    for _ in range(2):
        write(writer, "补充一段。", name="new", after=BODY)
    assert paper().version == 2


def test_drafts_are_seen_by_those_who_write_and_sign_only(reader):
    page(reader("shenji"), url(), 404)
    assert "还没有材料" in page(reader("shenji"), f"/papers/?{SCOPE}")
    page(reader("caiwu"), url(), 403)
