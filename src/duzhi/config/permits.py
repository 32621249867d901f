"""Who may do what, asked once at the door: commands and jobs both come through here."""

from django.utils import timezone

from duzhi.intake import api as intake
from duzhi.office import api as office


def allow(by: str, verb: str, region: str) -> None:
    """Raise `Refused` unless this person may do this there; 本机管理 may on the command line."""
    if by == office.SYSTEM:
        office.operator(by)
    office.require(by, verb, on=timezone.localdate(), region=region)


def to_import(by: str) -> intake.Permit:
    """The permit of a person for files."""
    return intake.permit_of(by, timezone.localdate())
