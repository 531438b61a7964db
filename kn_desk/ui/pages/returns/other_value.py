"""Asks for another value than the one in the sheet."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from kn_desk.errors import UserError
from kn_desk.fields.spec import FieldSpec
from kn_desk.services.references import read_value
from kn_desk.ui.context import Context
from kn_desk.ui.dialogs.dialog import Dialog
from kn_desk.ui.editors.registry import editor_for
from kn_desk.ui.forms.field_box import FieldBox


class OtherValueDialog(Dialog):
    """One field; ``value`` is what was typed, once the dialog is accepted."""

    def __init__(
        self, context: Context, spec: FieldSpec, about: str, value: Any, parent: QWidget | None = None
    ) -> None:
        super().__init__(context.theme, "Anderer Wert", parent)
        self._context = context
        self._spec = spec
        self.value: Any = None
        self.text = ""
        self.add_text(about, quiet=True)
        editor = editor_for(spec, context.theme, lambda typed, targets: [], context.desk.office.today)
        self.field = FieldBox(context.theme, editor)
        self.body.addWidget(self.field)
        self.body.addStretch(1)
        with context.desk.read() as reader:
            editor.show_value(value, reader.show(spec, value))
        cancel = self.add_button("Abbrechen")
        self.take = self.add_button("Diesen Wert nehmen", primary=True)
        cancel.clicked.connect(self.reject)
        self.take.clicked.connect(self._take)
        editor.edited.connect(self.field.clear)
        self.fit(440)
        editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def _take(self) -> None:
        try:
            with self._context.desk.read() as reader:
                self.value = read_value(reader, self._spec, self.field.editor.raw(), reader.today)
                self.text = reader.show(self._spec, self.value) or "leer"
        except UserError as error:
            self.field.say(str(error))
            self.field.editor.setFocus(Qt.FocusReason.OtherFocusReason)
            self.fit(440)
            return
        self.accept()
