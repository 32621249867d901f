"""From a document to the screen that shows it."""

from duzhi.kernel.entry import Ref
from duzhi.web.pages import has_page, screen_of
from duzhi.web.screen import Screen


def target(screen: Screen, ref: Ref | str) -> str:
    """The address of a document's screen; empty when no page shows its kind."""
    one = Ref.parse(ref) if isinstance(ref, str) else ref
    name = screen_of(one.kind)
    return screen.link(name, one.number) if name and has_page(name) else ""
