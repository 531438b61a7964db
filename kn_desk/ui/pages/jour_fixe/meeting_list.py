"""The meetings at the left, in groups."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from kn_desk.records.jour_fixe import MeetingSeries
from kn_desk.ui.forms.labels import Words
from kn_desk.ui.icons import icon, pixmap
from kn_desk.ui.models.meeting_list_model import ENTRY_ROLE, Entry, MeetingListModel
from kn_desk.ui.style import RADIUS_FIELD, XS, M, S, Theme

_LOCK = 12


class MeetingDelegate(QStyledItemDelegate):
    """Paints a heading, or a meeting in two lines: number and day, below them its state."""

    def __init__(self, theme: Theme, parent: QListView) -> None:
        super().__init__(parent)
        self._theme = theme
        self._view = parent

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        entry: Entry = index.data(ENTRY_ROLE)
        if entry.meeting is not None:
            return QSize(100, self._theme.two_line_height + XS)
        above = S if index.row() else 0
        return QSize(100, QFontMetrics(self._theme.font(9.5)).height() + S + above)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        entry: Entry = index.data(ENTRY_ROLE)
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if entry.meeting is None:
            painter.setFont(self._theme.font(9.5, bold=True))
            painter.setPen(QColor(self._theme.tokens.text3))
            painter.drawText(rect.adjusted(M, 0, 0, -XS), Qt.AlignmentFlag.AlignBottom, entry.title)
        else:
            self._paint_back(painter, rect, state)
            self._paint_meeting(painter, rect.adjusted(M + 2, 0, -M - 2, 0), entry)
        painter.restore()

    def _paint_back(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
        tokens = self._theme.tokens
        selected = bool(state & QStyle.StateFlag.State_Selected)
        inside = QRectF(rect).adjusted(6.5, 1.5, -6.5, -1.5)
        if selected or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.sel if selected else tokens.hover))
            painter.drawRoundedRect(inside, RADIUS_FIELD, RADIUS_FIELD)
        if selected and self._view.hasFocus():
            painter.setPen(QPen(QColor(tokens.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(inside, RADIUS_FIELD, RADIUS_FIELD)

    def _paint_meeting(self, painter: QPainter, rect: QRect, entry: Entry) -> None:
        tokens = self._theme.tokens
        assert entry.meeting is not None
        status = entry.meeting.status
        running, cancelled = status == "running", status == "cancelled"
        first, small = QFontMetrics(self._theme.font()), QFontMetrics(self._theme.font(9))
        top = rect.top() + (rect.height() - first.height() - small.height()) // 2
        line = QRect(rect.left(), top, rect.width(), first.height())
        painter.setFont(self._theme.font())
        painter.setPen(QColor(tokens.text2))
        painter.drawText(line, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, entry.day)
        font = self._theme.font(bold=running)
        painter.setFont(font)
        painter.setPen(QColor(tokens.text2 if cancelled else tokens.text))
        room = line.width() - first.horizontalAdvance(entry.day) - S
        name = QFontMetrics(font).elidedText(entry.title, Qt.TextElideMode.ElideRight, room)
        painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, name)
        below = QRect(rect.left(), line.bottom() + 1, rect.width(), small.height())
        if entry.meeting.is_approved:
            size = self._theme.px(_LOCK)
            painter.drawPixmap(below.left(), below.center().y() - size // 2, pixmap("lock", tokens.text2, size))
            below.adjust(size + XS, 0, 0, 0)
        painter.setFont(self._theme.font(9, bold=entry.pressing))
        painter.setPen(QColor(tokens.text if entry.pressing else tokens.text2))
        state = QFontMetrics(painter.font()).elidedText(entry.state, Qt.TextElideMode.ElideRight, below.width())
        painter.drawText(below, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, state)


class MeetingList(QFrame):
    """Chooses a meeting; the funnel chooses the series, and whether cancelled ones are shown."""

    chosen = Signal(str)
    #: (id of the series or "", whether cancelled meetings are shown)
    filter_changed = Signal(str, bool)

    def __init__(self, theme: Theme, model: MeetingListModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._model = model
        self._series: list[MeetingSeries] = []
        self._only = ""
        self._cancelled = True
        self._quiet = False
        self._build()
        self._connect()

    @property
    def view(self) -> QListView:
        """The list."""
        return self._view

    def show_filter(self, series: list[MeetingSeries], only: str, cancelled: bool) -> None:
        """Offer these series, and show what is chosen."""
        self._series, self._only, self._cancelled = series, only, cancelled
        self._dress()

    def choose(self, identity: str) -> None:
        """Show which meeting is open, without telling anyone."""
        row = self._model.row_of(identity)
        if row >= 0 and row != self._view.currentIndex().row():
            self._quiet = True
            self._view.setCurrentIndex(self._model.index(row))
            self._quiet = False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.tokens.surface))
        painter.fillRect(QRect(self.width() - 1, 0, 1, self.height()), QColor(self._theme.tokens.border))
        painter.end()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, M, 1, 0)
        column.setSpacing(XS)
        head = QHBoxLayout()
        head.setContentsMargins(M, 0, S, 0)
        head.addWidget(Words(self._theme, "Sitzungen", points=12, bold=True), 1)
        self._funnel = QToolButton()
        self._funnel.setAccessibleName("Sitzungen filtern")
        self._funnel.setToolTip("Reihe wählen, ausgefallene Sitzungen zeigen")
        head.addWidget(self._funnel)
        column.addLayout(head)
        self._view = QListView()
        self._view.setModel(self._model)
        self._view.setItemDelegate(MeetingDelegate(self._theme, self._view))
        self._view.setAccessibleName("Sitzungen")
        self._view.setMouseTracking(True)
        self._view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        column.addWidget(self._view, 1)
        self._dress()

    def _connect(self) -> None:
        self._theme.changed.connect(self._dress)
        self._funnel.clicked.connect(self._open_menu)
        self._view.selectionModel().currentChanged.connect(self._tell)

    def _dress(self) -> None:
        tokens = self._theme.tokens
        filtered = bool(self._only) or not self._cancelled
        self._funnel.setIcon(icon("funnel", tokens.accent if filtered else tokens.text2))
        self._view.doItemsLayout()
        self.update()

    def filter_menu(self) -> QMenu:
        """Return the menu of the funnel."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if len(self._series) > 1:
            for identity, title in [("", "Alle Reihen"), *((one.id, one.title) for one in self._series)]:
                action = QAction(title, menu, checkable=True)
                action.setChecked(identity == self._only)
                action.triggered.connect(
                    lambda _=False, identity=identity: self.filter_changed.emit(identity, self._cancelled)
                )
                menu.addAction(action)
            menu.addSeparator()
        cancelled = QAction("Ausgefallene zeigen", menu, checkable=True)
        cancelled.setChecked(self._cancelled)
        cancelled.triggered.connect(lambda shown: self.filter_changed.emit(self._only, shown))
        menu.addAction(cancelled)
        return menu

    def _open_menu(self) -> None:
        self.filter_menu().popup(self._funnel.mapToGlobal(self._funnel.rect().bottomLeft()))

    def _tell(self, current: QModelIndex) -> None:
        meeting = self._model.meeting_at(current.row()) if current.isValid() else None
        if meeting is not None and not self._quiet:
            self.chosen.emit(meeting.id)


def list_width(window: int) -> int:
    """Return how wide the list is."""
    return 208 if window >= 1600 else 172 if window >= 1280 else 0
