"""Deciding about 收入预期目标: what a file may set, whether it adds up, why a place is behind.

Sources: domain.md §2.1 and §2.2. A target is an expectation or a duty of work, never a quota that
binds those who collect (预算法 第五十五条, 税收征收管理法 第二十八条).
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import NamedTuple

from duzhi.kernel.finding import WARNING, Finding, Place
from duzhi.kernel.money import allocate, show

TARGET_KIND = "receipts.target"
"""Documents are 预期目标: `Ref(TARGET_KIND, number of the row, revision)`."""
TAX, GENERAL = "tax", "general"
MEASURES = {"税收收入": TAX, "一般公共预算收入": GENERAL}
MEASURE_NAMES = {code: name for name, code in MEASURES.items()}
EXPECTED, DUTY = "预期性", "工作责任"
NATURES = (EXPECTED, DUTY)
_COLLECTORS = ("税务", "海关")
_GUARD = (
    "《中华人民共和国预算法》第五十五条、《中华人民共和国税收征收管理法》第二十八条："
    "不得向征收部门下达收入指标，应收尽收，不收过头税"
)
_REGION = 9
_YEARS = range(2000, 2100)


class TargetRow(NamedTuple):
    """A line of REC-01: what a township or the county's own part is expected to bring in, fen."""

    sheet: str
    row: int
    year: int
    region: str
    name: str
    measure: str
    amount_fen: int
    nature: str | None
    leader: str
    note: str


class Part(NamedTuple):
    """What one tax or one payer brought in, beside last year and what was due by now; fen."""

    code: str
    name: str
    year_fen: int
    last_fen: int
    expected_fen: int = 0

    @property
    def change_fen(self) -> int:
        """This year less last year's same period."""
        return self.year_fen - self.last_fen

    @property
    def short_fen(self) -> int:
        """Due by now less what came in; negative when it is ahead."""
        return self.expected_fen - self.year_fen

    @property
    def ahead_fen(self) -> int:
        """What came in less what was due."""
        return -self.short_fen


def check_rows(rows: Iterable[TargetRow], district: str) -> list[Finding]:
    """Everything wrong with single rows; `district` is the region the file is declared for."""
    return [finding for row in rows for finding in _faults(row, district)]


def check_total(
    year: int, measure: str, targets_fen: int, budget_fen: int | None, basis: str = ""
) -> list[Finding]:
    """A warning with both numbers where the targets and the approved budget differ."""
    if budget_fen is None or targets_fen == budget_fen:
        return []
    name = MEASURE_NAMES[measure]
    over = targets_fen - budget_fen
    text = (
        f"{year}年{name}预期目标合计 {_wan(targets_fen)} 万元，批准的预算 {_wan(budget_fen)} 万元，"
        f"{'多' if over > 0 else '少'} {_wan(abs(over))} 万元；请核对是否漏报乡镇或留有机动"
    )
    return [Finding("receipts.target_total", text, basis, WARNING)]


def due(target_fen: int, time: Fraction, last: Sequence[int]) -> list[int]:
    """What every part owed by now: the target's share of time, split as last year's period was.

    >>> due(1000, Fraction(1, 2), [300, 100, 0])
    [375, 125, 0]
    """
    whole = target_fen * time.numerator // time.denominator
    weights = [max(fen, 0) for fen in last]
    if not any(weights):
        weights = [1] * len(weights)
    return allocate(whole, weights) if weights else []


def pulled(change_fen: int, base_fen: int) -> Fraction | None:
    """拉动: points of growth a part brings; over all parts they add up to the growth (§1.4)."""
    return Fraction(change_fen, base_fen) if base_fen > 0 else None


def main_cause(parts: Sequence[Part], *, behind: bool) -> Part | None:
    """The part that explains most of being behind or ahead; None where nothing does."""
    if not parts:
        return None
    one = max(parts, key=lambda part: (part.short_fen if behind else part.ahead_fen, part.code))
    return one if (one.short_fen if behind else one.ahead_fen) > 0 else None


def reason(cause: Part | None) -> str:
    """The same as half a sentence."""
    if cause is None:
        return ""
    gap = f"比序时{'少' if cause.short_fen > 0 else '多'} {_wan(abs(cause.short_fen))} 万元"
    change = f"比上年{'少' if cause.change_fen < 0 else '多'} {_wan(abs(cause.change_fen))} 万元"
    return f"{cause.name}{gap}，{change}"


def mask_name(name: str) -> str:
    """A taxpayer's name for those who may not see it (税收征收管理法 第八条).

    >>> mask_name("青岚朝露能源有限公司"), mask_name("张三")
    ('青岚＊＊＊＊', '张＊')
    """
    if len(name) <= 4:  # noqa: PLR2004 a person's name shows the family name
        return name[:1] + "＊" * max(len(name) - 1, 0)
    return name[:2] + "＊＊＊＊"


def _faults(row: TargetRow, district: str) -> list[Finding]:
    texts = {
        "receipts.target_collector": (
            f"“{row.name}”是征收机关，不能给它定收入目标；目标只是预期或工作责任，请删去本行"
            if any(word in row.name for word in _COLLECTORS)
            else ""
        ),
        "receipts.target_region": (
            f"区划代码“{row.region}”不在 {district} 之内，或不是9位；请核对后重填"
            if len(row.region) != _REGION or not row.region.startswith(district)
            else ""
        ),
        "receipts.target_year": (
            "" if row.year in _YEARS else f"年度 {row.year} 不是预算年度；请填四位年份"
        ),
        "receipts.target_amount": (
            "" if row.amount_fen > 0 else "年度目标应大于零；没有目标的单位请不要列出"
        ),
    }
    place = Place("", row.sheet, row.row)
    basis = {"receipts.target_collector": _GUARD}
    return [
        Finding(code, text, basis.get(code, ""), place=place)
        for code, text in texts.items()
        if text
    ]


def _wan(fen: int) -> str:
    return show(fen, "万元", thousands=True)
