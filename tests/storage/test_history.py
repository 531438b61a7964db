"""The history: every field, the state at the end of any past day, and days that never go backwards."""

from datetime import UTC, date, datetime, time

import pytest

from kn_desk.fields.spec import Record
from kn_desk.records.contacts import OrgUnit, Person
from kn_desk.records.progress import Milestone
from kn_desk.records.strategy import Goal, StrategyItem
from kn_desk.storage import history
from kn_desk.storage.connect import reading
from tests.makers.offices import AUTHOR, Opened, SettableClock


def at(opened: Opened, day: date, cls: type[Record] = Goal) -> list[str]:
    with opened.office.read() as reader:
        return [reader.name_of(record) for record in reader.rows_as_of(cls, day)]


def days(opened: Opened) -> list[date]:
    with opened.office.read() as reader:
        return [step.day for step in reversed(reader.steps())]


def test_a_list_stands_as_it_stood_at_the_end_of_a_day(opened: Opened, clock: SettableClock) -> None:
    goal = opened.add(Goal, title="Montag")
    clock.set(date(2026, 6, 16))
    opened.set(goal, title="Dienstag früh")
    opened.set(goal, title="Dienstag spät")
    clock.set(date(2026, 6, 18))
    opened.trash(goal)

    assert at(opened, date(2026, 6, 14)) == []
    assert at(opened, date(2026, 6, 15)) == ["Montag"]
    assert at(opened, date(2026, 6, 16)) == ["Dienstag spät"]
    assert at(opened, date(2026, 6, 17)) == ["Dienstag spät"]
    assert at(opened, date(2026, 6, 18)) == []
    assert at(opened, date(1900, 1, 1)) == at(opened, date(2199, 1, 1)) == []


def test_a_deleted_record_is_still_there_in_the_past_with_its_code_and_links(
    opened: Opened, clock: SettableClock
) -> None:
    goal = opened.add(Goal, title="Teilhabe")
    item = opened.add(StrategyItem, title="Serviceportal", goals=(goal,), priority=None)
    clock.set(date(2026, 6, 20))
    opened.trash(item)
    opened.purge(item)

    with opened.office.read() as reader:
        (then,) = reader.rows_as_of(StrategyItem, date(2026, 6, 15))
    assert then == item


def test_a_field_that_was_emptied_at_creation_does_not_get_its_default_in_the_past(
    opened: Opened, clock: SettableClock
) -> None:
    milestone = opened.add(Milestone, title="Abnahme", item=opened.add(StrategyItem, title="X"), weight=None)
    clock.set(date(2026, 6, 20))
    opened.trash(milestone)
    opened.purge(milestone)

    with opened.office.read() as reader:
        assert [row.weight for row in reader.rows_as_of(Milestone, date(2026, 6, 15))] == [None]


def test_past_rows_stand_in_the_order_of_their_numbers(opened: Opened) -> None:
    opened.sql("INSERT INTO counter VALUES ('Z', 2026, 998)")
    for title in "ABC":
        opened.add(Goal, title=title)

    with opened.office.read() as reader:
        codes = [row.code for row in reader.rows_as_of(Goal, reader.today)]
    assert codes == ["Z-2026-999", "Z-2026-1000", "Z-2026-1001"]


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 6, 30, 21, 59, tzinfo=UTC), date(2026, 6, 30)),
        (datetime(2026, 6, 30, 22, 0, tzinfo=UTC), date(2026, 7, 1)),
        (datetime(2026, 12, 31, 22, 59, tzinfo=UTC), date(2026, 12, 31)),
        (datetime(2026, 12, 31, 23, 0, tzinfo=UTC), date(2027, 1, 1)),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), date(2026, 10, 25)),
        (datetime(2027, 3, 28, 1, 0, tzinfo=UTC), date(2027, 3, 28)),
    ],
)
def test_a_step_belongs_to_the_day_in_konstanz(
    opened: Opened, clock: SettableClock, moment: datetime, day: date
) -> None:
    clock.now = moment
    opened.add(Goal, title="Teilhabe")

    assert days(opened)[-1] == day


