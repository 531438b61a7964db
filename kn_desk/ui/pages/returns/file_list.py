"""The files at the left: totals, then each file with its counts, or why it is not read."""

import re
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from kn_desk.services.return_file import HomeFile, counted
from kn_desk.ui.forms.labels import Words
from kn_desk.ui.icons import pixmap
from kn_desk.ui.pages.returns.tags import ICON, TOTALS
from kn_desk.ui.pages.returns.totals import Totals
from kn_desk.ui.row_list import paint_ring
from kn_desk.ui.style import HEADER, XS, M, S, Theme

FILE_ROLE = Qt.ItemDataRole.UserRole + 1
_Index = QModelIndex | QPersistentModelIndex


def state_of(file: HomeFile) -> tuple[str, str, str]:
    """Return (icon, tone, words) of a file that has no counts to show: refused, asked about, done, unchanged."""
    if file.refused is not None:
        return "file-x", "crit", _short(file.refused.what)
    if file.has_macros:
        return "triangle-alert", "warn", "Enthält Makros"
    already = file.seen.already if file.seen else None
    if already is not None:
        if already.is_rejected:
            return "x", "none", "zurückgewiesen"
        on = f" am {already.received_on:%d.%m.}" if already.received_on else ""
        return "check", "ok", f"eingelesen{on}"
    return "", "", "keine Änderungen"


