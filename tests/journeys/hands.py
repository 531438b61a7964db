"""A person at the window: by mouse, or by keyboard alone. Knows names and words as they are read on the screen."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QAbstractTableModel, QEvent, QEventLoop, QPoint, QRect, Qt, QTimer
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QScrollArea,
    QTabBar,
    QWidget,
)

from kn_desk.errors import UserError
from kn_desk.ui.dialogs.asking import Asking
from kn_desk.ui.dialogs.question import Question
from kn_desk.ui.switch import Segment
from kn_desk.ui.windows.rail import RAIL
from tests.ui.faults import spoken_name
from tests.ui.walk import Stage

W = TypeVar("W", bound=QWidget)

Key, Modifier, Left = Qt.Key, Qt.KeyboardModifier, Qt.MouseButton.LeftButton
Ctrl = Modifier.ControlModifier
_MOST_STEPS = 150
#: So long after the press an open menu is looked at.
_MENU_MS = 200


class Answers(Asking):
    """Answers what the window asks: files from a list, questions by words set before; remembers what was asked."""

    def __init__(self) -> None:
        self.files: list[Path] = []
        self.words: list[str] = []
        self.asked: list[Question] = []
        self.errors: list[str] = []

    def answer(self, question: Question, parent: QWidget | None) -> str:
        self.asked.append(question)
        fitting = [word for word in self.words if word in question.answers]
        return fitting[0] if fitting else question.answers[-1]

    def say(self, error: UserError, parent: QWidget | None) -> None:
        self.errors.append(str(error))

    def file_to_write(self, parent: QWidget | None, title: str, start: str, kind: str = "") -> str:
        return str(self.files.pop(0))

    def files_to_open(self, parent: QWidget | None, title: str, folder: str, kinds: str) -> list[str]:
        chosen, self.files = self.files, []
        return list(map(str, chosen))

    def folder(self, parent: QWidget | None, title: str, start: str) -> str:
        return str(self.files.pop(0))


class Person:
    """Sees the window, and does what is the same by mouse and by keyboard."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage

    # --- each way of its own

    def go(self, place: str) -> None:
        """Go to a place of the rail."""
        raise NotImplementedError

    def view(self, word: str) -> None:
        """Choose a view of the place."""
        raise NotImplementedError

    def new(self) -> None:
        """Begin a new record of what is shown."""
        raise NotImplementedError

    def focus(self, name: str) -> QWidget:
        """Put the keyboard into a field."""
        raise NotImplementedError

    def press(self, words: str) -> None:
        """Press a button."""
        raise NotImplementedError

    def tab(self, word: str) -> None:
        """Choose a tab."""
        raise NotImplementedError

    def row(self, words: str) -> None:
        """Choose the row of the page's list in which some words stand."""
        self.row_in(self.shown_list(), words)

    def row_of(self, name: str, words: str) -> None:
        """Choose the row of a named list in which some words stand."""
        self.row_in(self.seen(QAbstractItemView, name), words)

    def row_in(self, view: QAbstractItemView, words: str) -> None:
        """Choose the row of a list in which some words stand."""
        raise NotImplementedError

    def choose(self, name: str, word: str) -> None:
        """Choose a word in a drop-down."""
        raise NotImplementedError

    def do(self, menu: str, words: str, key: Key, modifier: Modifier = Ctrl) -> None:
        """Do something that stands in a menu and has a key."""
        raise NotImplementedError

    def take_first(self, popup: QAbstractItemView) -> None:
        """Take the first of what is offered."""
        raise NotImplementedError

    # --- the same for both

    def save(self) -> None:
        """Save what is typed."""
        self.do("Datensatz", "Speichern", Key.Key_S)

    def undo(self) -> None:
        """Take back the last step; in a field the keys would be the field's own."""
        if isinstance(QApplication.focusWidget(), QLineEdit | QPlainTextEdit):
            QTest.keyClick(QApplication.focusWidget(), Key.Key_F6)
            self.settle()
        self.do("Bearbeiten", "Rückgängig", Key.Key_Z)

    def trash(self) -> None:
        """Put what is chosen into the Papierkorb."""
        self.do("Datensatz", "In den Papierkorb", Key.Key_Delete, Modifier.NoModifier)

    def write(self, name: str, text: str) -> None:
        """Put a text into a field, in the place of what stands there."""
        field = self.focus(name)
        assert isinstance(field, QLineEdit | QPlainTextEdit), field
        QTest.keyClick(field, Key.Key_A, Ctrl)
        type_text(field, text)
        self.settle()

    def hand_in(self, name: str, text: str) -> None:
        """Type a line and hand it in with Eingabe."""
        self.write(name, text)
        QTest.keyClick(QApplication.focusWidget(), Key.Key_Return)
        self.settle()

    def link(self, name: str, typed: str) -> None:
        """Find a record by typing, and take the first that is offered."""
        self.write(name, typed)
        field = QApplication.focusWidget()
        completer = field.completer() if isinstance(field, QLineEdit) else None
        assert completer is not None
        popup = completer.popup()
        self.until(popup.isVisible)
        self.take_first(popup)
        self.settle()

    # --- seeing

    @property
    def window(self) -> QWidget:
        """The dialog in front, or the main window."""
        return QApplication.activeModalWidget() or self.stage.window

    def sees(self, words: str) -> bool:
        """Whether words stand in a label that is seen."""
        return any(words in text for text in self.labels())

    def labels(self) -> list[str]:
        """All labels that are seen."""
        return [label.text() for label in self.window.findChildren(QLabel) if label.isVisible() and label.text()]

    def can(self, name: str) -> bool:
        """Whether a line to type into is seen and open."""
        return any(_is_called(one, name) and not one.isReadOnly() for one in self.all_seen(QLineEdit))

    def rows(self, name: str) -> list[str]:
        """What the rows of a list say."""
        return rows_of(self.seen(QAbstractItemView, name))

    def seen(self, kind: type[W], name: str) -> W:
        """The widget of a kind that is seen and has a name."""
        found = [one for one in self.all_seen(kind) if _is_called(one, name)]
        assert found, f"no {kind.__name__} „{name}“ among {sorted({_called(one) for one in self.all_seen(kind)})}"
        return found[0]

    def has_segment(self, word: str) -> bool:
        """Whether a view's word stands on the switch itself, and not behind "Weitere"."""
        return any(one.text() == word and one.menu() is None for one in self.all_seen(Segment))

    @property
    def more(self) -> Segment:
        """The segment with the views that have no room."""
        return next(one for one in self.all_seen(Segment) if one.menu() is not None)

    def all_seen(self, kind: type[W]) -> list[W]:
        """All widgets of a kind that are seen."""
        return [one for one in self.window.findChildren(kind) if one.isVisible() and one.window() is self.window]

    def until(self, seen: Callable[[], bool], seconds: float = 8) -> None:
        """Wait for something to be seen."""
        for _ in range(int(seconds * 50)):
            if seen():
                return
            wait(20)
        raise AssertionError(f"waited in vain; seen are {self.labels()}")

    def settle(self) -> None:
        """Let the window do what is waiting."""
        self.stage.settle()

    def shown_list(self) -> QAbstractItemView:
        """The list of the page, not one of the detail at its right."""
        seen = [one for one in self.stage.page.view.findChildren(QAbstractItemView) if one.isVisible()]
        found = [one for one in seen if not _inside_detail(one)]
        assert found, "no list is seen"
        return found[0]


