"""Any acts on quotas by anybody in any order, beside a plain model of domain.md §3.1.

The model says before every act whether it is allowed; the books must answer the same, keep every
amount of the model to the fen, and prove themselves.
"""

from dataclasses import dataclass, replace

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from duzhi.kernel.entry import Ref
from duzhi.kernel.finding import Refused
from duzhi.ledger import api as ledger
from duzhi.money.budget import api as budget
from duzhi.money.budget import postings
from duzhi.money.budget.queries.proofs import proofs
from duzhi.money.budget.rules import quotas as rules
from duzhi.money.budget.rules.quotas import Sums
from duzhi.money.budget.tests.test_quotas import MAKER, ON, REGION, acted, issued

DOC = "省财建〔2023〕7号"
PARTS = {
    rules.ADD: "added",
    rules.CUT: "cut",
    rules.FREEZE: "frozen",
    rules.THAW: "frozen",
    rules.RECOVER: "recovered",
    rules.SURPLUS: "recovered",
}
"""Which part of the handbook's identity an act moves."""
MOST = 9
"""Quotas of an example; then they are only acted on."""
FEN = st.integers(1, 1_500)
WHICH = st.integers(0, MOST - 1)


@dataclass
class Plain:
    """A quota as the handbook keeps it."""

    year: int
    flag: str
    doc: str
    sums: Sums

    def moved(self, part: str, fen: int) -> None:
        """One more amount in one of its parts."""
        self.sums = replace(self.sums, **{part: getattr(self.sums, part) + fen})


