"""How a finding reads: its title, the line beneath, its verdict; for the list and the card."""

from duzhi.checker.api import (
    EXACT,
    HARD,
    LAST_DIGIT,
    PERCENT,
    ROUNDING,
    Claim,
    Identity,
    Masked,
    Remark,
)
from duzhi.web.checker.judging import HINT, HOLDS, OPEN, WRONG, Found, Judged, blamed
from duzhi.web.checker.saying import named, printed, unit
from duzhi.web.checker.summing import digits, expected

LEVELS = {WRONG: "错误", HINT: "提示", HOLDS: "相符", OPEN: "无从核对"}
COLOURS = {WRONG: "red", HINT: "orange", HOLDS: "good", OPEN: "grey"}
"""The shape that stands beside the word."""
_VERDICTS = {EXACT: "相符", ROUNDING: "四舍五入之内", HARD: "不符", LAST_DIGIT: "末位不符"}
MASKED = "金额、个数被遮，推算不出"
NO_BASE = "有百分数，缺底数或上年数"
ALONE = "文中没有与它相关的数"
_QUOTE = 30


def verdict(one: Found) -> str:
    """In one or two words how it came out."""
    about = one.about
    if isinstance(about, Identity):
        return _VERDICTS.get(about.severity or about.verdict, "请核实")
    return "不能同时成立" if isinstance(about, Masked) else LEVELS[one.level]


def title(one: Found, judged: Judged) -> str:
    """What it is about, with its numbers."""
    about = one.about
    if isinstance(about, Remark):
        return _remark(about)
    if isinstance(about, Masked):
        return f"{len(one.places)} 个百分数不能同时成立"
    if isinstance(about, Claim):
        return f"{named(about)} {about.text}".strip()
    return _identity(about, one.level, judged)


def note(one: Found, judged: Judged) -> str:
    """The line beneath: what does not fit and what to do, or the sum that bears it."""
    about = one.about
    if isinstance(about, Claim):
        return judged.reasons.get(about.id) or open_reason(about)
    if isinstance(about, Remark):
        return about.message.removeprefix(_remark(about)).lstrip("：，")
    if isinstance(about, Masked):
        return about.message or "没有一组金额能让它们全部成立；请逐一核对"
    if one.level == HOLDS or not about.working:
        return about.working or about.message
    told = "" if about.working in title(one, judged) else f"{about.working}；"
    return f"{told}{advice(about)}"


def advice(about: Identity) -> str:
    """What to do: the last clause of what the checker says, without the sum beside it."""
    clause = about.message.rstrip("。").rpartition("；")[2]
    return clause.replace(f"按{about.working}，", "") if about.working else clause


def open_reason(claim: Claim) -> str:
    """Why a figure could not be checked; few reasons, so that the list can count them."""
    if claim.masked:
        return MASKED
    return NO_BASE if claim.kind == PERCENT else ALONE


def _identity(about: Identity, level: str, judged: Judged) -> str:
    """审减额：文中 18,906，应为 18,772; the checker's own words where no figure states it."""
    stated = blamed(about, judged.claims)
    figure = stated or judged.claims.get(about.claims[-1])
    if level == HOLDS:
        return f"{named(figure)} {printed(figure)}".strip()
    if stated is None or about.expected is None:
        return about.message.rstrip("。").rpartition("；")[0] or about.message
    last = unit(stated)
    first = "％" if last == "％" else ""
    said = f"文中 {digits(about.stated)}{first}，应为 {expected(about, stated)}{last}"
    return f"{named(stated)}：{said}" if named(stated) else said


def _remark(about: Remark) -> str:
    text = about.text if len(about.text) <= _QUOTE else f"{about.text[:_QUOTE]}…"
    return f"“{text}”应为“{about.instead}”" if about.instead else f"“{text}”"
