"""The agenda of one meeting: numbers 1, 2, 2.1 from parent and rank, start times, minutes and overrun.

Pure functions over the items of one meeting. A top item with items below it lasts as long as it says or as they
last together, whichever is longer; what is postponed, dropped or parked takes no time unless it took some.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Protocol, TypeVar

#: Results after which an item takes no time any more.
OFF_THE_TABLE = frozenset({"postponed", "dropped", "parked"})


class Item(Protocol):
    """What an agenda needs to know of an item."""

    @property
    def id(self) -> str: ...
    @property
    def parent(self) -> str | None: ...
    @property
    def rank(self) -> str | None: ...
    @property
    def minutes_planned(self) -> int | None: ...
    @property
    def minutes_actual(self) -> int | None: ...
    @property
    def result(self) -> str | None: ...


AnyItem = TypeVar("AnyItem", bound=Item)


def children(items: Iterable[AnyItem]) -> dict[str | None, list[AnyItem]]:
    """Return the items by parent (None: top), each list in order; equal ranks fall back to the id.

    An item whose parent is not among the items, or is reached only through itself, stands at the top.
    """
    given = {item.id: item for item in items}
    found: dict[str | None, list[AnyItem]] = {}
    for item in given.values():
        found.setdefault(_parent(item, given), []).append(item)
    for siblings in found.values():
        siblings.sort(key=lambda item: (item.rank or "", item.id))
    return found


def _parent(item: Item, given: Mapping[str, Item]) -> str | None:
    seen, parent = {item.id}, item.parent
    while parent is not None and parent in given:
        if parent in seen:
            return None
        seen.add(parent)
        parent = given[parent].parent
    return item.parent if item.parent in given else None


def in_order(items: Iterable[AnyItem]) -> list[AnyItem]:
    """Return the items as they are read, each followed by what is below it."""
    below = children(items)

    def walk(parent: str | None) -> Iterable[AnyItem]:
        for item in below.get(parent, []):
            yield item
            yield from walk(item.id)

    return list(walk(None))


def numbers(items: Iterable[Item]) -> dict[str, str]:
    """Return the number of each item by its id: "1", "2", "2.1"."""
    below = children(items)
    found: dict[str, str] = {}

    def count(parent: str | None, prefix: str) -> None:
        for place, item in enumerate(below.get(parent, []), start=1):
            found[item.id] = f"{prefix}{place}"
            count(item.id, f"{found[item.id]}.")

    count(None, "")
    return found


def _own_minutes(item: Item, *, planned: bool) -> int:
    if not planned:
        if item.minutes_actual is not None:
            return item.minutes_actual
        if item.result in OFF_THE_TABLE:
            return 0
    return item.minutes_planned or 0


def minutes_of(items: Iterable[Item], *, planned: bool = False) -> dict[str, int]:
    """Return how long each item lasts with what is below it: actual minutes where known, or only ``planned`` ones."""
    below = children(items)
    found: dict[str, int] = {}

    def last(item: Item) -> int:
        parts = sum(last(child) for child in below.get(item.id, []))
        found[item.id] = max(_own_minutes(item, planned=planned), parts)
        return found[item.id]

    for item in below.get(None, []):
        last(item)
    return found


def starts(items: Iterable[Item], begin: time, *, planned: bool = False) -> dict[str, time]:
    """Return the time at which each item begins; the first item below another begins with it."""
    given = list(items)
    below, minutes = children(given), minutes_of(given, planned=planned)
    found: dict[str, time] = {}

    def place(parent: str | None, at: int) -> None:
        for item in below.get(parent, []):
            found[item.id] = after(begin, at)
            place(item.id, at)
            at += minutes[item.id]

    place(None, 0)
    return found


def after(begin: time, minutes: int) -> time:
    """Return the time of day some minutes later, past midnight if need be."""
    return (datetime.combine(date(2000, 1, 1), begin) + timedelta(minutes=minutes)).time()


@dataclass(frozen=True)
class Length:
    """How long a meeting lasts, in minutes: planned, used so far, expected in the end, and what there is.

    ``held``: it is over, so that what was expected is what was.
    """

    planned: int
    used: int
    expected: int
    available: int | None
    begin: time | None
    held: bool = False

    @property
    def overrun(self) -> int:
        """The minutes over what there is (without an end: over the plan); 0 if it fits."""
        return max(0, self.expected - (self.planned if self.available is None else self.available))

    @property
    def sentence(self) -> str:
        """29 von 60 Min. · Ende voraussichtlich 11:03, ▲ 3 Min. über Plan."""
        parts = [f"{self.used or self.planned} von {self.available or self.planned} Min."]
        if self.begin is not None:
            parts.append(f"Ende {'' if self.held else 'voraussichtlich '}{after(self.begin, self.expected):%H:%M}")
        over = f", ▲ {self.overrun} Min. über Plan" if self.overrun else ""
        return " · ".join(parts) + over


def length(items: Sequence[Item], begin: time | None = None, end: time | None = None, *, held: bool = False) -> Length:
    """Return how long the items last; ``used`` counts only minutes that were noted, each once."""
    below = children(items)
    top = [item.id for item in below.get(None, [])]
    planned, expected = minutes_of(items, planned=True), minutes_of(items)
    available = None
    if begin is not None and end is not None:
        available = ((end.hour - begin.hour) * 60 + end.minute - begin.minute) % (24 * 60)

    def used(parent: str | None) -> int:
        return sum(max(item.minutes_actual or 0, used(item.id)) for item in below.get(parent, []))

    return Length(
        sum(planned[one] for one in top), used(None), sum(expected[one] for one in top), available, begin, held
    )