class FileModel(QAbstractListModel):
    """Shows files."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._files: Sequence[HomeFile] = ()

    @property
    def files(self) -> Sequence[HomeFile]:
        """The files that are shown."""
        return self._files

    def show(self, files: Sequence[HomeFile]) -> None:
        """Show other files."""
        self.beginResetModel()
        self._files = tuple(files)
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._files)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._files):
            return None
        file = self._files[index.row()]
        if role == FILE_ROLE:
            return file
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{file.title}, {file.saved_on:%d.%m.}: {_said(file)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{file.path.name}\n{file.refused or _said(file)}"
        return None


class FileDelegate(QStyledItemDelegate):
    """Paints a file in two lines."""

    def __init__(self, theme: Theme, parent: QListView) -> None:
        super().__init__(parent)
        self._theme = theme
        self._view = parent

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(100, self._theme.two_line_height + XS + 2)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        tokens, place = self._theme.tokens, QRect(option.rect)
        file: HomeFile = index.data(FILE_ROLE)
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.fillRect(place, QColor(tokens.sel if selected else tokens.hover if hovered else tokens.surface))
        if not selected:
            painter.setPen(QPen(QColor(tokens.border), 1))
            painter.drawLine(place.left() + M, place.bottom(), place.right() - M, place.bottom())
        first = QFontMetrics(self._theme.font(bold=True)).height()
        inside = place.adjusted(M, 0, -M, 0)
        top = place.top() + (place.height() - 2 * first - XS) // 2
        on = f"{file.saved_on:%d.%m.}"
        wide = QFontMetrics(self._theme.font()).horizontalAdvance(on)
        self._text(painter, QRect(inside.right() - wide, top, wide + 2, first), on, tokens.text2)
        name = QRect(inside.left(), top, inside.width() - wide - S, first)
        self._text(painter, name, file.title, tokens.text, bold=selected)
        self._second(painter, QRect(inside.left(), top + first + XS, inside.width(), first), file)
        if selected and self._view.hasFocus():
            paint_ring(painter, self._theme, place)

    def _second(self, painter: QPainter, place: QRect, file: HomeFile) -> None:
        tokens, size = self._theme.tokens, self._theme.px(ICON)
        numbers = counted(file.findings) if file.is_waiting else {}
        shown = [total for total in TOTALS if numbers.get(total.kind)]
        if not shown:
            icon_name, tone, words = state_of(file)
            ink = tokens.tone(tone).fore if tone else tokens.text2
            if icon_name:
                painter.drawPixmap(place.left(), place.center().y() - size // 2 + 1, pixmap(icon_name, ink, size))
                place = place.adjusted(size + XS, 0, 0, 0)
            self._text(painter, place, words, ink)
            return
        figures = [str(numbers[total.kind]) for total in shown]
        used = sum(map(QFontMetrics(self._theme.font()).horizontalAdvance, figures)) + len(shown) * (size + XS)
        gap = max(XS, min(M, (place.width() - used) // max(1, len(shown) - 1)))
        for total, number in zip(shown, figures, strict=True):
            sign = pixmap(total.icon_name, tokens.tone(total.tone).fore, size)
            painter.drawPixmap(place.left(), place.center().y() - size // 2 + 1, sign)
            wide = self._text(painter, place.adjusted(size + XS, 0, 0, 0), number, tokens.text)
            place = place.adjusted(size + XS + wide + gap, 0, 0, 0)

    def _text(self, painter: QPainter, place: QRect, words: str, ink: str, *, bold: bool = False) -> int:
        font = self._theme.font(bold=bold)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setPen(QColor(ink))
        elided = metrics.elidedText(words, Qt.TextElideMode.ElideRight, max(place.width(), 0))
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, elided)
        return metrics.horizontalAdvance(elided)


class FileList(QFrame):
    """Chooses a file."""

    #: A HomeFile, or None.
    chosen = Signal(object)
    #: Entf: the current file is no longer wanted.
    drop_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self._theme = theme
        self._quiet = False
        self.model = FileModel(self)
        self.totals = Totals(theme)
        self._build()
        self._connect()

    @property
    def current(self) -> HomeFile | None:
        """The file that is chosen."""
        file: HomeFile | None = self.view.currentIndex().data(FILE_ROLE)
        return file

    def show_files(self, files: Sequence[HomeFile], in_all: int, numbers: dict[str, int]) -> None:
        """Show files and the totals; the chosen one stays chosen."""
        current = self.current
        self._head.setText("1 Datei" if in_all == 1 else f"Alle {in_all} Dateien")
        self.totals.show_numbers(numbers)
        self._quiet = True
        self.model.show(files)
        if current in files:
            self.view.setCurrentIndex(self.model.index(files.index(current)))
        self._quiet = False

    def choose(self, file: HomeFile) -> None:
        """Go to a file."""
        if file in self.model.files:
            self.view.setCurrentIndex(self.model.index(list(self.model.files).index(file)))

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        self._head = Words(self._theme, bold=True, colour="text2")
        self._head.setContentsMargins(M - 1, 0, M, 0)
        column.addWidget(self._head)
        self._line = QFrame()
        self._line.setFixedHeight(1)
        column.addWidget(self._line)
        column.addWidget(self.totals)
        self.view = _Files()
        self.view.setModel(self.model)
        self.view.setItemDelegate(FileDelegate(self._theme, self.view))
        column.addWidget(self.view, 1)
        self._dress()

    def _connect(self) -> None:
        self.view.selectionModel().currentChanged.connect(self._tell)
        self.view.delete_pressed.connect(self.drop_wanted)
        self._theme.changed.connect(self._dress)

    def _dress(self) -> None:
        self._head.setFixedHeight(max(HEADER - 1, QFontMetrics(self._theme.font(bold=True)).height() + M - 1))
        palette = self._line.palette()
        palette.setColor(self._line.backgroundRole(), QColor(self._theme.tokens.field))
        self._line.setPalette(palette)
        self._line.setAutoFillBackground(True)
        self.view.doItemsLayout()

    def _tell(self) -> None:
        if not self._quiet:
            self.chosen.emit(self.current)


class _Files(QListView):
    """The list; Entf is told."""

    delete_pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("Zurückgekommene Dateien")
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete:
            self.delete_pressed.emit()
        else:
            super().keyPressEvent(event)


def _short(sentence: str) -> str:
    """What a sentence about a file says of it: "Verschlüsselt"; the tooltip has the whole sentence."""
    said = re.sub(r"^(Die Datei ist|Das ist) | \([^)]*\)|\.$", "", sentence)
    return said[:1].upper() + said[1:]


def _said(file: HomeFile) -> str:
    numbers = counted(file.findings) if file.is_waiting else {}
    said = ", ".join(total.words(numbers[total.kind]) for total in TOTALS if numbers.get(total.kind))
    return said or state_of(file)[2]
