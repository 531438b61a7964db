"""A new task in the morning: what, who, until when; everything else can wait."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from kn_desk.errors import UserError
from kn_desk.records.change import Refused
from kn_desk.records.minutes import Task
from kn_desk.services.edit import new_record
from kn_desk.services.references import Match, matches, read_value
from kn_desk.ui.context import Context
from kn_desk.ui.dialogs.dialog import Dialog
from kn_desk.ui.editors.editor import Editor
from kn_desk.ui.editors.registry import editor_for
from kn_desk.ui.forms.labels import Words
from kn_desk.ui.style import XS, S

_FIELDS = ("title", "responsible", "due_on")
_WIDTH = 480


class NewTaskDialog(Dialog):
    """Three fields; faults stand below theirs."""

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context.theme, "Neue Aufgabe", parent)
        self._context = context
        self.editors: dict[str, Editor] = {}
        self._faults: dict[str, Words] = {}
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.body.setSpacing(XS)  # a label stands close to its field
        for name in _FIELDS:
            self._add_field(name)
        self.body.addStretch(1)
        cancel = self.add_button("Abbrechen")
        self.save_button = self.add_button("Speichern", primary=True)
        cancel.clicked.connect(self.reject)
        self.save_button.clicked.connect(self.save)
        self.editors["title"].setFocus(Qt.FocusReason.OtherFocusReason)
        self.fit(_WIDTH)

    def save(self) -> None:
        """Store the task; where something cannot be, say so at its field and stay."""
        values: dict[str, Any] = {}
        faults: dict[str, str] = {}
        desk = self._context.desk
        with desk.read() as reader:
            for name, editor in self.editors.items():
                spec = Task.spec.fields[name]
                try:
                    values[name] = read_value(reader, spec, editor.raw(), desk.office.today)
                except UserError as error:
                    faults[name] = str(error).removeprefix(f"{spec.label}: ")
        if "title" not in faults and not values["title"]:
            faults["title"] = "Was ist zu tun?"
        if not faults:
            faults = self._store(values)
        self._show_faults(faults)

    def _store(self, values: dict[str, Any]) -> dict[str, str]:
        try:
            change = self._context.desk.create(new_record(Task, {**values, "due_original": values["due_on"]}))
        except Refused as refused:
            first = self.editors if refused.faults else {}
            return {name if name in first else "title": sentence for *_, name, sentence in refused.faults}
        except UserError as error:
            return {"title": str(error)}
        self.accept()
        code = next(iter(change.codes.values()), "Aufgabe")
        self._context.wishes.toast.emit(f"{code} angelegt", True)
        return {}

    def _add_field(self, name: str) -> None:
        spec = Task.spec.fields[name]
        editor = editor_for(spec, self.theme, self._find, self._context.desk.office.today)
        label = Words(self.theme, f"{spec.label} *" if spec.required else spec.label, points=9, colour="text2")
        label.setBuddy(editor)
        fault = Words(self.theme, points=9, colour="crit", wrap=True)
        fault.setVisible(False)
        self.body.addSpacing(S)
        for widget in (label, editor, fault):
            self.body.addWidget(widget)
        editor.setToolTip(spec.hint)
        self.editors[name], self._faults[name] = editor, fault

    def _find(self, typed: str, targets: tuple[str, ...]) -> list[Match]:
        with self._context.desk.read() as reader:
            return matches(reader, typed, targets)

    def _show_faults(self, faults: dict[str, str]) -> None:
        for name, words in self._faults.items():
            words.setText(faults.get(name, ""))
            words.setVisible(name in faults)
            self.editors[name].mark(name in faults)
        self.fit(_WIDTH)
        if faults:
            self.editors[next(iter(faults))].setFocus(Qt.FocusReason.OtherFocusReason)
