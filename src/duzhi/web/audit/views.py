"""审计数据包: order one, watch it being made, take it away; every taking is written down."""

import secrets
from datetime import date
from typing import Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http.response import HttpResponseBase

from duzhi.kernel.entry import Ref
from duzhi.kernel.finding import refuse
from duzhi.kernel.period import month
from duzhi.office import api as office
from duzhi.registry import api as registry
from duzhi.web.answers import download, submit
from duzhi.web.audit import package as making
from duzhi.web.forms import ChoiceField
from duzhi.web.screen import Screen

_YEARS = 6
_MOST = 50
_TOKEN = 16
_WORKING = ("排队", "进行", "取消中")


class Order(forms.Form):
    """From which month to which."""

    first = ChoiceField(label="从")
    last = ChoiceField(label="到")

    def __init__(self, *given: Any, months: list[tuple[str, str]], **more: Any) -> None:  # noqa: ANN401 Django's own
        super().__init__(*given, **more)
        for name in ("first", "last"):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField), "the fields above"
            field.choices = months

    def clean(self) -> dict[str, Any]:
        """The months are in order."""
        data = super().clean() or {}
        if data.get("first") and data.get("last") and data["first"] > data["last"]:
            raise ValidationError("起始月份晚于截止月份；请对调后再提交")
        return data


class Made(NamedTuple):
    """A package that was ordered, as the list shows it."""

    job: office.Job
    region: str
    span: str
    share: int
    size: str
    url: str
    who: str


def package(screen: Screen) -> HttpResponseBase:
    """Order a package for some months of the region; the list of those that were ordered."""
    months = _months(screen.on)
    year = screen.on.year
    initial = {"first": f"{year}-01", "last": f"{year}-{screen.on.month:02}"}
    form = Order(screen.request.POST or None, months=months, initial=initial)

    def act(data: dict[str, Any]) -> str:
        screen.require(making.VERB)
        start = date.fromisoformat(f"{data['first']}-01")
        end = month(date.fromisoformat(f"{data['last']}-01")).end
        args = {
            "token": secrets.token_hex(_TOKEN),
            "region": screen.region,
            "start": start.isoformat(),
            "end": end.isoformat(),
            "by": screen.by,
        }
        title = f"审计数据包 {data['first']} 至 {data['last']}"
        job = office.enqueue(making.KIND, args, title=title, by=screen.by, at=screen.now)
        said = {"region": screen.region, "from": data["first"], "to": data["last"]}
        ref = Ref(making.KIND, str(args["token"]))
        office.log(ref, "申请审计数据包", by=screen.by, at=screen.now, after=said)
        return screen.link("audit.package", ordered=job.pk)

    made = _made(screen)
    return submit(
        screen,
        form,
        act,
        "audit/package.html",
        made=made,
        working=any(one.job.state in _WORKING for one in made),
        newest=next((one for one in made if one.url), None),
    )


def taken(screen: Screen, token: str) -> HttpResponseBase:
    """Take a package away."""
    one = next((one for one in _made(screen) if one.job.args["token"] == token), None)
    path = making.place_of(token) if one else None
    if one is None or path is None or not one.url:
        raise LookupError("没有这个数据包，或还没有生成；请回到列表查看")
    if not path.is_file():
        raise refuse("audit.package_gone", "这个数据包的文件不在原处；请重新申请一份")
    ref = Ref(making.KIND, token)
    office.log(ref, "下载审计数据包", by=screen.by, at=screen.now, note=one.span)
    return download(path, f"审计数据包-{one.region}-{one.span}.zip")


def _made(screen: Screen) -> list[Made]:
    """Packages of regions the reader may export, newest first."""
    own = office.User.objects.filter(username=OuterRef("by")).values("name")[:1]
    jobs = office.Job.objects.filter(kind=making.KIND).annotate(who=Coalesce(Subquery(own), "by"))
    scope = screen.scope(making.VERB)
    return [
        _row(screen, job)
        for job in jobs.order_by("-pk")[:_MOST]
        if scope.covers(str(job.args.get("region", "")))
    ]


def _row(screen: Screen, job: office.Job) -> Made:
    start, end = (date.fromisoformat(str(job.args[name])) for name in ("start", "end"))
    last = date.fromordinal(end.toordinal() - 1)
    result = job.result if isinstance(job.result, dict) else {}
    size = f"{int(result['bytes']) / (1 << 20):.1f} MB" if result else ""
    share = min(99, 100 * job.done // job.total) if job.total else 0
    url = screen.link("audit.download", job.args["token"]) if result else ""
    span = f"{start:%Y-%m}至{last:%Y-%m}"
    name = registry.region_name(str(job.args["region"]))
    return Made(job, name, span, share, size, url, getattr(job, "who", job.by))


def _months(on: date) -> list[tuple[str, str]]:
    """The months of the last years, the newest first."""
    return [
        (f"{year}-{number:02}", f"{year}年{number}月")
        for year in range(on.year, on.year - _YEARS, -1)
        for number in range(12 if year < on.year else on.month, 0, -1)
    ]
