"""The rules are of the field: no place, file or number of the published cases stands in them."""

import ast
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import duzhi.checker
from duzhi.checker.tests.scoring import CASES

PACKAGE = Path(duzhi.checker.__file__).parent
PLACE = re.compile(r"([一-龥]{2,6}?)(?:土家族|苗族|满族|自治|新)*(?:省|市|县|区|旗|镇)")
LISTED = re.compile(r"\d[\d,.]*")
LONG = 4
"""Digits from which a number is one of a text, not of arithmetic or a calendar."""
YEAR = re.compile(r"(?:19|20)\d\d")
OF_THE_FIELD = {"national", "insurance", "social", "assets", "review"}
"""Words of the files' names that are no places."""


@cache
def rules() -> dict[str, str]:
    """What every source and data file of the package says, by name; tests left out."""
    found = {}
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix in (".py", ".txt", ".csv", ".yaml") and "tests" not in path.parts:
            text = path.read_text("utf-8")
            name = path.relative_to(PACKAGE).as_posix()
            found[name] = "\n".join(values(text)) if path.suffix == ".py" else text
    assert len(found) > 50
    return found


def values(source: str) -> Iterator[str]:
    """The words and numbers that a program works with, not those that explain it."""
    tree = ast.parse(source)
    told = {id(one.value) for one in ast.walk(tree) if isinstance(one, ast.Expr)}
    for one in ast.walk(tree):
        if isinstance(one, ast.Constant) and id(one) not in told:
            yield str(one.value)


def cases() -> list[Path]:
    found = sorted(CASES.glob("*.txt"))
    assert len(found) > 30
    return found


def places() -> Iterator[str]:
    """The places that the titles name: 彭水 …"""
    for path in cases():
        title = path.read_text("utf-8").split("\n")[0].split("<")[0].partition("来源:")[2]
        for place in PLACE.findall(title):
            yield place.strip().removeprefix("关于")


def numbers() -> set[str]:
    """The longer numbers of the cases, as printed and without commas."""
    lines = (CASES / "identities.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    printed = {one for row in rows for one in (*row["numbers"], row["stated"] or "")}
    digits = {one.replace(",", "").lstrip("+-") for one in printed}
    return {one for one in digits if len(one.replace(".", "")) >= LONG and not YEAR.fullmatch(one)}


def named(words: set[str]) -> list[str]:
    return [f"{file}: {word}" for file, text in rules().items() for word in words if word in text]


def test_no_rule_names_a_place():
    found = set(places())
    assert {"彭水", "凉城", "长兴", "三门"} <= found
    assert named(found) == []


def test_no_rule_names_a_file():
    words = {path.stem for path in cases()}
    words |= {word for path in cases() for word in re.findall(r"[a-z]{6,}", path.stem)}
    assert named(words - OF_THE_FIELD) == []


def test_no_rule_holds_a_number_of_theirs():
    found = {one for one in numbers() if one.rstrip("0") not in ("1", "")}
    assert len(found) > 200
    held = {
        file: sorted(found & {one.replace(",", "").rstrip(".") for one in LISTED.findall(text)})
        for file, text in rules().items()
    }
    assert {file: words for file, words in held.items() if words} == {}
