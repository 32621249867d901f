"""Vouchers as warning rules look at them: what was paid, and whom the register knows behind it."""

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import NamedTuple

from duzhi.money.payments.models import Payment
from duzhi.money.payments.rules import KINDS
from duzhi.registry import api as registry

_FIELDS = (
    *("document", "region", "agency", "agency_name", "on", "amount", "fund_type", "subject"),
    *("gov_econ", "dep_econ", "project", "payee", "account_digest", "purpose", "kind"),
    *("guarantee", "direct", "source_doc", "bond"),
)
_KIND = _FIELDS.index("kind")
_KIND_NAMES = {code: name for name, code in KINDS.items()}
_CHUNK = 5_000


class Known(NamedTuple):
    """What the register knows that a voucher does not say."""

    units: dict[str, str]
    """Code of the unit by its name."""
    departments: dict[str, str]
    """主管部门 by code of the unit."""
    projects: dict[str, str]
    """Code of the unit a project is registered to, by code of the project."""

    def unit(self, name: str) -> str:
        """The unit that is called so, a remark in brackets left out; empty when none is."""
        return self.units.get(name) or self.units.get(name.partition("（")[0], "")


def known() -> Known:
    """Names, departments and projects of every unit that ever was."""
    rows = list(registry.Agency.objects.order_by("start").values_list("name", "code", "dept_code"))
    return Known(
        {name: code for name, code, _ in rows},
        {code: dept or code for _, code, dept in rows},
        dict(registry.Project.objects.values_list("code", "agency")),
    )


def rows(region: str, start: date, end: date) -> Iterator[tuple[str | int | date, ...]]:
    """Vouchers that stand, of a region with its townships, by day; columns as in `watches`."""
    found = Payment.objects.filter(
        current=True, on__gte=start, on__lt=end, region__startswith=region
    )
    held = known()
    unit = cache(held.unit)
    for row in found.order_by("on", "id").values_list(*_FIELDS).iterator(_CHUNK):
        known_by = derived(held, unit(row[11]), row[2], row[10], row[5])
        yield (*row[:_KIND], _KIND_NAMES[row[_KIND]], *row[_KIND + 1 :], *known_by)


def derived(
    held: Known, payee: str, agency: str, project: str, amount_fen: int
) -> tuple[str, str, str, str, int]:
    """收款单位, 主管部门 of both sides, 项目单位, and the size of the amount."""
    return (
        payee,
        held.departments.get(agency, agency),
        held.departments.get(payee, ""),
        held.projects.get(project, ""),
        abs(amount_fen),
    )
