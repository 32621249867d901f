"""PAGES of the registry: units, subjects, regions."""

from duzhi.web import api as web
from duzhi.web.registry import views

PAGES = (
    web.Page(
        "registry.units", "registry/units/", views.units, "预算单位", web.SYSTEM, reach=web.UNIT
    ),
    web.Page(
        *("registry.unit", "registry/units/<str:code>/", views.unit, "预算单位"), reach=web.UNIT
    ),
    web.Page(
        *("registry.subjects", "registry/subjects/", views.subjects, "收支科目", web.SYSTEM),
        reach=web.FREE,
    ),
    web.Page(
        *("registry.regions", "registry/regions/", views.regions, "财政区划", web.SYSTEM),
        reach=web.UNIT,
    ),
)
