"""What people are called: the trail, jobs and to-dos know login names."""

from collections.abc import Mapping

from duzhi.office import api as office
from duzhi.web.screen import Screen
from duzhi.web.stamp import kept


def names(screen: Screen) -> Mapping[str, str]:
    """Names of people by login name."""
    rows = office.User.objects.values_list("username", "name")
    return kept("people_names", screen.stamp, lambda: dict(rows))
