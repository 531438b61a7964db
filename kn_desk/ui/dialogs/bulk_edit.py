"""Several records edited at once: every field stands on "nicht ändern" until it is ticked; all of it is one step."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QGridLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from kn_desk.errors import UserError
from kn_desk.fields.spec import FieldSpec, Record
from kn_desk.records.change import Refused
from kn_desk.services.bulk_edit import change_many, fields_for_many, keeps_old, shared_text
from kn_desk.services.references import Match, matches, read_value
from kn_desk.ui.context import Context
from kn_desk.ui.dialogs.dialog import Dialog
from kn_desk.ui.editors.editor import Editor
from kn_desk.ui.editors.registry import editor_for
from kn_desk.ui.forms.labels import Words
from kn_desk.ui.style import M, S

_KEEP = "nicht ändern"
_LABEL = 190
#: A field of one line is no higher; at one of several lines the tick stands at the first.
_LINE = 32


class _Line:
    """One field: a tick, its editor, the fault below it."""

    def __init__(self, context: Context, spec: FieldSpec, editor: Editor, shared: str) -> None:
        self.spec = spec
        self.editor = editor
        self.tick = QCheckBox()
        self.tick.setAccessibleName(f"{spec.label} ändern")
        self.fault = Words(context.theme, points=9, colour="crit", wrap=True)
        self.fault.setVisible(False)
        self._kept = f"{_KEEP} ({shared})"
        editor.edited.connect(partial(self.tick.setChecked, True))
        self.tick.toggled.connect(self._dress)
        self._dress(False)

    def show_fault(self, sentence: str) -> None:
        """Say what is wrong, or nothing."""
        self.fault.setText(sentence)
        self.fault.setVisible(bool(sentence))
        self.editor.mark(bool(sentence))

    def _dress(self, changed: bool) -> None:
        """A field that stays says so, with the value that all have; a ticked one that is empty will be emptied."""
        if not changed:
            self.editor.show_value(None, "")
            self.show_fault("")
        emptied = "hinzufügen: tippen, um zu suchen" if keeps_old(self.spec) else "wird geleert"
        words = emptied if changed else self._kept
        for line in self.editor.findChildren(QLineEdit):
            line.setPlaceholderText(words)
            line.setToolTip(words)
        for note in self.editor.findChildren(QPlainTextEdit):
            note.setPlaceholderText(words)
        for box in self.editor.findChildren(QComboBox):
            box.setPlaceholderText(self._kept)
            if not changed:
                box.setCurrentIndex(-1)
            elif box.currentIndex() < 0:
                box.setCurrentIndex(0)
            box.setProperty("kept", not changed)  # what stays is as quiet as in the other fields
            box.style().unpolish(box)
            box.style().polish(box)


class BulkEditDialog(Dialog):
    """Every field that several records of a type can be given together."""

    def __init__(
        self, context: Context, cls: type[Record], records: Sequence[Record], parent: QWidget | None = None
    ) -> None:
        self._what = f"{len(records)} {cls.spec.plural}" if len(records) > 1 else f"1 {cls.spec.label}"
        super().__init__(context.theme, f"{self._what} bearbeiten", parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._context = context
        self._cls = cls
        self._records = list(records)
        self._lines: dict[str, _Line] = {}
        self.add_text("Geändert wird, was angehakt ist; alles andere bleibt in jeder Zeile, wie es ist.", quiet=True)
        self.general = Words(context.theme, colour="crit", wrap=True)
        self.general.setVisible(False)
        self.body.addWidget(self.general)
        self.body.addLayout(self._fields())
        self.body.addStretch(1)
        self._buttons_below()
        self.resize(640, 600)

    def editor(self, name: str) -> Editor:
        """The editor of a field."""
        return self._lines[name].editor

    def tick(self, name: str) -> QCheckBox:
        """The tick of a field."""
        return self._lines[name].tick

    def fault(self, name: str) -> str:
        """What is said at a field."""
        return self._lines[name].fault.text()

    def save(self) -> None:
        """Change all records as one step; where something cannot be, say so at its field and stay."""
        values: dict[str, Any] = {}
        faults: dict[str, str] = {}
        desk = self._context.desk
        with desk.read() as reader:
            for name in self._ticked():
                spec = self._lines[name].spec
                try:
                    values[name] = read_value(reader, spec, self._lines[name].editor.raw(), desk.office.today)
                except UserError as error:
                    faults[name] = str(error).removeprefix(f"{spec.label}: ")
        self._say(faults, "")
        if faults:
            return
        added = {name: values.pop(name) for name in list(values) if keeps_old(self._lines[name].spec)}
        try:
            change = change_many(desk, self._records, values, added)
        except Refused as refused:
            self._show_refusal(refused)
        except UserError as error:
            self._say({}, str(error))
        else:
            self.accept()
            number = len(change.edits)
            what = self._cls.spec.plural if number > 1 else self._cls.spec.label
            self._context.wishes.toast.emit(f"{number} {what} geändert", True)

    def _fields(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(S)
        grid.setVerticalSpacing(S)
        grid.setColumnStretch(2, 1)
        grid.setColumnMinimumWidth(1, round(_LABEL * max(1.0, self.theme.font().pointSizeF() / 10)))
        section = None
        with self._context.desk.read() as reader:
            for spec in fields_for_many(self._cls):
                if spec.section != section:
                    section = spec.section
                    heading = Words(self.theme, section or self._cls.spec.label, bold=True)
                    heading.setContentsMargins(0, M, 0, 0)
                    grid.addWidget(heading, grid.rowCount(), 0, 1, 3)
                self._add(grid, spec, shared_text(reader, spec, self._records))
        return grid

    def _add(self, grid: QGridLayout, spec: FieldSpec, shared: str) -> None:
        editor = editor_for(spec, self.theme, self._find, self._context.desk.office.today)
        editor.setToolTip(spec.hint)
        short = " ".join(shared.split())
        line = _Line(self._context, spec, editor, short if len(short) <= 40 else f"{short[:39]}…")
        label = Words(self.theme, f"{spec.label} *" if spec.required else spec.label, colour="text2", wrap=True)
        label.setBuddy(editor)
        label.setContentsMargins(0, S - 2, 0, 0)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(editor)
        column.addWidget(line.fault)
        line.tick.setContentsMargins(0, S, 0, 0)
        line.tick.setFixedHeight(min(editor.sizeHint().height(), self.theme.px(_LINE)))
        row = grid.rowCount()
        grid.addWidget(line.tick, row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(label, row, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(holder, row, 2)
        line.tick.toggled.connect(self._count)
        self._lines[spec.name] = line

    def _buttons_below(self) -> None:
        cancel = self.add_button("Abbrechen")
        self.save_button: QPushButton = self.add_button(f"{self._what} ändern", primary=True)
        cancel.clicked.connect(self.reject)
        self.save_button.clicked.connect(self.save)
        self._count()

    def _ticked(self) -> list[str]:
        return [name for name, line in self._lines.items() if line.tick.isChecked()]

    def _count(self) -> None:
        self.save_button.setEnabled(bool(self._ticked()))

    def _find(self, typed: str, targets: tuple[str, ...]) -> list[Match]:
        with self._context.desk.read() as reader:
            return matches(reader, typed, targets)

    def _show_refusal(self, refused: Refused) -> None:
        """A rule may hold for one of many: its Kennung stands in front, and no sentence is said twice at a field."""
        codes = {record.id: record.code for record in self._records}
        said: dict[str, list[str]] = {}
        for _, identity, name, sentence in refused.faults:
            here = name if name in self._ticked() else ""
            said.setdefault(here, []).append(f"{codes[identity]}: {sentence}" if identity in codes else sentence)
        texts = {name: _shortened(sentences) for name, sentences in said.items()}
        self._say({name: text for name, text in texts.items() if name}, texts.get("", ""))

    def _say(self, faults: dict[str, str], general: str) -> None:
        self.general.setText(general)
        self.general.setVisible(bool(general))
        for name, line in self._lines.items():
            line.show_fault(faults.get(name, ""))
        if faults:
            self._lines[next(iter(faults))].editor.setFocus(Qt.FocusReason.OtherFocusReason)


def _shortened(sentences: list[str]) -> str:
    more = f" … und {len(sentences) - 2} weitere" if len(sentences) > 2 else ""
    return f"{' '.join(sentences[:2])}{more}"
