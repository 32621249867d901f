"""The plan: tiers one after another, each at its best with what the higher ones leave.

Source: domain.md Appendix J1. Requests are indivisible unless marked. While a higher tier waits
that a purse could pay, no lower one is paid from it, and what is promised to higher tiers stays.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from duzhi.money.treasury.rules.plan.exact import Answer, search
from duzhi.money.treasury.rules.plan.near import near
from duzhi.money.treasury.rules.plan.part import Part, parts
from duzhi.money.treasury.rules.plan.room import Room
from duzhi.money.treasury.rules.plan.terms import (
    GUARANTEED,
    Payment,
    Plan,
    Progress,
    Purse,
    Rank,
    Request,
    Rules,
    Slot,
)

Key = tuple[int, int]


def solve(
    slots: tuple[Slot, ...],
    purses: Iterable[Purse],
    requests: Iterable[Request],
    rules: Rules = Rules(),  # noqa: B008 an immutable tuple
    progress: Progress | None = None,
) -> Plan:
    """Plan every request over the slots.

    `progress` hears of every part that is done; what it raises stops the plan.
    """
    known = {one.code: one for one in purses}
    asked = {one.id: one for one in requests}
    room = Room(slots, known)
    payments: dict[str, tuple[Payment, ...]] = {}
    found = []
    ranked = _ranked(asked.values(), rules)
    done, count = 0, len(asked)
    effort = rules.effort if count <= rules.exact_up_to else 0
    for key in sorted(ranked):
        own = ranked[key]
        answers = []
        for part in parts(own, room, guarded=key[0] >= rules.guarded_from):
            answer = _answer(part, effort)
            effort -= min(effort, answer.steps)
            answers.append((part, answer))
            done += len(part.requests)
            if progress:
                progress(done, count)
        made = [one for _, answer in answers for one in answer.payments]
        room.promise(made)
        payments |= _by_request(made)
        plan = Plan(slots, known, asked, payments, (), rules)
        for one in own:
            room.close(one, plan.done(one.id))
        found.append(_rank(own, answers))
    return Plan(slots, known, asked, payments, tuple(found), rules)


def rank_of(request: Request, rules: Rules) -> Key:
    """Tier, and within 三保 the place of its block when an order is set."""
    if request.tier != GUARANTEED or request.block not in rules.block_order:
        return request.tier, len(rules.block_order) if request.tier == GUARANTEED else 0
    return request.tier, rules.block_order.index(request.block)


def _ranked(requests: Iterable[Request], rules: Rules) -> Mapping[Key, list[Request]]:
    found: dict[Key, list[Request]] = {}
    for one in requests:
        found.setdefault(rank_of(one, rules), []).append(one)
    return found


def _answer(part: Part, effort: int) -> Answer:
    """Small plans by searching orders; what that does not prove, and larger ones, by sets."""
    found = search(part, effort) if effort else Answer((), proven=False)
    if not found.proven:
        plan, bound = near(part)
        best = max(found.payments, plan, key=part.worth)
        found = Answer(best, part.worth(best) >= bound, found.steps, bound)
    return found._replace(payments=settled(part, found.payments))


def settled(part: Part, payments: Iterable[Payment]) -> tuple[Payment, ...]:
    """Among whole requests of one amount and the same purses the earlier due is paid earlier."""
    asked = {one.id: one for one in part.requests}
    alike: dict[tuple[object, ...], list[Payment]] = {}
    for one in payments:
        request = asked[one.request]
        own = one if request.divisible else None
        alike.setdefault((own, request.amount_fen, request.purses), []).append(one)
    found: list[Payment] = []
    for (divisible, fen, purses), group in alike.items():
        if divisible:
            found += group
        else:
            like = [
                one
                for one in part.requests
                if not one.divisible and (one.amount_fen, one.purses) == (fen, purses)
            ]
            found += _in_turn(part, like, sorted(group, key=lambda one: one.slot))
    return tuple(found)


def _in_turn(part: Part, waiting: list[Request], payments: Sequence[Payment]) -> Iterator[Payment]:
    """Each slot goes to the first in order that is already due and could be paid from its purse."""
    for payment in payments:
        one = next(
            one
            for one in waiting
            if part.releases[one.id].get(payment.purse, part.slots) <= payment.slot
        )
        waiting.remove(one)
        yield payment._replace(request=one.id)


def _by_request(payments: Iterable[Payment]) -> dict[str, tuple[Payment, ...]]:
    found: dict[str, tuple[Payment, ...]] = {}
    for one in payments:
        found[one.request] = (*found.get(one.request, ()), one)
    return found


def _rank(own: Sequence[Request], answers: Sequence[tuple[Part, Answer]]) -> Rank:
    value = bound = paid = 0
    for part, answer in answers:
        worth = part.worth(answer.payments)
        value += worth
        paid += sum(one.amount_fen for one in answer.payments)
        bound += worth if answer.proven else answer.bound
    blocks = {one.block for one in own}
    return Rank(
        own[0].tier,
        blocks.pop() if len(blocks) == 1 else "",
        len(own),
        paid,
        value,
        bound,
        all(answer.proven for _, answer in answers),
    )
