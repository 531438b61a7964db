"""A toast: says briefly what was done, and offers to take it back."""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from kn_desk.ui.forms.labels import Words
from kn_desk.ui.style import L, M, S, Theme

_SHOWN_MS = 6000


class Toast(QFrame):
    """Floats above the bottom of its parent; never takes the keyboard."""

    undo_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self._words = Words(theme)
        self._undo = QPushButton("Rückgängig")
        self._undo.setProperty("link", True)
        self._undo.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(L, S, M, S)
        layout.addWidget(self._words)
        layout.addWidget(self._undo)
        self._timer = QTimer(self, singleShot=True, interval=_SHOWN_MS)
        self._timer.timeout.connect(self.hide)
        self._undo.clicked.connect(self._take_back)
        parent.installEventFilter(self)
        self.hide()

    def say(self, sentence: str, can_undo: bool) -> None:
        """Show a sentence for a few seconds."""
        self._words.setText(sentence)
        self._words.setWordWrap(len(sentence) > 90)
        self._words.setMinimumWidth(560 if len(sentence) > 90 else 0)
        self._undo.setVisible(can_undo)
        self.adjustSize()
        self._place()
        self.show()
        self.raise_()
        self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        parent = self.parentWidget()
        if parent is not None:
            self.move((parent.width() - self.width()) // 2, parent.height() - self.height() - L)

    def _take_back(self) -> None:
        self.hide()
        self.undo_wanted.emit()
