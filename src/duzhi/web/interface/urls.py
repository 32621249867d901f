"""The page that explains the interface; its endpoints are in `http`."""

from django.http.response import HttpResponseBase

from duzhi.web.pages import FREE, SYSTEM, Page
from duzhi.web.screen import Screen


def _docs(screen: Screen) -> HttpResponseBase:
    from duzhi.web.interface import views  # noqa: PLC0415 only a server needs pydantic

    return views.docs(screen)


PAGES = (Page("interface.docs", "interface/", _docs, "数据接口", SYSTEM, reach=FREE, dated=False),)
