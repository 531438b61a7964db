"""What pasting rows would do, shown before it is done: new, changed, unreadable; what is ticked becomes one step."""

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from kn_desk.errors import UserError
from kn_desk.fields.spec import Record
from kn_desk.records.change import Refused
from kn_desk.services.paste import Paste, change_set
from kn_desk.ui.context import Context
from kn_desk.ui.dialogs.dialog import Dialog
from kn_desk.ui.forms.labels import Words
from kn_desk.ui.models.paste_model import PasteModel, told
from kn_desk.ui.paste_delegate import PasteDelegate
from kn_desk.ui.style import XS, S
from kn_desk.ui.table_view import TableView

_MOST_LINES = 4


class PasteTable(TableView):
    """The rows; Leertaste and a click on the tick take one or leave it."""

    def __init__(self, context: Context, model: PasteModel, parent: QWidget | None = None) -> None:
        super().__init__(context.theme, "", parent)
        self._rows = model
        self.setItemDelegate(PasteDelegate(context.theme, self))
        self.setAccessibleName("Eingefügte Zeilen, Leertaste hakt an")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setModel(model)
        self.clicked.connect(self._clicked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            self._rows.toggle(index.row() for index in self.selectionModel().selectedRows())
        else:
            super().keyPressEvent(event)

    def _fit(self) -> None:
        super()._fit()
        for section in range(2, len(self._rows.columns)):  # what changes stands in a filled box
            self.horizontalHeader().resizeSection(section, self.horizontalHeader().sectionSize(section) + 2 * S)
        self.horizontalHeader().resizeSection(0, self._theme.px(36))
        self.horizontalHeader().resizeSection(1, self._theme.px(150))
        last = len(self._rows.columns) - 1
        left = self.viewport().width() - self.horizontalHeader().length()
        self.horizontalHeader().resizeSection(last, self.horizontalHeader().sectionSize(last) + max(0, left))

    def _clicked(self, index: QModelIndex) -> None:
        if index.column() == 0:
            self._rows.toggle([index.row()])


class PasteDialog(Dialog):
    """The preview of one paste."""

    def __init__(self, context: Context, cls: type[Record], paste: Paste, parent: QWidget | None = None) -> None:
        super().__init__(context.theme, f"{cls.spec.plural} einfügen", parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context = context
        self._paste = paste
        self._titles = [column.title for column in paste.columns]
        self.add_text(_summary(paste))
        if unused := [title for column, title in zip(paste.columns, self._titles, strict=True) if not column.is_used]:
            names = ", ".join(f"„{title}“" for title in unused if title) or "ohne Überschrift"
            verb, noun = ("wird", "die Spalte") if len(unused) == 1 else ("werden", "die Spalten")
            self.add_text(f"Nicht übernommen {verb} {noun} {names}.", quiet=True)
        self.model = PasteModel(paste, self)
        self.table = PasteTable(context, self.model)
        card = QFrame()
        card.setProperty("card", True)
        inside = QVBoxLayout(card)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.table)
        self.body.addWidget(card, 1)
        self._build_below()
        self._connect()
        self.resize(900, 600)
        self._count()
        self.table.selectRow(next((n for n, row in enumerate(paste.rows) if row.verb == "refused"), 0))
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def save(self) -> None:
        """Write what is ticked as one step; rows that a rule forbids are marked, and all stays open."""
        desk = self._context.desk
        rows = self.model.ticked
        try:
            desk.apply(change_set(rows, desk.author))
        except Refused as refused:
            self.model.refuse({identity: sentence for _, identity, _, sentence in refused.faults})
            self._say(str(refused))
        except UserError as error:
            self._say(str(error))
        else:
            self.accept()
            self._context.wishes.toast.emit(f"{_rows(len(rows))} eingefügt", True)

    def _build_below(self) -> None:
        theme = self._context.theme
        self.row_name = Words(theme, bold=True)
        self.row_words = Words(theme, points=9, colour="text2", wrap=True)
        self.row_words.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.row_words.setMinimumHeight(_MOST_LINES * theme.row_height // 2)
        self.failure = Words(theme, colour="crit", wrap=True)
        self.failure.setVisible(False)
        below = QVBoxLayout()
        below.setSpacing(XS)
        below.addWidget(self.row_name)
        below.addWidget(self.row_words)
        below.addWidget(self.failure)
        self.body.addLayout(below)
        outside = Words(theme, "Was nicht angehakt ist, bleibt draußen.", points=9, colour="text2", wrap=True)
        self._buttons.insertWidget(0, outside, 1)
        self._buttons.setStretch(1, 0)
        self._cancel = self.add_button("Abbrechen")
        self.save_button = self.add_button("", primary=True)

    def _connect(self) -> None:
        self._cancel.clicked.connect(self.reject)
        self.save_button.clicked.connect(self.save)
        self.model.ticked_changed.connect(self._count)
        self.table.selectionModel().currentRowChanged.connect(self._tell)

    def _count(self) -> None:
        number = len(self.model.ticked)
        self.save_button.setText(f"{_rows(number)} übernehmen")
        self.save_button.setEnabled(number > 0)
        self._tell(self.table.currentIndex())

    def _tell(self, index: QModelIndex) -> None:
        row = self.model.row_at(index.row())
        if row is None:
            return
        lines = told(row, self._titles)
        more = [f"… und {len(lines) - _MOST_LINES + 1} weitere"] if len(lines) > _MOST_LINES else []
        shown = lines[: _MOST_LINES - len(more)] + more
        self.row_name.setText(f"Zeile {row.number}{f': {row.name}' if row.name else ''}"[:110])
        self.row_words.setText("\n".join(shown) or _QUIET[row.verb])

    def _say(self, sentence: str) -> None:
        self.failure.setText(sentence)
        self.failure.setVisible(True)


_QUIET = {
    "create": "Wird neu angelegt.",
    "update": "Wird geändert.",
    "same": "Alle Werte stehen schon so da.",
    "refused": "Bleibt draußen.",
}


def _summary(paste: Paste) -> str:
    outside = "bleibt draußen" if paste.count("refused") == 1 else "bleiben draußen"
    words = {"create": "neu", "update": "geändert", "same": "unverändert", "refused": outside}
    counts = [(paste.count(verb), word) for verb, word in words.items()]  # type: ignore[arg-type]
    told_counts = ", ".join(f"{number} {word}" for number, word in counts if number)
    header = "" if paste.has_header else " Ohne Überschriften gelten die Spalten der Liste in ihrer Reihenfolge."
    return f"{_rows(len(paste.rows))}: {told_counts}.{header}"


def _rows(number: int) -> str:
    return "1 Zeile" if number == 1 else f"{number} Zeilen"
