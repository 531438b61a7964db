"""What is done with the chosen rows of a list: copied, edited at once, put away; and rows that are pasted into it."""

from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication

from kn_desk.errors import UserError
from kn_desk.fields.spec import Record
from kn_desk.services.edit import going
from kn_desk.ui.context import Context
from kn_desk.ui.pages.record_menu import RecordMenu
from kn_desk.ui.pages.view import View
from kn_desk.ui.question import Question
from kn_desk.ui.record_table_view import RecordTableView

#: So many records go into the Papierkorb without a question.
_MOST_UNASKED = 10
_TRASH = "In den Papierkorb"


class RowDeeds:
    """The deeds of the list of one type that a view shows in a table."""

    def __init__(self, context: Context, cls: type[Record], table: RecordTableView, view: View) -> None:
        self._context = context
        self._cls = cls
        self._table = table
        self._view = view

    def records(self) -> list[Record]:
        """Return the chosen records, in the order of the list."""
        ids = self._table.selected_ids()
        with self._context.desk.read() as reader:
            found = reader.by_ids(self._cls, ids)
        return [found[identity] for identity in ids if identity in found]

    def trash(self) -> None:
        """Put them into the Papierkorb as one step."""
        records = self.records()
        with self._context.desk.read() as reader:
            parts = len(going(reader, records)) - len(records)
        belonging = "1 zugehöriger Eintrag" if parts == 1 else f"{parts} zugehörige Einträge" if parts else ""
        if not records or not self._may_trash(records, belonging):
            return
        try:
            self._context.desk.trash(*records)
        except UserError as error:
            self._say(str(error))
            return
        what = records[0].code if len(records) == 1 else f"{len(records)} {self._cls.spec.plural}"
        self._context.wishes.toast.emit(f"{' und '.join(filter(None, (what, belonging)))} im Papierkorb", True)

    def copy(self) -> None:
        """Put them on the clipboard."""
        number = len(self._table.selected_ids())
        if number:
            self._table.copy()
            self._say(f"{number} Zeilen kopiert" if number > 1 else "1 Zeile kopiert")

    def edit(self) -> None:
        """Change some fields of all of them."""
        from kn_desk.ui.dialogs.bulk_edit import BulkEditDialog

        records = self.records()
        if not records:
            self._say("Bitte erst Zeilen in der Liste wählen.")
        elif self._view.save():
            BulkEditDialog(self._context, self._cls, records, self._view.window()).open()

    def paste(self) -> None:
        """Show what the rows on the clipboard would change and add."""
        from kn_desk.services.paste import read_paste
        from kn_desk.ui.dialogs.paste_preview import PasteDialog

        if not self._view.save():
            return
        shown = [column.name for column in self._table.records.columns]
        try:
            with self._context.desk.read() as reader:
                paste = read_paste(reader, self._cls, shown, QGuiApplication.clipboard().text())
        except UserError as error:
            self._say(str(error))
            return
        PasteDialog(self._context, self._cls, paste, self._view.window()).open()

    def show_menu(self, place: QPoint) -> None:
        """Offer all of it at a place in the table."""
        from kn_desk.services.agenda_subject import SUBJECTS

        on_agenda = self._cls.spec.name in SUBJECTS
        menu = RecordMenu(self._context.theme, len(self._table.selected_ids()), on_agenda, self._view)
        menu.agenda_action.triggered.connect(partial(self._context.wishes.deed.emit, "agenda"))
        menu.open_action.triggered.connect(self._open)
        menu.edit_action.triggered.connect(self.edit)
        menu.copy_action.triggered.connect(self.copy)
        menu.paste_action.triggered.connect(self.paste)
        menu.trash_action.triggered.connect(self.trash)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self._table.viewport().mapToGlobal(place))

    def _open(self) -> None:
        for identity in self._table.selected_ids()[:1]:
            self._table.opened.emit(identity)

    def _may_trash(self, records: list[Record], belonging: str) -> bool:
        """A handful goes at once, since it can be taken back; many are asked about, with all that goes with them."""
        if len(records) <= _MOST_UNASKED:
            return True
        what = f"{len(records)} {self._cls.spec.plural} in den Papierkorb?"
        more = f"Mit ihnen: {belonging}. " if belonging else ""
        question = Question(what, f"{more}Strg+Z bringt alles zurück.", (_TRASH, "Abbrechen"))
        return self._context.answer(question, self._view.window()) == _TRASH

    def _say(self, sentence: str) -> None:
        self._context.wishes.toast.emit(sentence, False)
