"""Purses inside the treasury: what each may pay, and that together they are the cash (App. J1)."""

from collections.abc import Container, Iterable, Mapping
from datetime import date
from typing import NamedTuple

from duzhi.kernel.finding import WARNING, Finding
from duzhi.kernel.money import show

GENERAL, BOND, SPECIAL, FUND, CUSTODY = "一般", "专项债", "专款", "基金", "代管"
KINDS = {
    GENERAL: "一般可调度",
    BOND: "专项债（按债券、项目）",
    SPECIAL: "专款、直达（按文号）",
    FUND: "政府性基金（按基金）",
    CUSTODY: "代管、财政专户",
}
"""Kinds of purse and their names; 代管 lies outside the treasury and is never planned."""
OTHERS = "其他"
"""The code under which small purses of a kind are listed together."""
PURSE = "treasury.purse"
"""Document: a purse at the end of a day (`区划/日期/类别/编码#revision`)."""
RESTRICTED_OF = {
    BOND: "restricted_bonds", SPECIAL: "restricted_special", FUND: "restricted_fund"
}  # fmt: skip
"""The column of IN-11 that a kind makes up."""
MAIN = f"{GENERAL}/{GENERAL}"
"""The one general purse."""
_BASIS = "资金来源余额按类合计＝库款日报受限各列；不同资金来源之间不得占用"


class PurseRow(NamedTuple):
    """A row of the daily split, fen."""

    sheet: str
    row: int
    on: date
    kind: str
    code: str
    name: str
    amount_fen: int


def place(kind: str, code: str) -> str:
    """How a request names a purse: `专款/990181…`; the general one is `一般/一般`."""
    return f"{kind}/{code or kind}"


def control(region: str, kind: str, code: str) -> str:
    """What the limit of a purse acts on."""
    return f"资金来源:{region}/{place(kind, code)}"


def check_split(
    held: Mapping[str, int], reported: Mapping[str, int | None], closing_fen: int
) -> list[Finding]:
    """Purses by kind against the columns of the day's cash report, fen."""
    found = []
    for kind, field in RESTRICTED_OF.items():
        own, said = held.get(kind, 0), reported.get(field)
        if said is not None and own != said:
            found.append(_differs(KINDS[kind], own, said))
    whole = sum(fen for kind, fen in held.items() if kind != CUSTODY)
    if whole != closing_fen:
        found.append(_differs("资金来源合计", whole, closing_fen))
    return found


def named(purses: str) -> tuple[str, ...]:
    """The admissible purses of a request as a file lists them: `专款/文号、一般/一般`."""
    parts: Iterable[str] = purses.replace("，", "、").split("、")
    return tuple(dict.fromkeys(_whole(part.strip()) for part in parts if part.strip()))


_ASKED = {"general": GENERAL, "bond": BOND, "special": SPECIAL, "fund": FUND}
"""Kinds as payment requests name them."""


def asked(purse: str) -> str:
    """The purse that a payment request means.

    >>> asked("general/"), asked("bond/B1×P1"), asked("special/省财社〔2023〕8号")
    ('一般/一般', '专项债/B1/P1', '专款/省财社〔2023〕8号')
    """
    kind, _, code = purse.partition("/")
    return place(_ASKED.get(kind, kind), code.replace("×", "/"))


def held(purse: str, known: Container[str]) -> str:
    """The purse that holds it: small ones of a kind are listed together as 其他.

    >>> held("专款/省财教1号", {"专款/其他"}), held("基金/10301", {"专款/其他"})
    ('专款/其他', '基金/10301')
    """
    rest = place(purse.partition("/")[0], OTHERS)
    return rest if purse not in known and rest in known else purse


def _whole(text: str) -> str:
    return text if "/" in text else place(text, "")


def _differs(what: str, own: int, said: int) -> Finding:
    text = (
        f"{what}按资金来源 {show(own, thousands=True)} 元，库款日报 {show(said, thousands=True)} "
        f"元，差 {show(own - said, thousands=True)} 元；请核对两份表"
    )
    return Finding("treasury.purse_differs", text, _BASIS, WARNING)
