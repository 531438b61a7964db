"""Every modal thing that the window asks a person; tests pass one in that answers by itself."""

from PySide6.QtWidgets import QFileDialog, QWidget

from kn_desk.errors import UserError
from kn_desk.paths import SUFFIX
from kn_desk.ui.dialogs.question import Question, QuestionDialog
from kn_desk.ui.style import Theme

_FILES = f"KN-Desk-Datei (*{SUFFIX})"


class Asking:
    """Asks in dialogs."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme

    def answer(self, question: Question, parent: QWidget | None) -> str:
        """Ask, and return the answer chosen (the last one for Esc)."""
        dialog = QuestionDialog(self._theme, question, parent)
        dialog.exec()
        dialog.deleteLater()
        return dialog.answer

    def say(self, error: UserError, parent: QWidget | None) -> None:
        """Say what went wrong."""
        self.answer(Question(error.what, error.todo, tone="warning", details=error.details), parent)

    def file_to_open(self, parent: QWidget | None, folder: str) -> str:
        """Return the office file to open, "" for none."""
        return QFileDialog.getOpenFileName(parent, "Datei öffnen", folder, _FILES)[0]

    def files_to_open(self, parent: QWidget | None, title: str, folder: str, kinds: str) -> list[str]:
        """Return files to read, none for nothing."""
        return QFileDialog.getOpenFileNames(parent, title, folder, kinds)[0]

    def file_to_write(self, parent: QWidget | None, title: str, start: str, kind: str = _FILES) -> str:
        """Return where to write a file, "" for nowhere; an existing one is asked about."""
        return QFileDialog.getSaveFileName(parent, title, start, kind)[0]

    def folder(self, parent: QWidget | None, title: str, start: str) -> str:
        """Return a folder, "" for none."""
        return QFileDialog.getExistingDirectory(parent, title, start)
