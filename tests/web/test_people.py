"""Pages of people: signing in with two steps, profile, users and roles, tokens, to-dos, jobs."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from duzhi.office import api as office
from duzhi.office.models import Authenticator, Job
from duzhi.office.onetime import STEP, code_at
from duzhi.sample.people import DEMO_WORD

ACT = {"reason": "岗位调整，局办〔2023〕8号"}


def text(answer):
    """What a page says, without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def downloaded(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def code(secret, shift=0):
    return code_at(secret, int(timezone.now().timestamp()) // STEP + shift)


@pytest.fixture
def secret(reader):
    """李文静 uses one-time passwords."""
    client = reader("liwenjing")
    assert "开始设置" in text(client.get("/profile/code/"))
    page = client.post("/profile/code/", {"start": "1"}, follow=True)
    key = re.search(r'id="key">([A-Z2-7]+)<', page.content.decode())[1]
    assert 'src="data:image/svg+xml' in page.content.decode()
    wrong = client.post("/profile/code/", {"code": "abcdef", "_once": "1"})
    assert (wrong.status_code, "核对手机时间" in text(wrong)) == (422, True)
    # An earlier code, so that the next one still counts for the test's own sign-in.
    done = client.post("/profile/code/", {"code": code(key, -1), "_once": "2"}, follow=True)
    assert "动态口令已启用" in text(done)
    return key


def first_step(client, **more):
    given = {"username": "liwenjing", "password": DEMO_WORD, **more}
    return client.post("/login/", given)


def test_the_code_is_asked_after_the_password_and_the_target_is_kept(secret):
    client = Client()
    asked = first_step(client, next="/jobs/")
    assert "请输入动态口令" in text(asked)
    assert "_auth_user_id" not in client.session
    wrong = client.post("/login/", {"code": "000000x", "next": "/jobs/"})
    assert (wrong.status_code, "不对或已用过" in text(wrong)) == (422, True)
    done = client.post("/login/", {"code": code(secret), "next": "/jobs/"})
    assert (done.status_code, done["Location"]) == (302, "/jobs/")


def test_what_was_typed_before_the_login_ran_out_passes_the_code_too(secret):
    client = Client()
    asked = first_step(client, next="/password/", **{"carried.reason": "写了一半"})
    assert "写了一半" in asked.content.decode()
    done = client.post(
        "/login/", {"code": code(secret), "next": "/password/", "carried.reason": "写了一半"}
    )
    assert "写了一半" in text(done)


def test_a_code_without_the_password_before_it_is_nothing(secret):
    answer = Client().post("/login/", {"code": code(secret)})
    assert (answer.status_code, "请重新登录" in text(answer)) == (422, True)


def test_wrong_codes_lock_and_the_page_says_until_when(secret):
    client = Client()
    first_step(client)
    for _ in range(5):
        client.post("/login/", {"code": "no"})
    assert "账户锁定至" in text(client.post("/login/", {"code": code(secret)}))
    assert "账户锁定至" in text(first_step(Client()))


def test_the_administrator_drops_a_lost_telephone(secret, reader):
    admin = reader("guanli")
    assert "停用动态口令" in text(admin.get("/users/liwenjing/"))
    admin.post("/users/liwenjing/code/", {**ACT, "_once": "1"})
    assert not Authenticator.objects.exists()
    assert first_step(Client()).status_code == 302


def test_one_drops_ones_own_with_the_password(secret, reader):
    client = reader("liwenjing")
    wrong = client.post("/profile/code/drop/", {"word": "wrong", "_once": "d1"})
    assert (wrong.status_code, "密码不对" in text(wrong)) == (422, True)
    client.post("/profile/code/drop/", {"word": DEMO_WORD, "_once": "d2"})
    assert not Authenticator.objects.exists()


def test_a_new_password_ends_every_other_session(reader):
    here, elsewhere = reader("hejing"), reader("hejing")
    given = {"old": DEMO_WORD, "new": "xin" + DEMO_WORD, "again": "xin" + DEMO_WORD, "_once": "1"}
    assert here.post("/password/", given).status_code == 302
    assert here.get("/profile/").status_code == 200
    assert elsewhere.get("/profile/").status_code == 302


def test_a_switched_off_person_is_out_at_once(reader):
    theirs = reader("hejing")
    assert theirs.get("/profile/").status_code == 200
    reader("guanli").post("/users/hejing/off/", {**ACT, "_once": "1"})
    assert theirs.get("/profile/").status_code == 302
    line = office.trail("office.user:hejing#1").last()
    assert (line.verb, line.note, line.origin) == ("停用人员", ACT["reason"], "127.0.0.1")


def test_a_person_is_made_and_given_a_role(reader):
    admin = reader("guanli")
    given = {"username": "xinren", "name": "新人", "office": "收入股", "_once": "1"}
    weak = admin.post("/new-user/", {**given, "password": "short"})
    assert (weak.status_code, "密码至少10位" in text(weak)) == (422, True)
    assert "新人" in weak.content.decode()
    strange = admin.post("/new-user/", {**given, "username": "../新", "password": DEMO_WORD})
    assert "小写字母开头" in text(strange)
    made = admin.post("/new-user/", {**given, "password": DEMO_WORD, "_once": "2"})
    assert made["Location"] == "/users/xinren/grant/"
    role = {"role": "revenue", "region": "990181", "start": "2023-01-01", "_once": "3"}
    assert admin.post(made["Location"], role)["Location"] == "/users/xinren/"
    page = text(admin.get("/users/xinren/"))
    assert "1 个角色生效" in page
    assert "青岚市全辖" in page


def test_a_clash_is_told_before_and_refused_after(reader):
    admin = reader("guanli")
    asked = {"part": "check", "role": "treasury", "start": "2023-01-01"}
    check = text(admin.get("/users/hejing/grant/", asked, headers={"HX-Request": "true"}))
    assert "何静不能同时担任国库股和预算股" in check
    assert "不冲突" in text(admin.get("/users/hejing/grant/", {**asked, "role": "revenue"}))
    role = {"role": "treasury", "region": "", "start": "2023-01-01", "_once": "1"}
    answer = admin.post("/users/hejing/grant/", role)
    assert (answer.status_code, "不能同时担任" in text(answer)) == (422, True)


def test_the_administrator_cannot_take_a_business_role(reader):
    admin = reader("guanli")
    for role in ("budget", "leader", "audit"):
        given = {"role": role, "region": "", "start": "2023-01-01", "_once": role}
        answer = admin.post("/users/guanli/grant/", given)
        assert (answer.status_code, "不能同时担任" in text(answer)) == (422, True)
    assert admin.get("/search/?q=教育").content.decode().count("126001") == 0


def test_the_administrator_sees_who_may_do_what(reader):
    page = text(reader("guanli").get("/roles/?verb=budget.import"))
    assert "能“导入预算”的 2 人" in page
    assert "何静" in page
    assert "陈默" in page
    assert "焦雯" in text(reader("guanli").get("/roles/?verb=payments.consent"))
    office.Grant.objects.filter(user__username="jiaowen").delete()
    assert "目前没有人能办" in text(reader("guanli").get("/roles/?verb=payments.consent"))
    assert "何静" not in text(reader("liwenjing").get("/roles/?verb=budget.import"))
    assert reader("guanli").get("/roles/?verb=../x").status_code == 200


def test_a_role_ends_on_a_day_with_a_reason(reader):
    admin = reader("guanli")
    row = office.Grant.objects.get(user__username="hejing")
    address = reverse("office.grant_end", args=[row.pk])
    short = admin.post(address, {"end": "2023-07-01", "reason": "无", "_once": "1"})
    assert "至少四个字" in text(short)
    early = admin.post(address, {"end": "2000-01-01", **ACT, "_once": "2"})
    assert "须晚于" in text(early)
    admin.post(address, {"end": "2023-07-01", **ACT, "_once": "3"})
    row.refresh_from_db()
    assert str(row.end) == "2023-07-01"
    assert "还没有生效的角色" in text(admin.get("/users/hejing/"))


def test_a_reset_password_must_be_changed_first(reader):
    reader("guanli").post("/users/hejing/password/", {"password": "x" + DEMO_WORD, "_once": "1"})
    user = office.User.objects.get(username="hejing")
    assert user.must_change_password
    assert user.check_password("x" + DEMO_WORD)


def test_people_are_found_and_sorted(reader):
    admin = reader("guanli")
    page = text(admin.get("/users/?q=国库股"))
    assert "李文静" in page
    assert "何静" not in page
    assert downloaded(admin, "/users/?export=xlsx").startswith(b"PK")
    assert admin.get("/users/?sort=-last_login&state=在用").status_code == 200


@pytest.mark.parametrize(
    "path", ["/users/nobody/", "/users/nobody/grant/", "/users/hejing/fly/", "/grants/999999/end/"]
)
def test_what_is_not_there_is_404(reader, path):
    assert reader("guanli").get(path).status_code == 404


def test_a_token_is_shown_once_and_revoked(reader):
    client = reader("hejing")
    end = str(timezone.localdate() + timedelta(days=30))
    given = {"name": "报表取数", "place": "0", "end": end, "_once": "1"}
    made = client.post("/profile/tokens/new/", given)
    secret = re.search(r"dz_[\w-]+", made.content.decode())[0]
    assert secret not in client.get("/profile/").content.decode()
    headers = {"Authorization": f"Bearer {secret}"}
    assert Client().get("/api/v1/figures?limit=1", headers=headers).status_code == 200
    token = office.tokens_of("hejing").get()
    assert reader("liwenjing").post(f"/profile/tokens/{token.pk}/revoke/").status_code == 403
    client.post(f"/profile/tokens/{token.pk}/revoke/")
    assert Client().get("/api/v1/figures?limit=1", headers=headers).status_code == 401
    late = client.post("/profile/tokens/new/", {**given, "end": "2099-01-01", "_once": "2"})
    assert "失效日期须在今日之后" in text(late)


def test_the_trail_is_searched_and_shows_before_and_after(reader):
    now = timezone.now()
    line = office.log(
        "payments.voucher:990181000/2023/ZF1#1",
        "更正",
        by="liwenjing",
        at=now,
        before={"total_fen": 120400},
        after={"total_fen": 124000},
        note="国库更正通知书",
    )
    audit = reader("shenji")
    listed = text(audit.get("/trail/?ref=payments.voucher:990181000/2023"))
    assert "合计（元）：1,204.00 → 1,240.00" in listed
    assert "支付凭证 990181000/2023/ZF1" in listed
    one = text(audit.get(f"/trail/{line.pk}/"))
    assert "更改 1 项" in one
    assert "更正" in text(audit.get("/trail/?words=更正通知&verb=更正"))
    assert "没有符合条件" in text(audit.get("/trail/?by=hejing&verb=更正"))
    assert audit.get("/trail/?at_from=0001-01-01&at_to=9999-12-31").status_code == 200
    assert downloaded(audit, "/trail/?export=xlsx&by=liwenjing").startswith(b"PK")
    assert reader("liwenjing").get(f"/trail/{line.pk}/").status_code == 403


@pytest.fixture
def todo(db):
    return office.todo(
        "receipts.day:990181000/2023-06-30#1",
        "核对收入差异",
        office="国库股",
        due=timezone.localdate(),
        by="zhouming",
        at=timezone.now(),
    )


def test_a_to_do_is_seen_handed_over_and_closed(reader, todo):
    page = text(reader("liwenjing").get("/todos/"))
    assert "待办 1 项，今日到期 1 项" in page
    assert reader("hejing").get(f"/todos/{todo.pk}/").status_code == 404
    client = reader("liwenjing")
    given = {"user": "zhangjian", "office": "", "note": "请总会计核对", "_once": "1"}
    both = client.post(f"/todos/{todo.pk}/hand/", {**given, "office": "预算股"})
    assert "二者选一" in text(both)
    client.post(f"/todos/{todo.pk}/hand/", given)
    assert "没有待办" in text(client.get("/todos/"))
    other = reader("zhangjian")
    assert "周明远" in text(other.get(f"/todos/{todo.pk}/"))
    other.post(f"/todos/{todo.pk}/close/", {"note": "已核对一致", "_once": "2"})
    todo.refresh_from_db()
    assert (todo.done_by, todo.note) == ("zhangjian", "已核对一致")


def test_a_unit_clerk_has_no_to_do_of_another_unit(reader, db):
    now = timezone.now()
    for agency in ("126001", "101001"):
        where = office.Reach("990181", "", agency)
        office.todo(
            f"x:{agency}#1", f"补报{agency}", role="unit_maker", within=where, by="s", at=now
        )
    page = text(reader("caiwu").get("/todos/"))
    assert "补报126001" in page
    assert "补报101001" not in page


@pytest.fixture
def job(db):
    now = timezone.now()
    return Job.objects.create(
        kind="intake.import",
        title="导入 2023年06月支付明细.csv",
        state="进行",
        done=600,
        total=2400,
        by="liwenjing",
        created_at=now,
        started_at=now - timedelta(minutes=1),
        heartbeat_at=now,
    )


def test_a_running_job_says_how_far_and_how_long_and_can_be_cancelled(reader, job):
    client = reader("liwenjing")
    page = client.get(f"/jobs/{job.pk}/")
    assert "已完成 25％，约还需 3 分" in text(page)
    assert 'hx-trigger="every 1s"' in page.content.decode()
    partial = client.get(f"/jobs/{job.pk}/", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in partial
    client.post(f"/jobs/{job.pk}/cancel/")
    job.refresh_from_db()
    assert job.state == "取消中"


def test_an_ended_job_stands_still_and_shows_its_result(reader, job):
    result = {"sentence": "新增 2,400 行", "findings": ["第18行：科目待归类"]}
    Job.objects.filter(pk=job.pk).update(state="完成", ended_at=timezone.now(), result=result)
    page = reader("liwenjing").get(f"/jobs/{job.pk}/")
    assert "every 1s" not in page.content.decode()
    assert "新增 2,400 行" in text(page)
    assert "第18行" in text(page)


def test_jobs_of_others_are_not_seen(reader, job):
    assert reader("hejing").get(f"/jobs/{job.pk}/").status_code == 404
    assert reader("hejing").post(f"/jobs/{job.pk}/cancel/").status_code == 404
    assert "导入 2023年06月" in text(reader("guanli").get("/jobs/"))
