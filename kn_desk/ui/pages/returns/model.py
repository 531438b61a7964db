"""The rows of one file as a table: sentences about it as a whole, groups, and below each its rows."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from kn_desk.records.plan_light import PLAN_LIGHT
from kn_desk.services.return_desk import ReturnDesk, goes_with_all
from kn_desk.services.return_file import HomeFile
from kn_desk.services.return_rows import Group, Row
from kn_desk.services.returned import Finding
from kn_desk.ui.pages.returns.tags import OTHER, TAGS, Tag

ENTRY_ROLE = Qt.ItemDataRole.UserRole + 1

_Index = QModelIndex | QPersistentModelIndex


class Part(IntEnum):
    """The columns."""

    TICK = 0
    FIELD = 1
    SENT = 2
    THEIRS = 3
    OURS = 4
    FINDING = 5


HEADS = ("", "Feld", "Bei Versand", "Im Blatt", "Bei uns", "Befund")


@dataclass(frozen=True)
class Entry:
    """A sentence about the whole file, a group, or a row of it."""

    note: str = ""
    group: Group | None = None
    row: Row | None = None


class ReturnModel(QAbstractTableModel):
    """Shows the groups of a file; what is decided is asked of the ReturnDesk whenever it is painted."""

    def __init__(self, desk: ReturnDesk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._file: HomeFile | None = None
        self._entries: list[Entry] = []
        #: {id of a Maßnahme: code of its Plan-Ampel after taking over}, where it becomes another one.
        self.lights: dict[str, str] = {}

    @property
    def entries(self) -> list[Entry]:
        """All that is shown, from top to bottom."""
        return self._entries

    def show(self, file: HomeFile | None, notes: list[str], groups: list[Group]) -> None:
        """Show another file."""
        self.beginResetModel()
        self._file = file
        self._entries = [Entry(note=note) for note in notes]
        for group in groups:
            self._entries += [Entry(group=group), *(Entry(group=group, row=row) for row in group.rows)]
        self.endResetModel()

    def decided(self) -> None:
        """Something was decided: all ticks may be others now."""
        if self._entries:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._entries) - 1, len(HEADS) - 1))

    def row_of(self, one: Finding) -> int:
        """Return the row that a finding is in, -1 where it is not shown."""
        found = (n for n, entry in enumerate(self._entries) if entry.row and one.key in keys_of(entry.row))
        return next(found, -1)

    def way(self, row: Row) -> str:
        """Return what becomes of a row: theirs, ours, other, "" while it is undecided."""
        return self._desk.way(self._file, row.findings) if self._file is not None and row.findings else ""

    def text_theirs(self, row: Row) -> str:
        """Return the value in the sheet, or the one that was typed in its place."""
        if self._file is not None and row.first is not None and self.way(row) == "other":
            decision = self._file.decision(row.first)
            return decision.text if decision else row.theirs
        return row.theirs

    def tag(self, row: Row) -> Tag:
        """Return how the finding of a row is called."""
        return OTHER if self.way(row) == "other" else TAGS[row.verdict]

    def is_asked(self, row: Row) -> bool:
        """Whether the Lotse is asked about a row."""
        return self._file is not None and row.first is not None and row.first.key in self._file.questions

    def tick(self, entry: Entry) -> Qt.CheckState | None:
        """Return the state of the box of an entry, None where it has none."""
        if entry.row is not None:
            if not any(one.can_take for one in entry.row.findings) and self.way(entry.row) != "other":
                return None
            taken = self.way(entry.row) in ("theirs", "other")
            return Qt.CheckState.Checked if taken else Qt.CheckState.Unchecked
        return self.tick_of([*entry.group.rows]) if entry.group is not None else None

    def tick_all(self) -> Qt.CheckState | None:
        """Return the state of the box for all rows."""
        return self.tick_of([entry.row for entry in self._entries if entry.row is not None])

    def tick_of(self, rows: list[Row]) -> Qt.CheckState | None:
        """Return the state of a box for several rows: partly where not all are taken, or a conflict is open."""
        together = [row for row in rows if any(map(goes_with_all, row.findings)) or self.way(row) == "other"]
        if not together:
            return None
        taken = sum(self.way(row) in ("theirs", "other") for row in together)
        is_open = any(row.verdict == "conflict" and self.way(row) == "" for row in rows)
        if taken == len(together) and not is_open:
            return Qt.CheckState.Checked
        return Qt.CheckState.PartiallyChecked if taken else Qt.CheckState.Unchecked

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._entries)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(HEADS)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._entries):
            return None
        entry = self._entries[index.row()]
        if role == ENTRY_ROLE:
            return entry
        if role == Qt.ItemDataRole.CheckStateRole and index.column() == Part.TICK:
            return self.tick(entry)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._text(entry, Part(index.column())) or None
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADS[section]
        return super().headerData(section, orientation, role)

    def _text(self, entry: Entry, part: Part) -> str:
        row = entry.row
        if row is None:
            return self._whole(entry) if part == Part.FIELD else ""
        match part:
            case Part.FIELD:
                return row.label
            case Part.SENT:
                return row.sent or row.sentence
            case Part.THEIRS:
                return ", ".join(filter(None, (self.text_theirs(row), row.by_theirs)))
            case Part.OURS:
                return ", ".join(filter(None, (row.ours, row.by_ours)))
            case Part.FINDING:
                said = f"{self.tag(row).word}. {row.sentence}".strip() if row.sent else self.tag(row).word
                return f"{said} Rückfrage" if self.is_asked(row) else said
            case _:
                return ""

    def _whole(self, entry: Entry) -> str:
        if entry.group is None:
            return entry.note
        light = self.lights.get(entry.group.record)
        after = f", Ampel danach {PLAN_LIGHT.show(light)}" if light else ""
        return f"{entry.group.code} {entry.group.title}{after}".strip()


def keys_of(row: Row) -> set[tuple[str, str, str]]:
    """Return the keys of all cells of a row."""
    return {one.key for one in row.findings}
