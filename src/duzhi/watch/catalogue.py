"""The rules this house knows, in the order of the areas that declare them."""

from collections.abc import Iterable
from hashlib import blake2b

from duzhi.registry import api as registry
from duzhi.watch.rule import Records, Rule

_RULES: dict[str, Rule] = {}
_DIGESTS: dict[str, tuple[Rule, object, str]] = {}
"""By code: for which rule and which edition of the law a digest was made."""


def register(offered: Iterable[Rule]) -> None:
    """Make rules known at start-up.

    Raises:
        ValueError: two rules of one code, or two lists of rows of one code.
    """
    for one in offered:
        if _RULES.setdefault(one.code, one) != one:
            raise ValueError(f"规则{one.code}登记了两次")
    lists = {one.records.code: one.records for one in _RULES.values()}
    if any(lists[one.records.code] != one.records for one in _RULES.values()):
        raise ValueError("两份记录用了同一个编码")


def rules() -> tuple[Rule, ...]:
    """Every rule."""
    return tuple(_RULES.values())


def rule(code: str) -> Rule:
    """One rule.

    Raises:
        LookupError: there is none of this code.
    """
    if code not in _RULES:
        raise LookupError(f"没有规则“{code}”；可用：{'、'.join(_RULES) or '无'}")
    return _RULES[code]


def rows_of(code: str) -> Records | None:
    """The list of rows of this code, None when no rule looks at it."""
    return next((one.records for one in _RULES.values() if one.records.code == code), None)


def digest(one: Rule) -> str:
    """Of what decides a rule: its tree, its level and every legal value it reads."""
    edition = registry.laws()
    rule, read, found = _DIGESTS.get(one.code, (None, None, ""))
    if rule is not one or read is not edition:
        law = [(key, registry.law(key).values) for key in one.parameters]
        text = f"{one.test!r}|{one.start}|{one.level}|{one.handling}|{law!r}"
        found = blake2b(text.encode(), digest_size=16).hexdigest()
        _DIGESTS[one.code] = one, edition, found
    return found
