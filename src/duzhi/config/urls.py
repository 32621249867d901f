"""All addresses of an installation."""

from duzhi.web import errors
from duzhi.web.urls import patterns

urlpatterns = patterns()
handler400 = errors.bad_request
handler403 = errors.denied
handler404 = errors.not_found
handler500 = errors.broken
