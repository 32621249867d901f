"""Rules about words: slips of pen, unit and term that the arithmetic does not see."""

from duzhi.checker.lint.linter import RULES, lint
from duzhi.checker.lint.reading import Reading, read

__all__ = ["RULES", "Reading", "lint", "read"]
