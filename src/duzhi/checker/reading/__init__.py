"""Any file becomes one plain text that the checker can read."""

from duzhi.checker.reading.cleaning import clean
from duzhi.checker.reading.files import read

__all__ = ["clean", "read"]
