"""What every kind of value can do; knows no Qt, SQL or Excel library."""

from abc import ABC, abstractmethod
from datetime import date, datetime, time
from decimal import Decimal
from typing import ClassVar, Generic, Literal, TypeVar

V = TypeVar("V")
Stored = str | int
Cell = str | int | Decimal | date | datetime | time


class Kind(ABC, Generic[V]):
    """How values of one kind are read, shown, sorted, stored, and put into a cell.

    ``None`` means "no value" everywhere and never reaches ``show_value`` and its like.
    """

    sql: ClassVar[Literal["text", "integer"]] = "text"
    #: A value of this kind stands in a column of its record's table (links do not).
    has_column: ClassVar[bool] = True
    #: Lists can be sorted by it.
    sortable: ClassVar[bool] = True
    #: The stored value does not sort as people expect: a second column holds ``sort_key``.
    has_key: ClassVar[bool] = False
    right_aligned: ClassVar[bool] = False
    #: An Excel number format.
    excel_format: str = "@"
    #: Width in characters that suits a column of such values.
    width: int = 20

    @abstractmethod
    def read(self, raw: object, *, today: date | None = None) -> V | None:
        """Return the value that a person typed, a cell or JSON holds; None if it is empty.

        ``today`` lets relative words ("morgen") be read. Raises Unreadable with a German sentence.
        """

    @abstractmethod
    def show_value(self, value: V) -> str:
        """Return the German text for a value."""

    def show(self, value: V | None) -> str:
        """Return the German text for a value, "" for none."""
        return "" if value is None else self.show_value(value)

    @abstractmethod
    def store(self, value: V) -> Stored:
        """Return what SQLite and the history keep."""

    @abstractmethod
    def load(self, stored: Stored) -> V:
        """Return the value that ``store`` kept."""

    def sort_key(self, value: V) -> Stored:
        """Return what lists sort by."""
        return self.store(value)

    def cell(self, value: V) -> Cell:
        """Return what an Excel cell holds; ``read_cell(cell(value)) == value``."""
        return self.show_value(value)

    def read_cell(self, raw: object, *, today: date | None = None) -> V | None:
        """Return the value that an Excel cell holds: as ``read``, but a percentage stands there as a fraction."""
        return self.read(raw, today=today)

    def json(self, value: V) -> object:
        """Return the value for JSON; ``read(json(value)) == value``."""
        return self.store(value)
