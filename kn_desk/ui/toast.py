"""A toast: says briefly what was done, and offers to take it back."""

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHBoxLayout, QPushButton, QWidget

from kn_desk.ui.forms.labels import Words
from kn_desk.ui.style import L, M, S, Theme

_SHOWN_MS = 6000


class Toast(QFrame):
    """Floats above the bottom of its parent; never takes the keyboard."""

    undo_wanted = Signal()
    #: "Öffnen" was pressed: the id of what is to be shown.
    open_wanted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("card", True)
        self._above = 0
        self._opens = ""
        self._words = Words(theme)
        self._open = _link("Öffnen")
        self._undo = _link("Rückgängig")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(L, S, M, S)
        layout.setSpacing(L)
        layout.addWidget(self._words)
        layout.addWidget(self._open)
        layout.addWidget(self._undo)
        self._timer = QTimer(self, singleShot=True, interval=_SHOWN_MS)
        self._timer.timeout.connect(self.hide)
        self._open.clicked.connect(self._show_it)
        self._undo.clicked.connect(self._take_back)
        parent.installEventFilter(self)
        self.hide()

    def say(self, sentence: str, can_undo: bool, above: int = 0, opens: str = "") -> None:
        """Show a sentence for a few seconds, ``above`` so many pixels at the bottom that have to be seen."""
        self._above, self._opens = above, opens
        self._open.setVisible(bool(opens))
        self._words.setText(sentence)
        self._words.setWordWrap(len(sentence) > 90)
        self._words.setMinimumWidth(560 if len(sentence) > 90 else 0)
        self._undo.setVisible(can_undo)
        self.adjustSize()
        self._place()
        QTimer.singleShot(0, self._place)  # what was saved is chosen in its list after this
        self.show()
        self.raise_()
        self._timer.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        parent = self.parentWidget()
        if parent is None:
            return
        left = max(0, (_left_of_detail(parent) - self.width()) // 2)
        top = parent.height() - self.height() - L - self._above
        place = QRect(left, top, self.width(), self.height())
        for row in _chosen_rows(parent):
            if row.intersects(place):
                place.moveBottom(row.top() - S)
        self.move(left, max(place.top(), 0))

    def _show_it(self) -> None:
        self.hide()
        self.open_wanted.emit(self._opens)

    def _take_back(self) -> None:
        self.hide()
        self.undo_wanted.emit()


def _link(words: str) -> QPushButton:
    button = QPushButton(words)
    button.setProperty("link", True)
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return button


def _left_of_detail(page: QWidget) -> int:
    """How wide a page is up to the detail at its right, which has buttons at its foot."""
    sides = [frame for frame in page.findChildren(QFrame) if frame.property("side") and frame.isVisible()]
    return min([page.width(), *(side.mapTo(page, QPoint(0, 0)).x() for side in sides)])


def _chosen_rows(page: QWidget) -> list[QRect]:
    """The places of the rows that are chosen in the lists of a page: what was just saved is among them."""
    found = []
    for view in page.findChildren(QAbstractItemView):
        index = view.currentIndex()
        if view.isVisible() and index.isValid() and view.selectionModel().isSelected(index):
            row = view.visualRect(index)
            top = view.viewport().mapTo(page, row.topLeft()).y()
            left = view.viewport().mapTo(page, QPoint(0, 0)).x()
            found.append(QRect(left, top, view.viewport().width(), row.height()))
    return found
