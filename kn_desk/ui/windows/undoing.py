"""Undo and redo from the window: what others did, or what was done on another day, is asked about first."""

from typing import Literal

from PySide6.QtCore import QObject

from kn_desk.errors import UserError
from kn_desk.fields.days import BERLIN
from kn_desk.services.desk import Ahead
from kn_desk.ui.dialogs.asking import Asking
from kn_desk.ui.dialogs.question import Question
from kn_desk.ui.windows.main_window import MainWindow

Verb = Literal["undo", "redo"]
_WORDS: dict[Verb, str] = {"undo": "Rückgängig machen", "redo": "Wiederholen"}


class Undoing(QObject):
    """Answers the actions "Rückgängig" and "Wiederholen"."""

    def __init__(self, window: MainWindow, asking: Asking) -> None:
        super().__init__(window)
        self._window = window
        self._asking = asking
        self._asked_once = False
        window.asked.connect(self._answer)

    def _answer(self, name: str) -> None:
        # In a field the keys are the field's own, also where it has nothing to take back: Qt never passes them on.
        if name == "undo":
            self._revert("undo")
        elif name == "redo":
            self._revert("redo")

    def _revert(self, verb: Verb) -> None:
        window = self._window
        if not window.save_all():
            return
        undo, redo = window.desk.ahead()
        ahead = undo if verb == "undo" else redo
        if ahead is None or not self._may(verb, ahead):
            return
        try:
            window.desk.undo() if verb == "undo" else window.desk.redo()
        except UserError as error:
            window.say(str(error))
            return
        window.say(f"{'Rückgängig' if verb == 'undo' else 'Wiederholt'}: {ahead.title}")

    def _may(self, verb: Verb, ahead: Ahead) -> bool:
        """Steps of this session are taken at once; of others always after a question, of ours once a session."""
        if ahead.made_here:
            return True
        by_me = ahead.by == self._window.desk.author.by
        if by_me and self._asked_once:
            return True
        when = f"{ahead.at.astimezone(BERLIN):%d.%m.%Y %H:%M}"
        records = "1 Datensatz" if ahead.records == 1 else f"{ahead.records} Datensätze"
        who = "Ihnen" if by_me else ahead.by
        more = f"{ahead.title}, am {when} von {who}. Betroffen: {records}."
        word = _WORDS[verb]
        what = "Diesen Schritt rückgängig machen?" if verb == "undo" else "Diesen Schritt wiederholen?"
        if self._asking.answer(Question(what, more, (word, "Abbrechen")), self._window) != word:
            return False
        self._asked_once = self._asked_once or by_me
        return True
