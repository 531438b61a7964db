"""A stage for one view: a window of a size over an open office, and what the view said to it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from kn_desk.app import Program
from kn_desk.services.desk import Desk
from kn_desk.services.edit import Author
from kn_desk.settings import Settings
from kn_desk.ui.context import Announcer, Context, Wishes
from kn_desk.ui.memory import Memory
from kn_desk.ui.pages.view import View
from kn_desk.ui.style import Theme, all_widgets_kept
from tests.makers.offices import Opened
from tests.ui.answers import Answers

V = TypeVar("V", bound=View)


@dataclass
class Shown(Generic[V]):
    """A view in a window, with what it said."""

    view: V
    window: QWidget
    context: Context
    toasts: list[tuple[str, bool]] = field(default_factory=list)
    counted: list[str] = field(default_factory=list)
    status: list[str] = field(default_factory=list)
    followed: list[str] = field(default_factory=list)


@dataclass
class ViewStage:
    """Shows views over one office; what they remember stays between two of them."""

    opened: Opened
    qtbot: QtBot
    theme: Theme
    answers: Answers = field(default_factory=Answers)
    memory: Memory = field(default_factory=lambda: Memory(Settings(), lambda settings: None))

    def show(self, make: Callable[[Context], V], width: int = 1366, height: int = 689) -> Shown[V]:
        """Show a view in a window of its own."""
        announcer = Announcer()
        desk = Desk(self.opened.office, Author("Erika Muster", "window"), announcer.changed.emit)
        context = Context(desk, self.theme, announcer, Wishes(), self.memory, answer=self.answers.answer)
        window = QWidget()
        self.qtbot.addWidget(window)
        window.resize(width, height)
        layout = QVBoxLayout(window)
        layout.setContentsMargins(0, 0, 0, 0)
        view = make(context)
        layout.addWidget(view)
        shown = Shown(view, window, context)
        context.announcer.changed.connect(view.update_after)
        context.wishes.toast.connect(lambda words, undo: shown.toasts.append((words, undo)))
        context.wishes.status.connect(shown.status.append)
        context.wishes.follow.connect(shown.followed.append)
        view.counted.connect(shown.counted.append)
        window.show()
        window.activateWindow()
        self.qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
        view.tell()
        return shown


@contextmanager
def view_stage(opened: Opened, qtbot: QtBot, app: QApplication) -> Iterator[ViewStage]:
    """A stage with the light look; the application is undressed afterwards."""
    look: Any = {"mode": "light", "density": "comfortable", "text_percent": 100, "system_font": False}
    try:
        yield ViewStage(opened, qtbot, Theme(app, **look))
    finally:
        undress(app)


def undress(app: QApplication) -> None:
    """Take the look off the application again."""
    with all_widgets_kept():
        app.setStyleSheet("")


#: Single shots of at most so many milliseconds are for what follows the first paint.
_SOON_MS = 20


def settle(program: Program) -> None:
    """Let what is done after painting be done."""
    for _ in range(6):
        QApplication.processEvents()
    if program.session is not None:
        settle_below(program.session, program.session.window)


def settle_below(*owners: QObject) -> None:
    """Wait for the timers of these objects that fire soon."""
    timers = [timer for owner in owners for timer in owner.findChildren(QTimer)]
    while any(timer.isActive() and timer.isSingleShot() and timer.interval() <= _SOON_MS for timer in timers):
        QApplication.processEvents()
