"""Options and answers that several commands share."""

import argparse
import json
import sys
from collections.abc import Iterable
from datetime import date, datetime

from django.conf import settings
from django.utils import timezone

from duzhi.documents import api as documents
from duzhi.kernel.finding import ERROR, INFO, WARNING, Finding
from duzhi.office import api as office
from duzhi.registry import api as registry

_LABELS = {ERROR: "须改正", WARNING: "请核对", INFO: "说明"}


def add_region(parser: argparse.ArgumentParser) -> None:
    """--region, default the installation's home region."""
    parser.add_argument(
        "--region", default=settings.HOME_REGION, help="区划：6位含乡镇，9位只算本级"
    )


def add_on(parser: argparse.ArgumentParser) -> None:
    """--on, the as-of day."""
    parser.add_argument("--on", required=True, type=day, help="截至日期，如 2023-06-30")


def add_by(parser: argparse.ArgumentParser) -> None:
    """--by, who acts."""
    parser.add_argument("--by", default=office.SYSTEM, help="经办人（用户名；默认为本机管理）")


def now() -> datetime:
    """The moment of the command; nothing below asks the clock."""
    return timezone.now()


def say(text: str) -> None:
    """A line to the user."""
    sys.stdout.write(text + "\n")


def say_notice(region: str) -> None:
    """An empty line, or that the county is invented."""
    say(documents.notice(region))


def say_json(value: object) -> None:
    """The stable machine-readable answer."""
    say(json.dumps(value, ensure_ascii=False, indent=1))


def say_findings(findings: Iterable[Finding]) -> None:
    """Every finding on its own line."""
    for finding in findings:
        say(f"  {_LABELS[finding.severity]}：{finding}")


def finding_json(finding: Finding) -> dict[str, object]:
    """A finding for machines."""
    place = finding.place
    return {
        "code": finding.code,
        "severity": finding.severity,
        "text": finding.text,
        "basis": finding.basis,
        "file": place.file,
        "sheet": place.sheet,
        "row": place.row,
        "column": place.column,
    }


def day(text: str) -> date:
    """A date option: 2023-06-30."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"“{text}”不是日期，请写成 2023-06-30") from None


def regions(region: str) -> tuple[str, ...]:
    """The 区划 a region option stands for."""
    return registry.subtree(region)
