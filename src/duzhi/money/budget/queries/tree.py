"""Quotas gathered for overviews: by department and unit, by class, by 三保 block."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from duzhi.kernel.codes import budget_of
from duzhi.kernel.money import rate
from duzhi.money.budget.queries import quotas
from duzhi.money.budget.rules.quotas import QuotaView
from duzhi.office import api as office
from duzhi.registry import api as registry

UNIT, CLASS = "unit", "class"
_DEPARTMENT, _CLASS, _SECTION = 3, 3, 5


@dataclass(slots=True)
class Branch:
    """A line of the tree: what its quotas add up to, fen."""

    code: str
    name: str
    depth: int
    count: int = 0
    current_fen: int = 0
    paid_fen: int = 0
    reserved_fen: int = 0
    frozen_fen: int = 0
    available_fen: int = 0
    below: "list[Branch]" = field(default_factory=list)

    def add(self, view: QuotaView) -> None:
        """Count a quota."""
        self.count += 1
        self.current_fen += view.current_fen
        self.paid_fen += view.paid_fen
        self.reserved_fen += view.reserved_fen
        self.frozen_fen += view.frozen_fen
        self.available_fen += view.available_fen

    @property
    def share(self) -> Fraction | None:
        """Paid of what may be spent."""
        return rate(self.paid_fen, self.current_fen)


def seen(scope: office.Scope, region: str, on: date, fund: str = "") -> list[QuotaView]:
    """Issued quotas of the year that a reader may see in a region, one budget or all."""
    where = scope.where(region="region", agency="agency")
    rows = quotas.quotas(on.year, where).filter(region__in=registry.subtree(region))
    found = quotas.views(rows.exclude(issued_on__gt=on))
    return [view for view in found if not fund or budget_of(view.fund_type) == fund]


def tree(found: Iterable[QuotaView], by: str, on: date, fund: str) -> tuple[Branch, list[Branch]]:
    """The whole and its branches: 部门 → 单位, or 类 → 款 of one budget."""
    whole = Branch("", "合计", 0)
    top: dict[str, Branch] = {}
    low: dict[tuple[str, str], Branch] = {}
    names = unit_names(on)
    for view in found:
        high, deep = _codes(view, by)
        if high not in top:
            top[high] = Branch(high, _name(high, by, names, on, fund), 1)
        if (high, deep) not in low:
            low[high, deep] = Branch(deep, _name(deep, by, names, on, fund), 2)
            top[high].below.append(low[high, deep])
        for branch in (whole, top[high], low[high, deep]):
            branch.add(view)
    for branch in top.values():
        branch.below.sort(key=lambda one: one.code)
    return whole, sorted(top.values(), key=lambda one: one.code)


def unit_names(on: date) -> dict[str, str]:
    """单位代码 → name of every unit of a day."""
    return dict(registry.agencies(on).values_list("code", "name"))


def _codes(view: QuotaView, by: str) -> tuple[str, str]:
    if by == CLASS:
        return view.subject[:_CLASS], view.subject[:_SECTION]
    return view.agency[:_DEPARTMENT], view.agency


def _name(code: str, by: str, names: dict[str, str], on: date, fund: str) -> str:
    if by == CLASS:
        return registry.name_of(code, fund, registry.SPENDING, on.year)
    if len(code) > _DEPARTMENT:
        return names.get(code, "")
    return names.get(f"{code}001") or next(
        (name for unit, name in sorted(names.items()) if unit.startswith(code)), ""
    )


def whom_to_call(office_name: str) -> Sequence[tuple[str, str]]:
    """股室 and name of whom a unit asks about a quota: its 归口股室, and the 预算股."""
    wanted = [one for one in dict.fromkeys((office_name, "预算股")) if one]
    found = office.first_of(wanted)
    return [(one, found.get(one, "")) for one in wanted]
