"""The names that fit what is typed after @, above the line in which it is typed."""

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from kn_desk.services.shorthand import Contact
from kn_desk.ui.pages.jour_fixe.agenda_delegate import said
from kn_desk.ui.style import XS, M, S, Theme

_CONTACT_ROLE = Qt.ItemDataRole.UserRole + 1
_MOST = 6


class _NameDelegate(QStyledItemDelegate):
    """Name, and what the person has to do with it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(100, max(self._theme.row_height - 2, QFontMetrics(self._theme.font()).height() + S))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        contact: Contact = index.data(_CONTACT_ROLE)
        tokens = self._theme.tokens
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.sel))
            painter.drawRoundedRect(QRectF(rect), 4, 4)
        middle = rect.left() + rect.width() // 2
        name = QRect(rect.left() + S, rect.top(), middle - rect.left() - M, rect.height())
        about = QRect(middle, rect.top(), rect.right() - middle - S, rect.height())
        for place, words, colour, font in (
            (name, contact.name, tokens.text, self._theme.font(bold=chosen)),
            (about, contact.about, tokens.text2, self._theme.font(9)),
        ):
            painter.setFont(font)
            painter.setPen(QColor(colour))
            shown = QFontMetrics(font).elidedText(said(words), Qt.TextElideMode.ElideRight, place.width())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.restore()


class NameOffer(QListWidget):
    """Floats over the pane; never takes the keyboard."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._over: QWidget | None = None
        self.setProperty("field", True)
        self.setItemDelegate(_NameDelegate(theme, self))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Personen")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.itemClicked.connect(self._clicked)
        self.hide()

    @property
    def contact(self) -> Contact | None:
        """The person that is marked."""
        contact: Contact | None = self.currentIndex().data(_CONTACT_ROLE)
        return contact

    def offer(self, contacts: list[Contact], over: QWidget) -> None:
        """Show who fits, above a widget; nobody hides the list."""
        self.clear()
        for contact in contacts:
            item = QListWidgetItem(contact.name)
            item.setData(_CONTACT_ROLE, contact)
            self.addItem(item)
        if not contacts:
            self.hide()
            return
        self.setCurrentRow(0)
        self._stand_above(over)
        self.show()
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Move, QEvent.Type.Resize) and self._over is not None and self.isVisible():
            self._stand_above(self._over)
        return super().eventFilter(watched, event)

    def _stand_above(self, over: QWidget) -> None:
        """Stand above a widget, and go with it: what is said below it may need another line, and lifts it."""
        parent, foot = self.parentWidget(), over.parentWidget()
        assert parent is not None
        assert foot is not None
        if over is not self._over:
            self._over = over
            for moved in (over, foot):
                moved.installEventFilter(self)
        at = over.mapTo(parent, QPoint(0, 0))
        height = min(min(self.count(), _MOST) * self.sizeHintForRow(0) + M, at.y() - XS)
        self.setGeometry(at.x(), at.y() - XS - height, over.width(), height)

    def step(self, by: int) -> None:
        """Mark the next name, or the one before."""
        self.setCurrentRow((self.currentRow() + by) % max(1, self.count()))

    def _clicked(self, item: QListWidgetItem) -> None:
        self.chosen.emit(item.data(_CONTACT_ROLE))
