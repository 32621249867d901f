"""How the house says no: findings for people, all at once, each with place, basis and next step."""

from collections.abc import Iterable
from dataclasses import dataclass

ERROR, WARNING, INFO = "error", "warning", "info"


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a file: sheet, 1-based row and column name, each empty when it does not apply."""

    file: str = ""
    sheet: str = ""
    row: int = 0
    column: str = ""

    def __str__(self) -> str:
        """As a person reads it: 收入.xlsx「日报」第7行「金额」."""
        sheet = f"「{self.sheet}」" if self.sheet else ""
        row = f"第{self.row}行" if self.row else ""
        column = f"「{self.column}」" if self.column else ""
        return f"{self.file}{sheet}{row}{column}"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: what, with the numbers, and what to do; `basis` is its authority."""

    code: str
    text: str
    basis: str = ""
    severity: str = ERROR
    place: Place = Place()

    def __str__(self) -> str:
        """Place first, then the sentence."""
        return f"{self.place}：{self.text}" if str(self.place) else self.text


class Refused(Exception):
    """An act was refused and nothing changed; carries every finding."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("；".join(map(str, self.findings)))


def refuse(code: str, text: str, basis: str = "") -> Refused:
    """A refusal with a single finding."""
    return Refused([Finding(code, text, basis)])
