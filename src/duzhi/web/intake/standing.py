"""未改动任何数据, proven: what stood when a file arrived, and what stands now."""

from typing import NamedTuple

from duzhi.figures import api as figures
from duzhi.intake import api as intake
from duzhi.kernel.money import show
from duzhi.web import shown
from duzhi.web.screen import Screen

_HEADLINES = {
    "receipts.import": "receipts.general_revenue",
    "payments.import": "payments.general_spending",
    "treasury.import": "treasury.cash",
}
"""What a leader would see move, by the verb of a layout."""
_DEFAULT = "receipts.general_revenue"
_WAN = "万元"


class Pair(NamedTuple):
    """One line of the proof."""

    name: str
    before: str
    now: str

    @property
    def same(self) -> bool:
        """Whether nothing moved."""
        return self.before == self.now


def facts(screen: Screen) -> dict[str, object]:
    """The headline figures at this moment, for a later look back."""
    known = {one.code for one in figures.figures()}
    codes = [code for code in _HEADLINES.values() if code in known]
    said = {code: shown.text(screen.value(code), _WAN) for code in codes}
    return {"on": screen.on.isoformat(), "region": screen.region, "figures": said}


def table(screen: Screen, row: intake.Upload) -> list[Pair]:
    """Before and now, of the layout and of what a leader looks at; empty before a first look."""
    seen = row.preview or {}
    code, before = str(seen.get("layout", "")), seen.get("standing")
    if not code or not isinstance(before, dict):
        return []
    now = intake.standing_counts(code)
    return [
        Pair(f"{code} 已入账文件（份）", _count(before["files"]), _count(now["files"])),
        Pair(f"{code} 已入账明细（行）", _count(before["rows"]), _count(now["rows"])),
        *_headline(screen, row, code),
        Pair("待归类（万元）", _wan(before["unclassified_fen"]), _wan(now["unclassified_fen"])),
    ]


def _headline(screen: Screen, row: intake.Upload, code: str) -> list[Pair]:
    known = {one.code for one in figures.figures()}
    wanted = _HEADLINES.get(intake.layout(code).verb, _DEFAULT)
    same_page = (row.before.get("on"), row.before.get("region")) == (
        screen.on.isoformat(),
        screen.region,
    )
    said = row.before.get("figures", {}).get(wanted)
    if wanted not in known or not same_page or said is None:
        return []
    value = screen.value(wanted)
    return [Pair(f"{value.name}（{_WAN}）", said, shown.text(value, _WAN))]


def _count(number: int) -> str:
    return f"{number:,}"


def _wan(fen: int) -> str:
    return show(fen, _WAN, thousands=True)
