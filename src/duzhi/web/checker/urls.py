"""Pages of the report checker: everybody who reads may have a text checked, and sees their own."""

from duzhi.web.checker import views
from duzhi.web.pages import FREE, OVERSIGHT, Page, View
from duzhi.web.searching import Finder


def _page(name: str, path: str, view: View, title: str, group: str = "") -> Page:
    """A text is of no region: what is read here is read by who handed it in."""
    return Page(f"checker.{name}", f"checker/{path}", view, title, group, reach=FREE)


PAGES = (
    _page("new", "", views.new, "报告校核", OVERSIGHT),
    _page("paper", "paper/<int:document>/", views.paper, "校核材料"),
    _page("text", "<int:text>/", views.text, "报告校核", OVERSIGHT),
    _page("part", "<int:text>/part/", views.part, "展开的段落", OVERSIGHT),
    _page("rows", "<int:text>/rows/", views.rows, "校核结果", OVERSIGHT),
    _page("card", "<int:text>/card/<int:at>/", views.card, "一处标记", OVERSIGHT),
    _page("opinion", "<int:text>/opinion/", views.opinion, "校核意见"),
    _page("annotated", "<int:text>/annotated/", views.annotated, "批注稿"),
    _page("keep", "<int:text>/keep/", views.keep, "保留原稿"),
    _page("drop", "<int:text>/drop/", views.drop, "删除原稿"),
)
SCREENS = {"documents.checked": "checker.text"}
FINDERS = (Finder("校核文稿", views.find),)
