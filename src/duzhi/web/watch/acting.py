"""The forms of an alert, one a verb: judge, send, answer, review, close."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http.response import HttpResponseBase

from duzhi.watch import api as watch
from duzhi.web.answers import done, submit
from duzhi.web.forms import DayField, EvidenceField, ReasonField
from duzhi.web.screen import Screen

_TEMPLATE = "watch/act.html"


class JudgeForm(forms.Form):
    """In order, or to be looked into."""

    verb = forms.ChoiceField(
        label="认定",
        choices=[(watch.HOLD, "需要核实（再下发单位）"), (watch.EXCUSE, "认定正常")],
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    opinion = ReasonField(label="认定意见", max_length=400)


class SendForm(forms.Form):
    """What the unit is asked, and until when."""

    question = ReasonField(label="核实要求", max_length=600)
    due = DayField(label="答复期限")


class AnswerForm(forms.Form):
    """What the unit says."""

    reply = ReasonField(label="情况说明", max_length=1000)
    measure = ReasonField(label="整改措施", max_length=1000, help_text="没有问题的，写“无需整改”")
    papers = EvidenceField(multiple=True, required=False, label="附件")


class ReviewForm(forms.Form):
    """Accepted, or given back."""

    verb = forms.ChoiceField(
        label="复核",
        choices=[(watch.PASS, "通过"), (watch.RETURN, "退回单位补充")],
        widget=forms.Select(attrs={"class": "form-select"}),
    )
    verdict = ReasonField(label="复核意见", max_length=400)


class CloseForm(forms.Form):
    """A word at the end."""

    note = ReasonField(label="销号说明")


def judge(screen: Screen, number: int) -> HttpResponseBase:
    """In order, or to be looked into; a held alert can still be found in order."""
    row = watch.alert(number, screen.scope())
    form = JudgeForm(screen.request.POST or None)
    if row.state == watch.HELD:
        form.fields["verb"].choices = [(watch.EXCUSE, "认定正常")]  # type: ignore[attr-defined]
    return _page(screen, row, form, watch.judge, ("认定", "认定疑点"))


def send(screen: Screen, number: int) -> HttpResponseBase:
    """Ask the unit."""
    row = watch.alert(number, screen.scope())
    form = SendForm(screen.request.POST or None)
    return _page(screen, row, form, watch.send, ("下发", "下发问询单"))


def answer(screen: Screen, number: int) -> HttpResponseBase:
    """The unit answers, with papers."""
    row = watch.alert(number, screen.scope())
    form = AnswerForm(screen.request.POST or None, screen.request.FILES or None)

    def act(papers: list[Any], **data: Any) -> object:  # noqa: ANN401 what a form cleans to
        named = [(one.name, one) for one in papers]
        return watch.answer(papers=named, **data)

    return _page(screen, row, form, act, ("答复", "答复问询单"))


def review(screen: Screen, number: int) -> HttpResponseBase:
    """Accept or give back."""
    row = watch.alert(number, screen.scope())
    form = ReviewForm(screen.request.POST or None)
    return _page(screen, row, form, watch.review, ("复核", "复核答复"))


def close(screen: Screen, number: int) -> HttpResponseBase:
    """Close it."""
    row = watch.alert(number, screen.scope())
    form = CloseForm(screen.request.POST or None)
    return _page(screen, row, form, watch.close, ("销号", "销号"))


def _page(
    screen: Screen,
    row: watch.Alert,
    form: forms.Form,
    action: Callable[..., object],
    words: tuple[str, str],
) -> HttpResponseBase:
    """The form of one verb, then the alert again."""
    button, title = words

    def act(data: dict[str, Any]) -> HttpResponseBase:
        action(alert=row.pk, **data, by=screen.by, at=screen.now)
        return done(screen, screen.link("watch.alert", row.pk), f"已{button}")

    rule, inquiry = watch.rule(row.rule), watch.inquiry(row)
    return submit(
        screen,
        form,
        act,
        _TEMPLATE,
        row=row,
        rule=rule,
        inquiry=inquiry,
        button=button,
        heading=title,
    )
