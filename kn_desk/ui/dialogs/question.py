"""A question with a few answers, or a message with one."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from kn_desk.ui.dialogs.dialog import Dialog
from kn_desk.ui.icons import pixmap
from kn_desk.ui.question import CLOSE, Ask, Question
from kn_desk.ui.style import L, M, S, Theme

__all__ = ["CLOSE", "Ask", "Question", "QuestionDialog"]

_ICONS = {"question": "circle-question-mark", "info": "info", "warning": "triangle-alert", "crit": "triangle-alert"}
_COLOURS = {"question": "accent", "info": "accent", "warning": "warn", "crit": "crit"}


class QuestionDialog(Dialog):
    """``answer`` is what was chosen."""

    def __init__(self, theme: Theme, question: Question, parent: QWidget | None = None) -> None:
        super().__init__(theme, question.what, parent)
        self.setWindowTitle("KN Desk")
        self.answer = question.answers[-1]
        self._dress(question)
        if question.more:
            self.add_text(question.more, quiet=True)
        if question.details:
            self._add_details(question.details)
        self.body.addStretch(1)
        for number, words in reversed(list(enumerate(question.answers))):
            button = self.add_button(words, primary=number == 0)
            button.clicked.connect(lambda checked=False, words=words: self._take(words))
            if number == (len(question.answers) - 1 if question.destroys else 0):
                button.setFocus(Qt.FocusReason.OtherFocusReason)
        self.fit(520)

    def _dress(self, question: Question) -> None:
        """An icon at the left of the heading says what kind of message it is."""
        value = getattr(self.theme.tokens, _COLOURS[question.tone])
        picture = QLabel()
        picture.setPixmap(
            pixmap(_ICONS[question.tone], value if isinstance(value, str) else value.fore, self.theme.px(24))
        )
        row = QHBoxLayout()
        row.setSpacing(M)
        self.body.removeWidget(self.title)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.title, 1)
        self.body.insertLayout(0, row)

    def _add_details(self, details: str) -> None:
        column = QVBoxLayout()
        column.setSpacing(S)
        opens = QPushButton("Einzelheiten")
        opens.setProperty("link", True)
        opens.setAutoDefault(False)
        text = QPlainTextEdit(details)
        text.setReadOnly(True)
        text.setTabChangesFocus(True)
        text.setAccessibleName("Einzelheiten")
        text.setMinimumHeight(4 * L + 4 * M)
        text.hide()

        def unfold() -> None:
            text.setVisible(text.isHidden())
            self.fit(520)

        opens.clicked.connect(unfold)
        column.addWidget(opens, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(text)
        self.body.addLayout(column)

    def _take(self, words: str) -> None:
        self.answer = words
        self.accept()
