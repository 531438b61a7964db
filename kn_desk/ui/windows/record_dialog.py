"""One record on its own: for what has no place in the navigation."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QWidget

from kn_desk.fields.spec import Record
from kn_desk.ui.context import Context
from kn_desk.ui.dialogs.dialog import grow
from kn_desk.ui.pages.detail import DetailPane
from kn_desk.ui.style import XL, L

_SIZE = QSize(560, 560)


class RecordDialog(QDialog):
    """The detail of a record as a window; what is typed is saved when it closes, or stays where a rule forbids it."""

    def __init__(self, context: Context, cls: type[Record], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(cls.spec.label)
        grow(self, context.theme, _SIZE)
        self.pane = DetailPane(context, cls)
        self.pane.setProperty("side", False)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(XL - L, 0, XL - L, 0)
        layout.addWidget(self.pane)
        self.pane.closed.connect(self.close)
        context.announcer.changed.connect(self.pane.update_after)
        context.wishes.follow.connect(self.accept)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc takes back what is typed, and closes where nothing is."""
        if event.key() == Qt.Key.Key_Escape and self.pane.step_back():
            return
        super().keyPressEvent(event)

    def done(self, result: int) -> None:
        if self.pane.save():
            super().done(result)
            self.deleteLater()
