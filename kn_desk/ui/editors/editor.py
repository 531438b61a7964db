"""What every editor can do, and those that are a line or a box of text."""

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFontMetrics, QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QSizePolicy, QVBoxLayout, QWidget

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
    """One line of text: words, numbers, money, a time."""

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

    def set_locked(self, locked: bool) -> None:
        self.line.setReadOnly(locked)


class NoteEditor(Editor):
    """Several lines, as high as what stands in them, within bounds."""

    _LEAST, _MOST = 3, 12

    def __init__(self, spec: FieldSpec, parent: QWidget | None = None) -> None:
        self.box = QPlainTextEdit()
        super().__init__(spec, self.box, parent)
        self.box.setTabChangesFocus(True)
        self.box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.box.textChanged.connect(self._text_changed)
        self.box.installEventFilter(self)
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

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return super().eventFilter(watched, event)

    def _text_changed(self) -> None:
        self._fit()
        if not self._showing:
            self.edited.emit()

    def _fit(self) -> None:
        lines = min(max(round(self.box.document().size().height()), self._LEAST), self._MOST)
        height = lines * QFontMetrics(self.box.font()).lineSpacing() + 18
        if self.box.height() != height:
            self.box.setFixedHeight(height)


def retype(line: QLineEdit, text: str) -> None:
    """Put a text in the place of what stands in a line, as if it was typed."""
    line.selectAll()
    line.insert(text)
