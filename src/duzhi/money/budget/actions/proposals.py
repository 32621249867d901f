"""二上二下: a unit asks, is given a figure, asks within it, and is approved."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from duzhi.kernel.finding import Finding, Refused, refuse
from duzhi.money.budget import flow
from duzhi.money.budget.models import Proposal, ProposalNeed
from duzhi.money.budget.queries import guarantee
from duzhi.money.budget.queries import proposals as queries
from duzhi.money.budget.rules import proposals as rules
from duzhi.money.budget.rules.proposals import Ask, Need
from duzhi.office import api as office


@transaction.atomic
def ask_budget(*, ask: Ask, region: str, by: str, at: datetime) -> Proposal:
    """一上: a unit asks for its year.

    Raises:
        Refused: an item is not on the list, nothing is asked for, or the unit has asked already.
    """
    _judge(rules.check_ask(ask, _listed(ask.year)))
    same = Proposal.objects.filter(region=region, year=ask.year, agency=ask.agency)
    if same.exclude(state=rules.RETURNED).exists():
        text = f"{ask.agency} 已经申报{ask.year}年预算；请打开原申报办理"
        raise refuse("proposal.once", text)
    row = Proposal.objects.create(
        region=region,
        year=ask.year,
        agency=ask.agency,
        state=flow.PROPOSAL.start,
        other=ask.other_fen,
        maker=by,
        made_at=at,
    )
    _keep(row, ask.needs)
    office.log(queries.ref(row), "一上申报", by=by, at=at, after={"whole": ask.whole_fen})
    _wait(row, "下达控制数", by, at)
    return row


@transaction.atomic
def set_control(*, proposal: int, control_fen: int, by: str, at: datetime) -> Proposal:
    """一下: the budget office gives the figure, never below what the 三保 need.

    Raises:
        Refused: too little for the 三保, or the same person asked.
    """
    row = _moved(proposal, flow.GIVE, by, at)
    office.separate(row.maker, by, str(row))
    _judge(rules.check_control(queries.ask(row), control_fen))
    row.control, row.controller, row.answer = control_fen, by, ""
    row.save()
    office.log(queries.ref(row), "下达控制数", by=by, at=at, after={"control": control_fen})
    _call(row, "在控制数内二上申报", by, at)
    return row


@transaction.atomic
def ask_again(
    *, proposal: int, needs: Sequence[Need], other_fen: int, by: str, at: datetime
) -> Proposal:
    """二上: the unit asks within its figure, its 三保 in full.

    Raises:
        Refused: above the figure, or an item of the 三保 lacks money.
    """
    row = _moved(proposal, flow.ASK_AGAIN, by, at)
    assert row.control is not None, "一下 gave one"
    office.separate(row.controller, by, str(row))
    ask = Ask(row.agency, row.year, needs, other_fen)
    _judge([*rules.check_ask(ask, _listed(row.year)), *rules.check_second(ask, row.control)])
    row.other, row.maker, row.made_at, row.answer = other_fen, by, at, ""
    row.save()
    _keep(row, needs)
    office.log(queries.ref(row), "二上申报", by=by, at=at, after={"whole": ask.whole_fen})
    _wait(row, "批复预算", by, at)
    return row


@transaction.atomic
def approve_proposal(*, proposal: int, by: str, at: datetime) -> Proposal:
    """二下: approved as asked; another person than who asked."""
    row = _moved(proposal, flow.APPROVE, by, at)
    office.separate(row.maker, by, str(row))
    row.checker = by
    row.save()
    office.log(queries.ref(row), "批复预算", by=by, at=at)
    return row


@transaction.atomic
def return_proposal(*, proposal: int, reason: str, by: str, at: datetime) -> Proposal:
    """Back to the unit: a 一上 for good, a 二上 to be asked again within the same figure."""
    row = _moved(proposal, flow.RETURN, by, at)
    if not reason.strip():
        raise refuse("proposal.reason", "请写明退回的原因后再提交")
    row.answer = reason.strip()
    row.save()
    office.log(queries.ref(row), "退回申报", by=by, at=at, note=row.answer)
    _call(row, f"预算申报被退回：{row.answer[:40]}", by, at)
    return row


def _moved(proposal: int, verb: str, by: str, at: datetime) -> Proposal:
    row = Proposal.objects.select_for_update().get(pk=proposal)
    row.state = flow.PROPOSAL.after(row.state, verb)
    office.done(queries.ref(row), by=by, at=at)
    return row


def _wait(row: Proposal, what: str, by: str, at: datetime) -> None:
    """The budget office is next."""
    within = office.Reach(region=row.region)
    title = f"{what}：{row}"
    office.todo(queries.ref(row), title, role="budget", within=within, by=by, at=at)


def _call(row: Proposal, what: str, by: str, at: datetime) -> None:
    """The unit is next."""
    within = office.Reach(region=row.region, agency=row.agency)
    title = f"{what}：{row.year}年预算"
    office.todo(queries.ref(row), title, role="unit_maker", within=within, by=by, at=at)


def _keep(row: Proposal, needs: Sequence[Need]) -> None:
    row.needs.all().delete()
    ProposalNeed.objects.bulk_create(
        ProposalNeed(
            proposal=row,
            item=one.item,
            persons=one.persons,
            standard=one.standard_fen,
            months=one.months,
            asked=one.asked_fen,
        )
        for one in needs
    )


def _listed(year: int) -> list[str]:
    return [one.code for one in guarantee.items(date(year, 1, 1))]


def _judge(findings: list[Finding]) -> None:
    if findings:
        raise Refused(findings)
