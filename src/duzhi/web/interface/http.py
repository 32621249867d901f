"""The interface: read-only JSON under /api/v1/, errors in Chinese with the request's number."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.decorators.cache import never_cache
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, ValidationError
from ninja.renderers import JSONRenderer

from duzhi.kernel.finding import Refused
from duzhi.web import errors
from duzhi.web.interface import books, lists, numbers
from duzhi.web.interface.reader import BySession, ByToken, NotIn

PREFIX = "api/v1/"
_DENIED = {"office.not_allowed", "office.out_of_scope"}
View = Callable[..., HttpResponse]


class _Readable(JSONRenderer):
    def __init__(self) -> None:
        self.json_dumps_params = {"ensure_ascii": False}  # Chinese as it is written


API = NinjaAPI(
    title="度支数据接口",
    version="1",
    description="只读。金额同时给出整数分和十进制文本；日期为 ISO 8601；错误为中文，带请求编号。",
    auth=[ByToken(), BySession()],
    docs_url=None,
    renderer=_Readable(),
    urls_namespace="interface",
)
for _router in (numbers.router, books.router, lists.router):
    API.add_router("", _router)


def patterns() -> list[URLPattern | URLResolver]:
    """Addresses of the interface; what lies beside them is answered in JSON too."""
    found, app, namespace = API.urls
    for one in found:
        if isinstance(one, URLPattern):
            one.callback = _read_only(one.callback)
    return [
        path(PREFIX, include((found, app), namespace=namespace)),
        re_path(f"^{PREFIX}", _nothing_here),
    ]


def _read_only(view: View) -> View:
    @never_cache
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:  # noqa: ANN401 path arguments
        if request.method != "GET":
            return errors.page(request, 405, text="接口只读，请用 GET")
        return view(request, *args, **kwargs)

    return answer


def _nothing_here(request: HttpRequest) -> HttpResponse:
    return errors.page(request, 404)


@API.exception_handler(AuthenticationError)
def _unknown(request: HttpRequest, _exc: AuthenticationError) -> HttpResponse:
    return errors.page(request, 401)


@API.exception_handler(NotIn)
def _not_in(request: HttpRequest, exc: NotIn) -> HttpResponse:
    return errors.page(request, exc.status, findings=exc.refused.findings)


@API.exception_handler(Refused)
def _refused(request: HttpRequest, exc: Refused) -> HttpResponse:
    denied = any(finding.code in _DENIED for finding in exc.findings)
    return errors.page(request, 403 if denied else 422, findings=exc.findings)


@API.exception_handler(LookupError)
def _missing(request: HttpRequest, exc: LookupError) -> HttpResponse:
    if type(exc) is not LookupError:  # a KeyError is a fault of ours
        raise exc
    return errors.page(request, 404, text=str(exc))


@API.exception_handler(ValidationError)
def _invalid(request: HttpRequest, exc: ValidationError) -> HttpResponse:
    names = dict.fromkeys(str(one["loc"][-1]) for one in exc.errors)
    text = f"参数 {'、'.join(names)} 的值不符合说明；请对照接口文档更正"
    return errors.page(request, 422, text=text)
