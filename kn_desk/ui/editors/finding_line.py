"""A line to find records by typing: what it may mean is offered below it, at the end also to make it anew."""

from collections.abc import Callable

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QStringListModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from kn_desk.fields.text import visible
from kn_desk.services.references import Match, is_named
from kn_desk.ui.editors.offers import BETWEEN, dress_offers
from kn_desk.ui.style import XS, S

#: Finds records by what is typed: (typed, type names) -> matches.
Find = Callable[[str, tuple[str, ...]], list[Match]]

_NONE = "Kein Treffer"
#: Qt opens what is offered so many pixels above the lower edge of the line.
_OVERLAP = 2
#: How wide at least what is offered is at the usual text size: of one type, and of several, which are named then.
_OF_ONE, _OF_SEVERAL = 480, 600


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

    def close_offers(self) -> None:
        """Offer nothing any more."""
        self._popup.hide()

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
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._only_offer is not None:
            self._take(self._only_offer)
            self.close_offers()
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        if self.property("fault"):
            self.offer_all()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._popup and event.type() in (QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show):
            self._place_offers()
        return super().eventFilter(watched, event)

    def _place_offers(self) -> None:
        """What is offered stands below the edge of the line, not over it; it may be wider, to the left."""
        place = QRect(self._popup.geometry())
        corner = self.mapToGlobal(QPoint(self.width(), self.height()))
        window = self.window().mapToGlobal(QPoint(0, 0)).x()
        least = _OF_ONE if len(self._targets) == 1 else _OF_SEVERAL
        wide = max(self.width(), round(least * max(1.0, self.font().pointSizeF() / 10)))
        place.setLeft(min(corner.x() - self.width(), max(corner.x() - wide, window + S)))
        place.setRight(corner.x() - 1)
        if place.y() == corner.y() - _OVERLAP:
            place.moveTop(corner.y() + XS)
        if place != self._popup.geometry():
            self._popup.setGeometry(place)

    @property
    def _only_offer(self) -> Match | None:
        """What is offered and not gone to with the arrows yet, if it is just one."""
        waits = self._popup_is_open() and not self._popup.currentIndex().isValid()
        return self._matches[0] if waits and len(self._matches) == 1 else None

    def _popup_is_open(self) -> bool:
        return self._popup.isVisible()

    def _offer(self, typed: str) -> None:
        dress_offers(self._offered)
        self._matches = self._find(typed, self._targets)
        self._names.show([self._words(match) for match in self._matches], _NONE if typed.strip() else "")

    def _words(self, match: Match) -> str:
        if match.new is not None:
            return visible(match.label)
        what = match.code if len(self._targets) == 1 else f"{match.label} {match.code}"
        return visible(f"{match.name}{BETWEEN}{what}")

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
