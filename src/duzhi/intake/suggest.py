"""Where an unknown subject may belong: other years' lists, its code's beginning, a similar name."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from duzhi.intake.cells import squeezed
from duzhi.registry import api as registry

_NAME_ALIKE = 0.6
_MOST = 5
_NEAR_YEARS = (-1, 1, -2, 2, -3, 3)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A subject of the year's list, and why."""

    code: str
    name: str
    why: str


def suggestions(raw: str, name: str, lists: Sequence[str], year: int) -> tuple[Suggestion, ...]:
    """At most five subjects of the year's lists, the likeliest first; nothing is decided here."""
    found: dict[str, Suggestion] = {}
    for one in lists:
        for made in (*_by_other_year(raw, one, year), *_by_beginning(raw, one, year)):
            found.setdefault(made.code, made)
    for one in lists:
        for made in _by_name(name, one, year):
            found.setdefault(made.code, made)
    return tuple(found.values())[:_MOST]


def _by_other_year(raw: str, one: str, year: int) -> Iterable[Suggestion]:
    """The code exists in a neighbouring year: the subject of this year with the same name."""
    for step in _NEAR_YEARS:
        other = registry.subject(one, raw, year + step)
        if other is None:
            continue
        for subject in registry.subjects(one, year):
            if subject.name == other.name:
                why = f"{year + step} 年 {raw} 即“{other.name}”"
                yield Suggestion(subject.code, subject.name, why)
        return


def _by_name(name: str, one: str, year: int) -> Iterable[Suggestion]:
    if not (bare := squeezed(name)):
        return
    matcher = SequenceMatcher(b=bare, autojunk=False)
    alike = []
    for subject in registry.subjects(one, year):
        matcher.set_seq1(subject.name)
        if matcher.quick_ratio() >= _NAME_ALIKE and (ratio := matcher.ratio()) >= _NAME_ALIKE:
            alike.append((ratio, subject))
    for ratio, subject in sorted(alike, key=lambda pair: -pair[0])[:_MOST]:
        why = "名称相同" if ratio == 1 else f"名称相近（{ratio:.0%}）"
        yield Suggestion(subject.code, subject.name, why)


def _by_beginning(raw: str, one: str, year: int) -> Iterable[Suggestion]:
    for length in range(len(raw) - 1, 2, -1):
        if subject := registry.subject(one, raw[:length], year):
            yield Suggestion(subject.code, subject.name, f"代码前 {length} 位相同，是其上级科目")
            return
