"""The frame: addresses, doors, forms that lose nothing, errors that say what to do."""

import pytest
from django.test import Client
from django.urls import reverse

from duzhi.office import api as office


def test_nobody_is_sent_to_the_login_and_back():
    answer = Client().get("/password/?a=1")
    assert answer.status_code == 302
    assert answer["Location"] == "/login/?next=%2Fpassword%2F%3Fa%3D1"


def test_signing_in_leads_on_to_the_page_that_was_asked_for(db):
    answer = Client().post(
        "/login/", {"username": "liwenjing", "password": "qinglan-2023", "next": "/password/"}
    )
    assert answer["Location"] == "/password/"


@pytest.mark.parametrize(
    "foreign", ["https://elsewhere.example/", "//elsewhere.example", "javascript:x"]
)
def test_signing_in_never_leads_out_of_the_house(db, foreign):
    given = {"username": "liwenjing", "password": "qinglan-2023", "next": foreign}
    assert Client().post("/login/", given)["Location"] == "/"


def test_a_wrong_password_says_so_and_keeps_the_name(db):
    answer = Client().post("/login/", {"username": "liwenjing", "password": "wrong"})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "登录名或密码不对" in text
    assert 'value="liwenjing"' in text


def test_five_wrong_passwords_lock_the_account(db):
    for _ in range(5):
        Client().post("/login/", {"username": "liwenjing", "password": "wrong"})
    answer = Client().post("/login/", {"username": "liwenjing", "password": "qinglan-2023"})
    assert answer.status_code == 422
    assert "锁定至" in answer.content.decode()


def test_what_was_typed_when_the_login_ran_out_comes_back_after_it(db):
    typed = {"old": "qinglan-2023", "new": "another-word-9", "again": "another-word-9"}
    asked = Client().post("/password/", typed)
    assert asked.status_code == 401
    page = asked.content.decode()
    assert "已保留" in page
    assert 'name="carried.new" value="another-word-9"' in page
    client = Client()
    given = {"username": "liwenjing", "password": "qinglan-2023", "next": "/password/"}
    resumed = client.post(
        "/login/", given | {f"carried.{key}": text for key, text in typed.items()}
    )
    assert 'action="/password/"' in resumed.content.decode()
    assert 'name="new" value="another-word-9"' in resumed.content.decode()
    assert client.post("/password/", typed).status_code == 302
    assert office.User.objects.get(username="liwenjing").check_password("another-word-9")


def test_a_first_password_is_changed_before_anything_else(reader):
    office.User.objects.filter(username="liwenjing").update(must_change_password=True)
    assert reader("liwenjing").get("/")["Location"].startswith("/password/?next=")


def test_a_form_sent_twice_is_acted_on_once(treasury):
    typed = {"old": "qinglan-2023", "new": "another-word-9", "again": "another-word-9"}
    first = treasury.post("/password/", typed | {"_once": "one-filling"})
    second = treasury.post("/password/", typed | {"_once": "one-filling"})
    assert (first.status_code, second.status_code) == (302, 302)
    acts = office.trail("office.user:liwenjing#1").filter(verb="修改密码", by="liwenjing")
    assert acts.count() == 2  # once when the demo user was seated, once now


def test_what_the_house_refuses_comes_back_on_the_form(treasury):
    answer = treasury.post("/password/", {"old": "nonsense", "new": "a1" * 6, "again": "a1" * 6})
    assert answer.status_code == 422
    assert "原密码不对" in answer.content.decode()


def test_an_unknown_page_says_what_to_do(treasury):
    answer = treasury.get("/no/such/page/")
    assert answer.status_code == 404
    assert "没有找到这一页" in answer.content.decode()
    assert answer["X-Request-Id"] in answer.content.decode()


def test_every_answer_forbids_foreign_scripts(treasury):
    answer = treasury.get("/password/")
    policy = answer["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "<script>" not in answer.content.decode()
    assert " style=" not in answer.content.decode()
    assert answer["X-Frame-Options"] == "DENY"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]


def test_a_body_larger_than_any_file_is_turned_away_unread(treasury, settings):
    answer = treasury.post(
        "/password/", data=b"", content_type="text/plain", CONTENT_LENGTH=str(2**30)
    )
    assert answer.status_code == 413
    assert "200 MB" in answer.content.decode()


def test_a_form_without_its_token_is_explained(db):
    strict = Client(enforce_csrf_checks=True)
    answer = strict.post("/login/", {"username": "liwenjing", "password": "qinglan-2023"})
    assert answer.status_code == 403
    assert "没有被接受" in answer.content.decode()


def test_an_amount_is_written_out_while_it_is_typed(treasury):
    answer = treasury.get("/words/?amount=117402&of=万元")
    assert answer.content.decode() == "壹拾壹亿柒仟肆佰零贰万元整"
    assert treasury.get("/words/?amount=<script>&of=元").content == b""


def test_signing_out_ends_the_session(treasury):
    assert treasury.post("/logout/").status_code == 302
    assert treasury.get("/password/").status_code == 302


def test_a_page_without_the_frame_is_sent_to_htmx(treasury):
    whole = treasury.get("/password/").content.decode()
    bare = treasury.get("/password/", HTTP_HX_REQUEST="true").content.decode()
    assert 'class="rail"' in whole
    assert 'class="rail"' not in bare
    assert "<h1>" in bare


def test_the_scope_of_an_address_must_be_readable(treasury):
    for query in ("region=../etc&on=2023-06-30", "region=990181&on=yesterday"):
        answer = treasury.get(f"{reverse('home')}?{query}")
        assert answer.status_code == 409
        assert "请" in answer.content.decode()
