"""Our own paper, back from Word: which numbers were changed, are stale, typed by hand, or gone.

Every control is compared with what was printed into it (kept in the scope part) and with what
the ledger would print today for the same day and region.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from zipfile import is_zipfile

from duzhi.documents import controls, outline, proofread, readback, sources
from duzhi.documents.checked.matched import AGREES, CHANGED, GONE, STALE, TYPED, Matched
from duzhi.documents.content import Content, Fact
from duzhi.documents.controls import Tag
from duzhi.documents.models import Document
from duzhi.documents.paper import Paper, paper
from duzhi.documents.printed import Manner
from duzhi.documents.scope_part import Entry, Scope, digest_all, read_scope
from duzhi.documents.spoken import Issue, Speaker
from duzhi.figures import api as figures
from duzhi.kernel.finding import Refused
from duzhi.office import api as office

_UNJUDGED = {"mark", "sign"}
"""Parts that go with the number beside them."""


def own(path: Path) -> list[Matched] | None:
    """Every number of a filled .docx beside the ledger's; None when Duzhi did not make it.

    Raises:
        Refused: the file cannot be read.
        LookupError: it is a paper that this installation does not know.
    """
    scope = read_scope(path)
    if scope is None:
        return None
    one = paper(scope.kind)
    row = Document(kind=scope.kind, on=scope.on, region=scope.region)
    content = sources.gathered(one, figures.Evaluator(scope.on, scope.region), row)
    now = said_now(scope, content)
    words = standing(controls.parsed(controls.part_of(path, "word/document.xml")))
    return [
        *compare(scope, words, now, {fact.id: fact for fact in content.facts}),
        *_typed(path, one, content, scope.on),
    ]


def matched(path: Path, *, by: str, on: date) -> list[Matched]:
    """The same for an upload: only for who may read the paper's region, and never a refusal."""
    if not is_zipfile(path):
        return []
    try:
        scope = read_scope(path)
        if scope is None or not office.may(by, "read", on=on, region=scope.region):
            return []
        return own(path) or []
    except Refused as refused:
        return [_unsealed(on, refused.findings[0].text)]
    except LookupError:
        return []


def _unsealed(on: date, message: str) -> Matched:
    return Matched("scope", "", "校验信息", "", "", on, CHANGED, message)


def said_now(scope: Scope, content: Content) -> dict[str, str]:
    """What each control would print today, by its tag, in the order of the text."""
    manner = Manner(mask=scope.mask)
    speaker = Speaker(content, Issue(scope.kind, scope.on, manner, scope.snapshot))
    said = {}
    for entry in scope.entries:
        tag = Tag.parse(entry.tag)
        if tag is not None and (found := speaker.say(tag.head, tag.part)):
            said[entry.tag] = found.text
    return said


def standing(root: controls.Element) -> dict[str, list[str]]:
    """What stands in each control now, by its tag; a copied control stands there twice."""
    found: dict[str, list[str]] = {}
    for control in controls.walk(root):
        found.setdefault(controls.tag_of(control), []).append(controls.text_of(control))
    return found


def compare(
    scope: Scope,
    words: Mapping[str, Sequence[str]],
    now: Mapping[str, str],
    facts: Mapping[str, Fact],
) -> list[Matched]:
    """What became of every control, in the order of the text; stale ones once a figure.

    Where somebody touched what is kept of the printing, that alone is said.
    """
    if scope.digest != digest_all(scope):
        text = "文稿所附的校验信息被改动过，不能据以核对；请从度支重新下载"
        return [_unsealed(scope.on, text)]
    found: list[Matched] = []
    stale: set[str] = set()
    for entry in scope.entries:
        tag = Tag.parse(entry.tag)
        if tag is None or tag.part in _UNJUDGED or not _counts(tag):
            continue
        judge = _Judge(entry, tag, now.get(entry.tag, entry.display), facts.get(tag.head), scope.on)
        found += judge.judged(words.get(entry.tag, ()), told=tag.name in stale)
        if judge.late:
            stale.add(tag.name)
    return found


def _counts(tag: Tag) -> bool:
    return controls.is_figure(tag) or tag.head == "say"


class _Judge:
    """One control: what was printed, what stands there, what the ledger says."""

    def __init__(self, entry: Entry, tag: Tag, now: str, fact: Fact | None, on: date) -> None:
        self._entry, self._tag, self._now, self._fact, self._on = entry, tag, now, fact, on
        self._name = f"{fact.id} {fact.name}" if fact else "按数值选用的语句"

    @property
    def late(self) -> bool:
        """Whether the ledger would print something else today."""
        return self._now != self._entry.display

    def judged(self, words: Sequence[str], *, told: bool) -> Iterator[Matched]:
        """Its findings, or that it agrees; `told` where its figure is known to be stale."""
        found = list(self._changed(words))
        if self.late and not told:
            found.append(self._stale())
        if not found and not self.late and self._fact and self._fact.source and not self._tag.part:
            found.append(self._made(AGREES, self._entry.display, ""))
        yield from found

    def _changed(self, words: Sequence[str]) -> Iterator[Matched]:
        printed = self._entry.display
        if not words and not self._tag.part:
            yield self._made(
                GONE, "", f"{self._name}的控件不见了；确属删去整句的不必理会，否则请恢复为指标"
            )
        for text in words:
            if text != printed:
                said = f"{self._name}被改动：原印“{printed}”，现为“{text}”，{self._books()}"
                yield self._made(CHANGED, text, f"{said}；请恢复为指标，不要在 Word 里改数字")

    def _stale(self) -> Matched:
        said = f"{self._name}已过期：文中印“{self._entry.display}”，{self._books()}"
        return self._made(STALE, self._entry.display, f"{said}；请重取数据后再用")

    def _books(self) -> str:
        return f"账上（截至{self._on}）为“{self._now}”"

    def _made(self, verdict: str, printed: str, message: str) -> Matched:
        fact, code = self._fact, self._entry.code
        number = fact is not None and not self._tag.part and fact.source
        value = f"{self._now}{fact.unit}" if fact and number else self._now
        name = fact.name if fact else self._entry.tag
        return Matched(self._entry.tag, code, name, printed, value, self._on, verdict, message)


def _typed(path: Path, one: Paper, content: Content, on: date) -> Iterator[Matched]:
    """Numbers outside any control that are figures of the paper."""
    words = sources.words(content.place)
    rows = readback.read_back(path.read_bytes(), sources.template_texts(one), words)
    for remark in proofread.remarks(rows, content, lambda *_: ()):
        fact = content.fact(outline.split(remark.instead)[1])
        if fact is not None:
            value = f"{fact.display}{fact.unit}"
            said = (fact.id, fact.code, fact.name, remark.quote, value, on, TYPED)
            yield Matched(*said, remark.finding.text)
