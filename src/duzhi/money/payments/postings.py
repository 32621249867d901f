"""What a payment means in debits and credits (财政总会计制度 财库〔2022〕41号, budget side)."""

from datetime import date

from duzhi.kernel.codes import CAPITAL, FUND, GENERAL, budget_of
from duzhi.kernel.entry import Entry, Key, Ref, cr, dr
from duzhi.money.payments.rules import (
    CORRECTION,
    NO_GUARANTEE,
    NORMAL,
    REFUND,
    Voucher,
    level,
    of_earlier_year,
    signed,
)

SPENDING = {GENERAL: "spending.general", FUND: "spending.fund", CAPITAL: "spending.capital"}
CARRIED = {GENERAL: "carried.general", FUND: "carried.fund", CAPITAL: "carried.capital"}
CASH = "cash.treasury"
QUOTA_SPENT, QUOTA_AVAILABLE = "quota.spent", "quota.available"
"""Where the reserved quota of a request goes once it is paid, and where it came from."""
Held = tuple[Key, str]
"""Classifications and control of a quota."""
_EVENTS = {NORMAL: "支付", REFUND: "退款", CORRECTION: "更正"}
_Classified = tuple[str, ...]


class Keys(dict[_Classified, tuple[Key, Key]]):
    """Spending key and cash key by the classifications of a voucher; each is built once."""

    def __missing__(self, found: _Classified) -> tuple[Key, Key]:
        region, fund_type, *middle, guarantee, direct, source_doc, bond = found
        basic = "" if guarantee == NO_GUARANTEE else guarantee
        own = (level(region), source_doc, basic, direct, bond)
        spending = Key._make((region, fund_type, *middle, *own))
        pair = self[found] = (spending, Key(region, budget_of(fund_type)))
        return pair

    def of(self, voucher: Voucher) -> tuple[Key, Key]:
        """Both keys of a voucher."""
        return self[
            voucher.region,
            voucher.fund_type,
            voucher.subject,
            voucher.gov_econ,
            voucher.dep_econ,
            voucher.agency,
            voucher.project,
            voucher.guarantee,
            voucher.direct,
            voucher.source_doc,
            voucher.bond,
        ]


def voucher_paid(voucher: Voucher, source: Ref, on: date, keys: Keys) -> Entry:
    """借：支出　贷：库款; money that came back the other way round.

    A voucher of a closed year's budget moves 结转结余 instead of this year's spending, and the
    legs of a 更正 move spending between keys: together they leave cash as it was.
    """
    key, cash = keys.of(voucher)
    earlier = of_earlier_year(voucher)
    account = (CARRIED if earlier else SPENDING)[cash.fund_type]
    fen = signed(voucher)
    if fen > 0:
        lines = (dr(account, key=key, amount_fen=fen), cr(CASH, key=cash, amount_fen=fen))
    else:
        lines = (dr(CASH, key=cash, amount_fen=-fen), cr(account, key=key, amount_fen=-fen))
    event = _EVENTS[voucher.kind]
    return Entry(source, f"上年{event}" if earlier else event, on, lines)


def bounced(source: Ref, held: Held, amount_fen: int, on: date) -> Entry:
    """借：可用指标　贷：已支付指标: what seemed paid never left."""
    key, control = held
    lines = (
        dr(QUOTA_AVAILABLE, key=key, amount_fen=amount_fen, control=control),
        cr(QUOTA_SPENT, key=key, amount_fen=amount_fen, control=control),
    )
    return Entry(source, "退票", on, lines)


def corrected(source: Ref, wrong: Held, right: Held, amount_fen: int, on: date) -> Entry:
    """借：可用指标（原）、已支付指标（新）　贷：已支付指标（原）、可用指标（新）; no cash moves."""
    lines = [
        line
        for (key, control), there, back in (
            (wrong, QUOTA_AVAILABLE, QUOTA_SPENT),
            (right, QUOTA_SPENT, QUOTA_AVAILABLE),
        )
        for line in (
            dr(there, key=key, amount_fen=amount_fen, control=control),
            cr(back, key=key, amount_fen=amount_fen, control=control),
        )
    ]
    return Entry(source, "更正", on, lines)
