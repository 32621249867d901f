"""Pages of the audit package."""

from duzhi.web.audit import views
from duzhi.web.audit.package import VERB
from duzhi.web.pages import OVERSIGHT, Page

PAGES = (
    Page("audit.package", "audit/package/", views.package, "审计数据包", OVERSIGHT, VERB),
    Page("audit.download", "audit/package/<str:token>/", views.taken, "下载数据包", "", VERB),
)