class Mouse(Person):
    """Clicks on what is seen; only texts are typed."""

    def go(self, place: str) -> None:
        self.press(place)

    def view(self, word: str) -> None:
        if self.has_segment(word):
            self.press(word)
            return
        more = self.more
        QTimer.singleShot(_MENU_MS, partial(self.click_entry, more.menu(), word))  # an open menu holds the click
        self.click(more)

    def new(self) -> None:
        self.click(next(one for one in self.all_seen(QAbstractButton) if one.toolTip().endswith("(Strg+N)")))

    def focus(self, name: str) -> QWidget:
        fields = [one for kind in (QLineEdit, QPlainTextEdit) for one in self.all_seen(kind)]
        field = next((one for one in fields if _is_called(one, name)), None)
        assert field is not None, f"no field „{name}“ among {sorted(map(_called, fields))}"
        self.click(field)
        has = QApplication.focusWidget()
        assert has is field, f"the keyboard is at {type(has).__name__} „{_called(has) if has else ''}“, not at „{name}“"
        return field

    def press(self, words: str) -> None:
        self.click(self.seen(QAbstractButton, words))

    def tab(self, word: str) -> None:
        for bar in self.all_seen(QTabBar):
            for number in range(bar.count()):
                if bar.tabText(number).split(" (")[0] == word:
                    while not bar.rect().contains(bar.tabRect(number).center()):
                        self.click(next(one for one in bar.findChildren(QAbstractButton) if "rechts" in _called(one)))
                    self.click(bar, bar.tabRect(number).center())
                    assert bar.currentIndex() == number
                    return
        raise AssertionError(f"no tab „{word}“")

    def row_in(self, view: QAbstractItemView, words: str) -> None:
        model = view.model()
        number = next(n for n, text in enumerate(rows_of(view)) if words in text)
        index = model.index(number, 0)
        view.scrollTo(index)
        self.click(view.viewport(), view.visualRect(index).center())

    def choose(self, name: str, word: str) -> None:
        box = self.seen(QComboBox, name)
        self.click(box)
        view = box.view()
        self.until(view.isVisible)
        wait(QApplication.doubleClickInterval() + 20)  # until then a click still belongs to the opening
        index = view.model().index(box.findText(word), 0)
        view.scrollTo(index)
        at = view.visualRect(index).center()
        QTest.mouseMove(view.viewport(), at)
        wait(20)
        QTest.mouseClick(view.viewport(), Left, Modifier.NoModifier, at)
        self.settle()
        assert box.currentText() == word

    def do(self, menu: str, words: str, key: Key, modifier: Modifier = Ctrl) -> None:
        bar = self.stage.window.menuBar()
        head = next(action for action in bar.actions() if action.text().replace("&", "") == menu)
        QTest.mouseClick(bar, Left, Modifier.NoModifier, bar.actionGeometry(head).center())
        opened = head.menu()
        assert isinstance(opened, QMenu)
        self.until(opened.isVisible)
        self.click_entry(opened, words)

    def click_entry(self, opened: QMenu, words: str) -> None:
        """Click an entry of an open menu."""
        entry = next(one for one in opened.actions() if one.text().replace("&", "").removesuffix(" …") == words)
        assert entry.isEnabled(), f"{words} is switched off"
        QTest.mouseClick(opened, Left, Modifier.NoModifier, opened.actionGeometry(entry).center())
        self.stage.window.activateWindow()  # a real screen does so when a menu closes
        self.settle()

    def take_first(self, popup: QAbstractItemView) -> None:
        index = popup.model().index(0, 0)
        QTest.mouseClick(popup.viewport(), Left, Modifier.NoModifier, popup.visualRect(index).center())

    def click(self, widget: QWidget, at: QPoint | None = None) -> None:
        """Click where a person would: what is there must be seen, and nothing may lie over it."""
        above = widget.parentWidget()
        while above is not None:
            if isinstance(above, QScrollArea) and above.widget() is not None and above.widget().isAncestorOf(widget):
                above.ensureWidgetVisible(widget)
            above = above.parentWidget()
        self.settle()
        point = at or _middle(widget)
        top = widget.window().childAt(widget.mapTo(widget.window(), point))
        assert top is widget or widget.isAncestorOf(top) or (top is not None and top.isAncestorOf(widget)), (
            f"{type(top).__name__} „{_called(top) if top else ''}“ lies over „{_called(widget)}“"
        )
        QTest.mouseClick(widget, Left, Modifier.NoModifier, point)
        self.settle()


