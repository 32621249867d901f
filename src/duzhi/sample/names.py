"""Subject names for the files, and firms that exist nowhere.

`data/subjects.csv` holds the codes the sample uses, taken from the 2023 list of government revenue
and expenditure subjects and the chart of 财政总会计制度 (财库〔2022〕41号; 2015 codes beside them).
"""

import csv
from functools import cache
from pathlib import Path

from duzhi.sample.parts import stream

DATA = Path(__file__).parent / "data"
WORDS = (
    "云杉", "星屿", "青萝", "砚池", "听澜", "拾光", "望舒", "墨竹", "南枝", "流萤",
    "苍梧", "晴岚", "鹤鸣", "松针", "玉衡", "朝露", "长庚", "白芷", "沐野", "半夏",
    "远岫", "澄湖", "疏影", "凌霜", "归雁", "槐序", "知行", "禾风", "月渚", "石韵",
)  # fmt: skip
TRADES = {
    "置业": "房地产业", "建设": "建筑业", "建材": "制造业", "食品": "制造业", "纺织": "制造业",
    "机械": "制造业", "药业": "制造业", "矿业": "采矿业", "能源": "电力生产供应业",
    "商贸": "批发零售业", "物流": "交通运输业", "科技": "信息技术服务业", "农业": "农业",
}  # fmt: skip
FICTION = "（虚构）"
CREDIT_SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"


@cache
def subjects() -> dict[str, str]:
    """Code → name of every subject the sample uses."""
    with (DATA / "subjects.csv").open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["name"] for row in csv.DictReader(file)}


def name_of(code: str) -> str:
    """The subject's official name."""
    return subjects()[code]


def credit_code(body: str) -> str:
    """18 signs of a 统一社会信用代码 (GB 32100-2015): 17 given, the last one checks.

    >>> credit_code("91350100M000100Y4")
    '91350100M000100Y43'
    """
    total = sum(CREDIT_SIGNS.index(sign) * 3**at % 31 for at, sign in enumerate(body))
    return body + CREDIT_SIGNS[-total % 31]


@cache
def suppliers(seed: int) -> tuple[tuple[str, str], ...]:
    """Names and accounts of firms that are paid."""
    rng = stream(seed, "suppliers")
    pairs = [(word, trade) for word in WORDS for trade in TRADES]
    rng.shuffle(pairs)
    return tuple(
        (f"岚州{word}{trade}有限公司{FICTION}", f"990181{rng.randrange(10**13):013d}")
        for word, trade in pairs
    )
