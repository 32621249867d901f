"""What the rest of the house may use of the lake."""

from duzhi.lake.tables import DAY, TEXT, WHOLE, forget, open_table, write

__all__ = ["DAY", "TEXT", "WHOLE", "forget", "open_table", "write"]
