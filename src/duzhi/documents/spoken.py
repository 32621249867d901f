"""What stands in each place of a paper: one voice for .docx, page and .pdf. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from duzhi.documents import printed
from duzhi.documents.content import Content, Fact
from duzhi.documents.printed import Manner
from duzhi.kernel.wording import months

SAMPLE_PREFIX = "99"
"""区划 of fictional counties begin so."""
NOTICE = "虚构数据　仅供演示"
NOTE = "校验说明："
_SAYING = "say"
_SCOPE_NAMES = {"months": "时段", "signed": "成文日期", "notice": "数据性质"}


@dataclass(frozen=True, slots=True)
class Issue:
    """As what a paper goes out: how it is printed, when, frozen or not, with which override."""

    kind: str
    signed: date
    manner: Manner = field(default_factory=Manner)
    snapshot: int = 0
    note: str = ""
    """校验说明: why it was finalised although an identity does not hold."""


@dataclass(frozen=True, slots=True)
class Said:
    """The text of one place, what people call it, and the number behind it."""

    text: str
    alias: str
    fact: Fact | None = None
    pending: bool = False
    """Whether it is 【待报】."""


def notice(region: str) -> str:
    """The line on every page of a fictional county, empty for a real one."""
    return NOTICE if region.startswith(SAMPLE_PREFIX) else ""


class Speaker:
    """Answers place by place in the order of the text: a number after its word has no sign."""

    def __init__(self, content: Content, issue: Issue) -> None:
        self._facts = {fact.id: fact for fact in content.facts}
        self._sayings = content.sayings
        self._manner = issue.manner
        self._scope = _scope_words(content, issue)
        self._last = ("", "")

    def say(self, head: str, part: str = "") -> Said | None:
        """What stands at `{head.part}`; None when this paper has no such place."""
        said = self._figure(head, part) if _is_figure(head) else self._word(head, part)
        if said is not None or not _is_figure(head):
            self._last = (head, part)
        return said

    def _figure(self, head: str, part: str) -> Said | None:
        fact, manner = self._facts.get(head), self._manner
        if fact is None or (part and part not in printed.PARTS):
            return None
        if part:
            text = printed.word(fact, part, manner)
        else:
            led = self._last[0] == head and self._last[1] in printed.LEADS
            text = printed.number(fact, manner, after_word=led)
        waits = not fact.source and not manner.mask and part in {"", "half"}
        return Said(text, fact.name, fact, waits)

    def _word(self, head: str, part: str) -> Said | None:
        if head == _SAYING and part in self._sayings:
            return Said(self._sayings[part], part)
        if head in self._scope:
            return Said(self._scope[head], _SCOPE_NAMES.get(head, "年份"))
        return None


def _is_figure(head: str) -> bool:
    return bool(re.fullmatch(r"[A-Z]\d{2,3}", head))


def _scope_words(content: Content, issue: Issue) -> Mapping[str, str]:
    year, day = content.on.year, issue.signed
    return {
        "year": str(year),
        **{f"year-{back}": str(year - back) for back in range(1, 10)},
        "months": months(content.on),
        "signed": f"{day.year}年{day.month}月{day.day}日",
        "notice": notice(content.region),
    }
