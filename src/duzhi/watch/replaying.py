"""A rule on the past, before it is switched on; then the switch itself.

A rule may be on only after a replay of exactly this rule, with these legal values, was looked at.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from time import perf_counter
from typing import Any

from django.db import transaction
from django.utils import timezone

from duzhi.kernel.entry import Ref
from duzhi.kernel.finding import refuse
from duzhi.office import api as office
from duzhi.watch import catalogue, finding, flow, stored
from duzhi.watch.models import Alert, Replay, RuleState
from duzhi.watch.rule import Rule
from duzhi.watch.running import RULE_KIND, Step, by_records

SWITCH = "watch.switch"
_SAMPLES = 200
_CHUNK = 500


def replay(
    codes: Sequence[str],
    *,
    region: str,
    start: date,
    end: date,
    by: str,
    at: datetime,
    progress: Step | None = None,
) -> list[Replay]:
    """Try rules on the records from a day up to, not including, another; nothing is raised.

    Raises:
        LookupError: no such rule.
        Refused: an empty span.
    """
    if start >= end:
        raise refuse("watch.no_span", f"回放从{start}到{end}没有一天；请改正起止日期")
    rules = [catalogue.rule(code) for code in codes]
    made: dict[str, Replay] = {}
    for records, some in by_records(rules):
        table = stored.table(records, region, stored.past(some, start), end)
        rows = _count(table, start, end)
        for one in some:
            began = perf_counter()
            hits = finding.hits(one, table, start, end) if table is not None else []
            took = round((perf_counter() - began) * 1000)
            facts = {"region": region, "start": start, "end": end, "rows": rows, "took_ms": took}
            made[one.code] = keep_replay(rule=one, hits=hits, facts=facts, by=by, at=at)
            if progress:
                progress(len(made), len(rules))
    return [made[one.code] for one in rules]


@transaction.atomic
def keep_replay(
    *, rule: Rule, hits: Sequence[finding.Hit], facts: dict[str, Any], by: str, at: datetime
) -> Replay:
    """Keep what a rule said about the past; a rule that was off counts as tried."""
    months = Counter(hit.on.strftime("%Y%m") for hit in hits)
    units = Counter((hit.agency, hit.agency_name) for hit in hits)
    amounts = Counter[str]()
    for hit in hits:
        amounts[hit.agency] += abs(hit.amount_fen)
    states = _states(rule, hits)
    row = Replay.objects.create(
        rule=rule.code,
        digest=catalogue.digest(rule),
        total=len(hits),
        confirmed=sum(states[one] for one in flow.CONFIRMED),
        excused=states[flow.NORMAL],
        months=dict(sorted(months.items())),
        units=[[*unit, count, amounts[unit[0]]] for unit, count in units.most_common()],
        samples=[[hit.document, str(hit.on), hit.agency_name, hit.amount_fen, hit.evidence]
                 for hit in hits[:_SAMPLES]],
        by=by,
        at=at,
        **facts,
    )  # fmt: skip
    state = _locked(rule.code, by, at)
    state.state = flow.RULE.after(state.state, flow.REPLAY)
    if state.state == flow.TRIED:
        state.replay, state.digest, state.by, state.at = row, row.digest, by, at
    state.save()
    office.log(Ref(RULE_KIND, rule.code), "回放", by=by, at=at, after={"hits": len(hits)})
    return row


@transaction.atomic
def switch_on(*, code: str, replay_id: int, reason: str, by: str, at: datetime) -> RuleState:
    """Let a rule look every night, upon a replay that somebody looked at.

    Raises:
        Refused: no right to, the replay is of another rule or of other legal values.
    """
    rule = catalogue.rule(code)
    row = Replay.objects.filter(pk=replay_id, rule=code).first()
    if row is None:
        raise refuse("watch.no_replay", f"规则{code}没有这次回放；请先回放，看过结果再启用")
    office.require(by, SWITCH, on=timezone.localdate(at), region=row.region)
    if row.digest != catalogue.digest(rule):
        text = f"规则{code}的条件或参数在回放之后变了；请重新回放，看过结果再启用"
        raise refuse("watch.replay_of_other", text)
    state = _locked(code, by, at)
    state.state = flow.RULE.after(state.state, flow.SWITCH_ON)
    state.replay, state.digest, state.reason, state.by, state.at = row, row.digest, reason, by, at
    state.save()
    after = {"replay": row.pk, "hits": row.total}
    office.log(Ref(RULE_KIND, code), "启用规则", by=by, at=at, after=after, note=reason)
    return state


@transaction.atomic
def switch_off(*, code: str, reason: str, by: str, at: datetime) -> RuleState:
    """Let a rule rest; what it raised stays.

    Raises:
        Refused: no right to, or it is off.
    """
    state = _locked(catalogue.rule(code).code, by, at)
    region = state.replay.region if state.replay else ""
    office.require(by, SWITCH, on=timezone.localdate(at), region=region)
    state.state = flow.RULE.after(state.state, flow.SWITCH_OFF)
    state.reason, state.by, state.at = reason, by, at
    state.save()
    office.log(Ref(RULE_KIND, code), "停用规则", by=by, at=at, note=reason)
    return state


def _locked(code: str, by: str, at: datetime) -> RuleState:
    RuleState.objects.get_or_create(rule=code, defaults={"by": by, "at": at})
    return RuleState.objects.select_for_update().get(rule=code)


def _states(rule: Rule, hits: Sequence[finding.Hit]) -> Counter[str]:
    """How the alerts on these documents were judged since."""
    documents = [hit.document for hit in hits]
    found = Counter[str]()
    for first in range(0, len(documents), _CHUNK):
        some = documents[first : first + _CHUNK]
        rows = Alert.objects.filter(rule=rule.code, document__in=some)
        found.update(rows.values_list("state", flat=True))
    return found


def _count(table: Any, start: date, end: date) -> int:  # noqa: ANN401 an Ibis table
    if table is None:
        return 0
    found = table.filter(table["on"] >= start, table["on"] < end).count().to_pyarrow()
    return int(found.as_py())
