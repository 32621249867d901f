"""States of a record and who may move between them; deciding only, no storage."""

from collections.abc import Mapping
from dataclasses import dataclass

from duzhi.kernel.finding import Refused, refuse


@dataclass(frozen=True, slots=True)
class Flow:
    """`moves[state][verb]` is the next state; the names are the ones people read."""

    name: str
    start: str
    moves: Mapping[str, Mapping[str, str]]

    def after(self, state: str, verb: str) -> str:
        """The state a verb leads to.

        Raises:
            Refused: the verb is not possible here; says which ones are.
        """
        allowed = self.moves.get(state, {})
        if verb not in allowed:
            raise self._no(state, verb, "、".join(allowed) or "无")
        return allowed[verb]

    def states(self) -> tuple[str, ...]:
        """Every state, the start first."""
        found = [self.start, *self.moves]
        found += [state for verbs in self.moves.values() for state in verbs.values()]
        return tuple(dict.fromkeys(found))

    def _no(self, state: str, verb: str, allowed: str) -> Refused:
        return refuse(
            "flow.not_allowed",
            f"{self.name}处于“{state}”，不能“{verb}”；可以：{allowed}。请刷新后再操作",
        )
