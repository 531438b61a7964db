"""The minutes of one item: its entries with what each became."""

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from kn_desk.fields.text import visible
from kn_desk.records.jour_fixe import AgendaItem
from kn_desk.records.minutes import ENTRY_KINDS, ENTRY_LETTERS, TASK_STATUS, Decision, MinuteEntry, Task
from kn_desk.records.sentences import day
from kn_desk.services.desk import Reader

LINE_ROLE = Qt.ItemDataRole.UserRole + 1

_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class MinuteLine:
    """One entry as it is shown; ``target`` is the record that it made."""

    entry: MinuteEntry
    letter: str
    kind: str
    about: str
    code: str = ""
    target: str = ""


def minute_lines(reader: Reader, item: AgendaItem) -> list[MinuteLine]:
    """Return the entries of an item in order."""
    entries = sorted(
        reader.near.below(MinuteEntry, "agenda_item", item), key=lambda entry: (entry.rank or "", entry.id)
    )
    return [_line(reader, entry) for entry in entries]


def _line(reader: Reader, entry: MinuteEntry) -> MinuteLine:
    kind = entry.kind or "info"
    made = reader.near.above(Task, entry.task) or reader.near.above(Decision, entry.decision)
    about = ""
    if isinstance(made, Task):
        who = plain_name(reader, made.responsible) or "ohne Zuständige"
        about = ", ".join(filter(None, (who, day(made.due_on) if made.due_on else "ohne Termin")))
        if made.status not in (None, "open"):
            about += f", {TASK_STATUS.show(made.status)}"
    elif isinstance(made, Decision):
        about = _votes(made)
    return MinuteLine(
        entry, ENTRY_LETTERS.get(kind, "I"), ENTRY_KINDS.get(kind, ""), about, made.code if made else "",
        made.id if made else "",
    )  # fmt: skip


def _votes(decision: Decision) -> str:
    if decision.votes_yes is None:
        return ""
    if not decision.votes_no and not decision.votes_abstain:
        return f"einstimmig, {decision.votes_yes} Ja"
    against = f"{decision.votes_no or 0} Nein, {decision.votes_abstain or 0} Enthaltungen"
    return f"{decision.votes_yes} Ja, {against}"


def plain_name(reader: Reader, identity: str | None) -> str:
    """Return a person's name as it is said: "Bernd Beispiel" for "Beispiel, Bernd"."""
    last, _, first = reader.name(identity).partition(", ")
    return f"{first} {last}".strip()


class MinuteModel(QAbstractListModel):
    """The entries of the minutes of one item."""

    def __init__(self, parent: Any = None) -> None:
        super().__init__(parent)
        self._lines: list[MinuteLine] = []

    @property
    def lines(self) -> list[MinuteLine]:
        """What is shown."""
        return self._lines

    def show(self, lines: list[MinuteLine]) -> None:
        """Show other entries."""
        if lines != self._lines:
            self.beginResetModel()
            self._lines = lines
            self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._lines):
            return None
        line = self._lines[index.row()]
        if role == LINE_ROLE:
            return line
        if role == Qt.ItemDataRole.DisplayRole:
            return visible(line.entry.text)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return visible(", ".join(filter(None, (line.kind, line.entry.text, line.about, line.code))))
        return None
