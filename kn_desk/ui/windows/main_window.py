"""The main window: its shell filled with the pages of an office; composes, and decides nothing about records."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit

from kn_desk.ui.icons import icon
from kn_desk.ui.windows import focus
from kn_desk.ui.windows.shell import Shell

if TYPE_CHECKING:  # the shell is painted before any of these is imported
    from kn_desk.records.change import Change
    from kn_desk.services.desk import Desk
    from kn_desk.services.references import Match
    from kn_desk.ui.context import Context
    from kn_desk.ui.pages.page import Page
    from kn_desk.ui.windows.following import Following

    MakePage = Callable[[Context], Page]


class MainWindow(Shell):
    """Shows the pages of an office; ``fill`` gives it one once the shell is painted."""

    _context: "Context | None" = None

    def fill(self, context: "Context", makers: Mapping[str, "MakePage"]) -> None:
        """Take an office, and how the page of each place is made; no page yet."""
        from kn_desk.ui.editors.finding_line import FindingLine

        self._context = context
        self._makers = makers
        self._pages: dict[int, Page] = {}
        self._search = FindingLine(self._find_everywhere, ())
        self.put_search(self._search)
        self._connect(context)

    @property
    def context(self) -> "Context":
        """What every page is given."""
        assert self._context is not None
        return self._context

    @property
    def desk(self) -> "Desk":
        """The office shown."""
        return self.context.desk

    @property
    def page(self) -> "Page | None":
        """The page in use."""
        return self._pages.get(self._current) if self._context is not None else None

    @property
    def pages(self) -> "list[Page]":
        """All pages that were seen so far."""
        return list(self._pages.values()) if self._context is not None else []

    @property
    def foot(self) -> int:
        return self.page.view.foot if self.page is not None else 0

    def show_place(self, number: int) -> None:
        """Go to a place; its page is made when it is first seen."""
        if self._context is None or (self.page is not None and not self.page.save()):
            self._rail.mark(self._current)
            return
        page = self._page(number)
        self._current = number
        self._stack.setCurrentWidget(page)
        self._rail.mark(number)
        self.memory.remember("window.place", number)
        self._dress_tools()
        self.take_keyboard()

    def _page(self, number: int) -> "Page":
        """The page of a place, made when it is first wanted."""
        if number not in self._pages:
            made = self._makers[self._places[number].key](self.context)
            made.view_changed.connect(self._dress_tools)
            made.switched.connect(self._view_switched)
            self._pages[number] = made
            self._stack.addWidget(made)
        return self._pages[number]

    def show_place_of(self, key: str) -> None:
        """Go to a place by its key."""
        self.show_place(next(number for number, place in enumerate(self._places) if place.key == key))

    def show_record(self, identity: str) -> bool:
        """Show a record in the place where it belongs, the one in use first; False if there is none."""
        numbers = range(len(self._places))
        for number in sorted(numbers, key=lambda number: number != self._current):
            if self._page(number).choose(identity):
                self._go(number)
                return True
        return False

    def take_up_in_place(self, type_name: str, identity: str, typed: dict[str, str]) -> bool:
        """Show a draft in the place where it belongs; False if there is none."""
        for number in range(len(self._places)):
            if self._page(number).take_up(type_name, identity, typed):
                self._go(number)
                return True
        return False

    def _go(self, number: int) -> None:
        """Go to a place, unless it is in use: what was just typed there is not saved by this."""
        if number != self._current:
            self.show_place(number)

    def follow(self, identity: str) -> None:
        """Show a record, whatever it is."""
        self._following().follow(identity)

    def name_of_draft(self, type_name: str, identity: str) -> str:
        """Return how a draft's record is called; one that was never stored by its type."""
        from kn_desk.records.catalogue import BY_NAME

        label = BY_NAME[type_name].spec.label
        with self.desk.read() as reader:
            record = reader.record(identity)
            return f"{label} {reader.name_of(record)}" if record else f"{label} (neu)"

    def take_up(self, type_name: str, identity: str, typed: dict[str, str]) -> None:
        """Show the form of a record, or a new one, with what was typed into it."""
        self._following().take_up(type_name, identity, typed)

    def _following(self) -> "Following":
        from kn_desk.ui.windows.following import Following

        return Following(self, self, self.context)

    def save_all(self) -> bool:
        """Save what is typed anywhere; False where something cannot be saved."""
        return all(page.save() for page in self._pages.values()) if self._context is not None else True

    def update_after(self, change: "Change") -> None:
        """Tell all pages of a change."""
        for page in self._pages.values():
            page.update_after(change)
        self.dress_undo()

    def closeEvent(self, event: QCloseEvent) -> None:
        from kn_desk.ui.windows.closing import may_close

        if self._context is not None and not may_close(self, self._context.answer):
            event.ignore()
            return
        geometry = bytes(self.saveGeometry().toBase64().data()).decode()
        self.memory.remember("window.geometry", geometry)
        super().closeEvent(event)

    def keep_drafts(self) -> None:
        """Keep what stands in forms and is not saved."""
        from kn_desk.ui.forms.record_form import RecordForm

        for form in self.findChildren(RecordForm):
            form.keep_draft()

    def lock(self) -> None:
        """Switch off every action that changes something: nothing can be written."""
        from kn_desk.ui.actions import DEEDS

        for deed in DEEDS:
            if deed.writes:
                self.actions_by_name[deed.name].setEnabled(False)
        self._dress_tools()
        self.dress_undo()

    def _connect(self, context: "Context") -> None:
        deeds: dict[str, Callable[[], object]] = {
            "copy": partial(self._ask_view, "copy_chosen"),
            "paste": partial(self._ask_view, "paste_rows"),
            "bulk_edit": partial(self._ask_view, "edit_chosen"),
            "find": partial(self._ask_view, "search_here"),
            "find_all": partial(self._search.setFocus, Qt.FocusReason.ShortcutFocusReason),
            "new": partial(self._ask_view, "begin_new"),
            "save": partial(self._ask_view, "store"),
            "trash": partial(self._ask_view, "trash_chosen"),
            "next_part": partial(self._next_part, back=False),
            "last_part": partial(self._next_part, back=True),
            "settings": partial(self.show_place_of, "settings"),
            "quit": self.close,
        }
        for name, action in self.actions_by_name.items():
            deed = deeds.get(name, partial(self.asked.emit, name))
            action.triggered.connect(lambda checked=False, deed=deed: deed())
        self._search.chosen.connect(self._follow_found)
        self._primary.clicked.connect(partial(self._ask_view, "begin_new"))
        self._rail.chosen.connect(self.show_place)
        self.export_button.choices.aboutToShow.connect(self._name_list)
        self._toast.undo_wanted.connect(self.actions_by_name["undo"].trigger)
        context.wishes.follow.connect(self.follow)
        context.wishes.toast.connect(self.say)
        context.wishes.made.connect(self._say_made)
        self._toast.open_wanted.connect(self.follow)
        context.wishes.status.connect(self._counts.setText)
        context.wishes.deed.connect(self._do)
        context.theme.changed.connect(self._dress_tools)
        context.announcer.changed.connect(self.update_after)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.activated.connect(partial(self._ask_view, "leave_detail"))
        other_help = QShortcut(QKeySequence("Ctrl+?"), self)
        other_help.activated.connect(self.actions_by_name["help"].trigger)
        for number in range(min(9, len(self._places))):
            QShortcut(QKeySequence(f"Ctrl+{number + 1}"), self).activated.connect(partial(self.show_place, number))

    def take_keyboard(self) -> None:
        """Put the keyboard into the list of the page."""
        if self.page is not None:
            focus.take(focus.first_of(self.page.view))

    def _view_switched(self) -> None:
        has = QApplication.focusWidget()
        if has is not None and has.isVisible() and not isinstance(has, QLineEdit | QPlainTextEdit):
            return  # the switch itself, moved by its arrows
        self.take_keyboard()

    def _say_made(self, sentence: str, identity: str) -> None:
        self.say(sentence, can_undo=True, opens=identity)

    def _name_list(self) -> None:
        page = self.page
        if page is not None:
            counted = page.count if page.count[:1].isdigit() else ""
            self.export_button.show_list(counted, there_is=page.view.listed() is not None)

    def _next_part(self, *, back: bool) -> None:
        if self.page is not None:
            focus.take(focus.next_zone(self._rail.button_in_use, self.page.view, back=back))

    def _do(self, name: str) -> None:
        self.actions_by_name[name].trigger()

    def _dress_tools(self) -> None:
        settings = self.memory.settings
        for mode in ("system", "light", "dark"):
            self.actions_by_name[f"look_{mode}"].setChecked(settings.mode == mode)
        self.actions_by_name["density"].setChecked(settings.density == "compact")
        if self.page is None:
            return
        self.give_room(self.page.view.is_workplace)
        label = self.page.view.new_label
        tokens = self.theme.tokens
        free = not self.desk.read_only
        primary = not self.page.view.has_primary
        if self._primary.property("primary") != primary:
            self._primary.setProperty("primary", primary)
            self._primary.style().unpolish(self._primary)
            self._primary.style().polish(self._primary)
        sign = self.page.view.new_icon
        self._primary.setIcon(icon(sign, tokens.onaccent if primary else tokens.text2, tokens.text3))
        if label:
            self._primary.setText(label)
            self._primary.setToolTip(f"{label} (Strg+N)")
        self._primary.setEnabled(free)
        self._primary_shown.setVisible(bool(label))

    def dress_undo(self) -> None:
        """Say at undo and redo which steps they would take."""
        from kn_desk.ui.actions import plain

        titles = self.desk.undo_titles()
        for name, title, keys in zip(("undo", "redo"), titles, ("Strg+Z", "Strg+Y"), strict=True):
            action = self.actions_by_name[name]
            action.setEnabled(bool(title))
            word = plain(action.text())
            action.setToolTip(f"{word}: {title} ({keys})" if title else f"{word} ({keys})")

    def _find_everywhere(self, typed: str, _: tuple[str, ...]) -> "list[Match]":
        from kn_desk.services.references import everywhere

        with self.desk.read() as reader:
            return everywhere(reader, typed)

    def _follow_found(self, identity: str) -> None:
        later(self._search.clear)
        self.follow(identity)

    def _ask_view(self, deed: str, *_: object) -> None:
        """Hand something to the view in use."""
        if self.page is not None:
            getattr(self.page.view, deed)()


def later(deed: Callable[[], object]) -> None:
    """Do something once what is waiting to be painted is painted."""
    QTimer.singleShot(0, deed)
