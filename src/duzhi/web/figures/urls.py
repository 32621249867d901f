"""Pages of the figures engine."""

from duzhi.web.figures import catalogue, views
from duzhi.web.pages import REPORTS, Page

PAGES = (
    Page("figures.catalogue", "figures/", catalogue.catalogue, "指标目录", REPORTS),
    Page("figures.page", "figures/<str:code>/", views.page, "指标"),
    Page("figures.card", "figures/<str:code>/card/", views.card, "指标卡片"),
    Page("figures.rows", "figures/<str:code>/rows/", views.rows, "来源行"),
)
