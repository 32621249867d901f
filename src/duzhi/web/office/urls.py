"""Pages of people: the password."""

from duzhi.web.office import views
from duzhi.web.pages import FREE, Page

PAGES = (
    Page(
        "office.password", "password/", views.password, "修改密码", verb="", reach=FREE, dated=False
    ),
)
