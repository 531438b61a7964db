"""One field of a form: its label, its editor, and below it what is wrong with what stands there."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from kn_desk.ui.editors.editor import Editor
from kn_desk.ui.forms.labels import Words
from kn_desk.ui.style import S, Theme

#: Qt cuts what is pasted into a line after 32,767 characters without a word; the kind says so in a sentence.
_NO_END = 2**31 - 1


class FieldBox(QWidget):
    """A field as high as it is; ``fault`` and ``taker`` are there only when there is something to say."""

    #: What is stored is wanted in the place of what was typed.
    stored_wanted = Signal()

    def __init__(self, theme: Theme, editor: Editor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.editor = editor
        spec = editor.spec
        label = Words(theme, f"{spec.label} *" if spec.required else spec.label, points=9, colour="text2", wrap=True)
        label.setBuddy(editor)
        self.fault = Words(theme, points=9, colour="crit", wrap=True)
        self.taker = QPushButton("Gespeicherten Wert nehmen")
        self.taker.setProperty("link", True)
        self.taker.setAccessibleName(f"{spec.label}: gespeicherten Wert nehmen")
        self.taker.clicked.connect(self.stored_wanted)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, S)
        layout.setSpacing(2)
        for widget in (label, editor, self.fault, self.taker):
            layout.addWidget(widget)
        for line in editor.findChildren(QLineEdit):
            line.setMaxLength(_NO_END)
        editor.setToolTip(spec.hint)
        self.clear()

    @property
    def can_take(self) -> bool:
        """Whether what is stored is offered."""
        return not self.taker.isHidden()

    @property
    def cursor_place(self) -> int:
        """Where the cursor stands, in an editor of text."""
        inner = self.editor.inner
        if isinstance(inner, QLineEdit):
            return inner.cursorPosition()
        return inner.textCursor().position() if isinstance(inner, QPlainTextEdit) else 0

    def put_cursor(self, place: int) -> None:
        """Put the cursor there, or at the end of what is shorter now."""
        inner = self.editor.inner
        if isinstance(inner, QLineEdit):
            inner.setCursorPosition(place)
        elif isinstance(inner, QPlainTextEdit):
            cursor = inner.textCursor()
            cursor.setPosition(min(place, inner.document().characterCount() - 1))
            inner.setTextCursor(cursor)

    def say(self, sentence: str, *, can_take: bool = False) -> None:
        """Say what is wrong; ``can_take`` offers what is stored."""
        self.editor.mark(True)
        self.fault.setText(sentence)
        self.fault.setVisible(True)
        self.taker.setVisible(can_take)

    def clear(self) -> None:
        """There is nothing wrong any more."""
        if not self.fault.isHidden():
            self.editor.mark(False)
        self.fault.setVisible(False)
        self.taker.setVisible(False)
