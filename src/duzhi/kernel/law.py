"""What the law says, as dated values with their 文号; the files are read by the registry."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class LawValue:
    """One value and the day it came into force."""

    start: date
    value: object
    basis: str
    evidence: str
    """LAW read in the statute · SRC · GEN · LOCAL · UNV, as in domain.md."""


@dataclass(frozen=True, slots=True)
class Law:
    """One parameter and every value it ever had, oldest first."""

    code: str
    title: str
    unit: str
    values: tuple[LawValue, ...]

    def at(self, on: date) -> LawValue:
        """The value in force on a day.

        Raises:
            LookupError: nothing was in force yet.
        """
        for value in reversed(self.values):
            if value.start <= on:
                return value
        raise LookupError(f"{self.code} {self.title}：{on} 尚无生效的规定")
