"""Law is dated data: complete, in order, in use; and postings name accounts that exist."""

import ast
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from duzhi.config.areas import AREAS
from duzhi.ledger import api as ledger
from duzhi.registry import api as registry

HOUSE = Path(__file__).parents[1] / "src" / "duzhi"
LAW_FILES = HOUSE / "registry" / "data" / "law"

UNUSED_YET = {
    "half_year_report_months": "a reminder: waits for the duty calendar",
    "success_rate_denominator": "a choice of scope: waits for the area of subsidies",
}
"""Parameters that stand in the law files before the area that reads them, each with the reason."""


def test_every_value_has_a_date_a_unit_and_a_basis():
    faults = [
        f"{law.code} {value.start}: give title, unit, from, basis and evidence"
        for law in registry.laws().values()
        for value in law.values
        if not (law.title and law.unit and value.basis.strip() and value.evidence)
        or not isinstance(value.start, date)
    ]
    assert not faults, "\n".join(faults)


def test_every_parameter_has_values_with_rising_dates():
    faults = [
        f"{law.code}: list its values oldest first, each day once"
        for law in registry.laws().values()
        if not law.values or (days := [one.start for one in law.values]) != sorted(set(days))
    ]
    assert not faults, "\n".join(faults)


def test_no_parameter_is_unused():
    text = _source()
    idle = {code for code in registry.laws() if not _is_named(code, text)}
    unknown = sorted(idle - UNUSED_YET.keys())
    assert not unknown, f"read these in a rule's caller, or remove them from data/law: {unknown}"


def test_every_excuse_for_an_unused_parameter_is_still_true():
    text = _source()
    gone = sorted(UNUSED_YET.keys() - registry.laws().keys())
    used = sorted(code for code in UNUSED_YET if _is_named(code, text))
    assert not gone + used, f"take these out of UNUSED_YET: gone {gone}, in use now {used}"


def test_every_account_that_an_area_names_is_in_the_chart():
    chart = ledger.accounts()
    strange = [f"{place}: {name}" for place, name in _named_accounts() if name not in chart]
    assert not strange, (
        "correct these, or add the account to src/duzhi/ledger/data/accounts.csv with its number "
        "and legal codes:\n" + "\n".join(strange)
    )


def test_an_area_that_posts_names_accounts():
    """The scan above sees something: it does not pass because it looks in the wrong place."""
    assert {"cash.treasury", "spending.general"} <= {name for _, name in _named_accounts()}


def _is_named(code: str, text: str) -> bool:
    """`tax_share.10101` is asked for by its family."""
    family, dot, _ = code.partition(".")
    return f'"{family}{dot}' in text if dot else f'"{code}"' in text


def _source() -> str:
    return "\n".join(
        path.read_text(encoding="utf-8")
        for path in sorted(HOUSE.rglob("*.py"))
        if "tests" not in path.parts and LAW_FILES not in path.parents
    )


def _named_accounts() -> Iterator[tuple[str, str]]:
    families = {code.partition(".")[0] for code in ledger.accounts() if "." in code}
    shaped = re.compile(rf"(?:{'|'.join(sorted(families))})\.[a-z_]+(?:\.[a-z_]+)?")
    for path in _deciding():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            yield from _accounts_of(node, path, shaped)


def _accounts_of(node: ast.AST, path: Path, shaped: re.Pattern[str]) -> Iterator[tuple[str, str]]:
    """First arguments of dr and cr, and every text that is shaped like an account."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
        first = node.args[0]
        if node.func.id in {"dr", "cr"} and isinstance(first, ast.Constant):
            yield f"{path.relative_to(HOUSE)}:{node.lineno}", str(first.value)
    text = node.value if isinstance(node, ast.Constant) else None
    if isinstance(text, str) and shaped.fullmatch(text):
        yield f"{path.relative_to(HOUSE)}:{node.lineno}", text


def _deciding() -> Iterator[Path]:
    """Postings and rules of every area, as modules or packages."""
    for area in AREAS:
        folder = HOUSE.joinpath(*area.split(".")[1:])
        for name in ("postings", "rules"):
            yield from sorted(folder.glob(f"{name}.py"))
            yield from sorted((folder / name).glob("*.py"))
