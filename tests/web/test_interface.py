"""The JSON interface: what it answers, to whom, and that it keeps to its own description."""

import json
from datetime import date, timedelta

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from duzhi.documents import api as documents
from duzhi.figures import api as figures
from duzhi.office import api as office
from tests import county

ON = date.fromisoformat(county.ON)
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
EXAMPLES = 12
"""Of each address; enough to meet every parameter left out, empty, long and strange."""


@pytest.fixture
def token(db):
    """A key of somebody for a year, for their whole scope or a part of it."""

    def issue(username, **reach):
        made = office.issue_token(
            username=username,
            name="试验",
            end=timezone.localdate() + timedelta(days=30),
            reach=office.Reach(**reach),
            by=username,
            at=timezone.now(),
        )
        return {"Authorization": f"Bearer {made.secret}"}

    return issue


def get(path, headers=None, status=200):
    answer = Client().get(f"/api/v1/{path}", headers=headers or {})
    assert answer.status_code == status, answer.content.decode()
    return answer.json()


def test_a_figure_has_the_shape_of_the_command_line(token):
    found = get(f"figures/F13?on={ON}", token("hejing"))
    value = figures.value("receipts.tax_share", ON, "990181")
    told = json.loads(json.dumps(figures.plain_tree("F13", value, entries=False)))
    assert found == told
    assert found["value"].startswith("43.24")


def test_rows_of_a_figure_lead_to_file_sheet_and_row(token):
    headers = token("hejing")
    first = get(f"figures/receipts.tax/rows?on={ON}&limit=3", headers)
    assert [bool(step["rows"]) for step in first["items"]] == [True] * 3
    assert first["items"][0]["rows"][0]["sheet"]
    assert first["next_offset"] == 3
    after = get(f"figures/receipts.tax/rows?on={ON}&limit=3&offset=3", headers)
    assert {one["entry"] for one in after["items"]} != {one["entry"] for one in first["items"]}
    derived = get(f"figures/F13/rows?on={ON}", headers)
    assert (derived["items"], derived["next_offset"]) == ([], None)


def test_pages_of_a_list_follow_each_other(token):
    headers = token("hejing")
    first = get(f"figures?on={ON}&limit=5", headers)
    second = get(f"figures?on={ON}&limit=5&offset={first['next_offset']}", headers)
    codes = [one["code"] for one in first["items"] + second["items"]]
    assert len(set(codes)) == 10
    assert get(f"figures?on={ON}&q=税收收入", headers)["total"] > 0


def test_a_statement_gives_money_exactly(token):
    table = get(f"statements/revenue?on={ON}", token("hejing"))["tables"][0]
    column = next(no for no, head in enumerate(table["columns"]) if head["kind"] == "money")
    cells = [row["cells"][column] for row in table["rows"]]
    whole = next(one for one in cells if one["exact"])
    assert isinstance(whole["exact"], int)
    assert whole["value"].count(".") == 1


def test_balances_and_turnover_are_those_of_the_ledger(token):
    headers = token("liwenjing")
    asked = f"ledger/balances?account=cash.treasury&on={ON}"
    assert get(asked, headers)["total"]["yuan"] == "145000000.00"
    moved = get("ledger/turnover?account=revenue.general&start=2023-01-01&end=2023-07-01", headers)
    tax = get(
        "ledger/turnover?account=revenue.general&start=2023-01-01&end=2023-07-01&by=level", headers
    )
    assert moved["total"] == tax["total"]
    assert sum(one["amount"]["fen"] for one in tax["items"]) == moved["total"]["fen"]
    empty = get("ledger/turnover?account=revenue.general&start=2023-07-01&end=2023-01-01", headers)
    assert empty["total"]["fen"] == 0


def test_an_entry_comes_with_its_digest_and_lines(token):
    headers = token("liwenjing")
    listed = get("ledger/entries?account=spending.general&start=2023-06-01&limit=1", headers)
    number = listed["items"][0]["entry"]
    one = get(f"ledger/entries/{number}", headers)
    assert (one["id"], one["hidden_lines"]) == (number, 0)
    assert sum(line["amount"]["fen"] for line in one["lines"]) == 0
    assert len(one["digest"]) >= 64


def test_a_unit_s_token_sees_its_own_unit_and_nothing_else(token):
    headers = token("caiwu")
    assert [one["code"] for one in get("units", headers)["items"]] == ["126001"]
    for path in ("figures", "figures/F13", "statements/units", "statements/revenue"):
        assert "数据范围" in get(f"{path}?on={ON}", headers, 403)["findings"][0]
    mine = get("ledger/entries?account=spending.general&limit=200", headers)
    assert mine["items"]
    assert {one["key"]["agency"] for one in mine["items"]} == {"126001"}
    get("ledger/entries?account=spending.general&agency=101001", headers, 403)
    get("ledger/turnover?account=spending.general&agency=101001", headers, 403)
    sums = get("ledger/turnover?account=spending.general&by=agency", headers)
    assert [one["code"] for one in sums["items"]] == ["126001"]
    other = get("ledger/entries?account=spending.general&agency=101001&limit=1", token("liwenjing"))
    get(f"ledger/entries/{other['items'][0]['entry']}", headers, 404)


