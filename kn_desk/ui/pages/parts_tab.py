"""A tab with the parts of a record (milestones, finance lines …): a list, and the form of the chosen one below."""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSplitter, QToolButton, QVBoxLayout, QWidget

from kn_desk.errors import UserError
from kn_desk.fields.kinds import Choice, Day, Decimals, Light, Money, Note, Number
from kn_desk.fields.spec import Record
from kn_desk.services.desk import ListQuery
from kn_desk.ui.context import Context
from kn_desk.ui.forms.labels import Words
from kn_desk.ui.forms.record_form import RecordForm
from kn_desk.ui.icons import icon
from kn_desk.ui.models.record_table import RecordTableModel
from kn_desk.ui.parts_table import PartsTable
from kn_desk.ui.style import L, M, S


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

    def show_record(self, owner: Record) -> None:
        """Show the parts of another record."""
        self._owner = owner
        self._model.show(ListQuery(self._cls.spec.name, only={self._via: (owner.id,)}))
        self._show_form(False)
        self.counted.emit(self._model.rowCount())

    def save(self) -> bool:
        """Store what is typed; False where a rule forbids it."""
        return self._form is None or self._form.isHidden() or self._form.save()

    def reload(self) -> None:
        """Read the list anew; the form stays."""
        if self._owner is not None:
            chosen = self._view.selected_ids()
            self._model.reload()
            for identity in chosen[:1]:
                self._view.choose(identity)
            self.counted.emit(self._model.rowCount())

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, S, 0, 0)
        head = QHBoxLayout()
        head.setContentsMargins(L, 0, M, 0)
        new = QPushButton("Neu")
        new.setIcon(icon("plus", self._context.theme.tokens.text2))
        new.setAccessibleName(f"{self._cls.spec.label} anlegen")
        new.clicked.connect(self._new)
        trash = QToolButton()
        trash.setIcon(icon("trash-2", self._context.theme.tokens.text2))
        trash.setAccessibleName("In den Papierkorb")
        trash.setToolTip("In den Papierkorb (Entf)")
        trash.clicked.connect(self._trash)
        head.addWidget(Words(self._context.theme, self._cls.spec.plural, bold=True, wrap=True), 1)
        head.addWidget(trash)
        head.addWidget(new)
        layout.addLayout(head)
        self._view = PartsTable(self._context.theme, self._names()[0])
        self._model = RecordTableModel(self._context.desk, self._cls, self._names(), self._nothing(), self._view)
        self._view.setModel(self._model)
        self._view.setAccessibleName(self._cls.spec.plural)
        self._view.current_changed.connect(self._show_part)
        self._view.delete_asked.connect(self._trash)
        self._split = QSplitter(Qt.Orientation.Vertical)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(self._view)
        layout.addWidget(self._split, 1)

    def _nothing(self) -> ListQuery:
        return ListQuery(self._cls.spec.name, only={self._via: ("",)})

    def _names(self) -> list[str]:
        """What names the part, days and amounts, and a light; the table hides what has no room."""
        spec = self._cls.spec
        named = [name for name in spec.named_by if name != self._via and not isinstance(spec.fields[name].kind, Note)]
        named.sort(key=lambda name: isinstance(spec.fields[name].kind, Number))  # a number names nothing alone
        named = named[: 2 if len(named) > 2 else 1]
        first = named or [name for name in spec.fields if isinstance(spec.fields[name].kind, Note)][:1] or ["code"]
        lights = [c.name for c in spec.computed.values() if c.kept and isinstance(c.kind, Light)][:1]
        fields = [f for f in spec.fields.values() if not f.internal and f.name not in first]
        fields.sort(key=lambda f: not isinstance(f.kind, Money))
        measured = [f.name for f in fields if isinstance(f.kind, Day | Money | Number | Decimals)]
        others = measured or [f.name for f in fields if isinstance(f.kind, Choice)]
        return [*first, *others[: 4 - len(first) - len(lights)], *lights]

    def _show_part(self, identity: str) -> None:
        with self._context.desk.read() as reader:
            record = reader.record(identity)
        if record is not None and (form := self._shown_form()) is not None:
            form.show_record(record)

    def _new(self) -> None:
        if self._owner is None:
            return
        defaults: dict[str, Any] = {self._via: self._owner.id}
        if (form := self._shown_form()) is not None:
            form.show_new(defaults)

    def _shown_form(self) -> RecordForm | None:
        if self._form is not None and not self._form.isHidden() and not self._form.save():
            return None
        if self._form is None:
            self._form = RecordForm(self._context.desk, self._context.theme, self._cls)
            self._form.saved.connect(self._saved)
            self._form.followed.connect(self.followed)
            self._split.addWidget(self._form)
            self._split.setSizes([200, 400])
        self._show_form(True)
        return self._form

    def _show_form(self, shown: bool) -> None:
        if self._form is not None:
            self._form.setVisible(shown)

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
        self._context.wishes.toast.emit(f"{len(records)} {self._cls.spec.plural} im Papierkorb", True)
