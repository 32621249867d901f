"""Where known subject codes come from."""

from duzhi.registry import api as registry


def registry_codes(name: str, year: int) -> frozenset[str]:
    """Codes of a classification list in a year, as the registry has them."""
    return registry.codes(name, year)
