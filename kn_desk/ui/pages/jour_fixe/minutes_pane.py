"""The tab "Protokoll" of an item: its entries, and the line at the bottom in which the next one is written."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from kn_desk.errors import UserError
from kn_desk.fields.text import visible
from kn_desk.records.change import ChangeSet
from kn_desk.records.jour_fixe import AgendaItem
from kn_desk.records.minutes import MinuteEntry
from kn_desk.services.shorthand import Contact, contacts, entry_edits, understand
from kn_desk.ui.context import Context
from kn_desk.ui.forms.labels import Words
from kn_desk.ui.models.minute_model import MinuteModel, minute_lines
from kn_desk.ui.pages.jour_fixe.elided import Elided
from kn_desk.ui.pages.jour_fixe.minute_list import MinuteList
from kn_desk.ui.pages.jour_fixe.shorthand_line import ShorthandLine
from kn_desk.ui.style import XS, L, M, Theme

_HELP = "A Aufgabe · B Beschluss · F Festlegung · I Information"
_EMPTY = "Noch kein Protokoll. Unten eine Zeile tippen, zum Beispiel „I Der Plan liegt vor“, und mit Eingabe einfügen."

_DECIDED = "Ist der TOP damit behandelt? Strg+Eingabe vermerkt es."


class MinutesPane(QWidget):
    """Writes entries as one step each, with the task or decision that they make."""

    def __init__(self, context: Context, over: QWidget) -> None:
        super().__init__()
        self._context = context
        self._item: AgendaItem | None = None
        self._changed_entry: MinuteEntry | None = None
        self._everyone: list[Contact] = []
        self.model = MinuteModel(self)
        self._build(context.theme, over)
        self._connect()

    @property
    def line(self) -> ShorthandLine:
        """The input line."""
        return self._line

    @property
    def entries(self) -> MinuteList:
        """The list of entries."""
        return self._list

    @property
    def preview(self) -> str:
        """What stands below the line: what it becomes, or why it cannot."""
        return self._becomes.text()

    def show_item(self, item: AgendaItem, locked: str | None) -> None:
        """Show the minutes of an item; what is being typed stays while the item is the same."""
        other = self._item is None or self._item.id != item.id
        self._item = item
        with self._context.desk.read() as reader:
            lines = minute_lines(reader, item)
            if other or not self._everyone:
                self._everyone = contacts(reader, item)
        self.model.show(lines)
        self._line.set_contacts(self._everyone)
        if other:
            self.clear_line()
        self._foot.setVisible(not locked)
        self._locked.setVisible(bool(locked))
        self._locked.setText("Freigegeben: nur zum Lesen." if locked else "")
        self._list.setVisible(bool(lines))
        self._empty.setVisible(not lines)
        self._empty.setText("Kein Protokoll zu diesem TOP." if locked else _EMPTY)

    def forget_contacts(self) -> None:
        """Read the persons anew next time."""
        self._everyone = []

    def clear_line(self) -> bool:
        """Empty the line; False if it was empty already."""
        was = bool(self._line.text()) or self._changed_entry is not None
        self._changed_entry = None
        self._line.clear()
        self._line.offer.hide()
        self._tell()
        return was

    def _build(self, theme: Theme, over: QWidget) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._list = MinuteList(theme, self.model)
        self._empty = Words(theme, colour="text2", wrap=True)
        self._empty.setContentsMargins(L, L, L, 0)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._list, 1)
        column.addWidget(self._empty, 1)
        self._locked = Words(theme, points=9, colour="text2", wrap=True)
        self._locked.setContentsMargins(L, M, L, M)
        column.addWidget(self._locked)
        self._foot = QFrame()
        foot = QVBoxLayout(self._foot)
        foot.setContentsMargins(L, M, L, M)
        foot.setSpacing(XS)
        self._line = ShorthandLine(theme, over)
        self._becomes = Words(theme, points=9, colour="text2", wrap=True)
        self._help = Elided(theme, points=9, colour="text2")
        self._help.say(f"{_HELP} · @ Name · Eingabe fügt ein", f"{_HELP} · @ Name", _HELP)
        for widget in (self._line, self._becomes, self._help):
            foot.addWidget(widget)
        column.addWidget(self._foot)

    def _connect(self) -> None:
        self._line.submitted.connect(self._submit)
        self._line.textEdited.connect(self._tell)
        self._list.followed.connect(self._context.wishes.follow)
        self._list.edit_asked.connect(self._begin_change)
        self._list.trash_asked.connect(self._trash)

    def _tell(self) -> None:
        """Say below the line what it becomes."""
        self._becomes.set_colour("text2")
        if self._changed_entry is not None:
            self._becomes.setText("Ändert den Eintrag. Esc lässt ihn, wie er ist.")
        elif self._item is not None and self._line.text().strip():
            with self._context.desk.read() as reader:
                meaning = understand(reader, self._item, self._line.text(), self._everyone)
            if meaning.line.fault:
                self._complain(meaning.line.fault)
                return
            self._becomes.setText(visible(meaning.sentence))
        else:
            self._becomes.setText("")
        self._becomes.setVisible(bool(self._becomes.text()))

    def _complain(self, sentence: str) -> None:
        self._becomes.set_colour("crit")
        self._becomes.setText(visible(sentence))
        self._becomes.setVisible(True)

    def _submit(self, typed: str) -> None:
        if self._item is None or not typed.strip():
            return
        try:
            words = self._store_change(typed) if self._changed_entry is not None else self._store(typed)
        except UserError as error:
            self._complain(str(error))
            return
        self.clear_line()
        self._context.wishes.toast.emit(words, True)
        if words.startswith("Beschluss") and self._item.result in (None, "open"):
            self._becomes.setText(_DECIDED)
            self._becomes.setVisible(True)
        self._list.scrollToBottom()

    def _store(self, typed: str) -> str:
        assert self._item is not None
        desk = self._context.desk
        with desk.read() as reader:
            meaning = understand(reader, self._item, typed, self._everyone)
            edits = entry_edits(reader, self._item, meaning)
        change = desk.apply(ChangeSet(tuple(edits), "create", desk.author.by, desk.author.source))
        made = next((code for identity, code in change.codes.items() if identity == edits[0].id), "")
        kinds = {"task": "Aufgabe", "decision": "Beschluss"}
        return f"{kinds[edits[0].type]} {made} angelegt" if edits[0].type in kinds else "Ins Protokoll geschrieben"

    def _store_change(self, typed: str) -> str:
        assert self._changed_entry is not None
        text = MinuteEntry.spec.fields["text"].kind.read(typed)
        if text != self._changed_entry.text:
            self._context.desk.change(self._changed_entry, {"text": text})
        return "Eintrag geändert"

    def _begin_change(self, identity: str) -> None:
        line = next((one for one in self.model.lines if one.entry.id == identity), None)
        if line is None or self._foot.isHidden():
            return
        self._changed_entry = line.entry
        self._line.setText(line.entry.text)
        self._line.setFocus()
        self._tell()

    def _trash(self, identity: str) -> None:
        line = next((one for one in self.model.lines if one.entry.id == identity), None)
        if line is None:
            return
        try:
            self._context.desk.trash(line.entry)
            self._context.wishes.toast.emit("Eintrag im Papierkorb", True)
        except UserError as error:
            self._context.wishes.toast.emit(str(error), False)
