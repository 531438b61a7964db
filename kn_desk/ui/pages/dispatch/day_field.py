"""A day in a dialog: label, editor, and below it what is wrong."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kn_desk.errors import Unreadable
from kn_desk.fields.spec import FieldSpec
from kn_desk.ui.context import Context
from kn_desk.ui.editors.day import DayEditor
from kn_desk.ui.forms.labels import Words
from kn_desk.ui.style import XS


class DayField(QWidget):
    """Reads a day as a form does: "5.12." and "morgen" are days."""

    edited = Signal()

    def __init__(self, context: Context, spec: FieldSpec, value: date | None) -> None:
        super().__init__()
        self._spec = spec
        self._today = context.desk.office.today
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(XS)
        self.editor = DayEditor(spec, context.theme, self._today)
        label = Words(context.theme, spec.label, points=9, colour="text2")
        label.setBuddy(self.editor)
        self._fault = Words(context.theme, points=9, colour="crit", wrap=True)
        self._fault.hide()
        for widget in (label, self.editor, self._fault):
            column.addWidget(widget)
        column.addStretch(1)
        self.editor.edited.connect(self.edited)
        self.editor.line.editingFinished.connect(self.edited)
        self.show_day(value)

    @property
    def day(self) -> date | None:
        """The day that stands here, None where none can be read."""
        try:
            found: date | None = self._spec.kind.read(self.editor.raw(), today=self._today)
        except Unreadable:
            return None
        return found

    @property
    def fault(self) -> str:
        """What is said to be wrong."""
        return self._fault.text()

    def show_day(self, value: date | None) -> None:
        """Show another day."""
        self.editor.show_value(value, self._spec.kind.show(value))
        self.say("")

    def say(self, fault: str) -> None:
        """Say what is wrong, or nothing."""
        self._fault.setText(fault)
        self._fault.setVisible(bool(fault))
        self.editor.mark(bool(fault))
