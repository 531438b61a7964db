"""What a meeting leaves behind: entries of the minutes, tasks, and reminders of any record."""

from collections.abc import Iterator
from datetime import date

from kn_desk.fields.kinds import Choice, Day, Links, Note, Number, Rank, Ref, Text, YesNo
from kn_desk.fields.spec import Computed, Fault, Near, Record, computed, fault, field, record
from kn_desk.records import deadlines
from kn_desk.records.decisions import Decision
from kn_desk.records.jour_fixe import AgendaItem, Meeting, approved_sentence
from kn_desk.records.sentences import day, in_future

__all__ = ["Decision", "FollowUp", "MinuteEntry", "Task"]

#: Kinds of entries in reading order, with the letter of their badge and of the shorthand line.
ENTRY_KINDS = {
    "info": "Information", "ruling": "Festlegung", "decision": "Beschluss", "task": "Aufgabe",
    "recommendation": "Empfehlung", "question": "Offene Frage",
}  # fmt: skip
ENTRY_LETTERS = {
    "info": "I", "ruling": "F", "decision": "B", "task": "A", "recommendation": "E", "question": "O",
}  # fmt: skip
#: What an entry of this kind becomes.
BECOMES = {"task": "task", "ruling": "decision", "decision": "decision"}

TASK_STATUS = Choice({
    "open": "Offen", "in_progress": "In Arbeit", "waiting": "Wartet auf …", "done": "Erledigt", "dropped": "Entfallen",
})  # fmt: skip
TASK_OVER = frozenset({"done", "dropped"})


@record("Protokolleintrag", "Protokoll", prefix="PE", named_by=("kind", "text"), part_of=("agenda_item",))
class MinuteEntry(Record):
    """One entry of the minutes; A made a Task, B and F made a Decision, to which it points."""

    agenda_item: str | None = field("Tagesordnungspunkt", Ref("agenda_item"), section="Eintrag")
    rank: str | None = field("Reihenfolge", Rank(), section="Eintrag", internal=True)
    kind: str | None = field("Art", Choice(ENTRY_KINDS), section="Eintrag", default="info")
    text: str = field("Text", Note(), section="Eintrag")
    task: str | None = field("Aufgabe", Ref("task"), section="Daraus wurde")
    decision: str | None = field("Beschluss", Ref("decision"), section="Daraus wurde")

    def locked(self, near: Near) -> str | None:
        item = near.above(AgendaItem, self.agenda_item)
        return approved_sentence(near.above(Meeting, item.meeting)) if item else None

    def faults(self, near: Near) -> Iterator[Fault]:
        becomes = BECOMES.get(self.kind or "")
        if self.task is not None and becomes != "task":
            yield fault("task", "Nur ein Eintrag der Art „Aufgabe“ hat eine Aufgabe.", "kind")
        if self.decision is not None and becomes != "decision":
            yield fault("decision", "Nur „Beschluss“ und „Festlegung“ haben einen Beschluss.", "kind")


