"""The cards of one phase as an item model: one row per application."""

from typing import Any

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt

from kn_desk.records.sentences import day
from kn_desk.services.pipeline import Card

#: What a dragged card is on its way: the id of its application.
CARD_FORMAT = "application/x-kn-desk-application"
CARD_ROLE = Qt.ItemDataRole.UserRole + 1

_Index = QModelIndex | QPersistentModelIndex


class CardModel(QAbstractListModel):
    """The applications of one phase, in the order of the board."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cards: tuple[Card, ...] = ()

    @property
    def cards(self) -> tuple[Card, ...]:
        """The cards shown."""
        return self._cards

    def show(self, cards: tuple[Card, ...]) -> None:
        """Show other cards."""
        self.beginResetModel()
        self._cards = cards
        self.endResetModel()

    def row_of(self, identity: str) -> int:
        """Return the row of an application, -1 if it stands in another phase."""
        return next((row for row, card in enumerate(self._cards) if card.id == identity), -1)

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._cards)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._cards):
            return None
        card = self._cards[index.row()]
        if role == CARD_ROLE:
            return card
        if role == Qt.ItemDataRole.DisplayRole:
            return card.title
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return spoken(card)
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        usual = super().flags(index)
        return usual | Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else usual

    def mimeTypes(self) -> list[str]:
        return [CARD_FORMAT]

    def mimeData(self, indexes: Any) -> QMimeData:
        data = QMimeData()
        for index in list(indexes)[:1]:
            data.setData(CARD_FORMAT, self._cards[index.row()].id.encode())
        return data


def spoken(card: Card) -> str:
    """Return all that a card says, in one sentence per line."""
    due = card.due
    lines = [
        card.title,
        card.programme,
        card.status,
        ", Quote ".join(filter(None, (card.amount, card.quota))) or "ohne Betrag",
        f"{due.words}: {due.left}{f', {day(due.on)}' if due.on else ''}" if due else "",
    ]
    return "\n".join(filter(None, lines))
