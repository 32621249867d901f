"""Taxpayers that exist nowhere, and the subjects under which their taxes are booked."""

from dataclasses import dataclass
from functools import cache

from duzhi.sample.names import FICTION, TRADES, WORDS, credit_code
from duzhi.sample.parts import stream
from duzhi.sample.regions import COUNTY_TREASURY, TOWNSHIPS

STATE, SHARES, PRIVATE, FOREIGN, OTHER = "国有企业", "有限责任公司", "私营企业", "外商投资", "个体"
OWNERS = (SHARES, PRIVATE, PRIVATE, SHARES, OTHER, STATE, PRIVATE, SHARES, FOREIGN, PRIVATE)
SERVICES = frozenset({"置业", "建设", "物流", "科技"})

_BY_OWNER = {
    "10104": ("1010431", "1010433", "1010436", "1010435", "1010439"),
    "10109": ("1010901", "1010903", "1010906", "1010905", "1010919"),
    "10110": ("1011001", "1011003", "1011006", "1011005", "1011019"),
    "10112": ("1011201", "1011203", "1011205", "1011206", "1011219"),
    "10113": ("1011301", "1011303", "1011306", "1011305", "1011319"),
}
_ONE = {
    "10106": "1010601", "10107": "1010719", "10111": "1011119", "10114": "1011401",
    "10118": "1011801", "10119": "1011901", "10121": "1012101",
}  # fmt: skip
_ONLY = {
    "10107": frozenset({"矿业", "建材"}),
    "10113": frozenset({"置业"}),
    "10118": frozenset({"置业", "建设", "能源"}),
    "10121": frozenset({"矿业", "建材", "能源", "药业"}),
}


@dataclass(frozen=True)
class Payer:
    """A taxpayer; its level says whose budget keeps the local part."""

    number: str
    name: str
    level: str
    treasury: str
    town: str
    trade: str
    owner: str

    @property
    def tail(self) -> str:
        """Tax office, township, industry and registration as they end a row of IN-02."""
        office = f"{self.town[:2]}税务所"
        return f"{office},{self.town},{TRADES[self.trade]},{self.owner}"


@cache
def payers(seed: int) -> tuple[Payer, ...]:
    """180 taxpayers of the county and 18 of every township."""
    rng = stream(seed, "payers")
    pairs = [(word, trade) for word in WORDS for trade in TRADES]
    rng.shuffle(pairs)
    made = []
    for index in range(180 + 18 * len(TOWNSHIPS)):
        word, trade = pairs[index % len(pairs)]
        town = TOWNSHIPS[index % len(TOWNSHIPS)]
        own = index >= 180  # noqa: PLR2004 the first 180 belong to the county
        place = town.short if own else "青岚"
        made.append(
            Payer(
                credit_code(f"91990181MA{index + 1:07d}"),
                f"{place}{word}{trade}有限公司{FICTION}",
                "5" if own else "4",
                town.treasury if own else COUNTY_TREASURY,
                town.name,
                trade,
                OWNERS[rng.randrange(len(OWNERS))],
            )
        )
    return tuple(made)


@cache
def liable(seed: int, item: str, treasury: str) -> tuple[Payer, ...]:
    """Who pays a tax into a treasury; everybody there when nobody of the typical trades is."""
    there = [each for each in payers(seed) if each.treasury == treasury]
    typical = [each for each in there if each.trade in _ONLY.get(item, TRADES)]
    return tuple(typical or there)


def subject(item: str, payer: Payer) -> str:
    """项 of a tax for a payer."""
    if item == "10101":
        return "1010104" if payer.trade in SERVICES else "1010101"
    if item in _ONE:
        return _ONE[item]
    return _BY_OWNER[item][(STATE, SHARES, PRIVATE, FOREIGN, OTHER).index(payer.owner)]
