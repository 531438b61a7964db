"""A tab with the parts of a record (milestones, finance lines …): a list, and the form of the chosen one below."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QToolButton, QVBoxLayout, QWidget

from kn_desk.errors import UserError
from kn_desk.fields.spec import Record
from kn_desk.services.list_words import count_words
from kn_desk.services.part_rows import part_lines
from kn_desk.ui.context import Context
from kn_desk.ui.forms.leaving import may_leave
from kn_desk.ui.forms.record_form import RecordForm
from kn_desk.ui.icons import icon
from kn_desk.ui.pages.empty import Empty
from kn_desk.ui.parts_list import PartsList
from kn_desk.ui.style import L, M, S

#: Tabs have little room.
_SHORT = {
    "Aufträge und Vergaben": "Aufträge", "Finanzierungsplan": "Finanzplan", "Fristen und Pflichten": "Fristen",
}  # fmt: skip


class PartsTab(QWidget):
    """Edits the parts of one type that belong to one record."""

    counted = Signal(int)
    followed = Signal(str)

    def __init__(self, context: Context, cls: type[Record], via: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._cls = cls
        self._via = via
        self._owner: Record | None = None
        self._form: RecordForm | None = None
        self._build()

    @property
    def form(self) -> RecordForm | None:
        """The form of the part chosen, None where none is shown."""
        return self._form if self._form is not None and not self._form.isHidden() else None

    @property
    def word(self) -> str:
        """What the tab is called."""
        return _SHORT.get(self._cls.spec.plural, self._cls.spec.plural)

    def show_record(self, owner: Record) -> None:
        """Show the parts of another record."""
        self._owner = owner
        self._dress()
        self._read()
        self._show_form(False)

    def choose(self, part: Record) -> bool:
        """Show a part in the list and its form; False if it is of another type."""
        return isinstance(part, self._cls) and self._view.choose(part.id)

    def reload(self) -> None:
        """Read the list anew; the form stays, unless its part is gone."""
        if self._owner is not None:
            chosen = self._view.selected_ids()
            self._read()
            if self.form is not None and self._is_gone(self.form):
                self._show_form(False)
            for identity in chosen[:1]:
                self._view.choose(identity)

    def _is_gone(self, form: RecordForm) -> bool:
        """Whether the part in the form is stored no longer; what is typed stays all the same."""
        known = form.record is not None and self._view.parts.row_of(form.record.id) >= 0
        return not known and not form.is_new and not form.is_dirty

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, S, 0, 0)
        layout.setSpacing(S)
        head = QHBoxLayout()
        head.setContentsMargins(L, 0, M, 0)
        head.setSpacing(S)
        self._add = QPushButton("Neu")
        self._add.setAccessibleName(f"{self._cls.spec.label} anlegen")
        self._add.clicked.connect(self._new)
        self._remove = QToolButton()
        self._remove.setAccessibleName("In den Papierkorb")
        self._remove.clicked.connect(self._trash)
        head.addWidget(self._add)
        head.addStretch(1)
        head.addWidget(self._remove)
        self._head = QWidget()
        self._head.setLayout(head)
        layout.addWidget(self._head)
        self._view = PartsList(self._context.theme)
        self._view.setAccessibleName(self._cls.spec.plural)
        self._view.current_changed.connect(self._show_part)
        self._view.selected.connect(self._dress)
        self._view.delete_asked.connect(self._trash)
        self._empty = Empty(self._context.theme)
        self._empty.asked.connect(self._new)
        self._split = QSplitter(Qt.Orientation.Vertical)
        self._split.setChildrenCollapsible(False)
        self._aligned = QWidget()  # its words begin where those of the heading do
        row = QHBoxLayout(self._aligned)
        row.setContentsMargins(S, 0, 0, 0)
        row.addWidget(self._view)
        self._split.addWidget(self._empty)
        self._split.addWidget(self._aligned)
        layout.addWidget(self._split, 1)
        self._context.theme.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        """Icons in the colours of the look; where nothing may be written, the buttons say why not."""
        tokens, why_not = self._context.theme.tokens, self._context.desk.read_only
        self._add.setIcon(icon("plus", tokens.text2, tokens.field))
        self._remove.setIcon(icon("trash-2", tokens.text2, tokens.field))
        self._add.setEnabled(not why_not)
        self._add.setToolTip(why_not)
        self._remove.setEnabled(not why_not and bool(self._view.selected_ids()))
        self._remove.setToolTip(why_not or "In den Papierkorb (Entf)")

    def _read(self) -> None:
        if self._owner is None:
            return
        with self._context.desk.read() as reader:
            self._view.parts.show(part_lines(reader, self._cls, self._via, self._owner))
        self._tell()

    def _tell(self) -> None:
        """Say how many parts there are; where there is none, what belongs here, and the first step."""
        number = len(self._view.parts.parts)
        is_new = self._form is not None and not self._form.isHidden()
        self._head.setVisible(number > 0 or is_new)
        self._aligned.setVisible(number > 0)
        self._empty.setVisible(number == 0 and not is_new)
        spec = self._cls.spec
        self._empty.show_state(
            f"Unter „{spec.plural}“ ist noch nichts eingetragen.", f"{spec.label} anlegen", self._context.desk.read_only
        )
        self.counted.emit(number)

    def _show_part(self, identity: str) -> None:
        with self._context.desk.read() as reader:
            record = reader.record(identity)
        if record is not None and (form := self._shown_form()) is not None:
            form.show_record(record)

    def _new(self) -> None:
        if self._owner is None:
            return
        # What a part and its owner both belong to is the same: the role of a person is at the person's Stelle.
        shared = [name for name in self._cls.spec.part_of if name in self._owner.spec.fields]
        defaults: dict[str, Any] = {name: getattr(self._owner, name) for name in shared} | {self._via: self._owner.id}
        if (form := self._shown_form()) is not None:
            form.show_new(defaults)

    def _shown_form(self) -> RecordForm | None:
        if self.form is not None and not may_leave(self.form, self._context.answer):
            return None
        if self._form is None:
            self._form = RecordForm(self._context.desk, self._context.theme, self._cls)
            self._form.saved.connect(self._saved)
            self._form.given_up.connect(self._give_up)
            self._form.followed.connect(self.followed)
            self._split.addWidget(self._form)
            self._split.setSizes([0, 200, 400])
        self._show_form(True)
        return self._form

    def _show_form(self, shown: bool) -> None:
        if self._form is not None:
            self._form.setVisible(shown)
        self._tell()

    def _give_up(self) -> None:
        self._show_form(False)
        self._add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _saved(self) -> None:
        self._context.wishes.toast.emit("Gespeichert", True)

    def _trash(self) -> None:
        ids = self._view.selected_ids()
        if not ids:
            return
        with self._context.desk.read() as reader:
            records = list(reader.by_ids(self._cls, ids).values())
        try:
            self._context.desk.trash(*records)
        except UserError as error:
            self._context.wishes.toast.emit(str(error), False)
            return
        self._show_form(False)
        self._context.wishes.toast.emit(f"{count_words(self._cls, len(records), len(records))} im Papierkorb", True)
