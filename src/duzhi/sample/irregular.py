"""Payments that break a control, planted so that no total moves: they are there to be found.

Either a part of an ordinary payment goes another way on the same day under the same line, or a
payment under a wrong classification is paid back the same day. They are numbered after the month's
others, so that nothing else changes.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from duzhi.sample import lines
from duzhi.sample.days import business_days
from duzhi.sample.names import FICTION
from duzhi.sample.units import units

if TYPE_CHECKING:
    from duzhi.sample.payments import Pay

When = tuple[int, int]
_NORMAL, _REFUND = "正常支付", "退款支付"
_YUAN = 100
_SPLIT = (468_000 * _YUAN, 487_500 * _YUAN, 492_300 * _YUAN)
_LARGE = 260_000 * _YUAN
_SMALL = 18_600 * _YUAN
_RECEPTION = 238_000 * _YUAN
"""More than any unit's control of 公务接待费."""
_CHRISTMAS = 20
"""The last days of December begin on the twentieth."""
_ROUND_FIRM = (f"岚州回环商贸有限公司{FICTION}", "9901819900000000001")
_WAGES = (f"工资统发代发专户{FICTION}", "9901810000000000001")


def plant(when: When, pays: Sequence["Pay"]) -> list["Pay"]:
    """What is added to a month; the payments it is taken from get smaller by it.

    What a refund or a correction names is left alone: its amount must stay.
    """
    named = {id(pay.origin) for pay in pays if pay.origin}
    held = [pay for pay in pays if _ordinary(pay) and id(pay) not in named]
    planted: list[Pay] = []
    for month, make in _PLAN:
        if month == when:
            with suppress(
                LookupError
            ):  # a county of a few hundred payments may hold none that fits
                planted += make(held, when)
    return planted


def _own_account(held: Sequence["Pay"], _: When) -> list["Pay"]:
    pay = _largest(held, lambda one: not one.line.direct)
    return [replace(_part(pay, _SMALL), payee=_account(pay.line.unit.code, pay.line.unit.name))]


def _split(held: Sequence["Pay"], _: When) -> list["Pay"]:
    pay = _largest(held, lambda _: True)
    return [replace(_part(pay, fen), like=pay) for fen in _SPLIT]


def _year_end(held: Sequence["Pay"], when: When) -> list["Pay"]:
    days = business_days(*when)
    late = [pay for pay in held if days[pay.day].day >= _CHRISTMAS and _sibling(pay, when)]
    pay = _largest(late, lambda one: not one.line.direct and not _household(one))
    return [replace(_part(pay, _LARGE), payee=_account(*_sibling(pay, when)))]


def _cycle(held: Sequence["Pay"], when: When) -> list["Pay"]:
    pay = _largest(held, lambda one: not one.line.direct)
    last = len(business_days(*when)) - 1
    days = [min(pay.day % 9 + gap, last) for gap in (0, 4, 8)]
    return [leg for day in days for leg in _returned(pay, pay.line, day=day, payee=_ROUND_FIRM)]


def _bond_running(held: Sequence["Pay"], _: When) -> list["Pay"]:
    pay = _largest(held, lambda one: bool(one.line.bond))
    return _returned(pay, replace(pay.line, dep="30201", use="办公用品"), like=pay)


def _bond_outside(held: Sequence["Pay"], _: When) -> list["Pay"]:
    pay = _largest(held, lambda one: bool(one.line.bond))
    other = _largest(held, lambda one: bool(one.line.bond) and one.line.unit != pay.line.unit).line
    line = replace(pay.line, project=other.project, project_name=other.project_name)
    return _returned(pay, line, like=pay)


def _direct(held: Sequence["Pay"], _: When) -> list["Pay"]:
    pay = _largest(held, lambda one: bool(one.line.direct) or _household(one), firms=False)
    towns = [unit for unit in units() if unit.name.endswith("镇人民政府")]
    return [replace(_part(pay, _SMALL), payee=_account(towns[0].code, towns[0].name))]


def _reception(held: Sequence["Pay"], when: When) -> list["Pay"]:
    pay = _largest(held, lambda one: one.line.dep == "30299")
    return [replace(_part(pay, _SMALL), like=pay, use=f"{when[1]}月公务接待费")]


def _over_control(held: Sequence["Pay"], _: When) -> list["Pay"]:
    """Receptions booked where they belong, far beyond what the unit may spend on them."""
    pay = _largest(held, _beside_running_costs)
    line = replace(pay.line, gov="50206", dep="30217")
    return [replace(_part(pay, _RECEPTION), line=line, like=pay, use="公务接待费")]


