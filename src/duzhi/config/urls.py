"""All addresses of an installation."""

from duzhi.web import api as web

urlpatterns = web.patterns()
handler400 = web.bad_request
handler403 = web.denied
handler404 = web.not_found
handler500 = web.broken
