"""What the codes of the books are called: accounts, subjects, units, projects, marks."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from duzhi.kernel.codes import (
    BUDGET_NAMES,
    CAPITAL,
    FUND,
    GENERAL,
    LEVEL_NAMES,
    budget_of,
)
from duzhi.kernel.entry import Key
from duzhi.registry import api as registry

LABELS = {
    "region": "财政区划",
    "fund_type": "资金性质",
    "subject": "功能科目",
    "gov_econ": "政府经济分类",
    "dep_econ": "部门经济分类",
    "agency": "单位",
    "project": "项目",
    "level": "预算级次",
    "source_doc": "资金来源文号",
    "guarantee": "三保标识",
    "direct": "直达标识",
    "bond": "债券",
}
"""Fields of a key as people call them, in the order of a key."""
_BUDGETS = {"general": GENERAL, "fund": FUND, "capital": CAPITAL}
_TABLES = {
    "fund_type": "fund_type_code",
    "guarantee": "threesafe_symbolcat",
    "direct": "direct_flag",
}
Names = Mapping[str, str]


class Word(NamedTuple):
    """One classification of a line: what it is, its code, its name (empty where it has none)."""

    field: str
    label: str
    code: str
    name: str


def direction(account: str) -> str:
    """`registry.REVENUE` or SPENDING: which subjects an account is classified by."""
    return registry.REVENUE if account.startswith("revenue.") else registry.SPENDING


def budget(account: str, fund: str = "") -> str:
    """The budget of an account, or of a 资金性质 where the account serves several."""
    return _BUDGETS.get(account.partition(".")[2], budget_of(fund) or GENERAL)


def names(field: str, codes: Iterable[str], *, account: str, fund: str = "", year: int) -> Names:
    """Names of many codes of one key field; a code without a name is left out."""
    wanted = {code for code in codes if code}
    if field == "subject":
        return _subjects(wanted, account, fund, year)
    if field in ("gov_econ", "dep_econ"):
        return _listed(field, wanted, year)
    found = _STORED[field](wanted, year) if field in _STORED else _coded(field)
    return {code: found[code] for code in wanted if code in found}


def words(key: Key, *, account: str, year: int) -> tuple[Word, ...]:
    """The filled classifications of a key in words."""
    found = []
    for field, label in LABELS.items():
        if code := getattr(key, field):
            known = names(field, (code,), account=account, fund=key.fund_type, year=year)
            found.append(Word(field, label, code, known.get(code, "")))
    return tuple(found)


def _subjects(codes: Iterable[str], account: str, fund: str, year: int) -> Names:
    own, side = budget(account, fund), direction(account)
    found = {code: registry.name_of(code, own, side, year) for code in codes}
    return {code: name for code, name in found.items() if name != code}


def _listed(field: str, codes: Iterable[str], year: int) -> Names:
    name = "gov_economic" if field == "gov_econ" else "dep_economic"
    found = {code: registry.subject(name, code, year) for code in codes}
    return {code: one.name for code, one in found.items() if one}


def _coded(field: str) -> Names:
    if field == "level":
        return LEVEL_NAMES
    if field not in _TABLES:
        return {}
    known = dict(registry.code_table(_TABLES[field]))
    return BUDGET_NAMES | known if field == "fund_type" else known


def _regions(codes: Iterable[str], _year: int) -> Names:
    return dict(registry.regions().filter(code__in=codes).values_list("code", "name"))


def _agencies(codes: Iterable[str], year: int) -> Names:
    """Names at the end of the year; a unit that ended in it keeps the name it had before."""
    found: dict[str, str] = {}
    for on in (date(year, 1, 1), date(year, 12, 31)):
        rows = registry.agencies(on).filter(code__in=codes)
        found.update(rows.values_list("code", "name"))
    return found


def _projects(codes: Iterable[str], _year: int) -> Names:
    return dict(registry.projects().filter(code__in=codes).values_list("code", "name"))


_STORED = {"region": _regions, "agency": _agencies, "project": _projects}
