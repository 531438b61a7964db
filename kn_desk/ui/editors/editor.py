"""What every editor can do, and those that are a line or a box of text."""

from math import ceil
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

from kn_desk.errors import Unreadable
from kn_desk.fields.spec import FieldSpec


class Editor(QWidget):
    """Shows one value and lets a person change it; what is typed is read by the kind, never here."""

    #: The person changed something.
    edited = Signal()

    def __init__(self, spec: FieldSpec, inner: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.spec = spec
        self.inner = inner
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(inner)
        inner.setAccessibleName(spec.label)
        inner.setAccessibleDescription(spec.hint)
        self.setFocusProxy(inner)

    def show_value(self, value: Any, text: str) -> None:
        """Show a value; ``text`` is how people read it."""
        raise NotImplementedError

    def raw(self) -> Any:
        """Return what stands in the editor, for the kind to read."""
        raise NotImplementedError

    def put_back(self, value: Any, text: str) -> None:
        """Show a value in the place of what is typed; in a field of text Strg+Z takes that back."""
        self.show_value(value, text)

    def settle(self) -> None:
        """Make of what is typed what it means, once the keyboard leaves (hook)."""

    def mark(self, faulty: bool) -> None:
        """Show at the edge whether a fault stands here."""
        self.inner.setProperty("fault", faulty)
        self.inner.style().unpolish(self.inner)
        self.inner.style().polish(self.inner)

    def set_locked(self, locked: bool) -> None:
        """Let the value be read but not changed."""
        self.inner.setEnabled(not locked)


class LineEditor(Editor):
    """One line of text: words, numbers, money, a time; on leaving it, a number is shown as it was read."""

    def __init__(self, spec: FieldSpec, parent: QWidget | None = None) -> None:
        self.line = QLineEdit()
        super().__init__(spec, self.line, parent)
        if spec.kind.right_aligned:
            self.line.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.line.textEdited.connect(self.edited)

    def show_value(self, value: Any, text: str) -> None:
        self.line.setText(text)
        self.line.setCursorPosition(0)

    def put_back(self, value: Any, text: str) -> None:
        retype(self.line, text)

    def raw(self) -> str:
        return self.line.text()

    def settle(self) -> None:
        if not self.spec.kind.right_aligned:
            return
        try:
            shown = self.spec.kind.show(self.spec.kind.read(self.line.text()))
        except Unreadable:
            return
        if shown != self.line.text():
            self.line.setText(shown)

    def set_locked(self, locked: bool) -> None:
        self.line.setReadOnly(locked)


class _Box(QPlainTextEdit):
    """Tells when it has another size or font, its lines broken for that: an event filter would hear of it before."""

    laid_out = Signal()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.laid_out.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.laid_out.emit()


class NoteEditor(Editor):
    """Several lines, as high as what stands in them, within bounds."""

    _LEAST, _MOST = 3, 12
    #: Above and below the lines: edge, padding, and what Qt leaves free; a pixel less, and the last line is cut.
    _EDGES = 19

    def __init__(self, spec: FieldSpec, parent: QWidget | None = None) -> None:
        self.box = _Box()
        super().__init__(spec, self.box, parent)
        self.box.setTabChangesFocus(True)
        self.box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.box.textChanged.connect(self._text_changed)
        self.box.laid_out.connect(self._fit)
        self._showing = False

    def show_value(self, value: Any, text: str) -> None:
        self._showing = True
        self.box.setPlainText(text)
        self._showing = False
        self._fit()

    def put_back(self, value: Any, text: str) -> None:
        cursor = self.box.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)

    def raw(self) -> str:
        return self.box.toPlainText()

    def set_locked(self, locked: bool) -> None:
        self.box.setReadOnly(locked)

    def _text_changed(self) -> None:
        self._fit()
        if not self._showing:
            self.edited.emit()

    def _fit(self) -> None:
        lines = min(max(round(self.box.document().size().height()), self._LEAST), self._MOST)
        height = lines * ceil(QFontMetricsF(self.box.font()).lineSpacing()) + self._EDGES
        if self.box.height() != height:
            self.box.setFixedHeight(height)


def retype(line: QLineEdit, text: str) -> None:
    """Put a text in the place of what stands in a line, as if it was typed."""
    line.selectAll()
    line.insert(text)
