"""The shell of the main window: menus, tools, rail, status bar. Painted before any record is read, so it knows none."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QByteArray, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMainWindow,
    QMenu,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QToolBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from kn_desk.ui.actions import make_actions
from kn_desk.ui.elided import ElidedWords
from kn_desk.ui.forms.labels import Words, heading
from kn_desk.ui.icons import icon
from kn_desk.ui.memory import Memory
from kn_desk.ui.notices import Notices
from kn_desk.ui.style import XS, L, M, S, Theme
from kn_desk.ui.toast import Toast
from kn_desk.ui.windows.export_button import ExportButton
from kn_desk.ui.windows.rail import Place, Rail

#: A window that is never painted (minimised, say) is filled all the same.
_PAINTED_AT_LATEST_MS = 400
_SEARCH = 420
#: Icon and edges of the line.
_BESIDE_WORDS = 56
_PLACEHOLDERS = ("Suchen in allen Bereichen  Strg+K", "Suchen in allen Bereichen", "Suchen  Strg+K", "Suchen")


class Shell(QMainWindow):
    """What is there while the office is still being opened."""

    #: An action that is not about pages or steps was chosen: its name.
    asked = Signal(str)
    #: A file of the menu "Zuletzt verwendet" was chosen: its path.
    file_chosen = Signal(str)
    #: Files or folders were dropped: their paths.
    dropped = Signal(object)
    #: The window stands on the screen for the first time.
    painted = Signal()

    def __init__(self, theme: Theme, memory: Memory, places: Sequence[Place], title: str) -> None:
        super().__init__()
        self.theme = theme
        self.memory = memory
        self._places = tuple(places)
        self._current = min(memory.recall("window.place", 0), len(self._places) - 1)
        self._was_painted = False
        self._gives_room = False
        self.setAcceptDrops(True)
        self.setMinimumSize(960, 560)
        self.setWindowTitle(title)
        self.actions_by_name = make_actions(self, self.menuBar(), theme)
        self._recent_menu()
        self._build()
        self._tools()
        self._status()
        self._toast = Toast(theme, self._stack)
        geometry = memory.recall("window.geometry", "")
        if not geometry or not self.restoreGeometry(QByteArray.fromBase64(geometry.encode())):
            self.resize(1366, 689)
        self._rail.mark(self._current)

    def say(self, sentence: str, can_undo: bool = False, opens: str = "") -> None:
        """Show a toast, mirrored in the status bar for screen readers; ``opens`` is the record that "Öffnen" shows."""
        self._toast.say(sentence, can_undo, self.foot, opens)
        self.statusBar().showMessage(sentence, 6000)

    @property
    def foot(self) -> int:
        """Pixels of a bar at the bottom of the page that no toast may lie over."""
        return 0

    def set_backup(self, words: str) -> None:
        """Say when the last backup was made."""
        self._backup.setText(words)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self._tell_painted()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_rail()

    def show(self) -> None:
        super().show()
        QTimer.singleShot(_PAINTED_AT_LATEST_MS, self._tell_painted)

    def _tell_painted(self) -> None:
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self.painted.emit)

    def _fit_rail(self) -> None:
        width = self.width() / self.theme.scale
        self._rail.set_width(200 if width >= 1600 else 168 if width >= 1280 and not self._gives_room else 56)

    def give_room(self, to_workplace: bool) -> None:
        """Show icons alone in the rail, up to very wide windows, where a view needs the width."""
        if self._gives_room != to_workplace:
            self._gives_room = to_workplace
            self._fit_rail()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()
            self.statusBar().showMessage("Loslassen: Die Blätter werden eingelesen und verglichen.")

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.statusBar().clearMessage()

    def dropEvent(self, event: QDropEvent) -> None:
        self.statusBar().clearMessage()
        self.dropped.emit([Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()])
        event.acceptProposedAction()

    def _build(self) -> None:
        self._rail = Rail(self.theme, self._places)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._waiting())
        self.notices = Notices(self.theme)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.notices)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self._rail)
        row.addWidget(self._stack, 1)
        column.addLayout(row, 1)
        self.setCentralWidget(middle)
        self.theme.changed.connect(self._fit_rail)

    def _waiting(self) -> QWidget:
        """Stands in the place of the first page until that is made."""
        empty = QWidget()
        column = QVBoxLayout(empty)
        column.setContentsMargins(L, M, L, M)
        column.setSpacing(M)
        column.addWidget(heading(self.theme, self._places[self._current].title))
        column.addWidget(Words(self.theme, "Wird geöffnet …", colour="text2"))
        column.addStretch(1)
        return empty

    def _tools(self) -> None:
        bar = QToolBar("Werkzeuge")
        bar.setMovable(False)
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        self._primary = QPushButton()
        self._primary.setProperty("primary", True)
        self._primary_shown = bar.addWidget(self._primary)
        self._primary_shown.setVisible(False)
        bar.addAction(self.actions_by_name["undo"])
        bar.addAction(self.actions_by_name["redo"])
        bar.addSeparator()
        self.export_button = ExportButton(self.actions_by_name)
        bar.addWidget(self.export_button)
        bar.addAction(self.actions_by_name["print"])
        spacer = QWidget()
        spacer.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        bar.addWidget(spacer)
        self._search_place = _SearchPlace(self.theme)
        row = QHBoxLayout(self._search_place)
        row.setContentsMargins(0, 0, 0, 0)
        bar.addWidget(self._search_place)
        self._search_icon: QAction | None = None
        self.put_search(QLineEdit())
        bar.addAction(self.actions_by_name["help"])
        bar.addAction(self.actions_by_name["settings"])
        for child in bar.findChildren(QToolButton):
            if not child.accessibleName():
                child.setAccessibleName(child.text())
        self.addToolBar(bar)

    def put_search(self, line: QLineEdit) -> None:
        """Put a line for searching into the toolbar, in the place of the one before."""
        place = self._search_place.layout()
        assert place is not None
        while (item := place.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.deleteLater()
        line.setAccessibleName("Suchen in allen Bereichen")
        self._search_icon = line.addAction(
            icon("search", self.theme.tokens.text2), QLineEdit.ActionPosition.LeadingPosition
        )
        self.theme.changed.connect(self._dress_search)
        place.addWidget(line)
        self._search_place.line = line
        self._search_place.say()

    def _dress_search(self) -> None:
        if self._search_icon is not None:
            self._search_icon.setIcon(icon("search", self.theme.tokens.text2))

    def _status(self) -> None:
        self._counts = ElidedWords(self.theme)
        self._backup = QLabel()
        self._backup.setTextFormat(Qt.TextFormat.PlainText)
        self.statusBar().setContentsMargins(XS, 0, S, 0)  # what is said for a moment begins where the counts do
        self.statusBar().addWidget(self._counts, 1)
        self.statusBar().addPermanentWidget(self._backup)
        self.statusBar().setSizeGripEnabled(False)

    def _recent_menu(self) -> None:
        self._recent = QMenu(self)
        self._recent.setAccessibleName("Zuletzt verwendet")
        self._recent.aboutToShow.connect(self._fill_recent)
        self.actions_by_name["recent"].setMenu(self._recent)

    def _fill_recent(self) -> None:
        """The files used last, the one that is open left out; those that are gone are not offered."""
        self._recent.clear()
        for number, known in enumerate(self.memory.settings.recent[1:], start=1):
            path = Path(known)
            entry = self._recent.addAction(f"&{number}  {path.stem.replace('&', '&&')}  ({path.parent})")
            entry.setEnabled(path.exists())
            entry.triggered.connect(_saying(self.file_chosen.emit, known))
        if self._recent.isEmpty():
            self._recent.addAction("Noch keine andere Datei").setEnabled(False)


class _SearchPlace(QWidget):
    """Wide where there is room; it gives way before anything else in the toolbar does, and then says less."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.line: QLineEdit | None = None
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        theme.changed.connect(self._fit)
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(self.maximumWidth(), super().sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.say()

    def say(self) -> None:
        """Let the line say what it is for, as far as that fits."""
        line = self.line
        if line is not None:
            room = self.width() - _BESIDE_WORDS
            fits = [words for words in _PLACEHOLDERS if line.fontMetrics().horizontalAdvance(words) <= room]
            line.setPlaceholderText((fits or [""])[0])

    def _fit(self) -> None:
        larger = max(1.0, self._theme.font().pointSizeF() / 10)
        self.setMinimumWidth(round(_SEARCH / 2 * min(larger, 1.5)))
        self.setMaximumWidth(round(_SEARCH * larger))
        self.say()


def _saying(deed: Callable[[str], object], words: str) -> Callable[[], object]:
    return lambda: deed(words)
