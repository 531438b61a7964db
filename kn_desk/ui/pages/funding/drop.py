"""What a card can be dropped on: a lane, or a phase in the strip."""

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QPainter, QPen
from PySide6.QtWidgets import QFrame, QWidget

from kn_desk.ui.pages.funding.card_model import CARD_FORMAT
from kn_desk.ui.style import RADIUS_CARD, Theme


class DropTarget(QFrame):
    """Takes the cards of other phases, and shows a ring while one hovers."""

    #: The id of the application, the phase it was dropped on, and where on the screen.
    dropped = Signal(str, str, QPoint)

    def __init__(self, theme: Theme, phase: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.phase = phase
        self._theme = theme
        self._hovered = False
        self.setAcceptDrops(True)
        theme.changed.connect(self.update)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(CARD_FORMAT):
            event.acceptProposedAction()
            self._hover(True)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._hover(False)

    def dropEvent(self, event: QDropEvent) -> None:
        self._hover(False)
        identity = bytes(event.mimeData().data(CARD_FORMAT).data()).decode()
        event.acceptProposedAction()
        self.dropped.emit(identity, self.phase, self.mapToGlobal(event.position().toPoint()))

    def paintEvent(self, event: object) -> None:
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        self._paint_ground(painter)
        if self._hovered:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), RADIUS_CARD, RADIUS_CARD)
        painter.end()

    def _paint_ground(self, painter: QPainter) -> None:
        """Paint what lies under the ring."""

    def _hover(self, hovered: bool) -> None:
        self._hovered = hovered
        self.update()
