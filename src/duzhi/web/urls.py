"""Every registered page behind its door; `config.urls` includes this after start-up."""

from django.urls import URLPattern, URLResolver, path

from duzhi.web import signing
from duzhi.web.door import opened
from duzhi.web.pages import pages


def patterns() -> list[URLPattern | URLResolver]:
    """Addresses of the login, of the JSON interface and of every page."""
    from duzhi.web.interface import http as interface  # noqa: PLC0415 only a server needs pydantic

    return [
        path("login/", signing.login_page, name="office.login"),
        path("logout/", signing.logout_page, name="office.logout"),
        *interface.patterns(),
        *(path(page.path, opened(page), name=page.name) for page in pages()),
    ]
