"""A place of the navigation: a heading, a switch between its views, and the view in use."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from kn_desk.records.change import Change
from kn_desk.ui.context import Context
from kn_desk.ui.elided import ElidedWords
from kn_desk.ui.forms.labels import heading
from kn_desk.ui.pages.later import Later
from kn_desk.ui.pages.view import View
from kn_desk.ui.pages.view_switch import WORDS, ViewSwitch
from kn_desk.ui.style import L, M

#: As high as the switch: a heading without one stands no higher.
_HEAD = 28


class Page(QWidget):
    """Shows one of its views."""

    #: Another view is shown; the window asks for its primary button anew.
    view_changed = Signal()
    #: The person chose another view at the switch.
    switched = Signal()

    def __init__(
        self,
        context: Context,
        key: str,
        title: str,
        views: Sequence[View | Later],
        parent: QWidget | None = None,
        *,
        words: int = WORDS,
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._key = key
        self.title = title
        self._given = list(views)
        self._made: dict[int, View] = {}
        self._counts: dict[View, str] = {}
        #: What hidden views have not been told yet: one edit of each type.
        self._missed: dict[int, Change] = {}
        self._words = words
        self._build()
        self.show_view(min(self._context.memory.recall(f"page.{key}.view", 0), len(views) - 1))

    @property
    def view(self) -> View:
        """The view in use."""
        return self._view(self._stack.currentIndex())

    @property
    def views(self) -> list[View]:
        """All views; those that nobody looked at yet are made now."""
        return [self._view(number) for number in range(len(self._given))]

    @property
    def unfinished(self) -> str:
        """What would be lost if the window closed now, "" where nothing would."""
        return next(filter(None, (view.unfinished for view in self._made.values())), "")

    @property
    def count(self) -> str:
        """The quiet words beside the heading."""
        return self._count.text()

    @property
    def words(self) -> list[str]:
        """The words of the views on the switch."""
        return [given.word for given in self._given]

    def number_of(self, word: str) -> int:
        """Return the number of the view with this word on the switch."""
        return self.words.index(word)

    def show_view(self, number: int) -> None:
        """Show one of the views."""
        self._place_head(self._view(number))
        self._stack.setCurrentIndex(number)
        if self._switch is not None:
            self._switch.show_chosen(number)
        self._say_count(self._counts.get(self.view, ""))
        if self.isVisible():
            self._context.wishes.status.emit(self._counts.get(self.view, ""))
            self.view.tell()
        self._context.memory.remember(f"page.{self._key}.view", number)
        self.view_changed.emit()

    def show_view_called(self, word: str) -> bool:
        """Show the view that the switch calls so; False if there is none."""
        numbers = [number for number, given in enumerate(self._given) if given.word == word]
        if numbers:
            self.show_view(numbers[0])
        return bool(numbers)

    def choose(self, identity: str) -> bool:
        """Show a record in the view in use, or else in the first one that it belongs to."""
        with self._context.desk.read() as reader:
            record = reader.record(identity)
        current = self._stack.currentIndex()
        for number in sorted(range(len(self._given)), key=lambda number: (number != current, number)):
            given = self._given[number]
            may_fit = number == current or not isinstance(given, Later) or isinstance(record, given.cls)
            if may_fit and self._view(number).choose(identity):
                self.show_view(number)
                return True
        return False

    def take_up(self, type_name: str, identity: str, typed: dict[str, str]) -> bool:
        """Show a draft in the view it belongs to."""
        for number, view in enumerate(self.views):
            if view.take_up(type_name, identity, typed):
                self.show_view(number)
                return True
        return False

    def update_after(self, change: Change) -> None:
        """Tell the view that is seen of a change, and each other one once it is: no save waits for what nobody sees."""
        for number, view in self._made.items():
            if view.isVisible():
                view.update_after(change)
            else:
                before = self._missed[number].edits if number in self._missed else ()
                edits = {edit.type: edit for edit in (*before, *change.edits)}
                self._missed[number] = replace(change, edits=tuple(edits.values()))

    def save(self) -> bool:
        """Save what is typed in any view."""
        return all(view.save() for view in self._made.values())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._context.wishes.status.emit(self._counts.get(self.view, ""))
        self.view.tell()

    def _build(self) -> None:
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(M)
        self._head = QWidget()
        row = self._head_row = QHBoxLayout(self._head)
        row.setSpacing(M)
        row.addStrut(_HEAD)
        row.addWidget(heading(self._context.theme, self.title))
        self._count = ElidedWords(self._context.theme, colour="text2")
        row.addWidget(self._count, 1)
        self._switch = ViewSwitch(self._context.theme, self._given, self._words) if len(self._given) > 1 else None
        if self._switch is not None:
            self._switch.chosen.connect(self._switched)
            row.addWidget(self._switch)
        self._stack = QStackedWidget()
        for number, given in enumerate(self._given):
            if isinstance(given, View):
                self._stack.addWidget(given)
                self._greet(number, given)
            else:
                self._stack.addWidget(QWidget())
        self._layout.addWidget(self._stack, 1)

    def _place_head(self, view: View) -> None:
        """Put the heading above the view, or into it where a detail beside it stands as high as the page."""
        column = view.head_place or self._layout
        if column.indexOf(self._head) >= 0:
            return
        focus = QApplication.focusWidget()
        edge = max(0, L - column.contentsMargins().left())
        self._head_row.setContentsMargins(edge, M, edge, 0)
        column.insertWidget(0, self._head)
        self._head.show()
        if focus is not None and self._head.isAncestorOf(focus):
            focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def _view(self, number: int) -> View:
        """A view by its number, made now if nobody looked at it yet."""
        if number not in self._made:
            given = self._given[number]
            assert isinstance(given, Later)
            view = given.make()
            current = self._stack.currentIndex()
            place_held = self._stack.widget(number)
            self._stack.insertWidget(number, view)
            if place_held is not None:
                self._stack.removeWidget(place_held)
                place_held.deleteLater()
            self._stack.setCurrentIndex(current)
            self._greet(number, view)
        if number in self._missed:
            self._made[number].update_after(self._missed.pop(number))
        return self._made[number]

    def _greet(self, number: int, view: View) -> None:
        self._made[number] = view
        view.counted.connect(partial(self._counted, view))
        view.dressed.connect(partial(self._dressed, view))
        view.tell()

    def _dressed(self, view: View) -> None:
        if self._made.get(self._stack.currentIndex()) is view:
            self._place_head(view)
            self.view_changed.emit()

    def _switched(self, number: int) -> None:
        if self.view.save():
            self.show_view(number)
            self.switched.emit()
        elif self._switch is not None:
            self._switch.show_chosen(self._stack.currentIndex())

    def _say_count(self, words: str) -> None:
        self._count.hint = self.view.count_hint
        self._count.setText(words)

    def _counted(self, view: View, words: str) -> None:
        self._counts[view] = words
        if self._made.get(self._stack.currentIndex()) is view:
            self._say_count(words)
            if self.isVisible():  # a view that has more to say below says it itself, after this
                self._context.wishes.status.emit(words)
