"""报告工作台: the papers of a region, and beginning a new one."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http.response import HttpResponseBase

from duzhi.documents import api as documents
from duzhi.office import api as office
from duzhi.web import api as web


def _edition(row: documents.Document) -> str:
    if not row.version:
        return "docx 稿"
    return f"第 {row.version} 版{'（改版）' if row.predecessor_id else ''}"


STATES = (documents.DRAFT, documents.IN_REVIEW, documents.FINAL)
LIST = web.List(
    columns=(
        web.Column("name", "材料", sort=True, lead=lambda row: ("documents.studio", row.pk)),
        web.Column("on", "截至日期", web.DAY, sort=True),
        web.Column("state", "状态", web.STATE, sort=True),
        web.Column("version", "版次", show=_edition),
        web.Column("maker", "拟稿"),
        web.Column("drafted_at", "拟稿时间", web.MOMENT, sort=True, wide=True),
        web.Column("signer", "定稿"),
        web.Column("finalised_at", "定稿时间", web.MOMENT, sort=True, wide=True),
    ),
    filters=(
        web.Search("q", "名称", ("name",)),
        web.Choice("state", "状态", tuple((one, one) for one in STATES)),
        web.Days("on", "截至日期"),
    ),
    order="-drafted_at",
    noun="份",
    empty="这里还没有材料；可以点“起草”由模板生成一份。",
)


def papers(screen: web.Screen) -> HttpResponseBase:
    """Drafts and final papers of the region, newest first."""
    rows = visible(screen)
    states = list(rows.values_list("state", flat=True))
    counts = [(name, states.count(name)) for name in STATES if name in states]
    return web.list_page(screen, LIST, rows, "documents/papers.html", counts=counts)


def visible(screen: web.Screen) -> QuerySet[documents.Document]:
    """Final papers for everybody who reads the region, drafts for those who write or sign."""
    rows = documents.documents().filter(region=screen.region).defer("content")
    rows = rows.annotate(maker=_name_of("author"), signer=_name_of("finalised_by"))
    return rows if works(screen) else rows.filter(state=documents.FINAL)


def works(screen: web.Screen) -> bool:
    """Whether the reader writes or signs papers here."""
    return screen.may("documents.draft") or screen.may("documents.finalise")


class Begin(forms.Form):
    """Which paper, as of which day."""

    kind = web.ChoiceField(label="材料")
    on = web.DayField(label="截至日期", help_text="半年工作总结截至 6 月 30 日")

    def __init__(self, *given: Any, **more: Any) -> None:  # noqa: ANN401 Django's own
        super().__init__(*given, **more)
        choices = [("", "请选择"), *((one.code, one.name) for one in documents.papers())]
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]


def begin(screen: web.Screen) -> HttpResponseBase:
    """A new draft with the words of its template and the numbers of its day.

    A page that asks for one paper (`kind`) means its own day; nobody else's choice is made.
    """

    def act(data: dict[str, Any]) -> str:
        screen.require("documents.draft")
        row = documents.begin(
            kind=data["kind"], on=data["on"], region=screen.region, by=screen.by, at=screen.now
        )
        return screen.link("documents.studio", row.pk, on=row.on)

    asked = screen.request.GET.get("kind", "")
    first = {"kind": asked, "on": screen.on if asked else _half_year(screen.on)}
    form = Begin(screen.request.POST or None, initial=first)
    return web.submit(screen, form, act, "documents/begin.html")


def _half_year(on: date) -> date:
    """The last 30 June up to a day."""
    june = date(on.year, 6, 30)
    return june if june <= on else date(on.year - 1, 6, 30)


def _name_of(field: str) -> Coalesce:
    """The name of a person by the login that a field holds."""
    found = office.User.objects.filter(username=OuterRef(field)).values("name")[:1]
    return Coalesce(Subquery(found), F(field))
