"""Rules about words: slips of pen, unit and term that the arithmetic does not see."""

from duzhi.checker.lint.linter import RULES, lint

__all__ = ["RULES", "lint"]
