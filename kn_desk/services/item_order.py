"""The order in which Maßnahmen stand below one another: by Handlungsfeld, and each below the one it is a part of."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kn_desk.fields.text import german_key
from kn_desk.records.strategy import ActionField
from kn_desk.services.item_rollup import State

NO_FIELD = "Ohne Handlungsfeld"


@dataclass(frozen=True)
class Nested:
    """A Maßnahme with its parts."""

    state: State
    parts: tuple["Nested", ...]


def by_field(
    states: Iterable[State], fields: Mapping[str, ActionField]
) -> list[tuple[ActionField | None, list[State]]]:
    """Return the Handlungsfelder that have any of these Maßnahmen, by their number, with them; None comes last."""
    groups: dict[str, list[State]] = {}
    for state in states:
        known = state.item.action_field in fields
        groups.setdefault(state.item.action_field if known and state.item.action_field else "", []).append(state)
    ordered = sorted((fields[key] for key in groups if key), key=field_key)
    found: list[tuple[ActionField | None, list[State]]] = [(one, groups[one.id]) for one in ordered]
    return [*found, (None, groups[""])] if "" in groups else found


def nested(states: Sequence[State], key: Callable[[State], Any]) -> tuple[Nested, ...]:
    """Return Maßnahmen in the order of ``key``, each below the one above it if that is among them too."""
    among = {state.item.id for state in states}
    below: dict[str | None, list[State]] = {}
    for state in sorted(states, key=key):
        parent = state.item.parent if state.item.parent in among else None
        below.setdefault(parent, []).append(state)

    def place(level: Sequence[State]) -> tuple[Nested, ...]:
        return tuple(Nested(state, place(below.get(state.item.id, ()))) for state in level)

    return place(below.get(None, ()))


def flat(nests: Iterable[Nested], depth: int = 0) -> Iterable[tuple[int, State]]:
    """Yield all, from top to bottom, with how deep each stands."""
    for nest in nests:
        yield depth, nest.state
        yield from flat(nest.parts, depth + 1)


def field_key(one: ActionField) -> tuple[str, str]:
    """Return what Handlungsfelder are ordered by: number, then title."""
    return german_key(one.number or ""), german_key(one.title)