class Keys(Person):
    """Never touches the mouse: keys of the menus, Tab, arrows, and typing."""

    def go(self, place: str) -> None:
        number = next(n for n, known in enumerate(RAIL) if place == known.title)
        self.key(Key(Key.Key_1.value + number), Ctrl)

    def view(self, word: str) -> None:
        self.to(lambda widget: isinstance(widget, Segment) and widget.isChecked())
        segment = self.seen(Segment, word) if self.has_segment(word) else self.more
        key = Key.Key_Right if segment.x() > self.has().x() else Key.Key_Left
        for _ in range(10):
            if self.has() is segment:
                break
            self.key(key)
        else:
            raise AssertionError(f"the arrows never come to „{word}“")
        if not self.has_segment(word):
            QTimer.singleShot(_MENU_MS, partial(self._take_entry, segment.menu(), word))
        self.key(Key.Key_Space)

    def _take_entry(self, menu: QMenu, word: str) -> None:
        for _ in menu.actions():
            active: QAction | None = menu.activeAction()
            if active is not None and active.text() == word:
                break
            QTest.keyClick(menu, Key.Key_Down)
        QTest.keyClick(menu, Key.Key_Return)

    def new(self) -> None:
        self.key(Key.Key_N, Ctrl)

    def focus(self, name: str) -> QWidget:
        return self.to(lambda widget: isinstance(widget, QLineEdit | QPlainTextEdit) and _is_called(widget, name))

    def press(self, words: str) -> None:
        self.to(lambda widget: isinstance(widget, QAbstractButton) and _is_called(widget, words))
        self.key(Key.Key_Space)

    def tab(self, word: str) -> None:
        bar = self.to(lambda widget: isinstance(widget, QTabBar))
        assert isinstance(bar, QTabBar)
        for _ in range(bar.count()):
            self.key(Key.Key_Left)
        for _ in range(bar.count() + 1):
            if bar.tabText(bar.currentIndex()).split(" (")[0] == word:
                return
            self.key(Key.Key_Right)
        raise AssertionError(f"no tab „{word}“")

    def row_in(self, view: QAbstractItemView, words: str) -> None:
        self.to(lambda widget: widget is view)
        self.key(Key.Key_Home, Ctrl)
        for _ in range(view.model().rowCount() + 1):
            index = view.currentIndex()
            if index.isValid() and words in rows_of(view)[index.row()]:
                return
            self.key(Key.Key_Down)
        raise AssertionError(f"the arrows never come to „{words}“ in {rows_of(view)}")

    def choose(self, name: str, word: str) -> None:
        box = self.to(lambda widget: isinstance(widget, QComboBox) and _is_called(widget, name))
        assert isinstance(box, QComboBox)
        self.key(Key.Key_Home)
        for _ in range(box.count()):
            if box.currentText() == word:
                return
            self.key(Key.Key_Down)
        raise AssertionError(f"no „{word}“ in „{name}“")

    def do(self, menu: str, words: str, key: Key, modifier: Modifier = Ctrl) -> None:
        self.key(key, modifier)

    def take_first(self, popup: QAbstractItemView) -> None:
        QTest.keyClick(popup, Key.Key_Down)
        QTest.keyClick(popup, Key.Key_Return)

    def has(self) -> QWidget:
        """What has the keyboard."""
        return QApplication.focusWidget() or self.window

    def key(self, key: Key, modifier: Modifier = Modifier.NoModifier) -> None:
        """Press a key where the keyboard is."""
        QTest.keyClick(self.has(), key, modifier)
        self.settle()

    def to(self, wanted: Callable[[QWidget], bool]) -> QWidget:
        """Press Tab until the keyboard is where it is wanted."""
        passed = []
        for _ in range(_MOST_STEPS):
            if wanted(self.has()):
                return self.has()
            passed.append(_called(self.has()))
            QTest.keyClick(self.has(), Key.Key_Tab)
        raise AssertionError(f"Tab never comes there, only to {list(dict.fromkeys(passed))}")


