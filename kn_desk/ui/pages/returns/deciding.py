"""What a person does in the Rücklauf-Abgleich: decide cell by cell, ask, take over, send back."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from kn_desk.errors import UserError
from kn_desk.records.change import Refused
from kn_desk.services.return_desk import ReturnDesk
from kn_desk.services.return_file import HomeFile, Way
from kn_desk.services.return_rows import Row
from kn_desk.services.returned import Finding
from kn_desk.ui.context import Context
from kn_desk.ui.pages.returns import words
from kn_desk.ui.pages.returns.model import Entry
from kn_desk.ui.pages.returns.other_value import OtherValueDialog
from kn_desk.ui.pages.returns.workplace import Workplace


class Deciding(QObject):
    """Turns boxes, keys and buttons into decisions of the ReturnDesk."""

    #: Something was decided.
    decided = Signal()
    #: A file came, went, or was written.
    written = Signal()

    def __init__(self, context: Context, desk: ReturnDesk, place: Workplace, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._desk = desk
        self._place = place
        self._connect(parent)

    def tick(self, entry: Entry) -> None:
        """Accept or refuse a row, or all of a group."""
        file = self._place.file
        if file is None or self._place.model.tick(entry) is None:
            return
        if entry.row is not None:
            self._desk.toggle(file, entry.row.findings)
        elif entry.group is not None:
            self._desk.toggle_all(file, _findings(entry.group.rows))
        self.decided.emit()

    def tick_all(self) -> None:
        """Accept or refuse everything that is shown, conflicts apart."""
        if self._place.file is not None:
            rows = [entry.row for entry in self._place.model.entries if entry.row is not None]
            self._desk.toggle_all(self._place.file, _findings(rows))
            self.decided.emit()

    def choose(self, entry: Entry, way: Way) -> None:
        """Take one of the two values of a row; in a conflict the same one again takes the decision back."""
        file, row = self._place.file, entry.row
        if file is None or row is None or not any(one.can_take for one in row.findings):
            return
        again = row.verdict == "conflict" and self._place.model.way(row) == way
        self._desk.decide(file, row.findings, "" if again else way)
        self.decided.emit()

    def choose_here(self, way: Way) -> None:
        """Take one of the two values of the current row."""
        if (entry := self._place.table.current) is not None:
            self.choose(entry, way)

    def next_open(self) -> None:
        """Go to the next row that a person has to decide on, in this file or the next one."""
        if self._go_to_open(self._place.table.currentIndex().row() + 1):
            return
        files = list(self._place.files.model.files)
        start = files.index(self._place.file) if self._place.file in files else 0
        for file in [*files[start + 1 :], *files[: start + 1]]:
            if self._desk.open_ones(file):
                self._place.files.choose(file)
                if self._go_to_open(0):
                    return
        self._context.wishes.toast.emit("Nichts mehr offen.", False)

    def type_other(self) -> None:
        """Ask for another value than that of the sheet."""
        file, one = self._place.file, self._here()
        if file is None or one is None or one.spec is None or not file.may_type(one):
            return
        decision = file.decision(one)
        value = decision.other if decision is not None and decision.way == "other" else one.theirs
        about = " ".join(filter(None, (one.code, one.name)))
        dialog = OtherValueDialog(self._context, one.spec, about, value, self._place.window())
        if dialog.exec():
            self._desk.type_other(file, one, dialog.value, dialog.text)
            self.decided.emit()
        dialog.deleteLater()

    def ask(self) -> None:
        """Mark the current row for a question to the Lotse, or take the mark away."""
        file, one = self._place.file, self._here()
        if file is not None and one is not None and one.verdict != "same":
            self._desk.ask(file, one)
        self.decided.emit()

    def save_mail(self) -> None:
        """Write the draft with all questions about the current file."""
        from kn_desk.exchange.mail_draft import draft_bytes
        from kn_desk.exchange.question_mail import question_draft

        file = self._place.file
        if file is not None and file.questions:
            with self._context.desk.read() as reader:
                draft = question_draft(reader, file)
            name = f"Rückfrage {file.title}.eml".replace("/", "-")
            self._context.wishes.keep_file.emit("Rückfragen speichern", name, draft_bytes(draft))

    def take(self) -> None:
        """Take over what is accepted in the current file, as one step; then the next waiting file is shown."""
        file = self._place.file
        if file is None or not words.can_take(self._desk, file) or self._context.desk.read_only:
            return
        number = words.taken_of(self._desk, file)
        what = f"{words.changes(number)} übernommen" if number else "als zurück vermerkt"
        self._write(lambda: self._desk.take_over(file), f"{file.title}: {what}")

    def reject(self) -> None:
        """Write down that the sheet is back, and take nothing of it."""
        file = self._place.file
        if file is not None:
            said = f"{file.title}: Blatt zurückgewiesen, nichts übernommen"
            self._write(lambda: self._desk.reject(file), said)

    def drop(self) -> None:
        """Take the current file out of the list."""
        if self._place.file is not None:
            self._desk.drop(self._place.file)
            self.written.emit()

    def step(self) -> None:
        """The button in the place of the table: read a file with macros, or lift the filter."""
        file = self._place.file
        if file is not None and file.has_macros:
            file.has_macros = False
        self._place.show_all()
        self.written.emit()
        self._place.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _connect(self, parent: QWidget) -> None:
        table, place = self._place.table, self._place
        table.tick_wanted.connect(self.tick)
        table.all_wanted.connect(self.tick_all)
        table.way_wanted.connect(self.choose)
        place.rules.changed.connect(self.decided)
        place.files.drop_wanted.connect(self.drop)
        place.message.asked.connect(self.step)
        keys: dict[str, Callable[[], object]] = {
            "F8": self.next_open,
            "F2": self.type_other,
            "R": self.ask,
            "1": lambda: self.choose_here("theirs"),
            "2": lambda: self.choose_here("ours"),
            "Ctrl+Return": self.take,
            "Ctrl+Enter": self.take,
        }
        for key, deed in keys.items():
            shortcut = QShortcut(QKeySequence(key), parent)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(deed)

    def _here(self) -> Finding | None:
        entry = self._place.table.current
        return entry.row.first if entry is not None and entry.row is not None else None

    def _go_to_open(self, start: int) -> bool:
        file = self._place.file
        for number, entry in enumerate(self._place.model.entries[start:], start=start):
            found = entry.row.findings if file is not None and entry.row is not None else ()
            if file is not None and any(file.is_open(one, self._desk.rules) for one in found):
                self._place.table.go_to(number)
                return True
        return False

    def _write(self, deed: Callable[[], object], said: str) -> None:
        try:
            deed()
        except UserError as error:
            self._context.wishes.toast.emit(str(error), False)
            if isinstance(error, Refused):
                self._go_to_fault(error)
            else:
                self.written.emit()
            return
        self._context.wishes.toast.emit(said, True)
        self._next_file()
        self._place.table.setFocus(Qt.FocusReason.OtherFocusReason)  # the button that was pressed may be gone

    def _next_file(self) -> None:
        waiting: Sequence[HomeFile] = [file for file in self._place.files.model.files if file.is_waiting]
        if waiting:
            self._place.files.choose(waiting[0])

    def _go_to_fault(self, refused: Refused) -> None:
        for _, identity, name, _ in refused.faults:
            for number, entry in enumerate(self._place.model.entries):
                found = entry.row.findings if entry.row is not None else ()
                if any(one.record == identity and one.field == name for one in found):
                    self._place.table.go_to(number)
                    return


def _findings(rows: Sequence[Row]) -> list[Finding]:
    return [one for row in rows for one in row.findings]
