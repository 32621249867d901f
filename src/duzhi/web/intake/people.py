"""What people are called, for pages that know their login names."""

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from duzhi.intake import api as intake
from duzhi.office import api as office


def name(username: str) -> str:
    """The person's name; the login name of somebody who is not on record."""
    found = office.User.objects.filter(username=username).values_list("name", flat=True).first()
    return found or username


def with_names(files: QuerySet[intake.ImportFile]) -> QuerySet[intake.ImportFile]:
    """Imported files that know who brought them in as `who`."""
    own = office.User.objects.filter(username=OuterRef("by")).values("name")[:1]
    return files.annotate(who=Coalesce(Subquery(own), "by"))
