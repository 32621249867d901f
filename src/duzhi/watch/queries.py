"""Reading for screens: alerts somebody may see, rules with their state, replays."""

from datetime import date
from typing import NamedTuple

from django.db.models import Count, QuerySet

from duzhi.office import api as office
from duzhi.watch import catalogue, flow
from duzhi.watch.models import Alert, Inquiry, Replay, RuleState
from duzhi.watch.rule import Rule

_UNIT_SEES = (flow.SENT, flow.ANSWERED, flow.REVIEWED, flow.CLOSED)


class Standing(NamedTuple):
    """A rule with its state, its newest replay and its alerts by state."""

    rule: Rule
    state: str
    row: RuleState | None
    replay: Replay | None
    changed: bool
    alerts: dict[str, int]

    @property
    def raised(self) -> int:
        """Alerts in all."""
        return sum(self.alerts.values())

    @property
    def open(self) -> int:
        """Alerts that nobody judged yet."""
        return self.alerts.get(flow.RAISED, 0)


def alerts(region: str, on: date, scope: office.Scope) -> QuerySet[Alert]:
    """Alerts of the region up to a day, newest first, where somebody may look.

    A grant that is restricted to a unit sees only what that unit was asked about.
    """
    rows = Alert.objects.select_related("inquiry").filter(on__lte=on, region__startswith=region)
    rows = rows.filter(scope.where(region="region", agency="agency"))
    if scope.agencies:
        rows = rows.filter(state__in=_UNIT_SEES)
    return rows.order_by("-on", "-id")


def alert(number: int, scope: office.Scope) -> Alert:
    """One alert.

    Raises:
        LookupError: there is none, or it is out of the reader's scope.
    """
    row = alerts("", date.max, scope).filter(pk=number).first()
    if row is None:
        raise LookupError(f"没有{number}号疑点，或不在您的数据范围内；请从疑点列表进入")
    return row


def inquiry(row: Alert) -> Inquiry | None:
    """The inquiry of an alert, if the unit was asked."""
    return Inquiry.objects.filter(alert=row).first()


def standings() -> list[Standing]:
    """Every rule in the order of the areas, by four queries."""
    states = {row.rule: row for row in RuleState.objects.select_related("replay")}
    newest = {row.rule: row for row in Replay.objects.order_by("at", "id").defer("samples")}
    counts: dict[str, dict[str, int]] = {}
    sums = Alert.objects.order_by().values_list("rule", "state").annotate(Count("id"))
    for code, state, count in sums:
        counts.setdefault(code, {})[state] = count
    return [
        _standing(one, states.get(one.code), newest.get(one.code), counts.get(one.code, {}))
        for one in catalogue.rules()
    ]


def standing(code: str) -> Standing:
    """One rule.

    Raises:
        LookupError: there is none of this code.
    """
    one = catalogue.rule(code)
    return next(found for found in standings() if found.rule == one)


def replays(code: str) -> QuerySet[Replay]:
    """Replays of a rule, newest first."""
    return Replay.objects.filter(rule=code).order_by("-at", "-id")


def _standing(
    one: Rule, row: RuleState | None, replay: Replay | None, counts: dict[str, int]
) -> Standing:
    state = row.state if row else flow.OFF
    changed = bool(row and row.state != flow.OFF and row.digest != catalogue.digest(one))
    return Standing(one, state, row, replay, changed, counts)
