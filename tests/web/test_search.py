"""The search: words, codes and pinyin, and never a thing outside the reader's scope."""

import re
from urllib.parse import quote

import pytest
from django.utils import timezone

from duzhi.money.budget.models import Quota
from duzhi.money.payments.models import Contract, FundRequest, PaymentRequest
from duzhi.money.payments.queries import requests
from duzhi.office import api as office
from duzhi.web.searching import entry, matching

FIGURES = [
    entry("receipts.general", "一般公共预算收入"),
    entry("receipts.tax", "税收收入"),
    entry("spending.general", "一般公共预算支出"),
    entry("debt.due", "到期债务本息"),
]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("ybggyssr", "一般公共预算收入"),
        ("YBGGYSZC", "一般公共预算支出"),
        ("yibangonggong", "一般公共预算收入"),
        ("shui shou", "税收收入"),
        ("预算收入", "一般公共预算收入"),
        ("ssr", "税收收入"),
        ("receipts.tax", "税收收入"),
        ("debt", "到期债务本息"),
        ("dqzw", "到期债务本息"),
    ],
)
def test_a_name_is_found_by_words_code_and_pinyin(typed, first):
    assert matching(FIGURES, typed)[0].name == first


@pytest.mark.parametrize("typed", ["", "   ", "没有这样的指标", "zzzz", "x"])
def test_nothing_is_found_for_nothing(typed):
    assert matching(FIGURES, typed) == []


def test_the_closest_comes_first():
    entries = [entry("1010", "税收收入及其他"), entry("101", "税收收入"), entry("9", "非税收入")]
    assert [one.code for one in matching(entries, "税收收入")] == ["101", "1010"]
    assert [one.code for one in matching(entries, "101")] == ["101", "1010"]


def test_pages_are_found_by_pinyin_and_only_those_one_may_open(reader):
    page = reader("guanli").get("/search/?q=ryyqx").content.decode()
    assert 'href="/users/"' in page
    assert 'href="/users/"' not in reader("hejing").get("/search/?q=ryyqx").content.decode()


def test_the_menu_under_the_field_is_a_fragment(reader):
    answer = reader("hejing").get("/search/?q=dab&part=menu").content.decode()
    assert "<html" not in answer
    menu = reader("hejing").get("/search/?q=待办&part=menu").content.decode()
    assert 'href="/todos/"' in menu
    assert reader("hejing").get("/search/?part=menu").content.decode().strip() == ""


def test_a_unit_clerk_never_finds_another_unit(reader):
    for query in ("教育", "101001", "人大", "rdcwh"):
        page = reader("caiwu").get(f"/search/?q={query}").content.decode()
        assert "人大常委会" not in page
        assert 'class="when code">101001' not in page


@pytest.mark.parametrize("query", ["%00", "%3Cscript%3E", "9" * 80, "'%22%3B--", "../../etc"])
def test_a_strange_search_finds_nothing_quietly(reader, query):
    answer = reader("liwenjing").get(f"/search/?q={query}")
    assert answer.status_code == 200
    assert "<script>" not in answer.content.decode()


def found(client, text: str) -> str:
    answer = client.get("/search/", {"q": text, "region": "990181", "on": "2023-06-30"})
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_quota_is_found_by_its_number_within_the_scope(reader):
    own = Quota.objects.filter(agency="126001", year=2023).first()
    other = Quota.objects.filter(agency="101001", year=2023).first()
    assert own.document in found(reader("caiwu"), own.number.lower())
    assert other.document in found(reader("hejing"), other.number[:10])
    assert other.document not in found(reader("caiwu"), other.number)
    assert "/budget/quotas/" not in found(reader("guanli"), own.number)


def test_money_from_above_is_found_by_any_part_of_its_document(reader):
    quota = Quota.objects.filter(agency="126001", upper_doc__startswith="省财教").first()
    typed = quota.upper_doc.replace("〔", "[").replace("〕", "] ")
    whole = found(reader("hejing"), typed)
    assert f"/budget/grants/990181000/2023/{quote(quota.upper_doc)}" in whole
    assert "预算指标" in found(reader("hejing"), "省财教")
    narrow = found(reader("caiwu"), typed)
    assert quota.document in narrow
    assert "/budget/grants/" not in narrow


def test_requests_papers_and_contracts_are_found_by_number(reader):
    row = PaymentRequest.objects.filter(agency="126001").exclude(application="").first()
    other = PaymentRequest.objects.exclude(agency="126001").first()
    clerk = reader("caiwu")
    for text in (requests.number(row), f"sq2023-{row.pk}", row.application):
        assert f"/requests/{row.pk}/" in found(clerk, text)
    assert f"/requests/{other.pk}/" not in found(clerk, requests.number(other))
    assert f"/requests/{row.pk}/" not in found(clerk, f"SQ2022-{row.pk:06d}")
    paper = FundRequest.objects.filter(agency="126001").first()
    assert f"/funds/{paper.pk}/" in found(clerk, paper.number[:8])
    contract = Contract.objects.filter(agency="126001").first()
    assert f"/contracts/{contract.pk}/" in found(clerk, contract.number.lower())
    assert "/requests/" not in found(clerk, "SQ2023-99999999999999999999")


def test_the_search_reads_scopes_in_few_queries(reader, django_assert_max_num_queries):
    client = reader("liwenjing")
    client.get("/search/?q=教育&part=menu")
    with django_assert_max_num_queries(7):
        client.get("/search/?q=教育&part=menu")


def test_the_top_bar_counts_what_waits(reader, db):
    office.todo("x:1#1", "甲", user="hejing", by="s", at=timezone.now())
    office.todo("x:2#1", "乙", office="预算股", by="s", at=timezone.now())
    assert "待办<b>2</b>" in reader("hejing").get("/roles/").content.decode()


def numbers(client, query):
    page = client.get(f"/search/?q={query}&region=990181&on=2023-06-30").content.decode()
    return set(re.findall(r">(ZF\d+)</a>", page))


def test_a_voucher_is_found_by_its_number_by_those_who_may_see_it(reader):
    mine = numbers(reader("caiwu"), "zf2023")
    assert mine
    theirs = numbers(reader("liwenjing"), "ZF202306")
    assert len(theirs) == 8
    stranger = sorted(theirs - mine)[0]
    assert numbers(reader("liwenjing"), stranger) == {stranger}
    assert numbers(reader("caiwu"), stranger) == set()
    assert numbers(reader("caiwu"), sorted(mine)[0]) == {sorted(mine)[0]}
    assert numbers(reader("liwenjing"), "ZF") == set()


def test_a_figure_is_found_by_name_number_and_letters_with_its_page(reader):
    client = reader("liwenjing")
    for query in ("ybggyssr", "F01", "一般公共预算收入"):
        page = client.get(f"/search/?q={query}&region=990181&on=2023-06-30").content.decode()
        assert "/figures/F01/?region=990181&amp;on=2023-06-30" in page
    assert "/figures/" not in reader("caiwu").get("/search/?q=ybggyssr").content.decode()
