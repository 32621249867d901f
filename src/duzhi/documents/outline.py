"""The readable text a template is built from: paragraphs, headings and tokens. Pure.

A paragraph is a run of lines up to a blank one; line breaks inside it do not count.

    # …            a comment up to the end of the line, at the start of a line only
    = …  // …      the title, and where its line breaks
    一、…  （一）…   a heading of the first, of the second level
    > …   >> …     the signature, the date

Tokens, each of which becomes content controls of its own:

    {F03}          the number as printed           {F03:base}   what its denominator is called
    {F04:change}   增长/下降, the number without sign and ％; or 持平 alone
    {F29:ahead}    超进度/欠进度, the number and 个百分点; or 与序时进度持平 alone
    {F07:half}     过半 or 未过半                   {F04:word}   增长/下降/持平 alone
    {say:name}     a sentence that the area chooses by the numbers
    {year} {year-1} {months} {signed}              2023 · 2022 · 1－6月份 · the day of signing
    {place} {bureau}                               市 · 青岚市财政局: plain text, set when building
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

TITLE, FIRST, SECOND, BODY, SIGNATURE, DAY = "title", "first", "second", "body", "signature", "day"

BREAK = "//"
_TOKEN = re.compile(r"\{([^{}]*)\}")
_FIGURE = re.compile(r"([A-Z]\d{2,3})(?::([a-z]+))?")
_SCOPE = re.compile(r"year(?:-\d)?|months|signed")
_UNIT = re.compile(r"万元|亿元|个百分点|人次|[％个项次家人名倍]")
_FIRST_LEVEL = re.compile(r"[一二三四五六七八九十]+、")
_SECOND_LEVEL = re.compile(r"（[一二三四五六七八九十]+）")
_LONGEST_HEADING = 40
_SIGNS = {"= ": TITLE, ">> ": DAY, "> ": SIGNATURE}
_WHOLES = {"change": ("word", "", "sign"), "ahead": ("ahead", "", "sign")}
_SINGLE = ("word", "half", "base")


@dataclass(frozen=True, slots=True)
class Control:
    """A place for a text: the number of a figure, one of its words, or a word of the scope."""

    head: str
    """`F03`, `say`, `year`."""
    part: str = ""
    """Empty for the number itself."""

    @property
    def name(self) -> str:
        """`F04.word`."""
        return f"{self.head}.{self.part}" if self.part else self.head


Piece = str | Control


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph: its kind and what stands in it."""

    kind: str
    pieces: tuple[Piece, ...]


def parse(outline: str, words: Mapping[str, str]) -> list[Block]:
    """The paragraphs of an outline; `words` are put in as plain text (`place`, `bureau`).

    Raises:
        ValueError: a token that nobody knows, with its line.
    """
    return [block(text, words) for text in paragraphs(outline)]


def paragraphs(outline: str) -> list[str]:
    """The paragraphs as texts with their tokens, without comments; joined lines lose the break."""
    found: list[list[str]] = [[]]
    for line in outline.splitlines():
        text = line.strip()
        if text and not text.startswith("#"):
            found[-1].append(text)
        elif not text and found[-1]:
            found.append([])
    return ["".join(lines) for lines in found if lines]


def block(text: str, words: Mapping[str, str]) -> Block:
    """One paragraph.

    Raises:
        ValueError: a token that nobody knows.
    """
    kind = kind_of(text)
    return Block(kind, _pieces(inside(text), words))


def kind_of(text: str) -> str:
    """What a paragraph is, by how it begins.

    >>> kind_of("（一）财政收入完成情况"), kind_of("一是压实责任。")
    ('second', 'body')
    """
    for sign, kind in _SIGNS.items():
        if text.startswith(sign):
            return kind
    short = len(text) <= _LONGEST_HEADING and not text.endswith("。")
    if short and _FIRST_LEVEL.match(text):
        return FIRST
    return SECOND if short and _SECOND_LEVEL.match(text) else BODY


def inside(text: str) -> str:
    """A paragraph without the sign at its start."""
    sign = next((sign for sign in _SIGNS if text.startswith(sign)), "")
    return text.removeprefix(sign)


def split(text: str) -> list[str]:
    """A paragraph as words and tokens in turn; the odd ones are the tokens, without braces.

    >>> split("占{F02}万元的{F03}％")
    ['占', 'F02', '万元的', 'F03', '％']
    """
    return _TOKEN.split(text)


def token(text: str, words: Mapping[str, str]) -> tuple[Piece, ...]:
    """What one token becomes, without braces; empty words are left out.

    Raises:
        ValueError: nobody knows it.
    """
    return _joined(_controls(text, words, f"{{{text}}}"))


def unit_at(text: str) -> str:
    """The unit that the words after a number begin with, or nothing."""
    found = _UNIT.match(text)
    return found[0] if found else ""


def _pieces(text: str, words: Mapping[str, str]) -> tuple[Piece, ...]:
    found: list[Piece] = []
    end = 0
    for token in _TOKEN.finditer(text):
        found += _words(text[end : token.start()], found)
        found += _controls(token[1], words, text)
        end = token.end()
    found += _words(text[end:], found)
    return _joined(found)


def _words(text: str, before: list[Piece]) -> list[Piece]:
    """Plain text; the place for the 填报 mark of a number comes after its unit."""
    last = before[-1] if before else ""
    if not isinstance(last, Control) or last.part or not _FIGURE.fullmatch(last.head):
        return [text]
    end = len(unit_at(text))
    return [text[:end], Control(last.head, "mark"), text[end:]]


def _controls(token: str, words: Mapping[str, str], text: str) -> list[Piece]:
    if token in words:
        return [words[token]]
    if _SCOPE.fullmatch(token):
        return [Control(token)]
    if token.startswith("say:"):
        return [Control("say", token.removeprefix("say:"))]
    figure = _FIGURE.fullmatch(token)
    if figure is None or figure[2] not in {None, *_WHOLES, *_SINGLE}:
        raise ValueError(f"不认识的标记 {{{token}}}：{text[:30]}…")
    head, how = figure[1], figure[2] or ""
    if how in _WHOLES:
        parts = [Control(head, part) for part in _WHOLES[how]]
        return [*parts, Control(head, "mark")]
    return [Control(head, how)]


def _joined(pieces: list[Piece]) -> tuple[Piece, ...]:
    """Neighbouring texts as one, empty ones gone."""
    found: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, str) and found and isinstance(found[-1], str):
            found[-1] += piece
        elif piece != "":
            found.append(piece)
    return tuple(found)
