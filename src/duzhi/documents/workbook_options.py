"""How workbooks are opened for writing: text stays text, whatever it begins with."""

PLAIN_STRINGS = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
"""Formula injection: `=1+1`, `+1`, `-1`, `@x` from a file are written as the words they are."""
