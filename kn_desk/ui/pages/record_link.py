"""A link to another record: its name, elided where there is no room, in full in the tooltip."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy

from kn_desk.fields.spec import Record
from kn_desk.ui.style import XL, XS


class RecordLink(QPushButton):
    """Asks to show its record when it is clicked."""

    #: The id of the record.
    followed = Signal(str)

    def __init__(self, record: Record, name: str) -> None:
        super().__init__()
        self._record = record
        self._name = " ".join(name.split())
        self.setProperty("link", True)
        self.setText(self._name)
        self.setToolTip(f"{record.code}  {self._name}")
        self.setAccessibleName(f"{record.spec.label} {self._name}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._follow)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), max(XL, self.fontMetrics().height() + XS))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width()
        elided = self.fontMetrics().elidedText(self._name, Qt.TextElideMode.ElideRight, room)
        self.setText(elided.replace("&", "&&"))

    def _follow(self) -> None:
        self.followed.emit(self._record.id)
