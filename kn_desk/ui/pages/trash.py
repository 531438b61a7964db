"""The Papierkorb: what was deleted, since when; brought back, or gone for good after a question."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QMessageBox, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from kn_desk.errors import UserError
from kn_desk.fields.kinds import Moment, Text
from kn_desk.fields.spec import Record
from kn_desk.records.catalogue import RECORDS
from kn_desk.records.change import Change
from kn_desk.ui.context import Context
from kn_desk.ui.forms.labels import Words
from kn_desk.ui.icons import icon
from kn_desk.ui.models.columns import Column
from kn_desk.ui.models.plain_table import OBJECT_ROLE, PlainRow, PlainTableModel
from kn_desk.ui.pages.empty import Empty
from kn_desk.ui.pages.view import View
from kn_desk.ui.style import L, M, S
from kn_desk.ui.table_view import TableView

_COLUMNS = (
    Column("code", "Kennung", None),
    Column("name", "Was", Text()),
    Column("type", "Art", Text()),
    Column("at", "Im Papierkorb seit", Moment()),
    Column("by", "Von", Text()),
)


class TrashView(View):
    """Lists what lies in the Papierkorb, newest first."""

    word, icon_name = "Papierkorb", "trash-2"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._build()
        self.reload()

    def update_after(self, change: Change) -> None:
        self.reload()

    def tell(self) -> None:
        number = len(self._model.rows)
        self.counted.emit(f"{number} Einträge" if number != 1 else "1 Eintrag")

    def reload(self) -> None:
        """Read the Papierkorb anew."""
        rows = []
        with self._context.desk.read() as reader:
            for cls in RECORDS:
                for record in reader.rows(cls, trashed=True):
                    step = next(change.step for change in reader.past_changes(record.id) if change.name == "trashed")
                    name = reader.name_of(record).split("\n")[0]
                    texts = (record.code, name, cls.spec.label, Moment().show(step.at), step.by)
                    rows.append((step.id, PlainRow(texts, texts, record)))
        self._model.show([row for _, row in sorted(rows, key=lambda entry: entry[0], reverse=True)])
        self._stack.setCurrentIndex(0 if rows else 1)
        self._restore.setEnabled(bool(rows))
        self._purge.setEnabled(bool(rows))
        self.tell()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(L, 0, L, L)
        layout.setSpacing(M)
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(Words(self._context.theme, "Nichts verschwindet von selbst.", colour="text2"), 1)
        self._restore = QPushButton("Zurückholen")
        self._restore.setIcon(icon("rotate-ccw", self._context.theme.tokens.text2))
        self._restore.clicked.connect(self._bring_back)
        self._purge = QPushButton("Endgültig löschen …")
        self._purge.clicked.connect(self._delete)
        row.addWidget(self._restore)
        row.addWidget(self._purge)
        layout.addLayout(row)
        card = QFrame()
        card.setProperty("card", True)
        self._stack = QStackedLayout(card)
        self._stack.setContentsMargins(1, 1, 1, 1)
        self._table = TableView(self._context.theme, "name")
        self._table.setAccessibleName("Papierkorb")
        self._model = PlainTableModel(_COLUMNS, self._table)
        self._table.setModel(self._model)
        empty = Empty(self._context.theme)
        empty.show_state("Der Papierkorb ist leer. Was gelöscht wird, liegt hier, bis es zurückgeholt wird.", "")
        self._stack.addWidget(self._table)
        self._stack.addWidget(empty)
        layout.addWidget(card, 1)

    def _chosen(self) -> list[Record]:
        indexes = self._table.selectionModel().selectedRows() or [self._model.index(0, 0)]
        return [index.data(OBJECT_ROLE) for index in indexes]

    def _bring_back(self) -> None:
        back: set[str] = set()
        for record in self._chosen():
            if record.trashed in back:
                continue  # came back with its group
            try:
                self._context.desk.restore(record)
            except UserError as error:
                self._context.wishes.toast.emit(str(error), False)
                return
            back.add(record.trashed or "")
        self._context.wishes.toast.emit("Zurückgeholt", True)

    def _delete(self) -> None:
        records = self._chosen()
        names = ", ".join(record.code for record in records[:5])
        question = QMessageBox(self)
        question.setIcon(QMessageBox.Icon.Warning)
        question.setText(f"{names} endgültig löschen?")
        question.setInformativeText("Der Verlauf bleibt erhalten; Verknüpfungen dorthin werden gelöst.")
        delete = question.addButton("Endgültig löschen", QMessageBox.ButtonRole.DestructiveRole)
        question.addButton("Abbrechen", QMessageBox.ButtonRole.RejectRole)
        question.exec()
        if question.clickedButton() is not delete:
            return
        gone: set[str] = set()
        for record in records:
            if record.trashed in gone:
                continue
            try:
                self._context.desk.purge(record)
            except UserError as error:
                self._context.wishes.toast.emit(str(error), False)
                return
            gone.add(record.trashed or "")
        self._context.wishes.toast.emit("Endgültig gelöscht", True)
