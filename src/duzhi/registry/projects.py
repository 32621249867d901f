"""项目 and 收款人; a payee's account is kept masked and as a keyed digest, never in plain text."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from duzhi.kernel.finding import Finding, Refused
from duzhi.registry.loading import Counts, load
from duzhi.registry.models import Payee, Project

_SHOWN = 4
_SALT = "duzhi.registry.payee.account"
_BATCH = 500


class ProjectRow(NamedTuple):
    """A project as a file gives it."""

    code: str
    name: str
    start_year: int
    end_year: int | None = None
    category: str = ""
    agency: str = ""


class PayeeRow(NamedTuple):
    """A payee as a file gives it, with the plain account."""

    name: str
    account: str = ""
    bank: str = ""
    code: str = ""


@transaction.atomic
def load_projects(*, rows: Sequence[ProjectRow], by: str, at: datetime) -> Counts:
    """Add or change projects."""
    if findings := [finding for row in rows for finding in _check(row)]:
        raise Refused(findings)
    return load(Project.objects, rows, ("code",), what="projects", by=by, at=at)


def projects(year: int | None = None) -> QuerySet[Project]:
    """Every project by code, or those that had begun and not ended in a year."""
    rows = Project.objects.order_by("code")
    if year is None:
        return rows
    return rows.filter(start_year__lte=year).exclude(end_year__lt=year)


def project(code: str) -> Project | None:
    """One project."""
    return Project.objects.filter(code=code).first()


@transaction.atomic
def load_payees(*, rows: Sequence[PayeeRow]) -> Counts:
    """Add payees not seen before; the same name with the same account is the same payee."""
    wanted = {(account_index(row.account), row.name): row for row in rows}
    digests = sorted({digest for digest, _ in wanted})
    known: set[tuple[str, str]] = set()
    for first in range(0, len(digests), _BATCH):
        some = Payee.objects.filter(account_digest__in=digests[first : first + _BATCH])
        known.update(some.values_list("account_digest", "name"))
    new = [
        _payee(digest, row) for (digest, name), row in wanted.items() if (digest, name) not in known
    ]
    Payee.objects.bulk_create(new, batch_size=_BATCH)
    return Counts(len(new), 0, len(wanted) - len(new))


def payees_of(account: str) -> QuerySet[Payee]:
    """Everyone seen with an account: more than one name is worth a look."""
    return Payee.objects.filter(account_digest=account_index(account)).order_by("name")


def account_index(account: str) -> str:
    """A digest to find an account by, keyed with the installation's secret; empty for none."""
    plain = _normal(account)
    return salted_hmac(_SALT, plain, algorithm="sha256").hexdigest() if plain else ""


def mask_account(account: str) -> str:
    """An account as people may see it.

    >>> mask_account("6217 0012 3456 7890"), mask_account("12345")
    ('****7890', '****')
    """
    plain = _normal(account)
    if len(plain) <= 2 * _SHOWN:
        return "****" if plain else ""
    return "****" + plain[-_SHOWN:]


def _payee(digest: str, row: PayeeRow) -> Payee:
    return Payee(
        code=row.code,
        name=row.name,
        bank=row.bank,
        account_masked=mask_account(row.account),
        account_digest=digest,
    )


def _normal(account: str) -> str:
    return re.sub(r"[^0-9A-Z]", "", unicodedata.normalize("NFKC", account).upper())


def _check(row: ProjectRow) -> list[Finding]:
    texts = {
        f"项目“{row.name}”没有项目代码；请补上": not row.code,
        f"项目 {row.code} 没有名称；请补上": not row.name,
        f"项目 {row.code} 的终止年度早于起始年度；请更正": row.end_year is not None
        and row.end_year < row.start_year,
    }
    return [Finding("registry.bad_project", text) for text, bad in texts.items() if bad]
