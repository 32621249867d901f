"""Every registered page behind its door; `config.urls` includes this after start-up."""

from django.urls import URLPattern, path

from duzhi.web import signing
from duzhi.web.door import opened
from duzhi.web.pages import pages


def patterns() -> list[URLPattern]:
    """Addresses of the login and of every page."""
    return [
        path("login/", signing.login_page, name="office.login"),
        path("logout/", signing.logout_page, name="office.logout"),
        *(path(page.path, opened(page), name=page.name) for page in pages()),
    ]
