"""Editors of what is one of a few: choices, lights, yes and no."""

from typing import Any

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QComboBox, QWidget

from kn_desk.fields.kinds import Choice, YesNo
from kn_desk.fields.spec import FieldSpec
from kn_desk.ui.editors.editor import Editor


class ChoiceEditor(Editor):
    """A drop-down list; the first entry is empty unless the field must have a value."""

    def __init__(self, spec: FieldSpec, parent: QWidget | None = None) -> None:
        self.box = QComboBox()
        super().__init__(spec, self.box, parent)
        if not spec.required:
            self.box.addItem("–", None)
        for value, word in _options(spec):
            self.box.addItem(word, value)
        self.box.setMinimumContentsLength(8)
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.activated.connect(self.edited)
        self.box.installEventFilter(self)

    def show_value(self, value: Any, text: str) -> None:
        self.box.setCurrentIndex(max(self.box.findData(value), 0 if not self.spec.required else -1))

    def raw(self) -> Any:
        return self.box.currentData()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Scrolling a form must not change what the pointer happens to pass.
        if event.type() == QEvent.Type.Wheel and not self.box.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)


def _options(spec: FieldSpec) -> list[tuple[Any, str]]:
    if isinstance(spec.kind, YesNo):
        return [(True, "Ja"), (False, "Nein")]
    assert isinstance(spec.kind, Choice)
    return list(spec.kind.options.items())