def _other_account(held: Sequence["Pay"], _: When) -> list["Pay"]:
    pay = _largest(held, lambda one: not one.line.direct)
    return [replace(_part(pay, _SMALL), like=pay, payee=("", "9901819900000000002"))]


def _cash(held: Sequence["Pay"], when: When) -> list["Pay"]:
    pay = _largest(held, lambda one: not one.line.direct)
    return [replace(_part(pay, _SMALL), like=pay, use=f"{when[1]}月备用金")]


def _grant_wages(held: Sequence["Pay"], _: When) -> list["Pay"]:
    pay = _largest(
        held, lambda one: one.line.document[:1] == "省" and not one.line.bond, firms=False
    )
    line = replace(pay.line, dep="30103", direct="", basic=lines.WAGES, use="一次性奖金")
    return _returned(pay, line, payee=_WAGES)


def _bare_wages(held: Sequence["Pay"], _: When) -> list["Pay"]:
    pay = _largest(held, lambda one: _plain_grant(one) and one.line.basic == lines.NOT_BASIC)
    return _returned(pay, replace(pay.line, dep="30103", use="临时人员奖金"), payee=_WAGES)


def _twice(held: Sequence["Pay"], _: When) -> list["Pay"]:
    even = [pay for pay in held if pay.fen % 2 == 0 and pay.fen < _SPLIT[0]]
    pay = _largest(even, lambda one: not one.line.direct)
    return [replace(_part(pay, pay.fen // 2), like=pay)]


_PLAN: tuple[tuple[When, Callable[[Sequence["Pay"], When], list["Pay"]]], ...] = (
    ((2021, 8), _cash),
    ((2021, 10), _bare_wages),
    ((2021, 12), _year_end),
    ((2022, 3), _own_account),
    ((2022, 4), _reception),
    ((2022, 6), _direct),
    ((2022, 9), _split),
    ((2022, 10), _grant_wages),
    ((2022, 11), _bond_running),
    ((2022, 12), _year_end),
    ((2023, 1), _over_control),
    ((2023, 2), _other_account),
    ((2023, 3), _cycle),
    ((2023, 4), _direct),
    ((2023, 5), _bond_outside),
    ((2023, 5), _twice),
)


def _part(pay: "Pay", fen: int) -> "Pay":
    """A part of a payment as one of its own: day, line and the sum of both stay."""
    assert pay.fen > fen, "the county has no payment large enough"
    pay.fen -= fen
    return replace(pay, fen=fen, voucher="")


def _returned(
    pay: "Pay",
    line: lines.Line,
    *,
    day: int | None = None,
    like: "Pay | None" = None,
    payee: tuple[str, str] = ("", ""),
) -> list["Pay"]:
    """A payment that comes back the same day: nothing is spent."""
    out = replace(pay, line=line, fen=_SMALL, voucher="", like=like, payee=payee)
    out.day = pay.day if day is None else day
    return [out, replace(out, kind=_REFUND, origin=out, like=None)]


def _largest(held: Sequence["Pay"], test: Callable[["Pay"], bool], *, firms: bool = True) -> "Pay":
    """The largest payment that a test lets through; to a firm, unless anybody will do."""
    some = [pay for pay in held if test(pay) and not (firms and pay.line.payee != lines.FIRM)]
    if not some:
        raise LookupError("no payment of this month fits")
    return max(some, key=lambda pay: (pay.fen, -pay.day))


def _ordinary(pay: "Pay") -> bool:
    return pay.kind == _NORMAL and pay.net > 0


def _plain_grant(pay: "Pay") -> bool:
    return not (pay.line.bond or pay.line.direct) and pay.line.document[:1] == "青"


def _beside_running_costs(pay: "Pay") -> bool:
    """A project of the 类 under which its unit has its running costs, so a control of them too."""
    line = pay.line
    own = (line.fund, line.func[:3]) == (lines.GENERAL_TYPE, line.unit.op[:3])
    return own and line.basic == lines.NOT_BASIC and not line.direct


def _household(pay: "Pay") -> bool:
    return pay.line.gov in ("50901", "50903")


def _sibling(pay: "Pay", when: When) -> tuple[str, str]:
    """Another unit of the same department; empty texts where there is none."""
    own = pay.line.unit
    found = (
        unit
        for unit in units()
        if unit.code[:3] == own.code[:3] and unit != own and unit.active(when[0])
    )
    other = next(found, None)
    return (other.code, other.name) if other else ("", "")


def _account(code: str, name: str) -> tuple[str, str]:
    return f"{name}{FICTION}", f"99018177{code}00000001"
