"""What may not stand in an edited paragraph, and what should be put otherwise. Pure.

`refused` keeps a paragraph from being saved; `remarks` are saved with it and shown beside it.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from duzhi.documents import outline
from duzhi.documents.content import Content, Fact
from duzhi.documents.paper import Claim, Claims
from duzhi.documents.paragraphs import Paragraph
from duzhi.kernel.finding import ERROR, WARNING, Finding
from duzhi.kernel.money import UNIT_FEN, decimal

LONGEST = 4000
"""Characters of one paragraph: more is several paragraphs."""
_MARKUP = re.compile(r"<\s*/?\s*[A-Za-z!][^<>]*>")
_UNSEEN = {"Cc", "Cf", "Co", "Cs"}
_TYPED = re.compile(
    r"(?<![\d.,A-Za-z])(\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?![\d.])\s*"
    r"(万元|亿元|元|个百分点|人次|[％个项次家人倍])?"
)
_HALF_WIDTH = str.maketrans("０１２３４５６７８９．%", "0123456789.％")
_TELLING = 3
"""Digits from which a number of another unit than the figure's is no chance."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about a paragraph: where, what, and the words that would be right."""

    paragraph: str
    quote: str
    finding: Finding
    suggestion: str = ""
    """The paragraph as it should read, empty when a person has to find the words."""
    instead: str = ""
    """What stands in it in place of the quote."""

    @property
    def why(self) -> str:
        """The finding without the quote it begins with."""
        return self.finding.text.removeprefix(f"“{self.quote}”").removeprefix("：")


def refused(text: str, was: str | None, known: Collection[str]) -> list[Finding]:
    """What keeps a paragraph from being saved; `was` is its former text, None for a new one.

    `known` are the tokens' heads this paper has: F01 … F71, say:double_half.
    """
    found = [*_characters(text), *_tokens(text, known)]
    if not outline.inside(text).strip():
        found.append(_no("documents.empty_paragraph", "段落没有内容；不需要的请用“删除”"))
    if len(text) > LONGEST:
        found.append(
            _no("documents.long_paragraph", f"一段最多{LONGEST}字，现有{len(text)}字；请分段")
        )
    return [*found, *_structure(text, was)]


def deleted(was: str) -> list[Finding]:
    """Why a paragraph cannot be taken out."""
    if outline.kind_of(was) in (outline.BODY, outline.SECOND):
        return []
    name = _KINDS[outline.kind_of(was)]
    return [_no("documents.structure", f"{name}是公文结构的一部分，不能删除；可以改写其中的字句")]


def remarks(rows: Sequence[Paragraph], content: Content, claims: Claims) -> list[Remark]:
    """Typed numbers and claims of a whole text."""
    values = {one.id: one.value for one in content.facts}
    found: list[Remark] = []
    for row in rows:
        found += _typed(row, content.facts)
        found += (_claim_remark(row, one) for one in claims(row.text, values))
    return found


def _no(code: str, text: str) -> Finding:
    return Finding(code, text, severity=ERROR)


def _characters(text: str) -> Iterator[Finding]:
    if found := _MARKUP.search(text):
        yield _no("documents.markup", f"正文中不能有网页代码“{found[0][:20]}”；请删去后再保存")
    unseen = {f"U+{ord(char):04X}" for char in text if unicodedata.category(char) in _UNSEEN}
    if unseen:
        names = "、".join(sorted(unseen))
        yield _no("documents.unseen", f"正文中有看不见的字符（{names}）；请删去后再保存")


def _tokens(text: str, known: Collection[str]) -> Iterator[Finding]:
    for token in outline.split(text)[1::2]:
        try:
            pieces = outline.token(token, _SCOPE_WORDS)
        except ValueError:
            yield _strange(token)
            continue
        for piece in pieces:
            if isinstance(piece, outline.Control) and not _is_known(piece, known):
                yield _strange(token)
                break
    stray = "".join(outline.split(text)[0::2])
    if "{" in stray or "}" in stray:
        yield _no("documents.stray_brace", "有不成对的花括号；花括号只用于插入指标，请改正")


_SCOPE_WORDS = {"place": "市", "bureau": "市财政局"}


def _is_known(piece: outline.Control, known: Collection[str]) -> bool:
    if piece.head == "say":
        return f"say:{piece.part}" in known
    return piece.head in known or not re.fullmatch(r"[A-Z]\d{2,3}", piece.head)


def _strange(token: str) -> Finding:
    return _no("documents.unknown_token", f"不认识的标记 {{{token}}}；请用“插入指标”从指标表中选择")


def _structure(text: str, was: str | None) -> Iterator[Finding]:
    kind = outline.kind_of(text)
    if was is None:
        if kind not in (outline.BODY, outline.SECOND):
            yield _no("documents.structure", f"不能新增{_KINDS[kind]}；请写成正文或二级标题")
        return
    before = outline.kind_of(was)
    if kind != before:
        yield _no(
            "documents.structure",
            f"{_KINDS[before]}不能改成{_KINDS[kind]}；公文结构须与模板一致，请保留原来的段首标记",
        )


_KINDS = {
    outline.TITLE: "标题",
    outline.FIRST: "一级标题",
    outline.SECOND: "二级标题",
    outline.BODY: "正文",
    outline.SIGNATURE: "署名",
    outline.DAY: "成文日期",
}


def _typed(row: Paragraph, facts: Sequence[Fact]) -> Iterator[Remark]:
    """Numbers typed by hand that are one of the paper's figures."""
    for words in outline.split(row.text)[0::2]:
        for typed in _TYPED.finditer(words.translate(_HALF_WIDTH)):
            fact = next((one for one in facts if _is(typed, one)), None)
            if fact is not None:
                yield _typed_remark(row, typed[0].strip(), typed[1], fact)


def _typed_remark(row: Paragraph, quote: str, number: str, fact: Fact) -> Remark:
    token = f"{{{fact.id}}}"
    own = fact.display.lstrip("-")
    spelled = next((one for one in (f"{own}{fact.unit}", number) if one in row.text), "")
    right = token + (fact.unit if spelled.endswith(fact.unit) and fact.unit else "")
    text = (
        f"“{quote}”与指标 {fact.id} {fact.name}相同，却是手打的；"
        f"请换成指标 {token}，数据变动时才会跟着变"
    )
    made = Finding("documents.typed_number", text, severity=WARNING)
    suggestion = row.text.replace(spelled, right, 1) if spelled else ""
    return Remark(row.id, quote, made, suggestion, right)


def _claim_remark(row: Paragraph, one: Claim) -> Remark:
    right = row.text.replace(one.quote, one.instead, 1) if one.instead else ""
    return Remark(row.id, one.quote, one.finding, right, one.instead)


def _is(typed: re.Match[str], fact: Fact) -> bool:
    """Whether a typed number says the same as a figure: in its unit, or rounded in another one."""
    value = fact.value
    if value is None:
        return False
    number, unit = typed[1].replace(",", ""), typed[2] or ""
    digits = len(number.replace(".", "").lstrip("0"))
    if unit == fact.unit and number == fact.display.lstrip("-"):
        return digits >= _TELLING - 1 or "." in number
    if digits < _TELLING or unit not in UNIT_FEN or fact.unit not in UNIT_FEN:
        return False
    places = len(number.partition(".")[2])
    return decimal(abs(Fraction(value)) / UNIT_FEN[unit], places) == number
