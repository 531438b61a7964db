"""The list that opens below a line one types into: the name of each record, and at the right what it is."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QGuiApplication, QPainter, QPalette
from PySide6.QtWidgets import QCompleter, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from kn_desk.ui.style import XS, L, S

#: Between the name of a record and what it is.
BETWEEN = "  ·  "
_ROW = 30
_MOST_ROWS = 10


class OfferDelegate(QStyledItemDelegate):
    """Paints both in columns of their own, the second one quiet."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        place: QRect = option.rect
        palette: QPalette = option.palette
        metrics: QFontMetrics = option.fontMetrics
        painter.save()
        if option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(palette.highlight())
            painter.drawRoundedRect(place, XS, XS)
        name, what = _parts(index)
        inside = place.adjusted(S, 0, -S, 0)
        column = self._widest(metrics, index) if what else 0
        quiet = QGuiApplication.palette().placeholderText().color()  # the list's own is half transparent
        ink = palette.text().color() if option.state & QStyle.StateFlag.State_Enabled else quiet
        self._say(painter, inside.adjusted(0, 0, -column - L if what else 0, 0), name, ink, metrics)
        self._say(painter, inside.adjusted(inside.width() - column, 0, 0, 0), what, quiet, metrics)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        metrics: QFontMetrics = option.fontMetrics
        return QSize(0, max(_ROW, metrics.height() + S + XS))

    def _widest(self, metrics: QFontMetrics, index: QModelIndex | QPersistentModelIndex) -> int:
        """How wide the second column is for all that is offered: it is a handful of rows."""
        model = index.model()
        shown = (_parts(model.index(row, 0))[1] for row in range(model.rowCount()))
        return max(map(metrics.horizontalAdvance, shown)) + 1

    def _say(self, painter: QPainter, place: QRect, words: str, ink: QColor, metrics: QFontMetrics) -> None:
        painter.setPen(ink)
        elided = metrics.elidedText(words, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, elided)


def dress_offers(completer: QCompleter) -> None:
    """Give the list of a completer its look, once: most lines of a form never open theirs."""
    popup = completer.popup()
    assert popup is not None
    if popup.property("offers"):
        return
    popup.setProperty("offers", True)
    popup.style().unpolish(popup)
    popup.style().polish(popup)
    popup.setMouseTracking(True)
    popup.setItemDelegate(OfferDelegate(popup))
    completer.setMaxVisibleItems(_MOST_ROWS)


def _parts(index: QModelIndex | QPersistentModelIndex) -> tuple[str, str]:
    name, _, what = str(index.data() or "").rpartition(BETWEEN)
    return (name, what) if name else (what, "")
