"""What an import tells about documents that an earlier file held, and how amounts are worded."""

from collections.abc import Sequence
from datetime import date

from duzhi.kernel.finding import WARNING, Finding
from duzhi.kernel.money import show

LISTED = 10
"""More than these are counted, not listed."""


def withdrawn(numbers: Sequence[str], what: str) -> list[Finding]:
    """Documents of an earlier file that the correcting one no longer has."""
    text = f"上次导入而本次文件没有的{what} {{}} 份已撤回：{{}}；请核对是否漏报"
    return _told("receipts.withdrawn", text, numbers)


def superseded(numbers: Sequence[str]) -> list[Finding]:
    """Documents whose content a correcting file replaced."""
    text = "{} 份国库日报与上次导入不同，已冲销原分录并按新修订号入账：{}"
    return _told("receipts.superseded", text, numbers)


def moved_to_open(numbers: Sequence[str], on: date) -> list[Finding]:
    """Documents of a closed period are booked in the open one, and it says so."""
    text = f"{{}} 份国库日报所在期间已结账，已记入开放期间（{on}）：{{}}；请总会计知悉"
    return _told("receipts.open_period", text, numbers)


def yuan(amount_fen: int) -> str:
    """An amount as a sentence shows it."""
    return show(amount_fen, thousands=True)


def _told(code: str, text: str, numbers: Sequence[str]) -> list[Finding]:
    if not numbers:
        return []
    shown = "、".join(numbers[:LISTED]) + ("等" if len(numbers) > LISTED else "")
    return [Finding(code, text.format(len(numbers), shown), "", WARNING)]
