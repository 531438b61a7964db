"""Titles of steps: German, made when shown, with no name stored."""

from kn_desk.records.change import ChangeSet, creation
from kn_desk.records.contacts import Person
from kn_desk.records.progress import Milestone
from kn_desk.records.strategy import Goal, StrategyItem
from kn_desk.services.edit import new_record
from kn_desk.services.titles import title_of
from tests.makers.offices import Opened


def titles(opened: Opened) -> list[str]:
    with opened.office.read() as reader:
        return [title_of(reader, step) for step in reversed(reader.steps())]


def test_every_verb_has_a_title(opened: Opened) -> None:
    item = opened.add(StrategyItem, title="Serviceportal")
    opened.set(item, title="Bürgerportal")
    opened.add(Milestone, title="Abnahme", item=item)
    opened.trash(item)
    opened.restore(item)
    opened.undo()
    opened.redo()

    assert titles(opened) == [
        "Datei angelegt",
        "Maßnahme M-2026-001 angelegt",
        "Maßnahme M-2026-001 geändert",
        "Meilenstein MS-2026-001 angelegt",
        "2 Datensätze in den Papierkorb gelegt",
        "2 Datensätze aus dem Papierkorb geholt",
        "Rückgängig: 2 Datensätze aus dem Papierkorb geholt",
        "Wiederholt: 2 Datensätze aus dem Papierkorb geholt",
    ]


def test_several_records_of_a_type_are_counted_by_its_plural(opened: Opened) -> None:
    opened.apply(*(creation(new_record(Goal, {"title": title})) for title in "ABC"), verb="import")

    assert titles(opened)[-1] == "3 Ziele eingelesen"


def test_a_deletion_is_titled_and_so_is_undoing_it(opened: Opened) -> None:
    goal = opened.add(Goal, title="Teilhabe")
    opened.trash(goal)
    opened.purge(goal)
    opened.undo()
    opened.redo()
    opened.undo()

    assert titles(opened)[-4:] == [
        "Ziel Z-2026-001 endgültig gelöscht",
        "Rückgängig: Ziel Z-2026-001 endgültig gelöscht",
        "Wiederholt: Ziel Z-2026-001 endgültig gelöscht",
        "Rückgängig: Ziel Z-2026-001 endgültig gelöscht",
    ]


def test_no_title_is_stored_and_none_holds_a_name(opened: Opened) -> None:
    person = opened.add(Person, last_name="Kanarienvogel")
    opened.set(person, first_name="Tweety")

    assert not any("Kanarienvogel" in title for title in titles(opened))
    assert not any("Kanarienvogel" in str(row) for row in opened.sql("SELECT * FROM step"))


def test_a_verb_that_is_not_known_is_shown_as_it_is(opened: Opened) -> None:
    goal = creation(new_record(Goal, {"title": "Teilhabe"}))
    opened.office.apply(ChangeSet((goal,), "carry_over", "x", "window"))

    assert titles(opened)[-1] == "Ziel Z-2026-001 carry_over"
