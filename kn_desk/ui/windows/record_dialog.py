"""One record on its own: for what has no place in the navigation."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from kn_desk.fields.spec import Record
from kn_desk.ui.context import Context
from kn_desk.ui.forms.labels import hairline
from kn_desk.ui.pages.detail import DetailPane
from kn_desk.ui.style import XL, L, M

_SIZE = 560, 560


class RecordDialog(QDialog):
    """The detail of a record as a window; what is typed is saved when it closes, or stays where a rule forbids it."""

    def __init__(self, context: Context, cls: type[Record], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(cls.spec.label)
        self.resize(*(round(side * context.theme.scale) for side in _SIZE))
        self.pane = DetailPane(context, cls)
        self.pane.setProperty("side", False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        inside = QHBoxLayout()
        inside.setContentsMargins(XL - L, 0, XL - L, 0)
        inside.addWidget(self.pane)
        layout.addLayout(inside, 1)
        layout.addWidget(hairline())
        buttons = QHBoxLayout()
        buttons.setContentsMargins(XL, M, XL, M)
        close = QPushButton("Schließen")
        close.setAutoDefault(False)
        close.clicked.connect(self.close)
        buttons.addStretch(1)
        buttons.addWidget(close)
        layout.addLayout(buttons)
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
