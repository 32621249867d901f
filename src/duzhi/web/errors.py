"""What went wrong, in plain Chinese: what happened, what was kept, what to do, and a number.

The number (编号) is the request's own; the same number stands in the log.
"""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from duzhi.kernel.finding import Finding, Refused
from duzhi.web import numbering
from duzhi.web.frame import Frame

INTERFACE = "/api/"
"""Below it answers are JSON, errors too."""
_TITLES = {
    400: "这个请求无法识别",
    401: "还没有登录，或令牌无效",
    403: "没有打开这一页的权限",
    404: "没有找到这一页",
    405: "这一页不能这样提交",
    409: "没有办理，什么都没有改动",
    413: "文件或内容太大，没有接收",
    422: "请求中有不符合要求的内容",
    429: "请求过多，暂停受理",
    500: "系统出了故障，这次操作没有完成",
}
_NEXT = {
    400: "请返回上一页，刷新后再试。",
    401: "请先登录，或在请求头 Authorization 中给出有效的接口令牌。",
    403: "需要时请联系系统管理员调整权限或数据范围。",
    404: "请核对地址，或用页面顶部的搜索查找。",
    405: "请返回上一页，用页面上的按钮办理。",
    409: "按上面的提示改正后再办理。",
    413: "单个文件不超过 200 MB；可以按月拆开，或去掉图片后再传。",
    422: "请对照说明更正后再提交。",
    429: "请稍后再试。",
    500: "已写入日志。可以返回上一页重试；仍不行时，把编号告诉系统管理员。",
}


def page(
    request: HttpRequest, status: int, *, text: str = "", findings: Sequence[Finding] = ()
) -> HttpResponse:
    """An error page, with the frame when somebody is signed in; JSON for the interface."""
    if request.path.startswith(INTERFACE):
        return _plain(status, text, findings)
    screen = getattr(request, "screen", None)
    context = {
        "status": status,
        "headline": _TITLES[status],
        "text": text,
        "findings": findings,
        "next": _NEXT[status],
        "number": numbering.current(),
        "screen": screen,
        "base": "web/frame.html" if screen else "web/plain.html",
        "frame": Frame(screen) if screen else None,
        "home": reverse("home"),
    }
    return render(request, "web/error.html", context, status=status)


def _plain(status: int, text: str, findings: Sequence[Finding]) -> HttpResponse:
    """The same for programs."""
    fault = {
        "status": status,
        "message": text or _TITLES[status],
        "findings": [str(finding) for finding in findings],
        "advice": _NEXT[status],
        "request_id": numbering.current(),
    }
    return JsonResponse(fault, status=status, json_dumps_params={"ensure_ascii": False})


def refused(request: HttpRequest, no: Refused, status: int) -> HttpResponse:
    """The house said no, with every finding."""
    return page(request, status, findings=no.findings)


def missing(request: HttpRequest, text: str) -> HttpResponse:
    """Nothing of this name."""
    return page(request, 404, text=text)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler400; an over-large body arrives here too."""
    large = type(exception).__name__ in {"RequestDataTooBig", "TooManyFieldsSent"}
    told = "填写的内容太长；长稿请存成 .txt 或 .docx，再用“选择文件”上传。" if large else ""
    return page(request, 413 if large else 400, text=told)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler404."""
    return page(request, 404)


def denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler403."""
    return page(request, 403)


def broken(request: HttpRequest) -> HttpResponse:
    """Django's handler500; the fault itself is in the log under the same number."""
    return page(request, 500)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its token: an old page, or not from here."""
    text = "页面停留太久或来自别处，提交没有被接受。填写的内容还在上一页。"
    return page(request, 403, text=text)
