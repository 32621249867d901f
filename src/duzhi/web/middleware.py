"""Around every request: its number, and the headers that keep foreign scripts out."""

import secrets
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from duzhi.web import errors, numbering

Next = Callable[[HttpRequest], HttpResponseBase]

_FORM_BYTES = 1024 * 1024
"""Room for the fields beside the file."""
POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)


def numbered(get_response: Next) -> Next:
    """Give every request a number that its log lines and its error page share."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        number = secrets.token_hex(4)
        numbering.start(number)
        response = get_response(request)
        response["X-Request-Id"] = number
        return response

    return middleware


def guarded(get_response: Next) -> Next:
    """Content-Security-Policy: nothing from elsewhere, no inline script, no inline style."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), microphone=(), geolocation=()"
        )
        return response

    return middleware


def limited(get_response: Next) -> Next:
    """Turn away a body larger than any upload may be, before a byte of it is read."""

    def middleware(request: HttpRequest) -> HttpResponseBase:
        size = request.META.get("CONTENT_LENGTH") or "0"
        if size.isdigit() and int(size) > settings.MAX_UPLOAD_BYTES + _FORM_BYTES:
            return errors.page(request, 413)
        return get_response(request)

    return middleware
