"""What treasury days, opening balances and moves between purses mean in debits and credits."""

from collections.abc import Iterable
from datetime import date

from duzhi.kernel.codes import COUNTY
from duzhi.kernel.entry import Entry, Key, Line, Ref, cr, dr
from duzhi.money.treasury.rules.books import Opening
from duzhi.money.treasury.rules.cash import DAY, IN, OPENING, Flow
from duzhi.money.treasury.rules.purses import PURSE, control, place

CASH = "cash.treasury"
PURSE_AVAILABLE = "purse.available"


def day_number(region: str, on: date, field: str) -> str:
    """The document number of one flow of a day: each leads back to its own cell."""
    return f"{region}/{on}/{field}"


def cash_key(region: str, fund_type: str) -> Key:
    """Where 库款 stands."""
    return Key(region, fund_type)


def own_key(region: str, fund_type: str, subject: str = "") -> Key:
    """Where the other side of a treasury flow stands."""
    return Key(region, fund_type, subject, level=COUNTY)


def flowed(flow: Flow, fen: int, region: str, on: date, revision: int) -> Entry:
    """流入 借：库款　贷：来源; 流出 借：去向　贷：库款. A negative amount goes the other way."""
    cash, own = cash_key(region, flow.fund_type), own_key(region, flow.fund_type, flow.subject)
    if (flow.way == IN) == (fen > 0):
        debit, credit = (CASH, cash), (flow.account, own)
    else:
        debit, credit = (flow.account, own), (CASH, cash)
    lines = (
        dr(debit[0], key=debit[1], amount_fen=abs(fen)),
        cr(credit[0], key=credit[1], amount_fen=abs(fen)),
    )
    source = Ref(DAY, day_number(region, on, flow.field), revision)
    return Entry(source, flow.title, on, lines)


def opened(balances: Iterable[Opening], region: str, on: date, revision: int) -> Entry:
    """期初余额: every balance on its own side, each budget balanced by its cash."""
    lines = sorted((_opening_line(one, region) for one in balances), key=_credit_last)
    return Entry(Ref(OPENING, f"{region}/{on.year}", revision), "期初余额", on, lines)


def _opening_line(one: Opening, region: str) -> Line:
    key = cash_key if one.account == CASH else own_key
    side = dr if one.debit_side == (one.fen > 0) else cr
    return side(one.account, key=key(region, one.fund_type), amount_fen=abs(one.fen))


def _credit_last(line: Line) -> bool:
    return line.amount_fen < 0


def purse_moved(
    region: str, on: date, purse: tuple[str, str], change_fen: int, revision: int
) -> Entry:
    """增加 借：可用资金来源　贷：资金来源增加; 减少 借：资金来源支出　贷：可用资金来源."""
    key, acts = Key(region), control(region, *purse)
    if change_fen > 0:
        lines = (
            dr(PURSE_AVAILABLE, key=key, amount_fen=change_fen, control=acts),
            cr("purse.filled", key=key, amount_fen=change_fen, control=acts),
        )
    else:
        lines = (
            dr("purse.spent", key=key, amount_fen=-change_fen, control=acts),
            cr(PURSE_AVAILABLE, key=key, amount_fen=-change_fen, control=acts),
        )
    number = f"{region}/{on}/{place(*purse)}"
    return Entry(Ref(PURSE, number, revision), "资金来源变动", on, lines)


def lent(source: Ref, on: date, region: str, lender: str, borrower: str, amount_fen: int) -> Entry:
    """暂付 借：可用资金来源（借入）　贷：可用资金来源（借出）."""
    key = Key(region)
    to, out = (control(region, *one.split("/", 1)) for one in (borrower, lender))
    lines = (
        dr(PURSE_AVAILABLE, key=key, amount_fen=amount_fen, control=to),
        cr(PURSE_AVAILABLE, key=key, amount_fen=amount_fen, control=out),
    )
    return Entry(source, "资金来源间暂付", on, lines)
