"""How a long export says where it is, is stopped, and reports what it wrote."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from kn_desk.errors import UserError

#: Called with rows done, rows in all, and the German name of what is being written.
Progress = Callable[[int, int, str], None]
#: Asked between chunks of rows; True stops.
CancelAsked = Callable[[], bool]

#: So many rows are written between two questions.
CHUNK = 250


class Cancelled(UserError):
    """The person stopped it; nothing was written."""

    def __init__(self) -> None:
        super().__init__("Der Export wurde abgebrochen.", "Es wurde nichts geschrieben.")


@dataclass(frozen=True)
class SheetReport:
    """One sheet that was written, and how many rows of data it has."""

    name: str
    rows: int


@dataclass(frozen=True)
class Report:
    """What an export wrote; ``notes`` are German sentences about everything that is not in it as it was typed."""

    path: Path
    number: str
    sheets: tuple[SheetReport, ...]
    notes: tuple[str, ...]

    @property
    def rows(self) -> int:
        """Return the rows of data on all sheets."""
        return sum(sheet.rows for sheet in self.sheets)


class Ticker:
    """Counts rows for the progress, and raises Cancelled where the person asked for it."""

    def __init__(self, total: int, progress: Progress | None, cancelled: CancelAsked | None) -> None:
        self._total = total
        self._progress = progress
        self._cancelled = cancelled
        self._done = 0

    def check(self) -> None:
        """Raise Cancelled if the person wants to stop."""
        if self._cancelled is not None and self._cancelled():
            raise Cancelled

    def tick(self, rows: int, what: str) -> None:
        """Note that so many more rows are done."""
        self.check()
        self._done += rows
        if self._progress is not None:
            self._progress(self._done, self._total, what)
