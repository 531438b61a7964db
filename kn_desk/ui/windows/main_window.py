"""The main window: rail, tools, pages, status bar; composes, and decides nothing about records."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QByteArray, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QCloseEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMainWindow,
    QPlainTextEdit,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QToolBar,
    QToolButton,
    QWidget,
)

from kn_desk.errors import UserError
from kn_desk.records.catalogue import BY_NAME
from kn_desk.records.change import Change
from kn_desk.services.desk import Desk
from kn_desk.services.references import Match, everywhere
from kn_desk.ui.actions import make_actions, plain
from kn_desk.ui.context import Context
from kn_desk.ui.editors.reference import FindingLine
from kn_desk.ui.icons import icon
from kn_desk.ui.pages.page import Page
from kn_desk.ui.pages.view import View
from kn_desk.ui.style import TOOL_ICON
from kn_desk.ui.toast import Toast
from kn_desk.ui.windows.rail import Place, Rail

MakePage = Callable[[Context], Page]


class MainWindow(QMainWindow):
    """Shows the pages of an office; ``set_office`` fills it once the shell is painted."""

    #: An action that is not about pages or steps was chosen: its name.
    asked = Signal(str)

    def __init__(self, places: list[tuple[Place, MakePage]], theme_owner: "Context | None" = None) -> None:
        super().__init__()
        self._places = places
        self._context: Context | None = theme_owner
        self._pages: dict[int, Page] = {}
        self._current = 0
        self.setMinimumSize(960, 560)

    def build(self, context: Context, title: str) -> None:
        """Make rail, tools and status bar; no page yet."""
        self._context = context
        self.setWindowTitle(title)
        self.actions_by_name = make_actions(self, self.menuBar(), context.theme)
        self._rail = Rail(context.theme, [place for place, _ in self._places])
        self._stack = QStackedWidget()
        middle = QWidget()
        row = QHBoxLayout(middle)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._rail)
        row.addWidget(self._stack, 1)
        self.setCentralWidget(middle)
        self._tools()
        self._counts = QLabel()
        self._counts.setTextFormat(Qt.TextFormat.PlainText)
        self._backup = QLabel()
        self._backup.setTextFormat(Qt.TextFormat.PlainText)
        self.statusBar().addWidget(self._counts, 1)
        self.statusBar().addPermanentWidget(self._backup)
        self.statusBar().setSizeGripEnabled(False)
        self._toast = Toast(context.theme, self._stack)
        self._connect(context)
        geometry = context.memory.recall("window.geometry", "")
        if not geometry or not self.restoreGeometry(QByteArray.fromBase64(geometry.encode())):
            self.resize(1366, 689)

    def show_place(self, number: int) -> None:
        """Go to a place; its page is made when it is first seen."""
        assert self._context is not None
        page = self._pages.get(self._current)
        if page is not None and not page.save():
            self._rail.mark(self._current)
            return
        if number not in self._pages:
            made = self._places[number][1](self._context)
            made.view_changed.connect(self._dress_tools)
            self._pages[number] = made
            self._stack.addWidget(made)
        self._current = number
        self._stack.setCurrentWidget(self._pages[number])
        self._rail.mark(number)
        self._context.memory.remember("window.place", number)
        self._dress_tools()

    @property
    def page(self) -> Page | None:
        """The page in use."""
        return self._pages.get(self._current)

    def say(self, sentence: str, can_undo: bool = False) -> None:
        """Show a toast, mirrored in the status bar for screen readers."""
        self._toast.say(sentence, can_undo)
        self.statusBar().showMessage(sentence, 6000)

    def set_backup(self, words: str) -> None:
        """Say when the last backup was made."""
        self._backup.setText(words)

    def follow(self, identity: str) -> None:
        """Show a record in the place where it belongs."""
        order = [self._current, *(n for n in range(len(self._places)) if n != self._current)]
        for number in order:
            self.show_place(number)
            if self._pages[number].choose(identity):
                return
        self.say("Dieser Eintrag hat keine eigene Seite.")

    @property
    def desk(self) -> Desk:
        """The office shown."""
        assert self._context is not None
        return self._context.desk

    def name_of_draft(self, type_name: str, identity: str) -> str:
        """Return how a draft's record is called; one that was never stored by its type."""
        label = BY_NAME[type_name].spec.label
        with self.desk.read() as reader:
            record = reader.record(identity)
            return f"{label} {reader.name_of(record)}" if record else f"{label} (neu)"

    def take_up(self, type_name: str, identity: str, typed: dict[str, str]) -> None:
        """Show the form of a record, or a new one, with what was typed into it."""
        for number in range(len(self._places)):
            self.show_place(number)
            if self._pages[number].take_up(type_name, identity, typed):
                return

    def update_after(self, change: Change) -> None:
        """Tell all pages of a change."""
        for page in self._pages.values():
            page.update_after(change)
        self._dress_undo()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = self.width()
        self._rail.set_width(200 if width >= 1600 else 168 if width >= 1280 else 56)

    def closeEvent(self, event: QCloseEvent) -> None:
        if self.page is not None and not self.page.save():
            event.ignore()
            return
        if self._context is not None:
            geometry = bytes(self.saveGeometry().toBase64().data()).decode()
            self._context.memory.remember("window.geometry", geometry)
        super().closeEvent(event)

    def _tools(self) -> None:
        assert self._context is not None
        bar = QToolBar("Werkzeuge")
        bar.setMovable(False)
        bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
        bar.setIconSize(QSize(TOOL_ICON, TOOL_ICON))
        tokens = self._context.theme.tokens
        self._primary = QPushButton()
        self._primary.setProperty("primary", True)
        bar.addWidget(self._primary)
        bar.addAction(self.actions_by_name["undo"])
        bar.addAction(self.actions_by_name["redo"])
        bar.addSeparator()
        export = QToolButton()
        export.setDefaultAction(self.actions_by_name["export"])
        export.setText("Excel-Export")
        export.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        bar.addWidget(export)
        bar.addAction(self.actions_by_name["print"])
        spacer = QWidget()
        spacer.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        bar.addWidget(spacer)
        self._search = FindingLine(self._find_everywhere, ())
        self._search.setPlaceholderText("Suchen in allen Bereichen  Strg+K")
        self._search.setAccessibleName("Suchen in allen Bereichen")
        self._search.addAction(icon("search", tokens.text2), QLineEdit.ActionPosition.LeadingPosition)
        self._search.setMinimumWidth(220)
        self._search.setMaximumWidth(420)
        bar.addWidget(self._search)
        bar.addAction(self.actions_by_name["about"])
        bar.addAction(self.actions_by_name["settings"])
        self.addToolBar(bar)

    def _connect(self, context: Context) -> None:
        deeds: dict[str, Callable[[], object]] = {
            "undo": self._undo,
            "redo": partial(self._revert, "redo"),
            "copy": partial(self._ask_view, View.copy_chosen),
            "find": partial(self._ask_view, View.search_here),
            "find_all": lambda: self._search.setFocus(Qt.FocusReason.ShortcutFocusReason),
            "new": partial(self._ask_view, View.begin_new),
            "save": partial(self._ask_view, View.save),
            "trash": partial(self._ask_view, View.trash_chosen),
            "quit": self.close,
        }
        for name, action in self.actions_by_name.items():
            if name in deeds:
                action.triggered.connect(lambda checked=False, deed=deeds[name]: deed())
            else:
                action.triggered.connect(lambda checked=False, name=name: self.asked.emit(name))
        self._search.chosen.connect(self._follow_found)
        self._primary.clicked.connect(partial(self._ask_view, View.begin_new))
        self._rail.chosen.connect(self.show_place)
        self._toast.undo_wanted.connect(partial(self._revert, "undo"))
        context.wishes.follow.connect(self.follow)
        context.wishes.toast.connect(self.say)
        context.wishes.status.connect(self._counts.setText)
        context.theme.changed.connect(self._dress_tools)
        context.announcer.changed.connect(self.update_after)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.activated.connect(partial(self._ask_view, View.leave_detail))
        for number in range(min(9, len(self._places))):
            QShortcut(QKeySequence(f"Ctrl+{number + 1}"), self).activated.connect(partial(self.show_place, number))

    def _dress_tools(self) -> None:
        if self.page is None:
            return
        assert self._context is not None
        label = self.page.view.new_label
        self._primary.setIcon(icon("plus", self._context.theme.tokens.onaccent))
        self._primary.setText(label)
        self._primary.setToolTip(f"{label} (Strg+N)")
        self._primary.setVisible(bool(label))
        self._dress_undo()

    def _dress_undo(self) -> None:
        assert self._context is not None
        titles = self._context.desk.undo_titles()
        for name, title, keys in zip(("undo", "redo"), titles, ("Strg+Z", "Strg+Y"), strict=True):
            action: QAction = self.actions_by_name[name]
            action.setEnabled(bool(title))
            word = plain(action.text())
            action.setToolTip(f"{word}: {title} ({keys})" if title else f"{word} ({keys})")

    def _find_everywhere(self, typed: str, _: tuple[str, ...]) -> list[Match]:
        assert self._context is not None
        with self._context.desk.read() as reader:
            return everywhere(reader, typed)

    def _follow_found(self, identity: str) -> None:
        later(self._search.clear)
        self.follow(identity)

    def _ask_view(self, deed: Callable[[View], object], *_: object) -> None:
        """Hand something to the view in use; what it overrides counts."""
        if self.page is not None:
            getattr(self.page.view, deed.__name__)()

    def _undo(self) -> None:
        # In a text field Strg+Z is the field's own.
        field = QApplication.focusWidget()
        if isinstance(field, QLineEdit) and field.isUndoAvailable():
            field.undo()
            return
        if isinstance(field, QPlainTextEdit) and field.document().isUndoAvailable():
            field.undo()
            return
        self._revert("undo")

    def _revert(self, verb: str) -> None:
        assert self._context is not None
        if self.page is not None and not self.page.save():
            return
        desk = self._context.desk
        titles = desk.undo_titles()
        try:
            desk.undo() if verb == "undo" else desk.redo()
        except UserError as error:
            self.say(str(error))
            return
        self.say(f"Rückgängig: {titles[0]}" if verb == "undo" else f"Wiederholt: {titles[1]}")


def later(deed: Callable[[], None]) -> None:
    """Do something once the window is painted."""
    QTimer.singleShot(0, deed)
