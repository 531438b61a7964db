"""A line of shorthand: taken apart, understood in a sentence while it is typed, and stored as one step."""

from datetime import date

import pytest

from kn_desk.errors import UserError
from kn_desk.records.change import Change
from kn_desk.records.contacts import OrgUnit, Person
from kn_desk.records.jour_fixe import AgendaItem, Attendance, Meeting
from kn_desk.records.minutes import Decision, MinuteEntry, Task
from kn_desk.records.strategy import StrategyItem
from kn_desk.services import shorthand
from kn_desk.services.shorthand import Line, Meaning, fragment_at, parse
from tests.makers.offices import Opened

TODAY = date(2026, 6, 15)


@pytest.mark.parametrize(
    ("typed", "line"),
    [
        ("A @Muster 15.12. Angebot einholen #M-2026-014",
         Line("task", "Angebot einholen", ("Muster",), date(2026, 12, 15), ("M-2026-014",))),
        ("a 15.12.2027 @Muster Angebot", Line("task", "Angebot", ("Muster",), date(2027, 12, 15))),
        ("A Angebot einholen @Muster bis 15.12.", Line("task", "Angebot einholen", ("Muster",), date(2026, 12, 15))),
        ("A morgen Räume anfragen", Line("task", "Räume anfragen", (), date(2026, 6, 16))),
        ("B 7:0:1 Restmittel werden übertragen", Line("decision", "Restmittel werden übertragen", votes=(7, 0, 1))),
        ("F: Stadtgarten hat Vorrang", Line("ruling", "Stadtgarten hat Vorrang")),
        ("17 von 20 Hotspots sind in Betrieb", Line("info", "17 von 20 Hotspots sind in Betrieb")),
        ("I 15.12. ist Termin", Line("info", "15.12. ist Termin")),
        ("E   die   Regel aufnehmen", Line("recommendation", "die Regel aufnehmen")),
        ("O Wer moderiert am Wochenende?", Line("question", "Wer moderiert am Wochenende?")),
        ("Anna schreibt an anna@example.org", Line("info", "Anna schreibt an anna@example.org")),
        ("A 31.2. Unsinn",
         Line("task", "Unsinn", fault="Den Tag „31.2.“ gibt es nicht. Der Februar 2026 hat 28 Tage.")),
        ("Beschluss: Förderung wird beantragt", Line("decision", "Förderung wird beantragt")),
        ("beschluss: 7:0:1 Förderung", Line("decision", "Förderung", votes=(7, 0, 1))),
        ("Aufgabe: @Muster Plan bis Freitag", Line("task", "Plan", ("Muster",), date(2026, 6, 19))),
        ("Frage: Wer moderiert?", Line("question", "Wer moderiert?")),
        ("Offene Frage: Wer?", Line("question", "Wer?")),
        ("Info: Der Plan liegt vor", Line("info", "Der Plan liegt vor")),
        ("Aufgabe der Stadt bleibt", Line("info", "Aufgabe der Stadt bleibt")),
        ("A nächste Woche Klauseln einstellen", Line("task", "Klauseln einstellen", (), date(2026, 6, 26))),
        ("A Klauseln einstellen nächste Woche", Line("task", "Klauseln einstellen", (), date(2026, 6, 26))),
        ("A bis Montag Räume anfragen", Line("task", "Räume anfragen", (), date(2026, 6, 22))),
        ("A Montag ist Markt", Line("task", "Montag ist Markt")),
        ("A", Line("task", "")),
        ("", Line("info", "")),
    ],
)  # fmt: skip
def test_a_line_is_taken_apart(typed: str, line: Line) -> None:
    assert parse(typed, TODAY) == line


def test_the_name_being_typed_is_found_at_the_cursor() -> None:
    assert fragment_at("A @Be", 5) == (3, 5)
    assert fragment_at("A @", 3) == (3, 3)
    assert fragment_at("A @Be 15.12.", 9) is None
    assert fragment_at("anna@example", 9) is None


class Room:
    """An item of a meeting, three persons, and a Maßnahme."""

    def __init__(self, opened: Opened) -> None:
        self.opened = opened
        unit = opened.add(OrgUnit, name="Stadtwerke", short_name="SW")
        self.bernd = opened.add(Person, last_name="Beispiel", first_name="Bernd", unit=unit)
        self.berta = opened.add(Person, last_name="Beispiel", first_name="Berta")
        self.maria = opened.add(Person, last_name="Muster", first_name="Maria")
        opened.add(Person, last_name="Mustergegangen", first_name="Max", active=False)
        self.subject = opened.add(StrategyItem, title="WLAN")
        self.meeting = opened.add(Meeting, number="JF 2026/12", held_on=TODAY)
        opened.add(Attendance, meeting=self.meeting, person=self.maria)
        self.item = opened.add(AgendaItem, title="WLAN", meeting=self.meeting, presenter=self.bernd)

    def means(self, typed: str) -> Meaning:
        with self.opened.office.read() as reader:
            everyone = shorthand.contacts(reader, self.item)
            return shorthand.understand(reader, self.item, typed, everyone)

    def store(self, typed: str) -> Change:
        meaning = self.means(typed)
        with self.opened.office.read() as reader:
            edits = shorthand.entry_edits(reader, self.opened.get(self.item), meaning)
        return self.opened.apply(*edits, verb="create")

    def all(self, cls: type) -> list:
        with self.opened.office.read() as reader:
            return list(reader.rows(cls))


