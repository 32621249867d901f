"""What the controls of a request look at: the request, its quota, and what the registers know."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from duzhi.kernel.finding import Finding
from duzhi.money.payments.rules.requests import TRANSFER


class Barred(NamedTuple):
    """A payee of the blacklist (收款人黑名单): since when, why, and by which document."""

    name: str
    since: date
    reason: str
    source: str
    stops: bool
    """拦截; otherwise 预警."""


class Agreed(NamedTuple):
    """A registered contract; fen. `held` is asked for and not paid yet."""

    number: str
    agency: str
    supplier: str
    amount_fen: int
    paid_fen: int
    held_fen: int

    @property
    def left_fen(self) -> int:
        """What may still be asked for."""
        return self.amount_fen - self.paid_fen - self.held_fen


class PlanRoom(NamedTuple):
    """用款计划 of a unit and 资金性质 up to a month; fen. `used` is paid or on its way."""

    month: int
    planned_fen: int
    used_fen: int

    @property
    def left_fen(self) -> int:
        """What may still be asked for up to this month."""
        return self.planned_fen - self.used_fen


@dataclass(frozen=True, slots=True)
class Ask:
    """What the controls of a request look at; amounts in fen. Thresholds come with their basis."""

    on: date
    amount_fen: int
    agency: str
    agency_name: str
    available_fen: int | None = None
    """Left of the quota; None where the ledger alone may judge."""
    quota_agency: str = ""
    payees: tuple[str, ...] = ()
    units: Mapping[str, str] = field(default_factory=dict)
    """Payees that are budget units: name → 单位代码."""
    new_accounts: tuple[str, ...] = ()
    """Payees whose account was first seen in the last `payee_change_days` beside an older one."""
    recent_fen: tuple[int, ...] = ()
    """Other payments to the same payee in the last seven days."""
    method: str = TRANSFER
    due: date | None = None
    year: int = 0
    """Of the quota."""
    dep_econ: str = ""
    quota_econ: str = ""
    procurement: bool = False
    contract: str = ""
    agreed: Agreed | None = None
    """The registered contract of that number; None when there is none."""
    barred: tuple[Barred, ...] = ()
    """Payees of the blacklist on that day."""
    plan: PlanRoom | None = None
    """None where no 用款计划 is asked for."""
    to_person: bool = False
    direct: bool = False
    matching: bool = False
    bond: str = ""
    project: str = ""
    quota_project: str = ""
    payroll: bool = False
    quota_payroll: bool = False
    large_fen: int = 0
    """大额: from here on a payment needs a decision of its own (law `large_payment`)."""
    split_share: Fraction = Fraction(9, 10)
    own_items: tuple[str, ...] = ()
    """部门经济分类 that may go through the unit's own account (law `watch_own_account_items`)."""
    card_subjects: tuple[str, ...] = ()
    card_fen: int = 0
    card_basis: str = ""
    """Whose catalogue it is."""
    change_days: int = 30


Control = Callable[[Ask], Finding | None]
