"""The rows of the Zeitplan from top to bottom: groups, and below each unless it is folded its Maßnahmen."""

from collections.abc import Iterator
from dataclasses import dataclass

from kn_desk.services.item_schedule import Bar, FieldPlan, Schedule


@dataclass(frozen=True)
class Row:
    """A group (without a bar) or a Maßnahme of it."""

    group: FieldPlan
    bar: Bar | None = None
    folded: bool = False

    @property
    def key(self) -> str:
        """What tells rows apart when the plan is read anew."""
        return self.bar.id if self.bar else f"field:{self.group.id}"

    @property
    def words(self) -> str:
        """The row, to be read aloud."""
        if self.bar is not None:
            return self.bar.words
        return f"{self.group.words} {'Zugeklappt.' if self.folded else 'Aufgeklappt.'}"


def rows_of(schedule: Schedule, folded: set[str]) -> Iterator[Row]:
    """Yield the rows; ``folded`` are the ids of groups whose Maßnahmen are hidden."""
    for group in schedule.groups:
        yield Row(group, folded=group.id in folded)
        if group.id not in folded:
            for bar in group.bars:
                yield Row(group, bar)
