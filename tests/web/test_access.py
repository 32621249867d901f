"""Every address × every role: what it answers stands in access.csv, one row a page."""

import csv
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from duzhi.web import api as web
from tests.web.conftest import SCOPE

DESKS = {
    "director": "zhouming",
    "budget": "hejing",
    "treasury": "liwenjing",
    "writer": "sunlu",
    "unit_maker": "caiwu",
    "township": "qiaoxiang",
    "sysadmin": "guanli",
    "audit": "shenji",
}
"""The role of a column and the demo user who holds it; `nobody` has not signed in."""
TABLE = Path(__file__).with_name("access.csv")


def rows() -> list[dict[str, str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def arguments(text: str) -> dict[str, str]:
    return dict(part.split("=", 1) for part in text.split(";") if part)


def test_every_page_has_a_row_and_every_row_a_page():
    pages = {page.name for page in web.pages()}
    named = [row["page"] for row in rows()]
    assert sorted(pages - set(named)) == [], "add a row to tests/web/access.csv"
    assert sorted(set(named) - pages) == [], "these pages do not exist"


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["page"])
def test_a_page_answers_each_role_as_the_table_says(row, reader):
    address = f"{reverse(row['page'], kwargs=arguments(row['arguments']))}?{SCOPE}"
    answers = {role: reader(name).get(address).status_code for role, name in DESKS.items()}
    answers["nobody"] = Client().get(address).status_code
    expected = {role: int(row[role]) for role in (*DESKS, "nobody")}
    assert answers == expected, address
