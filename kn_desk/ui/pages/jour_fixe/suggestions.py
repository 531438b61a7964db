"""Suggestions for an agenda: each with its reason and a box; what is ticked is taken up as one step."""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListView,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from kn_desk.services.agenda_suggestions import Suggestion
from kn_desk.services.meeting_times import signal_of
from kn_desk.ui.forms.labels import Words
from kn_desk.ui.icons import icon, pixmap
from kn_desk.ui.lights import paint_shape
from kn_desk.ui.models.suggestion_model import SUGGESTION_ROLE, SuggestionModel
from kn_desk.ui.pages.jour_fixe.agenda_delegate import said
from kn_desk.ui.style import M, S, Theme

_BOX = 16
_FIRST = 8
_VCENTER = Qt.AlignmentFlag.AlignVCenter


class SuggestionDelegate(QStyledItemDelegate):
    """Box, title, reason, minutes."""

    def __init__(self, theme: Theme, parent: QListView) -> None:
        super().__init__(parent)
        self._theme = theme
        self._view = parent

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(100, max(self._theme.row_height - 4, QFontMetrics(self._theme.font()).height() + S))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        one: Suggestion = index.data(SUGGESTION_ROLE)
        tokens = self._theme.tokens
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.fillRect(rect, QColor(tokens.hover if state & QStyle.StateFlag.State_MouseOver else tokens.surface))
        if index.row():
            painter.setPen(QPen(QColor(tokens.border), 1))
            painter.drawLine(rect.topLeft(), rect.topRight())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ticked = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        self._paint_box(
            painter, QRectF(rect.left() + M + 0.5, rect.center().y() - _BOX / 2 + 1, _BOX - 1, _BOX - 1), ticked
        )
        minutes = QRect(rect.right() - 48 - M, rect.top(), 48, rect.height())
        left, middle = rect.left() + M + _BOX + S + 2, rect.left() + round(rect.width() * 0.56)
        if index.data(Qt.ItemDataRole.DisplayRole):
            self._say(painter, QRect(left, rect.top(), middle - left - S, rect.height()), one.title, tokens.text)
        self._paint_reason(painter, QRect(middle, rect.top(), minutes.left() - middle - S, rect.height()), one.reason)
        painter.setFont(self._theme.font())
        painter.setPen(QColor(tokens.text))
        painter.drawText(minutes, Qt.AlignmentFlag.AlignRight | _VCENTER, str(one.minutes))
        if self._view.hasFocus() and self._view.currentIndex() == index:
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(rect).adjusted(2, 2, -2, -1), 4, 4)
        painter.restore()

    def editorEvent(self, *arguments: object) -> bool:
        return False  # the list itself turns its boxes

    def _paint_box(self, painter: QPainter, place: QRectF, ticked: bool) -> None:
        tokens = self._theme.tokens
        painter.setPen(QPen(QColor(tokens.accent if ticked else tokens.text3), 1))
        painter.setBrush(QColor(tokens.accent) if ticked else Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(place, 3, 3)
        if ticked:
            painter.drawPixmap(
                QPointF(place.left() + 1.5, place.top() + 1.5), pixmap("check", tokens.onaccent, _BOX - 4)
            )

    def _paint_reason(self, painter: QPainter, place: QRect, reason: str) -> None:
        tokens, signal = self._theme.tokens, signal_of(reason)
        if signal is None:
            self._say(painter, place, reason, tokens.text2, points=9)
            return
        tone = tokens.tone(signal.tone).fore
        paint_shape(painter, signal.symbol, QPointF(place.left() + 5, place.center().y() + 1), QColor(tone))
        self._say(painter, place.adjusted(16, 0, 0, 0), reason, tone, points=9, bold=signal.tone in ("warn", "crit"))

    def _say(
        self, painter: QPainter, place: QRect, text: str, colour: str, *, points: float = 10, bold: bool = False
    ) -> None:
        font = self._theme.font(points, bold=bold)
        painter.setFont(font)
        painter.setPen(QColor(colour))
        shown = QFontMetrics(font).elidedText(said(text), Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | _VCENTER, shown)


class SuggestionListView(QListView):
    """As high as its rows; a click or Leertaste turns a box."""

    def __init__(self, theme: Theme, model: SuggestionModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._suggestions = model
        self.setModel(model)
        self.setItemDelegate(SuggestionDelegate(theme, self))
        self.setAccessibleName("Vorschläge, Leertaste hakt an")
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        model.modelReset.connect(self.fit)
        theme.changed.connect(self.fit)
        self.fit()

    def fit(self) -> None:
        """Take the height of all rows."""
        rows = self._suggestions.rowCount()
        self.setFixedHeight(rows * self.sizeHintForRow(0) if rows else 0)
        self.doItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self._suggestions.turn(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            self._suggestions.turn(index.row())


class Suggestions(QWidget):
    """The list with its heading and the button that takes up what is ticked."""

    taken = Signal(list)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._most = _FIRST
        self.model = SuggestionModel(self)
        self._build()
        self._connect()

    @property
    def view(self) -> SuggestionListView:
        """The list."""
        return self._view

    @property
    def button(self) -> QPushButton:
        """Takes up what is ticked."""
        return self._button

    def show_suggestions(self, suggestions: list[Suggestion]) -> None:
        """Show the suggestions for a meeting."""
        self.model.show(suggestions, self._most)
        count = len(suggestions)
        self._count.setText(f"{count}, jeder mit Grund" if count else "keine: nichts ist vertagt, fällig oder offen")
        self._card.setVisible(bool(count))
        self._button.setVisible(bool(count))
        self._all.setVisible(count > self._most)
        self._all.setText(f"Alle {count} zeigen")

    def show_first(self) -> None:
        """Begin again with the first few."""
        self._most = _FIRST
        self.model.clear_ticks()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, M, 0, 0)
        column.setSpacing(M)
        head = QHBoxLayout()
        head.setSpacing(S)
        head.addWidget(Words(self._theme, "Vorschläge", bold=True))
        self._count = Words(self._theme, colour="text2")
        head.addWidget(self._count, 1)
        self._button = QPushButton()
        head.addWidget(self._button)
        column.addLayout(head)
        self._card = QFrame()
        self._card.setProperty("card", True)
        inside = QVBoxLayout(self._card)
        inside.setContentsMargins(1, 2, 1, 2)
        self._view = SuggestionListView(self._theme, self.model)
        inside.addWidget(self._view)
        column.addWidget(self._card)
        self._all = QPushButton()
        self._all.setProperty("link", True)
        column.addWidget(self._all, 0, Qt.AlignmentFlag.AlignLeft)
        self._dress()

    def _connect(self) -> None:
        self._theme.changed.connect(self._dress)
        self.model.ticked_changed.connect(self._dress)
        self._button.clicked.connect(lambda: self.taken.emit(self.model.ticked))
        self._all.clicked.connect(self._show_all)

    def _dress(self) -> None:
        ticked = self.model.ticked
        minutes = sum(one.minutes for one in ticked)
        self._button.setText(f"{len(ticked)} aufnehmen (+ {minutes} Min.)" if ticked else "Aufnehmen")
        self._button.setEnabled(bool(ticked))
        self._button.setIcon(icon("plus", self._theme.tokens.text, self._theme.tokens.text3))

    def _show_all(self) -> None:
        self._most = len(self.model.all)
        self.show_suggestions(self.model.all)
        self._view.setFocus()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._view.fit()
