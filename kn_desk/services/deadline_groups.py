"""Fristen in groups, as the morning's briefing and the long list show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kn_desk.fields.text import fold
from kn_desk.services.day_words import MONTHS, month_end, of_year, sunday_of
from kn_desk.services.deadline_kinds import Deadline

#: At least so far ahead the briefing looks.
_AHEAD = timedelta(days=14)


@dataclass(frozen=True)
class Group:
    """A heading with its Fristen; ``overdue`` is the one that alarms."""

    title: str
    deadlines: tuple[Deadline, ...]
    overdue: bool = False


@dataclass(frozen=True)
class Filter:
    """Which Fristen the list shows; ``span`` is overdue, week or month."""

    kind: str | None = None
    who: str | None = None
    span: str | None = None
    text: str = ""

    def __bool__(self) -> bool:
        return bool(self.kind or self.who or self.span or self.text.strip())

    def passes(self, one: Deadline, today: date) -> bool:
        """Whether a Frist is among those looked for."""
        if self.kind not in (None, one.kind) or self.who not in (None, one.who_id):
            return False
        if self.span == "overdue" and one.on >= today:
            return False
        if self.span == "week" and one.on > sunday_of(today):
            return False
        if self.span == "month" and one.on > today + timedelta(days=30):
            return False
        return all(word in one.words for word in fold(self.text).split())


def horizon(today: date) -> date:
    """Return the last day that the briefing looks at: the end of the month that is at least two weeks away."""
    return month_end(today + _AHEAD)


def briefing_groups(found: Sequence[Deadline], today: date) -> tuple[Group, Group, Group]:
    """Return what is overdue, what is due this week, and what comes until the horizon."""
    sunday = sunday_of(today)
    late = tuple(one for one in found if one.on < today)
    week = tuple(one for one in found if today <= one.on <= sunday)
    later = tuple(one for one in found if sunday < one.on <= horizon(today))
    return (
        Group("Überfällig", late, overdue=True),
        Group("Diese Woche", week),
        Group(f"Bis {of_year(horizon(today))}", later),
    )


def share_room(counts: Sequence[int], least: Sequence[int], room: int) -> tuple[int, ...]:
    """Return how many rows of each group are shown where there is room for so many, heads included.

    At least ``least`` of each; what is left goes to the first group as far as it has rows, then to the next.
    """
    shown = [min(pair) for pair in zip(counts, least, strict=True)]
    room -= sum(number + 1 for number in shown if number)
    for place, count in enumerate(counts):
        head = 0 if shown[place] else 1
        more = max(0, min(count - shown[place], room - head))
        shown[place] += more
        room -= more + head if more else 0
    return tuple(shown)


def all_groups(found: Sequence[Deadline], today: date) -> list[Group]:
    """Return all Fristen by week, then by month, then by year; empty groups are left out."""
    grouped: dict[str, list[Deadline]] = {}
    for one in found:
        grouped.setdefault(_heading(one.on, today), []).append(one)
    return [Group(title, tuple(ones), overdue=title == "Überfällig") for title, ones in grouped.items()]


def _heading(on: date, today: date) -> str:
    if on < today:
        return "Überfällig"
    if on <= sunday_of(today):
        return "Diese Woche"
    if on <= sunday_of(today) + timedelta(days=7):
        return "Nächste Woche"
    if (on.year, on.month) <= ((today.year + 1), today.month):
        return f"{MONTHS[on.month - 1]} {on.year}"
    return str(on.year)
