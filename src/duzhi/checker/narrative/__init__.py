"""Prose into records: who each number speaks of, and which lists are parts of which whole.

One pass over a line: between two numbers stand the words that say what the second is, and the
marks (。；（） 其中 加上 合计) that open and close lists.
"""

from duzhi.checker.narrative.columns import by_column
from duzhi.checker.narrative.narrator import Narrator

__all__ = ["Narrator", "by_column"]
