"""FIGURES: the numbers the report expects, filed until an area computes them, and what must hold.

An area that publishes one of these codes with a reader takes over (figures.catalogue.register).
"""

from duzhi.areas.reports.rules.items import BY_ID, ITEMS, PARTS, Item
from duzhi.figures.api import (
    Figure,
    Formula,
    Identity,
    cut,
    multiple,
    ratio,
)

_FORMULAS: dict[str, Formula] = {
    "subsidies.success_rate": ratio("subsidies.person_times", "subsidies.submitted"),
    "appraisal.cut_rate": cut("appraisal.submitted", "appraisal.approved"),
    "bonds.multiple": multiple("bonds.pool_need_year", "bonds.issue_average"),
}
_DENOMINATORS = {
    "subsidies.success_rate": "提交笔数",
    "bonds.multiple": "前两年专项债券发行额平均值",
}


def _expected(item: Item) -> Figure:
    return Figure(
        item.code,
        item.name,
        item.unit,
        item.definition,
        item.basis,
        item.office,
        formula=_FORMULAS.get(item.code),
        denominator=_DENOMINATORS.get(item.code, ""),
    )


_TIME = "time.progress"
FIGURES = tuple({item.code: _expected(item) for item in reversed((*ITEMS, *PARTS))}.values())

NUMBERS = tuple((item.id, item.code) for item in (*ITEMS, *PARTS))
"""What the report calls them: F01–F71."""


def _sums(code: str, name: str, left: tuple[str, ...], right: tuple[str, ...]) -> Identity:
    return Identity(code, name, _codes(left), _codes(right))


def _at_most(code: str, left: str, right: str) -> Identity:
    name = f"{BY_ID[left].name}不大于{BY_ID[right].name}"
    return Identity(code, name, _codes((left,)), _codes((right,)), "≤")


def _codes(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(BY_ID[name].code if name in BY_ID else name for name in names)


IDENTITIES = (
    _sums("I1", "税收收入与非税收入之和等于一般公共预算收入", ("F05", "F09"), ("F01",)),
    _sums("I1B", "税收与非税预算之和等于一般公共预算收入预算", ("F06", "F10"), ("F02",)),
    _sums("I6", "超序时进度与序时进度之和等于完成率", ("F29", _TIME), ("F03",)),
    _at_most("I13", "F32", "F18"),
    _at_most("I14", "F49", "F48"),
    _at_most("I16A", "F62", "F58"),
    _at_most("I16B", "F63", "F61"),
    _at_most("I16C", "F61", "F60"),
    _at_most("I16D", "F60", "F59"),
    _sums("I17", "再融资债券与新增专项债券之和等于发行总额", ("F67", "F68"), ("F66",)),
    _at_most("I18", "F55", "F09"),
    _at_most("I19", "F41", "F42S"),
    _at_most("I21", "F51", "F52"),
)
"""What must hold between them (domain.md §16.3). Ratios that Duzhi computes itself hold by
construction; I20 is not claimed, because mall orders may or may not be part of F43."""
