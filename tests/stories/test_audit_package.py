"""审计数据包: what leaves the house proves itself, and says so when somebody touched it."""

import csv
import hashlib
import io
import json
import shutil
import zipfile
from pathlib import Path

import pytest

from duzhi.kernel.finding import Refused
from duzhi.ledger import api as ledger
from duzhi.office import api as office
from duzhi.web.audit import package, proof
from duzhi.web.audit.sheets import harmless, restored
from tests.stories.conftest import AT, ON

pytestmark = pytest.mark.django_db
MADE: dict[str, Path] = {}


def nobody_watches(done: int, total: int) -> None:
    """Progress of a package that is refused."""
    assert done <= total


@pytest.fixture
def packed(county, settings) -> Path:
    settings.HOME = county.home
    if "path" not in MADE or not MADE["path"].exists():
        office.operator(office.SYSTEM)
        ledger.seal(ON, at=AT)
        told = []
        package.make(
            lambda done, total: told.append((done, total)),
            token="story",
            region="990181",
            start="2023-01-01",
            end="2023-07-01",
            by=office.SYSTEM,
        )
        assert told[-1][0] == told[-1][1] > 1_000
        MADE["path"] = package.place_of("story")
    return MADE["path"]


def table(path: Path, name: str) -> list[dict[str, str]]:
    with zipfile.ZipFile(path) as held:
        return list(csv.DictReader(io.TextIOWrapper(held.open(name), "utf-8-sig", newline="")))


def altered(path: Path, target: Path, name: str, change) -> Path:
    """The same package with one file replaced."""
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(target, "w") as new:
        for one in old.namelist():
            data = old.read(one)
            new.writestr(one, change(data) if one == name else data)
    return target


def test_a_package_proves_itself(packed, duzhi):
    assert proof.prove(packed) == []
    code, out = duzhi("verify", "--package", str(packed))
    assert (code, out) == (0, "数据包完整：文件、分录、封签与清单一致\n")


def test_every_entry_of_the_months_is_in_it_and_leads_to_a_file(packed):
    entries, lines = table(packed, "entries.csv"), table(packed, "lines.csv")
    assert {row["period"] for row in entries} == {f"20230{month}" for month in range(1, 7)}
    assert {row["entry"] for row in lines} == {row["entry"] for row in entries}
    assert sum(int(row["amount_fen"]) for row in lines) == 0
    files = {row["file"]: row for row in table(packed, "sources.csv")}
    assert {row["file"] for row in table(packed, "origins.csv")} <= files.keys()
    with zipfile.ZipFile(packed) as held:
        assert {row["path"] for row in files.values()} <= set(held.namelist())


def test_personal_numbers_leave_the_house_masked_only(packed):
    paid = next(row for row in table(packed, "sources.csv") if row["layout"] == "IN-09")
    assert paid["note"] == ""
    assert paid["masked"] == "收款人账号"
    assert paid["path"].startswith("masked/")
    with zipfile.ZipFile(packed) as held:
        names = held.namelist()
        text = held.read(paid["path"]).decode("utf-8-sig")
    assert "**** " in text
    assert not [name for name in names if name.startswith("originals/") and "支付明细" in name]


def test_figures_and_trail_are_in_it(packed):
    figures = {row["code"]: row for row in table(packed, "figures.csv")}
    assert figures["receipts.general_revenue"]["exact"]
    assert any(row["verb"] == "导入" for row in table(packed, "trail.csv"))


def test_a_changed_amount_is_found_by_the_list(packed, tmp_path):
    def change(data: bytes) -> bytes:
        return data.replace(b",1,cash.treasury,", b",1,revenue.general,", 1)

    wrong = proof.prove(altered(packed, tmp_path / "改.zip", "lines.csv", change))
    assert [one.code for one in wrong] == ["audit.package_altered"]
    assert str(wrong[0]).startswith("lines.csv：与清单的 SHA-256 不符")


def test_a_file_that_was_added_or_taken_away_is_found(packed, tmp_path):
    copy = shutil.copy(packed, tmp_path / "加.zip")
    with zipfile.ZipFile(copy, "a") as held:
        held.writestr("后加.csv", "x")
    assert [one.code for one in proof.prove(Path(copy))] == ["audit.package_extra"]
    with zipfile.ZipFile(packed) as old, zipfile.ZipFile(tmp_path / "减.zip", "w") as new:
        for one in old.namelist():
            if one != "trail.csv":
                new.writestr(one, old.read(one))
    assert [one.code for one in proof.prove(tmp_path / "减.zip")] == ["audit.package_missing"]


def test_even_with_a_list_made_to_fit_the_entry_does_not_recompute(packed, tmp_path):
    data: dict[str, bytes] = {}
    with zipfile.ZipFile(packed) as old:
        for one in old.namelist():
            data[one] = old.read(one)
    data["lines.csv"] = data["lines.csv"].replace(b"cash.treasury", b"cash.treasurx", 1)
    said = json.loads(data[package.MANIFEST])
    for one in said["files"]:
        one["sha256"] = hashlib.sha256(data[one["path"]]).hexdigest()
    data[package.MANIFEST] = json.dumps(said).encode()
    with zipfile.ZipFile(tmp_path / "骗.zip", "w") as new:
        for name, content in data.items():
            new.writestr(name, content)
    wrong = proof.prove(tmp_path / "骗.zip")
    assert [one.code for one in wrong] == ["audit.package_entry"]


def test_something_else_is_no_package(tmp_path):
    (tmp_path / "a.zip").write_bytes(b"PK")
    with pytest.raises(Refused, match="不是审计数据包"):
        proof.prove(tmp_path / "a.zip")


def test_only_who_may_export_gets_a_package(county):
    office.operator(office.SYSTEM)
    word = "not-to-be-guessed-7"
    office.create_user(username="wang", name="王宁", password=word, by=office.SYSTEM, at=AT)
    with pytest.raises(Refused, match="没有“导出审计数据包”的权限"):
        package.make(
            nobody_watches,
            token="no",
            region="990181",
            start="2023-01-01",
            end="2023-02-01",
            by="wang",
        )
    assert not package.place_of("no").exists()


@pytest.mark.parametrize("text", ["=1+1", "+1|a", "@x", "-x", "'a", "\tx"])
def test_no_cell_runs_as_a_formula(text):
    assert harmless(text) == f"'{text}"
    assert restored(str(harmless(text))) == text
