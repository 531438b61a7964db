"""A line to find records by typing: what it may mean is offered below it, at the end also to make it anew."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from kn_desk.fields.text import visible
from kn_desk.services.references import Match, is_named
from kn_desk.ui.editors.offers import BETWEEN, dress_offers
from kn_desk.ui.style import XS

#: Finds records by what is typed: (typed, type names) -> matches.
Find = Callable[[str, tuple[str, ...]], list[Match]]

_NONE = "Kein Treffer"
#: Qt opens what is offered so many pixels above the lower edge of the line.
_OVERLAP = 2


class FindingLine(QLineEdit):
    """A line that offers the records that what is typed may mean."""

    #: The id and the name of a record.
    chosen = Signal(str, str)
    #: A record that is not stored yet, and its name.
    made = Signal(object, str)

    def __init__(self, find: Find, targets: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._find = find
        self._targets = targets
        self._matches: list[Match] = []
        self._names = _Offers(self)
        self._offered = QCompleter(self._names, self)
        offered = self._offered
        offered.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        offered.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(offered)
        popup = offered.popup()
        assert popup is not None
        self._popup = popup
        popup.installEventFilter(self)
        self.textEdited.connect(self._offer)
        # Queued: Qt itself puts the words offered into the line, and that has to come first.
        queued = Qt.ConnectionType.QueuedConnection
        offered.activated[QModelIndex].connect(self._choose, queued)  # type: ignore[index]

    def offer_all(self) -> None:
        """Offer what fits what stands there now."""
        self._offer(self.text())
        if self._matches:
            self._offered.complete()

    def take_only(self) -> None:
        """Choose the record whose name has what stands here, if there is just one."""
        typed = self.text()
        named = [m for m in self._find(typed, self._targets) if m.new is None and is_named(typed, m.name)]
        if typed.strip() and len(named) == 1:
            self._take(named[0])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and not self._popup_is_open():
            self.offer_all()
            return
        super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What is offered stands below the edge of the line, not over it."""
        popup = self._popup
        if watched is popup and event.type() in (QEvent.Type.Move, QEvent.Type.Show):
            edge = self.mapToGlobal(QPoint(0, self.height())).y()
            if popup.y() == edge - _OVERLAP:
                popup.move(popup.x(), edge + XS)
        return super().eventFilter(watched, event)

    def _popup_is_open(self) -> bool:
        return self._popup.isVisible()

    def _offer(self, typed: str) -> None:
        dress_offers(self._offered)
        self._matches = self._find(typed, self._targets)
        self._names.show([_words(match) for match in self._matches], _NONE if typed.strip() else "")

    def _choose(self, index: QModelIndex) -> None:
        if 0 <= index.row() < len(self._matches):
            self._take(self._matches[index.row()])

    def _take(self, match: Match) -> None:
        self.setText(match.name)
        if match.new is None:
            self.chosen.emit(match.id, match.name)
        else:
            self.made.emit(match.new, match.name)


class _Offers(QStringListModel):
    """The words offered; where there are none, a line that says so and cannot be chosen."""

    _is_empty = False

    def show(self, words: list[str], otherwise: str) -> None:
        """Show words, or what is said where there are none."""
        self._is_empty = not words
        self.setStringList(words or ([otherwise] if otherwise else []))

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        return Qt.ItemFlag.NoItemFlags if self._is_empty else super().flags(index)


def _words(match: Match) -> str:
    return visible(match.label if match.new is not None else f"{match.name}{BETWEEN}{match.label} {match.code}")