@record("Aufgabe", "Aufgaben", prefix="A")
class Task(Record):
    """What one person has to do by a day; its Kennung is the number under which it is cited (A-2026-112)."""

    title: str = field("Was", Text(300), section="Aufgabe")
    description: str | None = field("Beschreibung", Note(), section="Aufgabe")
    responsible: str | None = field("Wer", Ref("person"), section="Aufgabe", hint="Genau eine Person")
    support: tuple[str, ...] = field("Mitwirkung", Links("person"), section="Aufgabe")
    due_on: date | None = field("Bis wann", Day(), section="Aufgabe")
    due_original: date | None = field("Bis wann (ursprünglich)", Day(), section="Aufgabe",
                                      hint="Der erste Termin; bleibt stehen, wenn verschoben wird")  # fmt: skip
    status: str | None = field("Status", TASK_STATUS, section="Stand", default="open")
    waiting_for: str | None = field("Wartet auf", Text(200), section="Stand", hint="Person, Stelle oder Ereignis")
    done_on: date | None = field("Erledigt am", Day(), section="Stand")
    meeting: str | None = field("Herkunft: Sitzung", Ref("meeting"), section="Herkunft")
    agenda_item: str | None = field("Herkunft: TOP", Ref("agenda_item"), section="Herkunft")
    links: tuple[str, ...] = field("Betrifft", Links("strategy_item", "application", "task", "decision"),
                                   section="Herkunft")  # fmt: skip

    @property
    def is_over(self) -> bool:
        """Whether nothing is to be done any more."""
        return self.status in TASK_OVER

    @computed("Frist", deadlines.DEADLINE_LIGHT, kept=True)
    def light(self, near: Near) -> Computed:
        return deadlines.no_deadline(self._ending) if self.is_over else deadlines.deadline_light(self.due_on, near)

    @computed("Überfällig", YesNo(), kept=True)
    def overdue(self, near: Near) -> Computed:
        return Computed(False, self._ending) if self.is_over else deadlines.overdue(self.due_on, near)

    @computed("Tage übrig", Number(-100_000, 100_000), sorted_by="due_on")
    def days_left(self, near: Near) -> Computed:
        return Computed(None, self._ending) if self.is_over else deadlines.days_left(self.due_on, near)

    @property
    def _ending(self) -> str:
        when = f" am {day(self.done_on)}" if self.done_on else ""
        return f"{TASK_STATUS.show(self.status)}{when}."

    def faults(self, near: Near) -> Iterator[Fault]:
        if self.status == "done" and self.done_on is None:
            yield fault("done_on", "„Erledigt“ braucht das Datum.", "status")
        if self.status == "waiting" and self.waiting_for is None:
            yield fault("waiting_for", "Worauf wartet die Aufgabe?", "status")
        if self.done_on is not None and self.status != "done":
            yield fault("done_on", f"Erledigt am {day(self.done_on)}, aber der Status ist nicht „Erledigt“.", "status")
        if self.id and self.id in self.links:
            yield fault("links", "Die Aufgabe verweist auf sich selbst.")

    def hints(self, near: Near) -> Iterator[str]:
        if self.due_on and self.due_original and self.due_on > self.due_original:
            yield f"Verschoben vom {day(self.due_original)} auf den {day(self.due_on)}."
        if self.responsible is not None and self.responsible in self.support:
            yield "Wer zuständig ist, steht auch unter Mitwirkung."
        if not self.is_over:
            yield from deadlines.on_day_off(self, "due_on")
        yield from in_future(self, near.today, "done_on")


@record("Wiedervorlage", "Wiedervorlagen", prefix="WV", named_by=("text",))
class FollowUp(Record):
    """A reminder of one record of any type."""

    text: str = field("Worum geht es", Text(300), section="Wiedervorlage")
    due_on: date | None = field("Termin", Day(), section="Wiedervorlage")
    about: tuple[str, ...] = field("Zu", Links(), section="Wiedervorlage", hint="Genau ein Eintrag")
    done: bool | None = field("Erledigt", YesNo(), section="Wiedervorlage", default=False)

    @computed("Frist", deadlines.DEADLINE_LIGHT, kept=True)
    def light(self, near: Near) -> Computed:
        if self.done:
            return deadlines.no_deadline("Die Wiedervorlage ist erledigt.")
        return deadlines.deadline_light(self.due_on, near)

    @computed("Überfällig", YesNo(), kept=True)
    def overdue(self, near: Near) -> Computed:
        if self.done:
            return Computed(False, "Die Wiedervorlage ist erledigt.")
        return deadlines.overdue(self.due_on, near)

    def faults(self, near: Near) -> Iterator[Fault]:
        if len(self.about) != 1:
            yield fault("about", "Eine Wiedervorlage gehört zu genau einem Eintrag.", "text")
