"""What every page is given: the desk, the look, and the ways to ask the window for something."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from kn_desk.paths import Home
from kn_desk.services.desk import Desk
from kn_desk.ui.memory import Memory
from kn_desk.ui.question import Ask, leave_it
from kn_desk.ui.style import Theme


class Announcer(QObject):
    """Tells every open view what was written; each decides whether to reload."""

    #: A ``records.change.Change``.
    changed = Signal(object)


class Wishes(QObject):
    """What a page may ask the window for."""

    #: Show a record, by its id, wherever it belongs.
    follow = Signal(str)
    #: Show a Rücklauf, by its id, in the view in which what came back is compared.
    merge = Signal(str)
    #: A toast: the sentence, and whether it offers "Rückgängig".
    toast = Signal(str, bool)
    #: A toast about something that was made elsewhere: the sentence, and the id that "Öffnen" shows.
    made = Signal(str, str)
    #: The counts at the left of the status bar.
    status = Signal(str)
    #: One of the window's actions, by its name (see ``actions.DEEDS``).
    deed = Signal(str)
    #: A mail draft that is to be written somewhere: the title of the question where, its usual name, its bytes.
    keep_file = Signal(str, str, bytes)


@dataclass(frozen=True)
class Context:
    """Passed to every page; nothing here is global."""

    desk: Desk
    theme: Theme
    announcer: Announcer
    wishes: Wishes
    memory: Memory
    #: Where backups, drafts and reports of this person lie.
    home: Home | None = None
    #: Asks the person, and returns the answer chosen.
    answer: Ask = leave_it
