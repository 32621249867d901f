"""From a document to the screen that shows it."""

from duzhi.kernel.entry import Ref
from duzhi.web.pages import has_page, page, screen_of
from duzhi.web.screen import Screen


def target(screen: Screen, ref: Ref | str) -> str:
    """The address of a document's screen; empty when the reader can open none."""
    leads = page_of(screen, Ref.parse(ref) if isinstance(ref, str) else ref)
    return screen.link(*leads) if leads else ""


def page_of(screen: Screen, ref: Ref) -> tuple[str, str] | None:
    """The page of a document with its argument; None when the reader can open none."""
    name = screen_of(ref.kind)
    opens = bool(name) and has_page(name) and screen.opens(page(name))
    return (name, ref.number) if opens else None