def test_a_township_sees_its_own_numbers(token):
    headers = token("qiaoxiang")
    get(f"figures/receipts.tax?on={ON}&region=990181005", headers)
    get(f"figures/receipts.tax?on={ON}&region=990181006", headers, 403)
    get(f"figures/receipts.tax?on={ON}&region=990181", headers, 403)
    assert get(f"figures?on={ON}&limit=1", headers)["region"] == "990181005"


def test_a_narrow_token_of_a_wide_reader_stays_narrow(token):
    headers = token("liwenjing", region="990181005")
    get(f"figures/receipts.tax?on={ON}&region=990181", headers, 403)
    assert get(f"figures/receipts.tax?on={ON}&region=990181005", headers)["region"] == "990181005"


def test_the_session_of_the_browser_reads_too(reader):
    assert reader("hejing").get(f"/api/v1/figures/F13?on={ON}").status_code == 200
    assert reader("guanli").get(f"/api/v1/figures/F13?on={ON}").status_code == 403


@pytest.mark.django_db
def test_nobody_gets_nothing_and_is_told_how():
    fault = get("figures", status=401)
    assert "接口令牌" in fault["advice"]
    assert len(fault["request_id"]) == 8
    get("figures", {"Authorization": "Bearer dz_guess"}, 401)
    get("nothing/here", status=404)


def test_guessing_is_stopped(token):
    headers = token("hejing")
    for _ in range(20):
        get("figures", {"Authorization": "Bearer dz_guess"}, 401)
    assert "暂停受理" in get("figures", headers, 429)["findings"][0]


def test_the_interface_only_reads(reader):
    answer = reader("hejing").post("/api/v1/figures")
    assert (answer.status_code, answer.json()["message"]) == (405, "接口只读，请用 GET")


@pytest.mark.parametrize(
    "query",
    [
        "on=2023-02-30",
        "on=0001-01-01",
        "region=99",
        "region=../etc",
        "limit=0",
        "limit=100000",
        "offset=-1",
        "limit=a",
        "q=%00",
    ],
)
def test_strange_parameters_are_refused_by_name(token, query):
    name = query.partition("=")[0]
    assert f"参数 {name} " in get(f"figures?{query}", token("hejing"), 422)["message"]


def test_what_does_not_exist_is_said(token):
    headers = token("hejing")
    for path in ("figures/F999", "statements/none", "ledger/entries/99999999"):
        get(path, headers, 404)
    get("ledger/entries?account=no.such", headers, 404)


def test_a_fault_inside_is_json_with_a_number(token, monkeypatch):
    monkeypatch.setattr("duzhi.web.interface.lists.registry.regions", lambda: 1 // 0)
    client = Client(raise_request_exception=False)
    answer = client.get("/api/v1/regions", headers=token("hejing"))
    assert answer.status_code == 500
    assert answer.json()["request_id"] == answer["X-Request-Id"]


@pytest.mark.django_db
def test_the_description_is_public_and_the_page_explains_it(reader):
    schema = get("openapi.json")
    page = reader("hejing").get("/interface/").content.decode()
    for path, methods in schema["paths"].items():
        assert path.removeprefix("/api/v1") in page
        assert methods["get"]["summary"] in page
        assert set(methods) == {"get"}
        assert set(methods["get"]["responses"]) == {"200", "401", "403", "404", "422", "429"}


@pytest.fixture
def one_connection():
    """A request through the bare application does not close the test's transaction."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


def good_questions():
    """Questions that have an answer, for every address that needs to be told which."""
    on = {"on": str(ON)}
    for one in documents.statements():
        yield "/statements/{code}", {"code": one.code}, on
    for code in ("F13", "receipts.tax", "party.members_admitted"):
        yield "/figures/{code}", {"code": code}, on
        yield "/figures/{code}/rows", {"code": code}, {**on, "limit": 5}
    for account in ("spending.general", "revenue.general", "cash.treasury"):
        days = {"account": account, "start": "2023-06-01", "end": "2023-07-01"}
        yield "/ledger/entries", {}, {**days, "limit": 5}
        yield "/ledger/turnover", {}, {**days, "by": "agency"}
        yield "/ledger/balances", {}, {"account": account, **on, "by": "subject"}
    yield "/ledger/entries/{number}", {"number": 1}, {}
    yield "/figures", {}, {**on, "limit": 200}


@pytest.mark.filterwarnings("ignore")
def test_what_is_answered_has_the_shape_that_is_described(token, one_connection):
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    headers = {**token("liwenjing"), "Host": "127.0.0.1", "Accept-Encoding": "identity"}
    for path, parts, query in good_questions():
        case = schema[f"/api/v1{path}"]["GET"].Case(path_parameters=parts, query=query)
        answer = case.call_and_validate(headers=headers, checks=CHECKS)
        assert answer.status_code == 200, (path, parts, query)


@pytest.mark.filterwarnings("ignore")
def test_every_answer_keeps_to_the_description(token, one_connection):
    """Generated questions to every address: no fault of ours, no answer that is not described."""
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
    headers = {**token("liwenjing"), "Host": "127.0.0.1", "Accept-Encoding": "identity"}
    for found in schema.get_all_operations():
        operation = found.ok()

        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.explicit, Phase.generate],
        )
        @given(case=operation.as_strategy())
        def keeps(case):
            case.call_and_validate(headers=headers, checks=CHECKS)

        keeps()
