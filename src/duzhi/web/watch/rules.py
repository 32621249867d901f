"""Rules: which there are, what one says in words, what it would have said, and its switch."""

from datetime import date, timedelta
from typing import Any, NamedTuple

from django import forms
from django.http.response import HttpResponseBase
from django.utils import timezone

from duzhi.documents import api as documents
from duzhi.kernel.entry import Ref
from duzhi.kernel.finding import refuse
from duzhi.office import api as office
from duzhi.watch import api as watch
from duzhi.web import people
from duzhi.web.answers import done, render, submit
from duzhi.web.forms import DayField, ReasonField
from duzhi.web.screen import Screen
from duzhi.web.watch.alerts import COLOURS

_MONTHS_BACK = 30
_UNITS = 15


class Shown(NamedTuple):
    """A rule as the list shows it."""

    standing: watch.Standing
    colour: str


class Parameter(NamedTuple):
    """A legal value a rule reads."""

    key: str
    title: str
    value: str
    basis: str
    evidence: str


class ReplayForm(forms.Form):
    """From which day to which."""

    start = DayField(label="从")
    end = DayField(label="到（含）")

    def clean(self) -> dict[str, Any]:
        """In order."""
        data = super().clean() or {}
        if data.get("start") and data.get("end") and data["start"] > data["end"]:
            self.add_error("end", "截止日早于起始日；请改正")
        if data.get("end") and data["end"] > timezone.localdate():
            self.add_error("end", "截止日晚于今天，那时的记录还没有；请改为今天或以前")
        return data


class SwitchForm(forms.Form):
    """Why it is switched."""

    reason = ReasonField(label="理由")


def listed(screen: Screen) -> HttpResponseBase:
    """Every rule with its state."""
    rows = [Shown(one, COLOURS[one.rule.level]) for one in watch.standings()]
    on = sum(one.standing.state == watch.ON for one in rows)
    return render(screen, "watch/rules.html", rows=rows, on=on)


def one(screen: Screen, code: str) -> HttpResponseBase:
    """One rule: its words, its law, its newest replay, who switched it."""
    found = watch.standing(code)
    newest = watch.replays(code).first()
    return render(
        screen,
        "watch/rule.html",
        found=found,
        rule=found.rule,
        backing=watch.BACKING[found.rule.evidence],
        colour=COLOURS[found.rule.level],
        words=watch.lines(found.rule.test, found.rule.records),
        parameters=_parameters(found.rule, screen.on),
        newest=newest,
        fresh=newest is not None and newest.digest == watch.digest(found.rule),
        picture=_picture(newest) if newest and newest.total else None,
        units=newest.units[:_UNITS] if newest else [],
        samples=[_sample(line) for line in newest.samples[:_UNITS]] if newest else [],
        last=newest.end - timedelta(days=1) if newest else None,
        may_try=_may_try(screen),
        may_switch=screen.may(watch.SWITCH),
        names=people.names(screen),
        ref=Ref(watch.RULE_KIND, code),
    )


def replay(screen: Screen, code: str) -> HttpResponseBase:
    """Try a rule on the past, as a job."""
    rule = watch.rule(code)
    if not _may_try(screen):
        raise refuse(
            "office.not_allowed", "回放规则须有“认定疑点”或“启停预警规则”的权限；请监督股办理"
        )

    def act(data: dict[str, Any]) -> HttpResponseBase:
        args = {
            "code": code,
            "region": screen.region,
            "start": data["start"].isoformat(),
            "end": (data["end"] + timedelta(days=1)).isoformat(),
            "by": screen.by,
        }
        title = f"回放规则 {rule.name}"
        job = office.enqueue(watch.REPLAY, args, title=title, by=screen.by, at=screen.now)
        return done(screen, screen.link("office.job", job.pk), "已排入后台任务")

    first = _months_before(screen.on, _MONTHS_BACK)
    form = ReplayForm(screen.request.POST or None, initial={"start": first, "end": screen.on})
    return submit(
        screen, form, act, "watch/rule_act.html", rule=rule, button="回放", heading="回放"
    )


def switch(screen: Screen, code: str) -> HttpResponseBase:
    """Switch a rule on upon its newest replay, or off."""
    found = watch.standing(code)
    off = found.state == watch.ON

    def act(data: dict[str, Any]) -> HttpResponseBase:
        more = {"code": code, "reason": data["reason"], "by": screen.by, "at": screen.now}
        if off:
            watch.switch_off(**more)
        else:
            watch.switch_on(replay_id=found.replay.pk if found.replay else 0, **more)
        told = f"规则已{'停用' if off else '启用，今夜起查看新的记录'}"
        return done(screen, screen.link("watch.rule", code), told)

    form = SwitchForm(screen.request.POST or None)
    button = "停用" if off else "启用"
    return submit(
        screen,
        form,
        act,
        "watch/rule_act.html",
        rule=found.rule,
        backing=watch.BACKING[found.rule.evidence],
        button=button,
        heading=button,
        newest=watch.replays(code).first(),
    )


def _may_try(screen: Screen) -> bool:
    return screen.may(watch.MAY_JUDGE) or screen.may(watch.SWITCH)


def _parameters(rule: watch.Rule, on: date) -> list[Parameter]:
    return [Parameter(key, *watch.parameter(key, on)) for key in rule.parameters]


def _picture(row: watch.Replay) -> documents.Chart:
    """Hits a month over the whole span, months without any too."""
    months = _span(row.start, row.end)
    most = max(row.months, key=lambda code: (row.months[code], code))
    title = f"{row.total}条命中，最多的是{most[:4]}年{int(most[4:])}月的{row.months[most]}条"
    return documents.Chart(
        documents.AREA,
        title,
        "条",
        tuple(f"{code[2:4]}-{code[4:]}" for code in months),
        (documents.Series("命中", tuple(row.months.get(code, 0) for code in months)),),
    )


def _span(start: date, end: date) -> list[str]:
    found, day = [], start.replace(day=1)
    while day < end:
        found.append(day.strftime("%Y%m"))
        day = (day + timedelta(days=31)).replace(day=1)
    return found


def _sample(line: list[Any]) -> dict[str, Any]:
    document, on, agency, fen, evidence = line
    return {
        "document": Ref.parse(document),
        "on": on,
        "agency": agency,
        "fen": fen,
        "evidence": "，".join(f"{title} {words}" for title, words in evidence[1:]),
    }


def _months_before(on: date, count: int) -> date:
    month = on.year * 12 + on.month - count
    return date(month // 12, month % 12 + 1, 1)
