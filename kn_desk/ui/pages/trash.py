"""The Papierkorb: what was deleted, since when; brought back, or gone for good after a question."""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QStackedLayout, QVBoxLayout, QWidget

from kn_desk.errors import UserError
from kn_desk.fields.kinds import Moment, Text
from kn_desk.fields.spec import Record
from kn_desk.records.catalogue import RECORDS
from kn_desk.records.change import Change
from kn_desk.records.contacts import Person
from kn_desk.services import privacy
from kn_desk.ui.context import Context
from kn_desk.ui.dialogs.asking import Asking
from kn_desk.ui.dialogs.question import Ask, Question
from kn_desk.ui.forms.labels import Words
from kn_desk.ui.icons import icon
from kn_desk.ui.models.columns import Column
from kn_desk.ui.models.plain_table import OBJECT_ROLE, PlainRow, PlainTableModel
from kn_desk.ui.pages.empty import Empty
from kn_desk.ui.pages.view import View
from kn_desk.ui.style import L, M, S
from kn_desk.ui.table_view import TableView

_DELETE = "Endgültig löschen"
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

    def __init__(self, context: Context, parent: QWidget | None = None, ask: Ask | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._ask = ask or self._answer
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
        self._context.theme.changed.connect(self._dress)
        self._dress()

    def _dress(self) -> None:
        tokens = self._context.theme.tokens
        self._restore.setIcon(icon("rotate-ccw", tokens.text2, tokens.text3))

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
        # The button is off after the last row, and would hand the keyboard to the rail.
        (self._table if self._model.rowCount() else self).setFocus()

    def _delete(self) -> None:
        """Ask, and delete for good: a person leaves the past too, anything else stays in it."""
        desk, home = self._context.desk, self._context.home
        groups = list({record.trashed or "": record for record in self._chosen()}.values())
        holding = {record.id: privacy.persons_with(desk.office, record) for record in groups}
        persons = [person for found in holding.values() for person in found]
        if self._ask(self._question(persons), self) != _DELETE:
            return
        left_in: set[Path] = set()
        try:
            for record in groups:
                if holding[record.id] and home is not None:
                    left_in |= set(desk.purge_persons(record, home))
                else:
                    desk.purge(record)
        except UserError as error:
            self._context.wishes.toast.emit(str(error), False)
            return
        self._context.wishes.toast.emit(" ".join(("Endgültig gelöscht", *_still_in(left_in))), not persons)

    def _question(self, persons: list[Person]) -> Question:
        chosen = self._chosen()
        names = ", ".join(record.code for record in chosen[:5]) + (" …" if len(chosen) > 5 else "")
        if not persons:
            more, details = "Der Verlauf bleibt erhalten; Verknüpfungen dorthin werden gelöst.", ""
        else:
            with self._context.desk.read() as reader:
                labels = ", ".join(f"„{label}“" for label in {privacy.label_for(reader, one): None for one in persons})
                places = [place for person in persons for place in reader.places_of(person.id) if place.sure]
            more = (
                f"Namen und Kontaktdaten werden auch aus Verlauf und Texten gelöscht; dort steht künftig {labels}. "
                "Weder das noch etwas davor lässt sich danach rückgängig machen."
            )
            details = "\n".join(f"{place.title}: {place.excerpt}".rstrip(": ") for place in places)
        return Question(f"{names} endgültig löschen?", more, (_DELETE, "Abbrechen"), "warning", details, destroys=True)

    def _answer(self, question: Question, parent: QWidget | None) -> str:
        return Asking(self._context.theme).answer(question, parent)


def _still_in(backups: set[Path]) -> Iterator[str]:
    if backups:
        held = "Eine ältere Sicherung enthält" if len(backups) == 1 else f"{len(backups)} ältere Sicherungen enthalten"
        yield f"– {held} die Angaben noch."
