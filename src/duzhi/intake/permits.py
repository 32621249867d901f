"""Who may bring in which file: the layout names the verb, the file its region."""

from datetime import date

from duzhi.intake.layout import Declared, Layout, Permit
from duzhi.office import api as office


def permit_of(by: str, on: date) -> Permit:
    """The permit of a person for files on a day."""

    def permit(layout: Layout, declared: Declared) -> None:
        office.require(office.operator(by), layout.verb, on=on, region=declared.region)

    return permit
