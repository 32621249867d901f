"""The nightly run: rules that are on look at what is new, and raise each alert once."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import NamedTuple

from django.db import transaction

from duzhi.kernel.entry import Ref
from duzhi.kernel.period import month
from duzhi.office import api as office
from duzhi.watch import catalogue, finding, flow, stored
from duzhi.watch.models import Alert, RuleState
from duzhi.watch.rule import Records, Rule

Step = Callable[[int, int], None]
"""Called with rules done and rules in all."""
RULE_KIND, ALERT_KIND, INQUIRY_KIND = "watch.rule", "watch.alert", "watch.inquiry"
SUPERVISION = "supervision"
JUDGE = "认定疑点"


class Ran(NamedTuple):
    """How a run ended: rules that looked, alerts by rule, rules that have to be replayed first."""

    looked: int
    raised: dict[str, int]
    changed: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """One sentence for people."""
        total = sum(self.raised.values())
        text = f"{self.looked}条规则查看完毕，新增疑点{total}件"
        if self.changed:
            text += f"；{'、'.join(self.changed)}的条件或参数已变，请重新回放后再启用"
        return text


def run(
    *,
    region: str,
    on: date,
    by: str,
    at: datetime,
    since: date | None = None,
    progress: Step | None = None,
) -> Ran:
    """Look with every rule that is on at the records up to a day, by default of two months.

    Running again raises nothing twice: an alert is one per rule and document.
    """
    start = since or month(month(on).start - timedelta(days=1)).start
    rules, changed = active()
    raised: dict[str, int] = {}
    done = 0
    for records, some in by_records(rules):
        table = stored.table(records, region, stored.past(some, start), on + timedelta(days=1))
        for one in some:
            if table is not None:
                found = finding.hits(one, table, start, on + timedelta(days=1))
                raised[one.code] = raise_alerts(rule=one, hits=found, by=by, at=at)
            done += 1
            if progress:
                progress(done, len(rules))
    return Ran(len(rules), raised, changed)


def active() -> tuple[list[Rule], tuple[str, ...]]:
    """Rules that are on and still what was replayed; and the codes of those that have changed."""
    on = dict(RuleState.objects.filter(state=flow.ON).values_list("rule", "digest"))
    held = [one for one in catalogue.rules() if one.code in on]
    same = [one for one in held if catalogue.digest(one) == on[one.code]]
    return same, tuple(one.code for one in held if one not in same)


def by_records(rules: Iterable[Rule]) -> Iterator[tuple[Records, Sequence[Rule]]]:
    """Rules by the list of rows they look at, so that each list is written once."""
    ordered = sorted(rules, key=lambda one: one.records.code)
    for _, some in groupby(ordered, key=lambda one: one.records.code):
        group = list(some)
        yield group[0].records, group


@transaction.atomic
def raise_alerts(*, rule: Rule, hits: Sequence[finding.Hit], by: str, at: datetime) -> int:
    """Keep what is new of a rule's hits, and ask the supervisors to judge it; says how many."""
    names = {hit.document: (hit.document, before) for hit, before in _earlier(rule.records, hits)}
    rows = Alert.objects.filter(rule=rule.code)
    if len(hits) == 1:
        rows = rows.filter(document__in=names[hits[0].document])
    known = set(rows.values_list("document", flat=True))
    fresh = [hit for hit in hits if known.isdisjoint(names[hit.document])]
    if not fresh:
        return 0
    digest = catalogue.digest(rule)
    Alert.objects.bulk_create(
        [_alert(rule, digest, hit, at) for hit in fresh], ignore_conflicts=True
    )
    ref = Ref(RULE_KIND, rule.code)
    office.todo(ref, f"{JUDGE}：{rule.name}", role=SUPERVISION, by=by, at=at)
    office.log(ref, "触发疑点", by=by, at=at, after={"count": len(fresh)})
    return len(fresh)


def _earlier(records: Records, hits: Sequence[finding.Hit]) -> Iterator[tuple[finding.Hit, str]]:
    """Hits with the document under which the same thing may have been spoken about before."""
    refs = [Ref.parse(hit.document) for hit in hits]
    own = [ref.number for ref in refs if ref.kind == records.document]
    before = records.earlier(own) if records.earlier and own else {}
    for hit, ref in zip(hits, refs, strict=True):
        yield hit, before.get(ref.number, "")


def _alert(rule: Rule, digest: str, hit: finding.Hit, at: datetime) -> Alert:
    return Alert(
        rule=rule.code,
        digest=digest,
        document=hit.document,
        on=hit.on,
        region=hit.region,
        agency=hit.agency,
        agency_name=hit.agency_name,
        amount=hit.amount_fen,
        level=rule.level,
        handling=rule.handling,
        evidence=hit.evidence,
        raised_at=at,
    )
