"""How many times a page asks the database: fixed by queries.csv, so that no page grows unseen.

`make golden` writes the file again; read the difference before you commit it.
"""

import csv
import os
from pathlib import Path

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.web.conftest import SCOPE
from tests.web.test_access import DESKS, arguments, rows

TABLE = Path(__file__).with_name("queries.csv")


def budget() -> dict[str, int]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return {row["page"]: int(row["queries"]) for row in csv.DictReader(file)}


def shown() -> list[tuple[str, str, str]]:
    """Pages with the first role that sees them, and their address."""
    found = []
    for row in rows():
        role = next((role for role in DESKS if row[role] == "200"), "")
        if role:
            address = reverse(row["page"], kwargs=arguments(row["arguments"]))
            found.append((row["page"], DESKS[role], f"{address}?{SCOPE}"))
    return found


def asked(client, address: str) -> int:
    """How often a page asks once everything is kept that is kept until something changes."""
    client.get(address)
    counts = []
    for _ in range(2):  # a list of the year's subjects may be read anew once in between
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        counts.append(len(captured))
    return min(counts)


def test_golden_every_page_asks_the_database_as_often_as_the_budget_says(reader):
    counted = {page: asked(reader(user), address) for page, user, address in shown()}
    if "DUZHI_GOLDEN" in os.environ:
        with TABLE.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(("page", "queries"))
            writer.writerows(sorted(counted.items()))
    assert counted == budget(), "read the difference, then make golden"
