"""What people decided about unknown subjects before: the next file follows it (归类沿用)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone

from duzhi.intake.models import Unclassified
from duzhi.kernel.finding import INFO, Finding, Place
from duzhi.kernel.money import show


@dataclass(frozen=True, slots=True)
class Decision:
    """An unknown subject was given its place once."""

    to: str
    by: str
    at: datetime


Decisions = Callable[[Sequence[str], str], Decision | None]
"""The latest decision about a raw code of these lists."""


def nothing_learned(lists: Sequence[str], raw: str) -> Decision | None:  # noqa: ARG001 signature
    """The provider of a house in which nobody decided anything."""
    return None


@dataclass(slots=True)
class Followed:
    """A decision that was followed in a file, with what is booked by it."""

    raw: str
    decision: Decision
    places: list[Place] = field(default_factory=list)
    amount_fen: int = 0


def decisions() -> Decisions:
    """Every decision that was made so far, read once."""
    rows = Unclassified.objects.filter(state=Unclassified.CLEARED).order_by("at", "id")
    known = {
        (lists, raw): Decision(to, by, at)
        for lists, raw, to, by, at in rows.values_list("lists", "raw", "cleared_to", "by", "at")
        if at is not None
    }
    return lambda lists, raw: known.get((",".join(lists), raw))


def followed_finding(one: Followed) -> Finding:
    """That a file was booked by an earlier decision, so that somebody can disagree."""
    when = f"{timezone.localtime(one.decision.at):%Y-%m-%d}"
    text = (
        f"科目 {one.raw} 按 {when} {one.decision.by} 的归类记入 {one.decision.to}，"
        f"{len(one.places)} 行、{show(one.amount_fen, thousands=True)} 元；如有不妥，请更正原表科目"
    )
    return Finding("intake.followed", text, severity=INFO, place=one.places[0])
