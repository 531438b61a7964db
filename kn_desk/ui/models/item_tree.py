"""The tree goal > Handlungsfeld > Maßnahme as an item model."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from kn_desk.records.plan_light import PLAN_LIGHT
from kn_desk.records.sentences import day
from kn_desk.services.item_tree import Node

NODE_ROLE = Qt.ItemDataRole.UserRole + 1

_Index = QModelIndex | QPersistentModelIndex


class Part(IntEnum):
    """The columns."""

    TITLE = 0
    LIGHT = 1
    PROGRESS = 2
    STATUS = 3
    END = 4


HEADS = ("Ziel, Handlungsfeld, Maßnahme", "Ampel", "Fortschritt", "Status", "Ende (Plan)")


@dataclass(frozen=True)
class _Place:
    """A node, where it stands among its siblings, and the number of the one above it (-1 at the top)."""

    node: Node
    row: int
    above: int
    depth: int
    below: tuple[int, ...]


class ItemTreeModel(QAbstractItemModel):
    """Holds the whole tree: a strategy has some hundred Maßnahmen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._places: list[_Place] = []
        self._tops: tuple[int, ...] = ()
        self._numbers: dict[str, int] = {}

    @property
    def nodes(self) -> list[Node]:
        """All nodes."""
        return [place.node for place in self._places]

    def show(self, tops: Sequence[Node]) -> None:
        """Show another tree; where only values differ, what is unfolded and chosen stays."""
        places: list[_Place] = []
        top_numbers = tuple(_lay(node, row, -1, places) for row, node in enumerate(tops))
        before = [place.node for place in self._places]
        same = [place.node.key for place in places] == [node.key for node in before]
        if not same:
            self.beginResetModel()
        self._places, self._tops = places, top_numbers
        self._numbers = {place.node.key: number for number, place in enumerate(places)}
        if not same:
            self.endResetModel()
            return
        last = len(HEADS) - 1
        for number, (place, old) in enumerate(zip(self._places, before, strict=True)):
            new = place.node
            if (new.title, new.rollup, new.state) != (old.title, old.rollup, old.state):
                self.dataChanged.emit(self.createIndex(place.row, 0, number), self.createIndex(place.row, last, number))

    def index_of(self, key: str) -> QModelIndex:
        """Return the index of a node by its key, an invalid one if it is not there."""
        number = self._numbers.get(key)
        return self.createIndex(self._places[number].row, 0, number) if number is not None else QModelIndex()

    def key_of(self, identity: str) -> str:
        """Return the key of the first node that stands for a record, "" without one."""
        return next((place.node.key for place in self._places if identity and place.node.id == identity), "")

    def depth_of(self, index: _Index) -> int:
        """Return how many nodes stand above one."""
        return self._places[index.internalId()].depth if index.isValid() else 0

    def node_at(self, index: _Index) -> Node | None:
        """Return the node of an index."""
        return self._places[index.internalId()].node if index.isValid() else None

    def index(self, row: int, column: int, parent: _Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        below = self._below(parent)
        if not (0 <= row < len(below) and 0 <= column < len(HEADS)):
            return QModelIndex()
        return self.createIndex(row, column, below[row])

    def parent(self, index: _Index = QModelIndex()) -> Any:  # noqa: B008
        if not index.isValid():
            return QModelIndex()
        above = self._places[index.internalId()].above
        return self.createIndex(self._places[above].row, 0, above) if above >= 0 else QModelIndex()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.column() > 0 else len(self._below(parent))

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return len(HEADS)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        node = self.node_at(index)
        if node is None:
            return None
        if role == NODE_ROLE:
            return node
        if role == Qt.ItemDataRole.DisplayRole:
            return text_of(node, Part(index.column()))
        if role == Qt.ItemDataRole.ToolTipRole:
            return node.title if node.kind == "item" else f"{node.title}\n{node.rollup.sentence}"
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == Part.TITLE:
            return _words(node)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(HEADS):
            return None
        return HEADS[section] if role == Qt.ItemDataRole.DisplayRole else None

    def _below(self, parent: _Index) -> tuple[int, ...]:
        if not parent.isValid():
            return self._tops
        return self._places[parent.internalId()].below if parent.column() == 0 else ()


def _lay(node: Node, row: int, above: int, places: list[_Place]) -> int:
    """Give a node and all below it their numbers; return its own."""
    number = len(places)
    depth = places[above].depth + 1 if above >= 0 else 0
    places.append(_Place(node, row, above, depth, ()))
    below = tuple(_lay(child, place, number, places) for place, child in enumerate(node.children))
    places[number] = _Place(node, row, above, depth, below)
    return number


def text_of(node: Node, part: Part) -> str:
    """Return what a cell says."""
    if part == Part.TITLE:
        return node.title
    if part == Part.PROGRESS:
        return f"{node.rollup.progress} %" if node.rollup.progress is not None else ""
    if part == Part.LIGHT:
        return PLAN_LIGHT.states[node.state.light].word if node.state else node.rollup.said
    if node.state is None:
        return ""
    if part == Part.STATUS:
        return node.status
    end = node.state.item.end_planned
    return day(end) if end is not None else "–"


def _words(node: Node) -> str:
    """A row, to be read aloud."""
    if node.state is None:
        kind = "Ziel" if node.kind == "goal" else "Handlungsfeld"
        return f"{kind} {node.title}, {node.rollup.sentence}"
    said = [node.title, f"Ampel {PLAN_LIGHT.states[node.state.light].word}", node.status]
    if node.state.progress is not None:
        said.append(f"Fortschritt {node.state.progress} %")
    if node.state.item.end_planned is not None:
        said.append(f"Ende {day(node.state.item.end_planned)}")
    return ", ".join(said)