def wait(milliseconds: int) -> None:
    """Let time pass. QTest's own waiting would let no other thread work."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def type_text(field: QWidget, text: str) -> None:
    """Type a text; QTest itself knows no umlauts."""
    for sign in text:
        if sign.isascii():
            QTest.keyClick(field, sign)
        else:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(field, QKeyEvent(kind, 0, Modifier.NoModifier, sign))


def rows_of(view: QAbstractItemView) -> list[str]:
    """What the rows of a list say, the columns of each in one text."""
    model = view.model()
    columns = range(model.columnCount()) if isinstance(model, QAbstractTableModel) else (0,)
    told = Qt.ItemDataRole.AccessibleTextRole
    return [
        " | ".join(str(index.data(told) or index.data() or "") for index in map(partial(model.index, row), columns))
        for row in range(model.rowCount())
    ]


def _inside_detail(widget: QWidget) -> bool:
    above = widget.parentWidget()
    while above is not None and not above.property("side"):
        above = above.parentWidget()
    return above is not None


def _called(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return text.strip().replace("&&", "&") or spoken_name(widget)


def _is_called(widget: QWidget, name: str) -> bool:
    return name in (_called(widget), spoken_name(widget))


def _middle(widget: QWidget) -> QPoint:
    rect: QRect = widget.rect()
    # A button's inner action (a calendar, an arrow) sits at the right: a person clicks into the field.
    return rect.center() if not isinstance(widget, QLineEdit) else QPoint(min(30, rect.width() // 2), rect.center().y())