def test_the_hour_that_comes_twice_keeps_its_order(opened: Opened, clock: SettableClock) -> None:
    """On 25.10.2026 it is 02:30 twice; the moments in UTC tell them apart."""
    for minutes in (30, 90):
        clock.now = datetime(2026, 10, 25, minutes // 60, minutes % 60, tzinfo=UTC)
        opened.add(Goal, title=f"{minutes}")

    with opened.office.read() as reader:
        second, first = reader.steps(limit=2)
    assert (second.at - first.at).total_seconds() == 3600


def test_a_clock_that_jumps_back_never_puts_a_step_before_the_one_before(opened: Opened, clock: SettableClock) -> None:
    for day in (date(2026, 6, 20), date(1970, 1, 1), date(2038, 1, 20), date(2026, 6, 21)):
        clock.set(day)
        opened.add(Goal, title=f"{day}")

    assert days(opened) == sorted(days(opened))
    assert days(opened)[-2:] == [date(2038, 1, 20), date(2038, 1, 20)]
    assert set(at(opened, date(2026, 6, 21))) == {"1970-01-01", "2026-06-20"}


def test_two_steps_of_one_moment_are_told_apart_by_their_numbers(opened: Opened, clock: SettableClock) -> None:
    clock.set(date(2026, 6, 20), time(9))
    goal = opened.add(Goal, title="A")
    opened.set(goal, title="B")

    with opened.office.read() as reader:
        newest, older = reader.steps(limit=2)
        changes = reader.past_changes(goal.id)
    assert newest.at == older.at
    assert newest.id == older.id + 1
    assert [(change.old, change.new) for change in changes if change.name == "title"] == [("A", "B"), (None, "A")]


def test_every_field_of_a_step_is_told_with_old_and_new(opened: Opened) -> None:
    unit = opened.add(OrgUnit, name="Hochbauamt")
    person = opened.add(Person, last_name="Muster")
    opened.set(person, unit=unit, absent_until=date(2026, 7, 1))

    with opened.office.read() as reader:
        step = reader.steps(limit=1)[0]
        told = {
            change.name: (change.old, change.new) for change in reader.past_changes(person.id) if change.step == step
        }
        assert reader.touched(step.id) == {person.id: "person"}
    assert told == {"unit": (None, unit.id), "absent_until": (None, date(2026, 7, 1))}
    assert (step.by, step.source, step.verb) == (AUTHOR.by, AUTHOR.source, "edit")


def test_a_field_of_an_older_version_is_shown_by_its_old_name(opened: Opened) -> None:
    goal = opened.add(Goal, title="Teilhabe")
    step = opened.sql("SELECT max(id) FROM step")[0][0]
    opened.sql("INSERT INTO history VALUES (?, 'colour_of_old', ?, NULL, '\"blau\"')", goal.id, step)

    with opened.office.read() as reader:
        (old,) = (change for change in reader.past_changes(goal.id) if change.name == "colour_of_old")
        assert reader.rows_as_of(Goal, reader.today) == [goal]
    assert old.field is None
    assert old.new == '"blau"'


def test_one_column_of_the_past_has_only_what_changed_since(opened: Opened) -> None:
    kept, changed = opened.add(Goal, title="Bleibt"), opened.add(Goal, title="Alt")
    step = opened.sql("SELECT max(id) FROM step")[0][0]
    opened.set(changed, title="Neu")
    opened.set(changed, title="Neuer")

    with reading(opened.office._engine) as connection:
        column = history.column_as_of(connection, "title", step)
    assert column == {changed.id: "Alt"}
    assert kept.id not in column


def test_the_history_played_from_the_start_gives_what_is_stored(opened: Opened) -> None:
    goal = opened.add(Goal, title="Teilhabe")
    item = opened.add(StrategyItem, title="Serviceportal", goals=(goal,))
    opened.set(item, goals=())
    opened.undo()
    opened.trash(goal)
    opened.purge(goal)

    with reading(opened.office._engine) as connection:
        played = history.replay(connection)
    assert goal.id not in played
    assert played[item.id]["goals"] == ()
    assert played[item.id]["title"] == "Serviceportal"
