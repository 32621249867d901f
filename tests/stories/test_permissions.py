"""Roles hold at the door: who may not do a thing is told so, and nothing changes."""

from datetime import UTC, date, datetime

import pytest
from django.utils.module_loading import import_string

from duzhi.config import settings as deployed
from duzhi.intake.models import ImportFile
from duzhi.office import api as office
from duzhi.sample import regions

AT = datetime(2023, 1, 1, tzinfo=UTC)


@pytest.fixture
def staff(db):
    """A clerk of the budget office, and one with no role at all."""
    office.operator(office.SYSTEM)
    for username, name in (("wang", "王预算"), ("li", "李新人")):
        office.create_user(
            username=username, name=name, password="青岚-2023-开户", by=office.SYSTEM, at=AT
        )
    office.grant(username="wang", role="budget", start=date(2023, 1, 1), by=office.SYSTEM, at=AT)


@pytest.fixture
def registry_file(tmp_path):
    return regions.write(tmp_path)


@pytest.mark.parametrize(("by", "code"), [("wang", 0), ("li", 2), ("system", 0)])
def test_only_who_may_import_brings_a_file_in(staff, duzhi, registry_file, by, code):
    answered, out = duzhi("import", str(registry_file), "--by", by)
    assert answered == code, out
    assert ImportFile.objects.exists() == (code == 0)


def test_the_budget_office_does_not_close_the_books(staff, duzhi, capsys):
    code, _ = duzhi("close", "202306", "--by", "wang")
    assert code == 2


def test_somebody_unknown_may_do_nothing(staff, duzhi, registry_file):
    code, _ = duzhi("import", str(registry_file), "--by", "nobody")
    assert code == 2
    assert not ImportFile.objects.exists()


def test_an_installation_spends_time_and_memory_on_every_guess():
    """The tests hash with less: what people get is Argon2 as Django recommends it."""
    hasher = import_string(deployed.PASSWORD_HASHERS[0])
    assert (hasher.algorithm, len(deployed.PASSWORD_HASHERS)) == ("argon2", 1)
    assert hasher.time_cost * hasher.memory_cost >= 2 * 64 * 1024
