"""What a person is asked, and the shape of whoever asks it; the dialog itself is made elsewhere."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

CLOSE = "Schließen"


@dataclass(frozen=True)
class Question:
    """What is asked: a sentence, more about it, the answers (the first is usual, the last is what Esc means)."""

    what: str
    more: str = ""
    answers: tuple[str, ...] = (CLOSE,)
    tone: str = "question"
    details: str = ""
    #: The first answer cannot be taken back: the keyboard begins at the last one.
    destroys: bool = False


#: Asks, and returns the answer.
Ask = Callable[[Question, QWidget | None], str]


def leave_it(question: Question, parent: QWidget | None) -> str:
    """The answer where nobody can be asked: the last one, which is what Esc means."""
    return question.answers[-1]
