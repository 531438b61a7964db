"""What a Frist is: one view over many records, each with its kind, its day, and the one thing to do about it next."""

from dataclasses import dataclass
from datetime import date

from kn_desk.fields.text import fold


@dataclass(frozen=True)
class Kind:
    """A kind of Frist: its word, and the name of its icon."""

    word: str
    icon_name: str


@dataclass(frozen=True)
class Action:
    """What a person does next about a Frist; ``finishes`` says whether it is done with that, in one step."""

    word: str
    finishes: bool = False


KINDS = {
    "task": Kind("Aufgabe", "square-check-big"),
    "milestone": Kind("Meilenstein", "milestone"),
    "next_step": Kind("Nächster Schritt", "arrow-right"),
    "duty": Kind("Pflicht", "stamp"),
    "application": Kind("Antragsfrist", "flag"),
    "drawdown": Kind("Mittelabruf", "hand-coins"),
    "call": Kind("Förderprogramm", "landmark"),
    "decision": Kind("Beschluss", "gavel"),
    "review": Kind("Überprüfung", "rotate-ccw"),
    "report": Kind("Rückmeldung", "mail"),
    "freeze": Kind("Tagesordnung", "hourglass"),
    "role": Kind("Lotsenrolle", "user"),
    "notice": Kind("Kündigung", "network"),
    "follow_up": Kind("Wiedervorlage", "bell"),
    "risk": Kind("Risiko", "triangle-alert"),
    "contact": Kind("Kontakt", "message-square"),
    "deletion": Kind("Löschprüfung", "shield"),
}
_PLACES = {kind: place for place, kind in enumerate(KINDS)}

ACTIONS = {
    "done": Action("Erledigt", finishes=True),
    "reached": Action("Erreicht", finishes=True),
    "replan": Action("Neu planen"),
    "remind": Action("Erinnern"),
    "prepare": Action("Vorbereiten"),
    "succeed": Action("Nachfolge"),
    "check": Action("Prüfen"),
    "open": Action("Öffnen"),
}

#: The days that a person may simply move, with the field that keeps the first one ("" without such a field). A
#: funder's deadline, the end of a role or of a notice are moved in their record, with a reason.
MOVABLE = {
    ("task", "due_on"): "due_original",
    ("milestone", "due_planned"): "due_original",
    ("strategy_item", "next_step_due"): "",
    ("follow_up", "due_on"): "",
    ("decision", "due_on"): "",
    ("decision", "review_on"): "",
    ("risk", "review_on"): "",
    ("stakeholder", "next_contact_on"): "",
    ("interaction", "follow_up"): "",
    ("person", "delete_check_on"): "",
}


@dataclass(frozen=True)
class Deadline:
    """One Frist: a day of a record, as lists show it.

    ``record``, ``type`` and ``field`` say where the day is stored (``field`` is "" where it is reckoned); ``page`` is
    the id of the record that has a page of its own, ``about`` what an item on an agenda would be linked to.
    """

    kind: str
    on: date
    title: str
    context: str
    code: str
    who: str
    who_id: str
    record: str
    type: str
    field: str
    page: str
    about: tuple[str, ...]
    action: str

    @property
    def key(self) -> str:
        """What it is recognised by when the list is read anew."""
        return f"{self.record}.{self.field or self.kind}"

    @property
    def movable(self) -> bool:
        """Whether a person may simply move the day."""
        return (self.type, self.field) in MOVABLE

    @property
    def order(self) -> tuple[date, int, str]:
        """Its place in a list."""
        return self.on, _PLACES[self.kind], self.title

    @property
    def words(self) -> str:
        """Everything that a search looks at, folded."""
        return fold(" ".join((self.title, self.context, self.code, self.who, KINDS[self.kind].word)))
