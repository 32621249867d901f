"""Pages: what an area declares of a screen, and the rail, the search and the doors made of it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from django.http.response import HttpResponseBase

if TYPE_CHECKING:
    from duzhi.web.screen import Screen

BUDGET, REVENUE, SPENDING, TREASURY, DEBT, BUSINESS, OVERSIGHT, REPORTS, SYSTEM = (
    "预算", "收入", "支出", "国库", "债务", "业务", "监督", "报告", "系统",
)  # fmt: skip
GROUPS = (BUDGET, REVENUE, SPENDING, TREASURY, DEBT, BUSINESS, OVERSIGHT, REPORTS, SYSTEM)
"""The rail, as the bureau is."""
TOP = "首页"
"""Pages that stand above the groups."""

REGION, UNIT, FREE = "region", "unit", "free"
"""What a page shows: a whole region · rows that the view narrows to the reader's · neither."""

View = Callable[..., HttpResponseBase]
"""`view(screen, **path arguments)`."""


@dataclass(frozen=True, slots=True)
class Page:
    """A screen with its address, who may open it, and where it stands in the rail.

    `verb` is one of `office.VERBS`; an empty one lets in everybody who has signed in. With `dated`
    the region and the as-of date live in its address.
    """

    name: str
    path: str
    view: View
    title: str
    group: str = ""
    verb: str = "read"
    reach: str = REGION
    dated: bool = True

    @property
    def fixed(self) -> bool:
        """Whether its address has no arguments, so that rail and search can lead to it."""
        return "<" not in self.path


@dataclass(frozen=True, slots=True)
class Panel:
    """A card of the morning page. `build` answers None when there is nothing to show.

    `width` counts columns of twelve; cards stand in `order`, on a phone in `phone_order`.
    """

    code: str
    title: str
    width: int
    order: int
    build: "Callable[[Screen], Mapping[str, Any] | None]"
    template: str
    phone_order: int = 0


class Desk(NamedTuple):
    """A list in which work waits for whoever opens it, named on 待办 while it is not empty."""

    page: str
    words: str
    """What is said behind the number: `笔支付申请等您办理`."""
    count: "Callable[[Screen], int]"


class Cell(NamedTuple):
    """One number of a card (`web/cells.html`): what, how much, what is said under it, its page.

    The number is an amount in fen or, where there is none, `text`; `colour` is a warning level.
    """

    label: str
    url: str
    fen: int | None = None
    text: str = ""
    note: str = ""
    colour: str = ""


_PAGES: dict[str, Page] = {}
_PANELS: dict[str, Panel] = {}
_DESKS: dict[str, Desk] = {}
_SCREENS: dict[str, str] = {}


def register_pages(offered: Iterable[Page]) -> None:
    """Make pages known at start-up.

    Raises:
        ValueError: two pages of one name or address, or a group that the rail does not have.
    """
    for page in offered:
        taken = [one.name for one in _PAGES.values() if one.path == page.path and one != page]
        if taken or _PAGES.setdefault(page.name, page) != page:
            raise ValueError(f"页面{page.name}登记了两次")
        if page.group and page.group not in (TOP, *GROUPS):
            raise ValueError(f"页面{page.name}的栏目“{page.group}”不在导航中")


def register_panels(offered: Iterable[Panel]) -> None:
    """Make cards of the morning page known at start-up."""
    for panel in offered:
        if _PANELS.setdefault(panel.code, panel) != panel:
            raise ValueError(f"晨览卡片{panel.code}登记了两次")


def register_desks(offered: Iterable[Desk]) -> None:
    """Make lists of waiting work known at start-up."""
    for desk in offered:
        if _DESKS.setdefault(desk.page, desk) != desk:
            raise ValueError(f"待办清单{desk.page}登记了两次")


def register_screens(offered: Mapping[str, str]) -> None:
    """Say which page shows a document of a kind: `{"payments.voucher": "payments.detail"}`."""
    for kind, name in offered.items():
        if _SCREENS.setdefault(kind, name) != name:
            raise ValueError(f"{kind}登记了两个页面")


def pages() -> tuple[Page, ...]:
    """Every page in the order of registration."""
    return tuple(_PAGES.values())


def page(name: str) -> Page:
    """One page.

    Raises:
        LookupError: there is none of this name.
    """
    if name not in _PAGES:
        raise LookupError(f"没有名为“{name}”的页面")
    return _PAGES[name]


def has_page(name: str) -> bool:
    """Whether a page of this name is installed."""
    return name in _PAGES


def panels() -> tuple[Panel, ...]:
    """Cards of the morning page in their order."""
    return tuple(sorted(_PANELS.values(), key=lambda panel: panel.order))


def desks() -> tuple[Desk, ...]:
    """Lists of waiting work in the order of registration."""
    return tuple(_DESKS.values())


def screen_of(kind: str) -> str:
    """The page that shows documents of a kind; empty when no page does."""
    return _SCREENS.get(kind, "")
