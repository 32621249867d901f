"""Pictures of revenue and their findings: months, waterfall of taxes, share of tax, townships."""

from collections.abc import Sequence

from duzhi.documents import api as documents
from duzhi.kernel.money import show
from duzhi.kernel.wording import percent
from duzhi.money.receipts.queries.series import Change, Month, Shares
from duzhi.money.receipts.queries.townships import Ranking, Township
from duzhi.money.receipts.rules.targets import MEASURE_NAMES

_SHORT = {"城市维护建设税": "城建税", "环境保护税": "环保税"}


def by_month(title: str, unit: str, months: Sequence[Month]) -> documents.Chart:
    """Bars of twelve months, last year's behind."""
    return documents.Chart(
        documents.BARS,
        title,
        unit,
        tuple(f"{one.no}月" for one in months),
        (
            documents.Series("上年", tuple(one.last_fen for one in months), documents.LAST),
            documents.Series("本年", tuple(one.now_fen for one in months)),
        ),
    )


def taxes(changes: Sequence[Change], year: int, period: str, unit: str) -> documents.Chart:
    """From last year's tax over every item to this year's, rises first."""
    last = sum(one.last_fen for one in changes)
    return documents.waterfall(
        taxes_title(changes),
        unit,
        (f"{year - 1}年{period}", last),
        [(_SHORT.get(one.name, one.name), one.change_fen) for one in changes],
        f"{year}年{period}",
    )


def taxes_title(changes: Sequence[Change]) -> str:
    """The finding: how much more or less, and which taxes made it."""
    change = sum(one.change_fen for one in changes)
    start = f"税收同比{_more(change)} {_wan(abs(change))} 万元"
    rises = [one for one in changes if one.change_fen > 0]
    falls = [one for one in reversed(changes) if one.change_fen < 0]
    parts = []
    if rises:
        parts.append(f"{rises[0].name}多收 {_wan(rises[0].change_fen)}")
    if falls:
        some = falls[:2]
        names = "、".join(one.name for one in some)
        parts.append(f"{names}少收 {_wan(-sum(one.change_fen for one in some))}")
    if change < 0:
        parts.sort(key=lambda text: "少收" not in text)
    return f"{start}：{'，'.join(parts)}" if parts else start


def share(found: Sequence[Shares], upto: int) -> documents.Chart:
    """税收占比 from January to every month, last year's beside it."""
    some = found[:upto]
    return documents.Chart(
        documents.LINE,
        share_title(found, upto),
        "％",
        tuple(f"{one.no}月" for one in some),
        (
            documents.Series("上年", tuple(one.last for one in some), documents.LAST),
            documents.Series("本年", tuple(one.now for one in some)),
        ),
    )


def share_title(found: Sequence[Shares], upto: int) -> str:
    """The finding: the share and which way it went."""
    one = found[upto - 1]
    if one.now is None:
        return "税收占比还没有数"
    if one.last is None:
        return f"税收占比 {percent(one.now)}"
    word = "上升" if one.now > one.last else "下降" if one.now < one.last else "持平"
    return f"税收占比{word}，{percent(one.now)}"


def headline(found: Ranking) -> str:
    """The answer in one sentence: how many are past half, and who is last, for what reason."""
    if not found.rows:
        return "没有登记乡镇"
    last = found.rows[-1]
    what = MEASURE_NAMES[found.measure].removesuffix("收入")
    if last.completion is None:
        return f"{len(found.rows)} 个乡镇办没有{what}预期目标，按累计数排列"
    start = f"{len(found.rows)} 个乡镇办中 {found.past_half} 个{what}过半"
    return f"{start}，{last.name}最低，为 {percent(last.completion)}"


def behind(found: Ranking) -> list[Township]:
    """Townships below two fifths of their target, the lowest first."""
    low = [row for row in found.rows if row.completion is not None and 5 * row.completion < 2]  # noqa: PLR2004 two fifths
    return low[::-1]


def _more(fen: int) -> str:
    return "多收" if fen > 0 else "少收"


def _wan(fen: int) -> str:
    return show(fen, "万元", 0, thousands=True)
