"""The cards of one phase, one below the other: chosen by mouse and arrow keys, dragged, moved on by Alt+arrow."""

from PySide6.QtCore import QAbstractItemModel, QItemSelection, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QDrag,
    QFocusEvent,
    QKeyEvent,
    QLinearGradient,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QWidget

from kn_desk.ui.pages.funding.card import CardDelegate
from kn_desk.ui.pages.funding.card_model import CARD_ROLE, CardModel
from kn_desk.ui.style import Theme

_FADE = 28
_INSET = 6
_BY_KEYS = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)


class CardList(QListView):
    """Shows a CardModel; ``flat`` lays the cards side by side."""

    chosen = Signal(str)
    opened = Signal(str)
    #: An arrow key leaves the list to the left (-1) or to the right (1).
    left_to = Signal(int)
    #: Alt+arrow: the application wants the phase before (-1) or after (1).
    moved_on = Signal(str, int)
    menu_wanted = Signal(str, QPoint)
    trash_wanted = Signal()

    def __init__(self, theme: Theme, model: CardModel, *, flat: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._flat = flat
        self._delegate = CardDelegate(theme, self, inset=0 if flat else _INSET, width=212 if flat else 0)
        self._build(model)
        self._connect()

    @property
    def cards(self) -> CardModel:
        """The model."""
        model = self.model()
        assert isinstance(model, CardModel)
        return model

    @property
    def current_id(self) -> str:
        """The id of the chosen application, "" without one."""
        chosen = self.selectionModel().selectedIndexes()
        return chosen[0].data(CARD_ROLE).id if chosen else ""

    def choose(self, identity: str) -> bool:
        """Select an application; False if it is not here."""
        return self.choose_row(self.cards.row_of(identity))

    def choose_row(self, row: int) -> bool:
        """Select the card of a row, or the last one."""
        row = min(row, self.cards.rowCount() - 1)
        if row < 0:
            return False
        index = self.cards.index(row, 0)
        self.setCurrentIndex(index)
        self.scrollTo(index)
        return True

    def rectangle_of(self, identity: str) -> QRect:
        """Return where a card stands on the screen."""
        place = self.visualRect(self.cards.index(max(0, self.cards.row_of(identity)), 0))
        return QRect(self.viewport().mapToGlobal(place.topLeft()), place.size())

    def setModel(self, model: QAbstractItemModel | None) -> None:
        if model is not self.model():
            super().setModel(model)
            self.selectionModel().selectionChanged.connect(self._tell_chosen)

    def clear_choice(self) -> None:
        """Choose nothing."""
        self.selectionModel().clear()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        back, on = (Qt.Key.Key_Up, Qt.Key.Key_Down) if self._flat else (Qt.Key.Key_Left, Qt.Key.Key_Right)
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            if self.current_id:
                self.moved_on.emit(self.current_id, -1 if key == Qt.Key.Key_Left else 1)
        elif key in (back, on):
            self.left_to.emit(-1 if key == back else 1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2, Qt.Key.Key_F4) and self.current_id:
            self.opened.emit(self.current_id)
        elif key == Qt.Key.Key_Delete:
            self.trash_wanted.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            index = self.indexAt(event.pos())
            if index.isValid():
                self.menu_wanted.emit(index.data(CARD_ROLE).id, event.globalPos())
        elif self.current_id:
            self.menu_wanted.emit(self.current_id, self.rectangle_of(self.current_id).center())

    def startDrag(self, actions: Qt.DropAction) -> None:
        chosen = self.selectionModel().selectedIndexes()
        if chosen:
            drag = QDrag(self)
            drag.setMimeData(self.cards.mimeData(chosen))
            place = self.visualRect(chosen[0])
            drag.setPixmap(self._delegate.picture(chosen[0].data(CARD_ROLE), place.width(), self.devicePixelRatioF()))
            drag.setHotSpot(QPoint(place.width() // 2, 16))
            # A change of status is written by the board; the list itself gives nothing away.
            drag.exec(Qt.DropAction.MoveAction)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in _BY_KEYS and not self.current_id:
            self.choose_row(max(0, self.currentIndex().row()))
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        ground = QColor(self._theme.tokens.bg if self._flat else self._theme.tokens.rail)
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), ground)
        painter.end()
        super().paintEvent(event)
        if not self._flat:
            self._fade(ground)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def _build(self, model: CardModel) -> None:
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setItemDelegate(self._delegate)
        self.setModel(model)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        if self._flat:
            self.setFlow(QListView.Flow.LeftToRight)
            self.setSpacing(0)
        else:
            self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _connect(self) -> None:
        self.doubleClicked.connect(self._open)
        self._theme.changed.connect(self.scheduleDelayedItemsLayout)

    def _tell_chosen(self, come: QItemSelection) -> None:
        if indexes := come.indexes():
            self.chosen.emit(indexes[0].data(CARD_ROLE).id)

    def _open(self) -> None:
        if self.current_id:
            self.opened.emit(self.current_id)

    def _fade(self, ground: QColor) -> None:
        """Let cards that go on beyond the edge fade there: that is the sign of more."""
        bar, place = self.verticalScrollBar(), self.viewport().rect()
        clear = QColor(ground)
        clear.setAlpha(0)
        painter = QPainter(self.viewport())
        for more, top, colours in (
            (bar.value() > bar.minimum(), place.top(), (ground, clear)),
            (bar.value() < bar.maximum(), place.bottom() + 1 - _FADE, (clear, ground)),
        ):
            if more:
                gradient = QLinearGradient(0, top, 0, top + _FADE)
                gradient.setColorAt(0, colours[0])
                gradient.setColorAt(1, colours[1])
                painter.fillRect(QRect(0, top, place.width(), _FADE), gradient)
        painter.end()