class Acts(RuleBasedStateMachine):
    """下达 分解 结转, acts that two people decide, and payments from request to refund."""

    def __init__(self) -> None:
        super().__init__()
        self.whole = transaction.atomic()
        self.whole.__enter__()
        self.quotas: dict[int, Plain] = {}
        self.held: list[tuple[Ref, int, int]] = []
        self.received = self.serial = 0
        for year, flag in ((2022, ""), (2023, ""), (2023, "1"), (2023, "2")):
            self._new(1_000, year=year, guarantee=flag)
        self.receive(1_000)
        self._new(600, upper_doc=DOC)

    def teardown(self) -> None:
        """The whole ledger proves itself, and nothing of an example reaches the next one."""
        try:
            assert not list(ledger.verify())
        finally:
            transaction.set_rollback(True)
            self.whole.__exit__(None, None, None)

    @rule(fen=FEN)
    def receive(self, fen: int) -> None:
        """收文: the upper level's document brings more."""
        entry = postings.received(self._ref("budget.grant"), REGION, "111", DOC, fen, ON)
        ledger.post([entry], **MAKER)
        self.received += fen

    @precondition(lambda self: len(self.quotas) < MOST)
    @rule(fen=FEN, flag=st.sampled_from(["", "1"]), doc=st.sampled_from(["", DOC]))
    def issue(self, fen: int, flag: str, doc: str) -> None:
        """下达, under the document no more than what it brought."""
        with self._judged(allowed=not doc or fen <= self._left()):
            self._new(fen, guarantee=flag, upper_doc=doc)

    @precondition(lambda self: len(self.quotas) < MOST)
    @rule(which=WHICH, fen=FEN)
    def split(self, which: int, fen: int) -> None:
        """分解 of this year's money to another unit, 结转 of last year's into this year."""
        own, plain = self._nth(which)
        with self._judged(allowed=fen <= plain.sums.available):
            self._new(fen, guarantee=plain.flag, upper_doc=plain.doc, parent=own)
            plain.moved("moved_out", fen)

    @rule(kind=st.sampled_from(list(PARTS)), which=WHICH, fen=FEN)
    def act(self, kind: str, which: int, fen: int) -> None:
        """What one person asks for and another decides."""
        own, plain = self._nth(which)
        allowed = self._enough(kind, plain, fen)
        if kind in rules.SHRINKS:
            allowed &= not plain.flag
        with self._judged(allowed=allowed):
            acted(kind, own, fen, on=ON.replace(year=plain.year))
            plain.moved(PARTS[kind], -fen if kind == rules.THAW else fen)

    @rule(gives=WHICH, takes=WHICH, fen=FEN)
    def move(self, gives: int, takes: int, fen: int) -> None:
        """调剂 within a year and a document, out of the 三保 into nothing else."""
        (own, plain), (other, beside) = self._nth(gives), self._nth(takes)
        same = (plain.year, plain.doc) == (beside.year, beside.doc)
        kept = not plain.flag or bool(beside.flag)
        fits = fen <= plain.sums.available
        with self._judged(allowed=own != other and same and kept and fits):
            acted(rules.MOVE, own, fen, other=other, on=ON.replace(year=plain.year))
            plain.moved("moved_out", fen)
            beside.moved("moved_in", fen)

    @rule(which=WHICH, fen=FEN)
    def reserve(self, which: int, fen: int) -> None:
        """A request holds what it asks for."""
        own, plain = self._nth(which)
        with self._judged(allowed=fen <= plain.sums.available):
            ref = self._ref("payments.request")
            budget.reserve(source=ref, quota=own, amount_fen=fen, on=ON, **MAKER)
            self.held.append((ref, own, fen))
            plain.moved("reserved", fen)

    @precondition(lambda self: self.held)
    @rule(which=WHICH, fen=FEN, pays=st.booleans())
    def finish(self, which: int, fen: int, *, pays: bool) -> None:
        """It is paid or goes back, the whole of it or a part, never more."""
        place = which % len(self.held)
        ref, own, held = self.held[place]
        verb = budget.settle if pays else budget.release
        with self._judged(allowed=fen <= held):
            verb(reservation=ref, source=self._ref("payments.voucher"), amount_fen=fen, on=ON,
                 **MAKER)  # fmt: skip
            self.held[place] = ref, own, held - fen
            self.quotas[own].moved("reserved", -fen)
            self.quotas[own].moved("paid", fen if pays else 0)
        self.held = [one for one in self.held if one[2]]

    @rule(which=WHICH, fen=FEN)
    def refund(self, which: int, fen: int) -> None:
        """A payment comes back, never more than was paid."""
        own, plain = self._nth(which)
        with self._judged(allowed=fen <= plain.sums.paid - plain.sums.refunded):
            ref = self._ref("payments.refund")
            budget.restore(source=ref, quota=own, amount_fen=fen, on=ON, **MAKER)
            plain.moved("refunded", fen)

    @invariant()
    def every_amount_is_the_model_s_and_none_is_below_zero(self) -> None:
        """To the fen, quota by quota, and for the document."""
        for own, plain in self.quotas.items():
            view, sums = budget.quota_of(own), plain.sums
            found = view.current_fen, view.frozen_fen, view.reserved_fen, view.available_fen
            assert found == (sums.current, sums.frozen, sums.reserved, sums.available)
            assert min(found) >= 0
            assert view.paid_fen == sums.paid - sums.refunded
        left = ledger.available(postings.GRANT_LEFT, rules.grant_control(REGION, DOC))
        assert left == self._left() >= 0
        assert not list(proofs())

    def _new(self, fen: int, *, year: int = 2023, **more: object) -> None:
        number = f"ZB{len(self.quotas):03d}"
        own = issued(number, fen, year=year, **more)
        flag, doc = str(more.get("guarantee", "")), str(more.get("upper_doc", ""))
        self.quotas[own] = Plain(year, flag, doc, Sums(fen))

    def _enough(self, kind: str, plain: Plain, fen: int) -> bool:
        if kind == rules.ADD:
            return not plain.doc or fen <= self._left()
        return fen <= (plain.sums.frozen if kind == rules.THAW else plain.sums.available)

    def _left(self) -> int:
        """Of the document: received and under none of its quotas."""
        under = (one.sums.current for one in self.quotas.values() if one.doc)
        return self.received - sum(under)

    def _nth(self, which: int) -> tuple[int, Plain]:
        return list(self.quotas.items())[which % len(self.quotas)]

    def _judged(self, *, allowed: bool) -> "Judged":
        return Judged(allowed=allowed)

    def _ref(self, kind: str) -> Ref:
        self.serial += 1
        return Ref(kind, str(self.serial))


class Judged:
    """What is done inside goes through exactly when the model allows it, else it is undone."""

    def __init__(self, *, allowed: bool) -> None:
        self.allowed = allowed
        self.apart = transaction.atomic()

    def __enter__(self) -> None:
        self.apart.__enter__()

    def __exit__(self, kind: type | None, fault: BaseException | None, trace: object) -> bool:
        self.apart.__exit__(kind, fault, trace)
        if kind is not None and not issubclass(kind, Refused):
            return False
        assert (kind is None) == self.allowed, fault or "went through"
        return True


@pytest.mark.django_db
def test_no_order_of_acts_ever_overspends_a_quota_or_breaks_an_identity():
    few = settings(
        max_examples=20,
        stateful_step_count=25,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(Acts, settings=few)
