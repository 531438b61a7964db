"""The order of an agenda: up, down, below another item, out again; one row per move wherever ranks allow it."""

from collections.abc import Sequence
from typing import Any

from kn_desk.fields.words import between
from kn_desk.records.agenda import AnyItem, children

#: The new values of the items that a move changes, by id; empty where there is nothing to do.
Moves = dict[str, dict[str, Any]]


def placed(items: Sequence[AnyItem], identity: str, parent: str | None, before: str | None) -> Moves:
    """Return the moves that put an item below ``parent`` (None: top), before a sibling or last (``before`` None)."""
    below = children(items)
    home = next((owner for owner, siblings in below.items() if any(one.id == identity for one in siblings)), None)
    if parent == identity or _is_below(items, parent, identity):
        return {}
    siblings = below.get(parent, [])
    now = [one.id for one in siblings]
    others = [one for one in siblings if one.id != identity]
    place = next((number for number, one in enumerate(others) if one.id == before), len(others))
    if home == parent and now == [*(one.id for one in others[:place]), identity, *(one.id for one in others[place:])]:
        return {}
    low = others[place - 1].rank if place else None
    high = others[place].rank if place < len(others) else None
    fits = (place == 0 or low is not None) and (place == len(others) or high is not None)
    if fits and (low is None or high is None or low < high):
        return {identity: {"parent": parent, "rank": between(low, high)}}
    return _renumbered([*others[:place], _of(items, identity), *others[place:]], identity, parent)


def moved_up(items: Sequence[AnyItem], identity: str) -> Moves:
    """Return the moves that put an item before the one above it; the first of its group leaves the group."""
    parent, siblings, place = _home(items, identity)
    if place > 0:
        return placed(items, identity, parent, siblings[place - 1].id)
    return placed(items, identity, _of(items, parent).parent, parent) if parent else {}


def moved_down(items: Sequence[AnyItem], identity: str) -> Moves:
    """Return the moves that put an item behind the one below it; the last of its group leaves the group."""
    parent, siblings, place = _home(items, identity)
    if place + 1 < len(siblings):
        after = siblings[place + 2].id if place + 2 < len(siblings) else None
        return placed(items, identity, parent, after)
    return outdented(items, identity)


def indented(items: Sequence[AnyItem], identity: str) -> Moves:
    """Return the moves that make an item the last one below the item before it."""
    _, siblings, place = _home(items, identity)
    return placed(items, identity, siblings[place - 1].id, None) if place > 0 else {}


def outdented(items: Sequence[AnyItem], identity: str) -> Moves:
    """Return the moves that put an item behind the one it stands below."""
    parent, _, _ = _home(items, identity)
    if parent is None:
        return {}
    above, uncles, place = _home(items, parent)
    return placed(items, identity, above, uncles[place + 1].id if place + 1 < len(uncles) else None)


def rank_before_last(items: Sequence[AnyItem], last: str | None) -> str:
    """Return the rank of a new top item: before the item ``last``, which stays at the end, or behind all."""
    top = children(items).get(None, [])
    if top and top[-1].id == last and top[-1].rank:
        return between(top[-2].rank if len(top) > 1 else None, top[-1].rank)
    return between(max((one.rank or "" for one in top), default="") or None, None)


def _home(items: Sequence[AnyItem], identity: str) -> tuple[str | None, list[AnyItem], int]:
    """The parent that an item stands below, its siblings with it in order, and its place among them."""
    for parent, siblings in children(items).items():
        for place, one in enumerate(siblings):
            if one.id == identity:
                return parent, siblings, place
    raise KeyError(identity)


def _of(items: Sequence[AnyItem], identity: str | None) -> AnyItem:
    return next(one for one in items if one.id == identity)


def _is_below(items: Sequence[AnyItem], identity: str | None, owner: str) -> bool:
    """Whether an item stands somewhere below another."""
    homes = {one.id: parent for parent, siblings in children(items).items() for one in siblings}
    while identity is not None:
        if identity == owner:
            return True
        identity = homes.get(identity)
    return False


def _renumbered(order: Sequence[AnyItem], identity: str, parent: str | None) -> Moves:
    """Fresh ranks for a whole group: where two were equal or one was missing, nothing fits between them."""
    moves: Moves = {}
    rank = None
    for one in order:
        rank = between(rank, None)
        if one.id == identity:
            moves[one.id] = {"parent": parent, "rank": rank}
        elif one.rank != rank:
            moves[one.id] = {"rank": rank}
    return moves
