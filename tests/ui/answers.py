"""Somebody who answers what the window asks, without a dialog."""

from PySide6.QtWidgets import QWidget

from kn_desk.errors import UserError
from kn_desk.ui.dialogs.asking import Asking
from kn_desk.ui.dialogs.question import Question
from kn_desk.ui.style import Theme


class Answers(Asking):
    """Gives the prepared answers in turn (the last one of a question where none is left), and keeps what was asked."""

    def __init__(self, theme: Theme | None = None) -> None:
        self.prepared: list[str] = []
        self.asked: list[Question] = []
        self.errors: list[UserError] = []
        self.file = ""

    def answer(self, question: Question, parent: QWidget | None) -> str:
        self.asked.append(question)
        answer = self.prepared.pop(0) if self.prepared else question.answers[-1]
        assert answer in question.answers
        return answer

    def say(self, error: UserError, parent: QWidget | None) -> None:
        self.errors.append(error)

    def file_to_open(self, parent: QWidget | None, folder: str) -> str:
        return self.file

    def files_to_open(self, parent: QWidget | None, title: str, folder: str, kinds: str) -> list[str]:
        return [self.file] if self.file else []

    def file_to_write(self, parent: QWidget | None, title: str, start: str, kind: str = "") -> str:
        return self.file

    def folder(self, parent: QWidget | None, title: str, start: str) -> str:
        return self.file