@pytest.fixture
def room(opened: Opened) -> Room:
    return Room(opened)


def test_who_reports_comes_first_then_who_is_invited_and_nobody_who_has_left(room: Room) -> None:
    with room.opened.office.read() as reader:
        names = [(one.name, one.about) for one in shorthand.contacts(reader, room.item)]
    assert names == [("Bernd Beispiel", "SW · berichtet"), ("Maria Muster", ""), ("Berta Beispiel", "")]


def test_a_name_that_others_have_too_is_typed_with_the_first_name(room: Room) -> None:
    with room.opened.office.read() as reader:
        everyone = shorthand.contacts(reader, room.item)
    assert [shorthand.handle(one, everyone) for one in everyone] == ["Bernd.Beispiel", "Muster", "Berta.Beispiel"]
    assert room.means("A @Bernd.Beispiel Was").responsible == room.bernd.id


def test_the_sentence_says_what_a_line_becomes_while_it_is_typed(room: Room) -> None:
    assert room.means("A @Be").sentence == "Wird: Aufgabe · Wer: Bernd Beispiel? · Bis wann: fehlt noch"
    assert room.means("A Was").sentence == "Wird: Aufgabe · Wer: fehlt noch · Bis wann: fehlt noch"
    sure = room.means(f"A @mu 15.12. Angebot #{room.subject.code}")
    assert sure.sentence == (
        f"Wird: Aufgabe · Wer: Maria Muster · Bis wann: 15.12.2026 · Betrifft: {room.subject.code}"
    )
    assert sure.missing == ""
    assert room.means("I Text").sentence == "Wird: Information"


def test_a_task_is_made_with_its_entry_in_one_step(room: Room) -> None:
    room.store(f"A @Muster 15.12. Angebot einholen #{room.subject.code}")
    (task,) = room.all(Task)
    (entry,) = room.all(MinuteEntry)
    assert (task.title, task.responsible, task.due_on, task.due_original) == (
        "Angebot einholen", room.maria.id, date(2026, 12, 15), date(2026, 12, 15),
    )  # fmt: skip
    assert (task.meeting, task.agenda_item, task.links) == (room.meeting.id, room.item.id, (room.subject.id,))
    assert (entry.kind, entry.text, entry.task, entry.agenda_item) == ("task", task.title, task.id, room.item.id)
    room.opened.undo()
    assert room.all(Task) == [] == room.all(MinuteEntry)


def test_a_decision_is_dated_by_the_meeting_and_tied_to_what_it_is_about(room: Room) -> None:
    room.store(f"B 7:0:0 Vorrang für den Stadtgarten #{room.subject.code}")
    (decision,) = room.all(Decision)
    (entry,) = room.all(MinuteEntry)
    assert (decision.kind, decision.decided_on, decision.votes_yes, decision.body) == (
        "decision",
        TODAY,
        7,
        "jour_fixe",
    )
    assert entry.decision == decision.id
    assert room.opened.get(room.subject).decisions == (decision.id,)
    room.store("F Gilt ab sofort")
    assert {one.kind for one in room.all(Decision)} == {"decision", "ruling"}


def test_other_entries_make_nothing_and_follow_in_order(room: Room) -> None:
    for typed in ("I Eins", "Zwei", "O Drei?"):
        room.store(typed)
    entries = sorted(room.all(MinuteEntry), key=lambda one: one.rank)
    assert [(one.kind, one.text) for one in entries] == [("info", "Eins"), ("info", "Zwei"), ("question", "Drei?")]
    assert room.all(Task) == [] == room.all(Decision)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("A @Muster", "Es fehlt der Text."),
        ("A @Beispiel Was", "passt auf 2 Personen"),
        ("A @Niemand Was", "„@Niemand“ wurde unter den Personen nicht gefunden"),
        ("A Was #X-1", "„#X-1“ gibt es nicht"),
    ],
)
def test_what_cannot_be_understood_is_said_and_not_stored(room: Room, typed: str, words: str) -> None:
    with pytest.raises(UserError, match=words):
        room.store(typed)
    assert room.all(MinuteEntry) == []


def test_a_very_long_task_keeps_its_whole_text(room: Room) -> None:
    room.store(f"A {'lang ' * 100}")
    (task,) = room.all(Task)
    assert len(task.title) == 299
    assert task.description == ("lang " * 100).strip()


def test_a_day_that_does_not_exist_keeps_the_line_from_becoming_a_task(room: Room) -> None:
    meaning = room.means("A @Muster 31.2. Angebot einholen")
    assert meaning.missing == "Den Tag „31.2.“ gibt es nicht. Der Februar 2026 hat 28 Tage."
    with pytest.raises(UserError, match="gibt es nicht"):
        room.store("A @Muster Angebot einholen bis 31.2.")
    assert not room.all(Task)
