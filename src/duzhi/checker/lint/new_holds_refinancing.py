"""Does a figure called 新增 contain 再融资债券? Those repay old debt and add nothing new."""

import re
from collections.abc import Iterator
from decimal import Decimal

from duzhi.checker.lint.remarks import remark
from duzhi.checker.records import Reading
from duzhi.checker.report import HARD, Remark

RULE = "new_holds_refinancing"
WHY = (
    "再融资债券是借新还旧，用于偿还到期本金，不算新增（新增受新增债务限额约束，财预〔2015〕225号）"
)

NEW = r"新增(?:地方)?(?:政府)?(?:一般|专项)?(?:债券|债务|专项债|一般债|债)(?:券|资金)?"
AMOUNT = r"(?:\*|\d[\d,]*(?:\.\d+)?)\s*(?:万元|亿元|元)"
IN_BRACKETS = re.compile(
    rf"(?P<head>{NEW})[^()。;,\n]{{0,16}}?\((?P<inside>[^()\n]{{0,200}}再融资[^()\n]{{0,200}})\)"
)
IN_PARTS = re.compile(
    rf"(?P<head>{NEW})[^。;,\n\d*]{{0,10}}(?P<total>{AMOUNT})[^。;\n]{{0,20}}?其中[:,]?"
    rf"(?P<inside>[^。;\n]{{0,200}})"
)
LEFT_OUT = re.compile(r"(?:不含|不包括|不包含|除|扣除|剔除|另|另有|此外)[^,、;]{0,12}再融资")
FIRST = re.compile(rf"\s*(?:发行)?再融资(?:一般|专项)?(?:债券|债)[^,、]{{0,4}}{AMOUNT}")
PART = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s*(万元|亿元|元)")
YUAN = {"元": 1, "万元": 10_000, "亿元": 100_000_000}


def find(reading: Reading) -> Iterator[Remark]:
    """新增债券 whose brackets or parts hold 再融资债券."""
    said: set[int] = set()
    for found in IN_BRACKETS.finditer(reading.plain.text):
        if not LEFT_OUT.search(found["inside"]):
            said.add(found.start())
            yield _remark(reading, found)
    for found in IN_PARTS.finditer(reading.plain.text):
        if found.start() not in said and _is_part(found["inside"], found["total"]):
            yield _remark(reading, found)


def _remark(reading: Reading, found: re.Match[str]) -> Remark:
    instead = found["head"].removeprefix("新增")
    text = f"“{found['head']}”里列有再融资债券，{WHY}；总数请写“{instead}”，新增与再融资分别列示"
    return remark(reading, RULE, found.span(), HARD, text, instead=instead)


def _is_part(inside: str, total: str) -> bool:
    """再融资 leads the parts, or the parts up to it are needed to make the total."""
    if "再融资" not in inside or LEFT_OUT.search(inside):
        return False
    if FIRST.match(inside):
        return True
    whole = PART.match(total)
    return whole is not None and sum(map(_yuan, PART.finditer(inside))) == _yuan(whole)


def _yuan(found: re.Match[str]) -> Decimal:
    return Decimal(found[1].replace(",", "")) * YUAN[found[2]]
